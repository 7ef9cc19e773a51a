//! Level lines of a field: marching squares, joined to closed loops.

use super::field::Field;
use crate::geometry::Point;

const NONE: u32 = u32::MAX;

/// The closed lines where the field has this value, points about one cell apart; the inside is on the same side of all.
pub(super) fn level_lines(field: &Field, level: f64) -> Vec<Vec<Point>> {
    // Edges of the grid: two for each value, to the right and down.
    let mut next = vec![NONE; field.columns * field.rows * 2];
    let mut starts = Vec::new();
    for row in 0..field.rows - 1 {
        for column in 0..field.columns - 1 {
            let corner = |dx: usize, dy: usize| field.value(column + dx, row + dy) < level;
            let [nw, ne, se, sw] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
            let at = (row * field.columns + column) * 2;
            let (top, left) = (at, at + 1);
            let (bottom, right) = (at + field.columns * 2, at + 3);
            let mut join = |from: usize, to: usize| {
                next[from] = to as u32;
                starts.push(from);
            };
            // Clockwise around the inside.
            match (nw, ne, se, sw) {
                (true, false, false, false) => join(left, top),
                (false, true, false, false) => join(top, right),
                (false, false, true, false) => join(right, bottom),
                (false, false, false, true) => join(bottom, left),
                (true, true, false, false) => join(left, right),
                (false, true, true, false) => join(top, bottom),
                (false, false, true, true) => join(right, left),
                (true, false, false, true) => join(bottom, top),
                (false, true, true, true) => join(top, left),
                (true, false, true, true) => join(right, top),
                (true, true, false, true) => join(bottom, right),
                (true, true, true, false) => join(left, bottom),
                // Saddles: the two insides stay apart.
                (true, false, true, false) => {
                    join(left, top);
                    join(right, bottom);
                }
                (false, true, false, true) => {
                    join(top, right);
                    join(bottom, left);
                }
                (true, true, true, true) | (false, false, false, false) => {}
            }
        }
    }
    let mut lines = Vec::new();
    for start in starts {
        let mut line = Vec::new();
        let mut edge = start;
        while next[edge] != NONE {
            line.push(crossing(field, level, edge));
            edge = std::mem::replace(&mut next[edge], NONE) as usize;
        }
        if line.len() > 7 {
            lines.push(line);
        }
    }
    lines
}

/// Where the level lies on an edge, between its two values.
fn crossing(field: &Field, level: f64, edge: usize) -> Point {
    let (value, downwards) = (edge / 2, edge % 2);
    let (column, row) = (value % field.columns, value / field.columns);
    let (dx, dy) = (1 - downwards, downwards);
    let (a, b) = (field.value(column, row), field.value(column + dx, row + dy));
    let along = ((level - a) / (b - a)).clamp(0.0, 1.0);
    field.point(
        column as f64 + along * dx as f64,
        row as f64 + along * dy as f64,
    )
}
