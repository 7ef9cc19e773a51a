//! What the tests of a board share.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]
#![allow(dead_code, reason = "each test takes what it needs")]

use board::Board;
use model::{BoardSnapshot, Id, Note, NoteKind, Point, Table};
use std::sync::Arc;
use yrs::updates::decoder::Decode;
use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, Update};

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

/// A document of another client.
pub fn doc(client: u64) -> Doc {
    let mut options = Options::with_client_id(yrs::ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    Doc::with_options(options)
}

/// All that is in it, as one update.
pub fn encoded(doc: &Doc) -> Vec<u8> {
    let txn = Transact::transact(doc);
    txn.encode_state_as_update_v1(&StateVector::default())
}

/// A document with what is on the board, as another client sees it.
pub fn copy_of(board: &Board, client: u64) -> Doc {
    let copy = doc(client);
    let update = Update::decode_v1(&board.encode()).unwrap();
    Transact::transact_mut(&copy).apply_update(update).unwrap();
    copy
}
