//! The board: a document, its snapshot and the person's own undo steps.

use model::{BoardSnapshot, Command};

use crate::change::{Change, Skipped};
use crate::error::BoardError;

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

pub struct Board {
    snapshot: BoardSnapshot,
}

impl Board {
    /// An empty board. `client` is this session's own random number, below 2^53 (Yjs itself draws 32 bits).
    pub fn new(_client: u64) -> Board {
        Board {
            snapshot: BoardSnapshot::default(),
        }
    }

    /// A board with everything that is in the snapshot; notes without a position are laid out.
    pub fn of(_snapshot: &BoardSnapshot, _client: u64) -> Board {
        unimplemented!()
    }

    /// A board from stored updates (v1), in any order.
    pub fn load<'a>(
        _client: u64,
        _updates: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Board, BoardError> {
        unimplemented!()
    }

    /// Carries out a command in one transaction: one update, one undo step.
    pub fn execute(&mut self, _command: &Command) -> Result<Done, BoardError> {
        unimplemented!()
    }

    /// Takes back this person's last command; None when there is none.
    pub fn undo(&mut self) -> Option<Undone> {
        unimplemented!()
    }

    pub fn redo(&mut self) -> Option<Undone> {
        unimplemented!()
    }

    pub fn can_undo(&self) -> bool {
        false
    }

    pub fn can_redo(&self) -> bool {
        false
    }

    /// Takes in an update (v1) of somebody else.
    pub fn apply_remote(&mut self, _update: &[u8]) -> Result<Change, BoardError> {
        unimplemented!()
    }

    /// The board as it is now; cheap to clone.
    pub fn snapshot(&self) -> BoardSnapshot {
        self.snapshot.clone()
    }

    /// Content that breaks the schema, sorted by place.
    pub fn skipped(&self) -> &[Skipped] {
        &[]
    }

    /// What this replica has, as a Yjs state vector (v1).
    pub fn state_vector(&self) -> Vec<u8> {
        unimplemented!()
    }

    /// What a replica with this state vector lacks, as an update (v1).
    pub fn diff(&self, _state_vector: &[u8]) -> Result<Vec<u8>, BoardError> {
        unimplemented!()
    }

    /// The whole document as one update (v1).
    pub fn encode(&self) -> Vec<u8> {
        unimplemented!()
    }
}
