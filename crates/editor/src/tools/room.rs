//! Makes room: what lies beyond the pointer is pushed along, to the right or down; the wall opens like paper. Dragged back,
//! it closes.

use model::{Command, Id, Point, Rect};

use crate::axis::Axis;
use crate::effect::CursorStyle;
use crate::input::PointerKind;
use crate::placing::GAP;
use crate::scene::held::Holder;
use crate::snapping::Guide;
use crate::tools::{Gesture, Tool, ToolId, is_drag};
use crate::wall::{Touch, Wall};
use model::order::Order;

/// What Enter opens: a note with its gap, canvas units.
const ONE_NOTE: f64 = 120.0 + GAP;
/// Frames are not closed further, canvas units.
const LEAST: f64 = 40.0;

/// A line through the view, across which things are pushed.
fn line(axis: Axis, at: f64, seen: Rect) -> Guide {
    let (from, to) = match axis {
        Axis::Across => (Point::new(at, seen.y), Point::new(at, seen.bottom())),
        Axis::Down => (Point::new(seen.x, at), Point::new(seen.right(), at)),
    };
    Guide { from, to }
}

/// What moves and what grows when the wall opens at a line.
#[derive(Debug)]
pub(crate) struct Opening {
    axis: Axis,
    line: f64,
    /// Beyond the line.
    moving: Vec<(Id, Rect)>,
    /// Frames across it.
    growing: Vec<(Id, Rect)>,
    /// How far it may close, not above 0.
    least: f64,
    by: f64,
}

#[derive(Debug, Default)]
pub(crate) enum State {
    #[default]
    Idle,
    Pressed(Touch),
    Pushing(Opening),
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Room).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (std::mem::take(self), gesture) {
            (State::Idle, Gesture::Move(t)) => {
                if t.kind != PointerKind::Touch {
                    let line = line(Axis::Across, t.world.x, wall.camera.visible());
                    wall.show(|p| p.guides = vec![line]);
                }
                State::Idle
            }
            (State::Idle, Gesture::Down(t)) => State::Pressed(t),
            (State::Pressed(start), Gesture::Move(t)) if is_drag(&start, &t) => {
                let (dx, dy) = (t.at.x - start.at.x, t.at.y - start.at.y);
                let axis = match dx.abs() >= dy.abs() {
                    true => Axis::Across,
                    false => Axis::Down,
                };
                let mut opening = Opening::at(axis, axis.of(start.world), wall);
                opening.push_to(axis.of(t.world), wall);
                State::Pushing(opening)
            }
            (State::Pushing(mut opening), Gesture::Move(t)) => {
                opening.push_to(opening.axis.of(t.world), wall);
                State::Pushing(opening)
            }
            (State::Pushing(mut opening), Gesture::Up(t)) => {
                opening.push_to(opening.axis.of(t.world), wall);
                wall.let_go();
                wall.arm(ToolId::Select);
                opening.put_down(wall);
                State::Idle
            }
            (State::Idle, Gesture::Enter) => {
                wall.arm(ToolId::Select);
                wall.make_room_here();
                State::Idle
            }
            (State::Idle, Gesture::Escape) => {
                wall.let_go();
                wall.arm(ToolId::Select);
                State::Idle
            }
            (State::Idle, _) => State::Idle,
            (_, Gesture::Escape | Gesture::Cancel | Gesture::Up(_)) => {
                wall.let_go();
                State::Idle
            }
            (State::Pushing(opening), Gesture::Changed) => {
                // What others put down or took away meanwhile counts.
                let mut again = Opening::at(opening.axis, opening.line, wall);
                again.push_to(opening.line + opening.by, wall);
                State::Pushing(again)
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        !matches!(self, State::Idle)
    }

    fn cursor(&self, _: &Wall) -> CursorStyle {
        match self {
            State::Pushing(Opening {
                axis: Axis::Down, ..
            }) => CursorStyle::ResizeNs,
            _ => CursorStyle::ResizeEw,
        }
    }
}

impl Opening {
    fn at(axis: Axis, line: f64, wall: &Wall) -> Opening {
        let board = wall.board();
        let locked = |id: &Id| board.note(id).is_some_and(|n| n.locked);
        let notes = wall.scene.notes.iter().map(|n| (&n.note.id, n.rect));
        let beyond = |r: Rect| axis.of(r.center()) >= line;
        let mut moving: Vec<(Id, Rect)> = notes
            .filter(|(id, r)| beyond(*r) && !locked(id))
            .map(|(id, r)| (id.clone(), r))
            .collect();
        let mut growing = Vec::new();
        for frame in &board.frames {
            let rect = frame.rect();
            if axis.start(rect) >= line {
                moving.push((frame.id.clone(), rect));
            } else if axis.end(rect) > line {
                growing.push((frame.id.clone(), rect));
            }
        }
        moving.order_by(|a, b| a.0.cmp(&b.0));
        let free = moving.iter().map(|(_, r)| axis.start(*r) - line);
        let spare = growing.iter().map(|(_, r)| axis.length(*r) - LEAST);
        let least = free.chain(spare).reduce(f64::min).unwrap_or_default();
        Opening {
            axis,
            line,
            moving,
            growing,
            least: -least.max(0.0),
            by: 0.0,
        }
    }

    fn push_to(&mut self, place: f64, wall: &mut Wall) {
        self.by = (place - self.line).max(self.least);
        let held = self.moved().chain(self.grown()).collect();
        wall.scene.hold(Holder::Me, held);
        let seen = wall.camera.visible();
        let lines = [self.line, self.line + self.by].map(|at| line(self.axis, at, seen));
        wall.show(|p| p.guides = lines.to_vec());
    }

    fn moved(&self) -> impl Iterator<Item = (Id, Rect)> {
        let moved = |(id, r): &(Id, Rect)| (id.clone(), self.axis.moved(*r, self.by));
        self.moving.iter().map(moved)
    }

    fn grown(&self) -> impl Iterator<Item = (Id, Rect)> {
        let grown = |(id, r): &(Id, Rect)| (id.clone(), self.axis.stretched(*r, self.by));
        self.growing.iter().map(grown)
    }

    fn put_down(&self, wall: &mut Wall) {
        if self.by == 0.0 {
            return;
        }
        let to: Vec<(Id, Point)> = self.moved().map(|(id, r)| (id, r.origin())).collect();
        let grown: Vec<(Id, Rect)> = self.grown().collect();
        let mut commands = Vec::new();
        if !to.is_empty() {
            commands.push(Command::Move { to });
        }
        if !grown.is_empty() {
            commands.push(Command::Resize { to: grown });
        }
        wall.execute_all(commands);
    }
}

impl Wall {
    /// Opens the wall by one note, right of the selected note or in the middle of the view.
    pub fn make_room_here(&mut self) {
        let selected = self.selection.single_note();
        let line = match selected.and_then(|id| self.scene.rect(id)) {
            Some(rect) => rect.right(),
            None => self.camera.visible().center().x,
        };
        let mut opening = Opening::at(Axis::Across, line, self);
        opening.by = ONE_NOTE;
        opening.put_down(self);
        self.announce("Made room for a note.");
    }
}
