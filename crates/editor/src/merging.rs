//! Several notes that say the same become one.

use std::collections::BTreeSet;

use model::command::NoteChange;
use model::{Command, Id, Link, LinkStatus, Note};

use crate::scene::links::LinkKey;
use crate::wall::Wall;
use model::order::Order;

impl Wall {
    /// Whether the selected notes can become one: all of one kind, none locked.
    pub fn may_merge(&self) -> bool {
        let notes = self.merged();
        let alike = |n: &&Note| n.kind == notes[0].kind && !n.locked;
        notes.len() > 1 && notes.iter().all(alike)
    }

    /// Makes one of the selected notes, that which comes first on the wall. It keeps its words, takes over the links of the
    /// others and their tags, and what it lacks of description and fields.
    pub fn merge(&mut self) {
        let notes: Vec<Note> = self.merged().into_iter().cloned().collect();
        let Some((kept, gone)) = notes.split_first() else {
            return;
        };
        let mut commands = self.links_taken_over(kept, gone);
        commands.extend(taken_over(kept, gone));
        commands.push(Command::Delete {
            ids: gone.iter().map(|n| n.id.clone()).collect(),
        });
        self.announce(format!("{} notes became one.", notes.len()));
        self.execute_all(commands);
        self.select_notes([kept.id.clone()]);
    }

    /// The selected notes from the left, then from the top.
    fn merged(&self) -> Vec<&Note> {
        let ids = self.selection.notes.iter();
        let mut notes: Vec<&Note> = ids
            .filter_map(|id| self.board().note(id).map(|n| &**n))
            .collect();
        notes.order_by(|a, b| {
            let (a, b) = (a.rect(), b.rect());
            a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
        });
        notes
    }

    fn links_taken_over(&mut self, kept: &Note, gone: &[Note]) -> Vec<Command> {
        let said = |note: &Id| -> Vec<Link> {
            let runs = self.scene.links.of_note(note);
            let ids = runs.filter_map(|(_, run)| match &run.key {
                LinkKey::Said(id) => Some(id.clone()),
                LinkKey::Inferred(..) => None,
            });
            ids.filter_map(|id| Some(Link::clone(self.board().links.get(id.as_str())?)))
                .collect()
        };
        let all: BTreeSet<&Id> = gone.iter().map(|n| &n.id).chain([&kept.id]).collect();
        let own = said(&kept.id);
        let mut there: BTreeSet<(Id, Id)> = own.into_iter().map(|l| (l.from, l.to)).collect();
        let taken: Vec<Link> = gone.iter().flat_map(|n| said(&n.id)).collect();
        let mut commands = Vec::new();
        for mut link in taken {
            if all.contains(&link.from) && all.contains(&link.to) {
                continue;
            }
            for end in [&mut link.from, &mut link.to] {
                if all.contains(end) {
                    end.clone_from(&kept.id);
                }
            }
            if there.insert((link.from.clone(), link.to.clone())) {
                link.id = self.fresh_id();
                link.status = LinkStatus::Drawn;
                commands.push(Command::DrawLink { link });
            }
        }
        commands
    }
}

/// What the kept note lacks and the others have.
fn taken_over(kept: &Note, gone: &[Note]) -> Vec<Command> {
    let mut changes = Vec::new();
    if kept.description.is_empty()
        && let Some(other) = gone.iter().find(|n| !n.description.is_empty())
    {
        changes.push(NoteChange::Description(other.description.clone()));
    }
    if kept.fields.is_empty()
        && let Some(other) = gone.iter().find(|n| !n.fields.is_empty())
    {
        changes.push(NoteChange::Fields(other.fields.clone()));
    }
    let mut tags = kept.tags.clone();
    for tag in gone.iter().flat_map(|n| &n.tags) {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    if tags != kept.tags {
        changes.push(NoteChange::Tags(tags));
    }
    let notes = vec![kept.id.clone()];
    let set = |change| Command::SetNote {
        notes: notes.clone(),
        change,
    };
    changes.into_iter().map(set).collect()
}
