//! What people want: notes that stay together, notes that stay apart.

use std::collections::BTreeSet;

use model::Id;

use crate::atoms::Atoms;
use crate::cluster::network::{Network, renumber};
use crate::phrase::quote;
use crate::wall::Wall;

/// Pairs of places in the wall; what cannot be kept is in `unmet`, in words.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    pub together: Vec<(usize, usize)>,
    pub apart: Vec<(usize, usize)>,
    pub unmet: Vec<String>,
}

impl Constraints {
    /// Reads pairs of ids. `locked` gives the locked context of a note: these stay as they are.
    pub fn read(
        wall: &Wall,
        together: &[(Id, Id)],
        apart: &[(Id, Id)],
        locked: &[Option<usize>],
    ) -> Constraints {
        let mut found = Constraints::default();
        let place = |id: &Id| wall.notes.iter().position(|n| n.id == *id);
        let mut resolve = |pairs: &[(Id, Id)], wish: &str| -> Vec<(usize, usize)> {
            let mut known = Vec::new();
            for (a, b) in pairs {
                match (place(a), place(b)) {
                    (Some(x), Some(y)) if wall.is_placed(x) && wall.is_placed(y) && x != y => {
                        known.push((x.min(y), x.max(y)));
                    }
                    (Some(_), Some(_)) => found.unmet.push(format!(
                        "“{a}” and “{b}” cannot be {wish}: only two notes that live in contexts can."
                    )),
                    _ => found.unmet.push(format!(
                        "“{a}” and “{b}” cannot be {wish}: one of them is not on the board."
                    )),
                }
            }
            known.sort_unstable();
            known.dedup();
            known
        };
        let together = resolve(together, "kept together");
        let apart = resolve(apart, "kept apart");
        let mut sentence = |(a, b): (usize, usize), why: &str| {
            let (a, b) = (quote(wall.text(a)), quote(wall.text(b)));
            found.unmet.push(format!("{a} and {b} {why}."));
        };
        let mut groups = Groups::new(wall.notes.len(), &apart);
        let mut kept = Vec::new();
        for pair in together {
            let is_locked = locked[pair.0].is_some() || locked[pair.1].is_some();
            if is_locked && locked[pair.0] != locked[pair.1] {
                sentence(
                    pair,
                    "cannot be kept together: a locked context stays as it is",
                );
            } else if !groups.join(pair.0, pair.1) {
                sentence(
                    pair,
                    "cannot be kept together: others of your wishes keep them apart",
                );
            } else if !is_locked {
                kept.push(pair);
            }
        }
        for &pair in &apart {
            if locked[pair.0].is_some() && locked[pair.0] == locked[pair.1] {
                sentence(pair, "cannot be kept apart: a locked context holds both");
            }
        }
        let is_free = |p: &(usize, usize)| locked[p.0].is_none() && locked[p.1].is_none();
        found.apart = apart.into_iter().filter(is_free).collect();
        found.together = kept;
        found
    }

    /// The atoms that may not share a context.
    pub fn conflicts(&self, atoms: &Atoms) -> Conflicts {
        let mut conflicts = Conflicts(vec![BTreeSet::new(); atoms.atoms.len()]);
        for &(a, b) in &self.apart {
            if let (Some(a), Some(b)) = (atoms.of[a], atoms.of[b])
                && a != b
            {
                conflicts.0[a].insert(b);
                conflicts.0[b].insert(a);
            }
        }
        conflicts
    }
}

/// Groups of notes that are put together, as far as nothing keeps them apart (union–find with path halving).
pub struct Groups<'a> {
    parent: Vec<usize>,
    apart: &'a [(usize, usize)],
}

impl<'a> Groups<'a> {
    pub fn new(notes: usize, apart: &'a [(usize, usize)]) -> Groups<'a> {
        Groups {
            parent: (0..notes).collect(),
            apart,
        }
    }

    pub fn root(&mut self, mut n: usize) -> usize {
        while self.parent[n] != n {
            self.parent[n] = self.parent[self.parent[n]];
            n = self.parent[n];
        }
        n
    }

    /// Puts the groups of two notes together; false where something keeps them apart.
    pub fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let pairs = self.apart;
        let parted = pairs.iter().any(|&(x, y)| {
            let (x, y) = (self.root(x), self.root(y));
            (x, y) == (a, b) || (x, y) == (b, a)
        });
        if !parted {
            self.parent[a.max(b)] = a.min(b);
        }
        !parted
    }
}

/// Per node of a network: the nodes with which it may not share a community.
#[derive(Clone, Debug, Default)]
pub struct Conflicts(pub Vec<BTreeSet<usize>>);

impl Conflicts {
    pub fn none(nodes: usize) -> Conflicts {
        Conflicts(vec![BTreeSet::new(); nodes])
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(BTreeSet::is_empty)
    }

    /// Parts every community that holds a conflict: those in conflict get communities of their own, the others go where
    /// they are tied most, node by node from what is settled.
    pub fn separate(&self, network: &Network, communities: &[usize]) -> Vec<usize> {
        let mut communities = communities.to_vec();
        let count = renumber(&mut communities);
        let mut next = count;
        if self.is_empty() {
            return communities;
        }
        for community in 0..count {
            let members: Vec<usize> = (0..network.len())
                .filter(|&n| communities[n] == community)
                .collect();
            let within = |n: usize| self.0[n].iter().any(|m| communities[*m] == community);
            let fighting: Vec<usize> = members.iter().copied().filter(|&n| within(n)).collect();
            if fighting.is_empty() {
                continue;
            }
            let mut parts: Vec<Vec<usize>> = Vec::new();
            for node in fighting {
                let fits = |part: &Vec<usize>| part.iter().all(|m| !self.0[node].contains(m));
                match parts.iter_mut().find(|p| fits(p)) {
                    Some(part) => part.push(node),
                    None => parts.push(vec![node]),
                }
            }
            let mut home = vec![usize::MAX; network.len()];
            for (i, part) in parts.iter().enumerate() {
                part.iter().for_each(|&n| home[n] = i);
            }
            settle(network, &members, parts.len(), &mut home);
            for &n in &members {
                if home[n] > 0 {
                    communities[n] = next + home[n] - 1;
                }
            }
            next += parts.len() - 1;
        }
        renumber(&mut communities);
        communities
    }
}

/// Gives every member a part: each time the one that is tied most to a part goes there; what is tied to none goes to the
/// first.
fn settle(network: &Network, members: &[usize], parts: usize, home: &mut [usize]) {
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for &n in members.iter().filter(|&&n| home[n] == usize::MAX) {
            let mut ties = vec![0.0; parts];
            for (near, weight) in network.near(n) {
                if let Some(tie) = ties.get_mut(home[near]) {
                    *tie += weight;
                }
            }
            for (part, &tie) in ties.iter().enumerate() {
                if tie > best.map_or(0.0, |b| b.0 + 1e-12) {
                    best = Some((tie, n, part));
                }
            }
        }
        match best {
            Some((_, n, part)) => home[n] = part,
            None => break,
        }
    }
    for &n in members {
        if home[n] == usize::MAX {
            home[n] = 0;
        }
    }
}
