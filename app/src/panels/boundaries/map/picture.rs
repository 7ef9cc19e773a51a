//! The context map as a picture: a box for each context, an arrow from upstream to downstream, thicker for more flows.

use leptos::prelude::*;
use model::{Id, Point};
use worker::message::MapEdge;

use crate::panels::PanelState;
use crate::session::use_session;

const WIDTH: f64 = 336.0;
const BOX: (f64, f64) = (104.0, 28.0);
/// Letters that fit into a box.
const LETTERS: usize = 15;
/// More boxes than these are told apart in the list only.
const MOST: usize = 16;
/// How far an arrow bows to its left, so that two that run opposite ways are two.
const BOW: f64 = 12.0;
const HEAD: f64 = 7.0;

/// Nothing where a picture would say nothing.
#[component]
pub fn MapPicture(edges: Vec<MapEdge>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let contexts: Vec<(Id, String)> = session.board.with_untracked(|b| {
        let contexts = b.contexts.iter();
        contexts.map(|c| (c.id.clone(), c.name.clone())).collect()
    });
    let count = contexts.len();
    if !(2..=MOST).contains(&count) || edges.is_empty() {
        return None;
    }
    let (places, height) = around(count);
    let place = |id: &Id| {
        let at = contexts.iter().position(|(context, _)| context == id)?;
        Some(places[at])
    };
    let arrows = edges
        .iter()
        .filter_map(|edge| {
            let arrow = Arrow::between(place(&edge.upstream)?, place(&edge.downstream)?);
            let width = 1.0 + (edge.crossings.len() as f64).ln();
            Some(view! {
                <path class="arrow" d=arrow.line() stroke-width=format!("{width:.1}")/>
                <path class="head" d=arrow.head()/>
            })
        })
        .collect_view();
    let boxes = contexts
        .into_iter()
        .zip(places)
        .map(|((id, name), middle)| {
            let hue = session.context_hue(&id);
            let (x, y) = (middle.x - BOX.0 / 2.0, middle.y - BOX.1 / 2.0);
            let show = move |_| state.lead_to(session, std::slice::from_ref(&id));
            view! {
                <g class="context" on:click=show>
                    <title>{name.clone()}</title>
                    <rect class=format!("hue-{hue}") x=x y=y width=BOX.0 height=BOX.1 rx="8"/>
                    <text x=middle.x y=middle.y + 4.0>{cut(&name)}</text>
                </g>
            }
        })
        .collect_view();
    // The list below says the same in words.
    Some(view! {
        <svg class="context-map" viewBox=format!("0 0 {WIDTH} {height}") aria-hidden="true">{arrows}{boxes}</svg>
    })
}

/// Places along an ellipse, so that no arrow runs through a box; and the height that they take.
fn around(count: usize) -> (Vec<Point>, f64) {
    let across = (WIDTH - BOX.0) / 2.0 - 4.0;
    // Two stand side by side; of more, each has a height of its own and neighbours in height stand on different sides.
    let apart = if count == 2 { 0.0 } else { 22.0 };
    let last = count.saturating_sub(1) as f64;
    let height = apart * last + BOX.1 + 28.0;
    let right = count.div_ceil(2);
    let place = |i: usize| {
        // Down on the right, up on the left.
        let (side, row) = if i < right {
            (1.0, 2 * i)
        } else {
            (-1.0, 2 * (count - 1 - i) + 1)
        };
        let level = row as f64 / last.max(1.0) * 2.0 - 1.0;
        let out = across * (1.0 - level * level).max(0.0).sqrt();
        let out = if count == 2 {
            across
        } else {
            out.max(BOX.0 / 2.0)
        };
        let y = (height - apart * last) / 2.0 + apart * row as f64;
        Point::new(WIDTH / 2.0 + side * out, y)
    };
    ((0..count).map(place).collect(), height)
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    let start: String = name.chars().take(LETTERS - 1).collect();
    format!("{}…", start.trim_end())
}

/// A bowed line from the edge of one box to the edge of another.
#[derive(Debug)]
struct Arrow {
    start: Point,
    bow: Point,
    end: Point,
}

impl Arrow {
    fn between(from: Point, to: Point) -> Arrow {
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = dx.hypot(dy).max(1.0);
        let aside = Point::new(dy / length * BOW, -dx / length * BOW);
        let middle = Point::new((from.x + to.x) / 2.0, (from.y + to.y) / 2.0);
        let bow = middle.offset(aside.x * 2.0, aside.y * 2.0);
        Arrow {
            start: edge(from, bow),
            bow,
            end: edge(to, bow),
        }
    }

    fn line(&self) -> String {
        let Arrow { start, bow, end } = self;
        format!(
            "M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}",
            start.x, start.y, bow.x, bow.y, end.x, end.y
        )
    }

    fn head(&self) -> String {
        let Arrow { bow, end, .. } = self;
        let (dx, dy) = (end.x - bow.x, end.y - bow.y);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length * HEAD, dy / length * HEAD);
        let corner = |side: f64| (end.x - ux - uy * side, end.y - uy + ux * side);
        let ((ax, ay), (bx, by)) = (corner(0.5), corner(-0.5));
        format!(
            "M{:.1} {:.1}L{ax:.1} {ay:.1}L{bx:.1} {by:.1}Z",
            end.x, end.y
        )
    }
}

/// Where the way from the middle of a box to a point leaves the box.
fn edge(middle: Point, to: Point) -> Point {
    let (dx, dy) = (to.x - middle.x, to.y - middle.y);
    let reach = |half: f64, d: f64| {
        if d == 0.0 {
            f64::INFINITY
        } else {
            half / d.abs()
        }
    };
    let share = reach(BOX.0 / 2.0 + 3.0, dx)
        .min(reach(BOX.1 / 2.0 + 3.0, dy))
        .min(1.0);
    middle.offset(dx * share, dy * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_lie_inside_and_apart() {
        for count in 2..=MOST {
            let (places, height) = around(count);
            for (i, a) in places.iter().enumerate() {
                assert!(a.x >= BOX.0 / 2.0 && a.x <= WIDTH - BOX.0 / 2.0);
                assert!(a.y >= BOX.1 / 2.0 && a.y <= height - BOX.1 / 2.0);
                for b in &places[..i] {
                    let apart = (a.x - b.x).abs() >= BOX.0 || (a.y - b.y).abs() >= BOX.1;
                    assert!(apart, "{count}: {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn opposite_arrows_are_two() {
        let (a, b) = (Point::new(0.0, 0.0), Point::new(200.0, 0.0));
        let (there, back) = (Arrow::between(a, b), Arrow::between(b, a));
        assert!(there.bow.y < 0.0 && back.bow.y > 0.0);
        assert!(there.start.x < there.end.x && there.start.x >= BOX.0 / 2.0);
    }
}
