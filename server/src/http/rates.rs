//! How often people may say something over HTTP: a bucket of drops for each author of a board, and one for the board.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use model::Id;

/// One person may say so much at once, and so much a second after that.
const PERSON: (f64, f64) = (20.0, 0.5);
/// All people of a board together.
const BOARD: (f64, f64) = (200.0, 10.0);
/// From so many buckets on the full ones are forgotten.
const MANY: usize = 10_000;

type Mark = Option<[u8; 32]>;
/// A board's bucket for one author, or for all of its people.
type Whose = (Id, Option<Mark>);

#[derive(Clone, Debug, Default)]
pub struct Rates {
    buckets: Arc<Mutex<HashMap<Whose, Bucket>>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    /// What is in it by now.
    fn level(&self, (size, rate): (f64, f64), now: Instant) -> f64 {
        let gone = now.saturating_duration_since(self.at).as_secs_f64();
        (self.left + gone * rate).min(size)
    }
}

impl Rates {
    /// Takes a drop of the author's bucket and of the board's; false, and none taken, where one of them is empty. Who sent
    /// no secret shares a bucket with all who sent none.
    pub fn take(&self, board: &Id, author: Option<&[u8; 32]>, now: Instant) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MANY {
            buckets.retain(|(_, author), bucket| {
                let size = if author.is_some() { PERSON } else { BOARD };
                bucket.level(size, now) < size.0
            });
        }
        let keys = [
            ((board.clone(), Some(author.copied())), PERSON),
            ((board.clone(), None), BOARD),
        ];
        let levels = keys.map(|(key, size)| {
            let level = buckets.get(&key).map_or(size.0, |b| b.level(size, now));
            (key, level)
        });
        if levels.iter().any(|(_, level)| *level < 1.0) {
            return false;
        }
        for (key, level) in levels {
            let left = level - 1.0;
            buckets.insert(key, Bucket { left, at: now });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn who_says_much_waits_and_others_do_not() {
        let rates = Rates::default();
        let (board, ann, bo) = (Id::new("b").unwrap(), [1; 32], [2; 32]);
        let start = Instant::now();
        let said = (0..50).filter(|_| rates.take(&board, Some(&ann), start));
        assert_eq!(said.count(), 20);
        assert!(rates.take(&board, Some(&bo), start));
        assert!(rates.take(&board, None, start));
        let later = start + Duration::from_secs(4);
        let said = (0..50).filter(|_| rates.take(&board, Some(&ann), later));
        assert_eq!(said.count(), 2);
    }

    #[test]
    fn many_secrets_are_no_way_around_it() {
        let rates = Rates::default();
        let board = Id::new("b").unwrap();
        let now = Instant::now();
        let said = (0..=255u8).filter(|n| rates.take(&board, Some(&[*n; 32]), now));
        assert_eq!(said.count(), 200);
    }
}
