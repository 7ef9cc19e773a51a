//! How long a proposal takes: `cargo bench -p decompose --bench propose`. Prints the median of several runs for each
//! size of board; sizes can be given: `-- 1000`.
#![allow(clippy::print_stdout, clippy::expect_used)]

use std::time::Instant;

use decompose::random::Random;
use decompose::{Options, propose};
use model::{BoardSnapshot, Id, Link, Note, NoteKind, Table};

const RUNS: usize = 11;
const SUBJECTS: [&str; 12] = [
    "order", "invoice", "shipment", "voyage", "claim", "policy", "member", "meeting", "ticket",
    "account", "route", "stock",
];
const PARTS: [&str; 10] = [
    "line", "item", "plan", "rate", "slot", "note", "fee", "list", "leg", "state",
];

fn main() {
    println!(
        "{:>6} {:>6} {:>13} {:>12}",
        "notes", "links", "alternatives", "median ms"
    );
    let asked: Vec<usize> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() {
        vec![100, 300, 1000, 3000, 10_000]
    } else {
        asked
    };
    for notes in sizes {
        let board = storm(notes);
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                let found = propose(&board, &Options::default());
                assert!(!found.alternatives.is_empty());
                start.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let found = propose(&board, &Options::default()).alternatives;
        let sizes: Vec<usize> = found.iter().map(|a| a.contexts.len()).collect();
        println!(
            "{:>6} {:>6} {:>13} {:>12.1}",
            board.notes.len(),
            board.links.len(),
            format!("{sizes:?}"),
            times[RUNS / 2]
        );
    }
}

/// A storm of about `size` notes: aggregates with three commands and events each, read models, and policies that lead
/// to a neighbour or, one time in five, anywhere.
fn storm(size: usize) -> BoardSnapshot {
    let mut random = Random::new(42);
    let (mut notes, mut links) = (Vec::new(), Vec::new());
    let mut add = |kind: NoteKind, text: String| {
        let id = Id::new(&format!("n{}", notes.len())).expect("a valid id");
        notes.push(std::sync::Arc::new(Note::new(id.clone(), kind, text)));
        id
    };
    let groups = size / 10;
    let mut first_commands: Vec<Id> = Vec::new();
    let mut events: Vec<Vec<Id>> = Vec::new();
    for g in 0..groups {
        let name = format!(
            "{} {} {}",
            SUBJECTS[g / 4 % SUBJECTS.len()],
            PARTS[g % PARTS.len()],
            g / 48
        );
        let aggregate = add(NoteKind::Aggregate, name.clone());
        let view = add(NoteKind::ReadModel, format!("{name} overview"));
        let mut own = Vec::new();
        for verb in ["Open", "Change", "Close"] {
            let command = add(NoteKind::Command, format!("{verb} {name}"));
            let event = add(NoteKind::DomainEvent, format!("{name} {verb}ed"));
            links.push(Link::new(command.clone(), aggregate.clone()));
            links.push(Link::new(aggregate.clone(), event.clone()));
            links.push(Link::new(event.clone(), view.clone()));
            if verb == "Open" {
                first_commands.push(command);
            }
            own.push(event);
        }
        events.push(own);
    }
    for (g, own) in events.iter().enumerate() {
        for event in own.iter().take(2) {
            let near = g / 4 * 4 + random.below(4);
            let to = if random.below(5) == 0 {
                random.below(groups)
            } else {
                near.min(groups - 1)
            };
            let policy = add(NoteKind::Policy, format!("Whenever {g} happens, open {to}"));
            links.push(Link::new(event.clone(), policy.clone()));
            links.push(Link::new(policy, first_commands[to].clone()));
        }
    }
    BoardSnapshot {
        notes: Table::from_rows(notes),
        links: Table::from_rows(links.into_iter().map(std::sync::Arc::new)),
        ..BoardSnapshot::default()
    }
}
