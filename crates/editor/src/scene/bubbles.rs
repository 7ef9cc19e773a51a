//! Bubbles on notes: somebody has commented.

use std::collections::BTreeMap;

use model::{Id, Point, Rect};

use super::item::{BubbleItem, Item};
use super::{SPILL, Scene};

/// What a bubble says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bubble {
    /// Threads that are open.
    pub count: u32,
    /// Something in them is new to this person.
    pub unread: bool,
}

/// Canvas units.
const HEIGHT: f64 = 20.0;
const WIDTH: f64 = 24.0;
/// It leaves this much free at the note's corner, which may have a handle, and reaches this far above the note.
const CORNER: f64 = 9.0;
const ABOVE: f64 = 13.0;

impl Scene {
    /// Bubbles of notes from now on; notes that are not on the wall have none.
    pub fn set_bubbles(&mut self, bubbles: BTreeMap<Id, Bubble>) {
        let before = std::mem::replace(&mut self.bubbles, bubbles);
        let other = |id: &&Id| before.get(*id) != self.bubbles.get(*id);
        let all = before.keys().chain(self.bubbles.keys());
        let changed: Vec<Rect> = all
            .filter(other)
            .filter_map(|id| self.notes.rect(id))
            .collect();
        for rect in changed {
            self.dirty.rect(rect.inflate(SPILL));
        }
    }

    /// Bubbles on what nobody holds, or on what is held.
    pub fn bubble_items(&self, area: Rect, held: bool) -> impl Iterator<Item = Item> {
        self.bubbles.iter().filter_map(move |(id, bubble)| {
            if self.held.contains(id) != held {
                return None;
            }
            let rect = place(self.rect(id)?);
            rect.intersects(&area).then_some(Item::Bubble(BubbleItem {
                rect,
                bubble: *bubble,
            }))
        })
    }

    /// Bubbles of these notes, as far as nobody holds them.
    pub fn bubbles_of<'a>(
        &self,
        notes: impl IntoIterator<Item = &'a Id>,
        area: Rect,
    ) -> impl Iterator<Item = Item> {
        notes.into_iter().filter_map(move |id| {
            let bubble = *self.bubbles.get(id)?;
            let rect = place(self.rect(id)?);
            let shown = !self.held.contains(id) && rect.intersects(&area);
            shown.then_some(Item::Bubble(BubbleItem { rect, bubble }))
        })
    }

    /// The note on whose bubble a point lies.
    pub fn bubble_at(&self, p: Point) -> Option<Id> {
        let mut hit = self.bubbles.keys().rev();
        hit.find(|id| self.rect(id).is_some_and(|r| place(r).contains(p)))
            .cloned()
    }
}

fn place(note: Rect) -> Rect {
    Rect::new(note.right() - CORNER - WIDTH, note.y - ABOVE, WIDTH, HEIGHT)
}
