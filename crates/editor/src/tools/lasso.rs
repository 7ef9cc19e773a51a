//! Draws a line around notes: they become a context, or join the one that is selected.

use model::{Command, Id, Point, Rect};

use crate::effect::CursorStyle;
use crate::scene::polygon::encloses;
use crate::tools::{Gesture, Tool, ToolId};
use crate::wall::Wall;
use model::order::Order;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum State {
    #[default]
    Idle,
    /// Corners so far, canvas units.
    Drawing(Vec<Point>),
}

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    (id == ToolId::Lasso).then(|| Box::new(State::Idle) as Box<dyn Tool>)
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (std::mem::take(self), gesture) {
            (State::Idle, Gesture::Down(t)) => State::Drawing(vec![t.world]),
            (State::Drawing(mut points), Gesture::Move(t)) => {
                let step = wall.camera.px(3.0);
                if points.last().is_none_or(|p| p.distance(t.world) >= step) {
                    points.push(t.world);
                    wall.show(|p| p.lasso.clone_from(&points));
                }
                State::Drawing(points)
            }
            (State::Drawing(points), Gesture::Up(_)) => {
                wall.let_go();
                wall.arm(ToolId::Select);
                let notes = wall.notes_inside(&points);
                wall.gather(notes);
                State::Idle
            }
            // Without a pointer: what is selected.
            (State::Idle, Gesture::Enter) => {
                wall.arm(ToolId::Select);
                let selected = wall.selection.notes.iter().cloned().collect();
                wall.gather(selected);
                State::Idle
            }
            (State::Drawing(_), Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
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

impl Wall {
    /// Notes whose middle lies inside the closed line, by id.
    pub fn notes_inside(&self, line: &[Point]) -> Vec<Id> {
        let corners = line.iter().map(|p| Rect::new(p.x, p.y, 0.0, 0.0));
        let Some(bounds) = Rect::around(corners) else {
            return Vec::new();
        };
        let mut inside: Vec<Id> = self
            .scene
            .notes
            .meeting(bounds)
            .filter(|n| encloses(line, n.rect.center()))
            .map(|n| n.note.id.clone())
            .collect();
        inside.order();
        inside
    }

    /// Puts notes into the selected context, or asks for the name of a new one.
    pub fn gather(&mut self, notes: Vec<Id>) {
        let lives = |id: &Id| self.board().note(id).is_some_and(|n| n.kind.is_placed());
        let members: Vec<Id> = notes.into_iter().filter(lives).collect();
        if members.is_empty() {
            self.tell("No note that can live in a context lies inside the line.");
            return;
        }
        match self.selection.context.clone() {
            Some(id) => {
                self.announce(format!("{} notes moved into the context.", members.len()));
                self.execute(Command::Assign {
                    notes: members,
                    context: Some(id),
                });
            }
            None => {
                self.select_notes(members.clone());
                self.name_new_context(members);
            }
        }
    }
}
