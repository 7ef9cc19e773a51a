//! Distance from the members on a grid.

use super::bridge::Cluster;
use crate::geometry::{Point, Rect};

/// Most cells of a grid; a larger area gets a coarser one.
const CELLS: f64 = 80_000.0;
/// Nearer than this to a note that is no member there is no inside.
const KEPT_OUT: f64 = 8.0;

/// Points on the wall, in columns and rows.
#[derive(Clone, Copy)]
pub(super) struct Grid {
    origin: Point,
    /// Distance of neighbouring points.
    pub cell: f64,
    pub columns: usize,
    pub rows: usize,
}

impl Grid {
    pub fn point(&self, column: f64, row: f64) -> Point {
        self.origin.offset(column * self.cell, row * self.cell)
    }

    /// The points in an area, with their numbers row by row.
    fn points(self, area: &Rect) -> impl Iterator<Item = (usize, Point)> {
        let ([left, right], [top, bottom]) = self.within(area);
        (top..=bottom).flat_map(move |row| {
            (left..=right).map(move |column| {
                let at = self.point(column as f64, row as f64);
                (row * self.columns + column, at)
            })
        })
    }

    /// The first and the last column and row that an area meets.
    fn within(&self, area: &Rect) -> ([usize; 2], [usize; 2]) {
        let index = |to: f64, origin: f64, count: usize| {
            (((to - origin) / self.cell).floor().max(0.0) as usize).min(count - 1)
        };
        let across = [area.x, area.right()].map(|x| index(x, self.origin.x, self.columns));
        let down = [area.y, area.bottom()].map(|y| index(y, self.origin.y, self.rows));
        (across, down)
    }
}

/// Distances are canvas units, of half the usual precision: that is enough to draw, and a row of them is quick to fill.
pub(super) struct Field {
    pub grid: Grid,
    /// Row by row: the distance to the nearest member or bridge.
    distances: Vec<f32>,
    /// The same, shaped further.
    values: Vec<f32>,
}

impl Field {
    /// The distance from members and bridges, right up to `far`.
    pub fn of(cluster: &Cluster, margin: f64, far: f64) -> Field {
        let around = Rect::around(cluster.members.iter().copied()).unwrap_or_default();
        let area = around.inflate(far + margin);
        let cell = (margin / 2.0)
            .clamp(12.0, 16.0)
            .max((area.width * area.height / CELLS).sqrt());
        let grid = Grid {
            origin: area.origin(),
            cell,
            columns: (area.width / cell).ceil() as usize + 2,
            rows: (area.height / cell).ceil() as usize + 2,
        };
        // Squares first, of which a row is filled without a root.
        let beyond = far + cell;
        let mut squares = vec![(beyond * beyond) as f32; grid.columns * grid.rows];
        let mut across: Vec<f32> = Vec::new();
        for member in &cluster.members {
            let ([left, right], [top, bottom]) = grid.within(&member.inflate(far));
            across.clear();
            across.extend((left..=right).map(|column| {
                let x = grid.point(column as f64, 0.0).x;
                beside(x, member.x, member.right()).powi(2) as f32
            }));
            for row in top..=bottom {
                let y = grid.point(0.0, row as f64).y;
                let down = beside(y, member.y, member.bottom()).powi(2) as f32;
                let line = row * grid.columns;
                let line = &mut squares[line + left..=line + right];
                for (square, across) in line.iter_mut().zip(&across) {
                    *square = square.min(across + down);
                }
            }
        }
        for &(from, to) in &cluster.bridges {
            // Half as wide as the margin around a note.
            let thinner = margin * 0.5;
            for (i, p) in grid.points(&Rect::between(from, to).inflate(far)) {
                let distance = distance(from, to, p) + thinner;
                squares[i] = squares[i].min((distance * distance) as f32);
            }
        }
        let mut distances = squares;
        for distance in &mut distances {
            *distance = distance.sqrt();
        }
        Field {
            grid,
            values: distances.clone(),
            distances,
        }
    }

    /// The distances of a row.
    pub fn distances(&self, row: usize) -> &[f32] {
        let columns = self.grid.columns;
        &self.distances[row * columns..(row + 1) * columns]
    }

    /// The values of a row.
    pub fn values(&self, row: usize) -> &[f32] {
        let columns = self.grid.columns;
        &self.values[row * columns..(row + 1) * columns]
    }

    pub fn value(&self, column: usize, row: usize) -> f64 {
        f64::from(self.values[row * self.grid.columns + column])
    }

    pub fn values_mut(&mut self, row: usize) -> &mut [f32] {
        let columns = self.grid.columns;
        &mut self.values[row * columns..(row + 1) * columns]
    }

    /// Cuts notes that are no members out of the inside, unless they lie on a member.
    pub fn carve(&mut self, others: &[Rect], margin: f64) {
        for other in others {
            let on_member = |(i, _)| f64::from(self.distances[i]) <= 2.0 * KEPT_OUT;
            if self.grid.points(other).any(on_member) {
                continue;
            }
            for (i, p) in self.grid.points(&other.inflate(KEPT_OUT + self.grid.cell)) {
                let least = margin + KEPT_OUT - outside(other, p);
                self.values[i] = self.values[i].max(least as f32);
            }
        }
    }
}

/// Distance of a number from a span, 0 inside.
fn beside(at: f64, from: f64, to: f64) -> f64 {
    (from - at).max(at - to).max(0.0)
}

/// Distance of a point from a rectangle, 0 inside.
fn outside(r: &Rect, p: Point) -> f64 {
    let (dx, dy) = (beside(p.x, r.x, r.right()), beside(p.y, r.y, r.bottom()));
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
