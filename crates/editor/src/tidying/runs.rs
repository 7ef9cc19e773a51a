//! Rows and runs: how a flow is laid along time.
//!
//! Rows are what lies at about one height. In a row, notes that follow each other in the flow stay side by side as one run;
//! runs lie further apart. A run goes as far left as its row allows, but begins neither before what lay before it in other
//! rows, nor left of where it hangs below its cause.

use std::collections::HashSet;

use model::{Point, Rect};

use crate::placing::GAP;
use model::order::Order;

/// Notes whose middles are no further apart lie in one row, canvas units.
const ROW: f64 = 48.0;
/// Between runs in a row.
const APART: f64 = 72.0;
/// Between rows that the flow crosses, near enough to be read; and between others.
const ROW_GAP: (f64, f64) = (20.0, 48.0);

/// New corners for notes, which are given by their left edges; `links[i]` are those that the flow joins to note i. The
/// corner of the whole stays.
pub(super) fn tidied(notes: &[Rect], links: &[HashSet<usize>]) -> Vec<Point> {
    let rows = rows(notes);
    let corner = Rect::around(notes.iter().copied()).unwrap_or_default();
    let mut row_of = vec![0; notes.len()];
    for (r, row) in rows.iter().enumerate() {
        row.iter().for_each(|&i| row_of[i] = r);
    }
    let heights = heights(notes, links, &rows, &row_of, corner.y);
    let mut places: Vec<Option<Point>> = vec![None; notes.len()];
    let mut past = Past::of(notes);
    let mut ends: Vec<Option<f64>> = vec![None; rows.len()];
    for run in runs(notes, links, &rows) {
        let row = row_of[run[0]];
        let mut x = ends[row].map_or(corner.x, |end: f64| end + APART);
        let mut offset = 0.0;
        for &i in &run {
            x = x.max(past.before(notes[i].x) - offset);
            let placed = links[i]
                .iter()
                .filter_map(|&m| Some((notes[m], places[m]?)));
            for (was, place) in placed {
                x = x.max(place.x + (notes[i].x - was.x).min(was.width) - offset);
            }
            offset += notes[i].width + GAP;
        }
        for &i in &run {
            let (top, height) = heights[row];
            let y = top + (height - notes[i].height) / 2.0;
            places[i] = Some(Point::new(x.round(), y.round()));
            past.put(i, x + notes[i].width / 2.0);
            x += notes[i].width + GAP;
        }
        ends[row] = Some(x - GAP);
    }
    let places = places.into_iter().zip(notes);
    places.map(|(p, was)| p.unwrap_or(was.origin())).collect()
}

/// The notes in rows from the top, each from the left.
fn rows(notes: &[Rect]) -> Vec<Vec<usize>> {
    let middle = |i: usize| notes[i].center().y;
    let mut by_height: Vec<usize> = (0..notes.len()).collect();
    by_height.order_by(|&a, &b| middle(a).total_cmp(&middle(b)).then(a.cmp(&b)));
    let mut rows: Vec<(f64, Vec<usize>)> = Vec::new();
    for i in by_height {
        match rows.last_mut() {
            Some((mean, row)) if middle(i) - *mean <= ROW => {
                row.push(i);
                *mean += (middle(i) - *mean) / row.len() as f64;
            }
            _ => rows.push((middle(i), vec![i])),
        }
    }
    let sorted = |(_, mut row): (f64, Vec<usize>)| {
        row.order();
        row
    };
    rows.into_iter().map(sorted).collect()
}

/// Top and height of each row.
fn heights(
    notes: &[Rect],
    links: &[HashSet<usize>],
    rows: &[Vec<usize>],
    row_of: &[usize],
    top: f64,
) -> Vec<(f64, f64)> {
    let mut y = top;
    let height = |row: &Vec<usize>| row.iter().map(|&i| notes[i].height).fold(0.0, f64::max);
    let crossed = |r: usize| {
        let mut below = rows[r].iter().flat_map(|&i| &links[i]);
        below.any(|&other| row_of[other] == r + 1)
    };
    let row = |(r, row): (usize, &Vec<usize>)| {
        let at = (y, height(row));
        y += at.1 + if crossed(r) { ROW_GAP.0 } else { ROW_GAP.1 };
        at
    };
    rows.iter().enumerate().map(row).collect()
}

