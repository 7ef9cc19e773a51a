//! The Leiden algorithm (Traag, Waltman, van Eck: "From Louvain to Leiden: guaranteeing well-connected communities",
//! Scientific Reports 9, 5233, 2019): fast local moving, refinement inside each community, aggregation.

use std::collections::VecDeque;

use super::network::{Network, renumber};
use crate::random::Random;

/// What a partition is judged by; both are Σ over communities of (weight inside − γ · mass² / 2).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Objective {
    /// Constant Potts model: mass is the number of notes (Traag, Van Dooren, Nesterov 2011). No resolution limit.
    Cpm,
    /// Reichardt, Bornholdt 2006: mass is degree / √(2m); γ = 1 is modularity.
    ReichardtBornholdt,
}

/// Randomness of the refinement, as a share of the mean weight of an edge.
const THETA: f64 = 0.01;
/// Rounds after which a run stops even if it still improves; few runs need more than five.
const ROUNDS: usize = 100;

/// One run until a whole round changes nothing: the community of each node, numbered from 0 by first node.
pub fn leiden(
    network: &Network,
    objective: Objective,
    gamma: f64,
    random: &mut Random,
) -> Vec<usize> {
    let each = (0..network.len()).collect();
    run(network, objective, gamma, each, true, random)
}

/// One run from `communities` (numbered from 0) until no single node wants to move any more: what is wanted where many runs
/// are compared.
pub fn leiden_once(
    network: &Network,
    objective: Objective,
    gamma: f64,
    communities: Vec<usize>,
    random: &mut Random,
) -> Vec<usize> {
    run(network, objective, gamma, communities, false, random)
}

fn run(
    network: &Network,
    objective: Objective,
    gamma: f64,
    mut communities: Vec<usize>,
    to_the_end: bool,
    random: &mut Random,
) -> Vec<usize> {
    let mass = masses(network, objective);
    for i in 0..ROUNDS {
        let before = communities.clone();
        move_nodes(network, &mass, gamma, &mut communities, random);
        renumber(&mut communities);
        let rests = i > 0 && communities == before;
        if rests && !to_the_end {
            break;
        }
        communities = round(network, &mass, gamma, communities, random);
        if rests && communities == before {
            break;
        }
    }
    communities
}

/// Σ over communities of (weight inside − γ · mass² / 2); larger is better.
pub fn quality(network: &Network, objective: Objective, gamma: f64, communities: &[usize]) -> f64 {
    let mass = masses(network, objective);
    let count = communities.iter().copied().max().map_or(0, |m| m + 1);
    let mut masses = vec![0.0; count];
    let mut inside = 0.0;
    for node in 0..network.len() {
        masses[communities[node]] += mass[node];
        inside += network.inner[node];
        inside += network
            .near(node)
            .filter(|e| e.0 > node && communities[e.0] == communities[node])
            .map(|e| e.1)
            .sum::<f64>();
    }
    inside - gamma * masses.iter().map(|m| m * m).sum::<f64>() / 2.0
}

fn masses(network: &Network, objective: Objective) -> Vec<f64> {
    match objective {
        Objective::Cpm => network.sizes.clone(),
        Objective::ReichardtBornholdt => {
            let scale = (2.0 * network.total()).sqrt().max(f64::MIN_POSITIVE);
            (0..network.len())
                .map(|n| network.degree(n) / scale)
                .collect()
        }
    }
}

/// Refine, aggregate and move until nothing moves any more. `communities` are those of the first moving.
fn round(
    network: &Network,
    mass: &[f64],
    gamma: f64,
    mut communities: Vec<usize>,
    random: &mut Random,
) -> Vec<usize> {
    // The aggregated network; none on the first level.
    let mut above: Option<Network> = None;
    let mut mass = mass.to_vec();
    // Per node of the original network: its node on this level.
    let mut node_of: Vec<usize> = (0..network.len()).collect();
    loop {
        let level = above.as_ref().unwrap_or(network);
        let count = renumber(&mut communities);
        if count == level.len() {
            break;
        }
        let mut refined = refine(level, &mass, gamma, &communities, count, random);
        let parts = renumber(&mut refined);
        if parts == level.len() {
            break;
        }
        let mut communities_above = vec![0; parts];
        let mut mass_above = vec![0.0; parts];
        for node in 0..level.len() {
            communities_above[refined[node]] = communities[node];
            mass_above[refined[node]] += mass[node];
        }
        let aggregated = level.aggregate(&refined, parts);
        node_of.iter_mut().for_each(|n| *n = refined[*n]);
        communities = communities_above;
        mass = mass_above;
        move_nodes(&aggregated, &mass, gamma, &mut communities, random);
        above = Some(aggregated);
    }
    let mut found: Vec<usize> = node_of.iter().map(|&n| communities[n]).collect();
    renumber(&mut found);
    found
}

