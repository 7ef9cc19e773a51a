//! Why a context is one, and why a note lies where it lies, in plain words.

use std::collections::BTreeMap;

use model::NoteKind::{Actor, Aggregate, Command, DomainEvent};

use crate::criteria::CRITERIA;
use crate::cut::Cut;
use crate::graph::{BoardGraph, PRIOR};
use crate::metrics::coupling::dependencies;
use crate::phrase::{count, list, quote};
use crate::proposal::NoteReason;
use crate::wall::Wall;

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
    (0..cut.count)
        .map(|c| {
            let mut because = Vec::new();
            because.extend(aggregates(wall, &members[c]));
            if cut.count > 1 {
                because.extend(language(wall, &homes, c, &members[c]));
            }
            because.extend(roles(&users, c));
            because.push(border(wall, cut, c, names));
            let untied = members[c]
                .iter()
                .filter(|&&n| is_untied(graph, cut, n))
                .count();
            if untied > 0 {
                because.push(format!(
                    "{} {} nothing on the wall that ties {} here: look at {} yourself.",
                    count(untied, "note", "notes"),
                    if untied == 1 { "has" } else { "have" },
                    if untied == 1 { "it" } else { "them" },
                    if untied == 1 { "it" } else { "them" },
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

fn aggregates(wall: &Wall, members: &[usize]) -> Option<String> {
    let mut names: Vec<String> = members
        .iter()
        .filter(|&&n| wall.kind(n) == Aggregate)
        .map(|&n| wall.text(n))
        .collect();
    names.sort();
    names.dedup();
    let of = |kind| members.iter().filter(|&&n| wall.kind(n) == kind).count();
    let (commands, events) = (of(Command), of(DomainEvent));
    match names.len() {
        0 if events > 0 => Some(format!(
            "{} that follow from one another.",
            count(events, "event", "events")
        )),
        0 => None,
        1 => Some(format!(
            "Everything here changes one aggregate, {}.",
            names[0]
        )),
        n => Some(format!(
            "{} and {} around {n} aggregates that work together: {}.",
            count(commands, "command", "commands"),
            count(events, "event", "events"),
            list(&names, 4)
        )),
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
        let uses = users.entry(wall.text(actor)).or_default();
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

/// What crosses its border.
fn border(wall: &Wall, cut: &Cut, context: usize, names: &[String]) -> String {
    if cut.count == 1 {
        return "Everything is together: nothing crosses a border.".into();
    }
    let mut events: BTreeMap<usize, ()> = BTreeMap::new();
    let mut other = 0usize;
    let mut incoming = 0usize;
    let mut partners = Vec::new();
    for (a, b, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        if a == context {
            let from = wall.steps[step].from;
            if wall.kind(from) == DomainEvent {
                events.insert(from, ());
            } else {
                other += 1;
            }
            partners.push(b);
        } else if b == context {
            incoming += 1;
            partners.push(a);
        }
    }
    partners.sort_unstable();
    partners.dedup();
    if partners.is_empty() {
        return "No flow crosses its border.".into();
    }
    let partners: Vec<String> = partners.iter().map(|&p| names[p].clone()).collect();
    let out = match (events.len(), other) {
        (0, 0) => format!(
            "Nothing leaves it; {} from {}",
            count(incoming, "step comes in", "steps come in"),
            list(&partners, 3)
        ),
        (1, 0) => format!(
            "Only one event leaves it: it touches {}",
            list(&partners, 3)
        ),
        (n, 0) => format!(
            "Only events leave it, {n} of them: it touches {}",
            list(&partners, 3)
        ),
        (n, other) => {
            let needs = dependencies(wall, cut).filter(|d| d.0 == context).count();
            format!(
                "{} and {} leave it, and it depends on others in {}: it touches {}",
                count(n, "event", "events"),
                count(other, "call or other step", "calls or other steps"),
                count(needs, "place", "places"),
                list(&partners, 3)
            )
        }
    };
    out + "."
}

/// Why one note lies in its context, how strongly, and where it would go next.
pub fn of_note(
    wall: &Wall,
    graph: &BoardGraph,
    cut: &Cut,
    names: &[String],
    note: usize,
) -> NoteReason {
    let Some(own) = cut.of[note] else {
        return NoteReason::default();
    };
    let mut by_context: BTreeMap<usize, f64> = BTreeMap::new();
    let mut here: BTreeMap<usize, (f64, Vec<(f64, usize)>)> = BTreeMap::new();
    for &r in &graph.at[note] {
        let reason = &graph.reasons[r];
        let other = if reason.a == note { reason.b } else { reason.a };
        let Some(context) = cut.of[other] else {
            continue;
        };
        *by_context.entry(context).or_default() += reason.weight;
        if context == own {
            let entry = here.entry(reason.criterion).or_default();
            entry.0 += reason.weight;
            entry.1.push((reason.weight, other));
        }
    }
    let all: f64 = by_context.values().sum();
    let share = |c: usize| {
        if all > 0.0 {
            by_context.get(&c).copied().unwrap_or(0.0) / all
        } else {
            0.0
        }
    };
    let mut because = sentences(wall, note, here);
    let mut second: Option<(f64, usize)> = None;
    for &c in by_context.keys().filter(|&&c| c != own) {
        if second.is_none_or(|(most, _)| share(c) > most + 1e-12) {
            second = Some((share(c), c));
        }
    }
    if because.is_empty() {
        because.push(match all > 0.0 {
            true => {
                "What it is tied to lies elsewhere; the whole cut is better with it here.".into()
            }
            false => "Nothing on the wall ties it to other notes: it could lie anywhere.".into(),
        });
    }
    if let Some((share, c)) = second {
        because.push(format!(
            "{} % of what ties it points to {}.",
            (share * 100.0).round().max(1.0),
            names[c]
        ));
    }
    NoteReason {
        because,
        second: second.map(|(_, c)| names[c].clone()),
        strength: share(own),
    }
}

/// The strongest three criteria, each in its own words.
fn sentences(
    wall: &Wall,
    note: usize,
    here: BTreeMap<usize, (f64, Vec<(f64, usize)>)>,
) -> Vec<String> {
    let mut strongest: Vec<_> = here.into_iter().collect();
    strongest.sort_by(|a, b| b.1.0.total_cmp(&a.1.0).then(a.0.cmp(&b.0)));
    strongest
        .into_iter()
        .take(3)
        .map(|(criterion, (_, mut others))| {
            others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut with: Vec<usize> = Vec::new();
            for (_, n) in others {
                if !with.contains(&n) {
                    with.push(n);
                }
            }
            match CRITERIA.get(criterion) {
                Some(c) => c.say(wall, note, &with),
                None => {
                    debug_assert_eq!(criterion, PRIOR);
                    format!(
                        "It shares a context with {} now.",
                        list(
                            &with
                                .iter()
                                .map(|&n| quote(&wall.text(n)))
                                .collect::<Vec<_>>(),
                            2
                        )
                    )
                }
            }
        })
        .collect()
}
