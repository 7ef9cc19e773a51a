//! What each command does, and what undo makes of it.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::{Board, BoardError};
use common::{board, id, note, text_of};
use model::command::NoteChange;
use model::facts::Field;
use model::{Command, Context, Facts, Frame, FrameKind, Link, LinkStatus, NoteKind, Point, Rect};
use serde_json::json;

fn place(ids: &[&str]) -> Command {
    Command::Place {
        notes: ids.iter().map(|id| note(id)).collect(),
        links: vec![],
        frames: vec![],
    }
}

/// Carries out a command, then undoes and redoes it: the snapshot must be what it was, each time.
fn check(board: &mut Board, command: &Command) {
    let before = board.snapshot();
    let done = board.execute(command).unwrap();
    assert!(!done.update.is_empty(), "{command:?}");
    let after = board.snapshot();
    assert_ne!(before, after, "{command:?}");
    let undone = board.undo().unwrap();
    assert_eq!(undone.passed_over, 0, "{command:?}");
    assert_eq!(board.snapshot(), before, "undo of {command:?}");
    let redone = board.redo().unwrap();
    assert_eq!(redone.passed_over, 0, "{command:?}");
    assert_eq!(board.snapshot(), after, "redo of {command:?}");
    assert_eq!(board.skipped(), []);
}

