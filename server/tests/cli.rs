//! The terminal, through the built binary.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, fails it")]

#[path = "cli/check.rs"]
mod check;
#[path = "cli/convert.rs"]
mod convert;
#[path = "cli/decompose.rs"]
mod decompose;
#[path = "cli/decompose_many.rs"]
mod decompose_many;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/usage.rs"]
mod usage;
