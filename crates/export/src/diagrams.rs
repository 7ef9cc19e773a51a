//! Pictures of the board.

mod font;
mod legend;
pub mod mermaid;
#[cfg(feature = "png")]
pub mod png;
pub mod svg;
mod xml;
