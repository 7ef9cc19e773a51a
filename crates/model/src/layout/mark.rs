//! What layout made is no evidence: a note remembers where layout put it.
//!
//! The mark is the place itself, so nobody has to clear it: whoever moves a note makes it untrue.

use serde_json::Value;

use crate::geometry::Point;
use crate::note::Note;

/// The extension of a note that holds where layout put it, as text: `120 -40`.
pub const LAID_OUT: &str = "isobar.laidOut";

/// Puts a note where layout wants it.
pub(super) fn lay(note: &Note, at: Point) -> Note {
    let mut note = note.clone().at(at);
    note.extensions
        .insert(LAID_OUT.to_owned(), format!("{} {}", at.x, at.y).into());
    note
}

/// Where layout put a note, if it did.
pub fn laid_out_at(note: &Note) -> Option<Point> {
    let (x, y) = note
        .extensions
        .get(LAID_OUT)
        .and_then(Value::as_str)?
        .split_once(' ')?;
    Some(Point::new(x.parse().ok()?, y.parse().ok()?))
}

/// How far a note was moved since layout put it somewhere; none where people placed it.
fn moved(note: &Note) -> Option<Point> {
    let (now, then) = (note.position()?, laid_out_at(note)?);
    Some(Point::new(now.x - then.x, now.y - then.y))
}

/// Whether layout, and nobody else, decided how two notes lie to each other: a whole group may have been moved since.
pub fn is_derived(a: &Note, b: &Note) -> bool {
    const SAME: f64 = 0.5;
    match (moved(a), moved(b)) {
        (Some(a), Some(b)) => (a.x - b.x).abs() < SAME && (a.y - b.y).abs() < SAME,
        _ => false,
    }
}
