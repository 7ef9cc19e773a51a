//! A wall that is read again where it changed reads as one that is read whole.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use model::reading::{Reader, read};
use model::{
    BoardSnapshot, Frame, FrameKind, Id, Link, LinkStatus, NOTE_KINDS, Note, Point, Table,
};
use proptest::prelude::*;
use proptest::sample::Index;

#[path = "support/boards.rs"]
mod boards;

/// What happens to a wall.
#[derive(Clone, Debug)]
enum Event {
    Move(Index, f64, f64),
    Turn(Index, usize),
    Place(usize, f64, f64),
    TakeOff(Index),
    Delete(Index),
    Link(Index, Index, u8),
    Unlink(Index),
    Lane(u8, f64, f64),
    DropLane(u8),
    MoveAll(f64),
}

fn event() -> impl Strategy<Value = Event> {
    let (x, y) = (0.0..900.0f64, 0.0..700.0f64);
    prop_oneof![
        6 => (any::<Index>(), x.clone(), y.clone()).prop_map(|(n, x, y)| Event::Move(n, x, y)),
        2 => (any::<Index>(), 0..NOTE_KINDS.len()).prop_map(|(n, k)| Event::Turn(n, k)),
        3 => (0..NOTE_KINDS.len(), x.clone(), y.clone()).prop_map(|(k, x, y)| Event::Place(k, x, y)),
        1 => any::<Index>().prop_map(Event::TakeOff),
        2 => any::<Index>().prop_map(Event::Delete),
        3 => (any::<Index>(), any::<Index>(), 0..3u8).prop_map(|(a, b, s)| Event::Link(a, b, s)),
        2 => any::<Index>().prop_map(Event::Unlink),
        1 => (0..3u8, x, y).prop_map(|(i, x, y)| Event::Lane(i, x, y)),
        1 => (0..3u8).prop_map(Event::DropLane),
        1 => (-40.0..40.0f64).prop_map(Event::MoveAll),
    ]
}

fn at(index: &Index, board: &BoardSnapshot) -> Option<Note> {
    let count = board.notes.len();
    let note = (count > 0).then(|| board.notes.at(index.index(count)))??;
    Some(Note::clone(note))
}

/// The board after an event; the ids of what changed go to `touched`.
fn after(
    mut board: BoardSnapshot,
    event: &Event,
    fresh: usize,
    touched: &mut Vec<Id>,
) -> BoardSnapshot {
    let mut put = |board: &mut BoardSnapshot, note: Note| {
        touched.push(note.id.clone());
        board.notes.upsert(Arc::new(note));
    };
    let id = |prefix: &str, i: usize| Id::new(&format!("{prefix}{i}")).expect("an id");
    match event {
        Event::Move(n, x, y) => {
            if let Some(note) = at(n, &board) {
                put(&mut board, note.at(Point::new(x.round(), y.round())));
            }
        }
        Event::Turn(n, kind) => {
            if let Some(mut note) = at(n, &board) {
                note.kind = NOTE_KINDS[*kind].kind;
                put(&mut board, note);
            }
        }
        Event::Place(kind, x, y) => {
            let note = Note::new(id("new", fresh), NOTE_KINDS[*kind].kind, "new");
            put(&mut board, note.at(Point::new(x.round(), y.round())));
        }
        Event::TakeOff(n) => {
            if let Some(mut note) = at(n, &board) {
                note.x = None;
                put(&mut board, note);
            }
        }
        Event::Delete(n) => {
            if let Some(note) = at(n, &board) {
                let gone = |l: &Link| l.from == note.id || l.to == note.id;
                touched.extend(board.links.iter().filter(|l| gone(l)).map(|l| l.id.clone()));
                let rest: Vec<_> = board.links.iter().filter(|l| !gone(l)).cloned().collect();
                board.links = Table::from_rows(rest);
                let rest: Vec<_> = board
                    .notes
                    .iter()
                    .filter(|n| n.id != note.id)
                    .cloned()
                    .collect();
                board.notes = Table::from_rows(rest);
                touched.push(note.id);
            }
        }
        Event::Link(a, b, status) => {
            if let Some((a, b)) = at(a, &board)
                .zip(at(b, &board))
                .filter(|(a, b)| a.id != b.id)
            {
                let mut link = Link::new(a.id, b.id);
                link.status = match status {
                    0 => LinkStatus::Refused,
                    1 => LinkStatus::Confirmed,
                    _ => LinkStatus::Drawn,
                };
                touched.push(link.id.clone());
                board.links.upsert(Arc::new(link));
            }
        }
        Event::Unlink(l) => {
            let count = board.links.len();
            if count > 0 {
                let gone = board.links.at(l.index(count)).expect("a link").id.clone();
                let rest: Vec<_> = board
                    .links
                    .iter()
                    .filter(|l| l.id != gone)
                    .cloned()
                    .collect();
                board.links = Table::from_rows(rest);
                touched.push(gone);
            }
        }
        Event::Lane(i, x, y) => {
            let lane = Frame {
                id: id("lane", usize::from(*i)),
                kind: FrameKind::Swimlane,
                title: String::new(),
                x: *x - 200.0,
                y: *y - 100.0,
                width: 500.0,
                height: 200.0,
            };
            touched.push(lane.id.clone());
            board.frames.upsert(Arc::new(lane));
        }
        Event::DropLane(i) => {
            let gone = id("lane", usize::from(*i));
            let rest: Vec<_> = board
                .frames
                .iter()
                .filter(|f| f.id != gone)
                .cloned()
                .collect();
            board.frames = Table::from_rows(rest);
            touched.push(gone);
        }
        Event::MoveAll(by) => {
            let all: Vec<Note> = board.notes.iter().map(|n| Note::clone(n)).collect();
            for note in all.into_iter().filter(|n| n.position().is_some()) {
                let place = note.position().unwrap_or_default().offset(by.round(), 0.0);
                put(&mut board, note.at(place));
            }
        }
    }
    board
}

