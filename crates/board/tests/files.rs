//! A board file that goes through the document comes out as it was.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

mod common;

use board::{Board, Filling};
use model::{BoardSnapshot, Command, file};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn check(snapshot: &BoardSnapshot) {
    let board = Board::of(snapshot, 7);
    assert_eq!(board.skipped(), []);
    assert_eq!(&board.snapshot(), snapshot);
    let again = Board::load(8, [board.encode().as_slice()]).unwrap();
    assert_eq!(&again.snapshot(), snapshot);
    assert_eq!(file::write(&again.snapshot()), file::write(snapshot));
    in_parts(snapshot);
}

/// What is shown while a document is written in parts is what it shows in the end.
fn in_parts(snapshot: &BoardSnapshot) {
    let mut filling = Filling::of(snapshot, 7);
    assert_eq!(filling.shown(), snapshot);
    let mut parts = 0;
    while filling.write_some(3) {
        parts += 1;
    }
    assert!(parts >= (snapshot.notes.len() + snapshot.links.len()) / 3);
    let mut board = filling.finish();
    assert_eq!(&board.snapshot(), snapshot);
    let again = Board::load(8, [board.encode().as_slice()]).unwrap();
    assert_eq!(&again.snapshot(), snapshot);
    // What was written in parts can go, and come back.
    let ids: Vec<_> = snapshot.notes.iter().map(|n| n.id.clone()).collect();
    if !ids.is_empty() {
        board.execute(&Command::Delete { ids }).unwrap();
        assert!(board.snapshot().notes.is_empty());
        let again = Board::load(8, [board.encode().as_slice()]).unwrap();
        assert_eq!(again.snapshot(), board.snapshot());
        board.undo().unwrap();
        assert_eq!(&board.snapshot(), snapshot);
    }
}

/// An object with a random part of these members.
fn some(members: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Map<String, Value>> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, value)| prop::option::of(value).prop_map(move |v| v.map(|v| (name, v))))
        .collect();
    members
        .prop_map(|found| {
            found
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()
        })
        .boxed()
}

fn of<T: Into<Value> + std::fmt::Debug + 'static>(
    s: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Value> {
    s.prop_map(Into::into).boxed()
}

fn one_of(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    of(prop::sample::select(words))
}

fn word() -> BoxedStrategy<Value> {
    of("[a-zé😀 ]{1,8}")
}

fn words() -> BoxedStrategy<Value> {
    of(prop::collection::btree_set("[a-zé ]{1,5}", 1..4)
        .prop_map(|set| set.into_iter().rev().collect::<Vec<_>>()))
}

fn flag() -> BoxedStrategy<Value> {
    of(Just(true))
}

fn number() -> BoxedStrategy<Value> {
    of(prop_oneof![0.5..1e6f64, (1..1000i32).prop_map(f64::from)])
}

fn free() -> BoxedStrategy<Value> {
    prop_oneof![
        word(),
        of(any::<bool>()),
        of(-1e9..1e9f64),
        of(any::<i32>()),
        Just(json!({"a": [1, {"b": null}], "c": "x"})),
    ]
    .boxed()
}

fn extensions() -> BoxedStrategy<Value> {
    prop::collection::btree_map("vendor\\.[a-c]", free(), 1..3)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
        .boxed()
}

fn note(i: usize) -> BoxedStrategy<Value> {
    let kind = (0..model::NOTE_KINDS.len()).prop_map(|i| model::NOTE_KINDS[i].name);
    let facts = some(vec![
        ("rate", number()),
        ("waits", of(any::<bool>())),
        ("latencyMs", number()),
        ("caller", one_of(&["browser", "public"])),
        ("invariants", words()),
        ("availability", of(0.0..1.0f64)),
        ("team", one_of(&["t1"])),
        ("eventVersion", word()),
        ("latencyClass", one_of(&["fast", "slow"])),
    ]);
    let field = some(vec![
        ("required", of(Just(false))),
        ("identity", flag()),
        ("personal", flag()),
        ("example", free()),
        ("description", word()),
    ])
    .prop_map(|mut field| {
        field.insert("name".into(), json!("total_2"));
        field.insert("type".into(), json!("enum(a,b)"));
        Value::Object(field)
    });
    let rest = some(vec![
        ("width", number()),
        ("height", number()),
        ("pivotal", flag()),
        ("resolved", flag()),
        ("votes", of(1..9u32)),
        ("tags", words()),
        ("fields", of(prop::collection::vec(field, 1..3))),
        ("facts", of(facts)),
        ("description", word()),
        ("group", one_of(&["g1", "g2"])),
        ("locked", flag()),
        ("extensions", extensions()),
    ]);
    (kind, "[a-zé😀\n]{0,12}", -1e4..1e4f64, any::<i16>(), rest)
        .prop_map(move |(kind, text, x, y, mut note)| {
            note.insert("id".into(), json!(format!("n{i}")));
            note.insert("kind".into(), json!(kind));
            note.insert("text".into(), json!(text));
            note.insert("x".into(), json!(x));
            note.insert("y".into(), json!(f64::from(y)));
            Value::Object(note)
        })
        .boxed()
}

