//! What crosses between contexts, and the pattern that fits each pair (Evans, "Domain-Driven Design", 2003).

use std::collections::{BTreeMap, BTreeSet};

use model::NoteKind::{Aggregate, DomainEvent, ReadModel};
use model::Pattern;
use model::words::key;
use serde::{Deserialize, Serialize};

use crate::cut::Cut;
use crate::metrics::coupling::{dependencies, leans_ahead};
use crate::phrase::{count, list, quote};
use crate::wall::Wall;

/// So many contexts that call one make it a host for all.
const HOST: usize = 3;

/// Two contexts that touch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Border {
    /// Names; the downstream one depends on the other more than the other way round.
    pub upstream: String,
    pub downstream: String,
    /// As in the board file: `published-language`.
    pub pattern: String,
    /// Why this pattern, and what crosses: plain sentences.
    pub because: Vec<String>,
}

/// What one context has of another.
#[derive(Default)]
struct Flow {
    events: BTreeSet<usize>,
    calls: BTreeSet<usize>,
    /// Whether data is read over the border.
    reads: bool,
    /// Whether, but for events, where it comes from needs where it goes to, and the other way round.
    leans_ahead: bool,
    leans_back: bool,
}

/// All pairs of contexts between which a step crosses, by name.
pub fn borders(wall: &Wall, cut: &Cut, names: &[String]) -> Vec<Border> {
    // (from, to): what flows.
    let mut flows: BTreeMap<(usize, usize), Flow> = BTreeMap::new();
    for (from, to, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        let (note, next) = (wall.steps[step].from, wall.steps[step].to);
        let flow = flows.entry((from, to)).or_default();
        if wall.kind(note) == DomainEvent {
            flow.events.insert(note);
        } else {
            flow.calls.insert(next);
            flow.reads |= wall.kind(note) == ReadModel || wall.kind(next) == ReadModel;
            let ahead = leans_ahead(wall.kind(note), wall.kind(next));
            flow.leans_ahead |= ahead;
            flow.leans_back |= !ahead;
        }
    }
    let mut depends: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut users: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (who, on) in dependencies(wall, cut) {
        *depends.entry((who, on)).or_default() += 1;
        users.entry(on).or_default().insert(who);
    }
    let pairs: BTreeSet<(usize, usize)> =
        flows.keys().map(|&(a, b)| (a.min(b), a.max(b))).collect();
    let nothing = Flow::default();
    let aggregates = aggregates(wall, cut);
    pairs
        .into_iter()
        .map(|(a, b)| {
            let weight = |who, on| depends.get(&(who, on)).copied().unwrap_or_default();
            let (up, down) = match weight(a, b) > weight(b, a) {
                true => (b, a),
                false => (a, b),
            };
            let there = flows.get(&(up, down)).unwrap_or(&nothing);
            let back = flows.get(&(down, up)).unwrap_or(&nothing);
            let hosted = users.get(&up).map_or(0, BTreeSet::len);
            let (pattern, why) = pattern(
                &shared(wall, &aggregates[up], &aggregates[down]),
                there,
                back,
                hosted,
            );
            let mut because = vec![why];
            because.extend(crossing(wall, there, &names[up], &names[down]));
            because.extend(crossing(wall, back, &names[down], &names[up]));
            Border {
                upstream: names[up].clone(),
                downstream: names[down].clone(),
                pattern: pattern.name().to_owned(),
                because,
            }
        })
        .collect()
}

