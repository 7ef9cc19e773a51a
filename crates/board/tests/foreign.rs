//! What other clients may write: anything. It never panics, the snapshot goes without what breaks the schema and says so,
//! and the document keeps it.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::Board;
use common::{board, copy_of, doc, encoded, id, text_of};
use model::command::NoteChange;
use model::{Command, Facts, Point};
use yrs::{Any, Doc, In, Map, MapPrelim, MapRef, Out, ReadTxn, Text, TextPrelim, Transact};

/// The note as another client that follows docs/document.md writes it.
fn insert_note(doc: &Doc, id: &str, members: &[(&str, In)]) {
    let notes = doc.get_or_insert_map("notes");
    let members: MapPrelim = members.iter().map(|(k, v)| (*k, v.clone())).collect();
    notes.insert(&mut Transact::transact_mut(doc), id, members);
}

fn places(board: &Board) -> Vec<&str> {
    board.skipped().iter().map(|s| s.place.as_str()).collect()
}

#[test]
fn a_note_of_another_client_is_read() {
    let other = doc(5);
    insert_note(
        &other,
        "n1",
        &[
            ("kind", "command".into()),
            ("text", In::Text(yrs::types::text::DeltaPrelim::default())),
            ("x", 10.into()),
            ("y", 20.5.into()),
        ],
    );
    let board = Board::load(1, [encoded(&other).as_slice()]).unwrap();
    assert_eq!(board.skipped(), []);
    let note = board.snapshot().note(&id("n1")).unwrap().clone();
    assert_eq!((note.x, note.y), (Some(10.0), Some(20.5)));
}

