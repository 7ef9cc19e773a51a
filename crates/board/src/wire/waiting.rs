//! What waits in a document for changes that have not come, and when it is tried again.

use std::collections::HashSet;

use yrs::error::UpdateError;
use yrs::{ClientID, ReadTxn, TransactionMut, Update, WriteTxn};

/// Takes an update in, then what has been waiting once more, if that can help. Where each of two waiting changes builds on
/// the other's author, yrs (0.28) remembers one of the two reasons, and would not look at them again when the other one
/// goes. What it forgets is always an author of something that waits: no other update is worth going through it again.
pub fn integrate(txn: &mut TransactionMut, update: Update) -> Result<(), UpdateError> {
    let may_help = may_help(txn, &update);
    txn.apply_update(update)?;
    match may_help.then(|| txn.prune_pending()).flatten() {
        Some(waiting) => txn.apply_update(waiting),
        None => Ok(()),
    }
}

/// Whether an update has changes of somebody of whom others wait.
fn may_help(txn: &TransactionMut, update: &Update) -> bool {
    let Some(pending) = ReadTxn::store(txn).pending_update() else {
        return false;
    };
    let waiting = authors(&pending.update);
    authors(update)
        .iter()
        .any(|author| waiting.contains(author))
}

fn authors(update: &Update) -> HashSet<ClientID> {
    let first = update.state_vector_lower();
    first.iter().map(|(author, _)| *author).collect()
}

#[cfg(test)]
mod tests {
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, GetString, Text, TextRef, Transact};

    use super::*;

    struct Person {
        doc: Doc,
        text: TextRef,
    }

    impl Person {
        fn new(id: u64) -> Person {
            let doc = Doc::with_client_id(id);
            let text = doc.get_or_insert_text("t");
            Person { doc, text }
        }

        /// Writes at the end; the update.
        fn write(&self, what: &str) -> Vec<u8> {
            let mut txn = self.doc.transact_mut();
            self.text.push(&mut txn, what);
            txn.encode_update_v1()
        }

        /// Takes an update in; whether that made what waits be tried again.
        fn hear(&self, update: &[u8]) -> bool {
            let mut txn = self.doc.transact_mut();
            let update = Update::decode_v1(update).unwrap();
            let tried = may_help(&txn, &update);
            integrate(&mut txn, update).unwrap();
            tried
        }

        fn says(&self) -> String {
            self.text.get_string(&self.doc.transact())
        }

        fn waits(&self) -> bool {
            self.doc.transact().has_missing_updates()
        }
    }

    #[test]
    fn what_waits_is_tried_again_only_where_it_can_help() {
        let [ann, ben, cem] = [1, 2, 3].map(Person::new);
        let lost = ann.write("a");
        let behind = ann.write("b");
        assert!(!cem.hear(&behind));
        assert!(cem.waits());
        for _ in 0..100 {
            assert!(!cem.hear(&ben.write("x")), "nobody waits for Ben");
        }
        assert!(cem.hear(&lost));
        assert!(!cem.waits());
        assert_eq!(cem.says().replace('x', ""), "ab");
        assert!(!cem.hear(&ben.write("x")), "nothing waits");
    }

    #[test]
    fn changes_that_wait_for_each_others_authors_come_in_with_either() {
        // Both write before they hear each other, and after it, in each other's words.
        let [ann, ben] = [1, 2].map(Person::new);
        let (first, second) = (ann.write("a"), ben.write("b"));
        ann.hear(&second);
        ben.hear(&first);
        let (third, fourth) = (ann.write("c"), ben.write("d"));
        for order in [
            [&third, &fourth, &second, &first],
            [&third, &fourth, &first, &second],
            [&fourth, &third, &second, &first],
            [&fourth, &third, &first, &second],
        ] {
            let cem = Person::new(3);
            for update in order {
                cem.hear(update);
            }
            assert!(!cem.waits(), "{order:?}");
            assert_eq!(cem.says().len(), 4);
        }
    }
}
