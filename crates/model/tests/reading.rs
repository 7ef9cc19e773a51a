//! Reading the wall.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use std::sync::Arc;

use model::reading::{LinkSource, NEAR, read};
use model::{BoardSnapshot, Id, Link, LinkStatus, Note, NoteKind, Point, Table};
use proptest::prelude::*;

#[path = "support/boards.rs"]
mod boards;

/// A wall of `word text` notes at places, the size of the picture of the board page.
fn wall(notes: &[(&str, &str, f64, f64)]) -> BoardSnapshot {
    let rows = notes.iter().map(|&(word, text, x, y)| {
        let kind = NoteKind::from_word(word).expect("a kind word");
        let id = Id::new(&text.replace(|c: char| !c.is_ascii_alphanumeric(), "_")).expect("an id");
        let mut note = Note::new(id, kind, text).at(Point::new(x, y));
        let (width, height) = match word {
            "actor" => (66.0, 56.0),
            "aggregate" | "policy" => (150.0, 104.0),
            "system" => (150.0, 84.0),
            _ => (104.0, 104.0),
        };
        (note.width, note.height) = (Some(width), Some(height));
        Arc::new(note)
    });
    BoardSnapshot {
        notes: Table::from_rows(rows),
        ..BoardSnapshot::default()
    }
}

/// `from > to` of all inferred links, in order.
fn inferred(board: &BoardSnapshot) -> Vec<String> {
    let reading = read(board);
    let text = |id: &Id| board.note(id).expect("a note").text.clone();
    let links = reading
        .links()
        .iter()
        .filter(|l| l.source == LinkSource::Inferred);
    let mut all: Vec<String> = links
        .map(|l| format!("{} > {}", text(&l.from), text(&l.to)))
        .collect();
    all.sort();
    all
}

#[track_caller]
fn reads(notes: &[(&str, &str, f64, f64)], expected: &[&str]) {
    assert_eq!(inferred(&wall(notes)), expected);
}

#[test]
fn a_flow_with_its_actor_in_the_corner() {
    reads(
        &[
            ("actor", "clerk", 126.0, 168.0),
            ("command", "book", 184.0, 112.0),
            ("aggregate", "cargo", 302.0, 112.0),
            ("event", "booked", 466.0, 112.0),
            ("policy", "whenever", 584.0, 112.0),
        ],
        &[
            "book > cargo",
            "booked > whenever",
            "cargo > booked",
            "clerk > book",
        ],
    );
}

#[test]
fn the_board_of_the_picture() {
    let notes = [
        ("actor", "clerk 1", 126.0, 168.0),
        ("command", "book cargo", 184.0, 112.0),
        ("aggregate", "cargo 1", 302.0, 112.0),
        ("event", "booked", 466.0, 112.0),
        ("actor", "clerk 2", 126.0, 304.0),
        ("command", "assign itinerary", 184.0, 248.0),
        ("aggregate", "cargo 2", 302.0, 248.0),
        ("event", "routed", 466.0, 248.0),
        ("command", "change destination", 192.0, 384.0),
        ("aggregate", "cargo 3", 310.0, 384.0),
        ("event", "destination changed", 474.0, 384.0),
        ("readmodel", "overview", 580.0, 180.0),
        ("system", "port authority", 192.0, 700.0),
        ("event", "port closed", 356.0, 700.0),
        ("aggregate", "history", 932.0, 112.0),
        ("event", "loaded", 1096.0, 112.0),
        ("event", "unloaded", 1084.0, 232.0),
        ("readmodel", "log", 1084.0, 352.0),
    ];
    reads(
        &notes,
        &[
            "assign itinerary > cargo 2",
            "book cargo > cargo 1",
            "booked > overview",
            "cargo 1 > booked",
            "cargo 2 > routed",
            "cargo 3 > destination changed",
            "change destination > cargo 3",
            "clerk 1 > book cargo",
            "clerk 2 > assign itinerary",
            "history > loaded",
            "history > unloaded",
            "port authority > port closed",
            "routed > overview",
            "unloaded > log",
        ],
    );
}

#[test]
fn time_runs_to_the_right_and_distance_counts() {
    reads(
        &[("event", "e", 0.0, 0.0), ("aggregate", "a", 110.0, 0.0)],
        &[],
    );
    reads(
        &[
            ("command", "c", 0.0, 0.0),
            ("aggregate", "a", 104.0 + NEAR + 1.0, 0.0),
        ],
        &[],
    );
    reads(
        &[
            ("command", "c", 0.0, 0.0),
            ("aggregate", "a", 104.0 + NEAR, 0.0),
        ],
        &["c > a"],
    );
    reads(
        &[("command", "c", 0.0, 0.0), ("event", "e", 110.0, 0.0)],
        &[],
    );
}

