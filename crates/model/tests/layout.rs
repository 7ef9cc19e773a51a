//! Layout by flow.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use std::sync::Arc;

use model::layout::{is_derived, placed};
use model::reading::{LinkSource, read};
use model::{BoardSnapshot, Id, Link, Note, NoteKind, Rect, Table};
use proptest::prelude::*;

#[path = "support/boards.rs"]
mod boards;

fn parse(text: &str) -> BoardSnapshot {
    model::notation::parse(text).expect("notation")
}

#[track_caller]
fn is_sound(board: &BoardSnapshot) {
    let result = placed(board);
    assert_eq!(result.notes.len(), board.notes.len());
    let mut rects: Vec<Rect> = Vec::new();
    for (before, after) in board.notes.iter().zip(&result.notes) {
        assert!(after.position().is_some());
        if before.position().is_some() {
            assert_eq!(before, after, "what lies stays");
        } else {
            rects.push(after.rect());
        }
    }
    for (i, a) in rects.iter().enumerate() {
        for b in &rects[..i] {
            assert!(!a.inflate(10.0).intersects(&b.inflate(10.0)), "{a:?} {b:?}");
        }
    }
    if board.notes.iter().all(|n| n.position().is_none()) {
        let links = read(&result);
        assert!(links.links().iter().all(|l| l.source == LinkSource::Drawn));
    }
}

#[test]
fn boards_lie_well() {
    for (name, text) in boards::ours() {
        let board = parse(&text);
        is_sound(&board);
        let result = placed(&board);
        let bounds = result.bounds().expect("notes");
        let aspect = bounds.width / bounds.height;
        assert!((0.9..4.0).contains(&aspect), "{name}: {aspect}");
        let area: f64 = result
            .notes
            .iter()
            .map(|n| n.rect().inflate(30.0))
            .map(|r| r.width * r.height)
            .sum();
        let used = area / (bounds.width * bounds.height);
        println!(
            "{name}: {:.0} x {:.0}, used {used:.2}",
            bounds.width, bounds.height
        );
        assert!(used > 0.25, "{name}: {used}");
    }
    for (_, board) in boards::fixtures() {
        is_sound(&board);
    }
}

#[test]
fn time_runs_to_the_right() {
    let board = placed(&parse(
        "actor U > command Do it > aggregate A > event It done > policy Then > command Do more > aggregate B > event More done\n\
         event It done > readmodel Done list",
    ));
    let x = |text: &str| {
        board
            .notes
            .iter()
            .find(|n| n.text == text)
            .and_then(|n| n.x)
            .expect("a note")
    };
    let flow = [
        "U",
        "Do it",
        "A",
        "It done",
        "Then",
        "Do more",
        "B",
        "More done",
    ];
    for pair in flow.windows(2) {
        assert!(x(pair[0]) < x(pair[1]), "{pair:?}");
    }
    assert!(x("It done") < x("Done list"));
    let y = |text: &str| {
        board
            .notes
            .iter()
            .find(|n| n.text == text)
            .map(|n| n.rect().center().y)
            .expect("a note")
    };
    assert!(
        (y("Do it") - y("It done")).abs() < 1.0,
        "a command is level with its event"
    );
}

#[test]
fn new_notes_lie_below_those_that_have_a_place() {
    let mut board = parse("event A > policy B\nevent C");
    let mut moved = Note::clone(board.notes.at(0).expect("a note"));
    (moved.x, moved.y) = (Some(300.0), Some(700.0));
    board.notes.upsert(Arc::new(moved));
    is_sound(&board);
    assert!(
        placed(&board)
            .notes
            .iter()
            .skip(1)
            .all(|n| n.y > Some(820.0))
    );
}

