//! Any content whatever in a document: survived, read as far as it goes, and kept.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::{Board, wire};
use common::{board, copy_of, doc, encoded, id, note};
use model::command::NoteChange;
use model::{Command, Context, Facts, Id, Link};
use proptest::prelude::*;
use yrs::types::ToJson;
use yrs::{
    Any, Array, ArrayPrelim, Doc, In, Map, MapPrelim, Out, Text, TextPrelim, Transact,
    XmlElementPrelim, XmlFragment,
};

/// A value of any kind, shared types among them.
fn value() -> impl Strategy<Value = In> {
    let any = prop_oneof![
        Just(Any::Null),
        Just(Any::Undefined),
        any::<bool>().prop_map(Any::from),
        any::<i64>().prop_map(|n| Any::Number(yrs::Number::Int(n))),
        any::<f64>().prop_map(Any::from),
        Just(Any::from(f64::NAN)),
        Just(Any::from(f64::INFINITY)),
        "[a-z😀]{0,6}".prop_map(Any::from),
        prop::sample::select(vec![
            "command",
            "n1",
            "c1",
            "confirmed",
            "true",
            "a0",
            "conformist"
        ])
        .prop_map(Any::from),
        Just(Any::from("x".repeat(5000))),
        Just(Any::from(vec![1u8, 2])),
        Just(Any::from_json(r#"{"name":"id","type":"uuid","a":[[]]}"#).unwrap()),
    ];
    let leaf = prop_oneof![
        4 => any.prop_map(In::Any),
        1 => "[ab😀]{0,5}".prop_map(|s| In::Text(TextPrelim::new(s).into())),
        1 => Just(In::XmlElement(XmlElementPrelim::empty("p"))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| In::Array(items.into_iter().collect::<ArrayPrelim>())),
            prop::collection::vec((member(), inner), 0..4)
                .prop_map(|items| In::Map(items.into_iter().collect::<MapPrelim>())),
        ]
    })
}

fn member() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "kind",
        "text",
        "x",
        "y",
        "width",
        "z",
        "deleted",
        "context",
        "tags",
        "votes",
        "fields",
        "facts",
        "invariants",
        "description",
        "from",
        "to",
        "status",
        "name",
        "purpose",
        "sla",
        "upstream",
        "downstream",
        "pattern",
        "term",
        "question",
        "answer",
        "rule",
        "subjects",
        "title",
        "settings",
        "stage",
        "version",
        "people",
        "",
        "__proto__",
        "vendor",
    ])
}

fn root() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "notes",
        "notes",
        "notes",
        "links",
        "frames",
        "contexts",
        "relations",
        "teams",
        "terms",
        "decisions",
        "answers",
        "meta",
        "elsewhere",
    ])
}

