//! Gestures and the scene: what people do becomes commands, and a board becomes a list of things to draw.
//!
//! Must not know of the DOM, the document (CRDT), the network or the clock: time comes in events, text is measured through
//! [`MeasureText`], and everything the world has to do comes out as an [`Effect`].

pub mod actions;
mod aligning;
mod arranging;
mod axis;
pub mod bench_board;
pub mod camera;
mod clipboard;
pub mod editor;
pub mod effect;
mod following;
mod gestures;
mod grouping;
pub mod hit_test;
mod homing;
pub mod input;
mod merging;
mod missing;
mod overlay;
mod overview;
mod placing;
pub mod presence;
pub mod scene;
pub mod selection;
mod snapping;
mod tidying;
pub mod tools;
mod typing;
mod wall;
mod wishing;

pub use actions::{Action, Group, Shortcut, action, action_of, actions};
pub use camera::Camera;
pub use clipboard::{Pasted, board_of_list};
pub use editor::{Editor, Ids, LinkTip};
pub use effect::{Area, CursorStyle, Edit, EditTarget, Effect, LocalPresence, Panel};
pub use hit_test::{Corner, Hit, Side};
pub use input::{Button, EditEnd, InputEvent, Key, Modifiers, Pointer, PointerKind};
pub use overview::{LegendRow, Minimap};
pub use presence::{Mark, MarkKind, Peer, ProposedContext};
pub use scene::bubbles::Bubble;
pub use scene::face::{Face, MeasureText};
pub use scene::item;
pub use selection::Selection;
pub use tools::ToolId;