#[test]
fn every_command_is_undone_and_done_again() {
    let mut b = Board::new(1);
    check(&mut b, &place(&["n1", "n2", "n3"]));
    check(
        &mut b,
        &Command::Place {
            notes: vec![note("n4")],
            links: vec![Link::new(id("n1"), id("n4"))],
            frames: vec![Frame {
                id: id("f1"),
                kind: FrameKind::Section,
                title: "Lane".into(),
                x: 0.5,
                y: 0.0,
                width: 100.0,
                height: 50.0,
            }],
        },
    );
    check(
        &mut b,
        &Command::Move {
            to: vec![
                (id("n1"), Point::new(5.0, 6.5)),
                (id("f1"), Point::new(1.0, 1.0)),
            ],
        },
    );
    check(
        &mut b,
        &Command::Resize {
            to: vec![(id("n1"), Rect::new(1.0, 2.0, 30.0, 40.0))],
        },
    );
    check(
        &mut b,
        &Command::EditText {
            note: id("n1"),
            text: "Order 😀 placed".into(),
        },
    );
    check(
        &mut b,
        &Command::ChangeKind {
            notes: vec![id("n1"), id("n2")],
            kind: NoteKind::Policy,
        },
    );
    for change in [
        NoteChange::Pivotal(true),
        NoteChange::Resolved(true),
        NoteChange::Locked(true),
        NoteChange::Description("Why".into()),
        NoteChange::Tags(vec!["b".into(), "a".into()]),
        NoteChange::Tags(vec!["a".into(), "c".into(), "b".into()]),
        NoteChange::Fields(vec![Field::new("id", "uuid"), Field::new("total", "money")]),
        NoteChange::Fields(vec![
            Field::new("total", "decimal"),
            Field::new("id", "uuid"),
            Field::new("by", "string"),
        ]),
        NoteChange::Facts(Facts {
            rate: Some(2.5),
            invariants: Some(vec!["total is positive".into(), "one customer".into()]),
            ..Facts::default()
        }),
        NoteChange::Facts(Facts {
            waits: Some(true),
            invariants: Some(vec![]),
            ..Facts::default()
        }),
        NoteChange::Group(Some(id("g1"))),
        NoteChange::Extensions(
            json!({"vendor.x": {"a": [1, 2.5]}})
                .as_object()
                .unwrap()
                .clone(),
        ),
    ] {
        check(
            &mut b,
            &Command::SetNote {
                notes: vec![id("n1"), id("n2")],
                change,
            },
        );
    }
    for to_top in [true, false] {
        check(
            &mut b,
            &Command::Restack {
                notes: vec![id("n2"), id("n3")],
                to_top,
            },
        );
    }
    assert_eq!(
        b.snapshot()
            .notes
            .iter()
            .map(|n| n.id.as_str())
            .collect::<Vec<_>>(),
        ["n2", "n3", "n1", "n4"],
        "at the bottom, in their own order"
    );
    check(
        &mut b,
        &Command::DrawLink {
            link: Link::new(id("n1"), id("n2")),
        },
    );
    for status in [
        LinkStatus::Confirmed,
        LinkStatus::Refused,
        LinkStatus::Drawn,
    ] {
        check(
            &mut b,
            &Command::SettleLink {
                from: id("n2"),
                to: id("n3"),
                status,
            },
        );
    }
    check(
        &mut b,
        &Command::LabelLink {
            link: Link::new(id("n1"), id("n2")).id,
            label: "then".into(),
        },
    );
    check(
        &mut b,
        &Command::SetFrame {
            frame: id("f1"),
            title: String::new(),
        },
    );
    check(
        &mut b,
        &Command::AddContexts {
            contexts: vec![
                (Context::new(id("c1"), "Booking"), vec![id("n1"), id("n2")]),
                (Context::new(id("c2"), "Billing"), vec![id("n3")]),
            ],
        },
    );
    check(
        &mut b,
        &Command::Assign {
            notes: vec![id("n1"), id("n3")],
            context: Some(id("c2")),
        },
    );
    check(
        &mut b,
        &Command::Assign {
            notes: vec![id("n1")],
            context: None,
        },
    );
    check(
        &mut b,
        &Command::SetContext {
            context: Context {
                purpose: "Take orders".into(),
                region: vec!["eu".into()],
                availability: Some(0.999),
                ..Context::new(id("c1"), "Bookings")
            },
        },
    );
    check(
        &mut b,
        &Command::SetRelations {
            relations: vec![model::Relation {
                upstream: id("c1"),
                downstream: id("c2"),
                pattern: model::Pattern::Conformist,
                note: String::new(),
            }],
        },
    );
    check(
        &mut b,
        &Command::AcceptProposal {
            replaced: vec![id("c1"), id("c2")],
            contexts: vec![
                (
                    Context::new(id("c1"), "All of it"),
                    vec![id("n1"), id("n4")],
                ),
                (Context::new(id("c3"), "Rest"), vec![id("n2")]),
            ],
        },
    );
    check(
        &mut b,
        &Command::SetRelations {
            relations: vec![model::Relation {
                upstream: id("c3"),
                downstream: id("c1"),
                pattern: model::Pattern::Partnership,
                note: "new".into(),
            }],
        },
    );
    check(
        &mut b,
        &Command::DeleteContexts {
            contexts: vec![id("c1")],
        },
    );
    check(
        &mut b,
        &Command::SetTeam {
            team: serde_json::from_value(json!({"id": "t1", "name": "Blue", "people": 5})).unwrap(),
        },
    );
    check(
        &mut b,
        &Command::SetTeam {
            team: serde_json::from_value(json!({"id": "t1", "name": "Green"})).unwrap(),
        },
    );
    check(
        &mut b,
        &Command::SetTerm {
            term: serde_json::from_value(json!({"term": "Cargo", "synonyms": ["Freight"]}))
                .unwrap(),
        },
    );
    check(
        &mut b,
        &Command::Decide {
            decision: serde_json::from_value(
                json!({"rule": "A-X", "subjects": ["n1"], "status": "accepted", "choice": {"k": 1.0}}),
            )
            .unwrap(),
        },
    );
    check(
        &mut b,
        &Command::Answer {
            answer: serde_json::from_value(json!({"question": "C-PRE-1", "answer": "yes"}))
                .unwrap(),
        },
    );
    check(
        &mut b,
        &Command::SetTitle {
            title: "Cargo".into(),
        },
    );
    check(
        &mut b,
        &Command::SetDescription {
            description: "All of shipping".into(),
        },
    );
    check(
        &mut b,
        &Command::SetStage {
            stage: model::Stage::Design,
        },
    );
    check(
        &mut b,
        &Command::SetLanguage {
            language: "de".into(),
        },
    );
    check(
        &mut b,
        &Command::SetSetting {
            key: "description".into(),
            value: json!("text"),
        },
    );
    check(
        &mut b,
        &Command::SetSetting {
            key: "description".into(),
            value: json!(null),
        },
    );
    check(
        &mut b,
        &Command::Compound {
            commands: vec![
                Command::AddContexts {
                    contexts: vec![(Context::new(id("c9"), "Routing"), vec![])],
                },
                Command::Place {
                    notes: vec![model::Note {
                        context: Some(id("c9")),
                        ..note("n9")
                    }],
                    links: vec![],
                    frames: vec![],
                },
                Command::Move {
                    to: vec![(id("n2"), Point::new(70.0, 80.0))],
                },
                Command::Assign {
                    notes: vec![id("n2")],
                    context: None,
                },
            ],
        },
    );
    assert_eq!(b.snapshot().context(&id("c9")).unwrap().members, [id("n9")]);
    check(
        &mut b,
        &Command::Delete {
            ids: vec![id("n1"), id("f1")],
        },
    );
    // All the way back, and forth again.
    let end = b.snapshot();
    while b.can_undo() {
        assert_eq!(b.undo().unwrap().passed_over, 0);
    }
    assert!(b.snapshot().notes.is_empty() && b.snapshot().meta.title.is_empty());
    while b.can_redo() {
        assert_eq!(b.redo().unwrap().passed_over, 0);
    }
    assert_eq!(b.snapshot(), end);
}

