//! Faults planted into known boundaries, and how well they are found.

use std::sync::Arc;

use model::NoteKind::{Aggregate, Command, DomainEvent};
use model::{BoardSnapshot, Link, Table};
use serde::Serialize;

use super::robustness::Spread;
use crate::atoms::Atoms;
use crate::constraints::Constraints;
use crate::criteria::weights;
use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::improve::{Join, call_cycles, joins, moves, shared_writes, splits};
use crate::random::Random;
use crate::wall::Wall;

/// Times each fault is planted.
const TIMES: u64 = 20;
/// From this modularity on a context is reported as several (see `splits`).
const SEVERAL: f64 = 0.45;

/// How one kind of fault is found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fault {
    pub fault: &'static str,
    /// Times it was planted; 0 where the board offers no place for it.
    pub planted: usize,
    /// Place of the culprit in the list of suspects, from 1.
    pub rank: Spread,
    /// Share of what was reported that was planted.
    pub precision: f64,
    /// Share of what was planted that was reported.
    pub recall: f64,
}

/// What came of one planting: rank of the culprit, reported, rightly reported, planted.
struct Outcome {
    rank: usize,
    reported: usize,
    right: usize,
    planted: usize,
}

/// A board with its own contexts as the cut.
struct Known {
    board: BoardSnapshot,
    wall: Wall,
    cut: Cut,
}

impl Known {
    fn of(board: &BoardSnapshot) -> Known {
        let wall = Wall::of(board);
        let home = |n: usize| {
            let context = board.context_of(&wall.notes[n].id)?;
            board.contexts.position(context.id.as_str())
        };
        let labels = (0..wall.notes.len()).map(|n| home(n).filter(|_| wall.is_placed(n)));
        let cut = Cut::new(labels.collect());
        Known {
            board: board.clone(),
            wall,
            cut,
        }
    }

    fn graph(&self) -> BoardGraph {
        let atoms = Atoms::of(&self.wall, |_| true, &Constraints::default());
        BoardGraph::build(&self.wall, &atoms, &weights(&self.board), &[], 0.0)
    }

    fn homed(&self) -> Vec<usize> {
        (0..self.cut.of.len())
            .filter(|&n| self.cut.of[n].is_some())
            .collect()
    }

    /// The same cut where some notes have other labels.
    fn relabelled(&self, label: impl Fn(usize, usize) -> usize) -> Vec<Option<usize>> {
        let of = self.cut.of.iter().enumerate();
        of.map(|(n, c)| c.map(|c| label(n, c))).collect()
    }
}

/// Plants every fault many times.
pub fn plant(board: &BoardSnapshot) -> Vec<Fault> {
    let known = Known::of(board);
    let graph = known.graph();
    let repeat = |fault, trial: &dyn Fn(&mut Random) -> Option<Outcome>| {
        let outcomes: Vec<Outcome> = (1..=TIMES)
            .filter_map(|seed| trial(&mut Random::new(seed)))
            .collect();
        let sum = |of: fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>() as f64;
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        Fault {
            fault,
            planted: outcomes.len(),
            rank: Spread::of(outcomes.iter().map(|o| o.rank as f64).collect()),
            precision: share(sum(|o| o.right), sum(|o| o.reported)),
            recall: share(sum(|o| o.right), sum(|o| o.planted)),
        }
    };
    vec![
        repeat("a note moved", &|random| moved(&known, &graph, random)),
        repeat("a context shattered per aggregate", &|random| {
            shattered(&known, &graph, random)
        }),
        repeat("two contexts merged", &|random| {
            merged(&known, &graph, random)
        }),
        repeat("an aggregate written from two contexts", &|random| {
            shared(&known, random)
        }),
        repeat("a circle of calls", &|random| circle(&known, random)),
    ]
}

fn moved(known: &Known, graph: &BoardGraph, random: &mut Random) -> Option<Outcome> {
    let notes: Vec<usize> = known.homed();
    let tied: Vec<usize> = notes
        .into_iter()
        .filter(|&n| !graph.at[n].is_empty())
        .collect();
    let note = *tied.get(random.below(tied.len()))?;
    let own = known.cut.of[note]?;
    let to = (own + 1 + random.below(known.cut.count - 1)) % known.cut.count;
    let labels = known.relabelled(|n, c| if n == note { to } else { c });
    // Numbered as before: the contexts are the same.
    let cut = Cut {
        count: known.cut.count,
        of: labels,
    };
    let suspects = moves(graph, &cut);
    let reported = suspects.iter().filter(|m| m.gain > 0.0);
    let place = suspects.iter().position(|m| m.note == note);
    Some(Outcome {
        rank: 1 + place.unwrap_or(suspects.len()),
        right: reported.clone().filter(|m| m.note == note).count(),
        reported: reported.count(),
        planted: 1,
    })
}

