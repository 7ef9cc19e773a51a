//! Whatever people write on a board, the files are well formed: judged here in process, in many random boards, by other
//! people's parsers. The tools of end2end/validators judge the finer points.
#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

use export::{Architecture, ExportFile};
use model::{BoardSnapshot, Context, Field, Id, Link, Note, NoteKind, Table};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

const KINDS: &[NoteKind] = &[
    NoteKind::Command,
    NoteKind::Command,
    NoteKind::Query,
    NoteKind::DomainEvent,
    NoteKind::Aggregate,
    NoteKind::Policy,
    NoteKind::ReadModel,
    NoteKind::ExternalSystem,
    NoteKind::Actor,
    NoteKind::Hotspot,
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "(Place|Cancel|Update|Delete|Add|Get|class|3) (order|item|orders|error|class|admin)( (line|2|status))?",
        1 => "\\PC{0,40}",
        1 => any::<String>(),
        1 => select(vec!["", " ", "*/", "-->", "\"", "订单", "🎉", "null", "- a: b # c", "\u{0}", "__proto__"]).prop_map(String::from),
        1 => Just("x".repeat(2000)),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    let name = "[A-Za-z_][A-Za-z0-9_]{0,8}|id|type|default|class|orderId|order_id|limit";
    let type_ = "(string|text|integer|decimal|money|boolean|date|datetime|duration|uuid|uri|email|bytes|json|Order|Nothing|enum\\(a,b c,3,\\PC{0,3}\\))(\\[\\]){0,2}|map\\((money|integer|order)\\)";
    (name, type_, any::<bool>(), any::<bool>()).prop_map(|(name, type_, required, identity)| {
        let mut field = Field::new(name, type_);
        (field.required, field.identity) = (required, identity);
        field
    })
}

prop_compose! {
    fn board()(
        notes in prop::collection::vec((select(KINDS), text(), prop::collection::vec(field(), 0..4), 0usize..5), 0..40),
        contexts in prop::collection::vec(prop_oneof![Just("Order mgmt".to_owned()), Just("order-MGMT".to_owned()), text()], 0..4),
        links in prop::collection::vec((0usize..40, 0usize..40), 0..60),
        title in text(),
    ) -> BoardSnapshot {
        let id = |prefix: &str, n: usize| Id::new(&format!("{prefix}{n}")).unwrap();
        let mut board = BoardSnapshot::default();
        Arc::make_mut(&mut board.meta).title = title.chars().take(200).collect();
        board.contexts = Table::from_rows(contexts.iter().enumerate().map(|(i, name)| {
            Arc::new(Context::new(id("c", i), named(name)))
        }));
        board.notes = Table::from_rows(notes.into_iter().enumerate().map(|(i, (kind, text, fields, context))| {
            let mut note = Note::new(id("n", i), kind, text);
            note.fields = fields;
            note.context = (context < contexts.len()).then(|| id("c", context));
            Arc::new(note)
        }));
        board.links = Table::from_rows(links.into_iter().map(|(a, b)| Arc::new(Link::new(id("n", a), id("n", b)))));
        board.normalised()
    }
}

/// A context has a name of 1 to 100 characters.
fn named(name: &str) -> String {
    match name {
        "" => "Nameless".into(),
        name => name.chars().take(100).collect(),
    }
}

fn export(format: &str, board: &BoardSnapshot) -> Vec<ExportFile> {
    let files = export::find(format)
        .unwrap()
        .export(&Architecture::of(board))
        .unwrap();
    let paths: HashSet<String> = files.iter().map(|f| f.path.to_lowercase()).collect();
    assert_eq!(paths.len(), files.len(), "two files of one name");
    files
}

fn yaml(file: &ExportFile) -> Value {
    serde_saphyr::from_slice(&file.bytes).unwrap_or_else(|e| panic!("{}: {e}", file.path))
}

/// All values under a key, anywhere.
fn gather<'v>(value: &'v Value, key: &str, found: &mut Vec<&'v Value>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(k, v)| {
            if k == key {
                found.push(v);
            }
            gather(v, key, found);
        }),
        Value::Array(items) => items.iter().for_each(|v| gather(v, key, found)),
        _ => {}
    }
}

fn texts(document: &Value, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    gather(document, key, &mut found);
    found
        .iter()
        .filter_map(|v| v.as_str().map(str::to_owned))
        .collect()
}

fn references_resolve(document: &Value) {
    for target in texts(document, "$ref") {
        let pointer = target.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{target} leads nowhere"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        rng_seed: proptest::test_runner::RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn openapi(board in board()) {
        let mut noted = BTreeSet::new();
        for file in export("openapi", &board) {
            let document = yaml(&file);
            references_resolve(&document);
            let ids = texts(&document["paths"], "operationId");
            let distinct: HashSet<String> = ids.iter().map(|i| i.to_lowercase()).collect();
            prop_assert_eq!(ids.len(), distinct.len(), "{:?}", ids);
            noted.extend(texts(&document["paths"], "x-isobar-note"));
            let mut copies = Vec::new();
            gather(&document["paths"], "x-isobar-copies", &mut copies);
            noted.extend(copies.iter().flat_map(|c| c.as_array().unwrap()).map(|c| c.as_str().unwrap().to_owned()));
        }
        let contexts = board.notes.iter().any(|n| n.context.is_some());
        for note in board.notes.iter().filter(|n| matches!(n.kind, NoteKind::Command | NoteKind::Query)) {
            if note.context.is_some() || !contexts {
                prop_assert!(noted.contains(note.id.as_str()), "no operation leads back to {}", note.id);
            }
        }
    }

    #[test]
    fn asyncapi(board in board()) {
        for file in export("asyncapi", &board) {
            references_resolve(&yaml(&file));
        }
    }

    #[test]
    fn proto(board in board()) {
        let folder = tempfile::tempdir().unwrap();
        let files = export("proto", &board);
        let mut names = Vec::new();
        for file in &files {
            let path = folder.path().join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &file.bytes).unwrap();
            if Path::new(&file.path).extension().is_some_and(|e| e == "proto") {
                names.push(file.path.clone());
            }
        }
        let compiled = protox::compile(&names, [folder.path()]);
        prop_assert!(compiled.is_ok(), "{:?}", compiled.err());
    }

    #[test]
    fn svg(board in board()) {
        let file = &export("svg", &board)[0];
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let parsed = roxmltree::Document::parse(text);
        prop_assert!(parsed.is_ok(), "{:?}", parsed.err());
        let drawn: HashSet<String> = parsed.unwrap().descendants()
            .filter_map(|n| n.attribute("data-note").map(str::to_owned)).collect();
        prop_assert_eq!(drawn.len(), board.notes.len());
    }

    #[test]
    fn storm_and_board_file_come_back(board in board()) {
        let file = &export("board", &board)[0];
        let back = model::file::read(&file.bytes);
        prop_assert!(back.is_ok(), "{:?}", back.err());
        let storm = export("storm", &board);
        let text = std::str::from_utf8(&storm[0].bytes).unwrap();
        let parsed = model::notation::parse(text);
        prop_assert!(parsed.is_ok(), "{:?}\n{}", parsed.err(), text);
    }
}
