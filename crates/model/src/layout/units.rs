//! Which notes lie together: an aggregate (or what stands for one) with its commands and events, and what hangs on them.

use std::collections::BTreeMap;

use super::flow::Flow;
use crate::note::NoteKind::{self, *};
use crate::order::Order;

/// The units of a flow, each a list of notes by rank. Notes without any link are in none.
pub(super) fn units(flow: &Flow) -> Vec<Vec<usize>> {
    let mut home: Vec<Option<usize>> = vec![None; flow.notes.len()];
    let of_kind = |kind: NoteKind| (0..flow.notes.len()).filter(move |&n| flow.kind(n) == kind);
    let first =
        |list: &[usize], kind: NoteKind| list.iter().copied().find(|&n| flow.kind(n) == kind);

    for aggregate in of_kind(Aggregate) {
        home[aggregate] = Some(aggregate);
    }
    for command in of_kind(Command) {
        let core = first(&flow.next[command], Aggregate)
            .or_else(|| first(&flow.next[command], ExternalSystem));
        let core = core.unwrap_or(command);
        (home[core], home[command]) = (Some(core), Some(core));
    }
    for event in of_kind(DomainEvent) {
        let cause = [Aggregate, ExternalSystem, Command]
            .into_iter()
            .find_map(|kind| first(&flow.before[event], kind));
        let core = match cause {
            Some(cause) => *home[cause].get_or_insert(cause),
            None => event,
        };
        home[event] = Some(core);
    }
    // What hangs on them goes where most of its links lead; what a policy does counts more than what starts it.
    for kind in [Policy, ReadModel, Query, Screen] {
        let found: Vec<_> = of_kind(kind)
            .map(|n| (n, home[n].or_else(|| most(flow, &home, n))))
            .collect();
        for (note, core) in found {
            home[note] = core;
        }
    }
    spread(flow, &mut home);
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (note, core) in home.into_iter().enumerate() {
        if let Some(core) = core {
            units.entry(core).or_default().push(note);
        }
    }
    // An aggregate or a command that nothing leads to or from is a loose note like any other.
    units.retain(|_, notes| notes.iter().any(|&n| flow.neighbours(n).next().is_some()));
    units.into_values().collect()
}

/// The unit to which most of a note's links lead, by weight; the first of equals.
fn most(flow: &Flow, home: &[Option<usize>], note: usize) -> Option<usize> {
    let mut votes: BTreeMap<usize, u32> = BTreeMap::new();
    let ahead = flow.next[note].iter().map(|&n| (n, true));
    let back = flow.before[note].iter().map(|&n| (n, false));
    for (other, is_next) in ahead.chain(back) {
        if let Some(core) = home[other] {
            let (a, b) = (flow.kind(note), flow.kind(other));
            *votes.entry(core).or_default() += if is_next { weight(a, b) } else { weight(b, a) };
        }
    }
    let best = votes.values().max().copied()?;
    votes
        .into_iter()
        .find(|&(_, v)| v == best)
        .map(|(core, _)| core)
}

fn weight(from: NoteKind, to: NoteKind) -> u32 {
    match (from, to) {
        (Policy, Command) | (Query, ReadModel) | (Screen, Command) => 5,
        (DomainEvent, _) => 2,
        (Policy, Query) => 2,
        _ => 1,
    }
}

/// Brings every linked note home, step by step from those that are; where nobody is at home the first note founds one.
fn spread(flow: &Flow, home: &mut [Option<usize>]) {
    let mut founder = 0;
    let mut frontier: Vec<usize> = (0..home.len()).collect();
    loop {
        let found: Vec<(usize, usize)> = frontier
            .iter()
            .filter(|&&n| home[n].is_none())
            .filter_map(|&n| Some((n, most(flow, home, n)?)))
            .collect();
        for &(note, core) in &found {
            home[note] = Some(core);
        }
        frontier = found
            .iter()
            .flat_map(|&(n, _)| flow.neighbours(n))
            .collect();
        frontier.order();
        frontier.dedup();
        if found.is_empty() {
            let lonely = |n: &usize| home[*n].is_none() && flow.neighbours(*n).next().is_some();
            let Some(next) = (founder..home.len()).find(lonely) else {
                return;
            };
            home[next] = Some(next);
            founder = next + 1;
            frontier = flow.neighbours(next).collect();
        }
    }
}
