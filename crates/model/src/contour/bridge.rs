//! Which members share a loop, and the bridges between them.

use crate::geometry::{Point, Rect};

/// Members with a wider gap are not tied together.
const REACH: f64 = 240.0;
/// What lies this near to a bridge blocks it.
const CLEARANCE: f64 = 14.0;

/// Members that share a field, and the straight bridges between them.
pub(super) struct Cluster {
    pub members: Vec<Rect>,
    pub bridges: Vec<(Point, Point)>,
}

/// Clusters along the shortest spanning tree (Prim); its free edges up to [`REACH`] become bridges. Members whose lines
/// at `furthest` would touch share a cluster in any case.
pub(super) fn clusters(members: &[Rect], others: &[Rect], furthest: f64) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut home: Vec<Option<usize>> = vec![None; members.len()];
    // Nearest member that is in the tree, and the gap to it.
    let mut nearest: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); members.len()];
    for _ in 0..members.len() {
        let open = (0..members.len()).filter(|&i| home[i].is_none());
        let Some(next) = open.min_by(|&a, &b| nearest[a].0.total_cmp(&nearest[b].0)) else {
            break;
        };
        let (distance, from) = nearest[next];
        let tied = (distance <= REACH).then(|| between(&members[from], &members[next]));
        let bridge = tied.filter(|&b| others.iter().all(|o| !crosses(&o.inflate(CLEARANCE), b)));
        let cluster = match home[from].filter(|_| bridge.is_some() || distance <= 2.0 * furthest) {
            Some(cluster) => cluster,
            None => {
                clusters.push(Cluster {
                    members: Vec::new(),
                    bridges: Vec::new(),
                });
                clusters.len() - 1
            }
        };
        clusters[cluster].members.push(members[next]);
        clusters[cluster].bridges.extend(bridge);
        home[next] = Some(cluster);
        for i in (0..members.len()).filter(|&i| home[i].is_none()) {
            let gap = gap(&members[next], &members[i]);
            if gap < nearest[i].0 {
                nearest[i] = (gap, next);
            }
        }
    }
    clusters
}

/// Distance of two rectangles, 0 if they touch.
fn gap(a: &Rect, b: &Rect) -> f64 {
    let dx = (a.x - b.right()).max(b.x - a.right()).max(0.0);
    let dy = (a.y - b.bottom()).max(b.y - a.bottom()).max(0.0);
    dx.hypot(dy)
}

/// The shortest line between two rectangles, through the middle of what they share.
fn between(a: &Rect, b: &Rect) -> (Point, Point) {
    let span = |a: f64, a_end: f64, b: f64, b_end: f64| {
        if a_end < b {
            (a_end, b)
        } else if b_end < a {
            (a, b_end)
        } else {
            let middle = (a.max(b) + a_end.min(b_end)) / 2.0;
            (middle, middle)
        }
    };
    let (ax, bx) = span(a.x, a.right(), b.x, b.right());
    let (ay, by) = span(a.y, a.bottom(), b.y, b.bottom());
    (Point::new(ax, ay), Point::new(bx, by))
}

/// Whether a line meets a rectangle (Liang and Barsky).
fn crosses(r: &Rect, (from, to): (Point, Point)) -> bool {
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    let axes = [
        (from.x, to.x - from.x, r.x, r.right()),
        (from.y, to.y - from.y, r.y, r.bottom()),
    ];
    for (start, step, low, high) in axes {
        if step == 0.0 {
            if start < low || start > high {
                return false;
            }
        } else {
            let (a, b) = ((low - start) / step, (high - start) / step);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
    }
    enter <= leave
}
