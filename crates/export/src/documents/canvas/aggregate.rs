//! The Aggregate Canvas, version 1 (github.com/ddd-crew/aggregate-design-canvas).

use std::collections::BTreeSet;

use model::aggregates::AggregateGroup;
use model::reading::Reading;
use model::{BoardSnapshot, Id, Note, NoteKind};

use super::messages::quoted;
use super::{Canvas, Input, section};
use crate::naming::plain;

pub(super) fn canvas(board: &BoardSnapshot, reading: &Reading, group: &AggregateGroup) -> Canvas {
    let notes: Vec<&Note> = group
        .notes
        .iter()
        .filter_map(|id| board.note(id).map(|n| &**n))
        .collect();
    // What was written on any of the copies; the first that has it speaks.
    let none = serde_json::Map::new();
    let kept = notes.iter().map(|n| &n.extensions);
    let kept = kept
        .clone()
        .find(|e| e.contains_key(super::KEY))
        .unwrap_or(&none);
    let of_kind = |id: &Id, kind: NoteKind| board.note(id).map(|n| &**n).filter(|n| n.kind == kind);
    let commands: Vec<&Note> = group
        .notes
        .iter()
        .flat_map(|id| reading.reaching(id))
        .filter_map(|link| of_kind(&link.from, NoteKind::Command))
        .collect();
    let events: Vec<&Note> = group
        .notes
        .iter()
        .flat_map(|id| reading.leaving(id))
        .filter_map(|link| of_kind(&link.to, NoteKind::DomainEvent))
        .collect();
    let handled: BTreeSet<&Id> = commands.iter().map(|n| &n.id).collect();
    // What follows from its own events and comes back to it.
    let corrects = |policy: &&Note| reading.leaving(&policy.id).any(|l| handled.contains(&l.to));
    let policies = events
        .iter()
        .flat_map(|event| reading.leaving(&event.id))
        .filter_map(|link| of_kind(&link.to, NoteKind::Policy))
        .filter(corrects);
    let invariants = notes
        .iter()
        .flat_map(|n| n.facts.invariants.iter().flatten());
    let first = |fact: fn(&Note) -> Option<f64>| notes.iter().find_map(|n| fact(n));
    let figure = |words: &str, figure: Option<f64>, unit: &str| {
        figure
            .map(|f| format!("{words}: {f} {unit}"))
            .unwrap_or_default()
    };
    let sum = |of: fn(&Note) -> Option<f64>| {
        let unique: BTreeSet<&Id> = handled.clone();
        let rates: Vec<f64> = unique
            .into_iter()
            .filter_map(|id| of(board.note(id)?))
            .collect();
        (!rates.is_empty()).then(|| rates.iter().sum::<f64>())
    };
    let retention = events
        .iter()
        .filter_map(|e| e.facts.retention_days)
        .reduce(f64::max);
    Canvas {
        title: "Aggregate Canvas v1".into(),
        name: plain(&group.name),
        sections: vec![
            section("Description", "What it keeps together, and why these things and no others.")
                .known(notes.iter().map(|n| plain(&n.description))),
            section("State transitions", "The states it goes through, and what leads from one to the next: “Draft → Placed → Paid”. Many, or hardly any, both ask for a second look.")
                .entry(kept, "states", "", Input::Lines),
            section("Enforced invariants", "What must be true after every command. Write them under “What is known”.")
                .known(invariants.map(|i| plain(i))),
            section("Corrective policies", "What is allowed to go wrong for a while and put right later, in place of an invariant.")
                .known(policies.map(quoted))
                .entry(kept, "policies", "Also", Input::Lines),
            section("Handled commands", "What it is asked to do.")
                .known(commands.iter().map(|n| quoted(n))),
            section("Created events", "What it says has happened.")
                .known(events.iter().map(|n| quoted(n))),
            section("Throughput", "How often it is asked, by how many, and how likely two meet on the same one. Likely conflicts ask for a smaller aggregate.")
                .known([
                    figure("Commands, on average", sum(|n| n.facts.rate), "a second"),
                    figure("Commands, at most", sum(|n| n.facts.peak_rate), "a second"),
                    figure("Instances", first(|n| n.facts.instances), ""),
                ])
                .entry(kept, "clients", "Clients of one instance", Input::Line)
                .entry(kept, "conflicts", "Chance of two changing the same one at once, on average and at most", Input::Line),
            section("Size", "How large one grows: many events, or a long life, ask for another cut.")
                .known([
                    figure("New instances", first(|n| n.facts.growth_per_day), "a day"),
                    figure("Its events are kept", retention, "days"),
                ])
                .entry(kept, "growth", "Events of one instance, on average and at most", Input::Line)
                .entry(kept, "lifetime", "Life of one instance, on average and at most", Input::Line)
                .entry(kept, "persisted", "Events kept of one instance, on average and at most", Input::Line),
        ],
    }
}
