//! Gestures without a browser: every tool, every state, Escape included.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod any;
mod arranging;
mod contexts;
mod desk;
mod escape;
mod executed;
mod keyboard;
mod links;
mod missing;
mod odd;
mod paste;
mod people;
mod pointers;
mod room;
mod scene;
mod select;
mod steps;
mod storming;
mod told;
mod tools;
