//! Which members share a loop, and the bridges between them.

use crate::geometry::{Point, Rect};
use crate::order::Order;

/// Members with a wider gap are not tied together.
const REACH: f64 = 240.0;
/// What lies this near to a bridge blocks it.
const CLEARANCE: f64 = 14.0;

/// Members that share a field, and the straight bridges between them.
pub(super) struct Cluster {
    pub members: Vec<Rect>,
    pub bridges: Vec<(Point, Point)>,
}

/// Members whose lines at `furthest` would touch share a cluster. What is left apart is tied along the shortest spanning
/// tree (Kruskal): its edges up to [`REACH`] become bridges where nothing lies between.
pub(super) fn clusters(members: &[Rect], others: &[Rect], furthest: f64) -> Vec<Cluster> {
    let mut tied = Sets::of(members.len());
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.order_by(|&a, &b| members[a].x.total_cmp(&members[b].x));
    near(members, &order, 2.0 * furthest, |_, a, b| {
        tied.unite(a, b);
    });
    let mut edges: Vec<(f64, usize, usize)> = Vec::new();
    if !tied.is_one() {
        near(members, &order, REACH, |gap, a, b| {
            if tied.find(a) != tied.find(b) {
                edges.push((gap, a.min(b), a.max(b)));
            }
        });
    }
    edges.order_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut tree = tied.clone();
    let mut bridges = Vec::new();
    for (_, a, b) in edges {
        if !tree.unite(a, b) {
            continue;
        }
        let bridge = between(&members[a], &members[b]);
        if others
            .iter()
            .all(|o| !crosses(&o.inflate(CLEARANCE), bridge))
        {
            tied.unite(a, b);
            bridges.push((a, bridge));
        }
    }
    let mut places = vec![None; members.len()];
    let mut clusters: Vec<Cluster> = Vec::new();
    for (i, member) in members.iter().enumerate() {
        let place = *places[tied.find(i)].get_or_insert_with(|| {
            clusters.push(Cluster {
                members: Vec::new(),
                bridges: Vec::new(),
            });
            clusters.len() - 1
        });
        clusters[place].members.push(*member);
    }
    for (member, bridge) in bridges {
        if let Some(place) = places[tied.find(member)] {
            clusters[place].bridges.push(bridge);
        }
    }
    clusters
}

/// Pairs with a gap of at most `reach`, and the gap; `order` is by the left edge.
fn near(members: &[Rect], order: &[usize], reach: f64, mut meet: impl FnMut(f64, usize, usize)) {
    for (place, &a) in order.iter().enumerate() {
        let one = &members[a];
        for &b in &order[place + 1..] {
            let other = &members[b];
            if other.x - one.right() > reach {
                break;
            }
            let down = (one.y - other.bottom()).max(other.y - one.bottom());
            if down > reach {
                continue;
            }
            let gap = (other.x - one.right()).max(0.0).hypot(down.max(0.0));
            if gap <= reach {
                meet(gap, a, b);
            }
        }
    }
}

/// Disjoint sets of members (union-find).
#[derive(Clone)]
struct Sets(Vec<usize>);

impl Sets {
    fn of(count: usize) -> Sets {
        Sets((0..count).collect())
    }

    fn find(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    fn is_one(&mut self) -> bool {
        (1..self.0.len()).all(|member| self.find(member) == self.find(0))
    }

    /// Whether they were apart before.
    fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
        a != b
    }
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
