//! Groups, locks, pivotal events: what is said of all selected notes at once.

use std::collections::{BTreeSet, HashSet};

use model::command::NoteChange;
use model::{Command, Id, Note, NoteKind};

use crate::wall::Wall;

impl Wall {
    /// These notes, with all that are grouped with one of them.
    pub fn with_groups(&self, notes: impl IntoIterator<Item = Id>) -> BTreeSet<Id> {
        let mut all: BTreeSet<Id> = notes.into_iter().collect();
        let board = self.board();
        let group = |id: &Id| board.note(id)?.group.clone();
        let groups: HashSet<Id> = all.iter().filter_map(group).collect();
        if !groups.is_empty() {
            let of_one = |n: &Note| n.group.as_ref().is_some_and(|g| groups.contains(g));
            let more = board.notes.iter().filter(|n| of_one(n));
            all.extend(more.map(|n| n.id.clone()));
        }
        all
    }

    /// Makes one group of the selected notes.
    pub fn group(&mut self) {
        let notes: Vec<Id> = self
            .with_groups(self.selection.notes.clone())
            .into_iter()
            .collect();
        let group = Some(self.fresh_id());
        self.announce(format!("{} notes grouped.", notes.len()));
        self.change(notes, NoteChange::Group(group));
    }

    /// Dissolves the groups of the selected notes.
    pub fn ungroup(&mut self) {
        let is_grouped = |id: &Id| self.board().note(id).is_some_and(|n| n.group.is_some());
        let all = self.with_groups(self.selection.notes.clone());
        let notes: Vec<Id> = all.into_iter().filter(is_grouped).collect();
        self.announce("Ungrouped.");
        self.change(notes, NoteChange::Group(None));
    }

    /// Whether any selected note is in a group.
    pub fn has_group(&self) -> bool {
        self.selected_notes().any(|n| n.group.is_some())
    }

    /// Locks the selected notes, or, when all are locked, unlocks them.
    pub fn toggle_lock(&mut self) {
        let lock = !self.selected_notes().all(|n| n.locked);
        self.announce(if lock { "Locked." } else { "Unlocked." });
        self.change_selected(|_| true, NoteChange::Locked(lock));
    }

    /// Makes the selected events pivotal, or, when all are, plain again.
    pub fn toggle_pivotal(&mut self) {
        let plain = |n: &Note| is_event(n) && !n.pivotal;
        let pivotal = self.selected_notes().any(plain);
        self.announce(if pivotal {
            "A pivotal event."
        } else {
            "A plain event."
        });
        self.change_selected(is_event, NoteChange::Pivotal(pivotal));
    }

    /// Settles the selected hotspots, or, when all are settled, opens them again.
    pub fn toggle_resolved(&mut self) {
        let open = |n: &Note| is_hotspot(n) && !n.resolved;
        let resolved = self.selected_notes().any(open);
        self.announce(if resolved { "Settled." } else { "Open again." });
        self.change_selected(is_hotspot, NoteChange::Resolved(resolved));
    }

    pub fn has_event(&self) -> bool {
        self.selected_notes().any(is_event)
    }

    pub fn has_hotspot(&self) -> bool {
        self.selected_notes().any(is_hotspot)
    }

    fn selected_notes(&self) -> impl Iterator<Item = &Note> {
        let ids = self.selection.notes.iter();
        ids.filter_map(|id| self.board().note(id).map(|n| &**n))
    }

    fn change_selected(&mut self, which: fn(&Note) -> bool, change: NoteChange) {
        let notes = self.selected_notes().filter(|n| which(n));
        let notes = notes.map(|n| n.id.clone()).collect();
        self.change(notes, change);
    }

    fn change(&mut self, notes: Vec<Id>, change: NoteChange) {
        if !notes.is_empty() {
            self.execute(Command::SetNote { notes, change });
        }
    }
}

fn is_event(note: &Note) -> bool {
    note.kind == NoteKind::DomainEvent
}

fn is_hotspot(note: &Note) -> bool {
    note.kind == NoteKind::Hotspot
}
