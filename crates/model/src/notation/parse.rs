//! Storm notation into a board.

use super::NotationError;
use crate::snapshot::BoardSnapshot;

/// Reads storm notation.
pub fn parse(text: &str) -> Result<BoardSnapshot, NotationError> {
    let _ = text;
    Ok(BoardSnapshot::default())
}
