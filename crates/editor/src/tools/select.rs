//! Selects, moves, duplicates and resizes; draws links from a note's handles; opens things for typing.

mod choosing;
mod moving;
mod resizing;

use model::{Id, NoteKind, Point, Rect};

use crate::effect::{CursorStyle, Effect, Panel};
use crate::hit_test::{Corner, Hit};
use crate::input::PointerKind;
use crate::missing::Missing;
use crate::selection::Selection;
use crate::tools::{Gesture, Tool, ToolId, is_drag};
use crate::wall::{Touch, Wall};

use choosing::{click, press, stretch, together};
use moving::Moving;
use resizing::Resizing;

/// Link handles stay out while the pointer is this near to their note, CSS pixels.
const NEAR: f64 = 24.0;

#[derive(Debug, Default)]
pub(crate) enum State {
    #[default]
    Idle,
    /// Down on something, and not moved yet.
    Pressed {
        on: Hit,
        start: Touch,
    },
    /// Down on a note that is not there yet.
    Missing(Missing),
    /// Chosen by a long press: a drag moves it, letting go leaves it selected.
    Chosen(Touch),
    /// What was selected before stays so with Shift.
    Marquee {
        from: Point,
        before: Selection,
    },
    Moving(Box<Moving>),
    Resizing(Resizing),
    /// From this note's handle.
    Linking(Id),
    /// A finger on paper drags the wall: where it was last, CSS pixels.
    Panning(Point),
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Select).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (std::mem::take(self), gesture) {
            (State::Idle, Gesture::Move(t)) => {
                hover(&t, wall);
                State::Idle
            }
            (State::Idle, Gesture::Down(t)) => {
                let on = wall.hit(t.world);
                if let Hit::Bubble(id) = on {
                    wall.select_notes([id]);
                    wall.effect(Effect::Open(Panel::Comments));
                    return;
                }
                if on == Hit::Paper
                    && let Some(missing) = wall.missing_at(t.world)
                {
                    State::Missing(missing)
                } else {
                    press(&on, &t, wall);
                    State::Pressed { on, start: t }
                }
            }
            (State::Missing(missing), Gesture::Up(t)) => {
                if missing.rect.contains(t.world) {
                    wall.make_real(missing);
                }
                State::Idle
            }
            (State::Pressed { on, start }, Gesture::Move(t)) => {
                if is_drag(&start, &t) {
                    take_up(on, &start, &t, wall)
                } else {
                    State::Pressed { on, start }
                }
            }
            (State::Pressed { on, .. }, Gesture::Up(t)) => {
                click(&on, &t, wall);
                State::Idle
            }
            (State::Pressed { .. } | State::Idle, Gesture::LongPress(t)) => long_press(&t, wall),
            (State::Chosen(start), Gesture::Move(t)) => {
                if is_drag(&start, &t) {
                    move_selected(&start, &t, wall)
                } else {
                    State::Chosen(start)
                }
            }
            (State::Marquee { from, before }, Gesture::Move(t)) => {
                stretch(Rect::between(from, t.world), &before, &t, wall);
                State::Marquee { from, before }
            }
            (State::Moving(mut moving), Gesture::Move(t)) => {
                moving.drag(&t, wall);
                State::Moving(moving)
            }
            (State::Pressed { on, .. }, Gesture::Changed) if !wall.is_there(&on) => State::Idle,
            (State::Marquee { from, mut before }, Gesture::Changed) => {
                before.retain(|id| wall.has(id));
                State::Marquee { from, before }
            }
            (State::Moving(mut moving), Gesture::Changed) => {
                if moving.is_left(wall) {
                    State::Moving(moving)
                } else {
                    wall.let_go();
                    State::Idle
                }
            }
            (State::Resizing(resizing), Gesture::Changed) if !resizing.is_left(wall) => {
                wall.let_go();
                State::Idle
            }
            (State::Linking(from), Gesture::Changed) if wall.board().note(&from).is_none() => {
                wall.let_go();
                State::Idle
            }
            (State::Moving(moving), Gesture::Up(t)) => {
                moving.put_down(&t, wall);
                State::Idle
            }
            (State::Resizing(mut resizing), Gesture::Move(t)) => {
                resizing.drag(&t, wall);
                State::Resizing(resizing)
            }
            (State::Resizing(resizing), Gesture::Up(_)) => {
                resizing.put_down(wall);
                State::Idle
            }
            (State::Linking(from), Gesture::Move(t)) => {
                wall.draft_link(&from, &t);
                State::Linking(from)
            }
            (State::Linking(from), Gesture::Up(t)) => {
                wall.drop_link(&from, &t);
                State::Idle
            }
            (State::Panning(last), Gesture::Move(t)) => {
                wall.camera.pan(t.at.x - last.x, t.at.y - last.y);
                wall.camera_moved();
                State::Panning(t.at)
            }
            (State::Marquee { .. }, Gesture::Up(_)) => {
                wall.let_go();
                State::Idle
            }
            (State::Marquee { before, .. }, Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
                wall.select(before);
                State::Idle
            }
            (State::Idle, Gesture::DoubleClick(t)) => {
                open(&t, wall);
                State::Idle
            }
            (State::Idle, Gesture::Escape) => {
                wall.select(Selection::default());
                State::Idle
            }
            (State::Idle, _) => State::Idle,
            (_, Gesture::Escape | Gesture::Cancel | Gesture::Up(_)) => {
                wall.let_go();
                State::Idle
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        !matches!(self, State::Idle)
    }

    fn cursor(&self, wall: &Wall) -> CursorStyle {
        match self {
            State::Moving(moving) if moving.copies() => CursorStyle::Copy,
            State::Moving(_) => CursorStyle::Move,
            State::Resizing(r) => resize_cursor(r.corner()),
            State::Panning(_) => CursorStyle::Grabbing,
            State::Linking(_) => CursorStyle::Crosshair,
            _ => match &wall.hover {
                Hit::Corner(_, corner) => resize_cursor(*corner),
                Hit::LinkHandle(..) => CursorStyle::Crosshair,
                Hit::Note(id) if wall.board().note(id).is_some_and(|n| n.locked) => {
                    CursorStyle::NotAllowed
                }
                Hit::Note(_) if !wall.read_only => CursorStyle::Move,
                Hit::Paper if wall.is_over_missing() => CursorStyle::Pointer,
                Hit::Paper => CursorStyle::Default,
                _ => CursorStyle::Pointer,
            },
        }
    }
}

