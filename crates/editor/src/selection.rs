//! What is selected. Notes and frames move together; links and a context are selected to be looked at or deleted.

use std::collections::BTreeSet;

use model::Id;

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

    /// Lets go of what is not there any more.
    pub fn retain(&mut self, is_there: impl Fn(&Id) -> bool) {
        self.notes.retain(&is_there);
        self.frames.retain(&is_there);
        self.links.retain(&is_there);
        self.context.take_if(|id| !is_there(id));
        let both = |(from, to): &mut (Id, Id)| is_there(from) && is_there(to);
        self.inferred.take_if(|ends| !both(ends));
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
}