#[test]
fn plain_values_in_place_of_shared_types_are_read_and_can_be_changed() {
    let other = doc(5);
    let facts: Any = Any::from_json(r#"{"rate": 2, "invariants": ["b", "a"]}"#).unwrap();
    insert_note(
        &other,
        "n1",
        &[
            ("kind", "aggregate".into()),
            ("text", "Cargo".into()),
            ("tags", Any::from_json(r#"["x","y"]"#).unwrap().into()),
            ("votes", 3.into()),
            ("facts", facts.into()),
            (
                "fields",
                Any::from_json(r#"[{"name":"id","type":"uuid"}]"#)
                    .unwrap()
                    .into(),
            ),
        ],
    );
    let mut board = Board::load(1, [encoded(&other).as_slice()]).unwrap();
    assert_eq!(board.skipped(), []);
    let read = board.snapshot().note(&id("n1")).unwrap().clone();
    assert_eq!(
        (read.text.as_str(), read.votes, read.fields.len()),
        ("Cargo", 3, 1)
    );
    assert_eq!(read.tags, ["x", "y"]);
    assert_eq!(
        read.facts.invariants.as_deref(),
        Some(&["b".to_owned(), "a".to_owned()][..])
    );
    for change in [
        NoteChange::Tags(vec!["y".into(), "z".into()]),
        NoteChange::Facts(Facts {
            rate: Some(3.0),
            invariants: Some(vec!["a".into()]),
            ..Facts::default()
        }),
        NoteChange::Fields(vec![]),
    ] {
        let before = board.snapshot();
        let notes = vec![id("n1")];
        board.execute(&Command::SetNote { notes, change }).unwrap();
        assert_eq!(board.skipped(), []);
        assert_eq!(board.undo().unwrap().passed_over, 0);
        assert_eq!(board.snapshot(), before);
        board.redo().unwrap();
    }
    let read = board.snapshot().note(&id("n1")).unwrap().clone();
    assert_eq!(
        (read.tags.clone(), read.facts.rate),
        (vec!["y".to_owned(), "z".to_owned()], Some(3.0))
    );
    assert_eq!(read.facts.invariants.clone(), Some(vec!["a".to_owned()]));
}

#[test]
fn content_that_breaks_the_schema_is_reported_with_its_place() {
    let other = doc(5);
    insert_note(&other, "no kind", &[("text", "x".into())]);
    insert_note(&other, "n2", &[("text", "x".into())]);
    insert_note(
        &other,
        "n3",
        &[
            ("kind", "policy".into()),
            ("text", "x".repeat(3000).into()),
            ("x", f64::NAN.into()),
            ("y", "left".into()),
            ("width", (-4).into()),
            ("votes", (-1).into()),
            (
                "fields",
                Any::from_json(r#"[{"name":"1 2","type":"x"},7]"#)
                    .unwrap()
                    .into(),
            ),
            (
                "facts",
                MapPrelim::from([("rate", -1), ("unheardOf", 2)]).into(),
            ),
            ("context", "no id".into()),
        ],
    );
    let notes = other.get_or_insert_map("notes");
    notes.insert(&mut Transact::transact_mut(&other), "n4", "plain");
    let meta = other.get_or_insert_map("meta");
    meta.insert(&mut Transact::transact_mut(&other), "version", 9);
    meta.insert(&mut Transact::transact_mut(&other), "stage", "party");

    let board = Board::load(1, [encoded(&other).as_slice()]).unwrap();
    assert_eq!(
        places(&board),
        [
            "/meta/stage",
            "/meta/version",
            "/notes/n2",
            "/notes/n3/context",
            "/notes/n3/facts/rate",
            "/notes/n3/fields/0",
            "/notes/n3/fields/1",
            "/notes/n3/text",
            "/notes/n3/votes",
            "/notes/n3/width",
            "/notes/n3/x",
            "/notes/n3/y",
            "/notes/n4",
            "/notes/no kind",
        ]
    );
    let snapshot = board.snapshot();
    assert_eq!(snapshot.notes.len(), 1);
    let read = snapshot.note(&id("n3")).unwrap();
    assert_eq!(
        (read.text.chars().count(), read.x, read.width),
        (2000, None, None)
    );
}

#[test]
fn unknown_members_survive_commands_and_undo() {
    let mut board = board(&["n1"]);
    let other = copy_of(&board, 5);
    let row = |doc: &Doc| -> MapRef {
        let txn = Transact::transact(doc);
        match txn.get_map("notes").unwrap().get(&txn, "n1") {
            Some(Out::YMap(row)) => row,
            other => panic!("{other:?}"),
        }
    };
    let map = row(&other);
    map.insert(&mut Transact::transact_mut(&other), "vendor.mood", "good");
    board.apply_remote(&encoded(&other)).unwrap();
    for command in [
        Command::Move {
            to: vec![(id("n1"), Point::new(4.0, 4.0))],
        },
        Command::Delete {
            ids: vec![id("n1")],
        },
    ] {
        board.execute(&command).unwrap();
        board.undo().unwrap();
        board.redo().unwrap();
    }
    board.undo().unwrap();
    let after = copy_of(&board, 6);
    let map = row(&after);
    let kept = map.get(&Transact::transact(&after), "vendor.mood");
    assert_eq!(kept, Some(Out::Any("good".into())));
}

#[test]
fn rich_text_stays_rich_when_words_change() {
    let mut board = board(&["n1"]);
    let other = copy_of(&board, 5);
    {
        let mut txn = Transact::transact_mut(&other);
        let notes = txn.get_map("notes").unwrap();
        let Some(Out::YMap(row)) = notes.get(&txn, "n1") else {
            panic!()
        };
        let Some(Out::YText(text)) = row.get(&txn, "text") else {
            panic!()
        };
        text.insert_embed(&mut txn, 4, Any::from_json(r#"{"image":"x"}"#).unwrap());
        text.insert_embed(&mut txn, 0, MapPrelim::default());
    }
    board.apply_remote(&encoded(&other)).unwrap();
    assert_eq!(text_of(&board, "n1"), "text of n1");
    for text in ["the text of n1 😀", "text n1 😀", "x", ""] {
        let command = Command::EditText {
            note: id("n1"),
            text: text.into(),
        };
        board.execute(&command).unwrap();
        assert_eq!(text_of(&board, "n1"), text);
    }
    while board.undo().is_some() {}
    assert_eq!(text_of(&board, "n1"), "text of n1");
    // An embedded string cannot be told from words: the text is made anew.
    {
        let mut txn = Transact::transact_mut(&other);
        let notes = txn.get_map("notes").unwrap();
        let Some(Out::YMap(row)) = notes.get(&txn, "n1") else {
            panic!()
        };
        let text = row.insert(&mut txn, "text", TextPrelim::new("ab"));
        text.insert_embed(&mut txn, 1, Any::from("word"));
    }
    board.apply_remote(&encoded(&other)).unwrap();
    assert_eq!(text_of(&board, "n1"), "ab");
    let command = Command::EditText {
        note: id("n1"),
        text: "abc".into(),
    };
    board.execute(&command).unwrap();
    assert_eq!(text_of(&board, "n1"), "abc");
}
