//! Cuts worth a look, from the profile, each with what speaks for it.

use model::NoteKind::{Aggregate, Command, DomainEvent, Query, ReadModel};

use crate::atoms::Atoms;
use crate::cluster::leiden::{Objective, quality};
use crate::cluster::merge::absorb_small;
use crate::cluster::network::{Network, renumber};
use crate::cluster::profile::{Effort, Level, profile};
use crate::compare::adjusted_rand;
use crate::constraints::Conflicts;
use crate::wall::Wall;

/// A community of fewer notes is no context of its own where it is tied to another: about a command, its aggregate,
/// event, policy and read model. Small boards ask for less: an eighth of their notes, and 2 at least.
const LEAST: (f64, f64) = (2.0, 7.0);
/// From so many notes on a community stays alone where its strongest tie weighs less than this: a word or an actor in
/// common is no reason to give up a border, a policy and what it starts are.
const LOOSE: (f64, f64) = (4.0, 1.0);
/// A resolution at which less than this share of the notes lies in communities of that size breaks the board apart: it
/// does not count towards how long a cut lasts.
const WHOLE: f64 = 0.8;
/// Resolution of the modularity that candidates are judged by (1: Newman–Girvan).
const RESOLUTION: f64 = 1.0;
/// Cuts that agree this much (adjusted Rand) are one plateau.
const SAME: f64 = 0.95;
/// How much a doubling of its plateau speaks for a cut.
const LASTING: f64 = 0.1;
/// How much the fit of sizes speaks for a cut.
const FITTING: f64 = 0.6;
/// What counts as a plateau for a cut that comes only of tidying up after resolutions that break the board apart.
const NEVER: f64 = 0.125;

/// What is to be cut.
pub struct Task {
    pub wall: Wall,
    pub atoms: Atoms,
    /// Nodes are the atoms.
    pub network: Network,
    pub conflicts: Conflicts,
}

#[derive(Clone, Debug)]
pub struct Candidate {
    /// Per atom, numbered from 0.
    pub communities: Vec<usize>,
    pub count: usize,
    /// Range of resolutions over which it lasts, in doublings.
    pub lasts: f64,
    pub stability: f64,
    /// Whether runs found it; otherwise it was asked for.
    pub found: bool,
    /// Modularity (of what the criteria say, see [`RESOLUTION`]) × fit of sizes × how long it lasts.
    pub score: f64,
}

/// The plateaus of the profile, coarse to fine, each cut once.
pub fn candidates(task: &Task, seed: u64) -> Vec<Candidate> {
    let network = &task.network;
    let mut plateaus: Vec<Vec<(Level, bool)>> = Vec::new();
    let effort = Effort::of(network);
    for level in profile(network, effort, seed) {
        let whole = is_whole(network, &level.communities);
        let communities = tidy(task, &level.communities);
        let level = Level {
            communities,
            ..level
        };
        match plateaus.last_mut() {
            Some(plateau) if alike(&plateau[0].0.communities, &level.communities) => {
                plateau.push((level, whole))
            }
            _ => plateaus.push(vec![(level, whole)]),
        }
    }
    let mut found: Vec<Candidate> = Vec::new();
    for plateau in &plateaus {
        let Some(best) = most_frequent(plateau) else {
            continue;
        };
        let lasts = plateau.iter().filter(|l| l.1).count() as f64 / effort.steps;
        match found.iter_mut().find(|c| c.communities == best.communities) {
            Some(known) => {
                known.lasts += lasts;
                known.stability = known.stability.max(best.stability);
            }
            None => {
                let communities = best.communities.clone();
                found.push(Candidate {
                    found: true,
                    ..judge(task, communities, lasts, best.stability)
                });
            }
        }
    }
    for c in &mut found {
        c.score *= c.lasts.max(NEVER).powf(LASTING);
    }
    found.sort_by_key(|c| c.count);
    found
}

/// A candidate that was asked for, not found.
pub fn asked(task: &Task, mut communities: Vec<usize>) -> Candidate {
    renumber(&mut communities);
    judge(task, communities, 0.0, 1.0)
}

