//! The hand: drags the wall about.

use model::Point;

use crate::effect::CursorStyle;
use crate::tools::{Gesture, Tool, ToolId};
use crate::wall::Wall;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum State {
    #[default]
    Idle,
    /// Where the pointer was last, CSS pixels.
    Dragging(Point),
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Hand).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (*self, gesture) {
            (State::Idle, Gesture::Down(t)) => State::Dragging(t.at),
            (State::Dragging(last), Gesture::Move(t)) => {
                wall.camera.pan(t.at.x - last.x, t.at.y - last.y);
                wall.camera_moved();
                State::Dragging(t.at)
            }
            (State::Dragging(_), Gesture::Up(_) | Gesture::Escape | Gesture::Cancel) => State::Idle,
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
        match self {
            State::Idle => CursorStyle::Grab,
            State::Dragging(_) => CursorStyle::Grabbing,
        }
    }
}
