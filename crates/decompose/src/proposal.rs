//! What a proposal of boundaries is, and how one is made.

mod candidates;
mod choose;
mod describe;
mod present;
mod stops;
mod strategy;

use std::collections::BTreeMap;

use model::wish::wishes;
use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use candidates::{Candidate, Task};
use describe::describe;
use present::Present;

use crate::atoms::Atoms;
use crate::borders::Border;
use crate::changes::{Changes, changes};
use crate::constraints::Constraints;
use crate::criteria::{CRITERIA, weights};
use crate::cut::Cut;
use crate::evidence::Reasons;
use crate::graph::BoardGraph;
use crate::metrics::figures::Figure;
use crate::wall::Wall;

pub use crate::metrics::Metrics;
pub use describe::{Named, weigh};
pub use stops::Stop;
pub use strategy::Strategy;

/// What a note has from the other notes of its present context, where contexts are respected.
const PRIOR_WEIGHT: f64 = 4.0;

/// How to decompose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The same seed gives the same result.
    pub seed: u64,
    /// A wished number of contexts.
    pub contexts: Option<usize>,
    /// Keep locked contexts and use the board's contexts as a prior; otherwise nothing of them is read.
    pub respect_contexts: bool,
    /// What people decided stays: locked contexts as they are, and the name of one of the board's on the proposed context
    /// that is mostly it.
    pub keep_decided: bool,
    /// What the recommended cut goes by; a wished number of contexts counts for balanced cuts only.
    pub strategy: Strategy,
    /// Pairs of notes that stay in one context.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub must_link: Vec<(Id, Id)>,
    /// Pairs of notes that stay in different contexts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cannot_link: Vec<(Id, Id)>,
    /// Weights of criteria by id, 0 or more, in place of the board's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, f64>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 1,
            contexts: None,
            respect_contexts: false,
            keep_decided: false,
            strategy: Strategy::Balanced,
            must_link: Vec::new(),
            cannot_link: Vec::new(),
            weights: BTreeMap::new(),
        }
    }
}

impl Options {
    /// The weight of each criterion, in the order of [`CRITERIA`].
    fn weights(&self, board: &BoardSnapshot) -> Vec<f64> {
        let said = |id: &str| self.weights.get(id).copied();
        let said = |id| said(id).filter(|w| w.is_finite() && *w >= 0.0);
        let rows = CRITERIA.iter().zip(weights(board));
        rows.map(|(c, weight)| said(c.id()).unwrap_or(weight))
            .collect()
    }

    /// Pairs that stay together and pairs that stay apart: those of the options and those of the board.
    fn wishes(&self, board: &BoardSnapshot) -> [Vec<(Id, Id)>; 2] {
        let (mut together, mut apart) = (self.must_link.clone(), self.cannot_link.clone());
        for wish in wishes(board) {
            if wish.together {
                let pairs = wish.notes.windows(2);
                together.extend(pairs.map(|p| (p[0].clone(), p[1].clone())));
            } else {
                for (i, a) in wish.notes.iter().enumerate() {
                    let rest = &wish.notes[i + 1..];
                    apart.extend(rest.iter().map(|b| (a.clone(), b.clone())));
                }
            }
        }
        [together, apart]
    }
}

