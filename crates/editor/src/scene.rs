//! The wall as a list of things to draw, built from the snapshot, what is held, and an index of where everything lies.

pub mod face;
pub mod item;
