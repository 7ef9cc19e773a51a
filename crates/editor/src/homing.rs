//! Notes dragged into a context's line live there when put down; dragged well out of it, they leave.

use std::collections::{BTreeMap, HashMap, HashSet};

use model::{Command, Id, Rect};

use crate::scene::contours::{Shape, shape_of};
use crate::wall::Wall;

/// A note that keeps its edge this near to its context's line still belongs, canvas units.
const NEAR: f64 = 40.0;

/// The contexts as they are without the notes in hand.
#[derive(Debug, Default)]
pub(crate) struct Homes {
    /// In the order of the board.
    regions: Vec<(Id, Shape)>,
}

impl Wall {
    /// Looks at the contexts before notes are taken up.
    pub fn homes_without(&self, held: &HashSet<Id>) -> Homes {
        let regions = self.board().contexts.iter().filter_map(|c| {
            let rest: Vec<Id> = c
                .members
                .iter()
                .filter(|m| !held.contains(*m))
                .cloned()
                .collect();
            let whole = rest.len() == c.members.len();
            let shape = if whole {
                self.scene.contours.get(&c.id).cloned()
            } else {
                shape_of(&rest, &self.scene.notes)
            };
            Some((c.id.clone(), shape?))
        });
        Homes {
            regions: regions.collect(),
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
        let own = note.context.as_ref();
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
            let was = self.board().note(id)?.context.clone();
            let home = self.home(homes, id, *rect);
            (home != was).then(|| (id.clone(), home))
        });
        changed.collect()
    }

    /// The commands by which notes change their homes; says what changes.
    pub fn assignments(&mut self, moves: HashMap<Id, Option<Id>>) -> Vec<Command> {
        let mut by_home: BTreeMap<Option<Id>, Vec<Id>> = BTreeMap::new();
        for (note, home) in moves {
            by_home.entry(home).or_default().push(note);
        }
        let assign = |(context, mut notes): (Option<Id>, Vec<Id>)| {
            notes.sort();
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