/// Alternatives from coarse to fine; exactly one is recommended (when there is any).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    pub seed: u64,
    pub alternatives: Vec<Alternative>,
    /// Every distinct cut of the resolution profile and every alternative, in short, from coarse to fine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Stop>,
    /// The notes that stops are about: those that live in contexts, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Id>,
    /// Wishes that cannot be met, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmet: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    pub name: String,
    pub recommended: bool,
    pub contexts: Vec<ProposedContext>,
    /// Per placed note: why it is where it is, and its second home.
    pub notes: BTreeMap<Id, NoteReason>,
    pub metrics: Metrics,
    /// The metrics for people.
    #[serde(default)]
    pub figures: Vec<Figure>,
    /// What crosses between which contexts.
    #[serde(default)]
    pub borders: Vec<Border>,
    /// Against the contexts that the board has; of a board without, against the recommended alternative.
    #[serde(default)]
    pub changes: Changes,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposedContext {
    pub name: String,
    /// Sorted as on the board.
    pub members: Vec<Id>,
    /// Plain sentences.
    pub because: Vec<String>,
    /// core, supporting or generic: a first guess, with its reason.
    #[serde(default)]
    pub subdomain: String,
    #[serde(default)]
    pub subdomain_because: String,
    /// Why it has this name.
    #[serde(default)]
    pub named_because: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoteReason {
    pub because: Vec<String>,
    /// Name of the context it would join next.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub second: Option<String>,
    /// 0 to 1: how strongly it belongs.
    #[serde(default)]
    pub strength: f64,
}

/// A board as it is read for a cut of some of its notes.
struct Ground {
    wall: Wall,
    present: Present,
    wishes: Constraints,
    atoms: Atoms,
    graph: BoardGraph,
}

impl Ground {
    /// `takes_part` of a note of the wall: whether it may be in an atom.
    fn of(
        board: &BoardSnapshot,
        wall: Wall,
        options: &Options,
        takes_part: impl Fn(usize) -> bool,
    ) -> Ground {
        let present = Present::of(board, &wall, options);
        let [together, apart] = options.wishes(board);
        let wishes = Constraints::read(&wall, &together, &apart, &present.locked);
        let is_free = |n: usize| present.locked[n].is_none() && takes_part(n);
        let atoms = Atoms::of(&wall, is_free, &wishes);
        let weights = options.weights(board);
        let graph = BoardGraph::build(&wall, &atoms, &weights, &present.prior, PRIOR_WEIGHT);
        Ground {
            wall,
            present,
            wishes,
            atoms,
            graph,
        }
    }
}

/// Proposes boundaries: at least three alternatives where the board has so many distinct cuts, none for a board without
/// placed notes.
///
/// Unless contexts are respected or their names kept, the result depends on what the notes say, where they lie and how they
/// are linked, never on contexts, ids or the order in the file. A wished number of contexts is met where there are at least
/// so many consistency boundaries; locked contexts count.
pub fn propose(board: &BoardSnapshot, options: &Options) -> Decomposition {
    let Ground {
        wall,
        present,
        wishes,
        atoms,
        graph,
    } = Ground::of(board, Wall::of(board), options, |_| true);
    let task = Task {
        network: graph.network(&atoms),
        conflicts: wishes.conflicts(&atoms),
        wall,
        atoms,
    };
    let (wall, atoms) = (&task.wall, &task.atoms);
    let mut reasons = Reasons::new(wall, atoms, &graph, true);
    let fixed = present.fixed.len();
    let wished = options.contexts.map(|k| k.saturating_sub(fixed).max(1));
    let mut unmet = wishes.unmet;
    let by = match strategy::cut(&task, options.strategy) {
        None if options.strategy != Strategy::Balanced => {
            unmet.push(options.strategy.missing().to_owned());
            Strategy::Balanced
        }
        _ => options.strategy,
    };
    let chosen = choose::choose(&task, options.seed, wished, by);
    let best = chosen.best;
    let cut_of = |candidate: &Candidate| {
        let labels = (0..wall.notes.len()).map(|n| match (present.locked[n], atoms.of[n]) {
            (Some(fixed), _) => Some(fixed),
            (None, Some(atom)) => Some(fixed + candidate.communities[atom]),
            (None, None) => None,
        });
        Cut::new(labels.collect())
    };
    let by_id = stops::by_id(wall);
    let stops = chosen.stops.iter();
    let stops = stops.map(|(candidate, told)| Stop {
        stability: candidate.found.then_some(candidate.stability),
        lasts: candidate.lasts,
        ..Stop::new(&by_id, &cut_of(candidate), *told)
    });
    let mut stops: Vec<Stop> = stops.collect();
    let mut alternatives: Vec<Alternative> = chosen
        .alternatives
        .iter()
        .enumerate()
        .map(|(i, candidate)| {
            let cut = cut_of(candidate);
            let mut alternative = describe(board, wall, &graph, &mut reasons, &cut, &present);
            if candidate.found {
                alternative.set_stability(candidate.stability);
            }
            alternative.metrics.persistence = candidate.lasts;
            alternative.recommended = i == best;
            alternative.name = name(i, best, cut.count, by);
            alternative
        })
        .collect();
    if alternatives.is_empty() && fixed > 0 {
        let cut = Cut::new(present.locked.clone());
        let mut only = describe(board, wall, &graph, &mut reasons, &cut, &present);
        only.recommended = true;
        only.name = name(0, 0, cut.count, Strategy::Balanced);
        alternatives.push(only);
        stops.push(Stop::new(&by_id, &cut, Some(0)));
    }
    if let (Some(k), Some(found)) = (
        options.contexts,
        alternatives.iter().find(|a| a.recommended),
    ) {
        unmet.extend(not_so_many(
            k,
            found.contexts.len(),
            fixed,
            atoms.atoms.len(),
            by,
        ));
    }
    compare(board, &mut alternatives, &[]);
    Decomposition {
        seed: options.seed,
        alternatives,
        stops,
        notes: by_id.iter().map(|&n| wall.notes[n].id.clone()).collect(),
        unmet,
    }
}

/// Why a wished number of contexts is not what is recommended. `free`: notes that lie in no locked context, as atoms.
fn not_so_many(
    wished: usize,
    found: usize,
    locked: usize,
    free: usize,
    by: Strategy,
) -> Option<String> {
    if wished.max(1) == found {
        return None;
    }
    let contexts = crate::phrase::count(wished, "context was", "contexts were");
    let why = match by {
        Strategy::Balanced if free == 0 => {
            "all notes lie in locked contexts, which stay as they are"
        }
        Strategy::Balanced if found < wished => {
            "no more can be had, as transactions and what is to stay together are not cut"
        }
        Strategy::Balanced if locked > 0 => {
            "no fewer can be had beside the locked ones, which stay as they are"
        }
        Strategy::Balanced => "no fewer can be had, as wishes keep notes apart",
        _ => "a number counts only where all criteria are taken together",
    };
    Some(format!("{contexts} wished, {found} found: {why}."))
}

/// Says of each alternative how it differs from the board's contexts; of a board without, from `otherwise`, or from the
/// recommended one.
fn compare(board: &BoardSnapshot, alternatives: &mut [Alternative], otherwise: &[Named]) {
    let cut = |alternative: &Alternative| -> Vec<(String, Vec<Id>)> {
        let contexts = alternative.contexts.iter();
        contexts
            .map(|c| (c.name.clone(), c.members.clone()))
            .collect()
    };
    let mut before: Vec<(String, Vec<Id>)> = board
        .contexts
        .iter()
        .map(|c| (c.name.clone(), c.members.clone()))
        .filter(|(_, members)| !members.is_empty())
        .collect();
    if before.is_empty() {
        let otherwise = otherwise.iter();
        before = otherwise
            .map(|c| (c.name.clone(), c.members.clone()))
            .collect();
    }
    if before.is_empty() {
        before = alternatives
            .iter()
            .find(|a| a.recommended)
            .map(cut)
            .unwrap_or_default();
    }
    for alternative in alternatives {
        alternative.changes = changes(board, &before, &cut(alternative));
    }
}

/// The recommended cut alone, without names and reasons: a label for each note of the wall, 0 for what lives in no
/// context.
pub fn recommended(board: &BoardSnapshot, wall: Wall, seed: u64) -> Vec<usize> {
    let wishes = Constraints::default();
    let atoms = Atoms::of(&wall, |_| true, &wishes);
    let graph = BoardGraph::build(&wall, &atoms, &weights(board), &[], 0.0);
    let task = Task {
        network: graph.network(&atoms),
        conflicts: wishes.conflicts(&atoms),
        wall,
        atoms,
    };
    let cut = choose::recommended(&task, seed);
    let label = |atom: &Option<usize>| atom.map_or(0, |a| cut[a]);
    task.atoms.of.iter().map(label).collect()
}

fn name(place: usize, best: usize, contexts: usize, by: Strategy) -> String {
    let grain = match place.cmp(&best) {
        std::cmp::Ordering::Less => "Coarser",
        std::cmp::Ordering::Equal => by.label(),
        std::cmp::Ordering::Greater => "Finer",
    };
    format!(
        "{grain}: {}",
        crate::phrase::count(contexts, "context", "contexts")
    )
}
