//! The size of each context against the right-size bounds of guidance.md, section 3.

mod cosmic;

use std::collections::{BTreeSet, HashMap};

use model::NoteKind::{Aggregate, Command, Policy, Query, ReadModel};
use model::reading::Reading;
use model::words::key;
use model::{BoardSnapshot, Context, Id, Note, NoteKind};
use serde::{Deserialize, Serialize};

pub use cosmic::{Cosmic, measure};

use crate::metrics::coupling::{Coupling, leans_ahead};
use crate::phrase::count;

/// Right size of a service: lowest and highest.
pub const ENDPOINTS: (usize, usize) = (5, 15);
pub const TABLES: (usize, usize) = (1, 5);
pub const LINES: (f64, f64) = (100.0, 1000.0);
pub const WEEKS: (f64, f64) = (2.0, 4.0);
pub const TEAM: (u32, u32) = (5, 9);
pub const STARTUP_SECONDS: f64 = 30.0;
/// So many endpoints or fewer are a nano-service.
pub const NANO_ENDPOINTS: usize = 2;

/// Lines of business logic for a COSMIC point, and for an invariant.
const LINES_PER_POINT: (f64, f64) = (8.0, 20.0);
const LINES_PER_INVARIANT: (f64, f64) = (5.0, 15.0);
/// Hours of work for a COSMIC point, tests included.
const HOURS_PER_POINT: (f64, f64) = (4.0, 10.0);
/// Who rewrites it: people, and hours a week that each has for it.
const PEOPLE: f64 = 3.0;
const HOURS_A_WEEK: f64 = 32.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Under the bounds.
    Nano,
    Right,
    /// Over the bounds.
    Large,
    /// Nothing in it to size.
    Empty,
}

/// The size of one context; ranges are (low, high).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextSize {
    pub context: Id,
    /// Commands and queries offered.
    pub endpoints: usize,
    /// Aggregates, their parts and read models.
    pub tables: usize,
    /// COSMIC function points.
    pub cosmic: f64,
    /// Lines of business logic, an estimate.
    pub lines: (f64, f64),
    /// Weeks to rewrite, an estimate.
    pub weeks: (f64, f64),
    /// Ce / (Ca + Ce), 0 to 1; none where nothing crosses.
    pub instability: Option<f64>,
    pub verdict: Verdict,
    /// Plain sentences: each figure against its bound.
    pub because: Vec<String>,
    /// What the estimates assume.
    pub assumptions: Vec<String>,
    /// Figures of section 3 that the board does not hold (team, pipeline, start-up).
    pub unknown: Vec<String>,
}

/// One size per context, in the board's order.
pub fn sizes(board: &BoardSnapshot, reading: &Reading) -> Vec<ContextSize> {
    let mut members: HashMap<&Id, Vec<&Note>> = HashMap::new();
    for note in board.notes.iter() {
        if let Some(context) = &note.context {
            members.entry(context).or_default().push(note);
        }
    }
    let coupling = coupling(board, reading);
    let size = |context: &Context| {
        let members = members.remove(&context.id).unwrap_or_default();
        let instability = coupling.get(&context.id).and_then(Coupling::instability);
        size(board, reading, context, &members, instability)
    };
    board.contexts.iter().map(|c| &**c).map(size).collect()
}

fn size(
    board: &BoardSnapshot,
    reading: &Reading,
    context: &Context,
    members: &[&Note],
    instability: Option<f64>,
) -> ContextSize {
    let ids: Vec<Id> = members.iter().map(|n| n.id.clone()).collect();
    let endpoints = distinct(members, &[Command, Query]);
    let tables = distinct(members, &[Aggregate, ReadModel]) + parts(members);
    let cosmic = measure(board, reading, &ids).total() as f64;
    let invariants: usize = members
        .iter()
        .filter_map(|n| n.facts.invariants.as_ref())
        .map(Vec::len)
        .sum();
    let range = |per: (f64, f64), n: f64| (per.0 * n, per.1 * n);
    let (by_point, by_invariant) = (
        range(LINES_PER_POINT, cosmic),
        range(LINES_PER_INVARIANT, invariants as f64),
    );
    let lines = (by_point.0 + by_invariant.0, by_point.1 + by_invariant.1);
    let hours = range(HOURS_PER_POINT, cosmic);
    let week = |hours: f64| (hours / (PEOPLE * HOURS_A_WEEK) * 10.0).round() / 10.0;
    let weeks = (week(hours.0), week(hours.1));
    let nothing = endpoints == 0 && tables == 0 && !members.iter().any(|n| n.kind == Policy);
    let verdict = if nothing {
        Verdict::Empty
    } else if endpoints > ENDPOINTS.1 || tables > TABLES.1 || lines.0 > LINES.1 {
        Verdict::Large
    } else if endpoints <= NANO_ENDPOINTS {
        Verdict::Nano
    } else {
        Verdict::Right
    };
    let mut because = Vec::new();
    if nothing {
        because.push("It holds no command, query, aggregate, policy or read model yet: there is nothing to size.".into());
    } else {
        because.extend(figures(endpoints, tables, lines, weeks, cosmic));
        because.extend(instability.map(coupled));
    }
    let (known, unknown) = facts(board, context);
    because.extend(known);
    ContextSize {
        context: context.id.clone(),
        endpoints,
        tables,
        cosmic,
        lines,
        weeks,
        instability,
        verdict,
        because,
        assumptions: if nothing {
            Vec::new()
        } else {
            assumptions(invariants)
        },
        unknown,
    }
}

