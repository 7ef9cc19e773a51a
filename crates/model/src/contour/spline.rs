//! Closed lines of points as smooth curves.

use super::Segment;
use crate::geometry::Point;

/// How many traced points make one curve segment.
const STEP: usize = 2;

/// Adds a closed curve near the points: smoothed, then a Catmull-Rom spline as cubic Béziers.
pub(super) fn draw(line: &[Point], path: &mut Vec<Segment>) {
    let knots: Vec<Point> = smooth(&smooth(line)).into_iter().step_by(STEP).collect();
    let count = knots.len();
    if count < 3 {
        return;
    }
    let knot = |i: usize| knots[i % count];
    path.push(Segment::Move(knot(0)));
    for i in 0..count {
        let (before, from, to, after) = (knot(i + count - 1), knot(i), knot(i + 1), knot(i + 2));
        let first = from.offset((to.x - before.x) / 6.0, (to.y - before.y) / 6.0);
        let second = to.offset((from.x - after.x) / 6.0, (from.y - after.y) / 6.0);
        path.push(Segment::Cubic(first, second, to));
    }
    path.push(Segment::Close);
}

/// The area that a closed line encloses.
pub(super) fn area(line: &[Point]) -> f64 {
    let ends = line.iter().zip(line.iter().cycle().skip(1));
    ends.map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f64>().abs() / 2.0
}

/// The middle of the flat stretch at the top of a closed line.
pub(super) fn top(line: &[Point]) -> Point {
    const FLAT: f64 = 5.0;
    let count = line.len();
    let Some(highest) = (0..count).min_by(|&a, &b| line[a].y.total_cmp(&line[b].y)) else {
        return Point::default();
    };
    let y = line[highest].y;
    let flat = |step: usize| {
        let along = (0..count).map(|i| line[(highest + i * step) % count]);
        let level = along.take_while(|p| p.y <= y + FLAT);
        level.last().map_or(line[highest].x, |p| p.x)
    };
    Point::new((flat(1) + flat(count - 1)) / 2.0, y)
}

fn smooth(line: &[Point]) -> Vec<Point> {
    let count = line.len();
    let at = |i: usize| line[i % count];
    (0..count)
        .map(|i| {
            let (a, b, c) = (at(i + count - 1), at(i), at(i + 1));
            Point::new((a.x + 2.0 * b.x + c.x) / 4.0, (a.y + 2.0 * b.y + c.y) / 4.0)
        })
        .collect()
}