fn resize_cursor(corner: Corner) -> CursorStyle {
    match corner {
        Corner::TopLeft | Corner::BottomRight => CursorStyle::ResizeNwse,
        Corner::TopRight | Corner::BottomLeft => CursorStyle::ResizeNesw,
    }
}

fn hover(t: &Touch, wall: &mut Wall) {
    let hit = wall.hit(t.world);
    let near = |id: &Id| {
        let out = wall.camera.px(NEAR);
        wall.scene
            .rect(id)
            .is_some_and(|r| r.inflate(out).contains(t.world))
    };
    let owner = match &hit {
        Hit::Note(id) | Hit::Bubble(id) | Hit::LinkHandle(id, _) => Some(id.clone()),
        _ => wall.hovered_note.clone().filter(near),
    };
    if owner != wall.hovered_note {
        wall.hovered_note = owner;
        wall.scene.dirty.dynamic();
    }
    wall.set_hover(hit);
}

/// The pointer has gone far enough: what does it drag?
fn take_up(on: Hit, start: &Touch, t: &Touch, wall: &mut Wall) -> State {
    let touch = start.kind == PointerKind::Touch;
    match on {
        Hit::Corner(id, corner) => match Resizing::begin(&id, corner, wall) {
            Some(mut resizing) => {
                resizing.drag(t, wall);
                State::Resizing(resizing)
            }
            None => State::Idle,
        },
        Hit::LinkHandle(id, _) => {
            wall.draft_link(&id, t);
            State::Linking(id)
        }
        // A finger moves only what it has chosen before.
        Hit::Note(id) | Hit::FrameTitle(id) | Hit::FrameBorder(id)
            if touch && !wall.selection.movable().any(|s| *s == id) =>
        {
            State::Panning(t.at)
        }
        Hit::Note(id) | Hit::FrameTitle(id) | Hit::FrameBorder(id) => {
            if start.modifiers.shift && !wall.selection.movable().any(|s| *s == id) {
                let mut s = wall.selection.clone();
                if wall.board().note(&id).is_some() {
                    s.notes.extend(together(&id, start, wall));
                } else {
                    s.frames.insert(id);
                }
                wall.select(s);
            }
            move_selected(start, t, wall)
        }
        _ if touch => State::Panning(t.at),
        _ => {
            let before = wall.selection.clone();
            stretch(Rect::between(start.world, t.world), &before, t, wall);
            State::Marquee {
                from: start.world,
                before,
            }
        }
    }
}

fn move_selected(start: &Touch, t: &Touch, wall: &mut Wall) -> State {
    match Moving::begin(start, wall) {
        Some(mut moving) => {
            moving.drag(t, wall);
            State::Moving(Box::new(moving))
        }
        None => State::Idle,
    }
}

fn long_press(t: &Touch, wall: &mut Wall) -> State {
    match wall.hit(t.world) {
        Hit::Note(id) => {
            let mut s = wall.selection.clone();
            s.notes.extend(together(&id, t, wall));
            wall.select(s);
            State::Chosen(*t)
        }
        _ => State::Marquee {
            from: t.world,
            before: wall.selection.clone(),
        },
    }
}

/// A double click opens what it hits for typing; on paper it places an event.
fn open(t: &Touch, wall: &mut Wall) {
    match wall.hit(t.world) {
        Hit::Note(id) => {
            wall.select_notes([id.clone()]);
            wall.type_on_note(&id);
        }
        Hit::FrameTitle(id) | Hit::FrameBorder(id) => wall.type_frame_title(&id),
        Hit::ContextName(id) | Hit::ContextLine(id) => wall.type_context_name(&id),
        Hit::Link(id) => wall.type_link_label(&id),
        Hit::Paper => wall.place_at(NoteKind::DomainEvent, t.world),
        Hit::Bubble(..) | Hit::Inferred(..) | Hit::LinkHandle(..) | Hit::Corner(..) => {}
    }
}

impl Wall {
    pub fn set_hover(&mut self, hit: Hit) {
        if hit != self.hover {
            self.hover = hit;
            self.scene.dirty.dynamic();
        }
    }
}
