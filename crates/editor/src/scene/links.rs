//! The links as they run on the wall, said and read, with an index by place.

use std::collections::HashMap;

use model::{Id, Point, Rect};

use super::index::Index;
use super::item::LinkStyle;
use super::route::{Route, route, seam};

/// What a link is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum LinkKey {
    /// A row of the board.
    Said(Id),
    /// Read from the wall, by its ends.
    Inferred(Id, Id),
}

#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub key: LinkKey,
    pub from: Id,
    pub to: Id,
    pub label: String,
    /// None where the two notes meet: then there is no line to draw.
    pub route: Option<Route>,
    /// Where they meet: there a knob lies on them.
    pub seam: Option<Point>,
}

/// Half the size of the knob on notes that meet, canvas units.
pub(crate) const KNOB: f64 = 4.5;

impl Run {
    pub fn style(&self) -> LinkStyle {
        match self.key {
            LinkKey::Said(_) => LinkStyle::Said,
            LinkKey::Inferred(..) => LinkStyle::Inferred,
        }
    }

    pub fn bounds(&self) -> Option<Rect> {
        let knob = |p: Point| Rect::new(p.x, p.y, 0.0, 0.0).inflate(KNOB + 2.0);
        let line = self.route.map(|route| route.bounds());
        line.or(self.seam.map(knob))
    }

    /// Where something about it is shown.
    pub fn middle(&self) -> Option<Point> {
        self.route.map(|route| route.at(0.5)).or(self.seam)
    }

    /// Runs it between its notes as they lie now; says whether it ran elsewhere before.
    fn lay(&mut self, rect_of: &impl Fn(&Id) -> Option<Rect>) -> bool {
        let ends = rect_of(&self.from).zip(rect_of(&self.to));
        let now = ends.and_then(|(a, b)| route(a, b));
        let met = ends.filter(|_| now.is_none()).map(|(a, b)| seam(a, b));
        let moved = (now, met) != (self.route, self.seam);
        (self.route, self.seam) = (now, met);
        moved
    }
}

#[derive(Debug, Default)]
pub(crate) struct Links {
    slots: Vec<Option<Run>>,
    free: Vec<u32>,
    by_key: HashMap<LinkKey, u32>,
    by_note: HashMap<Id, Vec<u32>>,
    index: Index,
}

impl Links {
    /// `rect_of` says where a note lies.
    pub fn load(runs: impl Iterator<Item = Run>, rect_of: impl Fn(&Id) -> Option<Rect>) -> Links {
        let mut links = Links::default();
        for mut run in runs {
            run.lay(&rect_of);
            let slot = links.slots.len() as u32;
            links.register(slot, &run);
            links.slots.push(Some(run));
        }
        let boxes = links.slots.iter().flatten().zip(0u32..);
        links.index = Index::load(boxes.filter_map(|(r, slot)| Some((slot, r.bounds()?))));
        links
    }

    fn register(&mut self, slot: u32, run: &Run) {
        self.by_key.insert(run.key.clone(), slot);
        self.by_note.entry(run.from.clone()).or_default().push(slot);
        self.by_note.entry(run.to.clone()).or_default().push(slot);
    }

    /// Takes over a link as it is now, or that it is gone; tells `dirty` where it ran and runs.
    pub fn update(
        &mut self,
        key: &LinkKey,
        now: Option<Run>,
        rect_of: impl Fn(&Id) -> Option<Rect>,
        mut dirty: impl FnMut(Rect),
    ) {
        if let Some(slot) = self.by_key.remove(key)
            && let Some(old) = self.slots[slot as usize].take()
        {
            if let Some(bounds) = old.bounds() {
                self.index.remove(slot, bounds);
                dirty(bounds);
            }
            for end in [&old.from, &old.to] {
                if let Some(slots) = self.by_note.get_mut(end) {
                    slots.retain(|s| *s != slot);
                    if slots.is_empty() {
                        self.by_note.remove(end);
                    }
                }
            }
            self.free.push(slot);
        }
        if let Some(mut run) = now {
            run.lay(&rect_of);
            let slot = self.free.pop().unwrap_or_else(|| {
                self.slots.push(None);
                (self.slots.len() - 1) as u32
            });
            self.register(slot, &run);
            if let Some(bounds) = run.bounds() {
                self.index.insert(slot, bounds);
                dirty(bounds);
            }
            self.slots[slot as usize] = Some(run);
        }
    }

    /// Routes the links of a note anew after it moved.
    pub fn note_moved(
        &mut self,
        note: &Id,
        rect_of: impl Fn(&Id) -> Option<Rect>,
        mut dirty: impl FnMut(Rect),
    ) {
        for &slot in self
            .by_note
            .get(note)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            let Some(run) = self.slots[slot as usize].as_mut() else {
                continue;
            };
            let before = run.bounds();
            if !run.lay(&rect_of) {
                continue;
            }
            if let Some(bounds) = before {
                self.index.remove(slot, bounds);
                dirty(bounds);
            }
            if let Some(bounds) = run.bounds() {
                self.index.insert(slot, bounds);
                dirty(bounds);
            }
        }
    }

    /// Links that were read from the wall, in no order.
    pub fn inferred(&self) -> impl Iterator<Item = &Run> {
        let runs = self.slots.iter().flatten();
        runs.filter(|run| run.style() == LinkStyle::Inferred)
    }

    pub fn get(&self, key: &LinkKey) -> Option<&Run> {
        self.slots[*self.by_key.get(key)? as usize].as_ref()
    }

    /// Links that leave or reach a note.
    pub fn of_note(&self, note: &Id) -> impl Iterator<Item = (u32, &Run)> {
        let slots = self.by_note.get(note).map(Vec::as_slice);
        slots
            .unwrap_or_default()
            .iter()
            .filter_map(|&s| Some((s, self.slots[s as usize].as_ref()?)))
    }

    /// Links that meet `rect`, in no order.
    pub fn meeting(&self, rect: Rect) -> impl Iterator<Item = (u32, &Run)> {
        self.index
            .meeting(rect)
            .filter_map(|s| Some((s, self.slots[s as usize].as_ref()?)))
    }
}
