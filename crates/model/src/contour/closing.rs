//! Bays and gaps filled up, so that a loop is round like an isobar: a morphological closing, first out, then back in.

use super::field::Field;

/// Fills what a disc of `radius` cannot enter from outside the line at `margin`. The field knows
/// distances up to `margin + radius`.
pub(super) fn close(field: &mut Field, margin: f64, radius: f64) {
    let (columns, rows, cell) = (field.columns, field.rows, field.cell);
    let steps = (radius / cell).ceil() as usize + 2;
    let far = (steps + 1) as f64;
    let is_out =
        |field: &Field, column: usize, row: usize| field.distance(column, row) > margin + radius;
    // Cells to the nearest one outside: first along each column, then across.
    let mut along = vec![0.0; columns * rows];
    for column in 0..columns {
        for downwards in [true, false] {
            let mut distance = 0.0;
            for step in 0..rows {
                let row = if downwards { step } else { rows - 1 - step };
                distance = if is_out(field, column, row) {
                    0.0
                } else {
                    f64::min(distance + 1.0, far)
                };
                let at = &mut along[row * columns + column];
                *at = if downwards {
                    distance
                } else {
                    distance.min(*at)
                };
            }
        }
    }
    for row in 0..rows {
        let line = &along[row * columns..(row + 1) * columns];
        for column in 0..columns {
            if line[column] == 0.0 {
                continue;
            }
            let near = column.saturating_sub(steps)..=(column + steps).min(columns - 1);
            let square = near
                .map(|other| {
                    let aside = other.abs_diff(column) as f64;
                    aside * aside + line[other] * line[other]
                })
                .fold(f64::INFINITY, f64::min);
            // Half a cell of doubt in favour of the field itself, which is smooth.
            let closed = margin + radius - (square.sqrt() - 1.0) * cell;
            field.lower(column, row, closed);
        }
    }
}
