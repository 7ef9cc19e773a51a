//! What simpler methods find: the least that a proposal has to beat.

use std::collections::HashMap;

use model::NoteKind::{Aggregate, Command, DomainEvent, Policy};
use petgraph::unionfind::UnionFind;

use crate::cluster::network::{Network, renumber};
use crate::cluster::{Objective, leiden};
use crate::criteria::{Criterion, Tie, vocabulary::Vocabulary};
use crate::random::Random;
use crate::wall::Wall;

/// A method that gives every note of the wall a label.
pub struct Baseline {
    pub name: &'static str,
    pub cut: fn(&Wall) -> Vec<usize>,
}

pub const BASELINES: &[Baseline] = &[
    Baseline {
        name: "connected components",
        cut: components,
    },
    Baseline {
        name: "vocabulary only",
        cut: vocabulary,
    },
    Baseline {
        name: "structure only",
        cut: structure,
    },
    Baseline {
        name: "service cutter style",
        cut: service_cutter,
    },
];

/// The flow between placed notes, each link 1.
fn links(wall: &Wall) -> Vec<Tie> {
    let between = wall
        .steps
        .iter()
        .filter(|s| wall.is_placed(s.from) && wall.is_placed(s.to));
    between
        .map(|s| Tie {
            a: s.from,
            b: s.to,
            strength: 1.0,
        })
        .collect()
}

fn components(wall: &Wall) -> Vec<usize> {
    let mut sets = UnionFind::new(wall.notes.len());
    for link in links(wall) {
        sets.union(link.a, link.b);
    }
    sets.into_labeling()
}

/// Plain modularity over ties between placed notes; every other note has a label of its own.
fn modularity(wall: &Wall, ties: Vec<Tie>) -> Vec<usize> {
    let edges = ties.iter().map(|t| (t.a, t.b, t.strength));
    let network = Network::new(vec![1.0; wall.notes.len()], edges);
    leiden(
        &network,
        Objective::ReichardtBornholdt,
        1.0,
        &mut Random::new(1),
    )
}

fn structure(wall: &Wall) -> Vec<usize> {
    modularity(wall, links(wall))
}

fn vocabulary(wall: &Wall) -> Vec<usize> {
    modularity(wall, Vocabulary.ties(wall))
}

/// Service Cutter's way (Gysel, Kölbener, Giersche, Zimmermann 2016) on what a board knows: scores of its criteria added
/// up per pair (identity and lifecycle 10, semantic proximity of what one use case touches 5, latency and consistency of
/// what one aggregate holds 5), and its label propagation (Leung, Hui, Liò, Crowcroft 2009).
fn service_cutter(wall: &Wall) -> Vec<usize> {
    let mut scores: HashMap<(usize, usize), f64> = HashMap::new();
    let mut add = |group: &[usize], score: f64| {
        for (i, &a) in group.iter().enumerate() {
            for &b in &group[..i] {
                *scores.entry((a.min(b), a.max(b))).or_default() += score;
            }
        }
    };
    for n in wall.placed() {
        let near = |kind| {
            let next = wall.next(n).map(|s| s.0);
            next.filter(move |&m| wall.kind(m) == kind)
        };
        match wall.kind(n) {
            // What one use case touches.
            Command => {
                let mut touched: Vec<usize> = near(Aggregate).collect();
                let caused = touched.iter().flat_map(|&a| wall.next(a).map(|s| s.0));
                let caused: Vec<usize> = caused.filter(|&m| wall.is_placed(m)).collect();
                touched.extend(caused);
                touched.push(n);
                touched.sort_unstable();
                touched.dedup();
                add(&touched, 5.0);
            }
            Aggregate => {
                for event in near(DomainEvent).collect::<Vec<_>>() {
                    add(&[n, event], 10.0);
                }
            }
            DomainEvent | Policy => {
                for other in wall.next(n).map(|s| s.0).filter(|&m| wall.is_placed(m)) {
                    add(&[n, other], 1.0);
                }
            }
            _ => {
                for other in wall.next(n).map(|s| s.0).filter(|&m| wall.is_placed(m)) {
                    add(&[n, other], 5.0);
                }
            }
        }
    }
    let mut edges: Vec<(usize, usize, f64)> =
        scores.into_iter().map(|((a, b), s)| (a, b, s)).collect();
    edges.sort_by_key(|e| (e.0, e.1));
    let network = Network::new(vec![1.0; wall.notes.len()], edges);
    propagate(&network, &mut Random::new(1))
}

/// Label propagation with hop attenuation (Leung et al., δ = 0.05) until labels stay, at most 100 rounds.
fn propagate(network: &Network, random: &mut Random) -> Vec<usize> {
    const ATTENUATION: f64 = 0.05;
    const ROUNDS: usize = 100;
    let mut labels: Vec<usize> = (0..network.len()).collect();
    let mut reach = vec![1.0_f64; network.len()];
    let mut order = labels.clone();
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        let mut moved = false;
        for &node in &order {
            let mut votes: Vec<(usize, f64, f64)> = Vec::new();
            for (near, weight) in network.near(node) {
                let vote = weight * reach[near];
                match votes.iter_mut().find(|v| v.0 == labels[near]) {
                    Some(v) => (v.1, v.2) = (v.1 + vote, v.2.max(reach[near])),
                    None => votes.push((labels[near], vote, reach[near])),
                }
            }
            let mut best: Option<(usize, f64, f64)> = None;
            for vote in votes {
                if best.is_none_or(|b| vote.1 > b.1 + 1e-12) {
                    best = Some(vote);
                }
            }
            if let Some((label, _, score)) = best.filter(|b| b.0 != labels[node]) {
                labels[node] = label;
                reach[node] = (score - ATTENUATION).max(0.0);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    renumber(&mut labels);
    labels
}