#[test]
fn what_changes_nothing_is_no_step_and_no_update() {
    let mut b = board(&["n1"]);
    let done = b
        .execute(&Command::Move {
            to: vec![(id("n1"), Point::new(0.0, 0.0))],
        })
        .unwrap();
    assert!(done.update.is_empty() && done.change.is_empty());
    assert!(!b.can_undo());
}

#[test]
fn a_command_that_cannot_be_done_changes_nothing() {
    let mut b = board(&["n1"]);
    let before = (b.snapshot(), b.state_vector());
    let gone = Command::EditText {
        note: id("gone"),
        text: "x".into(),
    };
    assert_eq!(
        b.execute(&gone).unwrap_err(),
        BoardError::Unknown(id("gone"))
    );
    assert_eq!(
        b.execute(&place(&["n2", "n1"])).unwrap_err(),
        BoardError::Taken(id("n1"))
    );
    let nan = Command::Move {
        to: vec![(id("n1"), Point::new(f64::NAN, 0.0))],
    };
    assert!(matches!(b.execute(&nan), Err(BoardError::Invalid { .. })));
    let long = Command::EditText {
        note: id("n1"),
        text: "x".repeat(2001),
    };
    assert!(matches!(b.execute(&long), Err(BoardError::Invalid { .. })));
    assert_eq!((b.snapshot(), b.state_vector()), before);
}

#[test]
fn of_a_compound_all_or_nothing_is_done() {
    let mut b = board(&["n1"]);
    let before = (b.snapshot(), b.state_vector());
    let commands = vec![
        Command::Move {
            to: vec![(id("n1"), Point::new(5.0, 5.0))],
        },
        Command::Assign {
            notes: vec![id("n1")],
            context: Some(id("gone")),
        },
    ];
    assert_eq!(
        b.execute(&Command::Compound { commands }).unwrap_err(),
        BoardError::Unknown(id("gone"))
    );
    assert_eq!((b.snapshot(), b.state_vector()), before);
}

#[test]
fn a_new_command_clears_redo() {
    let mut b = Board::new(1);
    b.execute(&place(&["n1"])).unwrap();
    b.undo().unwrap();
    assert!(b.can_redo());
    b.execute(&place(&["n2"])).unwrap();
    assert!(!b.can_redo() && b.redo().is_none());
}

#[test]
fn moving_200_notes_is_one_update() {
    let ids: Vec<String> = (0..200).map(|i| format!("n{i}")).collect();
    let mut a = board(&ids.iter().map(String::as_str).collect::<Vec<_>>());
    let mut b = Board::load(2, [a.encode().as_slice()]).unwrap();
    let to = ids.iter().map(|i| (id(i), Point::new(7.0, 8.0))).collect();
    let done = a.execute(&Command::Move { to }).unwrap();
    assert_eq!(done.change.notes.len(), 200);
    assert_eq!(b.apply_remote(&done.update).unwrap(), done.change);
    assert_eq!(a.snapshot(), b.snapshot());
}

#[test]
fn a_deleted_note_takes_its_links_along_and_brings_them_back() {
    let mut b = board(&["n1", "n2"]);
    b.execute(&Command::DrawLink {
        link: Link::new(id("n1"), id("n2")),
    })
    .unwrap();
    b.execute(&Command::Delete {
        ids: vec![id("n2")],
    })
    .unwrap();
    assert!(b.snapshot().links.is_empty());
    b.undo().unwrap();
    assert_eq!(b.snapshot().links.len(), 1);
    assert_eq!(text_of(&b, "n2"), "text of n2");
}
