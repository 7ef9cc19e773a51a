//! Which candidates are shown, and which is recommended.

use std::collections::BTreeSet;

use super::candidates::{Candidate, Task, asked, candidates, tidy};
use super::strategy::{self, Strategy};
use crate::cluster::merge::merge_to;
use crate::cluster::profile::{Effort, level, range};
use crate::random::Random;

/// So many alternatives where there are so many distinct cuts.
const ALTERNATIVES: usize = 3;

/// Distinct cuts of the atoms, coarse to fine. Empty without atoms.
#[derive(Default)]
pub struct Chosen {
    pub alternatives: Vec<Candidate>,
    /// The place of the recommended one.
    pub best: usize,
    /// All that were found, and the alternatives with their places.
    pub stops: Vec<(Candidate, Option<usize>)>,
}

pub fn choose(task: &Task, seed: u64, wished: Option<usize>, strategy: Strategy) -> Chosen {
    let network = &task.network;
    if network.is_empty() {
        return Chosen::default();
    }
    let found = candidates(task, seed);
    let best = match (strategy::cut(task, strategy), wished) {
        (Some(cut), _) => asked(task, cut),
        (None, Some(k)) => with_count(task, seed, &found, k.clamp(1, network.len())),
        (None, None) => best_of(task, &found),
    };
    let k = best.count;
    let mut chosen = vec![best.clone()];
    // Clearly coarser and clearly finer, where the profile has it; else whatever is.
    let coarser = found.iter().filter(|c| c.count > 1 && c.count * 4 <= k * 3);
    let finer = found
        .iter()
        .filter(|c| c.count * 3 >= k * 4 && c.count * 2 <= k * 5);
    let coarser = highest(coarser).or(highest(found.iter().filter(|c| c.count < k)));
    let finer = highest(finer).or(highest(found.iter().filter(|c| c.count > k)));
    chosen.extend(coarser.into_iter().chain(finer).cloned());
    fill(task, &found, &mut chosen);
    // What was made may be what was found at another grain.
    for c in &mut chosen {
        if let Some(same) = found.iter().find(|f| f.communities == c.communities) {
            c.clone_from(same);
        }
    }
    chosen.sort_by_key(|c| c.count);
    let place = |of: &Candidate| chosen.iter().position(|c| c.communities == of.communities);
    let made = chosen.iter().filter(|c| {
        let same = |f: &Candidate| f.communities == c.communities;
        !found.iter().any(same)
    });
    let all = found.iter().chain(made);
    let mut stops: Vec<(Candidate, Option<usize>)> = all.map(|c| (c.clone(), place(c))).collect();
    stops.sort_by_key(|s| s.0.count);
    Chosen {
        best: place(&best).unwrap_or_default(),
        stops,
        alternatives: chosen,
    }
}

/// The recommended cut alone.
pub fn recommended(task: &Task, seed: u64) -> Vec<usize> {
    if task.network.is_empty() {
        return Vec::new();
    }
    best_of(task, &candidates(task, seed)).communities
}

/// The best of what was found. Nothing is found where nothing ties the atoms to one another: then each look at any grain finds
/// them apart.
fn best_of(task: &Task, found: &[Candidate]) -> Candidate {
    highest(found.iter()).cloned().unwrap_or_else(|| {
        let network = &task.network;
        let each: Vec<usize> = (0..network.len()).collect();
        let (low, high) = range(network.sizes.iter().sum(), Effort::of(network));
        Candidate {
            found: true,
            lasts: high - low,
            ..asked(task, tidy(task, &each))
        }
    })
}

/// The one with the highest score, the coarser of equals.
fn highest<'a>(of: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    let mut best: Option<&Candidate> = None;
    for c in of {
        if best.is_none_or(|b| c.score > b.score + 1e-12) {
            best = Some(c);
        }
    }
    best
}

/// A cut into exactly `k`: from the profile, by a resolution in between, or by merging the next finer cut.
fn with_count(task: &Task, seed: u64, found: &[Candidate], k: usize) -> Candidate {
    let network = &task.network;
    if let Some(c) = highest(found.iter().filter(|c| c.count == k)) {
        return c.clone();
    }
    let density = 2.0 * network.between() / network.sizes.iter().sum::<f64>().powi(2);
    let mut random = Random::new(seed);
    let (mut low, mut high) = (density / 16.0, density * network.len() as f64);
    for _ in 0..12 {
        let gamma = (low * high).sqrt();
        let raw = level(network, gamma, 1, &mut random).communities;
        let cut = tidy(task, &raw);
        let count = cut.iter().copied().max().map_or(0, |m| m + 1);
        match count.cmp(&k) {
            std::cmp::Ordering::Equal => return asked(task, cut),
            std::cmp::Ordering::Less => low = gamma,
            std::cmp::Ordering::Greater => high = gamma,
        }
    }
    let finer = found.iter().filter(|c| c.count > k).min_by_key(|c| c.count);
    let from = finer.map_or_else(|| (0..network.len()).collect(), |c| c.communities.clone());
    asked(task, merge_to(network, &from, k, &task.conflicts))
}

/// Adds cuts by merging until there are enough, or no more: next coarser and next finer ones in turn.
fn fill(task: &Task, found: &[Candidate], chosen: &mut Vec<Candidate>) {
    let network = &task.network;
    let each: Vec<usize> = (0..network.len()).collect();
    let mut tried: BTreeSet<usize> = chosen.iter().map(|c| c.count).collect();
    while chosen.len() < ALTERNATIVES.min(network.len()) {
        let lowest = chosen.iter().map(|c| c.count).min().unwrap_or(1);
        let highest = chosen.iter().map(|c| c.count).max().unwrap_or(1);
        let middle = chosen[0].count;
        let wanted = [
            middle.saturating_sub(1).max(middle / 2),
            middle + 1 + middle / 3,
            lowest.saturating_sub(1),
            highest + 1,
        ]
        .into_iter()
        .chain(1..=network.len())
        .find(|k| (1..=network.len()).contains(k) && !tried.contains(k));
        let Some(k) = wanted else {
            return;
        };
        tried.insert(k);
        let finer = found
            .iter()
            .chain(chosen.iter())
            .filter(|c| c.count > k)
            .min_by_key(|c| c.count);
        let from = finer.map_or(&each, |c| &c.communities);
        let cut = asked(task, merge_to(network, from, k, &task.conflicts));
        // Conflicts may not allow so few.
        if cut.count == k {
            chosen.push(cut);
        }
    }
}
