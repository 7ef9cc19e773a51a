//! Two people at once: what merges, what is passed over, what undo leaves alone.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::Board;
use common::{board, exchange, id, note, replica, text_of};
use model::command::NoteChange;
use model::facts::Field;
use model::{Command, Context, Facts, Link, Point};

fn edit(board: &mut Board, note: &str, text: &str) {
    let command = Command::EditText {
        note: id(note),
        text: text.into(),
    };
    board.execute(&command).unwrap();
}

fn move_to(board: &mut Board, note: &str, x: f64, y: f64) {
    let to = vec![(id(note), Point::new(x, y))];
    board.execute(&Command::Move { to }).unwrap();
}

fn place(board: &mut Board, name: &str) {
    let command = Command::Place {
        notes: vec![note(name)],
        links: vec![],
        frames: vec![],
    };
    board.execute(&command).unwrap();
}

fn position(board: &Board, note: &str) -> (f64, f64) {
    let p = board
        .snapshot()
        .note(&id(note))
        .unwrap()
        .position()
        .unwrap();
    (p.x, p.y)
}

fn two(notes: &[&str]) -> (Board, Board) {
    let a = board(notes);
    let b = replica(&a, 2);
    (a, b)
}

#[test]
fn typing_at_once_in_one_text_merges() {
    let (mut a, mut b) = two(&["n1"]);
    edit(&mut a, "n1", "the text of n1");
    edit(&mut b, "n1", "text of n1 and 😀");
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(text_of(&a, "n1"), "the text of n1 and 😀");
    assert_eq!(text_of(&b, "n1"), text_of(&a, "n1"));
    // Each takes back its own words only.
    assert_eq!(a.undo().unwrap().passed_over, 0);
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(text_of(&b, "n1"), "text of n1 and 😀");
    assert_eq!(b.undo().unwrap().passed_over, 0);
    assert_eq!(text_of(&b, "n1"), "text of n1");
}

#[test]
fn undo_passes_over_what_another_has_overwritten_and_says_so() {
    let (mut a, mut b) = two(&["n1"]);
    move_to(&mut a, "n1", 10.0, 20.0);
    exchange(&mut [&mut a, &mut b]);
    move_to(&mut b, "n1", 30.0, 40.0);
    exchange(&mut [&mut a, &mut b]);
    let undone = a.undo().unwrap();
    assert_eq!((undone.passed_over, undone.update.len()), (2, 0));
    assert_eq!(position(&a, "n1"), (30.0, 40.0));
    assert!(!a.can_redo());
    assert_eq!(b.undo().unwrap().passed_over, 0);
    assert_eq!(position(&b, "n1"), (10.0, 20.0));
}

#[test]
fn undo_never_deletes_what_another_has_worked_on() {
    let (mut a, mut b) = two(&[]);
    place(&mut a, "n1");
    exchange(&mut [&mut a, &mut b]);
    edit(&mut b, "n1", "changed");
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(a.undo().unwrap().passed_over, 1);
    assert_eq!(text_of(&a, "n1"), "changed");
    // Nor does it take the next step instead.
    assert!(a.undo().is_none());
}

#[test]
fn undo_of_a_move_leaves_notes_that_another_placed() {
    let (mut a, mut b) = two(&["n1"]);
    place(&mut b, "n2");
    exchange(&mut [&mut a, &mut b]);
    move_to(&mut a, "n2", 1.0, 1.0);
    while a.undo().is_some() {}
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(position(&b, "n2"), (0.0, 0.0));
    assert_eq!(b.snapshot().notes.len(), 2);
}

#[test]
fn deleting_while_another_types_loses_nothing() {
    let (mut a, mut b) = two(&["n1"]);
    a.execute(&Command::Delete {
        ids: vec![id("n1")],
    })
    .unwrap();
    edit(&mut b, "n1", "text of n1, longer");
    exchange(&mut [&mut a, &mut b]);
    assert!(a.snapshot().notes.is_empty() && b.snapshot().notes.is_empty());
    a.undo().unwrap();
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(text_of(&b, "n1"), "text of n1, longer");
}

#[test]
fn a_link_to_a_note_that_another_deletes_dangles_nowhere() {
    let (mut a, mut b) = two(&["n1", "n2"]);
    a.execute(&Command::DrawLink {
        link: Link::new(id("n1"), id("n2")),
    })
    .unwrap();
    b.execute(&Command::Delete {
        ids: vec![id("n2")],
    })
    .unwrap();
    exchange(&mut [&mut a, &mut b]);
    assert!(a.snapshot().links.is_empty());
    b.undo().unwrap();
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(a.snapshot().links.len(), 1);
}

#[test]
fn a_note_is_in_one_context_whatever_two_people_do() {
    let (mut a, mut b) = two(&["n1"]);
    let add = |name: &str| Command::AddContexts {
        contexts: vec![(Context::new(id(name), name), vec![id("n1")])],
    };
    a.execute(&add("c1")).unwrap();
    b.execute(&add("c2")).unwrap();
    exchange(&mut [&mut a, &mut b]);
    let members: usize = a.snapshot().contexts.iter().map(|c| c.members.len()).sum();
    assert_eq!((a.snapshot().contexts.len(), members), (2, 1));
    assert_eq!(a.snapshot(), b.snapshot());
    // Deleting the context it is in frees it.
    let home = a
        .snapshot()
        .note(&id("n1"))
        .unwrap()
        .context
        .clone()
        .unwrap();
    a.execute(&Command::DeleteContexts {
        contexts: vec![home],
    })
    .unwrap();
    assert_eq!(a.snapshot().note(&id("n1")).unwrap().context, None);
}

