//! The document of a board: the only crate that names the CRDT (yrs).
//!
//! One [`model::Command`] is one transaction, one update and one undo step; everyone else reads the snapshot. It must not
//! know of gestures, sockets, clocks or storage; randomness (the client id) is given by the caller.

mod board;
mod change;
mod commands;
mod content;
pub mod coverage;
mod error;
mod fields;
mod fill;
mod keys;
mod place;
mod recorder;
mod rows;
mod schema;
mod stacking;
pub mod text;
mod touched;
mod undo;
mod value;
mod view;
pub mod wire;

pub use board::{Board, Done, Filling, Undone};
pub use change::{Change, Skipped};
pub use error::BoardError;
pub use schema::FORMAT_VERSION;
