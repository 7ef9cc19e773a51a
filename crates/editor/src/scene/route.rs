//! How a link runs from the edge of one note to the edge of another.

use model::{Point, Rect};

use super::polygon::distance_to_segment;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Route {
    pub start: Point,
    pub end: Point,
    /// Control points of a cubic; none: straight.
    pub bend: Option<(Point, Point)>,
}

/// From the side of `a` that faces `b` to the side of `b` that faces `a`; none where the two overlap.
pub(crate) fn route(a: Rect, b: Rect) -> Option<Route> {
    let across = (b.x - a.right()).max(a.x - b.right());
    let down = (b.y - a.bottom()).max(a.y - b.bottom());
    if across <= 0.0 && down <= 0.0 {
        return None;
    }
    let (ca, cb) = (a.center(), b.center());
    let p = Point::new;
    Some(if across >= down {
        let (from, to, way) = if cb.x >= ca.x {
            (a.right(), b.x, 1.0)
        } else {
            (a.x, b.right(), -1.0)
        };
        // Where both face each other the line runs level, as between two notes of one row.
        let level = shared_middle(a.y, a.bottom(), b.y, b.bottom());
        let (start, end) = (p(from, level.unwrap_or(ca.y)), p(to, level.unwrap_or(cb.y)));
        bent(start, end, p(way, 0.0))
    } else {
        let (from, to, way) = if cb.y >= ca.y {
            (a.bottom(), b.y, 1.0)
        } else {
            (a.y, b.bottom(), -1.0)
        };
        let level = shared_middle(a.x, a.right(), b.x, b.right());
        let (start, end) = (p(level.unwrap_or(ca.x), from), p(level.unwrap_or(cb.x), to));
        bent(start, end, p(0.0, way))
    })
}

/// The middle of where two notes meet.
pub(crate) fn seam(a: Rect, b: Rect) -> Point {
    let (left, right) = (a.x.max(b.x), a.right().min(b.right()));
    let (top, bottom) = (a.y.max(b.y), a.bottom().min(b.bottom()));
    Point::new((left + right) / 2.0, (top + bottom) / 2.0)
}

/// The middle of what two intervals share, when that is most of the shorter one.
fn shared_middle(a0: f64, a1: f64, b0: f64, b1: f64) -> Option<f64> {
    let (low, high) = (a0.max(b0), a1.min(b1));
    (high - low >= 0.5 * (a1 - a0).min(b1 - b0)).then_some((low + high) / 2.0)
}

fn bent(start: Point, end: Point, way: Point) -> Route {
    let aside = if way.x == 0.0 {
        end.x - start.x
    } else {
        end.y - start.y
    };
    if aside.abs() < 1.0 {
        return Route {
            start,
            end,
            bend: None,
        };
    }
    let along = (end.x - start.x).abs() * way.x.abs() + (end.y - start.y).abs() * way.y.abs();
    let reach = (along / 2.0).max(aside.abs().min(60.0));
    let bend = (
        start.offset(way.x * reach, way.y * reach),
        end.offset(-way.x * reach, -way.y * reach),
    );
    Route {
        start,
        end,
        bend: Some(bend),
    }
}

impl Route {
    pub fn straight(start: Point, end: Point) -> Route {
        Route {
            start,
            end,
            bend: None,
        }
    }

    /// Around all of it, arrow head and pen included.
    pub fn bounds(&self) -> Rect {
        let mut rect = Rect::between(self.start, self.end);
        if let Some((c, d)) = self.bend {
            rect = rect.union(&Rect::between(c, d));
        }
        rect.inflate(6.0)
    }

    /// The point at `t` from 0 to 1.
    pub fn at(&self, t: f64) -> Point {
        let (s, e) = (self.start, self.end);
        let (c, d) = self.bend.unwrap_or((
            s.offset((e.x - s.x) / 3.0, (e.y - s.y) / 3.0),
            s.offset((e.x - s.x) * 2.0 / 3.0, (e.y - s.y) * 2.0 / 3.0),
        ));
        let u = 1.0 - t;
        let mix = |s: f64, c: f64, d: f64, e: f64| {
            u * u * u * s + 3.0 * u * u * t * c + 3.0 * u * t * t * d + t * t * t * e
        };
        Point::new(mix(s.x, c.x, d.x, e.x), mix(s.y, c.y, d.y, e.y))
    }

    pub fn distance(&self, p: Point) -> f64 {
        const STEPS: usize = 24;
        let points = (0..=STEPS).map(|i| self.at(i as f64 / STEPS as f64));
        let mut from = self.start;
        let mut least = f64::INFINITY;
        for to in points {
            least = least.min(distance_to_segment(p, from, to));
            from = to;
        }
        least
    }

    /// The tip and the two barbs, `size` canvas units long.
    pub fn head(&self, size: f64) -> [Point; 3] {
        let before = match self.bend {
            Some((_, d)) if d.distance(self.end) > 0.01 => d,
            _ => self.start,
        };
        let length = before.distance(self.end).max(1e-9);
        let (ux, uy) = (
            (self.end.x - before.x) / length,
            (self.end.y - before.y) / length,
        );
        let (back, side) = (size, size * 0.55);
        let barb = |s: f64| {
            self.end
                .offset(-ux * back - uy * s * side, -uy * back + ux * s * side)
        };
        [self.end, barb(1.0), barb(-1.0)]
    }
}
