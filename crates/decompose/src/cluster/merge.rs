//! Merging communities one pair at a time: from a fine cut to any coarser one.

use std::collections::BTreeMap;

use super::network::{Network, renumber};

/// Merges communities until `wanted` are left. Each step merges the pair with the most weight between them for their
/// sizes (weight / (size · size), as CPM does when γ falls); pairs without any weight come last, smallest first.
pub fn merge_to(network: &Network, communities: &[usize], wanted: usize) -> Vec<usize> {
    let mut communities = communities.to_vec();
    let mut count = renumber(&mut communities);
    while count > wanted.max(1) {
        let level = network.aggregate(&communities, count);
        let Some((a, b)) = closest(&level) else {
            break;
        };
        for c in communities.iter_mut().filter(|c| **c == b) {
            *c = a;
        }
        count = renumber(&mut communities);
    }
    communities
}

/// The pair of nodes that is merged next.
fn closest(level: &Network) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for a in 0..level.len() {
        for &(b, weight) in level.near(a).iter().filter(|e| e.0 > a) {
            let density = weight / (level.sizes[a] * level.sizes[b]);
            if best.is_none_or(|(d, ..)| density > d + 1e-12) {
                best = Some((density, a, b));
            }
        }
    }
    if let Some((_, a, b)) = best {
        return Some((a, b));
    }
    let mut by_size: Vec<usize> = (0..level.len()).collect();
    by_size.sort_by(|&a, &b| level.sizes[a].total_cmp(&level.sizes[b]).then(a.cmp(&b)));
    match by_size[..] {
        [a, b, ..] => Some((a.min(b), a.max(b))),
        _ => None,
    }
}

/// Joins communities of fewer than `least` notes to the neighbour they are most tied to, smallest first. What is tied
/// to nothing stays.
pub fn absorb_small(network: &Network, communities: &[usize], least: f64) -> Vec<usize> {
    let mut communities = communities.to_vec();
    loop {
        let count = renumber(&mut communities);
        let level = network.aggregate(&communities, count);
        let small = (0..count)
            .filter(|&c| level.sizes[c] < least && !level.near(c).is_empty())
            .min_by(|&a, &b| level.sizes[a].total_cmp(&level.sizes[b]).then(a.cmp(&b)));
        let Some(small) = small else {
            return communities;
        };
        let mut to = small;
        let mut most = f64::MIN;
        for &(near, weight) in level.near(small) {
            if weight > most + 1e-12 {
                (to, most) = (near, weight);
            }
        }
        for c in communities.iter_mut().filter(|c| **c == small) {
            *c = to;
        }
    }
}

/// The communities as lists of nodes, in the order of their numbers.
pub fn lists(communities: &[usize]) -> Vec<Vec<usize>> {
    let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, &c) in communities.iter().enumerate() {
        lists.entry(c).or_default().push(node);
    }
    lists.into_values().collect()
}
