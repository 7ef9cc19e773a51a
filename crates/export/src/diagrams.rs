//! Pictures of the board.

mod font;
mod legend;
#[cfg(feature = "pictures")]
mod lettering;
pub mod mermaid;
#[cfg(feature = "pictures")]
pub mod pdf;
#[cfg(feature = "pictures")]
pub mod png;
mod sheet;
pub mod svg;
mod xml;
