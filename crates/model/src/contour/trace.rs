//! Level lines of a field: marching squares, joined to closed loops.

use super::field::Field;
use crate::geometry::Point;

const NONE: u32 = u32::MAX;

/// Traces lines on grids of one size.
pub(super) struct Tracer {
    /// For each edge of the grid the one after it on its line; two edges a value, to the right and down. All are [`NONE`]
    /// between two tracings.
    next: Vec<u32>,
    starts: Vec<usize>,
}

impl Tracer {
    pub fn of(field: &Field) -> Tracer {
        Tracer {
            next: vec![NONE; field.grid.columns * field.grid.rows * 2],
            starts: Vec::new(),
        }
    }

    /// The closed lines where the field has this value, points about one cell apart; the inside is on the same side of all.
    pub fn level_lines(&mut self, field: &Field, level: f64) -> Vec<Vec<Point>> {
        self.starts.clear();
        for row in 0..field.grid.rows - 1 {
            self.row(field, row, level as f32);
        }
        let mut lines = Vec::new();
        for start in &self.starts {
            let mut line = Vec::new();
            let mut edge = *start;
            while self.next[edge] != NONE {
                line.push(crossing(field, level, edge));
                edge = std::mem::replace(&mut self.next[edge], NONE) as usize;
            }
            if line.len() > 7 {
                lines.push(line);
            }
        }
        lines
    }

    /// Joins edges in the squares between a row of values and the next.
    fn row(&mut self, field: &Field, row: usize, level: f32) {
        let (above, below) = (field.values(row), field.values(row + 1));
        let inside = |column: usize| (above[column] < level, below[column] < level);
        let (mut nw, mut sw) = inside(0);
        for column in 0..field.grid.columns - 1 {
            let (ne, se) = inside(column + 1);
            if !(nw == ne && ne == se && se == sw) {
                self.square(field.grid.columns, row, column, [nw, ne, se, sw]);
            }
            (nw, sw) = (ne, se);
        }
    }

    fn square(&mut self, columns: usize, row: usize, column: usize, corners: [bool; 4]) {
        let at = (row * columns + column) * 2;
        let (top, left) = (at, at + 1);
        let (bottom, right) = (at + columns * 2, at + 3);
        let mut join = |from: usize, to: usize| {
            self.next[from] = to as u32;
            self.starts.push(from);
        };
        // Clockwise around the inside; corners from the upper left on, clockwise.
        match corners {
            [true, false, false, false] => join(left, top),
            [false, true, false, false] => join(top, right),
            [false, false, true, false] => join(right, bottom),
            [false, false, false, true] => join(bottom, left),
            [true, true, false, false] => join(left, right),
            [false, true, true, false] => join(top, bottom),
            [false, false, true, true] => join(right, left),
            [true, false, false, true] => join(bottom, top),
            [false, true, true, true] => join(top, left),
            [true, false, true, true] => join(right, top),
            [true, true, false, true] => join(bottom, right),
            [true, true, true, false] => join(left, bottom),
            // Saddles: the two insides stay apart.
            [true, false, true, false] => {
                join(left, top);
                join(right, bottom);
            }
            [false, true, false, true] => {
                join(top, right);
                join(bottom, left);
            }
            [true, true, true, true] | [false, false, false, false] => {}
        }
    }
}

/// Where the level lies on an edge, between its two values.
fn crossing(field: &Field, level: f64, edge: usize) -> Point {
    let (value, downwards) = (edge / 2, edge % 2);
    let (column, row) = (value % field.grid.columns, value / field.grid.columns);
    let (dx, dy) = (1 - downwards, downwards);
    let (a, b) = (field.value(column, row), field.value(column + dx, row + dy));
    let along = ((level - a) / (b - a)).clamp(0.0, 1.0);
    field.grid.point(
        column as f64 + along * dx as f64,
        row as f64 + along * dy as f64,
    )
}
