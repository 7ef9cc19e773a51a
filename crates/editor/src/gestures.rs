//! Pointers before any tool sees them: panning with Space or the middle button, two fingers, one pointer at a time.

use std::collections::BTreeMap;

use model::Point;

use crate::input::{Button, Pointer, PointerKind};
use crate::wall::Wall;

#[derive(Debug, Default)]
pub(crate) struct Pointers {
    /// Space is held: the wall is dragged.
    pub space: bool,
    /// The pointer that drags the wall, and where it was.
    panning: Option<(i32, Point)>,
    /// Fingers that are down.
    fingers: BTreeMap<i32, Point>,
    /// A second finger was down: until all are up, they pan and zoom.
    pinching: bool,
    /// The pointer that the tool follows.
    active: Option<(i32, PointerKind)>,
}

/// Whose event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Tool,
    /// The wall was panned or zoomed, or nothing was to be done.
    Pan,
    /// A second finger came: the tool's gesture never began.
    Cancels,
    Nobody,
}

impl Pointers {
    pub fn is_panning(&self) -> bool {
        self.panning.is_some() || self.pinching
    }

    pub fn down(&mut self, p: &Pointer) -> Owner {
        if p.kind == PointerKind::Touch {
            // The hand that holds the pen rests on the wall.
            if self
                .active
                .is_some_and(|(_, kind)| kind == PointerKind::Pen)
            {
                return Owner::Nobody;
            }
            self.fingers.insert(p.id, p.at);
            if self.fingers.len() > 1 {
                self.pinching = true;
                self.active = None;
                return Owner::Cancels;
            }
        }
        if p.button == Button::Middle || (self.space && p.button == Button::Primary) {
            self.panning = Some((p.id, p.at));
            return Owner::Pan;
        }
        if p.button != Button::Primary || self.active.is_some() || self.pinching {
            return Owner::Nobody;
        }
        self.active = Some((p.id, p.kind));
        Owner::Tool
    }

    pub fn moved(&mut self, p: &Pointer, wall: &mut Wall) -> Owner {
        if self.pinching {
            self.pinch(p, wall);
            return Owner::Pan;
        }
        if let Some((id, last)) = self.panning {
            if id == p.id {
                self.panning = Some((id, p.at));
                wall.camera.pan(p.at.x - last.x, p.at.y - last.y);
                wall.camera_moved();
            }
            return Owner::Pan;
        }
        if self.fingers.contains_key(&p.id) {
            self.fingers.insert(p.id, p.at);
        }
        match self.active {
            Some((id, _)) if id != p.id => Owner::Nobody,
            _ => Owner::Tool,
        }
    }

    pub fn up(&mut self, p: &Pointer) -> Owner {
        self.fingers.remove(&p.id);
        if self.pinching {
            self.pinching = !self.fingers.is_empty();
            return Owner::Pan;
        }
        if self.panning.take_if(|(id, _)| *id == p.id).is_some() {
            return Owner::Pan;
        }
        match self.active.take_if(|(id, _)| *id == p.id) {
            Some(_) => Owner::Tool,
            None => Owner::Nobody,
        }
    }

    /// All keys and pointers are let go.
    pub fn reset(&mut self) {
        *self = Pointers::default();
    }

    /// Two fingers: the middle between them pans, their distance zooms.
    fn pinch(&mut self, p: &Pointer, wall: &mut Wall) {
        let spread = |fingers: &BTreeMap<i32, Point>| {
            let mut at = fingers.values();
            let (a, b) = (*at.next()?, *at.next()?);
            Some((
                Point::new((a.x + b.x) / 2.0, (a.y + b.y) / 2.0),
                a.distance(b),
            ))
        };
        let before = spread(&self.fingers);
        if !self.fingers.contains_key(&p.id) {
            return;
        }
        self.fingers.insert(p.id, p.at);
        if let Some(((from, was), (to, is))) = before.zip(spread(&self.fingers)) {
            wall.camera.pan(to.x - from.x, to.y - from.y);
            if was > 1.0 {
                wall.zoom_about(to, is / was);
            }
            wall.camera_moved();
        }
    }
}

impl Wall {
    /// Zooms about a point of the view; all of the board may always be seen.
    pub fn zoom_about(&mut self, at: Point, factor: f64) {
        let all = self.scene.bounds();
        let floor = all.map_or(1.0, |b| self.camera.fit_zoom(b, 1.0));
        self.camera.zoom_about(at, factor, floor);
        self.camera_moved();
    }
}
