//! The board: a document, its snapshot and the person's own undo steps.

mod filling;
mod restoring;

use std::sync::Arc;

use model::{BoardSnapshot, Command};
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, OffsetKind, Options, ReadTxn, StateVector, Transact};

use crate::change::{Change, Skipped};
use crate::commands;
use crate::error::BoardError;
use crate::place::Roots;
use crate::recorder::{Recorder, Step};
use crate::touched::Watch;
use crate::undo::{Direction, History};
use crate::view::View;
use crate::wire;

/// A command that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    pub change: Change,
    /// Yjs update, v1; empty when the command changed nothing.
    pub update: Vec<u8>,
}

/// An undo or redo step that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    pub change: Change,
    /// Yjs update, v1; empty when nothing was left to restore.
    pub update: Vec<u8>,
    /// How many values stay because others have overwritten them since.
    pub passed_over: usize,
}

pub use filling::Filling;

pub struct Board {
    doc: Doc,
    roots: Roots,
    watch: Watch,
    view: View,
    history: History,
}

impl Board {
    /// An empty board. `client` is this session's own random number, below 2^53 (Yjs itself draws 32 bits).
    pub fn new(client: u64) -> Board {
        let doc = document(client);
        let roots = Roots::of(&doc);
        Board {
            watch: Watch::over(&roots),
            doc,
            roots,
            view: View::default(),
            history: History::default(),
        }
    }

    /// A board with everything that is in the snapshot; notes without a position are laid out by flow.
    pub fn of(snapshot: &BoardSnapshot, client: u64) -> Board {
        Filling::of(snapshot, client).finish()
    }

    /// A board from stored updates (v1), in any order. One that is not well formed is an error; what asks for the impossible
    /// in one that is stays out of this board, and breaks nothing else.
    pub fn load<'a>(
        client: u64,
        updates: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Board, BoardError> {
        let mut board = Board::new(client);
        let mut result = Ok(());
        {
            let mut txn = board.doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
            for update in updates {
                result = wire::take_in(&mut txn, update).map(drop);
                if result.is_err() {
                    break;
                }
            }
        }
        result?;
        board.refresh();
        Ok(board)
    }

    /// The number by which the document knows this session.
    pub fn client(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// Carries out a command in one transaction: one update, one undo step. A new command clears redo.
    pub fn execute(&mut self, command: &Command) -> Result<Done, BoardError> {
        commands::check(command, &self.view)?;
        let (steps, change, update, ()) = self.write(|to| commands::run(command, to))?;
        self.history.did(steps);
        Ok(Done { change, update })
    }

    /// Carries out a command that goes on with the last one, where both are about the same things: one undo step takes
    /// back both. Otherwise as [`Board::execute`].
    pub fn amend(&mut self, command: &Command) -> Result<Done, BoardError> {
        commands::check(command, &self.view)?;
        let (steps, change, update, ()) = self.write(|to| commands::run(command, to))?;
        self.history.went_on(steps);
        Ok(Done { change, update })
    }

    /// Takes back this person's last command; None when there is none.
    pub fn undo(&mut self) -> Option<Undone> {
        self.step(Direction::Undo)
    }

    /// Does again what was undone last; None when there is nothing.
    pub fn redo(&mut self) -> Option<Undone> {
        self.step(Direction::Redo)
    }

    pub fn can_undo(&self) -> bool {
        self.history.can(Direction::Undo)
    }

    /// How many steps there are to take back.
    pub fn undo_steps(&self) -> usize {
        self.history.steps()
    }

    pub fn can_redo(&self) -> bool {
        self.history.can(Direction::Redo)
    }

    /// Takes in an update (v1) of somebody else.
    pub fn apply_remote(&mut self, update: &[u8]) -> Result<Change, BoardError> {
        let result = {
            let mut txn = self.doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
            wire::apply(&mut txn, update)
        };
        // Even an update that fails may have brought something.
        let change = self.refresh();
        result.map(|()| change)
    }

    /// The board as it is now; cheap to clone.
    pub fn snapshot(&self) -> BoardSnapshot {
        self.view.snapshot.clone()
    }

    /// Content that breaks the schema, sorted by place.
    pub fn skipped(&self) -> &[Skipped] {
        self.view.skipped()
    }

    /// What this replica has, as a Yjs state vector (v1).
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What a replica with this state vector lacks, as an update (v1); without what waits here for something else, which
    /// was somebody else's and will come from there.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, BoardError> {
        let state_vector = wire::state_vector(state_vector)?;
        Ok(self.doc.transact().encode_diff_v1(&state_vector))
    }

    /// The whole document as one update (v1).
    pub fn encode(&self) -> Vec<u8> {
        self.doc.transact().encode_diff_v1(&StateVector::default())
    }

    /// The whole document as one update (v1) that may stand for the updates it was loaded from. While something that
    /// these need is missing it is [`BoardError::Incomplete`]: keep them.
    pub fn compacted(&self) -> Result<Vec<u8>, BoardError> {
        wire::complete(&self.doc.transact(), &StateVector::default())
    }

    fn step(&mut self, direction: Direction) -> Option<Undone> {
        let steps = self.history.take(direction)?;
        match self.write(|to| to.take_back(&steps)) {
            Ok((inverse, change, update, passed_over)) => {
                self.history.took_back(direction, inverse);
                Some(Undone {
                    change,
                    update,
                    passed_over,
                })
            }
            Err(_) => {
                self.history.put_back(direction, steps);
                None
            }
        }
    }

    /// One transaction: what it did, what changed, its update, and what `f` returns.
    fn write<R>(
        &mut self,
        f: impl FnOnce(&mut Recorder) -> R,
    ) -> Result<(Vec<Step>, Change, Vec<u8>, R), BoardError> {
        let (steps, result, update) = {
            let mut txn = self.doc.try_transact_mut().map_err(|_| BoardError::Busy)?;
            let mut recorder = Recorder::new(&mut txn, &self.roots, &self.view);
            let result = f(&mut recorder);
            let steps = recorder.finish();
            txn.commit();
            let update = if txn.has_changes() {
                txn.encode_update_v1()
            } else {
                Vec::new()
            };
            (steps, result, update)
        };
        Ok((steps, self.refresh(), update, result))
    }

    fn refresh(&mut self) -> Change {
        let touched = self.watch.take();
        match self.doc.try_transact() {
            Ok(txn) => self.view.update(&txn, &self.roots, touched),
            Err(_) => Change::default(),
        }
    }
}

/// A document as this crate uses it: UTF-16 offsets as in JavaScript, and no clean-up of rich text, which would write.
pub(crate) fn document(client: u64) -> Doc {
    const BITS: u64 = (1 << 53) - 1;
    let mut options =
        Options::with_guid_and_client_id(Arc::from("board"), ClientID::new(client & BITS));
    options.offset_kind = OffsetKind::Utf16;
    options.cleanup_formatting = false;
    Doc::with_options(options)
}