/// Joins what is too small to stand alone. What is tied to nothing becomes one community if it is enough for one, and
/// goes to the largest otherwise.
pub fn tidy(task: &Task, communities: &[usize]) -> Vec<usize> {
    let network = &task.network;
    let least = least(network);
    let is_loose = |notes: f64, tie: f64| notes >= LOOSE.0 && tie < LOOSE.1;
    let allowed = task.conflicts.separate(network, communities);
    let mut communities = absorb_small(network, &allowed, least, is_loose, &task.conflicts);
    let count = renumber(&mut communities);
    let level = network.aggregate(&communities, count);
    let loose: Vec<usize> = (0..count)
        .filter(|&c| level.sizes[c] < least && level.neighbours(c) == 0)
        .collect();
    let Some(&first) = loose.first() else {
        return communities;
    };
    let notes: f64 = loose.iter().map(|&c| level.sizes[c]).sum();
    let largest = (0..count)
        .filter(|c| !loose.contains(c))
        .max_by(|&a, &b| level.sizes[a].total_cmp(&level.sizes[b]).then(b.cmp(&a)));
    let home = match largest {
        Some(largest) if notes < least => largest,
        _ => first,
    };
    for c in communities.iter_mut().filter(|c| loose.contains(c)) {
        *c = home;
    }
    task.conflicts.separate(network, &communities)
}

fn alike(a: &[usize], b: &[usize]) -> bool {
    a == b || adjusted_rand(a, b) >= SAME
}

fn most_frequent(plateau: &[(Level, bool)]) -> Option<&Level> {
    let mut best: Option<(usize, &Level)> = None;
    for (level, _) in plateau {
        let same = |l: &&(Level, bool)| l.0.communities == level.communities;
        let times = plateau.iter().filter(same).count();
        if best.is_none_or(|(most, _)| times > most) {
            best = Some((times, level));
        }
    }
    best.map(|b| b.1)
}

/// Fewest notes of a context, for a board of this size.
fn least(network: &Network) -> f64 {
    let notes: f64 = network.sizes.iter().sum();
    (notes / 8.0).clamp(LEAST.0, LEAST.1)
}

fn is_whole(network: &Network, communities: &[usize]) -> bool {
    let count = communities.iter().copied().max().map_or(0, |m| m + 1);
    let mut sizes = vec![0.0; count];
    for (node, &c) in communities.iter().enumerate() {
        sizes[c] += network.sizes[node];
    }
    let large: f64 = sizes.iter().filter(|s| **s >= least(network)).sum();
    large >= WHOLE * network.sizes.iter().sum::<f64>()
}

fn judge(task: &Task, communities: Vec<usize>, lasts: f64, stability: f64) -> Candidate {
    let network = &task.network;
    let total = network.total();
    let modularity = if total > 0.0 {
        quality(
            network,
            Objective::ReichardtBornholdt,
            RESOLUTION,
            &communities,
        ) / total
    } else {
        0.0
    };
    let count = communities.iter().copied().max().map_or(0, |m| m + 1);
    Candidate {
        score: (0.05 + modularity.max(0.0))
            * fit(&task.wall, &task.atoms, &communities, count).powf(FITTING)
            * stability.clamp(0.1, 1.0),
        communities,
        count,
        lasts,
        stability,
        found: false,
    }
}

/// How well the sizes fit guidance section 3, 0 to 1: mean over notes of the fit of their community. Endpoints count,
/// or events where the board has no command and no query yet.
fn fit(wall: &Wall, atoms: &Atoms, communities: &[usize], count: usize) -> f64 {
    let (mut endpoints, mut events, mut tables, mut notes) = (
        vec![0usize; count],
        vec![0usize; count],
        vec![0usize; count],
        vec![0usize; count],
    );
    for (atom, members) in atoms.atoms.iter().enumerate() {
        let c = communities[atom];
        notes[c] += members.len();
        for &n in members {
            match wall.kind(n) {
                Command | Query => endpoints[c] += 1,
                DomainEvent => events[c] += 1,
                Aggregate | ReadModel => tables[c] += 1,
                _ => {}
            }
        }
    }
    let early = endpoints.iter().all(|&e| e == 0);
    let work = if early { &events } else { &endpoints };
    let all = notes.iter().sum::<usize>().max(1) as f64;
    (0..count)
        .map(|c| {
            let by_work = match work[c] {
                0 => 0.3,
                1 => 0.5,
                2 => 0.7,
                3..=15 => 1.0,
                more => 15.0 / more as f64,
            };
            let by_tables = if tables[c] > 5 {
                5.0 / tables[c] as f64
            } else {
                1.0
            };
            notes[c] as f64 / all * by_work * by_tables
        })
        .sum()
}
