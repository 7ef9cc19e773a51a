//! Votes of several people meet: one entry a voter.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use std::collections::BTreeMap;

use board::Board;
use common::{id, note};
use model::Command;
use model::command::NoteChange;

fn vote(voter: &str, count: u32) -> Command {
    Command::SetNote {
        notes: vec![id("n1")],
        change: NoteChange::Votes {
            voter: voter.into(),
            count,
        },
    }
}

/// Two boards with one note.
fn pair() -> (Board, Board) {
    let mut ann = Board::new(1);
    let placed = Command::Place {
        notes: vec![note("n1")],
        links: vec![],
        frames: vec![],
    };
    ann.execute(&placed).unwrap();
    let bo = Board::load(2, [&ann.encode()[..]]).unwrap();
    (ann, bo)
}

fn votes(board: &Board) -> (u32, BTreeMap<String, u32>) {
    let board = board.snapshot();
    let note = board.note(&id("n1")).unwrap();
    (note.votes, note.voters.clone())
}

#[test]
fn dots_of_several_people_add_up_and_are_taken_back() {
    let (mut ann, mut bo) = pair();
    let said = [
        ann.execute(&vote("ann", 2)).unwrap().update,
        bo.execute(&vote("bo", 1)).unwrap().update,
    ];
    ann.apply_remote(&said[1]).unwrap();
    bo.apply_remote(&said[0]).unwrap();
    let both = (3, [("ann".into(), 2), ("bo".into(), 1)].into());
    assert_eq!(votes(&ann), both);
    assert_eq!(votes(&bo), both);
    assert_eq!(bo.snapshot(), ann.snapshot());
    // Undo takes back one's own only.
    bo.undo().unwrap();
    assert_eq!(votes(&bo), (2, [("ann".into(), 2)].into()));
    bo.redo().unwrap();
    bo.execute(&vote("bo", 0)).unwrap();
    assert_eq!(votes(&bo), (2, [("ann".into(), 2)].into()));
}

#[test]
fn all_dots_go_at_once_and_come_back_with_undo() {
    let (mut ann, _) = pair();
    ann.execute(&vote("ann", 2)).unwrap();
    ann.execute(&vote("bo", 5)).unwrap();
    let away = Command::SetNote {
        notes: vec![id("n1")],
        change: NoteChange::NoVotes,
    };
    ann.execute(&away).unwrap();
    assert_eq!(votes(&ann), (0, BTreeMap::new()));
    ann.undo().unwrap();
    assert_eq!(votes(&ann).0, 7);
}

#[test]
fn what_a_file_brought_stays_beside_the_dots() {
    let (ann, _) = pair();
    let mut snapshot = ann.snapshot();
    let mut counted = model::Note::clone(snapshot.note(&id("n1")).unwrap());
    counted.votes = 4;
    snapshot.notes.upsert(counted.into());
    let mut again = Board::of(&snapshot, 3);
    assert_eq!(again.snapshot(), snapshot);
    again.execute(&vote("ann", 1)).unwrap();
    assert_eq!(votes(&again), (5, [("ann".into(), 1)].into()));
    let copy = Board::of(&again.snapshot(), 4);
    assert_eq!(votes(&copy), votes(&again));
}
