//! Rows that name each other: which to look at again when one comes or goes, and what a snapshot shows of one that names
//! what is not there.
//!
//! The same in the end as [`model::BoardSnapshot::normalised`], but only the rows concerned are touched.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::team::Team;
use model::{Context, Id, Link, Note};

use super::{LookedAt, Stale, View, differing, replace};
use crate::change::Change;
use crate::rows::Row;
use crate::schema::Root;

impl View {
    pub(super) fn set_note(&mut self, key: &str, row: Option<Row<Note>>, stale: &mut Stale) {
        let Ok(id) = Id::new(key) else { return };
        let Some((before, reordered)) = replace(&mut self.notes, &id, row) else {
            return;
        };
        let after = self.notes.get(key).cloned();
        stale.notes.insert(id.clone(), reordered);
        if before.is_some() != after.is_some() {
            for link in self.ends.get(&id).into_iter().flatten() {
                stale.links.entry(link.clone()).or_default();
            }
            self.look_at_mentions(&id, stale);
        }
        for named in before.iter().flat_map(|(_, note)| named_by(note)) {
            if let Some(notes) = self.mentions.get_mut(&named) {
                notes.remove(&id);
            }
        }
        for named in after.iter().flat_map(|note| named_by(note)) {
            self.mentions.entry(named).or_default().insert(id.clone());
        }
        let home = |note: &Arc<Note>| note.context.clone().filter(|_| note.kind.is_placed());
        if let Some((rank, context)) = before.and_then(|(rank, note)| Some((rank, home(&note)?))) {
            stale.contexts.entry(context.clone()).or_default();
            if let Some(members) = self.members.get_mut(&context) {
                members.remove(&rank);
            }
        }
        if let (Some(context), Some(rank)) = (after.as_ref().and_then(home), self.notes.rank(key)) {
            stale.contexts.entry(context.clone()).or_default();
            self.members
                .entry(context)
                .or_default()
                .insert(rank.clone());
        }
    }

    pub(super) fn set_link(&mut self, key: &str, row: Option<Row<Link>>, stale: &mut Stale) {
        let Ok(id) = Id::new(key) else { return };
        let Some((before, reordered)) = replace(&mut self.links, &id, row) else {
            return;
        };
        if let Some((_, link)) = before {
            for end in [&link.from, &link.to] {
                if let Some(links) = self.ends.get_mut(end) {
                    links.remove(&id);
                }
            }
        }
        if let Some(link) = self.links.get(key) {
            for end in [&link.from, &link.to] {
                self.ends.entry(end.clone()).or_default().insert(id.clone());
            }
        }
        stale.links.insert(id, reordered);
    }

    pub(super) fn set_context(&mut self, key: &str, row: Option<Row<Context>>, stale: &mut Stale) {
        let Ok(id) = Id::new(key) else { return };
        let Some((before, reordered)) = replace(&mut self.contexts, &id, row) else {
            return;
        };
        if before.is_some() != self.contexts.get(key).is_some() {
            for (_, note) in self.members.get(&id).into_iter().flatten() {
                stale.notes.entry(note.clone()).or_default();
            }
            stale.lists.extend([Root::Relations, Root::Terms]);
        }
        *stale.contexts.entry(id).or_default() |= reordered;
    }

    pub(super) fn set_team(&mut self, key: &str, row: Option<Row<Team>>, stale: &mut Stale) {
        let Ok(id) = Id::new(key) else { return };
        let Some((before, reordered)) = replace(&mut self.teams, &id, row) else {
            return;
        };
        if before.is_some() != self.teams.get(key).is_some() {
            self.look_at_mentions(&id, stale);
            for context in self
                .contexts
                .iter()
                .filter(|c| c.team.as_ref() == Some(&id))
            {
                stale.contexts.entry(context.id.clone()).or_default();
            }
            let works_with = |team: &Team| team.interactions.iter().any(|i| i.team == id);
            for team in self.teams.iter().filter(|team| works_with(team)) {
                stale.teams.entry(team.id.clone()).or_default();
            }
        }
        *stale.teams.entry(id).or_default() |= reordered;
    }

