//! The storm notation: what it means, what it refuses, and that ids and texts come back.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};

use model::notation::{context_id, note_id, parse, print};
use model::{BoardSnapshot, Id, NoteKind};
use proptest::prelude::*;

#[path = "support/boards.rs"]
mod boards;

fn ok(text: &str) -> BoardSnapshot {
    parse(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

#[track_caller]
fn wrong(text: &str, line: usize, words: &[&str]) {
    let error = parse(text).expect_err("this is wrong");
    assert_eq!(error.line, line, "{error}");
    for word in words {
        assert!(error.message.contains(word), "{error}");
    }
}

/// `word text` of both ends of all links, with the context of each.
fn links(board: &BoardSnapshot) -> Vec<String> {
    let end = |id: &Id| {
        let note = board.note(id).expect("an end");
        let place = board
            .context_of(id)
            .map(|c| format!(" [{}]", c.name))
            .unwrap_or_default();
        format!("{} {}{place}", note.kind.row().word, note.text)
    };
    board
        .links
        .iter()
        .map(|l| format!("{} > {}", end(&l.from), end(&l.to)))
        .collect()
}

#[test]
fn the_example() {
    let board = ok("# Booking\n\
        actor Customer > command Book cargo > aggregate Cargo > event! Cargo booked\n\
        event Cargo booked > policy Whenever a cargo is booked, draft the invoice > ^command Draft invoice\n\
        # Invoicing\n\
        command Draft invoice > aggregate Invoice > event Invoice drafted\n");
    assert_eq!(board.notes.len(), 8);
    assert_eq!(
        links(&board),
        [
            "actor Customer > command Book cargo [Booking]",
            "command Book cargo [Booking] > aggregate Cargo [Booking]",
            "aggregate Cargo [Booking] > event Cargo booked [Booking]",
            "event Cargo booked [Booking] > policy Whenever a cargo is booked, draft the invoice [Booking]",
            "policy Whenever a cargo is booked, draft the invoice [Booking] > command Draft invoice [Invoicing]",
            "command Draft invoice [Invoicing] > aggregate Invoice [Invoicing]",
            "aggregate Invoice [Invoicing] > event Invoice drafted [Invoicing]",
        ]
    );
    let booked = board
        .note(&note_id(
            "Booking",
            NoteKind::DomainEvent,
            "Cargo booked",
            1,
        ))
        .expect("by its id");
    assert!(booked.pivotal);
    assert_eq!(booked.context, Some(context_id("Booking")));
    let invoicing = board.context(&context_id("Invoicing")).expect("a context");
    assert_eq!(invoicing.members.len(), 3);
    assert!(print(&board).lost.is_empty());
}

#[test]
fn identity() {
    let board = ok(
        "event A\nevent A\n# X\nevent A\nevent A~2\nevent A ~2\nactor U\nsystem S\n# Y\nactor U\nsystem S\nhotspot H\n# X\nhotspot H\nevent A",
    );
    let of = |kind| board.notes.iter().filter(|n| n.kind == kind).count();
    assert_eq!(
        of(NoteKind::DomainEvent),
        3,
        "before any heading, under X, and its second"
    );
    assert_eq!(
        (
            of(NoteKind::Actor),
            of(NoteKind::ExternalSystem),
            of(NoteKind::Hotspot)
        ),
        (1, 1, 2)
    );
    assert_eq!(board.contexts.len(), 2);
    assert!(
        board
            .notes
            .iter()
            .filter(|n| !n.kind.is_placed())
            .all(|n| n.context.is_none())
    );
    assert_eq!(
        ok("#! T\n# A\nevent x").notes,
        ok("# B\n# A\n\n//\n event  x ").notes
    );
}

#[test]
fn references() {
    let board = ok(
        "^event B > policy P\n# X\nevent B > ^policy P\n# Y\nevent B~2\n^event B~1 > readmodel R\n^actor U > command C",
    );
    assert_eq!(
        links(&board),
        [
            "event B [X] > policy P",
            "event B [X] > readmodel R [Y]",
            "actor U > command C [Y]",
        ]
    );
    wrong(
        "# X\nevent B\n# Y\n\nevent B\n# Z\n^event B > policy P",
        7,
        &["line 2 (# X)", "line 5 (# Y)"],
    );
    wrong(
        "event B\n# Y\nevent B\n# Z\n^event B",
        5,
        &["line 1 (before any heading)", "line 3 (# Y)"],
    );
    wrong("# X\n^event B", 2, &["refers to nothing"]);
    wrong(
        "# X\nevent B\n^event B > policy P",
        3,
        &["line 2", "without ^"],
    );
    // From the second heading there is but one other.
    assert_eq!(
        links(&ok(
            "# X\nevent B\n# Y\nevent B > ^policy P\n^event B > policy Q\n# Z\npolicy P"
        ))
        .len(),
        2
    );
}

#[test]
fn errors_name_their_line() {
    wrong("\n\nevnt A", 3, &["unknown kind word `evnt`", "readmodel"]);
    wrong("event A > command", 1, &["no text"]);
    wrong("event A\r\nevent B>C\r\n", 2, &["` > `"]);
    wrong("event A > event A", 1, &["follow itself"]);
    wrong("#! A\n#! B", 2, &["line 1"]);
    wrong(&format!("# {}", "x".repeat(101)), 1, &["100"]);
    wrong(&format!("event {}", "x".repeat(2001)), 1, &["2000"]);
}

#[test]
fn our_boards_come_back_with_all_their_ids() {
    for (name, text) in boards::ours() {
        let board = parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let printed = print(&board);
        assert!(printed.lost.is_empty(), "{name}: {:?}", printed.lost);
        same(&board, &ok(&printed.text));
    }
}

#[test]
fn boards_of_others_print_and_say_what_is_lost() {
    for (name, board) in boards::fixtures() {
        let printed = print(&board);
        let again = parse(&printed.text).unwrap_or_else(|e| panic!("{name}: {e}"));
        same_texts(&board, &again);
        assert!(
            printed.lost.iter().any(|l| l.starts_with("ids of notes")),
            "{name}: {:?}",
            printed.lost
        );
    }
}

#[test]
fn what_is_lost_is_named() {
    let file = include_bytes!("lossy.board.json");
    let board = model::file::read(file).expect("a board");
    let printed = print(&board);
    let lost = printed.lost.join("\n");
    for word in [
        "without a text",
        "positions",
        "sizes",
        "fields",
        "facts (",
        "descriptions of notes",
        "tags",
        "votes",
        "groups",
        "locks",
        "settled",
        "extensions of notes",
        "labels",
        "refused",
        "confirmations",
        "ids of links",
        "ids of contexts",
        "names of contexts",
        "facts of contexts",
        "frames",
        "relations",
        "teams",
        "terms",
        "decisions",
        "answers",
        "description",
        "the stage",
        "the language",
        "settings",
        "extensions of the board",
        "white space around texts",
        "ids of notes",
    ] {
        assert!(lost.contains(word), "{word} is not in\n{lost}");
    }
    parse(&printed.text).expect("what was printed");
}

#[test]
fn links_that_no_reference_can_say_make_notes_unambiguous() {
    // The same event in three contexts, the same policy in three: every pair is linked across.
    let mut text = String::new();
    for context in ["A", "B", "C"] {
        text.push_str(&format!("# {context}\nevent E\npolicy P\n"));
    }
    let mut board = ok(&text);
    for from in ["A", "B", "C"] {
        for to in ["A", "B", "C"] {
            let link = model::Link::new(
                note_id(from, NoteKind::DomainEvent, "E", 1),
                note_id(to, NoteKind::Policy, "P", 1),
            );
            board.links.upsert(link.into());
        }
    }
    let printed = print(&board);
    let again = ok(&printed.text);
    let sorted = |b: &BoardSnapshot| links(b).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(sorted(&again), sorted(&board), "{}", printed.text);
    assert!(!printed.lost.is_empty(), "ids had to change");
}

/// Ids, kinds, texts, contexts, marks and links, whatever their order.
#[track_caller]
fn same(a: &BoardSnapshot, b: &BoardSnapshot) {
    let notes = |b: &BoardSnapshot| -> BTreeMap<Id, (NoteKind, String, Option<Id>, bool)> {
        b.notes
            .iter()
            .map(|n| {
                (
                    n.id.clone(),
                    (n.kind, n.text.clone(), n.context.clone(), n.pivotal),
                )
            })
            .collect()
    };
    let links = |b: &BoardSnapshot| {
        b.links
            .iter()
            .map(|l| l.id.clone())
            .collect::<BTreeSet<_>>()
    };
    let contexts = |b: &BoardSnapshot| {
        b.contexts
            .iter()
            .map(|c| (c.id.clone(), c.name.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(notes(a), notes(b));
    assert_eq!(links(a), links(b));
    assert_eq!(contexts(a), contexts(b));
    assert_eq!(a.meta.title, b.meta.title);
}

/// Kinds, texts and contexts of notes, and texts of linked notes.
#[track_caller]
fn same_texts(a: &BoardSnapshot, b: &BoardSnapshot) {
    let notes = |b: &BoardSnapshot| {
        let mut all: Vec<_> = b
            .notes
            .iter()
            .map(|n| {
                (
                    n.kind,
                    n.text.clone(),
                    b.context_of(&n.id).map(|c| c.name.clone()),
                    n.pivotal,
                )
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(notes(a), notes(b));
    let sorted = |b: &BoardSnapshot| links(b).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(sorted(a), sorted(b));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn parsed_text_comes_back(lines in proptest::collection::vec(boards::line(), 0..14)) {
        let text = lines.join("\n");
        if let Ok(board) = parse(&text) {
            let printed = print(&board);
            prop_assert!(printed.lost.is_empty(), "{:?}\n{}", printed.lost, text);
            same(&board, &ok(&printed.text));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,200}") {
        if let Err(error) = parse(&text) {
            prop_assert!((1..=text.lines().count()).contains(&error.line));
        }
    }

    #[test]
    fn any_board_prints_as_text_that_says_the_same(board in boards::random(false)) {
        let printed = print(&board);
        let again = ok(&printed.text);
        same_texts(&board, &again);
        let known: BTreeSet<_> = board.notes.iter().map(|n| &n.id).collect();
        let kept = again.notes.iter().filter(|n| known.contains(&n.id)).count();
        prop_assert!(kept == board.notes.len() || printed.lost.iter().any(|l| l.starts_with("ids of notes")));
    }
}

#[test]
fn high_ordinals_come_back() {
    let board = ok("# X\nevent A~12 > policy P~40\n# Y\nhotspot H~17");
    let again = ok(&print(&board).text);
    let ids = |board: &BoardSnapshot| {
        let mut ids: Vec<String> = board.notes.iter().map(|n| n.id.to_string()).collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&again), ids(&board));
}
