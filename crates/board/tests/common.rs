//! What the tests of a board share.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]
#![allow(dead_code, reason = "each test takes what it needs")]

use board::Board;
use model::{BoardSnapshot, Id, Note, NoteKind, Point, Table};
use std::sync::Arc;

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn note(name: &str) -> Note {
    Note::new(id(name), NoteKind::DomainEvent, format!("text of {name}")).at(Point::new(0.0, 0.0))
}

/// A board with these notes and nothing to undo.
pub fn board(notes: &[&str]) -> Board {
    let snapshot = BoardSnapshot {
        notes: Table::from_rows(notes.iter().map(|n| Arc::new(note(n)))),
        ..BoardSnapshot::default()
    };
    Board::of(&snapshot, 1)
}

pub fn text_of(board: &Board, note: &str) -> String {
    board.snapshot().note(&id(note)).unwrap().text.clone()
}

/// Another replica of a board.
pub fn replica(of: &Board, client: u64) -> Board {
    Board::load(client, [of.encode().as_slice()]).unwrap()
}

/// Exchanges everything between all replicas.
pub fn exchange(boards: &mut [&mut Board]) {
    let all: Vec<Vec<u8>> = boards.iter().map(|b| b.encode()).collect();
    for board in boards {
        for update in &all {
            board.apply_remote(update).unwrap();
        }
    }
}
