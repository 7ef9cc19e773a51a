//! Notes in hand snap to the edges and middles of their neighbours, with guides that say so.

use std::collections::HashSet;

use model::{Id, Point, Rect};

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
        let mut guides = Vec::new();
        if let Some(dx) = dx {
            guides.extend(
                xs.iter()
                    .filter_map(|x| upright(x + dx, moved, &neighbours)),
            );
        }
        if let Some(dy) = dy {
            guides.extend(ys.iter().filter_map(|y| level(y + dy, moved, &neighbours)));
        }
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

fn upright(x: f64, moved: Rect, neighbours: &[Rect]) -> Option<Guide> {
    let on_line = |r: &&Rect| {
        [r.x, r.center().x, r.right()]
            .iter()
            .any(|l| (l - x).abs() < SAME)
    };
    let along = Rect::around(neighbours.iter().filter(on_line).copied())?.union(&moved);
    Some(Guide {
        from: Point::new(x, along.y),
        to: Point::new(x, along.bottom()),
    })
}

fn level(y: f64, moved: Rect, neighbours: &[Rect]) -> Option<Guide> {
    let on_line = |r: &&Rect| {
        [r.y, r.center().y, r.bottom()]
            .iter()
            .any(|l| (l - y).abs() < SAME)
    };
    let along = Rect::around(neighbours.iter().filter(on_line).copied())?.union(&moved);
    Some(Guide {
        from: Point::new(along.x, y),
        to: Point::new(along.right(), y),
    })
}
