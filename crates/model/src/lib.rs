//! The vocabulary of a storm and its grammar.
//!
//! Everything here is a plain value or a pure function: no IO, no clock, no randomness, no CRDT, no DOM.

pub mod access;
pub mod aggregates;
pub mod command;
pub mod compare;
pub mod context;
pub mod context_map;
pub mod contour;
pub mod decision;
pub mod facts;
pub mod file;
pub mod geometry;
pub mod grammar;
pub mod ids;
pub mod import;
pub mod layout;
pub mod link;
pub mod notation;
pub mod note;
pub mod order;
pub mod reading;
pub mod snapshot;
pub mod stage;
pub mod table;
pub mod team;
pub mod text_fit;
pub mod voting;
pub mod wish;
pub mod words;

pub use access::{ROLES, Role};
pub use command::Command;
pub use context::{Context, Pattern, Relation, Subdomain};
pub use facts::{Cadence, Facts, Field};
pub use geometry::{Point, Rect, Size};
pub use ids::Id;
pub use link::{Frame, FrameKind, Link, LinkStatus};
pub use note::{NOTE_KINDS, Note, NoteKind};
pub use snapshot::BoardSnapshot;
pub use stage::Stage;
pub use table::Table;
