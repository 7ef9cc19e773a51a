//! The cuts between coarse and fine in short, and telling one of them in full.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use decompose::proposal::Named;
use decompose::{Alternative, Decomposition, Options, propose, weigh};
use model::notation::parse;
use model::{BoardSnapshot, Id};

fn board(name: &str) -> BoardSnapshot {
    let path = format!("{}/../../boards/{name}.storm", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn named(contexts: Vec<Vec<Id>>) -> Vec<Named> {
    let contexts = contexts.into_iter();
    contexts
        .map(|members| Named {
            name: String::new(),
            members,
        })
        .collect()
}

fn sets(contexts: &[Vec<Id>]) -> Vec<BTreeSet<&Id>> {
    contexts.iter().map(|c| c.iter().collect()).collect()
}

fn members(of: &Alternative) -> Vec<Vec<Id>> {
    of.contexts.iter().map(|c| c.members.clone()).collect()
}

/// Of the contexts, names and members; and all that is said of notes, borders and changes.
fn check_told_alike(board: &BoardSnapshot, found: &Decomposition, options: &Options) {
    let best = found.alternatives.iter().find(|a| a.recommended).unwrap();
    let otherwise: Vec<Named> = best
        .contexts
        .iter()
        .map(|c| Named {
            name: c.name.clone(),
            members: c.members.clone(),
        })
        .collect();
    for (at, alternative) in found.alternatives.iter().enumerate() {
        let stop = found.stops.iter().find(|s| s.alternative == Some(at));
        let stop = stop.unwrap();
        let cut = stop.members(&found.notes);
        assert_eq!(sets(&cut), sets(&members(alternative)));
        let mut told = weigh(board, &named(cut), options, &otherwise);
        if let Some(stability) = stop.stability {
            told.set_stability(stability);
        }
        assert_eq!(told.contexts, alternative.contexts);
        assert_eq!(told.notes, alternative.notes);
        assert_eq!(told.borders, alternative.borders);
        assert_eq!(told.changes, alternative.changes);
        assert_eq!(told.figures, alternative.figures);
    }
}

#[test]
fn stops_are_distinct_cuts_from_coarse_to_fine() {
    for name in ["cargo-shipping", "insurance-claims", "food-ordering"] {
        let found = propose(&board(name), &Options::default());
        assert!(found.stops.len() >= found.alternatives.len());
        assert!(found.stops.is_sorted_by_key(|s| s.contexts));
        for (i, stop) in found.stops.iter().enumerate() {
            assert_eq!(stop.of.len(), found.notes.len());
            assert_eq!(stop.of.iter().max(), Some(&(stop.contexts - 1)));
            assert!(found.stops[..i].iter().all(|s| s.of != stop.of));
            assert!(stop.stability.is_none_or(|s| (0.0..=1.0).contains(&s)));
        }
    }
    let found = propose(&board("cargo-shipping"), &Options::default());
    assert!(found.stops.len() > 3, "{}", found.stops.len());
}

#[test]
fn a_stop_is_told_as_the_alternative_that_it_is() {
    let board = board("cargo-shipping");
    let options = Options {
        weights: [("role".to_owned(), 3.0)].into(),
        keep_decided: true,
        ..Options::default()
    };
    check_told_alike(&board, &propose(&board, &options), &options);
    let mut bare = board.clone();
    bare.contexts = Default::default();
    let bare = bare.normalised();
    let options = Options::default();
    check_told_alike(&bare, &propose(&bare, &options), &options);
}

#[test]
fn the_recommended_cut_keeps_the_names_that_people_gave() {
    let board = board("insurance-claims");
    let cut = |keep_decided| {
        let options = Options {
            keep_decided,
            ..Options::default()
        };
        let found = propose(&board, &options).alternatives;
        found.into_iter().find(|a| a.recommended).unwrap()
    };
    let (by_words, kept) = (cut(false), cut(true));
    assert_eq!(members(&by_words), members(&kept));
    let own: BTreeSet<&str> = board.contexts.iter().map(|c| c.name.as_str()).collect();
    let names: BTreeSet<&str> = kept.contexts.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, own);
    assert_ne!(by_words.contexts[0].name, kept.contexts[0].name);
    assert!(kept.contexts[0].named_because.contains("the board’s"));
}

#[test]
fn what_nothing_ties_is_apart_at_every_grain() {
    let storm = "command Open order > aggregate Order > event Order opened\n\
        command Send invoice > aggregate Invoice > event Invoice sent\n";
    let board = parse(storm).unwrap();
    let options = Options {
        weights: ["time", "vocabulary", "wording"]
            .map(|id| (id.to_owned(), 0.0))
            .into(),
        ..Options::default()
    };
    let found = propose(&board, &options);
    let best = found.alternatives.iter().position(|a| a.recommended);
    let stop = found.stops.iter().find(|s| s.alternative == best).unwrap();
    assert_eq!((stop.contexts, stop.stability), (2, Some(1.0)));
    assert!(stop.lasts > 3.0);
    // One context of both was put together, not found.
    assert_eq!(found.stops[0].stability, None);
}

#[test]
fn what_is_locked_stays_as_it_is() {
    let mut board = board("cargo-shipping");
    let mut rows: Vec<_> = board.contexts.iter().cloned().collect();
    for context in &mut rows {
        std::sync::Arc::make_mut(context).locked = true;
    }
    board.contexts = model::Table::from_rows(rows);
    let options = Options {
        keep_decided: true,
        ..Options::default()
    };
    let found = propose(&board, &options);
    assert_eq!(found.alternatives.len(), 1);
    assert_eq!(found.stops[0].contexts, board.contexts.len());
    check_told_alike(&board, &found, &options);
    assert!(found.alternatives[0].changes.words.is_empty());
}

#[test]
fn a_number_that_cannot_be_had_is_told() {
    let board = board("cargo-shipping");
    let unmet = |contexts, strategy| {
        let options = Options {
            contexts: Some(contexts),
            strategy,
            ..Options::default()
        };
        propose(&board, &options).unmet
    };
    assert!(unmet(4, Default::default()).is_empty());
    let many = unmet(150, Default::default());
    assert!(
        many[0].starts_with("150 contexts were wished, "),
        "{many:?}"
    );
    let other = unmet(4, decompose::Strategy::Aggregate);
    assert!(
        other[0].contains("all criteria are taken together"),
        "{other:?}"
    );
}
