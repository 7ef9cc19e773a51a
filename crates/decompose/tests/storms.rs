//! Proposals for storms in notation.
#![allow(clippy::unwrap_used)]

use decompose::{Alternative, Decomposition, Options, Strategy, propose};
use model::notation::parse;
use model::{BoardSnapshot, Id, NoteKind};

const SHOP: &str = include_str!("storms/shop.storm");

fn recommended(found: &Decomposition) -> &Alternative {
    found.alternatives.iter().find(|a| a.recommended).unwrap()
}

/// Each context as the sorted texts of its notes, the contexts sorted too.
fn cut(board: &BoardSnapshot, alternative: &Alternative) -> Vec<Vec<String>> {
    let text = |id: &Id| {
        let note = board.note(id).unwrap();
        format!("{} {}", note.kind.name(), note.text)
    };
    let mut cut: Vec<Vec<String>> = alternative
        .contexts
        .iter()
        .map(|c| {
            let mut texts: Vec<String> = c.members.iter().map(text).collect();
            texts.sort();
            texts
        })
        .collect();
    cut.sort();
    cut
}

#[test]
fn headings_and_their_order_say_nothing() {
    let board = parse(SHOP).unwrap();
    let mut parts: Vec<String> = SHOP
        .split("# ")
        .skip(1)
        .map(|p| format!("# Part of {p}"))
        .collect();
    parts.reverse();
    let renamed = parse(&parts.concat()).unwrap();
    assert_ne!(
        board.notes.at(0).unwrap().id,
        renamed.notes.at(0).unwrap().id
    );
    let (a, b) = (
        propose(&board, &Options::default()),
        propose(&renamed, &Options::default()),
    );
    assert_eq!(a.alternatives.len(), b.alternatives.len());
    for (x, y) in a.alternatives.iter().zip(&b.alternatives) {
        assert_eq!((cut(&board, x), &x.metrics), (cut(&renamed, y), &y.metrics));
    }
}

#[test]
fn an_aggregate_keeps_the_commands_and_events_that_are_its_own() {
    let board = parse(SHOP).unwrap();
    for alternative in propose(&board, &Options::default()).alternatives {
        let home = |id: &Id| {
            alternative
                .contexts
                .iter()
                .position(|c| c.members.contains(id))
        };
        for link in &board.links {
            let from = board.note(&link.from).unwrap();
            let sole = board.links.iter().filter(|l| l.to == link.to).count() == 1;
            if from.kind == NoteKind::Aggregate && sole {
                assert_eq!(home(&link.from), home(&link.to), "{}", from.text);
            }
        }
    }
}

#[test]
fn a_wished_number_of_contexts_is_met() {
    let board = parse(SHOP).unwrap();
    for wished in 1..=15 {
        let found = propose(
            &board,
            &Options {
                contexts: Some(wished),
                ..Options::default()
            },
        );
        assert_eq!(recommended(&found).contexts.len(), wished);
        assert!(found.alternatives.len() >= 3);
    }
}

#[test]
fn respected_contexts_keep_their_names() {
    let board = parse(SHOP).unwrap();
    let found = propose(
        &board,
        &Options {
            respect_contexts: true,
            ..Options::default()
        },
    );
    let names: Vec<&str> = recommended(&found)
        .contexts
        .iter()
        .map(|c| c.name.as_str())
        .collect();
    for name in ["Catalog", "Basket", "Inventory"] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
}

#[test]
fn small_boards_have_what_cuts_there_are() {
    let count = |storm: &str| {
        let found = propose(&parse(storm).unwrap(), &Options::default());
        found
            .alternatives
            .iter()
            .map(|a| a.contexts.len())
            .collect::<Vec<_>>()
    };
    assert_eq!(count("actor Clerk"), [0usize; 0]);
    assert_eq!(count("event Cargo booked"), [1]);
    assert_eq!(
        count("command Book cargo > aggregate Cargo > event Cargo booked"),
        [1]
    );
    assert_eq!(count("event Cargo booked\nevent Invoice paid"), [1, 2]);
    assert_eq!(
        count("event Cargo booked\nevent Invoice paid\nevent Voyage closed"),
        [1, 2, 3]
    );
}

#[test]
fn reasons_are_plain_sentences_about_the_notes() {
    let storm = "actor Clerk > command Book cargo > aggregate Cargo > event Cargo booked > readmodel Bookings
actor Clerk > command Route cargo > aggregate Cargo > event Cargo routed > readmodel Bookings
event Cargo booked > policy Whenever a cargo is booked, draft the invoice > command Draft invoice > aggregate Invoice > event Invoice drafted
actor Accountant > command Send invoice > aggregate Invoice > event Invoice sent > readmodel Receivables";
    let board = parse(storm).unwrap();
    let found = propose(
        &board,
        &Options {
            contexts: Some(2),
            ..Options::default()
        },
    );
    let two = recommended(&found);
    let names: Vec<&str> = two.contexts.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Cargo", "Invoice"]);
    let because = &two.contexts[1].because;
    assert!(
        because.contains(&"Everything here is about one aggregate, Invoice.".to_owned()),
        "{because:?}"
    );
    assert!(
        because.contains(&"Accountant works only here.".to_owned()),
        "{because:?}"
    );
    let policy = board
        .notes
        .iter()
        .find(|n| n.kind == NoteKind::Policy)
        .unwrap();
    let reason = &two.notes[&policy.id];
    assert_eq!(reason.because[1], "It reacts to “Cargo booked”.");
    assert_eq!(reason.second.as_deref(), Some("Invoice"));
    assert!(reason.strength > 0.3 && reason.strength < 1.0);
}

#[test]
fn strategies_cut_by_one_idea() {
    let by = |storm: &str, strategy| {
        let options = Options {
            strategy,
            ..Options::default()
        };
        let found = propose(&parse(storm).unwrap(), &options);
        let chosen = recommended(&found);
        (
            chosen.name.clone(),
            chosen.contexts.len(),
            found.unmet.clone(),
        )
    };
    let aggregates = parse(SHOP)
        .unwrap()
        .notes
        .iter()
        .filter(|n| n.kind == NoteKind::Aggregate)
        .count();
    let (name, contexts, unmet) = by(SHOP, Strategy::Aggregate);
    assert_eq!((contexts, unmet.len()), (aggregates, 0));
    assert_eq!(name, format!("By aggregate: {aggregates} contexts"));
    let flow = "command Order > aggregate Order > event! Ordered > policy Pack it > command Pack > aggregate Parcel > event Packed";
    assert_eq!(by(flow, Strategy::Capability).1, 2);
    let (name, _, unmet) = by(flow, Strategy::Team);
    assert!(name.starts_with("Recommended"), "{name}");
    assert_eq!(unmet.len(), 1);
}