    /// What was named has come or gone.
    fn look_at_mentions(&self, named: &Id, stale: &mut Stale) {
        for note in self.mentions.get(named).into_iter().flatten() {
            stale.notes.entry(note.clone()).or_default();
        }
    }

    /// Brings the snapshot in step with the rows, and says what changed.
    pub(super) fn bring(&mut self, stale: Stale) -> Change {
        let before = self.snapshot.clone();
        let looked_at = self.settle(stale);
        let after = &self.snapshot;
        Change {
            notes: differing(looked_at.notes, &before.notes, &after.notes),
            links: differing(looked_at.links, &before.links, &after.links),
            frames: differing(looked_at.frames, &before.frames, &after.frames),
            contexts: differing(looked_at.contexts, &before.contexts, &after.contexts),
            other: looked_at.other,
        }
    }

    /// Brings the snapshot in step with the rows. Where nobody shares it, its tables are changed where they stand.
    pub(super) fn settle(&mut self, stale: Stale) -> LookedAt {
        let after = &mut self.snapshot;
        let listed = |stale: BTreeMap<Id, bool>| stale.into_iter().collect::<Vec<_>>();

        let (rows, contexts, teams) = (&self.notes, &self.contexts, &self.teams);
        let notes = listed(stale.notes);
        self.notes.bring(&mut after.notes, &notes, |note| {
            let homeless = |c: &Id| !note.kind.is_placed() || contexts.get(c.as_str()).is_none();
            let no_team = |t: &Id| teams.get(t.as_str()).is_none();
            let no_note = |n: &Id| rows.get(n.as_str()).is_none();
            let facts = &note.facts;
            let dangles = note.context.as_ref().is_some_and(homeless)
                || facts.team.as_ref().is_some_and(no_team)
                || facts.undone_by.as_ref().is_some_and(no_note);
            if !dangles {
                return Some(note.clone());
            }
            let mut cleared = Note::clone(note);
            cleared.context.take_if(|c| homeless(c));
            cleared.facts.team.take_if(|t| no_team(t));
            cleared.facts.undone_by.take_if(|n| no_note(n));
            Some(Arc::new(cleared))
        });

        let links = listed(stale.links);
        self.links.bring(&mut after.links, &links, |link| {
            let there = |id: &Id| rows.get(id.as_str()).is_some();
            (link.from != link.to && there(&link.from) && there(&link.to)).then(|| link.clone())
        });

        let frames = listed(stale.frames);
        self.frames
            .bring(&mut after.frames, &frames, |f| Some(f.clone()));
        let stale_teams = listed(stale.teams);
        self.teams.bring(&mut after.teams, &stale_teams, |team| {
            let mut team = Team::clone(team);
            team.interactions
                .retain(|i| teams.get(i.team.as_str()).is_some());
            Some(Arc::new(team))
        });

        let stale_contexts = listed(stale.contexts);
        let members = &self.members;
        self.contexts
            .bring(&mut after.contexts, &stale_contexts, |row| {
                let mut context = Context::clone(row);
                context.members = members
                    .get(&row.id)
                    .into_iter()
                    .flatten()
                    .map(|(_, id)| id.clone())
                    .collect();
                context.team.take_if(|t| teams.get(t.as_str()).is_none());
                Some(Arc::new(context))
            });

        let mut other = !stale_teams.is_empty();
        for root in stale.lists {
            self.lists
                .bring(root, after, |id| contexts.get(id).is_some());
            other = true;
        }
        LookedAt {
            notes,
            links,
            frames,
            contexts: stale_contexts,
            other,
        }
    }
}

/// The team and the note that a note's facts name.
fn named_by(note: &Note) -> impl Iterator<Item = Id> + use<> {
    let facts = &note.facts;
    [facts.team.clone(), facts.undone_by.clone()]
        .into_iter()
        .flatten()
}
