//! One of the two directions of the wall.

use model::{Point, Rect};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    Across,
    Down,
}

impl Axis {
    /// The other one.
    pub fn across(self) -> Axis {
        match self {
            Axis::Across => Axis::Down,
            Axis::Down => Axis::Across,
        }
    }

    /// The point that lies `along` this direction and `aside` in the other.
    pub fn point(self, along: f64, aside: f64) -> Point {
        match self {
            Axis::Across => Point::new(along, aside),
            Axis::Down => Point::new(aside, along),
        }
    }

    pub fn of(self, p: Point) -> f64 {
        match self {
            Axis::Across => p.x,
            Axis::Down => p.y,
        }
    }

    pub fn start(self, r: Rect) -> f64 {
        self.of(r.origin())
    }

    pub fn length(self, r: Rect) -> f64 {
        match self {
            Axis::Across => r.width,
            Axis::Down => r.height,
        }
    }

    pub fn end(self, r: Rect) -> f64 {
        self.start(r) + self.length(r)
    }

    pub fn moved(self, r: Rect, by: f64) -> Rect {
        match self {
            Axis::Across => r.translate(by, 0.0),
            Axis::Down => r.translate(0.0, by),
        }
    }

    pub fn stretched(self, r: Rect, by: f64) -> Rect {
        match self {
            Axis::Across => Rect::new(r.x, r.y, r.width + by, r.height),
            Axis::Down => Rect::new(r.x, r.y, r.width, r.height + by),
        }
    }
}
