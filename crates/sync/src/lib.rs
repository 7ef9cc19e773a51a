//! The live protocol, without IO: what is said on the wire, what a room does with it, what a client does with it.
//!
//! Time and randomness come in as arguments; sockets, tasks and the store are the caller's.

pub mod awareness;
pub mod client;
pub mod lib0;
pub mod message;
pub mod presence;
pub mod room;