#[test]
fn ten_thousand_notes() {
    let mut notes = Vec::new();
    let mut links = Vec::new();
    let kinds = [
        NoteKind::Command,
        NoteKind::Aggregate,
        NoteKind::DomainEvent,
        NoteKind::Policy,
        NoteKind::ReadModel,
    ];
    let id = |i: usize| Id::new(&format!("n{i}")).expect("an id");
    for i in 0..10_000 {
        notes.push(Arc::new(Note::new(
            id(i),
            kinds[i % 5],
            format!("Note {}", i % 777),
        )));
        // Flows of twenty, many of them tied together, some backwards; and a hub.
        if i % 20 != 0 {
            links.push(Arc::new(Link::new(id(i - 1), id(i))));
        }
        if i % 35 == 3 {
            links.push(Arc::new(Link::new(id(i), id((i * 7919) % 10_000))));
        }
        if i % 50 == 2 {
            links.push(Arc::new(Link::new(id(i), id(3))));
        }
    }
    let board = BoardSnapshot {
        notes: Table::from_rows(notes),
        links: Table::from_rows(links),
        ..BoardSnapshot::default()
    }
    .normalised();
    let result = placed(&board);
    let bounds = result.bounds().expect("notes");
    assert!((0.5..6.0).contains(&(bounds.width / bounds.height)));
    assert!(
        read(&result)
            .links()
            .iter()
            .all(|l| l.source == LinkSource::Drawn)
    );
}

#[test]
fn long_chains_and_big_stars_keep_a_sensible_shape() {
    let chain: Vec<String> = (0..600).map(|i| format!("event E{i}")).collect();
    let star: String = (0..600)
        .map(|i| format!("aggregate A > event Happened {i}\n"))
        .collect();
    for text in [chain.join(" > "), star] {
        let board = parse(&text);
        is_sound(&board);
        let bounds = placed(&board).bounds().expect("notes");
        let aspect = bounds.width / bounds.height;
        assert!(
            (0.3..6.0).contains(&aspect),
            "{:.0} x {:.0}",
            bounds.width,
            bounds.height
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_board_lies_well(board in boards::random(false)) {
        is_sound(&board);
    }

    #[test]
    fn order_contexts_and_ids_do_not_matter(board in boards::random(false), turn in any::<usize>()) {
        let mut rows: Vec<Arc<Note>> = board.notes.iter().cloned().collect();
        let by = turn % rows.len().max(1);
        rows.rotate_left(by);
        rows.reverse();
        let mut turned = board.clone();
        turned.contexts = Table::default();
        turned.notes = Table::from_rows(rows);
        turned.links = Table::from_rows(board.links.iter().rev().cloned());
        let turned = turned.normalised();
        // Which of two notes that are alike in all but their ids lies where does not matter.
        let places = |b: &BoardSnapshot| {
            let mut all: Vec<_> = placed(b).notes.iter().map(|n| (n.kind, n.text.clone(), n.x.map(|x| x as i64), n.y.map(|y| y as i64))).collect();
            all.sort();
            all
        };
        prop_assert_eq!(places(&board), places(&turned));
    }
}

#[test]
fn places_that_layout_made_are_known_until_somebody_moves_a_note() {
    let board = placed(&parse(
        "command Book > aggregate Cargo > event Booked > policy Bill",
    ));
    let notes: Vec<&Note> = board.notes.iter().map(|n| &**n).collect();
    assert!(is_derived(notes[0], notes[1]));
    let moved = |note: &Note| {
        let at = note.position().expect("a place");
        note.clone().at(model::Point::new(at.x + 50.0, at.y))
    };
    assert!(!is_derived(notes[0], &moved(notes[1])), "one was moved");
    assert!(
        is_derived(&moved(notes[0]), &moved(notes[1])),
        "both were moved together"
    );
    let mut copied = notes[0].clone();
    copied.extensions.clear();
    assert!(
        !is_derived(&copied, notes[1]),
        "people may put a note anywhere"
    );
    assert!(
        model::notation::print(&board)
            .lost
            .iter()
            .all(|l| l.starts_with("positions"))
    );
}