/// Notes of these kinds; copies of one kind and text count once.
fn distinct(members: &[&Note], kinds: &[NoteKind]) -> usize {
    members
        .iter()
        .filter(|n| kinds.contains(&n.kind))
        .enumerate()
        .map(|(i, n)| {
            (
                n.kind,
                key(&n.text),
                if n.text.trim().is_empty() { i + 1 } else { 0 },
            )
        })
        .collect::<BTreeSet<_>>()
        .len()
}

/// Lists inside aggregates, by their fields: each is a table of its own.
fn parts(members: &[&Note]) -> usize {
    members
        .iter()
        .filter(|n| n.kind == Aggregate)
        .flat_map(|n| n.fields.iter().map(|f| (key(&n.text), f)))
        .filter(|(_, f)| f.type_.ends_with("[]") || f.type_.starts_with("map("))
        .map(|(name, f)| (name, f.name.clone()))
        .collect::<BTreeSet<_>>()
        .len()
}

/// Steps between each context and others, by who depends on whom ([`leans_ahead`]).
fn coupling<'a>(board: &'a BoardSnapshot, reading: &Reading) -> HashMap<&'a Id, Coupling> {
    let mut coupling: HashMap<&Id, Coupling> = HashMap::new();
    for link in reading.links() {
        let (Some(from), Some(to)) = (board.context_of(&link.from), board.context_of(&link.to))
        else {
            continue;
        };
        if from.id == to.id {
            continue;
        }
        let ends = board.note(&link.from).zip(board.note(&link.to));
        let ahead = ends.is_some_and(|(a, b)| leans_ahead(a.kind, b.kind));
        let (depends, on) = if ahead { (from, to) } else { (to, from) };
        coupling.entry(&depends.id).or_default().efferent += 1;
        coupling.entry(&on.id).or_default().afferent += 1;
    }
    coupling
}

fn figures(
    endpoints: usize,
    tables: usize,
    lines: (f64, f64),
    weeks: (f64, f64),
    cosmic: f64,
) -> Vec<String> {
    let against = |n: usize, (low, high): (usize, usize)| match n {
        n if n < low => format!("under the right size of {low} to {high}"),
        n if n > high => format!("over the right size of {low} to {high}"),
        _ => format!("within the right size of {low} to {high}"),
    };
    let range = |(low, high): (f64, f64), bound: (f64, f64), thing: &str| {
        let place = if low > bound.1 {
            "over"
        } else if high < bound.0 {
            "under"
        } else {
            "around"
        };
        format!(
            "{low} to {high} {thing}: {place} the right size of {} to {}.",
            bound.0, bound.1
        )
    };
    vec![
        format!(
            "{}: {}.",
            count(endpoints, "command or query", "commands and queries"),
            against(endpoints, ENDPOINTS)
        ),
        format!(
            "{}: {}.",
            count(tables, "table", "tables"),
            against(tables, TABLES)
        ),
        format!("{cosmic} COSMIC function points."),
        range(lines, LINES, "lines of business logic"),
        range(weeks, WEEKS, "weeks to rewrite"),
    ]
}

fn coupled(instability: f64) -> String {
    let share = (instability * 100.0).round();
    let meaning = match instability {
        i if i <= 0.3 => "others depend on it, so changes here are felt elsewhere",
        i if i >= 0.7 => "it depends on others, so their changes are felt here",
        _ => "it depends on others about as much as they on it",
    };
    format!("Instability {share} %: {meaning}.")
}

