//! The isobar around the notes of a context: smooth closed loops that keep a margin, as on a weather map.
//!
//! The loops are level lines of the distance to the members, bays filled (a morphological closing, which makes one shape of
//! them), traced on a grid by marching squares and drawn as Catmull-Rom splines. Members that lie a little apart are tied together by bridges where no other note lies between; where they lie far apart there are several loops.

mod bridge;
mod closing;
mod field;
mod spline;
mod trace;

use crate::geometry::{Point, Rect};
use field::Field;
use trace::Tracer;

/// How much further out the two fainter lines lie, canvas units.
const OUTER: [f64; 2] = [8.0, 17.0];

/// Bays narrower than twice this are filled, canvas units.
const ROUND: f64 = 124.0;

/// One step of a path; every loop starts with a move and ends with a close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(Point),
    /// Two control points and the end of a cubic Bézier curve.
    Cubic(Point, Point, Point),
    Close,
}

/// The contours of one context, canvas units. Fill with the even-odd rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contour {
    /// Around all members; several loops where they lie far apart.
    pub path: Vec<Segment>,
    /// Two fainter lines further out, the nearer first.
    pub outer: [Vec<Segment>; 2],
    /// Where the name goes: its centre, on the top of the biggest loop.
    pub label: Point,
}

/// The isobar around `members` at about `margin` units; it goes around `others` (notes that are no members) where it can.
/// The time it takes grows with the members and with the area around them.
pub fn isobar(members: &[Rect], others: &[Rect], margin: f64) -> Contour {
    let finite = |r: &Rect| {
        [r.x, r.y, r.right(), r.bottom()]
            .iter()
            .all(|n| n.is_finite())
    };
    let members: Vec<Rect> = members.iter().copied().filter(finite).collect();
    let furthest = margin + OUTER[1];
    let Some(bounds) = Rect::around(members.iter().copied()) else {
        return Contour::default();
    };
    let near = bounds.inflate(furthest);
    let others: Vec<Rect> = others
        .iter()
        .copied()
        .filter(|r| finite(r) && r.intersects(&near))
        .collect();

    let mut contour = Contour::default();
    let mut biggest = 0.0;
    for cluster in bridge::clusters(&members, &others, furthest) {
        let mut field = Field::of(&cluster, margin, margin + ROUND);
        closing::close(&mut field, margin, ROUND);
        let mut tracer = Tracer::of(&field);
        for (level, path) in OUTER.iter().zip(&mut contour.outer) {
            for line in tracer.level_lines(&field, margin + level) {
                spline::draw(&line, path);
            }
        }
        field.carve(&others, margin);
        for line in tracer.level_lines(&field, margin) {
            let area = spline::area(&line);
            if area > biggest {
                biggest = area;
                contour.label = spline::top(&line);
            }
            spline::draw(&line, &mut contour.path);
        }
    }
    contour
}
