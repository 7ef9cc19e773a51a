//! Notes dragged into a context's line live there when put down; dragged well out of it, they leave.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{Command, Id, Note, Rect};

use crate::effect::Effect;
use crate::scene::contours::{Shape, shape_of};
use crate::wall::Wall;
use model::order::Order;

/// A note that keeps its edge this near to its context's line still belongs, canvas units.
const NEAR: f64 = 40.0;

/// The contexts as they are without the notes in hand: those of the proposal that is shown, else the board's.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    /// In the order of the board.
    regions: Vec<(Id, Shape)>,
    /// Where notes live in the proposal.
    proposed: Option<HashMap<Id, Id>>,
}

impl Homes {
    /// Where a note that is in hand lives now.
    fn of<'a>(&'a self, note: &'a Note) -> Option<&'a Id> {
        match &self.proposed {
            Some(homes) => homes.get(&note.id),
            None => note.context.as_ref(),
        }
    }
}

impl Wall {
    /// Looks at the contexts before notes are taken up.
    pub fn homes_without(&self, held: &HashSet<Id>) -> Homes {
        let region = |(id, members, shape): (&Id, &[Id], Option<&Shape>)| {
            let is_held = |m: &&Id| held.contains(*m);
            let shape = match members.iter().any(|m| held.contains(m)) {
                false => shape.cloned(),
                true => {
                    let rest: Vec<Id> = members.iter().filter(|m| !is_held(m)).cloned().collect();
                    shape_of(&rest, &self.scene.notes)
                }
            };
            Some((id.clone(), shape?))
        };
        if let Some(proposal) = self.scene.proposal() {
            let rows = proposal.iter();
            let rows = rows.map(|(c, shape)| (&c.id, &c.members[..], shape.as_ref()));
            let homes = proposal
                .iter()
                .flat_map(|(c, _)| c.members.iter().map(|m| (m.clone(), c.id.clone())));
            return Homes {
                regions: rows.filter_map(region).collect(),
                proposed: Some(homes.filter(|(m, _)| held.contains(m)).collect()),
            };
        }
        let rows = self.board().contexts.iter();
        let rows = rows.map(|c| (&c.id, &c.members[..], self.scene.contours.get(&c.id)));
        Homes {
            regions: rows.filter_map(region).collect(),
            proposed: None,
        }
    }

    /// The context in which a note would live at `rect`.
    pub fn home(&self, homes: &Homes, note: &Id, rect: Rect) -> Option<Id> {
        let note = self.board().note(note)?;
        if !note.kind.is_placed() {
            return None;
        }
        let middle = rect.center();
        let around = |s: &Shape| s.bounds.contains(middle) && s.contains(middle);
        let own = homes.of(note);
        let region = own.and_then(|id| homes.regions.iter().find(|(c, _)| c == id));
        let stays = match (own, region) {
            (None, _) => false,
            // All of the context is in hand, and moves as one.
            (Some(_), None) => true,
            (Some(_), Some((_, shape))) => around(shape),
        };
        if stays {
            return own.cloned();
        }
        let area = |s: &Shape| s.bounds.width * s.bounds.height;
        let other = homes.regions.iter().filter(|(_, s)| around(s));
        if let Some((id, _)) = other.min_by(|a, b| area(&a.1).total_cmp(&area(&b.1))) {
            return Some(id.clone());
        }
        let reach = rect.width.max(rect.height) / 2.0 + NEAR;
        region
            .filter(|(_, s)| s.distance(middle) <= reach)
            .map(|(id, _)| id.clone())
    }

    /// Where those of the notes would live that change their home.
    pub fn moves_of_home(&self, homes: &Homes, at: &[(Id, Rect)]) -> HashMap<Id, Option<Id>> {
        let changed = at.iter().filter_map(|(id, rect)| {
            let was = homes.of(self.board().note(id)?).cloned();
            let home = self.home(homes, id, *rect);
            (home != was).then(|| (id.clone(), home))
        });
        changed.collect()
    }

    /// The commands by which notes change their homes, none where only a proposal is about; says what changes.
    pub fn move_homes(&mut self, moves: HashMap<Id, Option<Id>>) -> Vec<Command> {
        if self.scene.proposal().is_none() {
            return self.assignments(moves);
        }
        let mut moves: Vec<(Id, Option<Id>)> = moves.into_iter().collect();
        moves.sort();
        if !moves.is_empty() {
            self.effect(Effect::Reproposed(moves));
        }
        Vec::new()
    }

    /// The commands by which notes change their homes; says what changes.
    pub fn assignments(&mut self, moves: HashMap<Id, Option<Id>>) -> Vec<Command> {
        let mut by_home: BTreeMap<Option<Id>, Vec<Id>> = BTreeMap::new();
        for (note, home) in moves {
            by_home.entry(home).or_default().push(note);
        }
        let assign = |(context, mut notes): (Option<Id>, Vec<Id>)| {
            notes.order();
            let name = context
                .as_ref()
                .and_then(|c| self.board().context(c))
                .map(|c| c.name.clone());
            let count = match notes.len() {
                1 => "The note".to_owned(),
                n => format!("{n} notes"),
            };
            self.announce(match name {
                Some(name) => format!("{count} moved into {name}."),
                None => format!("{count} moved out of the context."),
            });
            Command::Assign { notes, context }
        };
        by_home.into_iter().map(assign).collect()
    }
}
