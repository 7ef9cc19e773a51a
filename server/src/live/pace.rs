//! How fast one connection, and all of a board together, are read: a bucket that refills; who has emptied it is read later.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a full bucket holds, in seconds of its rate: a reconnect may bring hours of offline work at once.
const BURST_SECONDS: f64 = 10.0;

/// Messages and bytes a second.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    pub messages: u32,
    pub bytes: u32,
}

impl Rates {
    /// A pace that several share.
    pub fn start(self, now: Instant) -> SharedPace {
        SharedPace(Arc::new(Mutex::new(Pace::new(self, now))))
    }
}

/// The pace of all who read by it together.
#[derive(Clone, Debug)]
pub struct SharedPace(Arc<Mutex<Pace>>);

impl SharedPace {
    /// As [`Pace::read`].
    pub fn read(&self, bytes: usize, now: Instant) -> Duration {
        // Nothing here panics half-way through a change.
        let mut pace = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        pace.read(bytes, now)
    }
}

#[derive(Debug)]
pub struct Pace {
    messages: Bucket,
    bytes: Bucket,
}

impl Pace {
    pub fn new(rates: Rates, now: Instant) -> Pace {
        Pace {
            messages: Bucket::new(rates.messages, now),
            bytes: Bucket::new(rates.bytes, now),
        }
    }

    /// Counts a message that was read; how long to wait before the next one.
    pub fn read(&mut self, bytes: usize, now: Instant) -> Duration {
        let messages = self.messages.take(1.0, now);
        messages.max(self.bytes.take(bytes as f64, now))
    }
}

#[derive(Debug)]
struct Bucket {
    per_second: f64,
    /// Below zero: a debt, paid by waiting.
    level: f64,
    at: Instant,
}

impl Bucket {
    fn new(per_second: u32, now: Instant) -> Bucket {
        let per_second = f64::from(per_second.max(1));
        Bucket {
            per_second,
            level: per_second * BURST_SECONDS,
            at: now,
        }
    }

    fn take(&mut self, amount: f64, now: Instant) -> Duration {
        let refill = now.saturating_duration_since(self.at).as_secs_f64() * self.per_second;
        let full = self.per_second * BURST_SECONDS;
        self.level = (self.level + refill).min(full) - amount;
        // Of several readers one may come with an earlier moment than another.
        self.at = self.at.max(now);
        Duration::from_secs_f64((-self.level / self.per_second).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_free_and_then_the_rate_holds() {
        let start = Instant::now();
        let rates = Rates {
            messages: 10,
            bytes: 1_000,
        };
        let mut pace = Pace::new(rates, start);
        for _ in 0..100 {
            assert_eq!(pace.read(1, start), Duration::ZERO);
        }
        assert_eq!(pace.read(1, start), Duration::from_millis(100));
        let later = start + Duration::from_secs(60);
        assert_eq!(pace.read(1, later), Duration::ZERO);
        let wait = pace.read(30_000, later);
        assert!(
            wait > Duration::from_secs(19) && wait < Duration::from_secs(21),
            "{wait:?}"
        );
    }

    #[test]
    fn who_shares_a_pace_waits_for_what_all_have_said() {
        let start = Instant::now();
        let rates = Rates {
            messages: 10,
            bytes: u32::MAX,
        };
        let ann = rates.start(start);
        let ben = ann.clone();
        for _ in 0..50 {
            assert_eq!(ann.read(1, start), Duration::ZERO);
            assert_eq!(ben.read(1, start), Duration::ZERO);
        }
        assert_eq!(ann.read(1, start), Duration::from_millis(100));
        assert_eq!(ben.read(1, start), Duration::from_millis(200));
        assert_eq!(
            rates.start(start).read(1, start),
            Duration::ZERO,
            "another board"
        );
    }
}