fn shattered(known: &Known, graph: &BoardGraph, random: &mut Random) -> Option<Outcome> {
    let of_context = |c: usize| {
        let members = known
            .homed()
            .into_iter()
            .filter(move |&n| known.cut.of[n] == Some(c));
        members
            .filter(|&n| known.wall.kind(n) == Aggregate)
            .collect::<Vec<_>>()
    };
    let large: Vec<usize> = (0..known.cut.count)
        .filter(|&c| of_context(c).len() > 1)
        .collect();
    let context = *large.get(random.below(large.len()))?;
    let aggregates = of_context(context);
    // Each note goes to the aggregate that it is tied to most; the first of them keeps what is tied to none.
    let nearest = |n: usize| {
        let tie = |a: usize| -> f64 {
            let reasons = graph.at[n].iter().map(|&r| &graph.reasons[r]);
            reasons
                .filter(|r| r.a == a || r.b == a)
                .map(|r| r.weight)
                .sum()
        };
        let ties: Vec<f64> = aggregates
            .iter()
            .map(|&a| if a == n { f64::MAX } else { tie(a) })
            .collect();
        let most = ties.iter().copied().fold(0.0, f64::max);
        ties.iter().position(|&t| t >= most).unwrap_or_default()
    };
    let labels = known.relabelled(|n, c| match c == context {
        true => known.cut.count + nearest(n),
        false => c,
    });
    let cut = Cut::new(labels);
    let is_piece = |c: usize| known.cut.of[cut.members()[c][0]] == Some(context);
    let pieces = (0..cut.count).filter(|&c| is_piece(c)).count();
    let suspects = joins(graph, &cut);
    let culprit = |j: &&Join| is_piece(j.a) && is_piece(j.b);
    let place = suspects.iter().position(|j| culprit(&j));
    let reported = suspects.iter().filter(|j| j.closeness >= Join::ONE);
    Some(Outcome {
        rank: 1 + place.unwrap_or(suspects.len()),
        right: reported.clone().filter(culprit).count().min(pieces - 1),
        reported: reported.count(),
        planted: pieces - 1,
    })
}

fn merged(known: &Known, graph: &BoardGraph, random: &mut Random) -> Option<Outcome> {
    let a = random.below(known.cut.count);
    let b = (a + 1 + random.below(known.cut.count - 1)) % known.cut.count;
    let cut = Cut::new(known.relabelled(|_, c| if c == b { a } else { c }));
    let is_merged = |c: usize| {
        let first = cut.members()[c].first().copied();
        first.is_some_and(|n| [Some(a), Some(b)].contains(&known.cut.of[n]))
    };
    let suspects = splits(graph, &cut);
    let reported = suspects.iter().filter(|s| s.modularity >= SEVERAL);
    let place = suspects.iter().position(|s| is_merged(s.context));
    Some(Outcome {
        rank: 1 + place.unwrap_or(suspects.len()),
        right: reported.clone().filter(|s| is_merged(s.context)).count(),
        reported: reported.count(),
        planted: 1,
    })
}

/// Adds links to the board of which the contexts stay.
fn with_links(known: &Known, links: &[(usize, usize)]) -> Known {
    let mut board = known.board.clone();
    let id = |n: usize| known.wall.notes[n].id.clone();
    let new = links
        .iter()
        .map(|&(from, to)| Arc::new(Link::new(id(from), id(to))));
    board.links = Table::from_rows(board.links.iter().cloned().chain(new));
    Known::of(&board)
}

fn shared(known: &Known, random: &mut Random) -> Option<Outcome> {
    let of = |kind| {
        let notes = known.homed().into_iter();
        notes
            .filter(|&n| known.wall.kind(n) == kind)
            .collect::<Vec<_>>()
    };
    let (aggregates, commands) = (of(Aggregate), of(Command));
    let aggregate = *aggregates.get(random.below(aggregates.len()))?;
    let foreign: Vec<usize> = commands
        .into_iter()
        .filter(|&c| known.cut.of[c] != known.cut.of[aggregate])
        .collect();
    let command = *foreign.get(random.below(foreign.len()))?;
    let damaged = with_links(known, &[(command, aggregate)]);
    let culprit = &known.wall.notes[aggregate].id;
    let found = shared_writes(&damaged.wall, &damaged.cut);
    let place = found
        .iter()
        .position(|&n| damaged.wall.notes[n].id == *culprit);
    Some(Outcome {
        rank: 1 + place.unwrap_or(found.len()),
        right: usize::from(place.is_some()),
        reported: found.len(),
        planted: 1,
    })
}

/// An event of each context starts a command of the other.
fn circle(known: &Known, random: &mut Random) -> Option<Outcome> {
    let a = random.below(known.cut.count);
    let b = (a + 1 + random.below(known.cut.count - 1)) % known.cut.count;
    let any = |context: usize, kind, random: &mut Random| {
        let notes: Vec<usize> = known
            .homed()
            .into_iter()
            .filter(|&n| known.cut.of[n] == Some(context) && known.wall.kind(n) == kind)
            .collect();
        notes.get(random.below(notes.len())).copied()
    };
    let there = (any(a, DomainEvent, random)?, any(b, Command, random)?);
    let back = (any(b, DomainEvent, random)?, any(a, Command, random)?);
    let damaged = with_links(known, &[there, back]);
    let home = |n: usize| {
        let id = &known.wall.notes[n].id;
        let place = damaged.wall.notes.iter().position(|m| m.id == *id);
        place.and_then(|n| damaged.cut.of[n])
    };
    let culprits = [home(there.0), home(back.0)];
    let found = call_cycles(&damaged.wall, &damaged.cut);
    let holds = |circle: &Vec<usize>| {
        let both = culprits.iter().flatten();
        both.clone().count() == 2 && both.clone().all(|c| circle.contains(c))
    };
    let place = found.iter().position(holds);
    Some(Outcome {
        rank: 1 + place.unwrap_or(found.len()),
        right: usize::from(place.is_some()),
        reported: found.len(),
        planted: 1,
    })
}
