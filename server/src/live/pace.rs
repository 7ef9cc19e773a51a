//! How fast one connection is read: a bucket that refills; who has emptied it is read later.

use std::time::{Duration, Instant};

/// What a full bucket holds, in seconds of its rate: a reconnect may bring hours of offline work at once.
const BURST_SECONDS: f64 = 10.0;

#[derive(Debug)]
pub struct Pace {
    messages: Bucket,
    bytes: Bucket,
}

impl Pace {
    /// Rates are per second.
    pub fn new(messages: u32, bytes: u32, now: Instant) -> Pace {
        Pace {
            messages: Bucket::new(messages, now),
            bytes: Bucket::new(bytes, now),
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
        let refill = now.duration_since(self.at).as_secs_f64() * self.per_second;
        let full = self.per_second * BURST_SECONDS;
        self.level = (self.level + refill).min(full) - amount;
        self.at = now;
        Duration::from_secs_f64((-self.level / self.per_second).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_free_and_then_the_rate_holds() {
        let start = Instant::now();
        let mut pace = Pace::new(10, 1_000, start);
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
}
