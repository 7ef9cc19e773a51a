//! What a log of updates holds, without a document: which insertions and which deletions.

use yrs::updates::encoder::Encode;
use yrs::{IdSet, StateVector};

use crate::error::BoardError;
use crate::wire::{decoded, state_vector};

/// The insertions and deletions of all updates taken in so far.
#[derive(Debug, Default)]
pub struct Coverage {
    all: Content,
}

/// The same of one update (v1); that it exists says that the update is well formed.
#[derive(Debug, Default, Clone)]
pub struct Content {
    inserted: IdSet,
    deleted: IdSet,
}

impl Content {
    pub fn of(update: &[u8]) -> Result<Content, BoardError> {
        let update = decoded(update)?;
        Ok(Content {
            inserted: update.insertions(true),
            deleted: update.delete_set().clone(),
        })
    }

    /// Whether a peer with this state vector (v1) has all that is inserted here.
    pub fn is_within(&self, state_vector: &[u8]) -> Result<bool, BoardError> {
        let has = self::state_vector(state_vector)?;
        let mut inserted = self.inserted.iter();
        Ok(
            inserted
                .all(|(client, ranges)| ranges.iter().all(|range| range.end <= has.get(client))),
        )
    }

    /// The deletions alone, as an update (v1): a state vector does not say which of them a peer has.
    pub fn deletions(&self) -> Vec<u8> {
        const NO_STRUCTS: u8 = 0;
        let mut update = vec![NO_STRUCTS];
        update.extend(self.deleted.encode_v1());
        update
    }
}

impl Coverage {
    /// Whether an update would bring nothing.
    pub fn holds(&self, content: &Content) -> bool {
        content.inserted.diff(&self.all.inserted).is_empty()
            && content.deleted.diff(&self.all.deleted).is_empty()
    }

    pub fn add(&mut self, content: Content) {
        self.all.inserted.merge_with(content.inserted);
        self.all.deleted.merge_with(content.deleted);
    }

    /// All of it together.
    pub fn content(&self) -> &Content {
        &self.all
    }

    /// The state vector (v1): per client all up to its first gap, so that a peer sends again what is behind one.
    pub fn state_vector(&self) -> Vec<u8> {
        let mut vector = StateVector::default();
        for (client, ranges) in self.all.inserted.iter() {
            let first = ranges.iter().next().filter(|range| range.start == 0);
            if let Some(first) = first {
                vector.set_max(*client, first.end);
            }
        }
        vector.encode_v1()
    }
}

#[cfg(test)]
mod tests {
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, GetString, ReadTxn, Text, Transact, Update};

    use super::*;

    /// Three updates of one client: "a", "b" after it, and the deletion of "a".
    fn updates() -> [Vec<u8>; 3] {
        let doc = Doc::with_client_id(7);
        let text = doc.get_or_insert_text("t");
        let change = |change: &dyn Fn(&mut yrs::TransactionMut)| {
            let mut tx = doc.transact_mut();
            change(&mut tx);
            tx.encode_update_v1()
        };
        [
            change(&|tx| text.insert(tx, 0, "a")),
            change(&|tx| text.insert(tx, 1, "b")),
            change(&|tx| text.remove_range(tx, 0, 1)),
        ]
    }

    #[test]
    fn what_is_held_is_known_and_a_gap_ends_the_vector() {
        let updates = updates();
        let content = |i: usize| Content::of(&updates[i]).unwrap();
        let mut coverage = Coverage::default();
        let empty = coverage.state_vector();
        assert_eq!(empty, StateVector::default().encode_v1());

        coverage.add(content(1));
        assert!(coverage.holds(&content(1)) && !coverage.holds(&content(0)));
        assert_eq!(coverage.state_vector(), empty, "the first is missing");

        coverage.add(content(0));
        assert!(!coverage.holds(&content(2)), "a deletion is news");
        coverage.add(content(2));
        assert!(coverage.holds(&content(2)));

        let doc = Doc::new();
        for update in &updates {
            let update = Update::decode_v1(update).unwrap();
            doc.transact_mut().apply_update(update).unwrap();
        }
        let text = doc.get_or_insert_text("t");
        assert_eq!(text.get_string(&doc.transact()), "b");
        let of_doc = doc.transact().state_vector().encode_v1();
        assert_eq!(coverage.state_vector(), of_doc);
        let whole = doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default());
        assert!(coverage.holds(&Content::of(&whole).unwrap()));
    }

    #[test]
    fn a_peer_that_has_all_insertions_lacks_deletions_at_most() {
        let updates = updates();
        let content = |i: usize| Content::of(&updates[i]).unwrap();
        let vector = |clock| vec![1, 7, clock];
        assert!(content(1).is_within(&vector(2)).unwrap());
        assert!(!content(1).is_within(&vector(1)).unwrap());
        assert!(!content(0).is_within(&[0]).unwrap());
        assert!(content(0).is_within(&[7, 7]).is_err());

        let doc = Doc::new();
        for update in [&updates[0], &updates[1], &content(2).deletions()] {
            let update = Update::decode_v1(update).unwrap();
            doc.transact_mut().apply_update(update).unwrap();
        }
        let text = doc.get_or_insert_text("t");
        assert_eq!(text.get_string(&doc.transact()), "b");
        assert_eq!(content(0).deletions(), [0, 0]);
    }

    #[test]
    fn garbage_is_refused() {
        for garbage in [&[][..], &[1], &[0xff; 40], b"hello"] {
            assert!(Content::of(garbage).is_err(), "{garbage:?}");
        }
        assert!(Coverage::default().holds(&Content::of(&[0, 0]).unwrap()));
    }
}
