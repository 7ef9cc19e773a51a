//! The changes of a board in their order, and the way from one moment to another.

use std::cell::RefCell;
use std::rc::Rc;

use board::{Board, BoardError};
use model::Rect;

use crate::api::changes::Change;
use crate::session::Session;
use crate::session::past::{self, Moment};

/// Changes between two moments that are kept whole: so many are played again at most when one goes back.
const STRIDE: usize = 200;
/// A replica that writes nothing.
const NOBODY: u64 = 1;

/// A moment is how many changes have been made.
#[derive(Clone)]
pub struct Tape {
    changes: Rc<Vec<Change>>,
    /// The document at every [`STRIDE`]th moment, as far as it was asked for.
    kept: Rc<RefCell<Vec<Vec<u8>>>>,
}

impl PartialEq for Tape {
    fn eq(&self, other: &Tape) -> bool {
        Rc::ptr_eq(&self.changes, &other.changes)
    }
}

impl Tape {
    pub fn of(changes: Vec<Change>) -> Tape {
        Tape {
            changes: Rc::new(changes),
            kept: Rc::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.changes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The moment after the change of this sequence.
    pub fn at(&self, sequence: u64) -> usize {
        self.changes.partition_point(|c| c.sequence <= sequence)
    }

    /// The board at a moment.
    pub fn board(&self, moment: usize) -> Board {
        let moment = moment.min(self.len());
        let mut kept = self.kept.borrow_mut();
        let mut from = (moment / STRIDE).min(kept.len());
        let mut board = match from.checked_sub(1) {
            Some(last) => loaded(&kept[last]),
            None => Board::new(NOBODY),
        };
        while from * STRIDE < moment {
            let to = ((from + 1) * STRIDE).min(moment);
            for change in &self.changes[from * STRIDE..to] {
                // What no document takes in changes nothing, here as everywhere.
                let _ = board.apply_remote(&change.update);
            }
            from += 1;
            if to == from * STRIDE {
                kept.push(board.encode());
            }
        }
        board
    }

    /// Shows the wall as it was at a moment.
    pub fn enter(&self, session: Session, moment: usize) -> Result<(), BoardError> {
        past::show(session, self.named(moment), &self.board(moment).encode())
    }

    /// Brings the wall from one moment to another: forward by a few changes, or anew.
    pub fn play(&self, session: Session, from: usize, to: usize) -> Result<(), BoardError> {
        if from > to || to - from > STRIDE {
            return self.enter(session, to);
        }
        let updates: Vec<Vec<u8>> = self.changes[from..to]
            .iter()
            .map(|change| change.update.clone())
            .collect();
        past::advance(session, self.named(to), &updates)
    }

    fn named(&self, moment: usize) -> Moment {
        let change = moment.checked_sub(1).and_then(|i| self.changes.get(i));
        change.map_or_else(Moment::default, |change| Moment {
            sequence: change.sequence,
            at: change.at.clone(),
            author: change.author.clone(),
        })
    }

    /// All that lies on the wall at the end.
    pub fn bounds(&self) -> Option<Rect> {
        self.board(self.len()).snapshot().bounds()
    }

    /// “14:05:12 · Ann · 34 of 210”
    pub fn words(&self, moment: usize) -> String {
        let count = format!("{moment} of {}", self.len());
        match moment.checked_sub(1).and_then(|i| self.changes.get(i)) {
            Some(change) => format!("{} · {} · {count}", change.when(), change.author),
            None => count,
        }
    }
}

fn loaded(document: &[u8]) -> Board {
    Board::load(NOBODY, [document]).unwrap_or_else(|_| Board::new(NOBODY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Command;

    fn tape(count: usize) -> Tape {
        let mut board = Board::new(7);
        let change = |i: usize| {
            let title = format!("Title {}", i + 1);
            let done = board.execute(&Command::SetTitle { title }).expect("done");
            Change {
                sequence: i as u64 + 1,
                at: String::new(),
                author: "editor".into(),
                update: done.update,
            }
        };
        Tape::of((0..count).map(change).collect())
    }

    #[test]
    fn a_moment_is_the_same_whichever_way_one_comes() {
        let tape = tape(2 * STRIDE + 50);
        let title = |moment: usize| tape.board(moment).snapshot().meta.title.clone();
        assert_eq!(title(0), "");
        for moment in [450, 3, 200, 201, 400, 399, 450, 1] {
            assert_eq!(title(moment), format!("Title {moment}"));
        }
    }

    #[test]
    fn a_moment_is_after_its_change() {
        let tape = tape(5);
        assert_eq!((tape.at(0), tape.at(3), tape.at(9)), (0, 3, 5));
    }
}
