//! Why a context is one, in plain words, and why a note lies where it lies.

mod notes;

use std::collections::{BTreeMap, BTreeSet};

use model::NoteKind;
use model::NoteKind::{Actor, Aggregate, Command, DomainEvent, Policy, Query, ReadModel, Screen};

use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::phrase::{count, list, quotes};
use crate::wall::Wall;

pub use notes::Reasons;

/// Sentences for each context of the cut.
pub fn of_contexts(
    wall: &Wall,
    graph: &BoardGraph,
    cut: &Cut,
    names: &[String],
) -> Vec<Vec<String>> {
    let members = cut.members();
    let users = users(wall, cut);
    let homes = homes(wall, cut);
    let crossings = crossings(wall, cut);
    (0..cut.count)
        .map(|c| {
            let mut because = Vec::new();
            because.push(aggregates(wall, &members[c]));
            if cut.count > 1 {
                because.extend(language(wall, &homes, c, &members[c]));
            }
            because.extend(roles(&users, c));
            because.push(border(&crossings[c], cut, names));
            let untied: Vec<usize> = members[c]
                .iter()
                .copied()
                .filter(|&n| is_untied(graph, cut, n))
                .collect();
            if !untied.is_empty() {
                because.push(format!(
                    "Nothing on the wall ties {} here: look at {} yourself.",
                    quotes(wall, &untied, 3),
                    if untied.len() == 1 { "it" } else { "them" },
                ));
            }
            because
        })
        .collect()
}

fn is_untied(graph: &BoardGraph, cut: &Cut, note: usize) -> bool {
    !graph.at[note].iter().any(|&r| {
        let reason = &graph.reasons[r];
        cut.of[reason.a] == cut.of[reason.b]
    })
}

/// What it holds: its aggregates, or what there is without any.
fn aggregates(wall: &Wall, members: &[usize]) -> String {
    let names: BTreeSet<String> = members
        .iter()
        .filter(|&&n| wall.kind(n) == Aggregate)
        .map(|&n| wall.text(n).to_owned())
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let of = |kind: NoteKind| {
        let n = members.iter().filter(|&&n| wall.kind(n) == kind).count();
        let one = kind.label().to_lowercase();
        let many = match one.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{one}s"),
        };
        (n > 0).then(|| count(n, &one, &many))
    };
    let held: Vec<String> = [Command, DomainEvent, Query, ReadModel, Policy, Screen]
        .into_iter()
        .filter_map(of)
        .collect();
    match names.len() {
        0 => format!("Holds {}, and no aggregate.", list(&held, 6)),
        1 if held.is_empty() => format!("Holds one aggregate, {}.", names[0]),
        1 => format!("Everything here is about one aggregate, {}.", names[0]),
        n => format!(
            "Holds {n} aggregates that work together: {}.",
            list(&names, 4)
        ),
    }
}

/// Per word: the only context that says it.
fn homes(wall: &Wall, cut: &Cut) -> Vec<Option<usize>> {
    let mut homes: Vec<Option<usize>> = vec![None; wall.terms.terms.len()];
    let mut many = vec![false; wall.terms.terms.len()];
    for (n, c) in cut.of.iter().enumerate() {
        for &t in wall.terms.of[n].iter().filter(|_| c.is_some()) {
            many[t] |= homes[t].is_some() && homes[t] != *c;
            homes[t] = *c;
        }
    }
    homes
        .iter()
        .zip(many)
        .map(|(h, many)| h.filter(|_| !many))
        .collect()
}

