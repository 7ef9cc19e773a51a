//! A cut in words: names, reasons, figures and borders.

use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use super::present::Present;
use super::{Alternative, Ground, Options, ProposedContext, compare};
use crate::borders::borders;
use crate::cut::Cut;
use crate::evidence::{Reasons, of_contexts};
use crate::graph::BoardGraph;
use crate::metrics::{figures, measure};
use crate::naming;
use crate::subdomain::types;
use crate::wall::Wall;

/// A context that somebody thinks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub name: String,
    pub members: Vec<Id>,
}

/// Describes any cut of a board, as proposals with these options are described: what if these were the contexts? Notes that
/// are named in none are left out, one that is named in several lives in the first; contexts without notes are not there.
///
/// Where no context has a name, the cut is one that was found ([`super::Stop`]), and its contexts get names as proposed
/// ones do. `otherwise` is what the cut differs from on a board without contexts.
pub fn weigh(
    board: &BoardSnapshot,
    contexts: &[Named],
    options: &Options,
    otherwise: &[Named],
) -> Alternative {
    let wall = Wall::of(board);
    let mut labels = vec![None; wall.notes.len()];
    let place: std::collections::BTreeMap<&Id, usize> =
        wall.placed().map(|n| (&wall.notes[n].id, n)).collect();
    for (c, context) in contexts.iter().enumerate() {
        for n in context.members.iter().filter_map(|id| place.get(id)) {
            labels[*n] = labels[*n].or(Some(c));
        }
    }
    let cut = Cut::new(labels.clone());
    let ground = Ground::of(board, wall, options, |n| cut.of[n].is_some());
    let (wall, graph) = (&ground.wall, &ground.graph);
    let was_found = contexts.iter().all(|c| c.name.is_empty());
    let mut reasons = Reasons::new(wall, &ground.atoms, graph, was_found);
    let mut told = if was_found {
        describe(board, wall, graph, &mut reasons, &cut, &ground.present)
    } else {
        let mut names = vec![String::new(); cut.count];
        for (label, number) in labels.iter().zip(&cut.of) {
            if let (Some(label), Some(number)) = (*label, *number) {
                names[number].clone_from(&contexts[label].name);
            }
        }
        in_words(board, wall, graph, &mut reasons, &cut, &names)
    };
    told.name = "What if".into();
    let mut told = [told];
    compare(board, &mut told, otherwise);
    let [told] = told;
    told
}

pub fn describe(
    board: &BoardSnapshot,
    wall: &Wall,
    graph: &BoardGraph,
    reasons: &mut Reasons,
    cut: &Cut,
    present: &Present,
) -> Alternative {
    let mut names = naming::names(wall, cut);
    let own = names.clone();
    let kept = present.keep_decided(cut, &mut names);
    let mut alternative = in_words(board, wall, graph, reasons, cut, &names);
    let members = cut.members();
    for (c, context) in alternative.contexts.iter_mut().enumerate() {
        context.named_because = if own[c] == context.name || !kept[c] {
            naming::because(wall, &members[c], &context.name)
        } else {
            format!(
                "It is the board’s, as most of its notes live in the context of this name. By its words alone it would be {}.",
                own[c]
            )
        };
    }
    alternative
}

fn in_words(
    board: &BoardSnapshot,
    wall: &Wall,
    graph: &BoardGraph,
    reasons: &mut Reasons,
    cut: &Cut,
    names: &[String],
) -> Alternative {
    let because = of_contexts(wall, graph, cut, names);
    let contexts = cut
        .members()
        .into_iter()
        .zip(names.iter().zip(because).zip(types(wall, cut)))
        .map(|(members, ((name, because), (subdomain, why)))| {
            let mut members: Vec<Id> = members.iter().map(|&n| wall.notes[n].id.clone()).collect();
            members.sort_by_cached_key(|id| board.notes.position(id.as_str()));
            ProposedContext {
                name: name.clone(),
                members,
                because,
                subdomain: subdomain.name().to_owned(),
                subdomain_because: why,
                named_because: String::new(),
            }
        })
        .collect();
    let metrics = measure(wall, graph, cut);
    Alternative {
        name: String::new(),
        recommended: false,
        contexts,
        notes: reasons.of(cut, names),
        figures: figures::figures(wall, cut, &metrics, names),
        metrics,
        borders: borders(wall, cut, names),
        changes: Default::default(),
    }
}

impl Alternative {
    /// Mean agreement of repeated runs, 0 to 1, as one of the figures too.
    pub fn set_stability(&mut self, stability: f64) {
        self.metrics.stability = stability;
        self.figures.push(figures::stability(stability));
    }
}
