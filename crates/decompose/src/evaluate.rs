//! How well proposals meet boundaries that are known, beside simpler methods, and how they bear damage.
//!
//! What is scored: every note that lives in a context (actors and systems live in none) and has one on the board.

pub mod baselines;
pub mod faults;
pub mod robustness;

use std::collections::{BTreeMap, HashMap};

use model::BoardSnapshot;
use serde::Serialize;

use crate::compare::{adjusted_mutual_information, adjusted_rand, pairwise_f1};
use crate::proposal::recommended;
use crate::wall::Wall;

pub use faults::Fault;
pub use robustness::{Spread, Trial};

/// How alike a cut is to the known one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Adjusted mutual information, 1 for the same cut.
    pub ami: f64,
    /// Adjusted Rand index, 1 for the same cut.
    pub ari: f64,
    /// F1 of the pairs of notes that are together, 0 to 1.
    pub f1: f64,
    /// Contexts found.
    pub contexts: usize,
}

/// One board with known contexts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    pub board: String,
    /// Notes scored.
    pub notes: usize,
    /// Contexts that the board has.
    pub contexts: usize,
    pub isobar: Scores,
    /// By name of the method.
    pub baselines: BTreeMap<&'static str, Scores>,
    /// Adjusted Rand index under damage.
    pub robustness: Vec<Trial>,
    pub faults: Vec<Fault>,
}

/// Evaluates the recommended proposal; none for a board with fewer than two contexts that hold notes.
pub fn evaluate(name: &str, board: &BoardSnapshot) -> Option<Evaluation> {
    let wall = Wall::of(board);
    let truth = Truth::of(board, &wall)?;
    let baselines = baselines::BASELINES
        .iter()
        .map(|b| (b.name, truth.score(&(b.cut)(&wall))))
        .collect();
    Some(Evaluation {
        board: name.to_owned(),
        notes: truth.notes.len(),
        contexts: truth.contexts,
        isobar: truth.score(&proposed(board, &wall, 1)),
        baselines,
        robustness: robustness::trials(board, &wall, &truth),
        faults: faults::plant(board),
    })
}

/// Known contexts, by place in the wall.
pub(crate) struct Truth {
    pub notes: Vec<usize>,
    labels: Vec<usize>,
    contexts: usize,
}

impl Truth {
    pub fn of(board: &BoardSnapshot, wall: &Wall) -> Option<Truth> {
        let home = |n: usize| {
            let context = board.context_of(&wall.notes[n].id)?;
            Some((n, board.contexts.position(context.id.as_str())?))
        };
        let (notes, labels): (Vec<usize>, Vec<usize>) = wall.placed().filter_map(home).unzip();
        let mut distinct = labels.clone();
        distinct.sort_unstable();
        distinct.dedup();
        (distinct.len() > 1).then_some(Truth {
            notes,
            labels,
            contexts: distinct.len(),
        })
    }

    /// `cut` gives a label for each note of the wall; labels of notes that live in no context are not read.
    pub fn score(&self, cut: &[usize]) -> Scores {
        let found: Vec<usize> = self.notes.iter().map(|&n| cut[n]).collect();
        let mut distinct = found.clone();
        distinct.sort_unstable();
        distinct.dedup();
        Scores {
            ami: adjusted_mutual_information(&found, &self.labels),
            ari: adjusted_rand(&found, &self.labels),
            f1: pairwise_f1(&found, &self.labels),
            contexts: distinct.len(),
        }
    }
}

/// The recommended cut of a board, a label for each note of `wall`, which may be another reading of the same notes.
pub(crate) fn proposed(board: &BoardSnapshot, wall: &Wall, seed: u64) -> Vec<usize> {
    let own = Wall::of(board);
    let ids: Vec<_> = own.notes.iter().map(|n| n.id.clone()).collect();
    let cut = recommended(board, own, seed);
    let labels: HashMap<_, _> = ids.iter().zip(cut).collect();
    let label = |n: &std::sync::Arc<model::Note>| labels.get(&n.id).copied().unwrap_or_default();
    wall.notes.iter().map(label).collect()
}

/// The mean of each method over boards.
pub fn mean(scores: impl IntoIterator<Item = Scores>) -> Scores {
    let all: Vec<Scores> = scores.into_iter().collect();
    let n = all.len().max(1) as f64;
    let of = |figure: fn(&Scores) -> f64| all.iter().map(figure).sum::<f64>() / n;
    Scores {
        ami: of(|s| s.ami),
        ari: of(|s| s.ari),
        f1: of(|s| s.f1),
        contexts: of(|s| s.contexts as f64).round() as usize,
    }
}
