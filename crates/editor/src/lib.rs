//! Gestures and the scene: what people do becomes commands, and a board becomes a list of things to draw.
//!
//! Must not know of the DOM, the document (CRDT), the network or the clock: time comes in events, text is measured through
//! [`MeasureText`], and everything the world has to do comes out as an [`Effect`].

pub mod actions;
pub mod camera;
pub mod editor;
pub mod effect;
pub mod input;
pub mod presence;
pub mod scene;
pub mod selection;
pub mod tools;

pub use actions::{Action, Group, Shortcut, actions};
pub use camera::Camera;
pub use editor::{Editor, Ids, LegendRow, LinkTip, Minimap};
pub use effect::{Area, CursorStyle, Edit, EditTarget, Effect, LocalPresence, Panel};
pub use input::{Button, EditEnd, InputEvent, Key, Modifiers, Pointer, PointerKind};
pub use presence::{Peer, ProposedContext};
pub use scene::face::{Face, MeasureText};
pub use scene::item;
pub use selection::Selection;
pub use tools::ToolId;
