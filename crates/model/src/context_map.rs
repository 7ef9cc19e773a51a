//! The context map: what flows between contexts, and the patterns that people named.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::context::Pattern;
use crate::ids::Id;
use crate::note::NoteKind;
use crate::reading::{ReadLink, Reading};
use crate::snapshot::BoardSnapshot;

/// One step of the flow that crosses a border.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crossing {
    /// The notes.
    pub from: Id,
    pub to: Id,
    /// An event that a policy or a read model takes up later; anything else waits for the other side.
    pub asynchronous: bool,
    /// 0 to 1, of the reading.
    pub confidence: f64,
}

/// What goes from one context to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// The context where the flow comes from.
    pub upstream: Id,
    pub downstream: Id,
    /// In the order of the reading; none where people named a relation but nothing flows yet.
    pub crossings: Vec<Crossing>,
    pub pattern: Option<Pattern>,
    /// What people wrote beside the pattern.
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContextMap {
    /// In the order of the board's contexts: by upstream, then by downstream.
    pub edges: Vec<Edge>,
}

impl Edge {
    /// Whether somebody waits for an answer across this border.
    pub fn is_synchronous(&self) -> bool {
        self.crossings.iter().any(|c| !c.asynchronous)
    }
}

impl ContextMap {
    pub fn edge(&self, upstream: &Id, downstream: &Id) -> Option<&Edge> {
        self.edges
            .iter()
            .find(|e| e.upstream == *upstream && e.downstream == *downstream)
    }
}

/// Flows between contexts, with the relations that people named. A pattern without a direction (partnership, shared
/// kernel, separate ways) goes to whichever way something flows.
pub fn context_map(board: &BoardSnapshot, reading: &Reading) -> ContextMap {
    let mut edges: BTreeMap<(usize, usize), Edge> = BTreeMap::new();
    let place = |c: &Id| board.contexts.position(c.as_str()).unwrap_or(usize::MAX);
    let empty = |upstream: &Id, downstream: &Id| Edge {
        upstream: upstream.clone(),
        downstream: downstream.clone(),
        crossings: Vec::new(),
        pattern: None,
        note: String::new(),
    };
    for link in reading.links() {
        let (Some(up), Some(down)) = (board.context_of(&link.from), board.context_of(&link.to))
        else {
            continue;
        };
        if up.id != down.id {
            edges
                .entry((place(&up.id), place(&down.id)))
                .or_insert_with(|| empty(&up.id, &down.id))
                .crossings
                .push(Crossing {
                    from: link.from.clone(),
                    to: link.to.clone(),
                    asynchronous: is_asynchronous(board, link),
                    confidence: link.confidence,
                });
        }
    }
    for relation in board.relations.iter() {
        let ahead = (place(&relation.upstream), place(&relation.downstream));
        let back = (ahead.1, ahead.0);
        let mut told = false;
        if is_mutual(relation.pattern) {
            for way in [ahead, back] {
                if let Some(edge) = edges.get_mut(&way) {
                    edge.pattern = Some(relation.pattern);
                    edge.note.clone_from(&relation.note);
                    told = true;
                }
            }
        }
        if !told {
            let edge = edges
                .entry(ahead)
                .or_insert_with(|| empty(&relation.upstream, &relation.downstream));
            edge.pattern = Some(relation.pattern);
            edge.note.clone_from(&relation.note);
        }
    }
    ContextMap {
        edges: edges.into_values().collect(),
    }
}

fn is_asynchronous(board: &BoardSnapshot, link: &ReadLink) -> bool {
    let kind = |id: &Id| board.note(id).map(|n| n.kind);
    kind(&link.from) == Some(NoteKind::DomainEvent)
        && matches!(kind(&link.to), Some(NoteKind::Policy | NoteKind::ReadModel))
}

fn is_mutual(pattern: Pattern) -> bool {
    matches!(
        pattern,
        Pattern::Partnership | Pattern::SharedKernel | Pattern::SeparateWays
    )
}
