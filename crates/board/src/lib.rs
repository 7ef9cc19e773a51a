//! The document of a board: the only crate that names the CRDT (yrs).
//!
//! One [`model::Command`] is one transaction, one update and one undo step; everyone else reads the snapshot. It must not
//! know of gestures, sockets, clocks or storage; randomness (the client id) is given by the caller.

mod board;
mod change;
pub mod coverage;
mod error;
pub mod wire;

pub use board::{Board, Done, Undone};
pub use change::{Change, Skipped};
pub use error::BoardError;
