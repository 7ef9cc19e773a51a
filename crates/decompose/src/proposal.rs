//! What a proposal of boundaries is, and how one is made.

mod candidates;
mod choose;
mod strategy;

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{BoardSnapshot, Context, Id};
use serde::{Deserialize, Serialize};

use candidates::Task;

use crate::atoms::Atoms;
use crate::constraints::Constraints;
use crate::criteria::{Tie, group, weights};
use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::metrics::measure;
use crate::wall::Wall;
use crate::{evidence, naming};

pub use crate::metrics::Metrics;
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
    /// What the recommended cut goes by; a wished number of contexts counts for balanced cuts only.
    pub strategy: Strategy,
    /// Pairs of notes that stay in one context.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub must_link: Vec<(Id, Id)>,
    /// Pairs of notes that stay in different contexts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cannot_link: Vec<(Id, Id)>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 1,
            contexts: None,
            respect_contexts: false,
            strategy: Strategy::Balanced,
            must_link: Vec::new(),
            cannot_link: Vec::new(),
        }
    }
}

/// Alternatives from coarse to fine; exactly one is recommended (when there is any).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    pub seed: u64,
    pub alternatives: Vec<Alternative>,
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
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposedContext {
    pub name: String,
    /// Sorted as on the board.
    pub members: Vec<Id>,
    /// Plain sentences.
    pub because: Vec<String>,
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

/// Proposes boundaries: at least three alternatives where the board has so many distinct cuts, none for a board without
/// placed notes.
///
/// Unless contexts are respected, the result depends on what the notes say, where they lie and how they are linked,
/// never on contexts, ids or the order in the file. A wished number of contexts is met where there are at least so many
/// consistency boundaries; locked contexts count.
pub fn propose(board: &BoardSnapshot, options: &Options) -> Decomposition {
    let wall = Wall::of(board);
    let present = if options.respect_contexts {
        Present::of(board, &wall)
    } else {
        Present::nothing(&wall)
    };
    let (together, apart) = (&options.must_link, &options.cannot_link);
    let wishes = Constraints::read(&wall, together, apart, &present.locked);
    let atoms = Atoms::of(&wall, |n| present.locked[n].is_none(), &wishes);
    let graph = BoardGraph::build(&wall, &atoms, &weights(board), &present.prior, PRIOR_WEIGHT);
    let task = Task {
        network: graph.network(&atoms),
        conflicts: wishes.conflicts(&atoms),
        wall,
        atoms,
    };
    let (wall, atoms) = (&task.wall, &task.atoms);
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
    let (chosen, best) = choose::choose(&task, options.seed, wished, by);

    let mut alternatives: Vec<Alternative> = chosen
        .iter()
        .enumerate()
        .map(|(i, candidate)| {
            let cut = Cut::new(
                (0..wall.notes.len())
                    .map(|n| match (present.locked[n], atoms.of[n]) {
                        (Some(fixed), _) => Some(fixed),
                        (None, Some(atom)) => Some(fixed + candidate.communities[atom]),
                        (None, None) => None,
                    })
                    .collect(),
            );
            let mut alternative = describe(board, wall, &graph, &cut, &present);
            alternative.metrics.stability = candidate.stability;
            alternative.metrics.persistence = candidate.lasts;
            alternative.recommended = i == best;
            alternative.name = name(i, best, cut.count, by);
            alternative
        })
        .collect();
    if alternatives.is_empty() && fixed > 0 {
        let cut = Cut::new(present.locked.clone());
        let mut only = describe(board, wall, &graph, &cut, &present);
        only.recommended = true;
        only.name = name(0, 0, cut.count, Strategy::Balanced);
        alternatives.push(only);
    }
    Decomposition {
        seed: options.seed,
        alternatives,
        unmet,
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

fn describe(
    board: &BoardSnapshot,
    wall: &Wall,
    graph: &BoardGraph,
    cut: &Cut,
    present: &Present,
) -> Alternative {
    let mut names = naming::names(wall, cut);
    present.keep_names(cut, &mut names);
    let because = evidence::of_contexts(wall, graph, cut, &names);
    let contexts = cut
        .members()
        .into_iter()
        .zip(names.iter().zip(because))
        .map(|(members, (name, because))| {
            let mut members: Vec<Id> = members.iter().map(|&n| wall.notes[n].id.clone()).collect();
            members.sort_by_key(|id| board.notes.position(id.as_str()));
            ProposedContext {
                name: name.clone(),
                members,
                because,
            }
        })
        .collect();
    let notes = wall
        .placed()
        .map(|n| {
            (
                wall.notes[n].id.clone(),
                evidence::of_note(wall, graph, cut, &names, n),
            )
        })
        .collect();
    Alternative {
        name: String::new(),
        recommended: false,
        contexts,
        notes,
        metrics: measure(wall, graph, cut),
    }
}

/// The contexts of the board, as far as they are respected.
struct Present {
    /// Locked contexts that hold notes.
    fixed: Vec<Arc<Context>>,
    /// Per note of the wall: its place in `fixed`.
    locked: Vec<Option<usize>>,
    prior: Vec<Tie>,
    /// Per context of the board: its name and its notes.
    names: Vec<(String, Vec<usize>)>,
}

impl Present {
    fn nothing(wall: &Wall) -> Present {
        Present {
            fixed: Vec::new(),
            locked: vec![None; wall.notes.len()],
            prior: Vec::new(),
            names: Vec::new(),
        }
    }

    fn of(board: &BoardSnapshot, wall: &Wall) -> Present {
        let mut present = Present::nothing(wall);
        for context in &board.contexts {
            let members: Vec<usize> = wall
                .placed()
                .filter(|&n| {
                    board
                        .context_of(&wall.notes[n].id)
                        .is_some_and(|c| c.id == context.id)
                })
                .collect();
            if members.is_empty() {
                continue;
            }
            if context.locked {
                for &n in &members {
                    present.locked[n] = Some(present.fixed.len());
                }
                present.fixed.push(context.clone());
            } else {
                group(&members, &mut present.prior);
            }
            present.names.push((context.name.clone(), members));
        }
        present
    }

    /// A proposed context that is mostly one of the board's keeps its name.
    fn keep_names(&self, cut: &Cut, names: &mut [String]) {
        let sizes = cut.sizes();
        for (name, members) in &self.names {
            for c in 0..cut.count {
                let both = members.iter().filter(|&&n| cut.of[n] == Some(c)).count();
                if both * 2 > members.len() && both * 2 > sizes[c] {
                    // Whoever had this name by its words gives it up.
                    if let Some(other) = names.iter().position(|n| n == name).filter(|&o| o != c) {
                        names[other] = names[c].clone();
                    }
                    names[c] = name.clone();
                }
            }
        }
    }
}