#[test]
fn rows_of_a_tight_grid_do_not_mix() {
    // Rows 12 apart, the second a little to the right: its event stands below the first row's aggregate.
    reads(
        &[
            ("command", "c1", 0.0, 0.0),
            ("aggregate", "a1", 116.0, 0.0),
            ("event", "e1", 278.0, 0.0),
            ("command", "c2", -100.0, 116.0),
            ("aggregate", "a2", 16.0, 116.0),
            ("event", "e2", 178.0, 116.0),
        ],
        &["a1 > e1", "a2 > e2", "c1 > a1", "c2 > a2"],
    );
}

#[test]
fn an_actor_gives_the_command_it_is_tucked_into() {
    reads(
        &[
            ("command", "c1", 100.0, 0.0),
            ("actor", "u", 50.0, 60.0),
            ("command", "c2", 100.0, 130.0),
        ],
        &["u > c1"],
    );
}

#[test]
fn what_people_settled_is_not_read_again() {
    let mut board = wall(&[("command", "c", 0.0, 0.0), ("aggregate", "a", 110.0, 0.0)]);
    let (c, a) = (Id::new("c").expect("an id"), Id::new("a").expect("an id"));
    for status in [
        LinkStatus::Drawn,
        LinkStatus::Confirmed,
        LinkStatus::Refused,
    ] {
        for (from, to) in [(&c, &a), (&a, &c)] {
            let link = Link {
                status,
                ..Link::new(from.clone(), to.clone())
            };
            board.links = Table::from_rows([Arc::new(link)]);
            let reading = read(&board);
            let drawn = usize::from(status != LinkStatus::Refused);
            assert_eq!(reading.links().len(), drawn, "{status:?} {from} {to}");
            assert!(
                reading
                    .links()
                    .iter()
                    .all(|l| l.confidence == 1.0 && l.link.is_some())
            );
        }
    }
}

#[test]
fn a_swimlane_is_a_divide() {
    let mut board = wall(&[("event", "e", 0.0, 0.0), ("readmodel", "r", 0.0, 110.0)]);
    assert_eq!(inferred(&board), ["e > r"]);
    let lane = |id: &str, y: f64| {
        let (kind, title) = (model::FrameKind::Swimlane, String::new());
        Arc::new(model::Frame {
            id: Id::new(id).expect("an id"),
            kind,
            title,
            x: -50.0,
            y,
            width: 400.0,
            height: 150.0,
        })
    };
    board.frames = Table::from_rows([lane("one", -43.0), lane("two", 107.0)]);
    assert_eq!(inferred(&board), Vec::<String>::new());
}

#[test]
fn reasons_are_sentences() {
    let board = wall(&[("event", "e", 0.0, 0.0), ("readmodel", "r", 106.0, 20.0)]);
    let reading = read(&board);
    assert_eq!(
        reading.links()[0].reason,
        "They touch, and an event may feed a read model."
    );
    assert!(reading.links()[0].confidence < 1.0);
}

#[test]
fn a_pile_says_nothing_and_costs_little() {
    let kinds = ["event", "command", "aggregate", "policy", "readmodel"];
    let notes: Vec<(String, f64)> = (0..20_000).map(|i| (format!("n{i}"), 0.0)).collect();
    let pile: Vec<_> = notes
        .iter()
        .enumerate()
        .map(|(i, (t, x))| (kinds[i % 5], t.as_str(), *x, 0.0))
        .collect();
    assert_eq!(read(&wall(&pile)).links().len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn order_and_contexts_do_not_matter(board in boards::random(true)) {
        let forwards = read(&board);
        let mut turned = board.clone();
        turned.notes = Table::from_rows(board.notes.iter().rev().map(|n| {
            let mut note = Note::clone(n);
            note.context = None;
            Arc::new(note)
        }));
        let key = |r: &model::reading::Reading| {
            let mut all: Vec<String> = r.links().iter().map(|l| format!("{l:?}")).collect();
            all.sort();
            all
        };
        prop_assert_eq!(key(&forwards), key(&read(&turned)));
    }

    #[test]
    fn inferred_links_follow_the_grammar_and_settle_nothing(board in boards::random(true)) {
        let reading = read(&board);
        for link in reading.links().iter().filter(|l| l.source == LinkSource::Inferred) {
            let (from, to) = (board.note(&link.from).expect("from"), board.note(&link.to).expect("to"));
            prop_assert!(from.kind.row().may_follow.contains(&to.kind));
            prop_assert!((0.0..1.0).contains(&link.confidence));
            let settled = board.links.iter().any(|l| (&l.from, &l.to) == (&link.from, &link.to));
            prop_assert!(!settled);
            prop_assert!(from.rect().inflate(NEAR).intersects(&to.rect()));
        }
    }
}
