//! The notes as they lie on the wall, with an index by place. Costs of a change are those of the notes touched.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use model::{Id, Note, Rect, Size};

use super::face::{self, Face, MeasureText};
use super::index::Index;
use super::legend::Names;

/// A note and where it lies.
#[derive(Debug)]
pub(crate) struct Placed {
    pub note: Arc<Note>,
    /// Grown to its text.
    pub rect: Rect,
    face: Option<Rc<Face>>,
    bars: Option<Rc<[Rect]>>,
}

#[derive(Debug, Default)]
pub(crate) struct Notes {
    slots: Vec<Option<Placed>>,
    free: Vec<u32>,
    by_id: HashMap<Id, u32>,
    index: Index,
}

impl Notes {
    pub fn load<'a>(
        notes: impl Iterator<Item = &'a Arc<Note>>,
        measure: &dyn MeasureText,
    ) -> Notes {
        let slots: Vec<Option<Placed>> = notes.map(|n| Some(Placed::of(n, measure))).collect();
        let numbered = || slots.iter().flatten().zip(0u32..);
        Notes {
            by_id: numbered()
                .map(|(p, slot)| (p.note.id.clone(), slot))
                .collect(),
            index: Index::load(numbered().map(|(p, slot)| (slot, p.rect))),
            free: Vec::new(),
            slots,
        }
    }

    /// Takes over a note as it is now, or that it is gone; gives the rectangles before and after.
    pub fn update(
        &mut self,
        id: &Id,
        now: Option<&Arc<Note>>,
        measure: &dyn MeasureText,
    ) -> (Option<Rect>, Option<Rect>) {
        let slot = self.by_id.get(id).copied();
        let before = slot
            .and_then(|s| self.slots[s as usize].as_ref())
            .map(|p| p.rect);
        match (slot, now) {
            (None, None) => {}
            (Some(slot), None) => {
                if let Some(rect) = before {
                    self.index.remove(slot, rect);
                }
                self.slots[slot as usize] = None;
                self.by_id.remove(id);
                self.free.push(slot);
            }
            (Some(slot), Some(note)) => {
                let placed = Placed::of(note, measure);
                if let Some(rect) = before.filter(|r| *r != placed.rect) {
                    self.index.remove(slot, rect);
                    self.index.insert(slot, placed.rect);
                }
                self.slots[slot as usize] = Some(placed);
            }
            (None, Some(note)) => {
                let placed = Placed::of(note, measure);
                let slot = self.free.pop().unwrap_or_else(|| {
                    self.slots.push(None);
                    (self.slots.len() - 1) as u32
                });
                self.index.insert(slot, placed.rect);
                self.by_id.insert(id.clone(), slot);
                self.slots[slot as usize] = Some(placed);
            }
        }
        (before, self.rect(id))
    }

    pub fn get(&self, id: &Id) -> Option<&Placed> {
        self.slots[*self.by_id.get(id)? as usize].as_ref()
    }

    pub fn get_mut(&mut self, id: &Id) -> Option<&mut Placed> {
        self.slots[*self.by_id.get(id)? as usize].as_mut()
    }

    pub fn rect(&self, id: &Id) -> Option<Rect> {
        Some(self.get(id)?.rect)
    }

    pub fn at_slot(&self, slot: u32) -> Option<&Placed> {
        self.slots.get(slot as usize)?.as_ref()
    }

    pub fn at_slot_mut(&mut self, slot: u32) -> Option<&mut Placed> {
        self.slots.get_mut(slot as usize)?.as_mut()
    }

    /// Slots of notes that meet `rect`, in no order.
    pub fn slots_meeting(&self, rect: Rect) -> impl Iterator<Item = u32> {
        self.index.meeting(rect)
    }

    /// Notes that meet `rect`, in no order.
    pub fn meeting(&self, rect: Rect) -> impl Iterator<Item = &Placed> {
        self.index
            .meeting(rect)
            .filter_map(|slot| self.slots[slot as usize].as_ref())
    }

    pub fn bounds(&self) -> Option<Rect> {
        self.index.bounds()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Placed> {
        self.slots.iter().flatten()
    }
}

impl Placed {
    fn of(note: &Arc<Note>, measure: &dyn MeasureText) -> Placed {
        Placed {
            rect: paper(note, &note.text, measure),
            note: note.clone(),
            face: None,
            bars: None,
        }
    }

    pub fn size(&self) -> Size {
        Size::new(self.rect.width, self.rect.height)
    }

    pub fn face(&mut self, names: &Names, measure: &dyn MeasureText) -> Rc<Face> {
        let size = self.size();
        self.face
            .get_or_insert_with(|| {
                Rc::new(Face::of(&self.note, &self.note.text, size, names, measure))
            })
            .clone()
    }

    pub fn bars(&mut self) -> Rc<[Rect]> {
        let size = self.size();
        self.bars
            .get_or_insert_with(|| face::bars(self.note.kind, &self.note.text, size).into())
            .clone()
    }
}

/// Where the paper of a note lies when `text` stands on it. What is no number counts as 0.
pub(crate) fn paper(note: &Note, text: &str, measure: &dyn MeasureText) -> Rect {
    let r = note.rect();
    let sound = |v: f64| if v.is_finite() { v } else { 0.0 };
    let size = Size::new(sound(r.width).max(1.0), sound(r.height).max(1.0));
    let height = face::grown_height(note.kind, text, size, measure);
    Rect::new(sound(r.x), sound(r.y), size.width, height)
}
