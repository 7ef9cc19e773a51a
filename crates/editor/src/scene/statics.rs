//! The static layer: everything that nobody holds.

use std::rc::Rc;

use model::{Frame, Point, Rect};

use super::contours::HUES;
use super::face;
use super::item::{Detail, FrameItem, Ink, Item, LinkItem, LinkStyle, Look, NoteItem, ShapeItem};
use super::links::{KNOB, Run};
use super::polygon::{boxed, disc};
use super::route::Route;
use super::{SPILL, Scene};
use model::order::Order;

/// Links under this scale run straight, their bends would not be seen.
const BENDS: f64 = 0.2;
/// Labels of links under this scale would not be read.
const LINK_LABELS: f64 = 0.4;
/// Title of a frame: size at 100 %, and the least on screen, CSS pixels.
const TITLE_SIZE: f64 = 14.0;
const TITLE_LEAST: f64 = 11.0;
/// Arrow heads, canvas units.
const HEAD: f64 = 9.0;
/// How far the mark of a note that a proposal moves stands off, canvas units.
const MARK: f64 = 5.0;

impl Scene {
    pub fn static_items(&mut self, world: Rect, scale: f64) -> Vec<Item> {
        let area = world.inflate(SPILL);
        self.scale = scale;
        let mut items = Vec::new();
        for frame in &self.board.frames {
            if !self.held.contains(&frame.id) && with_title(frame.rect(), scale).intersects(&area) {
                items.push(frame_item(frame, frame.rect(), scale));
            }
        }
        self.static_contexts(area, scale, &mut items);
        let mut runs: Vec<(u32, &Run)> = self
            .links
            .meeting(area)
            .filter(|(_, r)| !self.held.contains(&r.from) && !self.held.contains(&r.to))
            .collect();
        // Inferred first, so that what people said lies above.
        runs.order_by_key(|(slot, r)| (r.style() == LinkStyle::Said, *slot));
        items.extend(
            runs.iter()
                .filter_map(|(_, r)| link_item(r, r.route?, scale)),
        );
        self.static_notes(area, scale, &mut items);
        items.extend(self.moved_marks(area));
        items.extend(self.bubble_items(area, false));
        if scale >= LINK_LABELS {
            items.extend(self.knobs(area));
        }
        items
    }

    /// A dashed line in the hue of its new context around every note that a proposal takes from elsewhere.
    fn moved_marks(&self, area: Rect) -> impl Iterator<Item = Item> {
        let moved = self.proposal().into_iter().flatten();
        let moved = moved.flat_map(|(c, _)| c.moved.iter().map(move |id| (c.hue, id)));
        moved.filter_map(move |(hue, id)| {
            let rect = self.notes.rect(id).filter(|_| !self.held.contains(id))?;
            let around = rect.inflate(MARK);
            around.intersects(&area).then(|| {
                Item::Shape(ShapeItem {
                    path: boxed(around),
                    fill: None,
                    stroke: Some((Ink::Context(hue % HUES), 1.0)),
                    width: 2.0,
                    dash: Some([5.0, 4.0]),
                })
            })
        })
    }

    /// Links between notes that meet, on top of them.
    fn knobs(&self, area: Rect) -> impl Iterator<Item = Item> {
        let still = |r: &Run| !self.held.contains(&r.from) && !self.held.contains(&r.to);
        let mut met: Vec<(u32, Point, Ink)> = self
            .links
            .meeting(area)
            .filter(|(_, r)| still(r))
            .filter_map(|(slot, r)| {
                let ink = match r.style() {
                    LinkStyle::Inferred => Ink::Surface,
                    _ => Ink::InkSoft,
                };
                Some((slot, r.seam?, ink))
            })
            .collect();
        met.order_by_key(|(slot, ..)| *slot);
        met.into_iter()
            .map(|(_, at, ink)| knob(at, ink, Ink::InkSoft))
    }

    fn static_contexts(&self, area: Rect, scale: f64, items: &mut Vec<Item>) {
        if self.proposal.is_some() {
            let shown = self
                .proposal_items(scale)
                .filter(|c| c.bounds.intersects(&area));
            items.extend(shown.map(|c| Item::Context(Rc::new(c))));
            return;
        }
        for context in &self.board.contexts {
            let Some(shape) = self.contours.get(&context.id) else {
                continue;
            };
            if !self.held_contexts.contains(&context.id) {
                let item = self.context_item(&context.id, shape, scale);
                items.extend(
                    item.filter(|c| c.bounds.intersects(&area))
                        .map(|c| Item::Context(Rc::new(c))),
                );
            }
        }
    }

    fn static_notes(&mut self, area: Rect, scale: f64, items: &mut Vec<Item>) {
        let mut found: Vec<(usize, u32)> = Vec::new();
        for slot in self.notes.slots_meeting(area) {
            let Some(placed) = self.notes.at_slot(slot) else {
                continue;
            };
            let id = &placed.note.id;
            if !self.held.contains(id) {
                let z = self.board.notes.position(id.as_str());
                found.push((z.unwrap_or(usize::MAX), slot));
            }
        }
        found.sort_unstable();
        let detail = Detail::at(scale);
        items.reserve(found.len());
        for (_, slot) in found {
            let Some(placed) = self.notes.at_slot_mut(slot) else {
                continue;
            };
            let look = match detail {
                Detail::Bars => Look::Bars(placed.bars()),
                _ => Look::Face(placed.face(&self.names, &*self.measure)),
            };
            items.push(Item::Note(NoteItem {
                id: placed.note.id.clone(),
                kind: placed.note.kind,
                rect: placed.rect,
                tilt: face::tilt(placed.note.kind),
                look,
                detail,
                lifted: false,
            }));
        }
    }
}

/// Where the title of a frame stands and how large it is, canvas units.
pub(crate) fn title_box(rect: Rect, scale: f64) -> (Rect, f64) {
    let size = TITLE_SIZE.max(TITLE_LEAST / scale.max(1e-9));
    let width = rect.width.max(size * 5.0);
    (
        Rect::new(rect.x, rect.y - size * 1.7, width, size * 1.5),
        size,
    )
}

pub(super) fn with_title(rect: Rect, scale: f64) -> Rect {
    rect.union(&title_box(rect, scale).0).inflate(SPILL)
}

pub(super) fn frame_item(frame: &Frame, rect: Rect, scale: f64) -> Item {
    let (title_at, title_size) = title_box(rect, scale);
    Item::Frame(FrameItem {
        id: frame.id.clone(),
        kind: frame.kind,
        rect,
        title: frame.title.clone(),
        title_at,
        title_size,
    })
}

/// A link between notes that meet.
pub(crate) fn knob(at: Point, fill: Ink, stroke: Ink) -> Item {
    Item::Shape(ShapeItem {
        path: disc(at, KNOB),
        fill: Some((fill, 1.0)),
        stroke: Some((stroke, 1.0)),
        width: 1.5,
        dash: None,
    })
}

pub(super) fn link_item(run: &Run, route: Route, scale: f64) -> Option<Item> {
    let bends = scale >= BENDS;
    let shown = if bends {
        route
    } else {
        Route::straight(route.start, route.end)
    };
    Some(Item::Link(LinkItem {
        from: run.from.clone(),
        to: run.to.clone(),
        style: run.style(),
        start: shown.start,
        end: shown.end,
        bend: shown.bend,
        head: bends.then(|| shown.head(HEAD)),
        label: (scale >= LINK_LABELS && !run.label.is_empty())
            .then(|| (run.label.clone(), shown.at(0.5))),
    }))
}
