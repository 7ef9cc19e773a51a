//! The isobar around the notes of a context: smooth closed loops that keep a margin.

use crate::geometry::{Point, Rect};

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

/// The isobar around `members` at about `margin` units.
pub fn isobar(members: &[Rect], others: &[Rect], margin: f64) -> Contour {
    let _ = others;
    let Some(bounds) = Rect::around(members.iter().copied()) else {
        return Contour::default();
    };
    let ring = |by: f64| rounded(bounds.inflate(by), by);
    Contour {
        path: ring(margin),
        outer: [ring(margin + 8.0), ring(margin + 17.0)],
        label: Point::new(bounds.center().x, bounds.y - margin),
    }
}

fn rounded(r: Rect, radius: f64) -> Vec<Segment> {
    let (p, k) = (Point::new, radius * 0.4477);
    let (l, t, rt, b) = (r.x, r.y, r.right(), r.bottom());
    vec![
        Segment::Move(p(l + radius, t)),
        Segment::Cubic(p(l + radius, t), p(rt - radius, t), p(rt - radius, t)),
        Segment::Cubic(p(rt - k, t), p(rt, t + k), p(rt, t + radius)),
        Segment::Cubic(p(rt, t + radius), p(rt, b - radius), p(rt, b - radius)),
        Segment::Cubic(p(rt, b - k), p(rt - k, b), p(rt - radius, b)),
        Segment::Cubic(p(rt - radius, b), p(l + radius, b), p(l + radius, b)),
        Segment::Cubic(p(l + k, b), p(l, b - k), p(l, b - radius)),
        Segment::Cubic(p(l, b - radius), p(l, t + radius), p(l, t + radius)),
        Segment::Cubic(p(l, t + k), p(l + k, t), p(l + radius, t)),
        Segment::Close,
    ]
}
