//! A board as storm notation.

use super::Printed;
use crate::snapshot::BoardSnapshot;

/// Prints a board: every note on a line.
pub fn print(board: &BoardSnapshot) -> Printed {
    let mut text = String::new();
    for note in &board.notes {
        text.push_str(&format!("{} {}\n", note.kind.row().word, note.line()));
    }
    Printed {
        text,
        lost: Vec::new(),
    }
}
