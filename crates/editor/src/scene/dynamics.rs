//! What is in somebody's hands, as the dynamic layer draws it: contexts that follow, links, notes on top.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use model::{Id, Note, Point, Rect, Size};

use super::face::{self, Face};
use super::held::Holder;
use super::item::{Detail, Item, Look, NoteItem};
use super::route::route;
use super::statics::{frame_item, link_item};
use super::{SPILL, Scene};
use model::order::Order;

/// From so many notes in hand on, what is out of view is passed over.
const MANY: usize = 500;

impl Scene {
    pub fn held_items(&mut self, visible: Rect, scale: f64) -> Vec<Item> {
        let mut items = Vec::new();
        if self.held.is_empty() {
            return items;
        }
        let area = visible.inflate(SPILL);
        if self.proposal.is_none() {
            for id in self.held_contexts.clone() {
                if !self.followed.contains_key(&id)
                    && let Some(shape) = self.follow(&id, area, scale)
                {
                    self.followed.insert(id.clone(), shape);
                }
                let shape = self.followed.get(&id).and_then(Option::as_ref);
                let item = shape.and_then(|s| self.context_item(&id, s, scale));
                let shown = item.filter(|c| c.bounds.intersects(&area));
                items.extend(shown.map(|c| Item::Context(Rc::new(c))));
            }
        }
        self.held_links(area, scale, &mut items);
        let mut shown: Vec<(usize, Id, Rect)> = Vec::new();
        for (id, rect) in self.held.iter().filter(|(_, r)| r.intersects(&area)) {
            if let Some(z) = self.board.notes.position(id.as_str()) {
                shown.push((z, id.clone(), *rect));
            } else if let Some(frame) = self.board.frames.get(id.as_str()) {
                items.insert(0, frame_item(frame, *rect, scale));
            }
        }
        shown.order_by_key(|(z, ..)| *z);
        for (_, id, rect) in shown {
            let typing = self
                .held
                .of(Holder::Typing)
                .is_some_and(|h| h.contains_key(&id));
            items.extend(self.held_note(&id, rect, scale, typing));
        }
        items.extend(self.bubble_items(area, true));
        items
    }

    fn held_links(&self, area: Rect, scale: f64, items: &mut Vec<Item>) {
        let mut runs = BTreeMap::new();
        // Of many notes in hand those in view show their links.
        let many = self.held.iter().count() > MANY;
        for (id, _) in self
            .held
            .iter()
            .filter(|(_, r)| !many || r.intersects(&area))
        {
            runs.extend(self.links.of_note(id));
        }
        for run in runs.values() {
            let ends = self.rect(&run.from).zip(self.rect(&run.to));
            let Some(now) = ends.and_then(|(a, b)| route(a, b)) else {
                continue;
            };
            if now.bounds().intersects(&area) {
                items.extend(link_item(run, now, scale));
            }
        }
    }

    fn held_note(&mut self, id: &Id, rect: Rect, scale: f64, typing: bool) -> Option<Item> {
        let placed = self.notes.get_mut(id)?;
        let note = placed.note.clone();
        let same_size = placed.rect.width == rect.width && placed.rect.height == rect.height;
        let detail = Detail::at(scale);
        let look = if same_size && !typing {
            match detail {
                Detail::Bars => Look::Bars(placed.bars()),
                _ => Look::Face(placed.face(&self.names, &*self.measure)),
            }
        } else {
            let text = if typing { "" } else { note.text.as_str() };
            self.look(&note, text, Size::new(rect.width, rect.height), detail)
        };
        Some(Item::Note(NoteItem {
            id: id.clone(),
            kind: note.kind,
            rect,
            tilt: if typing { 0.0 } else { face::tilt(note.kind) },
            look,
            detail,
            lifted: !typing,
        }))
    }

    /// A note that is not on the board, or not so.
    pub fn ghost(&self, note: &Note, rect: Rect, scale: f64) -> Item {
        let detail = Detail::at(scale);
        Item::Note(NoteItem {
            id: note.id.clone(),
            kind: note.kind,
            rect,
            tilt: face::tilt(note.kind),
            look: self.look(note, &note.text, Size::new(rect.width, rect.height), detail),
            detail,
            lifted: true,
        })
    }

    fn look(&self, note: &Note, text: &str, size: Size, detail: Detail) -> Look {
        match detail {
            Detail::Bars => Look::Bars(face::bars(note.kind, text, size).into()),
            _ => Look::Face(Rc::new(Face::of(
                note,
                text,
                size,
                &self.names,
                &*self.measure,
            ))),
        }
    }

    /// The notes among `ids`, lowest first.
    pub fn notes_in_order<'a>(&self, ids: impl IntoIterator<Item = &'a Id>) -> Vec<Arc<Note>> {
        let mut notes: Vec<(usize, Arc<Note>)> = ids
            .into_iter()
            .filter_map(|id| {
                let z = self.board.notes.position(id.as_str())?;
                Some((z, self.board.notes.at(z)?.clone()))
            })
            .collect();
        notes.order_by_key(|(z, _)| *z);
        notes.dedup_by_key(|(z, _)| *z);
        notes.into_iter().map(|(_, n)| n).collect()
    }

    /// The top left corners of what I hold, by id; of more than `most` none.
    pub fn in_my_hands(&self, most: usize) -> Vec<(Id, Point)> {
        let mine = self.held.of(Holder::Me).filter(|held| held.len() <= most);
        let mut mine: Vec<(Id, Point)> = mine
            .into_iter()
            .flatten()
            .map(|(id, r)| (id.clone(), r.origin()))
            .collect();
        mine.order_by(|a, b| a.0.cmp(&b.0));
        mine
    }
}
