//! The laser pointer: what is drawn with it glows for a moment, for everyone, and leaves nothing on the wall.

use model::Point;

use crate::effect::{CursorStyle, Effect};
use crate::tools::{Gesture, Tool, ToolId};
use crate::wall::{Touch, Wall};

/// How long a point of the trail glows, milliseconds.
const GLOW_MS: f64 = 900.0;
/// Points closer than this to the one before are passed over, CSS pixels.
const STEP: f64 = 3.0;
/// Points of a trail; the oldest go first.
const MOST: usize = 64;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum State {
    #[default]
    Idle,
    Drawing,
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Laser).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (*self, gesture) {
            (State::Idle, Gesture::Down(t)) => {
                wall.laser.held = true;
                wall.shine(&t);
                State::Drawing
            }
            (State::Drawing, Gesture::Move(t)) => {
                wall.shine(&t);
                State::Drawing
            }
            (State::Drawing, Gesture::Up(_) | Gesture::Escape | Gesture::Cancel) => {
                wall.laser.held = false;
                State::Idle
            }
            (State::Idle, Gesture::Escape) => {
                wall.arm(ToolId::Select);
                State::Idle
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        *self != State::Idle
    }

    fn cursor(&self, _: &Wall) -> CursorStyle {
        CursorStyle::Crosshair
    }
}

/// The trail that glows now.
#[derive(Debug, Default)]
pub(crate) struct Laser {
    /// Oldest first: place on the wall, time.
    trail: Vec<(Point, f64)>,
    /// The tip stays as long as the pointer is down.
    held: bool,
}

impl Laser {
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.trail.iter().map(|(at, _)| *at)
    }

    pub fn is_out(&self) -> bool {
        self.trail.is_empty()
    }

    /// Lets the points go that have glowed long enough.
    pub fn fade(&mut self, now: f64) {
        let newest = self.trail.last().copied().filter(|_| self.held);
        self.trail.retain(|(_, time)| now - time < GLOW_MS);
        if self.trail.is_empty() {
            self.trail.extend(newest);
        }
    }
}

impl Wall {
    fn shine(&mut self, t: &Touch) {
        let step = self.camera.px(STEP);
        let last = self.laser.trail.last();
        if last.is_none_or(|(at, _)| at.distance(t.world) >= step) {
            self.laser.trail.push((t.world, t.time));
            let over = self.laser.trail.len().saturating_sub(MOST);
            self.laser.trail.drain(..over);
        }
        self.scene.dirty.dynamic();
        self.effect(Effect::Animate);
    }
}
