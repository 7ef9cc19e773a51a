//! Bays and gaps filled up, so that a loop is round like an isobar: a morphological closing, first out, then back in.

use super::field::Field;

/// Fills what a disc of `radius` cannot enter from outside the line at `margin`. The field knows distances up to
/// `margin + radius`.
pub(super) fn close(field: &mut Field, margin: f64, radius: f64) {
    let (columns, rows, cell) = (field.grid.columns, field.grid.rows, field.grid.cell as f32);
    let (edge, far) = (
        (margin + radius) as f32,
        (radius as f32 / cell).ceil() + 2.0,
    );
    // Cells to the edge of what a disc cannot enter: first along each column, down and up, then across.
    let mut along = vec![0.0f32; columns * rows];
    for row in 1..rows {
        let (above, below) = along.split_at_mut(row * columns);
        let above = &above[(row - 1) * columns..];
        let distances = field.distances(row).iter().zip(field.distances(row - 1));
        for ((here, above), (distance, before)) in below.iter_mut().zip(above).zip(distances) {
            *here = step(*distance, *before, *above, edge).min(far);
        }
    }
    for row in (0..rows - 1).rev() {
        let (above, below) = along.split_at_mut((row + 1) * columns);
        let distances = field.distances(row).iter().zip(field.distances(row + 1));
        let cells = above[row * columns..].iter_mut().zip(below);
        for ((here, below), (distance, after)) in cells.zip(distances) {
            *here = here.min(step(*distance, *after, *below, edge));
        }
    }
    let mut envelope = Envelope::default();
    for (row, line) in along.chunks_exact(columns).enumerate() {
        if line.iter().all(|d| *d == 0.0) {
            continue;
        }
        envelope.of(feet(line, field.distances(row), edge, far), far);
        let squares = envelope.squares().take(columns);
        let values = field.values_mut(row).iter_mut();
        for ((value, square), along) in values.zip(squares).zip(line) {
            if *along > 0.0 {
                *value = value.min(edge - square.sqrt() * cell);
            }
        }
    }
}

/// Cells from here to the edge by way of a neighbour: where the edge runs between the two, right up to it.
fn step(distance: f32, neighbour: f32, along: f32, edge: f32) -> f32 {
    if distance > edge {
        0.0
    } else if neighbour > edge {
        (edge - distance) / (neighbour - distance)
    } else {
        along + 1.0
    }
}

/// Where the parabolas of a row stand, and how high: on each cell inside, and where the row crosses the edge.
fn feet<'a>(
    line: &'a [f32],
    distances: &'a [f32],
    edge: f32,
    far: f32,
) -> impl Iterator<Item = (f32, f32)> + 'a {
    let crossing = move |from: usize, to: usize| {
        let part = (edge - distances[from]) / (distances[to] - distances[from]);
        from as f32 + part * (to as f32 - from as f32)
    };
    let is_in = move |at: usize| line.get(at).is_some_and(|d| *d > 0.0);
    (0..line.len()).flat_map(move |at| {
        let here = is_in(at);
        let inside = (here && line[at] < far).then(|| (at as f32, line[at] * line[at]));
        let enters = (!here && is_in(at + 1)).then(|| (crossing(at + 1, at), 0.0));
        let leaves =
            (here && at + 1 < line.len() && !is_in(at + 1)).then(|| (crossing(at, at + 1), 0.0));
        inside.into_iter().chain(enters).chain(leaves)
    })
}

/// The lower envelope of parabolas, which gives exact distances in linear time (Felzenszwalb and Huttenlocher).
#[derive(Default)]
struct Envelope {
    /// Place and height of each parabola, and where it becomes the lowest.
    parabolas: Vec<(f32, f32, f32)>,
    /// No place is higher.
    most: f32,
}

impl Envelope {
    /// Of parabolas from left to right, up to a distance of `far`.
    fn of(&mut self, parabolas: impl Iterator<Item = (f32, f32)>, far: f32) {
        self.parabolas.clear();
        self.most = far * far;
        for (at, height) in parabolas {
            let mut from = f32::NEG_INFINITY;
            while let Some(&(other, other_height, other_from)) = self.parabolas.last() {
                from = ((height + at * at) - (other_height + other * other)) / (2.0 * (at - other));
                if from > other_from {
                    break;
                }
                self.parabolas.pop();
                from = f32::NEG_INFINITY;
            }
            self.parabolas.push((at, height, from));
        }
    }

    /// The least square of the distance at each place.
    fn squares(&self) -> impl Iterator<Item = f32> + '_ {
        let mut lowest = 0;
        (0u32..).map(move |place| {
            let place = place as f32;
            while self
                .parabolas
                .get(lowest + 1)
                .is_some_and(|next| next.2 <= place)
            {
                lowest += 1;
            }
            let parabola = self.parabolas.get(lowest);
            let square = parabola.map(|(at, height, _)| (place - at) * (place - at) + height);
            square.unwrap_or(self.most).min(self.most)
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
        let parabolas = (0u8..).zip(line).map(|(at, d)| (f32::from(at), d * d));
        envelope.of(parabolas, 20.0);
        for (place, square) in envelope.squares().take(line.len()).enumerate() {
            let all = line
                .iter()
                .enumerate()
                .map(|(at, d)| (place as f32 - at as f32).powi(2) + d * d);
            assert_eq!(square, all.fold(f32::INFINITY, f32::min), "{place}");
        }
    }
}
