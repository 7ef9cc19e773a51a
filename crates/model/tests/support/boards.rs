//! Boards for the other tests: ours, those beside the repository, and random ones.
#![allow(dead_code, reason = "each test uses some of these")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{
    BoardSnapshot, Context, Id, Link, LinkStatus, NOTE_KINDS, Note, NoteKind, Point, Table,
};
use proptest::prelude::*;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Name and text of every board in `boards/`.
pub fn ours() -> Vec<(String, String)> {
    let mut boards: Vec<_> = std::fs::read_dir(root().join("boards"))
        .expect("boards/")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "storm"))
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).expect("a board"),
            )
        })
        .collect();
    boards.sort();
    assert!(boards.len() >= 4);
    boards
}

/// Board files that lie beside the repository on some machines.
pub fn fixtures() -> Vec<(String, BoardSnapshot)> {
    let mut boards = Vec::new();
    for name in ["mymeetings", "digital-restaurant"] {
        let path = root()
            .join("../shared/fixtures")
            .join(format!("{name}.board.json"));
        match std::fs::read(&path) {
            Ok(bytes) => boards.push((
                name.to_owned(),
                model::file::read(&bytes).unwrap_or_else(|e| panic!("{name}: {e}")),
            )),
            Err(_) => println!("skipped: {name} is not here"),
        }
    }
    boards
}

/// A line of notation, often a right one; few names, so that they meet.
pub fn line() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => "[ABC]",
        1 => "[A-C]~[123]",
        1 => r"[a-c \\~#^!é]{1,6}",
        1 => r"\\[>n/^#~\\] ?x",
    ];
    let word = proptest::sample::select(NOTE_KINDS.iter().map(|r| r.word).collect::<Vec<_>>());
    let part = (
        prop_oneof![4 => Just(""), 1 => Just("^")],
        word,
        proptest::bool::weighted(0.1),
        text,
    )
        .prop_map(|(up, word, pivotal, text)| {
            let mark = if pivotal && word == "event" { "!" } else { "" };
            format!("{up}{word}{mark} {text}")
        });
    prop_oneof![
        6 => proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join(" > ")),
        2 => "# [XYZ]",
        1 => "# [X#~\\\\ !]{1,4}",
        1 => Just("// a > remark".to_owned()),
    ]
}

/// Any board: weird texts, names that repeat, links anywhere. With `places`, notes lie about.
pub fn random(places: bool) -> impl Strategy<Value = BoardSnapshot> {
    let text = prop_oneof![3 => "[A-C]", 2 => r"[\\~>#^/!\nx é]{0,8}[a-z]", 1 => "(?s)\\PC{0,10}[^ \\t\\r\\u{feff}]"]
        .prop_map(|t| t.replace('\r', "").trim_matches([' ', '\t', '\u{feff}']).to_owned())
        .prop_map(|t| if t.is_empty() { "x".to_owned() } else { t });
    let place = (0.0..900.0f64, 0.0..700.0f64);
    let note = (0..NOTE_KINDS.len(), text, 0..5usize, place, any::<bool>());
    let names = proptest::collection::vec(
        prop_oneof!["[XYZ]{1,2}", r"[#!~\\^>/ a]{0,4}z"].prop_map(|n| n.trim().to_owned()),
        0..4,
    );
    let links = proptest::collection::vec(
        (
            any::<proptest::sample::Index>(),
            any::<proptest::sample::Index>(),
            0..8u8,
        ),
        0..30,
    );
    (proptest::collection::vec(note, 0..20), names, links).prop_map(
        move |(notes, mut names, links)| {
            names.sort();
            names.dedup();
            build(places, notes, &names, links)
        },
    )
}

type Row = (usize, String, usize, (f64, f64), bool);
type Pair = (proptest::sample::Index, proptest::sample::Index, u8);

fn build(places: bool, notes: Vec<Row>, names: &[String], links: Vec<Pair>) -> BoardSnapshot {
    let id = |prefix: &str, i: usize| Id::new(&format!("{prefix}{i}")).expect("an id");
    let contexts: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(i, name)| Arc::new(Context::new(id("c", i), name.clone())))
        .collect();
    let notes: Vec<Arc<Note>> = notes
        .into_iter()
        .enumerate()
        .map(|(i, (kind, text, context, (x, y), flag))| {
            let kind = NOTE_KINDS[kind].kind;
            let mut note = Note::new(id("n", i), kind, text);
            note.context = contexts
                .get(context)
                .filter(|_| kind.is_placed())
                .map(|c| c.id.clone());
            note.pivotal = flag && kind == NoteKind::DomainEvent;
            Arc::new(if places {
                note.at(Point::new(x.round(), y.round()))
            } else {
                note
            })
        })
        .collect();
    let mut rows = Vec::new();
    if !notes.is_empty() {
        for (from, to, status) in links {
            let (from, to) = (from.get(&notes), to.get(&notes));
            let mut link = Link::new(from.id.clone(), to.id.clone());
            link.status = if status == 0 && places {
                LinkStatus::Refused
            } else {
                LinkStatus::Drawn
            };
            rows.push(Arc::new(link));
        }
    }
    BoardSnapshot {
        notes: Table::from_rows(notes),
        links: Table::from_rows(rows),
        contexts: Table::from_rows(contexts),
        ..BoardSnapshot::default()
    }
    .normalised()
}
