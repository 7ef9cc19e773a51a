//! Cuts by one idea: one aggregate each, one capability each, one team each.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use model::NoteKind::{Aggregate, DomainEvent};
use petgraph::unionfind::UnionFind;
use serde::{Deserialize, Serialize};

use super::candidates::Task;
use crate::cluster::network::{Network, renumber};

/// What the recommended cut goes by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// All criteria.
    #[default]
    Balanced,
    /// Transactions: every aggregate is a context.
    Aggregate,
    /// Parts of the flow between pivotal events.
    Capability,
    /// What people entered as the team of notes.
    Team,
}

impl Strategy {
    /// How an alternative by this strategy is called.
    pub fn label(self) -> &'static str {
        match self {
            Strategy::Balanced => "Recommended",
            Strategy::Aggregate => "By aggregate",
            Strategy::Capability => "By capability",
            Strategy::Team => "By team",
        }
    }

    /// Why a board cannot be cut this way.
    pub fn missing(self) -> &'static str {
        match self {
            Strategy::Balanced => "",
            Strategy::Aggregate => "There are fewer than two aggregates to cut by.",
            Strategy::Capability => "No pivotal event parts the flow.",
            Strategy::Team => "Fewer than two teams were entered for notes.",
        }
    }
}

/// The cut of the atoms by a strategy; none where the board does not hold what it goes by.
pub fn cut(task: &Task, strategy: Strategy) -> Option<Vec<usize>> {
    let seeds = match strategy {
        Strategy::Balanced => return None,
        Strategy::Aggregate => aggregates(task),
        Strategy::Capability => capabilities(task),
        Strategy::Team => teams(task),
    };
    let mut distinct: Vec<usize> = seeds.iter().flatten().copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    (distinct.len() > 1).then(|| {
        let mut grown = grow(&task.network, seeds);
        renumber(&mut grown);
        task.conflicts.separate(&task.network, &grown)
    })
}

fn aggregates(task: &Task) -> Vec<Option<usize>> {
    let holds = |atom: &Vec<usize>| atom.iter().any(|&n| task.wall.kind(n) == Aggregate);
    let atoms = task.atoms.atoms.iter().enumerate();
    atoms.map(|(i, atom)| holds(atom).then_some(i)).collect()
}

fn teams(task: &Task) -> Vec<Option<usize>> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut seeds = Vec::new();
    for atom in &task.atoms.atoms {
        let teams = atom
            .iter()
            .filter_map(|&n| task.wall.notes[n].facts.team.as_ref());
        seeds.push(teams.map(ToString::to_string).min().map(|team| {
            let next = known.len();
            *known.entry(team).or_insert(next)
        }));
    }
    seeds
}

/// What hangs together when every pivotal event ends what leads up to it; parts of a single atom are no capability.
fn capabilities(task: &Task) -> Vec<Option<usize>> {
    let (wall, atoms) = (&task.wall, &task.atoms);
    let mut sets = UnionFind::new(atoms.atoms.len());
    let ends = |n: usize| wall.kind(n) == DomainEvent && wall.notes[n].pivotal;
    for step in wall.steps.iter().filter(|s| !ends(s.from)) {
        if let (Some(a), Some(b)) = (atoms.of[step.from], atoms.of[step.to]) {
            sets.union(a, b);
        }
    }
    let labels = sets.into_labeling();
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for &label in &labels {
        *sizes.entry(label).or_default() += 1;
    }
    labels
        .into_iter()
        .map(|l| Some(l).filter(|l| sizes[l] > 1))
        .collect()
}

/// What a node would join next: the strongest tie first, then the lowest places.
#[derive(PartialEq)]
struct Wish {
    tie: f64,
    node: usize,
    part: usize,
}

impl Eq for Wish {}

impl PartialOrd for Wish {
    fn partial_cmp(&self, other: &Wish) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Wish {
    fn cmp(&self, other: &Wish) -> Ordering {
        let by_tie = self.tie.total_cmp(&other.tie);
        by_tie.then((other.node, other.part).cmp(&(self.node, self.part)))
    }
}

/// Grows parts from seeds: each time the node with the strongest tie to a part joins it; what nothing reaches stays
/// alone.
fn grow(network: &Network, seeds: Vec<Option<usize>>) -> Vec<usize> {
    let mut home = seeds;
    let mut ties: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut wishes = BinaryHeap::new();
    let mut settled: Vec<usize> = (0..network.len()).filter(|&n| home[n].is_some()).collect();
    loop {
        for node in settled.drain(..) {
            let Some(part) = home[node] else { continue };
            for (near, weight) in network.near(node).filter(|e| home[e.0].is_none()) {
                let tie = ties.entry((near, part)).or_default();
                *tie += weight;
                wishes.push(Wish {
                    tie: *tie,
                    node: near,
                    part,
                });
            }
        }
        let Some(wish) = wishes.pop() else { break };
        if home[wish.node].is_none() {
            home[wish.node] = Some(wish.part);
            settled.push(wish.node);
        }
    }
    let free = home.iter().flatten().copied().max().map_or(0, |m| m + 1);
    home.iter()
        .enumerate()
        .map(|(node, part)| part.unwrap_or(free + node))
        .collect()
}
