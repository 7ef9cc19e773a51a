//! When links were last used: noted to the minute, so that a full room does not keep the store busy.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::now_ms;
use crate::http::{Access, Shared};

/// How exactly the last use of a link is known, milliseconds.
const EXACT_MS: i64 = 60_000;
/// From so many links on the old uses are forgotten here; the store has them.
const MANY: usize = 10_000;

/// The uses that this node has noted.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    noted: Arc<Mutex<HashMap<[u8; 32], i64>>>,
}

impl Uses {
    /// Whether the use of a link at this time is to be noted; then it is taken to be. `known_ms`: what the store says.
    fn is_news(&self, link: [u8; 32], known_ms: Option<i64>, now_ms: i64) -> bool {
        // Nothing here panics half-way through a change.
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |ms: i64| (0..EXACT_MS).contains(&(now_ms - ms));
        if noted.len() > MANY {
            noted.retain(|_, ms| fresh(*ms));
        }
        if known_ms.is_some_and(fresh) || noted.get(&link).is_some_and(|ms| fresh(*ms)) {
            return false;
        }
        noted.insert(link, now_ms);
        true
    }
}

/// Somebody comes in by a link. Nobody waits for this.
pub fn note(shared: &Shared, access: &Access) {
    let now_ms = now_ms();
    let link = access.link.hash;
    if !shared.uses.is_news(link, access.link.used_ms, now_ms) {
        return;
    }
    let (store, board) = (shared.store.clone(), access.board.clone());
    tokio::spawn(async move {
        if let Err(error) = store.used(&board, &link, now_ms).await {
            tracing::warn!(board.id = %board, %error, "the use of a link was not noted");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_who_come_at_once_one_is_noted() {
        let uses = Uses::default();
        let (ann, ben) = ([1; 32], [2; 32]);
        assert!(uses.is_news(ann, None, 1_000_000));
        for late in 0..EXACT_MS {
            assert!(!uses.is_news(ann, None, 1_000_000 + late));
        }
        assert!(uses.is_news(ben, None, 1_000_000));
        assert!(uses.is_news(ann, None, 1_000_000 + EXACT_MS));
        assert!(
            !uses.is_news([3; 32], Some(999_999), 1_000_000),
            "another node"
        );
        assert!(
            uses.is_news([3; 32], Some(2_000_000), 1_000_000),
            "a clock was set back"
        );
    }
}