fn pattern(shared: &[String], there: &Flow, back: &Flow, hosted: usize) -> (Pattern, String) {
    if !shared.is_empty() {
        let why = format!(
            "Both hold {}: share it on purpose, as small as can be, or give it two names.",
            list(shared, 3)
        );
        return (Pattern::SharedKernel, why);
    }
    // A query and its answer go both ways, and one side needs the other.
    let both_call =
        (there.leans_ahead || back.leans_back) && (there.leans_back || back.leans_ahead);
    let both_publish = !there.events.is_empty() && !back.events.is_empty();
    if both_call || (both_publish && there.calls.is_empty() && back.calls.is_empty()) {
        let why = match both_call {
            true => "Each calls the other: they succeed or fail together.",
            false => "Each reacts to the other’s events: plan them together.",
        };
        return (Pattern::Partnership, why.into());
    }
    if there.calls.is_empty() && back.calls.is_empty() {
        let why = "Only events cross, one way: their schema is the language between them.";
        return (Pattern::PublishedLanguage, why.into());
    }
    if hosted >= HOST {
        let why = format!("{hosted} contexts use it: one interface for all of them.");
        return (Pattern::OpenHostService, why);
    }
    let why = match there.reads || back.reads {
        true => "The downstream context needs the upstream one’s data: it says what it needs.",
        false => "The downstream context needs the upstream one to act: it says what it needs.",
    };
    (Pattern::CustomerSupplier, why.into())
}

/// Per context: its aggregates by name.
fn aggregates(wall: &Wall, cut: &Cut) -> Vec<BTreeMap<String, usize>> {
    let mut found = vec![BTreeMap::new(); cut.count];
    for n in wall.placed().filter(|&n| wall.kind(n) == Aggregate) {
        if let Some(context) = cut.of[n] {
            found[context].insert(key(wall.text(n)), n);
        }
    }
    found
}

fn shared(wall: &Wall, a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> Vec<String> {
    let both = a
        .iter()
        .filter(|(name, _)| !name.is_empty() && b.contains_key(*name));
    both.map(|(_, &n)| quote(wall.text(n))).collect()
}

fn crossing(wall: &Wall, flow: &Flow, from: &str, to: &str) -> Option<String> {
    let named = |notes: &BTreeSet<usize>| {
        let texts: Vec<String> = notes.iter().map(|&n| quote(wall.text(n))).collect();
        list(&texts, 3)
    };
    let events = count(flow.events.len(), "event", "events");
    let calls = count(flow.calls.len(), "call or answer", "calls or answers");
    match (flow.events.is_empty(), flow.calls.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!(
            "{events} from {from} to {to}: {}.",
            named(&flow.events)
        )),
        (true, false) => Some(format!(
            "{calls} from {from} to {to}: {}.",
            named(&flow.calls)
        )),
        _ => Some(format!(
            "{events} and {calls} from {from} to {to}: {}; {}.",
            named(&flow.events),
            named(&flow.calls)
        )),
    }
}

#[cfg(test)]
mod tests {
    use model::notation::parse;

    use super::*;

    fn check(storm: &str, upstream: &str, downstream: &str, pattern: Pattern, why: &str) {
        let board = parse(storm).unwrap();
        let wall = Wall::of(&board);
        let home = |n: &std::sync::Arc<model::Note>| {
            let context = board.context_of(&n.id)?;
            board.contexts.position(context.id.as_str())
        };
        let cut = Cut::new(wall.notes.iter().map(home).collect());
        let names: Vec<String> = cut
            .members()
            .iter()
            .map(|m| board.context_of(&wall.notes[m[0]].id).unwrap().name.clone())
            .collect();
        let found = borders(&wall, &cut, &names);
        let ends: Vec<(&str, &str)> = found
            .iter()
            .map(|b| (b.upstream.as_str(), b.downstream.as_str()))
            .collect();
        assert_eq!(ends, [(upstream, downstream)], "{found:?}");
        assert_eq!(found[0].pattern, pattern.name());
        assert!(found[0].because[0].contains(why), "{found:?}");
    }

    #[test]
    fn who_asks_for_data_or_an_act_is_downstream() {
        check(
            "# Voyages\ncommand Plan voyage > aggregate Voyage > event Voyage planned > readmodel Network > ^query Which routes\n\
             # Booking\nactor Clerk > query Which routes\n",
            "Voyages",
            "Booking",
            Pattern::CustomerSupplier,
            "data",
        );
        check(
            "# Tracking\nevent Cargo lost > policy Whenever lost, reroute > ^command Reroute\n\
             # Booking\ncommand Reroute > aggregate Cargo > event Rerouted\n",
            "Booking",
            "Tracking",
            Pattern::CustomerSupplier,
            "to act",
        );
    }
}
