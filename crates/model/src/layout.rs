//! Places for notes that have none, by flow: time runs left to right, parallel flows lie below each other.
//!
//! An aggregate with its commands, events and what hangs on them becomes one **block** in columns, as hands would lay it:
//! actors, policies, commands, the aggregate, events, read models. Blocks follow each other along the flow between them
//! in layers, folded where the wall would get too long; walls of flows that do not meet are packed side by side.
//!
//! Architecture invariant: knows kinds, texts, sizes and drawn links; never contexts, and ids only to tell apart notes
//! that are alike in all of these. The order of notes does not matter (tests/layout.rs).

mod bands;
mod block;
mod column;
mod flow;
mod layers;
mod mark;
mod pack;
mod units;
mod wall;

use std::sync::Arc;

pub use mark::{LAID_OUT, is_derived, laid_out_at};

use crate::geometry::{Point, Rect};
use crate::note::Note;
use crate::snapshot::BoardSnapshot;
use crate::table::Table;

/// Between notes side by side; wider than [`reading::NEAR`](crate::reading::NEAR), so that no extra link is read.
pub const GAP: f64 = 44.0;
/// Between notes below each other; wider than [`reading::BELOW`](crate::reading::BELOW).
pub const ROW_GAP: f64 = 32.0;
/// Between blocks.
const BLOCK_GAP: f64 = 72.0;
/// How much wider than high a wall is wished to be.
const ASPECT: f64 = 1.9;

/// Gives positions to notes that have none; the others stay, and the new ones lie below them. No two of the new notes
/// overlap, and none comes so near to another that a link would be read from it. Each of the new ones remembers its place
/// ([`LAID_OUT`]), so that nobody takes it for what people meant.
pub fn placed(board: &BoardSnapshot) -> BoardSnapshot {
    let flow = flow::Flow::of(board);
    if flow.notes.is_empty() {
        return board.clone();
    }
    let places = wall::arrange(&flow);
    let lying = board
        .notes
        .iter()
        .filter(|n| n.position().is_some())
        .map(|n| n.rect());
    let taken = Rect::around(lying.chain(board.frames.iter().map(|f| f.rect())));
    let origin = taken.map_or(Point::default(), |r| {
        Point::new(r.x, r.bottom() + BLOCK_GAP)
    });
    let mut rows: Vec<Arc<Note>> = board.notes.iter().cloned().collect();
    for (note, place) in flow.notes.iter().zip(places) {
        let at = Point::new((origin.x + place.x).round(), (origin.y + place.y).round());
        let row = &mut rows[note.row];
        *row = Arc::new(mark::lay(row, at));
    }
    let mut result = board.clone();
    result.notes = Table::from_rows(rows);
    result
}

/// Something with a size that gets a place.
#[derive(Clone, Debug, Default)]
struct Layouted {
    /// Top left corners, in the order of what was laid out.
    places: Vec<Point>,
    width: f64,
    height: f64,
}