/// Neighbours in a row that the flow joins, in the order in which they began.
fn runs(notes: &[Rect], links: &[HashSet<usize>], rows: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for row in rows {
        let joined = row.chunk_by(|a, b| links[*a].contains(b));
        runs.extend(joined.map(<[usize]>::to_vec));
    }
    runs.order_by(|a, b| notes[a[0]].x.total_cmp(&notes[b[0]].x).then(a.cmp(b)));
    runs
}

/// How far the notes reach that lay before a place: a tree of greatest values (Fenwick).
struct Past {
    /// Where the middles of the notes lay, ascending, and the place of each note among them.
    middles: Vec<f64>,
    rank: Vec<usize>,
    reach: Vec<f64>,
}

impl Past {
    fn of(notes: &[Rect]) -> Past {
        let middle = |i: &usize| notes[*i].center().x;
        let mut order: Vec<usize> = (0..notes.len()).collect();
        order.order_by(|a, b| middle(a).total_cmp(&middle(b)).then(a.cmp(b)));
        let mut rank = vec![0; notes.len()];
        for (place, &i) in order.iter().enumerate() {
            rank[i] = place;
        }
        Past {
            middles: order.iter().map(middle).collect(),
            rank,
            reach: vec![f64::NEG_INFINITY; notes.len() + 1],
        }
    }

    /// The middle of a note is here now.
    fn put(&mut self, note: usize, middle: f64) {
        let mut at = self.rank[note] + 1;
        while at < self.reach.len() {
            self.reach[at] = self.reach[at].max(middle);
            at += at & at.wrapping_neg();
        }
    }

    /// The furthest middle now of the notes whose middle lay at or left of `x`.
    fn before(&self, x: f64) -> f64 {
        let mut at = self.middles.partition_point(|m| *m <= x);
        let mut furthest = f64::NEG_INFINITY;
        while at > 0 {
            furthest = furthest.max(self.reach[at]);
            at -= at & at.wrapping_neg();
        }
        furthest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pairs: &[(usize, usize)], count: usize) -> Vec<HashSet<usize>> {
        let mut links = vec![HashSet::new(); count];
        for &(a, b) in pairs {
            links[a].insert(b);
            links[b].insert(a);
        }
        links
    }

    fn note(x: f64, y: f64) -> Rect {
        Rect::new(x, y, 120.0, 120.0)
    }

    #[test]
    fn a_flow_becomes_a_straight_row() {
        let notes = [note(0.0, 10.0), note(150.0, 0.0), note(290.0, 25.0)];
        let places = tidied(&notes, &links(&[(0, 1), (1, 2)], 3));
        let x: Vec<f64> = places.iter().map(|p| p.x).collect();
        assert_eq!(x, [0.0, 144.0, 288.0]);
        assert!(places.iter().all(|p| p.y == places[0].y));
    }

    #[test]
    fn what_is_not_joined_lies_further_apart() {
        let notes = [note(0.0, 0.0), note(130.0, 0.0)];
        assert_eq!(tidied(&notes, &links(&[], 2))[1].x, 120.0 + APART);
    }

    #[test]
    fn nothing_overtakes_what_lay_before_it_in_another_row() {
        // Two lanes: the second's only event came after the third of the first.
        let notes = [
            note(0.0, 0.0),
            note(200.0, 0.0),
            note(400.0, 0.0),
            note(520.0, 300.0),
        ];
        let places = tidied(&notes, &links(&[], 4));
        assert!(places[3].x >= places[2].x + 60.0, "{places:?}");
        assert!(places[3].y > places[2].y);
    }

    #[test]
    fn what_hangs_below_its_cause_stays_below_it() {
        let notes = [note(300.0, 0.0), note(320.0, 135.0)];
        let places = tidied(&notes, &links(&[(0, 1)], 2));
        assert_eq!(places, [Point::new(300.0, 0.0), Point::new(320.0, 140.0)]);
    }
}
