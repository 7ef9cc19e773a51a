//! Which candidates are shown, and which is recommended.

use super::candidates::{Candidate, asked, candidates, tidy};
use crate::atoms::Atoms;
use crate::cluster::merge::merge_to;
use crate::cluster::network::Network;
use crate::cluster::profile::level;
use crate::random::Random;
use crate::wall::Wall;

/// So many alternatives where there are so many distinct cuts.
const ALTERNATIVES: usize = 3;

/// Distinct cuts of the atoms, coarse to fine, and the place of the recommended one. Empty without atoms.
pub fn choose(
    wall: &Wall,
    atoms: &Atoms,
    network: &Network,
    seed: u64,
    wished: Option<usize>,
) -> (Vec<Candidate>, usize) {
    if network.is_empty() {
        return (Vec::new(), 0);
    }
    let found = candidates(wall, atoms, network, seed);
    let best = match wished {
        Some(k) => with_count(
            wall,
            atoms,
            network,
            seed,
            &found,
            k.clamp(1, network.len()),
        ),
        None => best(found.iter()).cloned().unwrap_or_else(|| {
            asked(
                wall,
                atoms,
                network,
                tidy(network, &(0..network.len()).collect::<Vec<_>>()),
            )
        }),
    };
    let k = best.count;
    let mut chosen = vec![best.clone()];
    // Clearly coarser and clearly finer, where the profile has it; else whatever is.
    let coarser = found.iter().filter(|c| c.count > 1 && c.count * 4 <= k * 3);
    let finer = found
        .iter()
        .filter(|c| c.count * 3 >= k * 4 && c.count * 2 <= k * 5);
    let coarser = best_of(coarser).or(best_of(found.iter().filter(|c| c.count < k)));
    let finer = best_of(finer).or(best_of(found.iter().filter(|c| c.count > k)));
    chosen.extend(coarser.into_iter().chain(finer).cloned());
    fill(wall, atoms, network, &found, &mut chosen);
    chosen.sort_by_key(|c| c.count);
    let place = chosen
        .iter()
        .position(|c| c.communities == best.communities)
        .unwrap_or_default();
    (chosen, place)
}

fn best<'a>(of: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    let mut best: Option<&Candidate> = None;
    for c in of {
        if best.is_none_or(|b| c.score > b.score + 1e-12) {
            best = Some(c);
        }
    }
    best
}

fn best_of<'a>(of: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    best(of)
}

/// A cut into exactly `k`: from the profile, by a resolution in between, or by merging the next finer cut.
fn with_count(
    wall: &Wall,
    atoms: &Atoms,
    network: &Network,
    seed: u64,
    found: &[Candidate],
    k: usize,
) -> Candidate {
    if let Some(c) = best(found.iter().filter(|c| c.count == k)) {
        return c.clone();
    }
    let density = 2.0 * network.total() / network.sizes.iter().sum::<f64>().powi(2);
    let mut random = Random::new(seed);
    let (mut low, mut high) = (density / 16.0, density * network.len() as f64);
    for _ in 0..12 {
        let gamma = (low * high).sqrt();
        let raw = level(network, gamma, 1, &mut random).communities;
        let cut = tidy(network, &raw);
        let count = cut.iter().copied().max().map_or(0, |m| m + 1);
        match count.cmp(&k) {
            std::cmp::Ordering::Equal => return asked(wall, atoms, network, cut),
            std::cmp::Ordering::Less => low = gamma,
            std::cmp::Ordering::Greater => high = gamma,
        }
    }
    let finer = found.iter().filter(|c| c.count > k).min_by_key(|c| c.count);
    let from = finer.map_or_else(|| (0..network.len()).collect(), |c| c.communities.clone());
    asked(wall, atoms, network, merge_to(network, &from, k))
}

/// Adds cuts by merging until there are enough, or no more: next coarser and next finer ones in turn.
fn fill(
    wall: &Wall,
    atoms: &Atoms,
    network: &Network,
    found: &[Candidate],
    chosen: &mut Vec<Candidate>,
) {
    let atoms_each: Vec<usize> = (0..network.len()).collect();
    let has = |chosen: &[Candidate], k: usize| chosen.iter().any(|c| c.count == k);
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
        .find(|&k| k >= 1 && k <= network.len() && !has(chosen, k));
        let Some(k) = wanted else {
            return;
        };
        let finer = found
            .iter()
            .chain(chosen.iter())
            .filter(|c| c.count > k)
            .min_by_key(|c| c.count);
        let from = finer.map_or(&atoms_each, |c| &c.communities);
        let cut = merge_to(network, from, k);
        chosen.push(asked(wall, atoms, network, cut));
    }
}
