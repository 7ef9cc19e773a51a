//! The metric set on a board small enough to count by hand, and cuts that somebody thinks of.
#![allow(clippy::unwrap_used)]

use decompose::proposal::Named;
use decompose::{Alternative, Options, propose, weigh};
use model::notation::parse;
use model::wish::wish;
use model::{BoardSnapshot, Command, Id};

/// Two user actions; between the contexts cross one event and one call.
const STORM: &str = "# Sales
actor Customer > command Buy > aggregate Sale > event Sold
# Billing
^event Sold > policy Whenever sold, bill > command Bill > aggregate Bill > event Billed
query What was billed > readmodel Bills
# Desk
actor Clerk > command Close day > ^aggregate Bill
";

fn as_it_is(board: &BoardSnapshot) -> Alternative {
    weigh(board, &named(board), &Options::default(), &[])
}

fn named(board: &BoardSnapshot) -> Vec<Named> {
    let contexts = board.contexts.iter();
    contexts
        .map(|c| Named {
            name: c.name.clone(),
            members: c.members.clone(),
        })
        .collect()
}

fn note(board: &BoardSnapshot, text: &str) -> Id {
    board
        .notes
        .iter()
        .find(|n| n.text == text)
        .unwrap()
        .id
        .clone()
}

#[test]
fn figures_counted_by_hand() {
    let board = parse(STORM).unwrap();
    let found = as_it_is(&board).metrics;
    // Steps between placed notes: Buy→Sale→Sold→policy→Bill→Bill→Billed, query→Bills, Close day→Bill: 8; two cross.
    assert!((found.crossing - 2.0 / 8.0).abs() < 1e-12, "{found:?}");
    // Seven wait (all but Sold→policy); one of them crosses.
    assert!((found.calls - 1.0 / 7.0).abs() < 1e-12, "{found:?}");
    // Buy and the query cross nothing, Close day once.
    assert!((found.chattiness - 1.0 / 3.0).abs() < 1e-12, "{found:?}");
    assert_eq!(found.chattiest, 1);
    // Published: Sold, and the aggregate Bill.
    assert!((found.interface - 2.0 / 3.0).abs() < 1e-12);
    // Of two aggregates one is used from two contexts.
    assert_eq!(
        (found.shared_data, found.cyclic, found.polysemous),
        (0.5, 0, 0)
    );
    assert!((1.0..=10.0).contains(&found.balance));
    let interfaces: Vec<usize> = found.by_context.iter().map(|c| c.interface).collect();
    assert_eq!(interfaces.iter().sum::<usize>(), 2);
}

#[test]
fn the_entropy_of_user_actions_is_that_of_their_shares() {
    // One context that serves two actions half and half: one bit.
    let storm = "# One\nactor A > command Do this > aggregate Thing > event Done this\nactor A > command Do that > aggregate Other > event Done that";
    let board = parse(storm).unwrap();
    assert!((as_it_is(&board).metrics.capability - 1.0).abs() < 1e-12);
}

#[test]
fn the_best_single_move_is_told_and_keeps_its_word() {
    let astray = "# Returns\ncommand Take back\nevent Sale cancelled\n^aggregate Sale > event Sale cancelled\n";
    let board = parse(&format!("{STORM}{astray}")).unwrap();
    let found = as_it_is(&board);
    let crossing = found.figures.iter().find(|f| f.id == "crossing").unwrap();
    let best = crossing.best.clone().unwrap();
    let mut contexts = named(&board);
    for context in &mut contexts {
        context.members.retain(|m| *m != best.note);
        if context.name == best.to {
            context.members.push(best.note.clone());
        }
    }
    let then = weigh(&board, &contexts, &Options::default(), &[]);
    let figure = then.figures.iter().find(|f| f.id == "crossing").unwrap();
    assert_eq!(figure.shown, best.then);
    assert!(figure.value < crossing.value);
}

#[test]
fn a_thought_of_cut_is_described_whatever_it_names() {
    let board = parse(STORM).unwrap();
    let all: Vec<Id> = board.notes.iter().map(|n| n.id.clone()).collect();
    let cut = [
        Named {
            name: "All".into(),
            members: all.clone(),
        },
        Named {
            name: "Again".into(),
            members: all,
        },
        Named {
            name: "Nobody".into(),
            members: vec![Id::new("nobody").unwrap()],
        },
    ];
    let found = weigh(&board, &cut, &Options::default(), &[]);
    assert_eq!(found.contexts.len(), 1);
    assert_eq!(found.contexts[0].name, "All");
    assert_eq!(found.metrics.crossing, 0.0);
    assert!(
        weigh(&board, &[], &Options::default(), &[])
            .contexts
            .is_empty()
    );
    assert!(!found.changes.words.is_empty());
}

#[test]
fn wishes_of_the_board_are_kept_and_weights_of_the_options_count() {
    let mut board = parse(STORM).unwrap();
    let (a, b) = (note(&board, "Sold"), note(&board, "Billed"));
    let Command::SetSetting { key, value } = wish(true, vec![a.clone(), b.clone()]) else {
        panic!("another command")
    };
    std::sync::Arc::make_mut(&mut board.meta)
        .settings
        .insert(key, value);
    let found = propose(&board, &Options::default());
    for alternative in &found.alternatives {
        let together = |c: &&decompose::proposal::ProposedContext| {
            c.members.contains(&a) && c.members.contains(&b)
        };
        assert_eq!(alternative.contexts.iter().filter(together).count(), 1);
    }
    let bare = parse(STORM).unwrap();
    let without: Options = serde_json::from_value(serde_json::json!({
        "weights": { "consistency": 0, "data-locality": 0, "projection": 0, "lifecycle": 0, "reaction": 0,
                     "published-contract": 50, "time": 0, "vocabulary": 0, "role": 0 }
    }))
    .unwrap();
    assert_ne!(
        propose(&bare, &without).alternatives,
        propose(&bare, &Options::default()).alternatives
    );
}
