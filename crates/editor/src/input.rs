//! What people do, as plain values: the app translates browser events into these and nothing else reaches the editor.
//!
//! Positions are CSS pixels from the wall's top left corner; times are milliseconds of any steady clock.

use model::{Point, Size};

use crate::clipboard::Pasted;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    pub shift: bool,
    /// Ctrl, or ⌘ on a Mac.
    pub ctrl: bool,
    pub alt: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointerKind {
    #[default]
    Mouse,
    Touch,
    Pen,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Button {
    #[default]
    Primary,
    Middle,
    Secondary,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pointer {
    /// `PointerEvent.pointerId`.
    pub id: i32,
    pub kind: PointerKind,
    /// The button that went down or up; of a move it means nothing.
    pub button: Button,
    pub at: Point,
    pub modifiers: Modifiers,
    pub time: f64,
}

/// A key, as `KeyboardEvent` names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// `KeyboardEvent.key`: `a`, `A`, `!`, `Enter`, `ArrowLeft`, ` `, …
    pub key: String,
    /// `KeyboardEvent.code`: `KeyA`, `Digit1`, `Space`, …
    pub code: String,
    pub modifiers: Modifiers,
    pub repeat: bool,
}

/// How typing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditEnd {
    /// Esc: what was typed stays.
    Escape,
    /// A click outside, or the focus went elsewhere.
    Outside,
    /// Enter: the next note of that kind follows.
    Next,
    /// Tab: the next kind that the grammar allows follows, linked.
    Tab,
}

#[derive(Clone, Debug, PartialEq)]
pub enum InputEvent {
    PointerDown(Pointer),
    PointerMove(Pointer),
    PointerUp(Pointer),
    /// The browser took the pointer away: as if the gesture had never begun.
    PointerCancel(Pointer),
    /// The pointer left the wall.
    PointerLeave,
    DoubleClick(Pointer),
    LongPress(Pointer),
    /// `delta` in CSS pixels (line and page modes already multiplied). With Ctrl it zooms about `at`, otherwise it pans.
    Wheel {
        at: Point,
        delta: Point,
        modifiers: Modifiers,
    },
    /// A step of a pinch about `at`: `scale` relative to the step before.
    Pinch {
        at: Point,
        scale: f64,
    },
    Key(Key),
    KeyUp(Key),
    /// The overlay's text changed while typing.
    TextChanged {
        text: String,
    },
    /// The hand rests while typing: what is written so far is kept, and seen by others.
    TypingRest,
    /// Typing ended; answers [`crate::Effect::BeginEdit`].
    EditDone {
        text: String,
        how: EditEnd,
    },
    /// Text from the clipboard (a browser `paste` event, or the answer to [`crate::Effect::RequestPaste`]).
    Paste(Pasted),
    /// Runs the action of this id (toolbar, menu, palette).
    Action(String),
    /// The wall has this many CSS pixels.
    Resize(Size),
    /// A frame, after [`crate::Effect::Animate`].
    Tick {
        /// Milliseconds, the clock of [`Pointer::time`].
        now: f64,
        /// Things go where they go at once: for people who want less motion.
        still: bool,
    },
    /// The window lost the focus: held keys and gestures are let go.
    Blur,
}
