//! Gestures without a browser: every tool, every state, Escape included.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod contexts;
mod desk;
mod keyboard;
mod links;
mod paste;
mod pointers;
mod scene;
mod select;
mod storming;
mod tools;