fn context(i: usize) -> BoxedStrategy<Value> {
    some(vec![
        ("purpose", word()),
        ("subdomain", one_of(&["core", "generic"])),
        ("team", one_of(&["t1"])),
        ("cadence", one_of(&["daily", "rarely"])),
        ("scaling", word()),
        ("technology", word()),
        ("store", word()),
        ("deployUnit", word()),
        ("availability", of(0.0..1.0f64)),
        ("startupSeconds", number()),
        ("pipeline", word()),
        ("region", words()),
        ("sharedState", words()),
        (
            "libraries",
            Just(json!([{"name": "l", "behaviour": false}, {"name": "m"}])).boxed(),
        ),
        ("sla", Just(json!({"availability": 0.5})).boxed()),
        ("insideMonolith", of(any::<bool>())),
        ("locked", flag()),
        ("extensions", extensions()),
    ])
    .prop_map(move |mut context| {
        context.insert("id".into(), json!(format!("c{i}")));
        context.insert("name".into(), json!(format!("Context {i}")));
        Value::Object(context)
    })
    .boxed()
}

fn file() -> impl Strategy<Value = Value> {
    let notes: Vec<_> = (0..12).map(note).collect();
    let contexts: Vec<_> = (0..3).rev().map(context).collect();
    let rest = some(vec![
        ("description", word()),
        ("stage", one_of(&["big-picture", "review"])),
        ("language", one_of(&["de", "en-GB"])),
        ("settings", extensions()),
        ("extensions", extensions()),
        ("links", Just(json!([
            {"from": "n3", "to": "n1"},
            {"from": "n3", "to": "n1", "label": "again"},
            {"id": "l1", "from": "n0", "to": "n2", "status": "refused"},
        ])).boxed()),
        ("frames", Just(json!([
            {"id": "f2", "kind": "swimlane", "title": "Lane", "x": 0.5, "y": -1.0, "width": 9.0, "height": 8.0},
            {"id": "f1", "kind": "timeline", "x": 0.0, "y": 0.0, "width": 1.0, "height": 1.0},
        ])).boxed()),
        ("relations", Just(json!([
            {"upstream": "c2", "downstream": "c0", "pattern": "open-host-service", "note": "x"},
            {"upstream": "c2", "downstream": "c0", "pattern": "anticorruption-layer"},
            {"upstream": "c0", "downstream": "c1", "pattern": "partnership"},
        ])).boxed()),
        ("teams", Just(json!([
            {"id": "t2", "name": "Red", "type": "platform", "interactions": [{"team": "t1", "mode": "facilitating"}]},
            {"id": "t1", "name": "Blue", "people": 7, "budget": 2.5},
        ])).boxed()),
        ("terms", Just(json!([
            {"term": "Cargo", "context": "c1", "definition": "d", "synonyms": ["b", "a"], "forbidden": ["f"]},
            {"term": "Cargo"},
        ])).boxed()),
        ("decisions", Just(json!([
            {"rule": "A-X", "subjects": ["n1", "n0"], "status": "changed", "choice": {"k": [1, 2.5]}, "reason": "r",
             "by": "Ann", "at": "2026-01-01T00:00:00Z"},
            {"rule": "A-X", "subjects": ["n1"], "status": "rejected"},
        ])).boxed()),
        ("answers", Just(json!([
            {"question": "Q2", "answer": "no", "evidence": "e"},
            {"question": "Q1", "answer": "unknown"},
        ])).boxed()),
    ]);
    (notes, contexts, prop::collection::vec(0..4usize, 12), rest).prop_map(
        |(notes, mut contexts, homes, mut file)| {
            for (note, home) in notes.iter().zip(homes) {
                let kind = note["kind"].as_str().and_then(model::NoteKind::from_name);
                if let (Some(context), true) = (contexts.get_mut(home), kind.unwrap().is_placed()) {
                    let members = context.as_object_mut().unwrap().entry("members");
                    let members = members.or_insert_with(|| json!([]));
                    members.as_array_mut().unwrap().push(note["id"].clone());
                }
            }
            file.entry("teams")
                .or_insert_with(|| json!([{"id": "t1", "name": "Blue"}]));
            file.insert("format".into(), json!("isobar/board"));
            file.insert("version".into(), json!(1));
            file.insert("title".into(), json!("Cargo “shipping”"));
            file.insert("notes".into(), notes.into());
            file.insert("contexts".into(), contexts.into());
            Value::Object(file)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_file_comes_out_as_it_went_in(file in file()) {
        let snapshot = file::read(file.to_string().as_bytes()).unwrap();
        check(&snapshot);
    }
}

#[test]
fn notes_without_a_position_are_laid_out() {
    let text = r#"{"format":"isobar/board","version":1,"title":"","notes":[
        {"id":"a","kind":"command","text":"Book"},{"id":"b","kind":"domain-event","text":"Booked","x":1,"y":2}]}"#;
    let board = Board::of(&file::read(text.as_bytes()).unwrap(), 1);
    assert!(
        board
            .snapshot()
            .notes
            .iter()
            .all(|n| n.position().is_some())
    );
}

#[test]
fn real_boards_come_out_as_they_went_in() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/fixtures/");
    for name in ["mymeetings.board.json", "digital-restaurant.board.json"] {
        let Ok(bytes) = std::fs::read(format!("{root}{name}")) else {
            println!("skipped: {name} is not here");
            continue;
        };
        let snapshot = model::layout::placed(&file::read(&bytes).unwrap());
        check(&snapshot);
    }
}
