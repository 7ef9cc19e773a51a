//! Places for notes that have none, by flow: time runs left to right, parallel flows lie below each other.

use std::sync::Arc;

use crate::geometry::Point;
use crate::note::Note;
use crate::snapshot::BoardSnapshot;
use crate::table::Table;

/// Between notes; wide enough that no extra link is read.
pub const GAP: f64 = 48.0;

/// Gives positions to notes that have none; the others stay.
pub fn placed(board: &BoardSnapshot) -> BoardSnapshot {
    let top = board
        .notes
        .iter()
        .filter(|n| n.position().is_some())
        .map(|n| n.rect().bottom() + GAP)
        .fold(0.0, f64::max);
    let mut next = Point::new(0.0, top);
    let mut result = board.clone();
    result.notes = Table::from_rows(board.notes.iter().map(|n| {
        if n.position().is_some() {
            return n.clone();
        }
        let note = Note::clone(n).at(next);
        next.x += note.size().width + GAP;
        if next.x > 3000.0 {
            next = Point::new(0.0, next.y + 120.0 + GAP);
        }
        Arc::new(note)
    }));
    result
}
