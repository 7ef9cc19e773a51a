//! Cuts over a range of resolutions: which of them last, and which only happen.

use std::collections::HashMap;

use super::leiden::{Objective, leiden_once, quality};
use super::network::{Network, renumber};
use crate::compare::adjusted_rand;
use crate::random::Random;

/// One resolution.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub gamma: f64,
    /// The best of the runs, by quality.
    pub communities: Vec<usize>,
    /// Mean adjusted Rand index between the runs: 1 where every run finds the same.
    pub stability: f64,
}

/// How finely a network is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effort {
    /// The coarsest resolution, in doublings of the network's density.
    pub from: f64,
    /// Resolutions for each doubling.
    pub steps: f64,
    /// Runs at each resolution.
    pub runs: usize,
    /// Whether a run begins with what it found at the next finer resolution, not with each note alone.
    pub chained: bool,
}

impl Effort {
    /// Boards of usual size can afford to be sure; a proposal must not take longer than people wait.
    pub fn of(network: &Network) -> Effort {
        match network.len() {
            0..=200 => Effort {
                from: -4.0,
                steps: 4.0,
                runs: 8,
                chained: false,
            },
            201..=1000 => Effort {
                from: -2.0,
                steps: 2.0,
                runs: 2,
                chained: true,
            },
            _ => Effort {
                from: -2.0,
                steps: 1.0,
                runs: 2,
                chained: true,
            },
        }
    }
}

/// The coarsest and the finest resolution, in doublings of the density of a network of so many notes: up to n / 4 times it,
/// at which communities of about four notes are left.
pub fn range(notes: f64, effort: Effort) -> (f64, f64) {
    (effort.from, (notes / 4.0).log2().max(3.0))
}

/// Leiden with CPM at resolutions from "all in one" to "only what is tied closely", coarse to fine.
///
/// Resolution is relative to the network's density 2m / n² (m: weight of all edges between nodes, n: notes): from a sixteenth of it (a
/// quarter on large boards) to n / 4 times it, at which communities of about four notes are left.
pub fn profile(network: &Network, effort: Effort, seed: u64) -> Vec<Level> {
    let notes: f64 = network.sizes.iter().sum();
    let density = 2.0 * network.between() / (notes * notes).max(1.0);
    if density <= 0.0 {
        return Vec::new();
    }
    let (low, high) = range(notes, effort);
    let steps = ((high - low) * effort.steps).ceil() as usize;
    let mut random = Random::new(seed);
    let gammas = (0..=steps).map(|i| density * 2f64.powf(low + i as f64 / effort.steps));
    if !effort.chained {
        let level = |gamma| level(network, gamma, effort.runs, &mut random);
        return gammas.map(level).collect();
    }
    let mut chains = vec![Chain::new(network); effort.runs];
    let mut levels: Vec<Level> = Vec::with_capacity(steps + 1);
    for gamma in gammas.rev() {
        let found = chains.iter_mut().map(|c| c.coarser(gamma, &mut random));
        levels.push(best_of(network, gamma, found.collect()));
    }
    levels.reverse();
    levels
}

/// The best and the stability of several runs at one resolution.
pub fn level(network: &Network, gamma: f64, runs: usize, random: &mut Random) -> Level {
    let mut run = || {
        let each = (0..network.len()).collect();
        leiden_once(network, Objective::Cpm, gamma, each, random)
    };
    let found = (0..runs.max(1)).map(|_| run()).collect();
    best_of(network, gamma, found)
}

/// One run down the resolutions. What stayed together at the last two is one node from then on, so that coarser looks cost
/// ever less; a note that changed sides at the last one may still change again.
#[derive(Clone)]
struct Chain {
    network: Network,
    /// Per node of the whole network: its node in `network`.
    node_of: Vec<usize>,
    /// Of the nodes of `network`, as they were found last.
    communities: Vec<usize>,
}

impl Chain {
    fn new(network: &Network) -> Chain {
        let each: Vec<usize> = (0..network.len()).collect();
        Chain {
            network: network.clone(),
            node_of: each.clone(),
            communities: each,
        }
    }

    /// The communities of the whole network at a resolution not finer than the last.
    fn coarser(&mut self, gamma: f64, random: &mut Random) -> Vec<usize> {
        let before = self.communities.clone();
        let start = before.clone();
        let after = leiden_once(&self.network, Objective::Cpm, gamma, start, random);
        let mut found: Vec<usize> = self.node_of.iter().map(|&n| after[n]).collect();
        renumber(&mut found);
        let mut cells: HashMap<(usize, usize), usize> = HashMap::new();
        let cell_of: Vec<usize> = before
            .into_iter()
            .zip(&after)
            .map(|(b, &a)| {
                let next = cells.len();
                *cells.entry((b, a)).or_insert(next)
            })
            .collect();
        self.communities = vec![0; cells.len()];
        for (&cell, &community) in cell_of.iter().zip(&after) {
            self.communities[cell] = community;
        }
        self.network = self.network.aggregate(&cell_of, cells.len());
        self.node_of.iter_mut().for_each(|n| *n = cell_of[*n]);
        found
    }
}

/// Of several runs at one resolution.
fn best_of(network: &Network, gamma: f64, found: Vec<Vec<usize>>) -> Level {
    let mut best = 0;
    let mut most = f64::MIN;
    for (i, communities) in found.iter().enumerate() {
        let q = quality(network, Objective::Cpm, gamma, communities);
        if q > most + 1e-9 {
            (best, most) = (i, q);
        }
    }
    let mut alike = 0.0;
    let mut pairs = 0.0;
    for i in 0..found.len() {
        for j in 0..i {
            alike += if found[i] == found[j] {
                1.0
            } else {
                adjusted_rand(&found[i], &found[j])
            };
            pairs += 1.0;
        }
    }
    Level {
        gamma,
        communities: found.into_iter().nth(best).unwrap_or_default(),
        // Less alike than by chance is not alike.
        stability: match pairs > 0.0 {
            true => (alike / pairs).max(0.0),
            false => 1.0,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 groups of 15: each node is tied to seven of its own group, and to one anywhere.
    fn planted() -> Network {
        let mut random = Random::new(7);
        let mut below = |n: usize| (random.unit() * n as f64) as usize;
        let mut edges = Vec::new();
        for node in 0..600 {
            let group = node / 15 * 15;
            edges.extend((0..7).map(|_| (node, group + below(15), 1.0)));
            edges.push((node, below(600), 1.0));
        }
        Network::new(vec![1.0; 600], edges)
    }

    #[test]
    fn runs_that_go_on_from_the_finer_resolution_find_as_much() {
        let network = planted();
        let effort = Effort::of(&network);
        assert!(effort.chained);
        let apart = Effort {
            chained: false,
            ..effort
        };
        let of = |l: &Level| quality(&network, Objective::Cpm, l.gamma, &l.communities);
        let pairs = profile(&network, effort, 1)
            .into_iter()
            .zip(profile(&network, apart, 1));
        for (chained, apart) in pairs {
            let (found, at_most) = (of(&chained), of(&apart));
            assert!(
                found >= at_most - 0.03 * at_most.abs(),
                "{}: {found} against {at_most}",
                chained.gamma
            );
        }
    }
}