/// What people entered about the context, as sentences, and what they have not.
fn facts(board: &BoardSnapshot, context: &Context) -> (Vec<String>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let team = context
        .team
        .as_ref()
        .and_then(|t| board.teams.get(t.as_str()));
    match team {
        None => unknown.push("team".to_owned()),
        Some(team) => match team.people {
            None => unknown.push("people in the team".to_owned()),
            Some(people) => {
                let fits = (TEAM.0..=TEAM.1).contains(&people);
                let fits = if fits { "within" } else { "outside" };
                known.push(format!(
                    "Team {} has {people} people: {fits} {} to {}.",
                    team.name, TEAM.0, TEAM.1
                ));
            }
        },
    }
    match &context.pipeline {
        None => unknown.push("pipeline".to_owned()),
        Some(pipeline) => {
            let sharing = board
                .contexts
                .iter()
                .filter(|c| c.pipeline.as_ref() == Some(pipeline))
                .count();
            known.push(match sharing {
                0 | 1 => format!("It has a pipeline of its own, {pipeline}."),
                n => format!(
                    "Its pipeline, {pipeline}, is shared with {}.",
                    count(n - 1, "other context", "other contexts")
                ),
            });
        }
    }
    match context.startup_seconds {
        None => unknown.push("start-up".to_owned()),
        Some(seconds) => {
            let place = if seconds < STARTUP_SECONDS {
                "under"
            } else {
                "not under"
            };
            known.push(format!(
                "It starts in {seconds} s: {place} {STARTUP_SECONDS} s."
            ));
        }
    }
    (known, unknown)
}

fn assumptions(invariants: usize) -> Vec<String> {
    let (a, b) = LINES_PER_POINT;
    let (c, d) = LINES_PER_INVARIANT;
    let (e, f) = HOURS_PER_POINT;
    vec![
        format!("{a} to {b} lines for a COSMIC point and {c} to {d} for each of {}.", count(invariants, "invariant entered", "invariants entered")),
        format!("{e} to {f} hours for a COSMIC point, tests included, by {PEOPLE} people who have {HOURS_A_WEEK} hours a week for it."),
        "Every command and query of the context counts as an endpoint, and every list among an aggregate’s fields as a table.".into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::notation::parse;
    use model::reading::read;

    fn sized(storm: &str) -> Vec<ContextSize> {
        let board = parse(storm).unwrap();
        sizes(&board, &read(&board))
    }

    const BOOKING: &str = "# Booking
actor Clerk > command Book cargo > aggregate Cargo > event Cargo booked
actor Clerk > command Change destination > aggregate Cargo > event Destination changed
event Cargo booked > policy Whenever a cargo is booked, find routes > query Which routes fit
query Which routes fit > readmodel Routes > command Change destination
event Cargo booked > readmodel Overview
# Invoicing
^event Cargo booked > policy Whenever a cargo is booked, draft the invoice > command Draft invoice
command Draft invoice > aggregate Invoice > event Invoice drafted
# Later
";

    #[test]
    fn figures_of_a_context() {
        let sizes = sized(BOOKING);
        let booking = &sizes[0];
        assert_eq!((booking.endpoints, booking.tables), (3, 3));
        // Commands: (1 + 1) + (1 + 1 read + 1), 2 exits; query: 3; policy: 2.
        assert_eq!(booking.cosmic, 12.0);
        assert_eq!(booking.lines, (96.0, 240.0));
        assert_eq!(booking.verdict, Verdict::Right);
        assert_eq!(booking.instability, Some(0.0));
        assert_eq!(booking.unknown, ["team", "pipeline", "start-up"]);
    }

    #[test]
    fn one_endpoint_is_a_nano_service_that_depends_on_what_it_hears() {
        let invoicing = &sized(BOOKING)[1];
        assert_eq!((invoicing.endpoints, invoicing.verdict), (1, Verdict::Nano));
        assert_eq!(invoicing.instability, Some(1.0));
    }

    #[test]
    fn large_and_empty() {
        let mut storm = String::from("# Everything\n");
        for i in 0..16 {
            storm.push_str(&format!("command Do thing {i} > aggregate Thing\n"));
        }
        storm.push_str("# Early\nevent Something happened\n");
        let sizes = sized(&storm);
        assert_eq!((sizes[0].endpoints, sizes[0].verdict), (16, Verdict::Large));
        assert!(
            sizes[0].because[0].contains("over"),
            "{:?}",
            sizes[0].because
        );
        assert_eq!(sizes[1].verdict, Verdict::Empty);
    }
}
