//! The tools: one file and one state enum each. A tool answers gestures by changing its state, the preview and, when the
//! gesture is done, asking for one command. Escape ends what is going on in every state.

pub(crate) mod frame;
pub(crate) mod hand;
pub(crate) mod laser;
pub(crate) mod lasso;
pub(crate) mod link;
pub(crate) mod place;
pub(crate) mod room;
pub(crate) mod select;
pub(crate) mod vote;

use model::{FrameKind, NoteKind};

use crate::effect::CursorStyle;
use crate::wall::{Touch, Wall};

/// A tool by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolId {
    #[default]
    Select,
    Hand,
    Place(NoteKind),
    Link,
    Frame(FrameKind),
    Lasso,
    /// Gives notes dots, while a round of voting is on.
    Vote,
    /// Points at things for others; changes nothing.
    Laser,
    /// Makes room: pushes things apart.
    Room,
}

/// What a tool sees of events: pointers are down, move and go up one at a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Gesture {
    Down(Touch),
    /// With or without anything down; also when a modifier changed.
    Move(Touch),
    Up(Touch),
    DoubleClick(Touch),
    LongPress(Touch),
    Enter,
    Escape,
    /// As if it had never begun.
    Cancel,
    /// The board is another: what the gesture is about may be gone.
    Changed,
}

pub(crate) trait Tool {
    fn on(&mut self, gesture: Gesture, wall: &mut Wall);
    /// In the middle of a gesture.
    fn is_busy(&self) -> bool;
    fn cursor(&self, wall: &Wall) -> CursorStyle;
}

/// One row of [`TOOLS`]: which tools it makes.
pub(crate) struct ToolRow {
    make: fn(ToolId) -> Option<Box<dyn Tool>>,
}

/// All tools.
pub(crate) const TOOLS: &[ToolRow] = &[
    ToolRow { make: select::make },
    ToolRow { make: hand::make },
    ToolRow { make: place::make },
    ToolRow { make: link::make },
    ToolRow { make: frame::make },
    ToolRow { make: lasso::make },
    ToolRow { make: laser::make },
    ToolRow { make: room::make },
    ToolRow { make: vote::make },
];

pub(crate) fn tool(id: ToolId) -> Box<dyn Tool> {
    let made = TOOLS.iter().find_map(|row| (row.make)(id));
    made.unwrap_or_else(|| Box::new(select::State::Idle))
}

/// Whether a pointer has gone far enough from where it went down to drag rather than click.
pub(crate) fn is_drag(from: &Touch, now: &Touch) -> bool {
    let slop = match now.kind {
        crate::input::PointerKind::Touch => 10.0,
        _ => 4.0,
    };
    from.at.distance(now.at) >= slop
}