#[derive(Clone, Debug)]
enum Write {
    Row(&'static str, &'static str, In),
    Member(&'static str, &'static str, &'static str, In),
    Remove(&'static str, &'static str),
    AsArray(&'static str, In),
    AsText(&'static str),
    AsXml(&'static str),
    Format(&'static str),
    Subdocument(&'static str, &'static str),
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["n1", "n2", "c1", "l1", "bad key", "", "title"])
}

fn write() -> impl Strategy<Value = Write> {
    prop_oneof![
        4 => (root(), key(), value()).prop_map(|(r, k, v)| Write::Row(r, k, v)),
        8 => (root(), key(), member(), value()).prop_map(|(r, k, m, v)| Write::Member(r, k, m, v)),
        1 => (root(), key()).prop_map(|(r, k)| Write::Remove(r, k)),
        1 => (root(), value()).prop_map(|(r, v)| Write::AsArray(r, v)),
        1 => root().prop_map(Write::AsText),
        1 => root().prop_map(Write::AsXml),
        1 => key().prop_map(Write::Format),
        1 => (root(), key()).prop_map(|(r, k)| Write::Subdocument(r, k)),
    ]
}

fn subdocument() -> Doc {
    doc(77)
}

fn perform(doc: &Doc, write: Write) {
    match write {
        Write::Row(root, key, value) => {
            let map = doc.get_or_insert_map(root);
            map.insert(&mut Transact::transact_mut(doc), key, value);
        }
        Write::Member(root, key, member, value) => {
            let map = doc.get_or_insert_map(root);
            let mut txn = Transact::transact_mut(doc);
            let row = match map.get(&txn, key) {
                Some(Out::YMap(row)) => row,
                _ => map.insert(&mut txn, key, MapPrelim::default()),
            };
            row.insert(&mut txn, member, value);
        }
        Write::Subdocument(root, key) => {
            let map = doc.get_or_insert_map(root);
            map.insert(&mut Transact::transact_mut(doc), key, subdocument());
        }
        Write::Remove(root, key) => {
            let map = doc.get_or_insert_map(root);
            map.remove(&mut Transact::transact_mut(doc), key);
        }
        Write::AsArray(root, value) => {
            let array = doc.get_or_insert_array(root);
            array.insert(&mut Transact::transact_mut(doc), 0, value);
        }
        Write::AsText(root) => {
            let text = doc.get_or_insert_text(root);
            text.insert(&mut Transact::transact_mut(doc), 0, "a😀");
        }
        Write::AsXml(root) => {
            let xml = doc.get_or_insert_xml_fragment(root);
            xml.insert(
                &mut Transact::transact_mut(doc),
                0,
                XmlElementPrelim::empty("p"),
            );
        }
        Write::Format(key) => {
            let map = doc.get_or_insert_map("notes");
            let mut txn = Transact::transact_mut(doc);
            if let Some(Out::YMap(row)) = map.get(&txn, key)
                && let Some(Out::YText(text)) = row.get(&txn, "text")
            {
                let length = text.len(&txn);
                let bold = [("bold".into(), Any::from(true))].into_iter().collect();
                text.format(&mut txn, 0, length, bold);
            }
        }
    }
}

/// Commands over whatever is there.
fn commands(board: &Board) -> Vec<Command> {
    let snapshot = board.snapshot();
    let notes: Vec<Id> = snapshot.notes.iter().map(|n| n.id.clone()).collect();
    let mut commands = vec![
        Command::Place {
            notes: vec![note("fresh"), note("n2")],
            links: vec![],
            frames: vec![],
        },
        Command::AddContexts {
            contexts: vec![(Context::new(id("c1"), "C"), notes.clone())],
        },
        Command::DrawLink {
            link: Link::new(id("n1"), id("n2")),
        },
        Command::SetDescription {
            description: "d".into(),
        },
        Command::SetSetting {
            key: "k".into(),
            value: 1.into(),
        },
    ];
    for change in [
        NoteChange::Tags(vec!["t".into()]),
        NoteChange::Description("d".into()),
        NoteChange::Fields(vec![model::Field::new("id", "uuid")]),
        NoteChange::Facts(Facts {
            rate: Some(1.0),
            invariants: Some(vec!["i".into()]),
            ..Facts::default()
        }),
    ] {
        let notes = notes.clone();
        commands.push(Command::SetNote { notes, change });
    }
    commands.extend(notes.iter().map(|note| Command::EditText {
        note: note.clone(),
        text: "new 😀".into(),
    }));
    commands.push(Command::Delete { ids: notes });
    commands
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_content_is_survived_and_kept(writes in prop::collection::vec(write(), 1..25)) {
        let other = doc(5);
        let mut kept = board(&["n1"]);
        for write in writes {
            perform(&other, write);
            kept.apply_remote(&encoded(&other)).unwrap();
        }
        let check = |board: &Board| -> Result<(), TestCaseError> {
            let fresh = Board::load(9, [board.encode().as_slice()]).unwrap();
            prop_assert_eq!(board.snapshot(), fresh.snapshot());
            prop_assert_eq!(board.skipped(), fresh.skipped());
            prop_assert_eq!(board.snapshot(), board.snapshot().normalised());
            // What a reader gets is a board that can be written to a file and read again.
            let file = model::file::write(&board.snapshot());
            prop_assert!(model::file::read(file.as_bytes()).is_ok(), "{}", file);
            Ok(())
        };
        check(&kept)?;
        for command in commands(&kept) {
            let _ = kept.execute(&command);
            check(&kept)?;
        }
        while kept.undo().is_some() {
            check(&kept)?;
        }
        while kept.redo().is_some() {}
        check(&kept)?;
        // What lies elsewhere in the document is still there.
        let elsewhere = |doc: &Doc| doc.get_or_insert_map("elsewhere").to_json(&Transact::transact(doc)).to_string().len();
        prop_assert_eq!(elsewhere(&copy_of(&kept, 8)), elsewhere(&other));
    }

    #[test]
    fn garbage_is_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut board = board(&["n1"]);
        let before = board.snapshot();
        if wire::is_well_formed(&bytes).is_err() {
            prop_assert!(board.apply_remote(&bytes).is_err());
            prop_assert_eq!(board.snapshot(), before);
        } else {
            let _ = board.apply_remote(&bytes);
        }
        let _ = board.diff(&bytes);
        let _ = wire::state_vector_of([bytes.as_slice()]);
    }

    #[test]
    fn damaged_updates_never_panic(at in any::<prop::sample::Index>(), with in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let source = board(&["n1", "n2"]);
        let mut bytes = source.encode();
        let i = at.index(bytes.len());
        bytes[i] = with;
        let mut fresh = Board::new(3);
        let _ = fresh.apply_remote(&bytes);
        let mut same = board(&["n1"]);
        let _ = same.apply_remote(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = fresh.apply_remote(&bytes);
        let _ = wire::compact([bytes.as_slice()]);
    }
}
