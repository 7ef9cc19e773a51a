//! Points, polygons, circles.

use model::{Point, Rect};

use super::item::{Path, Step};

/// Whether a closed polygon encloses `p`, by the even-odd rule.
pub(crate) fn encloses(corners: &[Point], p: Point) -> bool {
    let mut inside = false;
    for (i, a) in corners.iter().enumerate() {
        let b = corners[(i + 1) % corners.len()];
        if (a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

pub(crate) fn distance_to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx * dx + dy * dy;
    let t = if length == 0.0 {
        0.0
    } else {
        (((p.x - a.x) * dx + (p.y - a.y) * dy) / length).clamp(0.0, 1.0)
    };
    p.distance(a.offset(t * dx, t * dy))
}

pub(crate) fn boxed(r: Rect) -> Path {
    let p = Point::new;
    vec![
        Step::Move(p(r.x, r.y)),
        Step::Line(p(r.right(), r.y)),
        Step::Line(p(r.right(), r.bottom())),
        Step::Line(p(r.x, r.bottom())),
        Step::Close,
    ]
}

/// A circle of four cubics.
pub(crate) fn disc(c: Point, r: f64) -> Path {
    let k = r * 0.5523;
    let p = |dx: f64, dy: f64| c.offset(dx, dy);
    vec![
        Step::Move(p(r, 0.0)),
        Step::Cubic(p(r, k), p(k, r), p(0.0, r)),
        Step::Cubic(p(-k, r), p(-r, k), p(-r, 0.0)),
        Step::Cubic(p(-r, -k), p(-k, -r), p(0.0, -r)),
        Step::Cubic(p(k, -r), p(r, -k), p(r, 0.0)),
        Step::Close,
    ]
}
