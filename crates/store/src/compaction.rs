//! When a log gets a new snapshot.

/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A tail longer than both is compacted …
const ROWS: usize = 100;
const BYTES: usize = 64 * 1024;
/// … but not more often than this, in milliseconds.
const PAUSE_MS: i64 = 10_000;

/// What decides whether a snapshot is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compaction {
    /// Updates after the newest snapshot.
    pub rows: usize,
    /// Their bytes together.
    pub bytes: usize,
    /// The time since the newest snapshot, or since the board was loaded when it has none, in milliseconds.
    pub since_ms: i64,
}

impl Compaction {
    /// While people work: the tail is long, or a day has passed.
    pub fn is_due(&self) -> bool {
        // Below zero the clock was set back: how long it really is nobody knows.
        let within = |ms| (0..ms).contains(&self.since_ms);
        let long = self.rows > ROWS && self.bytes > BYTES && !within(PAUSE_MS);
        long || (self.rows > 0 && !within(DAY_MS))
    }

    /// When the last person has left.
    pub fn is_due_at_leaving(&self) -> bool {
        self.rows > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_tail_a_day_and_the_last_to_leave() {
        let due = |rows, bytes, since_ms| {
            Compaction {
                rows,
                bytes,
                since_ms,
            }
            .is_due()
        };
        assert!(due(101, 70_000, 10_000));
        assert!(!due(101, 70_000, 9_999));
        assert!(!due(100, 70_000, 10_000));
        assert!(!due(101, 65_536, 10_000));
        assert!(due(1, 1, DAY_MS));
        assert!(!due(0, 0, DAY_MS));
        assert!(due(1, 1, -1), "the clock was set back");
        let leaving = |rows| {
            Compaction {
                rows,
                bytes: 1,
                since_ms: 0,
            }
            .is_due_at_leaving()
        };
        assert!(leaving(1) && !leaving(0));
    }
}
