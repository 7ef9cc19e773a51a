//! A board's own contexts judged: figures, borders with patterns, types of subdomains, and what would make them better.

use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use crate::atoms::Atoms;
use crate::borders::{Border, borders};
use crate::constraints::Constraints;
use crate::criteria::weights;
use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::improve::{Join, joins, moves, splits};
use crate::metrics::figures::{Figure, figures};
use crate::metrics::{Metrics, measure};
use crate::subdomain::types;
use crate::wall::Wall;

/// So many of each kind of improvement are told.
const MOST: usize = 10;
/// A move that gains less is not worth telling.
const WORTH: f64 = 0.1;
/// From this modularity on a context may be several.
const SEVERAL: f64 = 0.45;

/// What is to be said of the contexts as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Judgement {
    /// `byContext` is in the order of `contexts`.
    pub metrics: Metrics,
    pub figures: Vec<Figure>,
    pub contexts: Vec<Judged>,
    pub borders: Vec<Border>,
    /// Notes that are tied to another context more than to their own, best move first.
    pub moves: Vec<Moved>,
    /// Pairs of contexts that may be one, by id, with the share of ties between them.
    pub joins: Vec<(Id, Id, f64)>,
    /// Contexts that may be several, by id, with the modularity of their parts.
    pub splits: Vec<(Id, f64)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Judged {
    pub id: Id,
    pub name: String,
    /// core, supporting or generic: a first guess.
    pub subdomain: String,
    /// Why this type, in a sentence.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    pub note: Id,
    /// The context that it would go to.
    pub to: Id,
    /// Share of its ties that it gains, 0 to 1.
    pub gain: f64,
}

/// Judges the contexts that hold notes, largest first; notes in no context are left out.
pub fn judge(board: &BoardSnapshot) -> Judgement {
    let wall = Wall::of(board);
    let home = |n: usize| {
        let context = board.context_of(&wall.notes[n].id)?;
        board.contexts.position(context.id.as_str())
    };
    let labels = (0..wall.notes.len()).map(|n| home(n).filter(|_| wall.is_placed(n)));
    let cut = Cut::new(labels.collect());
    let atoms = Atoms::of(&wall, |n| cut.of[n].is_some(), &Constraints::default());
    let graph = BoardGraph::build(&wall, &atoms, &weights(board), &[], 0.0);
    let contexts: Vec<(Id, String)> = cut
        .members()
        .iter()
        .filter_map(|m| board.context_of(&wall.notes[*m.first()?].id))
        .map(|c| (c.id.clone(), c.name.clone()))
        .collect();
    let names: Vec<String> = contexts.iter().map(|c| c.1.clone()).collect();
    let id = |c: usize| contexts[c].0.clone();
    let judged = contexts.iter().zip(types(&wall, &cut));
    let better = moves(&graph, &cut).into_iter().filter(|m| m.gain >= WORTH);
    let alike = joins(&graph, &cut)
        .into_iter()
        .filter(|j| j.closeness >= Join::ONE);
    let apart = splits(&graph, &cut).into_iter();
    let metrics = measure(&wall, &graph, &cut);
    Judgement {
        figures: figures(&wall, &cut, &metrics, &names),
        metrics,
        contexts: judged
            .map(|((id, name), (subdomain, because))| Judged {
                id: id.clone(),
                name: name.clone(),
                subdomain: subdomain.name().to_owned(),
                because,
            })
            .collect(),
        borders: borders(&wall, &cut, &names),
        moves: better
            .take(MOST)
            .map(|m| Moved {
                note: wall.notes[m.note].id.clone(),
                to: id(m.to),
                gain: m.gain,
            })
            .collect(),
        joins: alike
            .take(MOST)
            .map(|j| (id(j.a), id(j.b), j.share))
            .collect(),
        splits: apart
            .filter(|s| s.parts > 1 && s.modularity >= SEVERAL)
            .take(MOST)
            .map(|s| (id(s.context), s.modularity))
            .collect(),
    }
}
