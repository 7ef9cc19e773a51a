//! What lies under a point.

use model::{Id, Point, Rect};

use crate::scene::face::on_paper;
use crate::scene::links::LinkKey;
use crate::scene::statics::title_box;
use crate::wall::Wall;
use model::order::Order;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Left, Side::Right, Side::Top, Side::Bottom];

    /// The middle of this side, `out` units outside.
    pub fn of(self, r: Rect, out: f64) -> Point {
        let c = r.center();
        match self {
            Side::Left => Point::new(r.x - out, c.y),
            Side::Right => Point::new(r.right() + out, c.y),
            Side::Top => Point::new(c.x, r.y - out),
            Side::Bottom => Point::new(c.x, r.bottom() + out),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Corner {
    pub const ALL: [Corner; 4] = [
        Corner::TopLeft,
        Corner::TopRight,
        Corner::BottomLeft,
        Corner::BottomRight,
    ];

    pub fn of(self, r: Rect) -> Point {
        match self {
            Corner::TopLeft => Point::new(r.x, r.y),
            Corner::TopRight => Point::new(r.right(), r.y),
            Corner::BottomLeft => Point::new(r.x, r.bottom()),
            Corner::BottomRight => Point::new(r.right(), r.bottom()),
        }
    }

    pub fn opposite(self) -> Corner {
        match self {
            Corner::TopLeft => Corner::BottomRight,
            Corner::TopRight => Corner::BottomLeft,
            Corner::BottomLeft => Corner::TopRight,
            Corner::BottomRight => Corner::TopLeft,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hit {
    #[default]
    Paper,
    Note(Id),
    /// The bubble of a note that says that there are comments.
    Bubble(Id),
    /// The handle at a side of a note from which a link is drawn.
    LinkHandle(Id, Side),
    /// A corner of the selected note or frame.
    Corner(Id, Corner),
    FrameTitle(Id),
    FrameBorder(Id),
    Link(Id),
    /// A link read from the wall.
    Inferred(Id, Id),
    ContextName(Id),
    ContextLine(Id),
}

/// Reach of a pointer, CSS pixels.
const REACH: f64 = 6.0;
/// Reach around handles, CSS pixels.
const HANDLE_REACH: f64 = 9.0;
/// A finger covers this many times as much.
const FINGER: f64 = 2.0;
/// How far outside a note its link handles are, CSS pixels.
pub(crate) const HANDLE_OUT: f64 = 14.0;
/// Papers smaller than this on screen have no handles, CSS pixels.
const LEAST_FOR_HANDLES: f64 = 40.0;

impl Wall {
    /// What lies under `p` (canvas units): handles first, then knobs of links, notes from the top, links, frames, contexts.
    pub fn hit(&self, p: Point) -> Hit {
        self.hit_handle(p)
            .or_else(|| self.scene.bubble_at(p).map(Hit::Bubble))
            .or_else(|| self.hit_link(p, true))
            .or_else(|| self.hit_note(p).map(Hit::Note))
            .or_else(|| self.hit_link(p, false))
            .or_else(|| self.hit_frame(p))
            .or_else(|| self.hit_context(p))
            .unwrap_or_default()
    }

    /// The topmost note under `p`.
    pub fn hit_note(&self, p: Point) -> Option<Id> {
        // A tilted paper's corners reach beyond its rectangle.
        let near = Rect::new(p.x, p.y, 0.0, 0.0).inflate(12.0);
        self.scene
            .notes
            .meeting(near)
            .filter(|n| on_paper(n.note.kind, n.rect, p))
            .max_by_key(|n| self.board().notes.position(n.note.id.as_str()))
            .map(|n| n.note.id.clone())
    }

    /// The notes whose link handles are out.
    pub fn handle_owners(&self) -> Vec<(Id, Rect)> {
        if self.read_only || self.typing.is_some() {
            return Vec::new();
        }
        let mut owners: Vec<Id> = self.selection.single_note().cloned().into_iter().collect();
        owners.extend(self.hovered_note.clone().filter(|h| !owners.contains(h)));
        let room = self.camera.px(LEAST_FOR_HANDLES);
        let shown = owners.into_iter().filter_map(|id| {
            let rect = self.scene.rect(&id)?;
            (rect.width.min(rect.height) >= room).then_some((id, rect))
        });
        shown.collect()
    }

    /// The one note or frame that can be resized, with its rectangle.
    pub fn resizable(&self) -> Option<(Id, Rect)> {
        let s = &self.selection;
        if self.read_only || self.typing.is_some() || s.notes.len() + s.frames.len() != 1 {
            return None;
        }
        let id = s.movable().next()?;
        let rect = self.scene.rect(id)?;
        let locked = self.board().note(id).is_some_and(|n| n.locked);
        let large = rect.width.min(rect.height) >= self.camera.px(LEAST_FOR_HANDLES);
        (large && !locked).then(|| (id.clone(), rect))
    }

    /// Whether what was hit is still on the board.
    pub fn is_there(&self, hit: &Hit) -> bool {
        let board = self.board();
        let (note, frame) = (
            |id: &Id| board.notes.contains(id.as_str()),
            |id: &Id| board.frames.contains(id.as_str()),
        );
        match hit {
            Hit::Paper => true,
            Hit::Note(id) | Hit::Bubble(id) | Hit::LinkHandle(id, _) => note(id),
            Hit::Corner(id, _) => note(id) || frame(id),
            Hit::FrameTitle(id) | Hit::FrameBorder(id) => frame(id),
            Hit::Link(id) => board.links.contains(id.as_str()),
            Hit::Inferred(from, to) => note(from) && note(to),
            Hit::ContextName(id) | Hit::ContextLine(id) => board.contexts.contains(id.as_str()),
        }
    }

    fn reach(&self, pixels: f64) -> f64 {
        self.camera
            .px(if self.finger { pixels * FINGER } else { pixels })
    }

    fn hit_handle(&self, p: Point) -> Option<Hit> {
        let reach = self.reach(HANDLE_REACH);
        if let Some((id, rect)) = self.resizable() {
            let corner = Corner::ALL
                .into_iter()
                .find(|c| c.of(rect).distance(p) <= reach);
            if let Some(corner) = corner {
                return Some(Hit::Corner(id, corner));
            }
        }
        let out = self.camera.px(HANDLE_OUT);
        self.handle_owners().into_iter().find_map(|(id, rect)| {
            let side = Side::ALL
                .into_iter()
                .find(|s| s.of(rect, out).distance(p) <= reach)?;
            Some(Hit::LinkHandle(id, side))
        })
    }

    /// The nearest link, or of those that are knobs on their notes.
    fn hit_link(&self, p: Point, knobs: bool) -> Option<Hit> {
        let reach = self.reach(REACH);
        let near = Rect::new(p.x, p.y, 0.0, 0.0).inflate(reach);
        let mut least: (f64, Option<&LinkKey>) = (reach, None);
        for (_, run) in self.scene.links.meeting(near) {
            let line = || run.route.map(|route| route.distance(p));
            let knob = || run.seam.map(|seam| seam.distance(p));
            let Some(distance) = (if knobs { knob() } else { line() }) else {
                continue;
            };
            let closer = distance < least.0;
            let tie = distance == least.0 && least.1.is_none_or(|k| run.key < *k);
            if closer || tie {
                least = (distance, Some(&run.key));
            }
        }
        Some(match least.1?.clone() {
            LinkKey::Said(id) => Hit::Link(id),
            LinkKey::Inferred(from, to) => Hit::Inferred(from, to),
        })
    }

    fn hit_frame(&self, p: Point) -> Option<Hit> {
        let reach = self.reach(REACH);
        self.board().frames.iter().rev().find_map(|f| {
            let rect = f.rect();
            if title_box(rect, self.camera.zoom).0.contains(p) {
                return Some(Hit::FrameTitle(f.id.clone()));
            }
            let border = rect.inflate(reach).contains(p) && !rect.inflate(-reach).contains(p);
            border.then(|| Hit::FrameBorder(f.id.clone()))
        })
    }

    fn hit_context(&self, p: Point) -> Option<Hit> {
        // A proposal is shown in place of the contexts.
        if self.scene.proposal().is_some() {
            return None;
        }
        let reach = self.reach(REACH);
        let contexts = || self.board().contexts.iter().rev().map(|c| &c.id);
        let named = contexts().find(|id| {
            let plate = self.scene.name_box(id, self.camera.zoom);
            plate.is_some_and(|r| r.contains(p))
        });
        if let Some(id) = named {
            return Some(Hit::ContextName(id.clone()));
        }
        let on_line = contexts().find(|id| {
            self.scene
                .contours
                .get(id)
                .is_some_and(|s| s.bounds.contains(p) && s.distance(p) <= reach)
        });
        on_line.map(|id| Hit::ContextLine(id.clone()))
    }

    /// The context whose line encloses `p`; of several the smallest.
    pub fn context_at(&self, p: Point) -> Option<Id> {
        let area = |id: &Id| {
            let b = self
                .scene
                .contours
                .get(id)
                .map(|s| s.bounds)
                .unwrap_or_default();
            b.width * b.height
        };
        let mut around: Vec<&Id> = self
            .board()
            .contexts
            .iter()
            .map(|c| &c.id)
            .filter(|id| {
                let shape = self.scene.contours.get(id);
                shape.is_some_and(|s| s.bounds.contains(p) && s.contains(p))
            })
            .collect();
        around.order_by(|a, b| area(a).total_cmp(&area(b)));
        around.first().map(|id| (*id).clone())
    }
}
