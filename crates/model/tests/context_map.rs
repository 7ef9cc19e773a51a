//! The context map and the aggregates.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use model::aggregates::groups;
use model::context_map::{ContextMap, context_map};
use model::notation::{context_id, parse};
use model::reading::read;
use model::{BoardSnapshot, Pattern, Relation};

fn board(text: &str) -> BoardSnapshot {
    parse(text).expect("notation")
}

fn map(board: &BoardSnapshot) -> ContextMap {
    context_map(board, &read(board))
}

fn relation(upstream: &str, downstream: &str, pattern: Pattern) -> Relation {
    Relation {
        upstream: context_id(upstream),
        downstream: context_id(downstream),
        pattern,
        note: "agreed".into(),
    }
}

const TWO: &str = "# A\ncommand C > aggregate X > event E\n\
    # B\n^event E > policy P > ^command C\nevent F > readmodel R\n^event E > readmodel R\n# C\nactor U > command Z > system S";

#[test]
fn flows_across_borders() {
    let board = board(TWO);
    let map = map(&board);
    assert_eq!(map.edges.len(), 2);
    let there = map
        .edge(&context_id("A"), &context_id("B"))
        .expect("A to B");
    assert_eq!(there.crossings.len(), 2);
    assert!(
        !there.is_synchronous(),
        "an event is taken up by a policy and a read model"
    );
    let back = map
        .edge(&context_id("B"), &context_id("A"))
        .expect("B to A");
    assert_eq!(back.crossings.len(), 1);
    assert!(back.is_synchronous(), "a policy waits for its command");
    assert!(map.edges.iter().all(|e| e.pattern.is_none()));
}

#[test]
fn patterns_that_people_named() {
    let mut board = board(TWO);
    board.relations = vec![
        relation("B", "A", Pattern::Partnership),
        relation("A", "C", Pattern::OpenHostService),
    ]
    .into();
    let all = map(&board);
    let edge = |up: &str, down: &str| all.edge(&context_id(up), &context_id(down));
    assert_eq!(
        edge("A", "B").and_then(|e| e.pattern),
        Some(Pattern::Partnership),
        "both ways"
    );
    assert_eq!(
        edge("B", "A").and_then(|e| e.pattern),
        Some(Pattern::Partnership)
    );
    let named = edge("A", "C").expect("named, though nothing flows");
    assert_eq!(
        (named.pattern, named.note.as_str()),
        (Some(Pattern::OpenHostService), "agreed")
    );
    assert!(named.crossings.is_empty());

    board.relations = vec![relation("A", "B", Pattern::Conformist)].into();
    let all = map(&board);
    assert_eq!(
        all.edge(&context_id("B"), &context_id("A"))
            .and_then(|e| e.pattern),
        None,
        "one way"
    );
}

#[test]
fn copies_of_an_aggregate() {
    let board = board(
        "aggregate Loose\n# A\naggregate Cargo\naggregate Cargo~2\naggregate  cargo\naggregate Bill\n# B\naggregate Cargo",
    );
    let all: Vec<_> = groups(&board)
        .into_iter()
        .map(|g| {
            (
                g.name,
                g.context
                    .and_then(|c| board.context(&c).map(|c| c.name.clone())),
                g.notes.len(),
            )
        })
        .collect();
    assert_eq!(all.len(), 4);
    for expected in [
        ("Bill", Some("A"), 1),
        ("Cargo", Some("A"), 3),
        ("Cargo", Some("B"), 1),
        ("Loose", None, 1),
    ] {
        let expected = (
            expected.0.to_owned(),
            expected.1.map(str::to_owned),
            expected.2,
        );
        assert!(all.contains(&expected), "{expected:?} is not in {all:?}");
    }
}
