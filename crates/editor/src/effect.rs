//! What the editor asks of the world. The app carries effects out in order, right after [`crate::Editor::handle`] returns.

use model::{Command, Id, Point, Rect};

/// What the overlay text area writes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditTarget {
    Note(Id),
    FrameTitle(Id),
    ContextName(Id),
    /// The name of a context to be made around these notes.
    NewContext(Vec<Id>),
    LinkLabel(Id),
}

impl EditTarget {
    /// Whether Enter makes a new line with Shift only, and the text may have several lines.
    pub fn is_multiline(&self) -> bool {
        matches!(self, EditTarget::Note(_))
    }
}

/// A text being typed: where it lies on the wall and what it says at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub target: EditTarget,
    /// Canvas units; the overlay follows the camera.
    pub rect: Rect,
    pub text: String,
    pub select_all: bool,
}

/// What others should see of us. Always the whole state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocalPresence {
    /// Canvas units.
    pub cursor: Option<Point>,
    pub selection: Vec<Id>,
    /// Notes and frames being dragged, with their top left corners now.
    pub dragging: Vec<(Id, Point)>,
    pub editing: Option<Id>,
    /// What is in view, canvas units.
    pub view: Rect,
    /// The trail of the laser pointer, oldest first, canvas units.
    pub laser: Vec<Point>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CursorStyle {
    #[default]
    Default,
    Pointer,
    Crosshair,
    Grab,
    Grabbing,
    Move,
    Copy,
    Text,
    /// ↘↖
    ResizeNwse,
    /// ↙↗
    ResizeNesw,
    ResizeEw,
    ResizeNs,
    NotAllowed,
}

impl CursorStyle {
    /// The value of the CSS property `cursor`.
    pub fn css(self) -> &'static str {
        match self {
            CursorStyle::Default => "default",
            CursorStyle::Pointer => "pointer",
            CursorStyle::Crosshair => "crosshair",
            CursorStyle::Grab => "grab",
            CursorStyle::Grabbing => "grabbing",
            CursorStyle::Move => "move",
            CursorStyle::Copy => "copy",
            CursorStyle::Text => "text",
            CursorStyle::ResizeNwse => "nwse-resize",
            CursorStyle::ResizeNesw => "nesw-resize",
            CursorStyle::ResizeEw => "ew-resize",
            CursorStyle::ResizeNs => "ns-resize",
            CursorStyle::NotAllowed => "not-allowed",
        }
    }
}

/// Something of the app's that an action opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Find,
    Help,
    Palette,
    Templates,
    Present,
    Replay,
    Note,
    Boundaries,
    Comments,
    History,
    Legend,
    /// The wall itself, where something else covers it.
    Wall,
}

/// A part of the static layer, canvas units.
#[derive(Clone, Debug, PartialEq)]
pub enum Area {
    /// Another wall: what was painted shows nothing of it.
    Anew,
    All,
    /// Few, disjoint or not.
    Rects(Vec<Rect>),
}

#[allow(
    clippy::large_enum_variant,
    reason = "effects live for one event, and few are made"
)]
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// One undo step. Give the new snapshot back by [`crate::Editor::set_snapshot`] before the next event.
    Execute(Command),
    /// Goes on with the last undo step where both are about the same things, as typing on a note that was placed a moment
    /// ago does; otherwise as [`Effect::Execute`].
    Amend(Command),
    Undo,
    Redo,
    /// Open the overlay.
    BeginEdit(Edit),
    /// Replace the overlay's text: somebody else changed it while we typed.
    RetypeEdit {
        text: String,
    },
    /// The text has outgrown the note: the overlay has this rectangle now.
    ResizeEdit {
        rect: Rect,
    },
    /// Close the overlay: typing has ended, in whatever way. An answer that comes later is ignored.
    EndEdit,
    /// Put text on the clipboard: `json` for boards (also as `text/plain` where only that exists), `text` for elsewhere.
    Copy {
        json: String,
        text: String,
    },
    /// Read the clipboard and answer with [`crate::InputEvent::Paste`].
    RequestPaste {
        one_note: bool,
    },
    Presence(LocalPresence),
    Cursor(CursorStyle),
    /// For a polite live region.
    Announce(String),
    /// What did not come about, or not as asked: to be shown to everyone, and spoken politely.
    Tell(String),
    Open(Panel),
    /// Where notes in hand would live if they were put down now, those that change their home: (note, context).
    HomesChanged(Vec<(Id, Option<Id>)>),
    /// Notes were put down elsewhere in the proposal that is shown: (note, proposed context).
    Reproposed(Vec<(Id, Option<Id>)>),
    /// Read [`crate::Editor::selection`] again.
    SelectionChanged,
    /// Read [`crate::Editor::tool`] again.
    ToolChanged,
    /// Read [`crate::Editor::camera`] again.
    CameraChanged,
    /// Read [`crate::Editor::following`] again.
    FollowingChanged,
    /// Everyone is asked to look at what is in view here.
    Summon,
    /// Something moves by itself: send [`crate::InputEvent::Tick`] with the next frame.
    Animate,
    /// Read [`crate::Editor::link_tip`] again: another link, or it is shown elsewhere.
    HoverChanged,
    /// Paint again: parts of the static layer, the dynamic layer.
    Invalidate {
        statics: Option<Area>,
        dynamic: bool,
    },
}