#[test]
fn facts_tags_and_fields_of_one_note_merge() {
    let (mut a, mut b) = two(&["n1"]);
    let set = |board: &mut Board, change| {
        let notes = vec![id("n1")];
        board.execute(&Command::SetNote { notes, change }).unwrap();
    };
    set(&mut a, NoteChange::Tags(vec!["risk".into()]));
    set(&mut b, NoteChange::Tags(vec!["later".into()]));
    set(
        &mut a,
        NoteChange::Facts(Facts {
            rate: Some(3.0),
            ..Facts::default()
        }),
    );
    set(
        &mut b,
        NoteChange::Facts(Facts {
            waits: Some(true),
            ..Facts::default()
        }),
    );
    set(&mut a, NoteChange::Fields(vec![Field::new("id", "uuid")]));
    exchange(&mut [&mut a, &mut b]);
    let personal = Field {
        personal: true,
        ..Field::new("id", "uuid")
    };
    set(&mut a, NoteChange::Fields(vec![personal]));
    set(
        &mut b,
        NoteChange::Fields(vec![Field::new("id", "text"), Field::new("by", "string")]),
    );
    exchange(&mut [&mut a, &mut b]);
    let note = a.snapshot().note(&id("n1")).unwrap().clone();
    assert_eq!(note.tags, ["later", "risk"]);
    assert_eq!((note.facts.rate, note.facts.waits), (Some(3.0), Some(true)));
    let fields: Vec<_> = note
        .fields
        .iter()
        .map(|f| (f.name.as_str(), f.type_.as_str(), f.personal))
        .collect();
    assert_eq!(fields, [("id", "text", true), ("by", "string", false)]);
    assert_eq!(a.snapshot(), b.snapshot());
    // Undo of one person's field leaves the other's.
    assert_eq!(a.undo().unwrap().passed_over, 1);
    assert_eq!(
        b.undo().unwrap().passed_over,
        1,
        "the field id differs by now"
    );
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(a.snapshot().note(&id("n1")).unwrap().fields.len(), 1);
}

#[test]
fn what_two_people_say_at_once_is_said_once() {
    let (mut a, mut b) = two(&["n1", "n2"]);
    let draw = Command::DrawLink {
        link: Link::new(id("n1"), id("n2")),
    };
    let answer: model::decision::Answer =
        serde_json::from_str(r#"{"question":"Q1","answer":"yes"}"#).unwrap();
    for board in [&mut a, &mut b] {
        board.execute(&draw).unwrap();
        board
            .execute(&Command::Answer {
                answer: answer.clone(),
            })
            .unwrap();
    }
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(
        (a.snapshot().links.len(), a.snapshot().answers.len()),
        (1, 1)
    );
    assert_eq!(a.snapshot(), b.snapshot());
}

#[test]
fn what_goes_on_with_a_command_is_taken_back_with_it() {
    let mut b = board(&[]);
    place(&mut b, "n1");
    let text = |text: &str| Command::EditText {
        note: id("n1"),
        text: text.into(),
    };
    b.amend(&text("Cargo booked")).unwrap();
    b.amend(&text("Cargo routed")).unwrap();
    let after = b.snapshot();
    assert_eq!(b.undo().unwrap().passed_over, 0);
    assert!(b.snapshot().notes.is_empty() && !b.can_undo());
    assert_eq!(b.redo().unwrap().passed_over, 0);
    assert_eq!(b.snapshot(), after);
    // About something else it is a step of its own.
    place(&mut b, "n2");
    b.amend(&text("Cargo loaded")).unwrap();
    b.undo().unwrap();
    assert_eq!(text_of(&b, "n1"), "Cargo routed");
    assert_eq!(b.snapshot().notes.len(), 2);
}

#[test]
fn what_was_placed_and_let_go_again_is_no_step() {
    let mut b = board(&["n1"]);
    move_to(&mut b, "n1", 5.0, 5.0);
    let mut link = Link::new(id("n1"), id("n2"));
    link.id = id("l1");
    b.execute(&Command::Place {
        notes: vec![note("n2")],
        links: vec![link],
        frames: vec![],
    })
    .unwrap();
    b.amend(&Command::EditText {
        note: id("n2"),
        text: "half a word".into(),
    })
    .unwrap();
    let ids = vec![id("n2")];
    b.amend(&Command::Delete { ids }).unwrap();
    b.undo().unwrap();
    assert_eq!(position(&b, "n1"), (0.0, 0.0));
    assert!(!b.can_undo());
}

#[test]
fn what_another_writes_meanwhile_stays_when_both_are_taken_back() {
    let (mut a, mut b) = two(&[]);
    place(&mut a, "n1");
    exchange(&mut [&mut a, &mut b]);
    a.amend(&Command::EditText {
        note: id("n1"),
        text: "mine text of n1".into(),
    })
    .unwrap();
    exchange(&mut [&mut a, &mut b]);
    edit(&mut b, "n1", "mine text of n1 theirs");
    exchange(&mut [&mut a, &mut b]);
    assert_eq!(a.undo().unwrap().passed_over, 1);
    assert_eq!(text_of(&a, "n1"), "text of n1 theirs");
}
