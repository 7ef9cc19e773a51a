//! Merging communities one pair at a time: from a fine cut to any coarser one.

use std::collections::BTreeMap;

use super::network::{Network, renumber};

/// Communities that can be merged.
struct Merger {
    /// Weights to the other communities; empty for what was merged away.
    near: Vec<BTreeMap<usize, f64>>,
    sizes: Vec<f64>,
    alive: Vec<bool>,
    /// Per node: its community.
    of: Vec<usize>,
}

impl Merger {
    fn new(network: &Network, communities: &[usize]) -> Merger {
        let mut of = communities.to_vec();
        let count = renumber(&mut of);
        let level = network.aggregate(&of, count);
        Merger {
            near: (0..count)
                .map(|c| level.near(c).iter().copied().collect())
                .collect(),
            sizes: level.sizes,
            alive: vec![true; count],
            of,
        }
    }

    fn living(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.alive.len()).filter(|&c| self.alive[c])
    }

    /// Puts the community `from` into `to`.
    fn merge(&mut self, from: usize, to: usize) {
        for (near, weight) in std::mem::take(&mut self.near[from]) {
            self.near[near].remove(&from);
            if near != to {
                *self.near[near].entry(to).or_default() += weight;
                *self.near[to].entry(near).or_default() += weight;
            }
        }
        self.sizes[to] += self.sizes[from];
        self.alive[from] = false;
        for c in self.of.iter_mut().filter(|c| **c == from) {
            *c = to;
        }
    }

    fn communities(mut self) -> Vec<usize> {
        renumber(&mut self.of);
        self.of
    }
}

/// Merges communities until `wanted` are left. Each step merges the pair with the most weight between them for their
/// sizes (weight / (size · size), as CPM does when γ falls); pairs without any weight come last, smallest first.
pub fn merge_to(network: &Network, communities: &[usize], wanted: usize) -> Vec<usize> {
    let mut merger = Merger::new(network, communities);
    let mut count = merger.alive.len();
    while count > wanted.max(1) {
        let Some((a, b)) = closest(&merger) else {
            break;
        };
        merger.merge(b, a);
        count -= 1;
    }
    merger.communities()
}

/// The pair that is merged next.
fn closest(merger: &Merger) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for a in merger.living() {
        for (&b, weight) in merger.near[a].range(a + 1..) {
            let density = weight / (merger.sizes[a] * merger.sizes[b]);
            if best.is_none_or(|(d, ..)| density > d + 1e-12) {
                best = Some((density, a, b));
            }
        }
    }
    if let Some((_, a, b)) = best {
        return Some((a, b));
    }
    let mut by_size: Vec<usize> = merger.living().collect();
    by_size.sort_by(|&a, &b| merger.sizes[a].total_cmp(&merger.sizes[b]).then(a.cmp(&b)));
    match by_size[..] {
        [a, b, ..] => Some((a.min(b), a.max(b))),
        _ => None,
    }
}

/// Joins communities of fewer than `least` notes to the neighbour they are most tied to, smallest first. What is tied
/// to nothing stays.
pub fn absorb_small(network: &Network, communities: &[usize], least: f64) -> Vec<usize> {
    let mut merger = Merger::new(network, communities);
    loop {
        let small = merger
            .living()
            .filter(|&c| merger.sizes[c] < least && !merger.near[c].is_empty())
            .min_by(|&a, &b| merger.sizes[a].total_cmp(&merger.sizes[b]).then(a.cmp(&b)));
        let Some(small) = small else {
            return merger.communities();
        };
        let mut to = small;
        let mut most = f64::MIN;
        for (&near, &weight) in &merger.near[small] {
            if weight > most + 1e-12 {
                (to, most) = (near, weight);
            }
        }
        merger.merge(small, to);
    }
}
