//! The board itself, in its own formats.

pub mod board_file;
pub mod canvas;
pub mod storm;

use crate::architecture::Architecture;
use crate::naming::Name;

/// The board's title as a file name.
fn stem(architecture: &Architecture) -> String {
    Name::of(&architecture.board.meta.title, "board").kebab()
}
