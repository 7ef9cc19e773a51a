//! Bays and gaps filled up, so that a loop is round like an isobar: a morphological closing, first out, then back in.

use super::field::Field;

/// Fills what a disc of `radius` cannot enter from outside the line at `margin`. The field knows distances up to
/// `margin + radius`.
pub(super) fn close(field: &mut Field, margin: f64, radius: f64) {
    let (columns, rows, cell) = (field.columns, field.rows, field.cell);
    let far = (radius / cell).ceil() + 2.0;
    // Cells to the nearest one outside: first along each column, down and up, then across.
    let mut along = vec![0.0; columns * rows];
    for row in 1..rows {
        for column in 0..columns {
            let i = row * columns + column;
            let is_out = field.distance(column, row) > margin + radius;
            along[i] = if is_out {
                0.0
            } else {
                f64::min(along[i - columns] + 1.0, far)
            };
        }
    }
    for i in (0..columns * (rows - 1)).rev() {
        along[i] = f64::min(along[i], along[i + columns] + 1.0);
    }
    let mut envelope = Envelope::default();
    for row in 0..rows {
        let line = &along[row * columns..(row + 1) * columns];
        if line.iter().all(|d| *d == 0.0) {
            continue;
        }
        envelope.of(line);
        for (column, square) in envelope
            .squares()
            .enumerate()
            .filter(|(column, _)| line[*column] > 0.0)
        {
            // Half a cell of doubt in favour of the field itself, which is smooth.
            let closed = margin + radius - (square.sqrt() - 1.0) * cell;
            field.lower(column, row, closed);
        }
    }
}

/// The lower envelope of parabolas, which gives exact distances in linear time (Felzenszwalb and Huttenlocher).
#[derive(Default)]
struct Envelope {
    /// Place and height of each parabola, and where it becomes the lowest.
    parabolas: Vec<(f64, f64, f64)>,
    count: usize,
}

impl Envelope {
    /// Of the squares of a line of distances.
    fn of(&mut self, line: &[f64]) {
        self.parabolas.clear();
        self.count = line.len();
        for (at, distance) in line.iter().enumerate() {
            let (at, height) = (at as f64, distance * distance);
            let mut from = f64::NEG_INFINITY;
            while let Some(&(other, other_height, other_from)) = self.parabolas.last() {
                from = ((height + at * at) - (other_height + other * other)) / (2.0 * (at - other));
                if from > other_from {
                    break;
                }
                self.parabolas.pop();
                from = f64::NEG_INFINITY;
            }
            self.parabolas.push((at, height, from));
        }
    }

    /// The least square of the distance at each place.
    fn squares(&self) -> impl Iterator<Item = f64> + '_ {
        let mut lowest = 0;
        (0..self.count).map(move |place| {
            let place = place as f64;
            while self
                .parabolas
                .get(lowest + 1)
                .is_some_and(|next| next.2 <= place)
            {
                lowest += 1;
            }
            let (at, height, _) = self.parabolas[lowest];
            (place - at) * (place - at) + height
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_envelope_is_the_least_of_all() {
        let line = [
            5.0, 0.0, 4.0, 9.0, 9.0, 9.0, 2.0, 7.0, 7.0, 7.0, 7.0, 7.0, 7.0,
        ];
        let mut envelope = Envelope::default();
        envelope.of(&line);
        for (place, square) in envelope.squares().enumerate() {
            let all = line
                .iter()
                .enumerate()
                .map(|(at, d)| (place as f64 - at as f64).powi(2) + d * d);
            assert_eq!(square, all.fold(f64::INFINITY, f64::min), "{place}");
        }
    }
}
