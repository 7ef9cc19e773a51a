//! Places a note: the key arms, a click places and begins to type, Enter places without a pointer.

use std::collections::HashSet;

use model::{Id, Note, NoteKind, Point, Rect};

use crate::effect::CursorStyle;
use crate::input::PointerKind;
use crate::snapping::Lines;
use crate::tools::{Gesture, Tool, ToolId};
use crate::wall::{Touch, Wall};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Armed(NoteKind),
    /// Down: the note lands where the pointer is let go.
    Pressed(NoteKind),
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    match id {
        ToolId::Place(kind) => Some(Box::new(State::Armed(kind))),
        _ => None,
    }
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (*self, gesture) {
            (State::Armed(kind), Gesture::Move(t)) => {
                // A finger covers what is under it, and rests nowhere before it is down.
                if t.kind != PointerKind::Touch {
                    hover(kind, &t, wall);
                }
                State::Armed(kind)
            }
            (State::Armed(kind), Gesture::Down(t)) => {
                hover(kind, &t, wall);
                State::Pressed(kind)
            }
            (State::Pressed(kind), Gesture::Move(t)) => {
                hover(kind, &t, wall);
                State::Pressed(kind)
            }
            (State::Pressed(kind), Gesture::Up(t)) => {
                let center = snapped(kind, &t, wall).center();
                wall.let_go();
                wall.arm(ToolId::Select);
                wall.place_at(kind, center);
                State::Armed(kind)
            }
            (State::Armed(kind), Gesture::Enter) => {
                wall.let_go();
                wall.arm(ToolId::Select);
                wall.place_here(kind);
                State::Armed(kind)
            }
            (State::Pressed(kind), Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
                State::Armed(kind)
            }
            (State::Armed(kind), Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
                if gesture == Gesture::Escape {
                    wall.arm(ToolId::Select);
                }
                State::Armed(kind)
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        matches!(self, State::Pressed(_))
    }

    fn cursor(&self, _: &Wall) -> CursorStyle {
        CursorStyle::Crosshair
    }
}

/// Shows the note that would be placed.
fn hover(kind: NoteKind, t: &Touch, wall: &mut Wall) {
    let rect = wall_rect(kind, t.world);
    let snap = snap(rect, t, wall);
    let note = Note::new(Id::derived("ghost.", &[kind.name()]), kind, "");
    let rect = rect.translate(snap.dx, snap.dy);
    wall.show(|preview| {
        preview.ghosts = vec![(note, rect)];
        preview.guides = snap.guides;
    });
}

fn snapped(kind: NoteKind, t: &Touch, wall: &Wall) -> Rect {
    let rect = wall_rect(kind, t.world);
    let snap = snap(rect, t, wall);
    rect.translate(snap.dx, snap.dy)
}

fn snap(rect: Rect, t: &Touch, wall: &Wall) -> crate::snapping::Snap {
    if t.modifiers.ctrl {
        crate::snapping::Snap::default()
    } else {
        wall.snap(rect, Lines::ALL, &HashSet::new())
    }
}

fn wall_rect(kind: NoteKind, center: Point) -> Rect {
    let size = kind.default_size();
    let (w, h) = (size.width, size.height);
    Rect::new(center.x - w / 2.0, center.y - h / 2.0, w, h)
}