/// Nouns that several notes say here and nobody says elsewhere.
fn language(
    wall: &Wall,
    homes: &[Option<usize>],
    context: usize,
    members: &[usize],
) -> Option<String> {
    let mut here: BTreeMap<usize, usize> = BTreeMap::new();
    for &t in members.iter().flat_map(|&n| &wall.terms.of[n]) {
        if homes[t] == Some(context) && wall.terms.terms[t].noun >= 0.5 {
            *here.entry(t).or_default() += 1;
        }
    }
    let mut own: Vec<(usize, usize)> = here
        .into_iter()
        .filter(|h| h.1 > 1)
        .map(|(t, n)| (n, t))
        .collect();
    own.sort_by_key(|o| (std::cmp::Reverse(o.0), o.1));
    let words: Vec<String> = own
        .iter()
        .take(3)
        .map(|o| wall.terms.terms[o.1].word.clone())
        .collect();
    (!words.is_empty()).then(|| format!("Speaks of {}; nobody else does.", list(&words, 3)))
}

/// Per actor's name: the contexts it uses.
fn users(wall: &Wall, cut: &Cut) -> BTreeMap<String, Vec<usize>> {
    let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for actor in (0..wall.notes.len()).filter(|&n| wall.kind(n) == Actor) {
        let uses = users.entry(wall.text(actor).to_owned()).or_default();
        let near = wall.next(actor).chain(wall.previous(actor));
        uses.extend(near.filter_map(|s| cut.of[s.0]));
        uses.sort_unstable();
        uses.dedup();
    }
    users
}

fn roles(users: &BTreeMap<String, Vec<usize>>, context: usize) -> Option<String> {
    let only: Vec<String> = users
        .iter()
        .filter(|(_, uses)| uses[..] == [context])
        .map(|(name, _)| name.clone())
        .collect();
    (!only.is_empty()).then(|| {
        let works = if only.len() == 1 { "works" } else { "work" };
        format!("{} {works} only here.", list(&only, 3))
    })
}

/// What crosses the border of one context.
#[derive(Clone, Default)]
struct Crossings {
    /// Events that leave it, and other steps that do.
    events: BTreeSet<usize>,
    calls: usize,
    receivers: BTreeSet<usize>,
    /// Steps that come in.
    incoming: usize,
    sources: BTreeSet<usize>,
}

fn crossings(wall: &Wall, cut: &Cut) -> Vec<Crossings> {
    let mut found = vec![Crossings::default(); cut.count];
    for (a, b, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        let from = wall.steps[step].from;
        found[a].receivers.insert(b);
        if wall.kind(from) == DomainEvent {
            found[a].events.insert(from);
        } else {
            found[a].calls += 1;
        }
        found[b].sources.insert(a);
        found[b].incoming += 1;
    }
    found
}

/// What crosses its border, out and in.
fn border(crossings: &Crossings, cut: &Cut, names: &[String]) -> String {
    if cut.count == 1 {
        return "Everything is together: nothing crosses a border.".into();
    }
    let Crossings {
        events,
        calls,
        receivers,
        incoming,
        sources,
    } = crossings;
    let (calls, incoming) = (*calls, *incoming);
    let named = |of: &BTreeSet<usize>| {
        let names: Vec<String> = of.iter().map(|&c| names[c].clone()).collect();
        list(&names, 3)
    };
    let (event, call) = (
        count(events.len(), "event", "events"),
        count(calls, "call or answer", "calls or answers"),
    );
    let out = match (events.len(), calls) {
        (0, 0) if incoming == 0 => return "No flow crosses its border.".into(),
        (0, 0) => "Nothing leaves it".to_owned(),
        (1, 0) => format!("Only one event leaves it, to {}", named(receivers)),
        (n, 0) => format!("Only events leave it: {n} reach {}", named(receivers)),
        (0, n) => format!(
            "{call} {} it, to {}",
            if n == 1 { "leaves" } else { "leave" },
            named(receivers)
        ),
        _ => format!("{event} and {call} leave it, to {}", named(receivers)),
    };
    match incoming {
        0 => format!("{out}; nothing comes in."),
        n => format!(
            "{out}; {} in, from {}.",
            count(n, "step comes", "steps come"),
            named(sources)
        ),
    }
}