fn pairs(reader: &Reader) -> HashSet<(Id, Id)> {
    reader
        .pairs()
        .map(|(a, b)| (a.clone(), b.clone()))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_same_as_reading_it_whole(
        board in boards::random(true),
        batches in proptest::collection::vec(proptest::collection::vec(event(), 1..4), 1..12),
    ) {
        let mut board = board;
        let mut reader = Reader::new(&board);
        let mut fresh = 0;
        for batch in batches {
            let before = pairs(&reader);
            let mut touched = Vec::new();
            for event in &batch {
                fresh += 1;
                board = after(board, event, fresh, &mut touched);
            }
            let reread = reader.update(&board, &touched);
            prop_assert_eq!(reader.reading(&board), read(&board));
            let now = pairs(&reader);
            let come: BTreeSet<_> = now.difference(&before).cloned().collect();
            let gone: BTreeSet<_> = before.difference(&now).cloned().collect();
            prop_assert_eq!(reread.come.into_iter().collect::<BTreeSet<_>>(), come);
            prop_assert_eq!(reread.gone.into_iter().collect::<BTreeSet<_>>(), gone);
        }
    }
}

#[test]
fn a_wall_read_in_parts_is_the_wall_read_whole() {
    for (_, text) in boards::ours() {
        let board = model::layout::placed(&model::notation::parse(&text).expect("a storm"));
        let ids: Vec<Id> = board.notes.iter().map(|n| n.id.clone()).collect();
        let mut reader = Reader::unread(&board);
        for part in ids.chunks(3) {
            reader.update(&board, part);
        }
        assert_eq!(reader.reading(&board), read(&board));
    }
}

#[test]
fn what_was_read_between_two_notes_can_be_asked_for() {
    let (_, text) = boards::ours().into_iter().next().expect("a board");
    let board = model::layout::placed(&model::notation::parse(&text).expect("a storm"));
    let reader = Reader::new(&board);
    let inferred = reader.inferred(&board);
    assert!(
        inferred
            .iter()
            .all(|l| reader.link(&l.from, &l.to).as_ref() == Some(l))
    );
    assert_eq!(pairs(&reader).len(), inferred.len());
    let note = &board.notes.at(0).expect("a note").id;
    assert_eq!(reader.link(note, note), None);
}
