//! What of the board answers a question, with its reason; none where the board does not show it.

use std::collections::BTreeSet;

use model::context::Context;
use model::facts::Cadence;

use crate::wall::listed;

/// Whether the contexts differ in a fact: yes where two do, no where all are known and alike.
pub(super) fn differ(
    contexts: &[&Context],
    verb: &str,
    fact: impl Fn(&Context) -> Option<String>,
) -> Option<(bool, String)> {
    let known: Vec<String> = contexts.iter().filter_map(|c| fact(c)).collect();
    let distinct: BTreeSet<&String> = known.iter().collect();
    let names: Vec<String> = distinct.into_iter().map(|n| format!("“{n}”")).collect();
    match names.as_slice() {
        [_, _, ..] => Some((true, format!("The contexts {verb} {}.", listed(&names)))),
        [one] if contexts.len() > 1 && known.len() == contexts.len() => {
            Some((false, format!("All contexts {verb} {one}.")))
        }
        _ => None,
    }
}

/// Often and independently: not all in one rhythm, or each with a pipeline of its own at a quick one.
pub(super) fn releases(contexts: &[&Context]) -> Option<(bool, String)> {
    let known: Vec<Cadence> = contexts.iter().filter_map(|c| c.cadence).collect();
    let distinct: BTreeSet<&str> = known.iter().map(|c| c.name()).collect();
    let is_quick =
        |c: &Cadence| matches!(c, Cadence::Continuous | Cadence::Daily | Cadence::Weekly);
    let pipelines: BTreeSet<&String> = contexts
        .iter()
        .filter_map(|c| c.pipeline.as_ref())
        .collect();
    if contexts.len() < 2 || known.is_empty() {
        None
    } else if distinct.len() > 1 && known.iter().any(is_quick) {
        let names: Vec<String> = distinct.iter().map(|n| (*n).to_owned()).collect();
        Some((
            true,
            format!("The contexts are released {}.", listed(&names)),
        ))
    } else if known.len() < contexts.len() {
        None
    } else if known.iter().all(is_quick) && pipelines.len() == contexts.len() {
        Some((
            true,
            "Each context is released at least weekly, through a pipeline of its own.".into(),
        ))
    } else {
        let names: Vec<String> = distinct.iter().map(|n| (*n).to_owned()).collect();
        Some((
            false,
            format!(
                "All contexts are released {}, none often by itself.",
                listed(&names)
            ),
        ))
    }
}

/// Whether every context has something: unknown where none has.
pub(super) fn all(
    contexts: &[&Context],
    what: &str,
    has: impl Fn(&Context) -> bool,
) -> Option<(bool, String)> {
    let (with, without): (Vec<&Context>, Vec<&Context>) = contexts.iter().partition(|c| has(c));
    if with.is_empty() {
        return None;
    }
    let names: Vec<String> = without.iter().map(|c| format!("“{}”", c.name)).collect();
    Some(match names.is_empty() {
        true => (true, format!("Every context names {what}.")),
        false => (
            false,
            format!("Nobody has named {what} for {}.", listed(&names)),
        ),
    })
}
