//! Notes in hand snap to the edges and middles of their neighbours, with guides that say so.

use std::collections::HashSet;

use model::{Id, Point, Rect};

use crate::axis::Axis;
use crate::wall::Wall;
use model::order::Order;

/// A line along which things are aligned, canvas units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Guide {
    pub from: Point,
    pub to: Point,
}

/// Nearer than this snaps, CSS pixels.
const REACH: f64 = 6.0;
/// A guide ends this far outside the notes, CSS pixels.
const BEYOND: f64 = 8.0;
/// Only neighbours within this distance count, canvas units: what a move costs does not depend on the board.
const NEIGHBOURHOOD: f64 = 480.0;

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Snap {
    pub dx: f64,
    pub dy: f64,
    pub guides: Vec<Guide>,
}

/// Which lines of the rectangle in hand may snap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lines {
    pub left: bool,
    pub center: bool,
    pub right: bool,
    pub top: bool,
    pub middle: bool,
    pub bottom: bool,
}

impl Lines {
    pub const ALL: Lines = Lines {
        left: true,
        center: true,
        right: true,
        top: true,
        middle: true,
        bottom: true,
    };
}

impl Wall {
    /// By how much to shift `rect` so that it aligns with a neighbour that is not in `held`.
    pub fn snap(&self, rect: Rect, lines: Lines, held: &HashSet<Id>) -> Snap {
        let reach = self.camera.px(REACH);
        let mut neighbours: Vec<Rect> = self
            .scene
            .notes
            .meeting(rect.inflate(NEIGHBOURHOOD))
            .filter(|n| !held.contains(&n.note.id))
            .map(|n| n.rect)
            .collect();
        let c = rect.center();
        let away = |r: &Rect| r.center().distance(c);
        neighbours.order_by(|a, b| {
            away(a)
                .total_cmp(&away(b))
                .then(a.x.total_cmp(&b.x))
                .then(a.y.total_cmp(&b.y))
        });
        let xs = [
            (lines.left, rect.x),
            (lines.center, c.x),
            (lines.right, rect.right()),
        ];
        let ys = [
            (lines.top, rect.y),
            (lines.middle, c.y),
            (lines.bottom, rect.bottom()),
        ];
        let own = |all: [(bool, f64); 3]| -> Vec<f64> {
            all.into_iter()
                .filter(|(on, _)| *on)
                .map(|(_, v)| v)
                .collect()
        };
        let (xs, ys) = (own(xs), own(ys));
        let dx = nearest(
            &xs,
            neighbours.iter().map(|r| [r.x, r.center().x, r.right()]),
            reach,
        );
        let dy = nearest(
            &ys,
            neighbours.iter().map(|r| [r.y, r.center().y, r.bottom()]),
            reach,
        );
        let moved = rect.translate(dx.unwrap_or_default(), dy.unwrap_or_default());
        let beyond = self.camera.px(BEYOND);
        let drawn = |run: Axis, by: Option<f64>, own: &[f64]| -> Vec<Guide> {
            let lines = own.iter().zip(by.into_iter().cycle());
            lines
                .flat_map(|(own, by)| guides(run, own + by, moved, &neighbours, beyond))
                .collect()
        };
        let mut guides = drawn(Axis::Down, dx, &xs);
        guides.extend(drawn(Axis::Across, dy, &ys));
        Snap {
            dx: dx.unwrap_or_default(),
            dy: dy.unwrap_or_default(),
            guides,
        }
    }
}

fn nearest(own: &[f64], theirs: impl Iterator<Item = [f64; 3]>, reach: f64) -> Option<f64> {
    let mut best: Option<f64> = None;
    for line in theirs.flatten() {
        for mine in own {
            let by = line - mine;
            if by.abs() <= reach && best.is_none_or(|b| by.abs() < b.abs()) {
                best = Some(by);
            }
        }
    }
    best
}

const SAME: f64 = 0.01;

/// The line at `at` that runs along `run`, from the first to the last note that is aligned on it and a little beyond: in
/// pieces, for it covers no note and so no words.
fn guides(run: Axis, at: f64, moved: Rect, neighbours: &[Rect], beyond: f64) -> Vec<Guide> {
    let aside = run.across();
    let (start, end) = (|r: &Rect| aside.start(*r), |r: &Rect| aside.end(*r));
    let on_line = |r: &&Rect| {
        let lines = [start(r), aside.of(r.center()), end(r)];
        lines.iter().any(|l| (l - at).abs() < SAME)
    };
    let Some(aligned) = Rect::around(neighbours.iter().filter(on_line).copied()) else {
        return Vec::new();
    };
    let whole = aligned.union(&moved);
    let (from, to) = (run.start(whole) - beyond, run.end(whole) + beyond);
    let crossed = |r: &&Rect| start(r) + SAME < at && at < end(r) - SAME;
    let mut covered: Vec<(f64, f64)> = neighbours
        .iter()
        .chain([&moved])
        .filter(crossed)
        .map(|r| (run.start(*r), run.end(*r)))
        .collect();
    covered.order_by(|a, b| a.0.total_cmp(&b.0));
    let mut pieces = Vec::new();
    let mut reached = from;
    for (first, last) in covered.into_iter().chain([(to, to)]) {
        let piece = (reached, first.min(to));
        if piece.1 - piece.0 > SAME {
            pieces.push(Guide {
                from: run.point(piece.0, at),
                to: run.point(piece.1, at),
            });
        }
        reached = reached.max(last);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64) -> Rect {
        Rect::new(x, y, 100.0, 100.0)
    }

    fn drawn(run: Axis, at: f64, moved: Rect, others: &[Rect]) -> Vec<(f64, f64)> {
        guides(run, at, moved, others, 8.0)
            .iter()
            .map(|g| {
                let aside = run.across();
                assert_eq!((aside.of(g.from), aside.of(g.to)), (at, at));
                (run.of(g.from), run.of(g.to))
            })
            .collect()
    }

    #[test]
    fn a_line_through_middles_is_drawn_between_the_notes_and_a_little_beyond() {
        let others = [square(0.0, 0.0), square(400.0, 0.0)];
        let moved = square(200.0, 0.0);
        let pieces = [(-8.0, 0.0), (100.0, 200.0), (300.0, 400.0), (500.0, 508.0)];
        assert_eq!(drawn(Axis::Across, 50.0, moved, &others), pieces);
        let turned = others.map(|r| square(r.y, r.x));
        assert_eq!(drawn(Axis::Down, 50.0, square(0.0, 200.0), &turned), pieces);
    }

    #[test]
    fn a_line_along_edges_is_whole_but_for_what_stands_in_its_way() {
        let moved = square(400.0, 0.0);
        let line = |others: &[Rect]| drawn(Axis::Across, 0.0, moved, others);
        assert_eq!(line(&[square(0.0, 0.0)]), [(-8.0, 508.0)]);
        assert_eq!(
            line(&[square(0.0, 0.0), square(200.0, -30.0)]),
            [(-8.0, 200.0), (300.0, 508.0)]
        );
        // Notes that overlap hide it once.
        let heap = [square(0.0, 0.0), square(200.0, -30.0), square(220.0, -60.0)];
        assert_eq!(line(&heap), [(-8.0, 200.0), (320.0, 508.0)]);
    }

    #[test]
    fn nobody_aligned_no_line() {
        assert!(drawn(Axis::Across, 7.0, square(0.0, 0.0), &[square(300.0, 40.0)]).is_empty());
    }
}
