//! What people want of boundaries, said of the selected notes: one context, or different ones.

use model::Id;
use model::wish::wish;

use crate::wall::Wall;

impl Wall {
    /// Whether a wish can be made of the selection: two notes or more that live in contexts.
    pub fn may_wish(&self) -> bool {
        self.wished().nth(1).is_some()
    }

    /// Wishes that the selected notes share a context, or that no two of them do.
    pub fn wish(&mut self, together: bool) {
        let notes: Vec<Id> = self.wished().cloned().collect();
        self.announce(format!(
            "{} notes are to be {}. The wish is on the Boundaries tab.",
            notes.len(),
            if together {
                "in one context"
            } else {
                "in different contexts"
            }
        ));
        self.execute(wish(together, notes));
    }

    fn wished(&self) -> impl Iterator<Item = &Id> {
        let placed = |id: &&Id| self.board().note(id).is_some_and(|n| n.kind.is_placed());
        self.selection.notes.iter().filter(placed)
    }
}
