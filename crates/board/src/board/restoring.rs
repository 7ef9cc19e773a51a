//! Making a board again what it was, as a change of now: nothing is erased, and undo takes it back.

use serde_json::Value;
use yrs::{Map, Transact};

use super::{Board, Done};
use crate::error::BoardError;
use crate::place::{self, Place};
use crate::schema::Root;
use model::order::Order;

/// The rows of a root by their keys.
type Rows = Vec<(String, Value)>;

impl Board {
    /// Puts everything back as it is in `past`, a board loaded from the beginning of the same log: one transaction, one
    /// update, one undo step. What was made since is deleted, as people delete.
    pub fn restore(&mut self, past: &Board) -> Result<Done, BoardError> {
        let then = past.content()?;
        let (steps, change, update, ()) = self.write(|to| {
            for (root, rows) in &then {
                for key in to.keys(*root) {
                    if rows.iter().all(|(there, _)| *there != key) {
                        to.delete(*root, &key);
                    }
                }
                for (key, content) in rows {
                    match (root, content) {
                        (Root::Meta, value) => to.member_of_meta(key, value.clone()),
                        (_, Value::Object(members)) => to.create(*root, key, members.clone()),
                        _ => {}
                    }
                }
            }
        })?;
        self.history.did(steps);
        Ok(Done { change, update })
    }

    /// The rows that are not deleted, and the members of `meta`, root by root, sorted by key.
    fn content(&self) -> Result<Vec<(Root, Rows)>, BoardError> {
        let txn = self.doc.try_transact().map_err(|_| BoardError::Busy)?;
        let rows = |root: Root| {
            let map = self.roots.get(root);
            let mut keys: Vec<String> = map.keys(&txn).map(str::to_owned).collect();
            keys.order();
            let content = keys.into_iter().filter_map(|key| {
                let value = place::read(&txn, &self.roots, &Place::new(root, &[&key]))?;
                Some((key, value))
            });
            (root, content.collect())
        };
        Ok(Root::ALL.into_iter().map(rows).collect())
    }
}