/// Moves nodes to the neighbouring community that gains most, until none gains; only neighbours of what moved are
/// visited again.
fn move_nodes(
    network: &Network,
    mass: &[f64],
    gamma: f64,
    communities: &mut [usize],
    random: &mut Random,
) {
    let n = network.len();
    // One more than there are nodes, so that an empty community can always be found.
    let mut masses = vec![0.0; n + 1];
    let mut members = vec![0usize; n + 1];
    for node in 0..n {
        masses[communities[node]] += mass[node];
        members[communities[node]] += 1;
    }
    let mut empty: Vec<usize> = (0..=n).rev().filter(|&c| members[c] == 0).collect();
    let mut order: Vec<usize> = (0..n).collect();
    random.shuffle(&mut order);
    let mut queue: VecDeque<usize> = order.into();
    let mut waiting = vec![true; n];
    let mut weight_to = vec![0.0; n + 1];
    let mut touched: Vec<usize> = Vec::new();
    while let Some(node) = queue.pop_front() {
        waiting[node] = false;
        let own = communities[node];
        for (near, weight) in network.near(node) {
            let c = communities[near];
            if weight_to[c] == 0.0 {
                touched.push(c);
            }
            weight_to[c] += weight;
        }
        masses[own] -= mass[node];
        members[own] -= 1;
        let mut best = own;
        let mut best_gain = weight_to[own] - gamma * mass[node] * masses[own];
        if best_gain < 0.0 && members[own] > 0 {
            // Alone is better than here.
            if let Some(&free) = empty.last() {
                (best, best_gain) = (free, 0.0);
            }
        }
        for &c in &touched {
            let gain = weight_to[c] - gamma * mass[node] * masses[c];
            if gain > best_gain + 1e-12 {
                (best, best_gain) = (c, gain);
            }
        }
        for c in touched.drain(..) {
            weight_to[c] = 0.0;
        }
        masses[best] += mass[node];
        members[best] += 1;
        if best != own {
            if members[best] == 1 {
                empty.pop();
            }
            if members[own] == 0 {
                masses[own] = 0.0;
                empty.push(own);
            }
            communities[node] = best;
            for (near, _) in network.near(node) {
                if communities[near] != best && !waiting[near] {
                    waiting[near] = true;
                    queue.push_back(near);
                }
            }
        }
    }
}

/// Splits each community into well-connected parts: nodes that are well connected to their community join, at random
/// by gain, a part that is well connected to it too.
fn refine(
    network: &Network,
    mass: &[f64],
    gamma: f64,
    communities: &[usize],
    count: usize,
    random: &mut Random,
) -> Vec<usize> {
    let n = network.len();
    let mut whole = vec![0.0; count];
    for node in 0..n {
        whole[communities[node]] += mass[node];
    }
    let mut part: Vec<usize> = (0..n).collect();
    let mut part_mass = mass.to_vec();
    let mut alone = vec![true; n];
    // Weight from each part to the rest of its community.
    let mut outward: Vec<f64> = (0..n)
        .map(|v| {
            let same = |e: &(usize, f64)| communities[e.0] == communities[v];
            network.near(v).filter(same).map(|e| e.1).sum()
        })
        .collect();
    let edges = network.total() / (network.edge_count().max(1) as f64);
    let theta = (THETA * edges).max(f64::MIN_POSITIVE);
    let mut order: Vec<usize> = (0..n).collect();
    random.shuffle(&mut order);
    let mut weight_to = vec![0.0; n];
    let mut touched: Vec<usize> = Vec::new();
    let mut choices: Vec<(usize, f64)> = Vec::new();
    for v in order {
        let community = communities[v];
        let connected = outward[v] >= gamma * mass[v] * (whole[community] - mass[v]) - 1e-12;
        if !alone[v] || !connected {
            continue;
        }
        for (near, weight) in network.near(v) {
            if communities[near] == community {
                let p = part[near];
                if weight_to[p] == 0.0 {
                    touched.push(p);
                }
                weight_to[p] += weight;
            }
        }
        choices.clear();
        for &p in &touched {
            let rest = whole[community] - part_mass[p];
            let gain = weight_to[p] - gamma * mass[v] * part_mass[p];
            if gain > 0.0 && outward[p] >= gamma * part_mass[p] * rest - 1e-12 {
                choices.push((p, gain));
            }
        }
        if let Some(&(p, _)) = pick(&choices, theta, random) {
            // v leaves its own part empty.
            outward[p] += outward[v] - 2.0 * weight_to[p];
            part_mass[p] += mass[v];
            part[v] = p;
            alone[v] = false;
            alone[p] = false;
            part_mass[v] = 0.0;
            outward[v] = 0.0;
        }
        for p in touched.drain(..) {
            weight_to[p] = 0.0;
        }
    }
    part
}

/// One of the choices, with probability ∝ exp(gain / θ).
fn pick<'a>(
    choices: &'a [(usize, f64)],
    theta: f64,
    random: &mut Random,
) -> Option<&'a (usize, f64)> {
    if let [only] = choices {
        return Some(only);
    }
    let most = choices.iter().map(|c| c.1).fold(f64::MIN, f64::max);
    let chance = |gain: f64| ((gain - most) / theta).exp();
    let sum: f64 = choices.iter().map(|c| chance(c.1)).sum();
    let mut left = random.unit() * sum;
    for (i, &(_, gain)) in choices.iter().enumerate() {
        left -= chance(gain);
        if left <= 0.0 {
            return choices.get(i);
        }
    }
    choices.last()
}
