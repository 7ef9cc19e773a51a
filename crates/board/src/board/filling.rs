//! A document that is written in parts, while what it will show is shown already.

use std::collections::BTreeSet;

use model::BoardSnapshot;
use yrs::Transact;

use super::Board;
use crate::fill::{self, Unwritten};
use crate::schema::Root;

/// A board on its way into a document that nobody else has.
pub struct Filling {
    board: Board,
    shown: BoardSnapshot,
    unwritten: Box<dyn Iterator<Item = Unwritten>>,
}

impl Filling {
    /// Nothing is written yet; notes without a position are laid out by flow. `client` as in [`Board::new`].
    pub fn of(snapshot: &BoardSnapshot, client: u64) -> Filling {
        let lies = snapshot.notes.iter().all(|n| n.position().is_some());
        let shown = match lies {
            true => snapshot.clone(),
            false => model::layout::placed(snapshot),
        };
        let board = Board::new(client);
        if let Ok(mut txn) = board.doc.try_transact_mut() {
            fill::fill_meta(&mut txn, &board.roots, &shown);
        }
        Filling {
            unwritten: Box::new(fill::rows(&shown)),
            shown,
            board,
        }
    }

    /// What is being written. The finished board shows the same, but for what dangles or is said twice: then it shows less
    /// ([`BoardSnapshot::normalised`] and files that were read are without).
    pub fn shown(&self) -> &BoardSnapshot {
        &self.shown
    }

    /// Writes at most so many rows and reads them back; whether there are more.
    pub fn write_some(&mut self, rows: usize) -> bool {
        let mut count = 0;
        let mut written = BTreeSet::from([(Root::Meta, "".into())]);
        if let Ok(mut txn) = self.board.doc.try_transact_mut() {
            for row in self.unwritten.by_ref().take(rows) {
                fill::fill_row(&mut txn, &self.board.roots, &row);
                written.insert((row.0, row.1.into()));
                count += 1;
            }
        }
        // What was written is known: the roots need not be looked through for it each time.
        self.board.watch.take();
        if let Ok(txn) = self.board.doc.try_transact() {
            self.board.view.fill(&txn, &self.board.roots, written);
        }
        count == rows
    }

    /// Writes the rest.
    pub fn finish(mut self) -> Board {
        self.write_some(usize::MAX);
        self.board
    }
}
