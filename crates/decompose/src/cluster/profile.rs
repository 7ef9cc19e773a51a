//! Cuts over a range of resolutions: which of them last, and which only happen.

use super::leiden::{Objective, leiden_once, quality};
use super::network::Network;
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
}

impl Effort {
    /// Boards of usual size can afford to be sure; a proposal must not take longer than people wait.
    pub fn of(network: &Network) -> Effort {
        match network.len() {
            0..=200 => Effort {
                from: -4.0,
                steps: 4.0,
                runs: 8,
            },
            201..=1000 => Effort {
                from: -2.0,
                steps: 2.0,
                runs: 2,
            },
            _ => Effort {
                from: -2.0,
                steps: 1.0,
                runs: 2,
            },
        }
    }
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
    let (low, high) = (effort.from, (notes / 4.0).log2().max(3.0));
    let steps = ((high - low) * effort.steps).ceil() as usize;
    let mut random = Random::new(seed);
    (0..=steps)
        .map(|i| density * 2f64.powf(low + i as f64 / effort.steps))
        .map(|gamma| level(network, gamma, effort.runs, &mut random))
        .collect()
}

/// The best and the stability of several runs at one resolution.
pub fn level(network: &Network, gamma: f64, runs: usize, random: &mut Random) -> Level {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for _ in 0..runs.max(1) {
        found.push(leiden_once(network, Objective::Cpm, gamma, random));
    }
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
        stability: if pairs > 0.0 { alike / pairs } else { 1.0 },
    }
}
