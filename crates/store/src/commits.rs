//! What the writer has done since it started, for those who watch a server.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the times that are told apart, in milliseconds.
pub const BOUNDS_MS: [u64; 9] = [1, 2, 5, 10, 20, 50, 100, 250, 1_000];

#[derive(Debug, Default)]
pub struct Commits {
    /// Committed transactions that took at most the bound of the same place, and no smaller one; the last took longer.
    within: [AtomicU64; BOUNDS_MS.len() + 1],
    micros: AtomicU64,
    updates: AtomicU64,
    failed: AtomicU64,
}

/// The figures at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitFigures {
    /// Committed transactions by their time: for each of [`BOUNDS_MS`] how many took at most that long.
    pub within: Vec<u64>,
    pub committed: u64,
    /// The time of all committed ones together.
    pub time: Duration,
    /// Updates in the committed ones.
    pub updates: u64,
    /// Transactions that failed.
    pub failed: u64,
}

impl Commits {
    pub(crate) fn committed(&self, time: Duration, updates: usize) {
        let place = BOUNDS_MS
            .iter()
            .position(|bound| time <= Duration::from_millis(*bound));
        add(&self.within[place.unwrap_or(BOUNDS_MS.len())], 1);
        add(&self.micros, u64::try_from(time.as_micros()).unwrap_or(0));
        add(&self.updates, updates as u64);
    }

    pub(crate) fn failed(&self) {
        add(&self.failed, 1);
    }

    pub fn figures(&self) -> CommitFigures {
        let read = |figure: &AtomicU64| figure.load(Ordering::Relaxed);
        let mut sum = 0;
        let mut within: Vec<u64> = self
            .within
            .iter()
            .map(|figure| {
                sum += read(figure);
                sum
            })
            .collect();
        within.pop();
        CommitFigures {
            within,
            committed: sum,
            time: Duration::from_micros(read(&self.micros)),
            updates: read(&self.updates),
            failed: read(&self.failed),
        }
    }
}

fn add(figure: &AtomicU64, more: u64) {
    figure.fetch_add(more, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_up_to_each_bound() {
        let commits = Commits::default();
        for ms in [1, 7, 7, 5_000] {
            commits.committed(Duration::from_millis(ms), 2);
        }
        commits.failed();
        let figures = commits.figures();
        assert_eq!(figures.within, [1, 1, 1, 3, 3, 3, 3, 3, 3]);
        assert_eq!(
            (figures.committed, figures.updates, figures.failed),
            (4, 8, 1)
        );
        assert_eq!(figures.time, Duration::from_millis(5_015));
    }
}
