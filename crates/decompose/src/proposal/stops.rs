//! The cuts between coarse and fine, in short: which note would live where. Telling one in full is [`super::weigh`].

use model::Id;
use serde::{Deserialize, Serialize};

use crate::cut::Cut;
use crate::wall::Wall;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// How many there are, locked ones included.
    pub contexts: usize,
    /// Mean agreement of repeated runs, 0 to 1; none for a cut that was made by joining, or by a strategy, and not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stability: Option<f64>,
    /// Range of resolutions over which it lasts, in doublings.
    pub lasts: f64,
    /// Its place among the alternatives, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative: Option<usize>,
    /// Per note of [`super::Decomposition::notes`]: the number of its context, in the order of an alternative's contexts.
    pub of: Vec<usize>,
}

impl Stop {
    /// A cut of which it is not known how it was found; `notes` in the order of [`by_id`].
    pub(super) fn new(notes: &[usize], cut: &Cut, alternative: Option<usize>) -> Stop {
        Stop {
            contexts: cut.count,
            stability: None,
            lasts: 0.0,
            alternative,
            of: notes.iter().filter_map(|&n| cut.of[n]).collect(),
        }
    }

    /// The notes of each context.
    pub fn members(&self, notes: &[Id]) -> Vec<Vec<Id>> {
        let mut members = vec![Vec::new(); self.contexts];
        for (id, &context) in notes.iter().zip(&self.of) {
            if let Some(members) = members.get_mut(context) {
                members.push(id.clone());
            }
        }
        members
    }
}

/// The notes that stops are about: every placed note is in a locked context or in an atom.
pub(super) fn by_id(wall: &Wall) -> Vec<usize> {
    let mut notes: Vec<usize> = wall.placed().collect();
    notes.sort_unstable_by(|&a, &b| wall.notes[a].id.cmp(&wall.notes[b].id));
    notes
}
