//! What would make a given cut better: notes to move, contexts to join, contexts to part.

use std::collections::BTreeMap;

use model::NoteKind::{Aggregate, Command, Query};

use crate::cluster::network::{Network, renumber};
use crate::cluster::{Objective, leiden, leiden::quality};
use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::random::Random;
use crate::wall::Wall;

/// Notes of a small context: where a proposal would join it to another.
const FEW: f64 = 7.0;

/// A note that is tied to another context more than to its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    pub note: usize,
    pub to: usize,
    /// Share of its ties that it gains, −1 to 1.
    pub gain: f64,
}

/// The best move of each note that is tied to another context, best first; those with a gain over 0 would improve the cut.
pub fn moves(graph: &BoardGraph, cut: &Cut) -> Vec<Move> {
    let mut found: Vec<Move> = (0..cut.of.len())
        .filter_map(|note| best_move(graph, cut, note))
        .collect();
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.note.cmp(&b.note)));
    found
}

/// Where a note would go next; none where nothing ties it to another context.
pub fn best_move(graph: &BoardGraph, cut: &Cut, note: usize) -> Option<Move> {
    let own = cut.of[note]?;
    let mut ties: BTreeMap<usize, f64> = BTreeMap::new();
    for &r in &graph.at[note] {
        let reason = &graph.reasons[r];
        let other = reason.other(note);
        if let Some(context) = cut.of[other] {
            *ties.entry(context).or_default() += reason.weight;
        }
    }
    let all: f64 = ties.values().sum();
    let here = ties.remove(&own).unwrap_or_default();
    let mut best: Option<(usize, f64)> = None;
    for (to, there) in ties {
        if best.is_none_or(|b| there > b.1 + 1e-12) {
            best = Some((to, there));
        }
    }
    best.map(|(to, there)| Move {
        note,
        to,
        gain: (there - here) / all,
    })
}

/// Two contexts that may be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    pub a: usize,
    pub b: usize,
    /// Weight between them, by the ties of the one that has fewer: 0 to 1.
    pub share: f64,
    /// Weight between them by what chance would give (as modularity counts it), the more the smaller the smaller one is;
    /// from [`Join::ONE`] on they are reported.
    pub closeness: f64,
}

impl Join {
    /// Fixed on the boards of `boards/`, where no two contexts come so close, and on the same with contexts cut up.
    pub const ONE: f64 = 0.2;
}

/// Pairs of contexts that anything ties, closest first.
pub fn joins(graph: &BoardGraph, cut: &Cut) -> Vec<Join> {
    let mut between: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut ties, mut degrees) = (vec![0.0; cut.count], vec![0.0; cut.count]);
    for r in &graph.reasons {
        if let (Some(a), Some(b)) = (cut.of[r.a], cut.of[r.b]) {
            degrees[a] += r.weight;
            degrees[b] += r.weight;
            ties[a] += r.weight;
            if a != b {
                ties[b] += r.weight;
                *between.entry((a.min(b), a.max(b))).or_default() += r.weight;
            }
        }
    }
    let all: f64 = degrees.iter().sum();
    let sizes = cut.sizes();
    let mut joins: Vec<Join> = between
        .into_iter()
        .map(|((a, b), weight)| Join {
            a,
            b,
            share: weight / ties[a].min(ties[b]),
            closeness: weight * all / (degrees[a] * degrees[b]) * FEW
                / sizes[a].min(sizes[b]) as f64,
        })
        .collect();
    joins.sort_by(|x, y| {
        let by_closeness = y.closeness.total_cmp(&x.closeness);
        by_closeness.then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    joins
}

/// How well a context falls into parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    pub context: usize,
    /// Newman–Girvan modularity of its best parts, by the ties inside it: 0 where it is of one piece.
    pub modularity: f64,
    pub parts: usize,
}

/// All contexts, the one that falls apart most first.
pub fn splits(graph: &BoardGraph, cut: &Cut) -> Vec<Split> {
    let mut splits: Vec<Split> = cut
        .members()
        .iter()
        .enumerate()
        .map(|(context, members)| {
            let place: BTreeMap<usize, usize> =
                members.iter().enumerate().map(|(i, &n)| (n, i)).collect();
            let inside = graph
                .reasons
                .iter()
                .filter_map(|r| Some((*place.get(&r.a)?, *place.get(&r.b)?, r.weight)));
            let network = Network::new(vec![1.0; members.len()], inside);
            let rb = Objective::ReichardtBornholdt;
            let mut parts = leiden(&network, rb, 1.0, &mut Random::new(1));
            let total = network.total();
            Split {
                context,
                modularity: if total > 0.0 {
                    quality(&network, rb, 1.0, &parts) / total
                } else {
                    0.0
                },
                parts: renumber(&mut parts),
            }
        })
        .collect();
    splits.sort_by(|a, b| {
        b.modularity
            .total_cmp(&a.modularity)
            .then(a.context.cmp(&b.context))
    });
    splits
}

/// Aggregates that commands of more than one context change.
pub fn shared_writes(wall: &Wall, cut: &Cut) -> Vec<usize> {
    let writers = |aggregate: usize| {
        let mut homes: Vec<usize> = wall
            .previous(aggregate)
            .filter(|s| wall.kind(s.0) == Command)
            .filter_map(|s| cut.of[s.0])
            .collect();
        homes.sort_unstable();
        homes.dedup();
        homes.len()
    };
    wall.placed()
        .filter(|&n| wall.kind(n) == Aggregate && writers(n) > 1)
        .collect()
}

/// Contexts that call each other in a circle: steps to a command, query or aggregate of another context are calls.
pub fn call_cycles(wall: &Wall, cut: &Cut) -> Vec<Vec<usize>> {
    let mut calls = petgraph::graph::DiGraph::<(), ()>::new();
    let nodes: Vec<_> = (0..cut.count).map(|_| calls.add_node(())).collect();
    for (from, to, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        if matches!(wall.kind(wall.steps[step].to), Command | Query | Aggregate) {
            calls.update_edge(nodes[from], nodes[to], ());
        }
    }
    petgraph::algo::tarjan_scc(&calls)
        .into_iter()
        .filter(|circle| circle.len() > 1)
        .map(|circle| {
            let mut contexts: Vec<usize> = circle.iter().map(|n| n.index()).collect();
            contexts.sort_unstable();
            contexts
        })
        .collect()
}
