//! Distance from the members, softened, on a grid.

use super::bridge::Cluster;
use crate::geometry::{Point, Rect};

/// Most cells of a grid; a larger area gets a coarser one.
const CELLS: f64 = 250_000.0;
/// Nearer than this to a note that is no member there is no inside.
const KEPT_OUT: f64 = 8.0;

pub(super) struct Field {
    /// Of the first value.
    pub origin: Point,
    /// Distance of neighbouring values.
    pub cell: f64,
    pub columns: usize,
    pub rows: usize,
    /// Row by row: the soft distance at each point.
    values: Vec<f64>,
    /// The distance to the nearest member or bridge.
    distances: Vec<f64>,
}

impl Field {
    /// The soft distance from members and bridges, right up to about `soft`, and the plain one up to `far`.
    pub fn of(cluster: &Cluster, margin: f64, soft: f64, far: f64) -> Field {
        let around = Rect::around(cluster.members.iter().copied()).unwrap_or_default();
        let softness = margin * 0.3;
        let reach = soft + 3.0 * softness;
        let far = far.max(reach);
        let area = around.inflate(far + margin);
        let cell = (margin / 2.0)
            .clamp(4.0, 16.0)
            .max((area.width * area.height / CELLS).sqrt());
        let columns = (area.width / cell).ceil() as usize + 2;
        let rows = (area.height / cell).ceil() as usize + 2;
        let count = columns * rows;
        let mut field = Field {
            origin: area.origin(),
            cell,
            columns,
            rows,
            values: vec![0.0; count],
            distances: vec![f64::INFINITY; count],
        };
        for member in &cluster.members {
            field.add(&member.inflate(far), reach, softness, |p| {
                outside(member, p)
            });
        }
        for &(from, to) in &cluster.bridges {
            // Half as wide as the margin around a note.
            let thinner = margin * 0.5;
            let area = Rect::between(from, to).inflate(far);
            field.add(&area, reach, softness, |p| distance(from, to, p) + thinner);
        }
        for value in &mut field.values {
            *value = if *value > 0.0 {
                (-softness * value.ln()).min(2.0 * far)
            } else {
                2.0 * far
            };
        }
        field
    }

    /// The plain distance, up to where it was asked for.
    pub fn distance(&self, column: usize, row: usize) -> f64 {
        self.distances[row * self.columns + column]
    }

    pub fn value(&self, column: usize, row: usize) -> f64 {
        self.values[row * self.columns + column]
    }

    /// Takes the value if it is lower.
    pub fn lower(&mut self, column: usize, row: usize, value: f64) {
        let at = &mut self.values[row * self.columns + column];
        *at = at.min(value);
    }

    pub fn point(&self, column: f64, row: f64) -> Point {
        self.origin.offset(column * self.cell, row * self.cell)
    }

    /// Cuts notes that are no members out of the inside, unless they lie on a member.
    pub fn carve(&mut self, others: &[Rect], members: &[Rect], margin: f64) {
        for other in others {
            if members
                .iter()
                .any(|m| m.inflate(2.0 * KEPT_OUT).intersects(other))
            {
                continue;
            }
            let least = |p: Point| margin + KEPT_OUT - outside(other, p);
            self.each(&other.inflate(KEPT_OUT + self.cell), |p, value, _| {
                *value = value.max(least(p))
            });
        }
    }

    fn add(&mut self, area: &Rect, reach: f64, softness: f64, distance: impl Fn(Point) -> f64) {
        self.each(area, |p, value, nearest| {
            let d = distance(p);
            *nearest = nearest.min(d);
            if d < reach {
                *value += (-d / softness).exp();
            }
        });
    }

    /// Visits the values in an area.
    fn each(&mut self, area: &Rect, mut visit: impl FnMut(Point, &mut f64, &mut f64)) {
        let index = |from: f64, origin: f64, end: usize| {
            (((from - origin) / self.cell).floor().max(0.0) as usize).min(end)
        };
        let (left, right) = (
            index(area.x, self.origin.x, self.columns),
            index(area.right(), self.origin.x, self.columns - 1),
        );
        let (top, bottom) = (
            index(area.y, self.origin.y, self.rows),
            index(area.bottom(), self.origin.y, self.rows - 1),
        );
        for row in top..=bottom {
            for column in left..=right {
                let at = Point::new(
                    self.origin.x + column as f64 * self.cell,
                    self.origin.y + row as f64 * self.cell,
                );
                let i = row * self.columns + column;
                visit(at, &mut self.values[i], &mut self.distances[i]);
            }
        }
    }
}

/// Distance of a point from a rectangle, 0 inside.
fn outside(r: &Rect, p: Point) -> f64 {
    let dx = (r.x - p.x).max(p.x - r.right()).max(0.0);
    let dy = (r.y - p.y).max(p.y - r.bottom()).max(0.0);
    (dx * dx + dy * dy).sqrt()
}

/// Distance of a point from a line between two points.
fn distance(from: Point, to: Point, p: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 {
        ((p.x - from.x) * dx + (p.y - from.y) * dy) / square
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    let (dx, dy) = (from.x + along * dx - p.x, from.y + along * dy - p.y);
    (dx * dx + dy * dy).sqrt()
}
