//! Draws frames: sections, swimlanes and timelines.

use model::{Command, Frame, FrameKind, Point, Rect, Size};

use crate::effect::CursorStyle;
use crate::selection::Selection;
use crate::tools::{Gesture, Tool, ToolId, is_drag};
use crate::wall::{Touch, Wall};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    Idle(FrameKind),
    Drawing(FrameKind, Touch),
}

/// Frames are not made smaller, canvas units.
const LEAST: f64 = 40.0;

pub(crate) fn make(id: ToolId) -> Option<Box<dyn Tool>> {
    match id {
        ToolId::Frame(kind) => Some(Box::new(State::Idle(kind))),
        _ => None,
    }
}

impl Tool for State {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall) {
        *self = match (*self, gesture) {
            (State::Idle(kind), Gesture::Down(t)) => State::Drawing(kind, t),
            (State::Drawing(kind, start), Gesture::Move(t)) => {
                wall.show(|p| p.frame = Some(Rect::between(start.world, t.world)));
                State::Drawing(kind, start)
            }
            (State::Drawing(kind, start), Gesture::Up(t)) => {
                wall.let_go();
                wall.arm(ToolId::Select);
                let drawn = Rect::between(start.world, t.world);
                let large = drawn.width >= LEAST && drawn.height >= LEAST;
                let rect = if is_drag(&start, &t) && large {
                    drawn
                } else {
                    usual(kind, start.world, wall)
                };
                wall.place_frame(kind, rect);
                State::Idle(kind)
            }
            (State::Idle(kind), Gesture::Enter) => {
                wall.arm(ToolId::Select);
                let seen = wall.camera.visible();
                let size = usual_size(kind, wall);
                let c = seen.center().offset(-size.width / 2.0, -size.height / 2.0);
                wall.place_frame(kind, usual(kind, c, wall));
                State::Idle(kind)
            }
            (State::Drawing(kind, _), Gesture::Escape | Gesture::Cancel) => {
                wall.let_go();
                State::Idle(kind)
            }
            (State::Idle(kind), Gesture::Escape) => {
                wall.arm(ToolId::Select);
                State::Idle(kind)
            }
            (state, _) => state,
        };
    }

    fn is_busy(&self) -> bool {
        matches!(self, State::Drawing(..))
    }

    fn cursor(&self, _: &Wall) -> CursorStyle {
        CursorStyle::Crosshair
    }
}

/// The frame that a click makes: a swimlane is as long as the view.
fn usual_size(kind: FrameKind, wall: &Wall) -> Size {
    match kind {
        FrameKind::Section => Size::new(640.0, 420.0),
        FrameKind::Swimlane => Size::new(wall.camera.visible().width.max(960.0) * 0.9, 200.0),
        FrameKind::Timeline => Size::new(wall.camera.visible().width.max(960.0) * 0.9, 120.0),
    }
}

fn usual(kind: FrameKind, corner: Point, wall: &Wall) -> Rect {
    let size = usual_size(kind, wall);
    Rect::new(corner.x, corner.y, size.width, size.height)
}

impl Wall {
    pub fn place_frame(&mut self, kind: FrameKind, rect: Rect) {
        if !self.may_edit() {
            return;
        }
        let frame = Frame {
            id: self.fresh_id(),
            kind,
            title: String::new(),
            x: rect.x,
            y: rect.y,
            width: rect.width,
            height: rect.height,
        };
        self.execute(Command::Place {
            notes: Vec::new(),
            links: Vec::new(),
            frames: vec![frame.clone()],
        });
        self.select(Selection {
            frames: [frame.id.clone()].into(),
            ..Selection::default()
        });
        self.type_title_of(&frame, true);
    }
}
