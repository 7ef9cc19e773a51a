//! What is selected. Notes and frames move together; links and a context are selected to be looked at or deleted.

use std::collections::BTreeSet;

use model::{BoardSnapshot, Id};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub notes: BTreeSet<Id>,
    pub frames: BTreeSet<Id>,
    pub links: BTreeSet<Id>,
    pub context: Option<Id>,
    /// A link that was read from the wall, by its ends.
    pub inferred: Option<(Id, Id)>,
}

impl Selection {
    pub fn notes(ids: impl IntoIterator<Item = Id>) -> Selection {
        Selection {
            notes: ids.into_iter().collect(),
            ..Selection::default()
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Selection::default()
    }

    /// The one note that is selected, when nothing else is.
    pub fn single_note(&self) -> Option<&Id> {
        (self.notes.len() == 1 && self.frames.is_empty())
            .then(|| self.notes.first())
            .flatten()
    }

    /// Notes and frames, which move and are resized.
    pub fn movable(&self) -> impl Iterator<Item = &Id> {
        self.notes.iter().chain(&self.frames)
    }

    /// All ids.
    pub fn ids(&self) -> impl Iterator<Item = &Id> {
        let movable = self.movable();
        movable.chain(&self.links).chain(&self.context)
    }

    /// Lets go of what the board no longer has; says whether anything was.
    pub fn prune(&mut self, board: &BoardSnapshot) -> bool {
        let before = self.clone();
        self.notes.retain(|id| board.notes.contains(id.as_str()));
        self.frames.retain(|id| board.frames.contains(id.as_str()));
        self.links.retain(|id| board.links.contains(id.as_str()));
        self.context = self.context.take().filter(|id| board.context(id).is_some());
        self.inferred = self
            .inferred
            .take()
            .filter(|(from, to)| board.note(from).is_some() && board.note(to).is_some());
        before != *self
    }
}
