//! The clipboard, inside a board, between boards and from elsewhere.

use editor::{Effect, InputEvent, Pasted};
use model::{Link, NoteKind};

use crate::desk::{CTRL, Desk, board, event, id, note};

fn copied(d: &Desk) -> (String, String) {
    let copy = d.effects.iter().rev().find_map(|e| match e {
        Effect::Copy { json, text } => Some((json.clone(), text.clone())),
        _ => None,
    });
    copy.unwrap()
}

fn paste(d: &mut Desk, text: &str) {
    d.send(InputEvent::Paste(Pasted::read(text)));
}

#[test]
fn notes_and_links_travel_between_boards() {
    let mut b = board([
        event("a", 100.0, 100.0),
        note("b", NoteKind::Policy, 300.0, 100.0),
        event("c", 600.0, 100.0),
    ]);
    for (from, to) in [("a", "b"), ("b", "c")] {
        b.links.upsert(Link::new(id(from), id(to)).into());
    }
    let mut d = Desk::new(b);
    d.editor.select(&[id("a"), id("b")], false);
    d.with(CTRL, |d| d.key("c"));
    let (json, text) = copied(&d);
    assert_eq!(text, "a\nb");

    let mut other = Desk::new(board([event("a", 0.0, 0.0)]));
    paste(&mut other, &json);
    let pasted = other.editor.board();
    assert_eq!((pasted.notes.len(), pasted.links.len()), (3, 1));
    assert_eq!(pasted.notes.at(2).unwrap().kind, NoteKind::Policy);
    let apart = pasted.notes.at(2).unwrap().rect().x - pasted.notes.at(1).unwrap().rect().x;
    assert_eq!(apart, 200.0);
    assert_eq!(other.selected().len(), 2);
    assert_eq!(other.commands().len(), 1);
}

#[test]
fn cut_takes_away_what_it_copied() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]));
    d.click(150.0, 150.0);
    d.with(CTRL, |d| d.key("x"));
    assert_eq!(d.texts(), ["b"]);
    let (json, _) = copied(&d);
    paste(&mut d, &json);
    assert_eq!(d.texts(), ["b", "a"]);
}

#[test]
fn contexts_travel_by_name() {
    let mut b = board([model::Note {
        context: Some(id("k")),
        ..event("a", 100.0, 100.0)
    }]);
    b.contexts
        .upsert(model::Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    d.with(CTRL, |d| {
        d.key("a");
        d.key("c");
    });
    let (json, _) = copied(&d);
    paste(&mut d, &json);
    assert_eq!(d.editor.board().contexts.at(0).unwrap().members.len(), 2);
    let mut other = Desk::new(board([]));
    paste(&mut other, &json);
    let contexts = &other.editor.board().contexts;
    assert_eq!(
        (contexts.len(), contexts.at(0).unwrap().members.len()),
        (1, 1)
    );
}

#[test]
fn lines_become_notes() {
    let mut d = Desk::new(board([]));
    paste(&mut d, "Order placed\r\nCommand: Pay order\r\n\r\n");
    assert_eq!(d.texts(), ["Order placed", "Pay order"]);
    assert_eq!(
        d.editor.board().notes.at(1).unwrap().kind,
        NoteKind::Command
    );
}

#[test]
fn the_storm_notation_becomes_a_storm() {
    let mut d = Desk::new(board([]));
    paste(
        &mut d,
        "# Booking\nactor Customer > command Book cargo > aggregate Cargo > event! Cargo booked\n",
    );
    let board = d.editor.board();
    assert_eq!(board.notes.len(), 4);
    assert_eq!(board.links.len(), 3);
    assert_eq!(board.contexts.at(0).unwrap().name, "Booking");
    assert_eq!(board.contexts.at(0).unwrap().members.len(), 3);
    let mut rects: Vec<_> = board.notes.iter().map(|n| n.rect()).collect();
    rects.sort_by(|a, b| a.x.total_cmp(&b.x));
    assert!(rects.windows(2).all(|w| w[0].x < w[1].x), "{rects:?}");
}

#[test]
fn all_text_on_one_note_when_asked_for() {
    let mut d = Desk::new(board([]));
    d.send(InputEvent::Action("paste-one".into()));
    assert!(d.effects.contains(&Effect::RequestPaste { one_note: true }));
    d.send(InputEvent::Paste(Pasted::one_note("one\ntwo")));
    assert_eq!(d.texts(), ["one\ntwo"]);
    paste(&mut d, "one\ntwo");
    assert_eq!(d.texts(), ["one\ntwo", "one", "two"]);
}

#[test]
fn a_broken_board_is_said_so_and_nothing_pasted() {
    let mut d = Desk::new(board([]));
    paste(
        &mut d,
        r#"{"format":"isobar/board","version":1,"title":"","notes":[{"id":"n 1"}]}"#,
    );
    assert!(d.texts().is_empty());
    assert!(d.said("cannot be pasted"));
    paste(&mut d, " \n");
    assert!(d.commands().is_empty());
}

#[test]
fn pasted_frames_lie_beside_the_frames_that_are_there() {
    let mut d = Desk::new(board([]));
    let framed = r#"{"format":"isobar/board","version":1,"title":"Lanes","notes":[],
        "frames":[{"id":"f","kind":"section","title":"A","x":0,"y":0,"width":600,"height":300}]}"#;
    paste(&mut d, framed);
    paste(&mut d, framed);
    let frames: Vec<model::Rect> = d.editor.board().frames.iter().map(|f| f.rect()).collect();
    assert_eq!(frames.len(), 2);
    assert!(
        !frames[0].inflate(20.0).intersects(&frames[1]),
        "{frames:?}"
    );
}
