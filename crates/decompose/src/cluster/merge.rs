//! Merging communities one pair at a time: from a fine cut to any coarser one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::network::{Network, renumber};
use crate::constraints::Conflicts;

/// Communities that can be merged.
struct Merger {
    /// Weights to the other communities; empty for what was merged away.
    near: Vec<BTreeMap<usize, f64>>,
    /// With which it may not be merged.
    apart: Vec<BTreeSet<usize>>,
    sizes: Vec<f64>,
    alive: Vec<bool>,
    /// Per node: its community at the start.
    of: Vec<usize>,
    /// Per community: what it was merged into, itself while it lives.
    into: Vec<usize>,
}

impl Merger {
    fn new(network: &Network, communities: &[usize], conflicts: &Conflicts) -> Merger {
        let mut of = communities.to_vec();
        let count = renumber(&mut of);
        let level = network.aggregate(&of, count);
        let mut apart = vec![BTreeSet::new(); count];
        for (node, others) in conflicts.0.iter().enumerate() {
            apart[of[node]].extend(others.iter().map(|&other| of[other]));
        }
        Merger {
            near: (0..count).map(|c| level.near(c).collect()).collect(),
            apart,
            sizes: level.sizes,
            alive: vec![true; count],
            of,
            into: (0..count).collect(),
        }
    }

    fn living(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.alive.len()).filter(|&c| self.alive[c])
    }

    /// Communities that it is tied to and may be merged with.
    fn free_neighbours(&self, c: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let near = self.near[c].iter().map(|(&n, &w)| (n, w));
        near.filter(move |(n, _)| !self.apart[c].contains(n))
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
        for other in std::mem::take(&mut self.apart[from]) {
            self.apart[other].remove(&from);
            self.apart[other].insert(to);
            self.apart[to].insert(other);
        }
        self.sizes[to] += self.sizes[from];
        self.alive[from] = false;
        self.into[from] = to;
    }

    fn communities(mut self) -> Vec<usize> {
        for c in &mut self.of {
            while self.into[*c] != *c {
                *c = self.into[*c];
            }
        }
        renumber(&mut self.of);
        self.of
    }
}

/// Merges communities until `wanted` are left. Each step merges the pair with the most weight between them for their
/// sizes (weight / (size · size), as CPM does when γ falls); pairs without any weight come last, smallest first. Where
/// conflicts forbid every pair, more are left.
pub fn merge_to(
    network: &Network,
    communities: &[usize],
    wanted: usize,
    conflicts: &Conflicts,
) -> Vec<usize> {
    let mut merger = Merger::new(network, communities, conflicts);
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
            if merger.apart[a].contains(&b) {
                continue;
            }
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
    for (i, &a) in by_size.iter().enumerate() {
        let free = by_size[i + 1..]
            .iter()
            .find(|b| !merger.apart[a].contains(b));
        if let Some(&b) = free {
            return Some((a.min(b), a.max(b)));
        }
    }
    None
}

/// Joins communities of fewer than `least` notes to the neighbour they are most tied to, smallest first. What is tied
/// to nothing stays, and so does what is `loose`, by its notes and the weight of its strongest tie.
pub fn absorb_small(
    network: &Network,
    communities: &[usize],
    least: f64,
    loose: impl Fn(f64, f64) -> bool,
    conflicts: &Conflicts,
) -> Vec<usize> {
    let mut merger = Merger::new(network, communities, conflicts);
    // Sizes are positive: their bits are in their order. What has no free neighbour never gets one.
    let entry = |merger: &Merger, c: usize| Reverse((merger.sizes[c].to_bits(), c));
    let small = merger.living().filter(|&c| merger.sizes[c] < least);
    let mut waiting: BinaryHeap<_> = small.map(|c| entry(&merger, c)).collect();
    while let Some(Reverse((size, small))) = waiting.pop() {
        let is_stale = !merger.alive[small] || merger.sizes[small].to_bits() != size;
        if is_stale || merger.free_neighbours(small).next().is_none() {
            continue;
        }
        let mut to = small;
        let mut most = f64::MIN;
        for (near, weight) in merger.free_neighbours(small) {
            if weight > most + 1e-12 {
                (to, most) = (near, weight);
            }
        }
        if loose(merger.sizes[small], most) {
            continue;
        }
        merger.merge(small, to);
        if merger.sizes[to] < least {
            waiting.push(entry(&merger, to));
        }
    }
    merger.communities()
}
