//! Links from note to note: solid where people drew them, pale and dotted where they were read from the wall.

use std::collections::HashSet;

use model::reading::LinkSource;
use model::{Point, Rect};

use super::super::xml::{Xml, number};
use super::{INK_SOFT, PAPER, Wall};

const SAID: &str = "#8d877d";

pub(super) fn draw(xml: &mut Xml, wall: &Wall<'_>) {
    let mut seen = HashSet::new();
    for step in wall.architecture.reading.links() {
        let (Some(&from), Some(&to)) = (wall.rects.get(&step.from), wall.rects.get(&step.to))
        else {
            continue;
        };
        if !seen.insert((&step.from, &step.to)) {
            continue;
        }
        let Some(route) = Route::between(from, to) else {
            continue;
        };
        let said = step.source != LinkSource::Inferred;
        let mut line = vec![
            ("d", route.path()),
            ("fill", "none".to_owned()),
            ("stroke", SAID.to_owned()),
            ("stroke-width", "1.4".to_owned()),
            (
                "stroke-opacity",
                if said { "0.85" } else { "0.5" }.to_owned(),
            ),
        ];
        if !said {
            line.extend([
                ("stroke-dasharray", "1 4".to_owned()),
                ("stroke-linecap", "round".to_owned()),
            ]);
        }
        xml.empty("path", &line);
        let head = [
            ("d", route.head()),
            ("fill", SAID.into()),
            ("fill-opacity", if said { "0.95" } else { "0.6" }.into()),
        ];
        xml.empty("path", &head);
        let label = step
            .link
            .as_ref()
            .and_then(|id| wall.board.links.get(id.as_str()));
        if let Some(label) = label
            .map(|l| crate::naming::brief(&l.label, 40))
            .filter(|l| !l.is_empty())
        {
            let at = route.middle();
            let attributes = [
                ("x", number(at.x)),
                ("y", number(at.y - 3.0)),
                ("font-size", "10".into()),
                ("text-anchor", "middle".into()),
                ("fill", INK_SOFT.into()),
                ("stroke", PAPER.into()),
                ("stroke-width", "3".into()),
                ("paint-order", "stroke".into()),
            ];
            xml.text("text", &attributes, &label);
        }
    }
}

/// From the side of one note that faces the other to the side that faces it.
struct Route {
    start: Point,
    end: Point,
    /// The direction in which it arrives, a unit vector along one axis.
    way: Point,
    bend: Option<(Point, Point)>,
}

impl Route {
    /// None where the two overlap.
    fn between(a: Rect, b: Rect) -> Option<Route> {
        let across = (b.x - a.right()).max(a.x - b.right());
        let down = (b.y - a.bottom()).max(a.y - b.bottom());
        if across <= 0.0 && down <= 0.0 {
            return None;
        }
        let (ca, cb) = (a.center(), b.center());
        let (start, end, way) = if across >= down {
            let level = shared_middle((a.y, a.bottom()), (b.y, b.bottom()));
            let (from, to, way) = if cb.x >= ca.x {
                (a.right(), b.x, 1.0)
            } else {
                (a.x, b.right(), -1.0)
            };
            (
                Point::new(from, level.unwrap_or(ca.y)),
                Point::new(to, level.unwrap_or(cb.y)),
                Point::new(way, 0.0),
            )
        } else {
            let level = shared_middle((a.x, a.right()), (b.x, b.right()));
            let (from, to, way) = if cb.y >= ca.y {
                (a.bottom(), b.y, 1.0)
            } else {
                (a.y, b.bottom(), -1.0)
            };
            (
                Point::new(level.unwrap_or(ca.x), from),
                Point::new(level.unwrap_or(cb.x), to),
                Point::new(0.0, way),
            )
        };
        // the tip, not the line, touches the paper
        let tip = end.offset(-way.x * 5.0, -way.y * 5.0);
        let aside = if way.x == 0.0 {
            end.x - start.x
        } else {
            end.y - start.y
        };
        let along = if way.x == 0.0 {
            (end.y - start.y).abs()
        } else {
            (end.x - start.x).abs()
        };
        let reach = (along / 2.0).max(aside.abs().min(60.0));
        let bend = (aside.abs() >= 1.0).then(|| {
            (
                start.offset(way.x * reach, way.y * reach),
                tip.offset(-way.x * reach, -way.y * reach),
            )
        });
        Some(Route {
            start,
            end,
            way,
            bend,
        })
    }

    fn path(&self) -> String {
        let tip = self.end.offset(-self.way.x * 5.0, -self.way.y * 5.0);
        let p = |p: Point| format!("{} {}", number(p.x), number(p.y));
        match self.bend {
            None => format!("M{} L{}", p(self.start), p(tip)),
            Some((c, d)) => format!("M{} C{} {} {}", p(self.start), p(c), p(d), p(tip)),
        }
    }

    fn head(&self) -> String {
        let p = |along: f64, aside: f64| {
            let x = self.end.x - self.way.x * along + self.way.y * aside;
            let y = self.end.y - self.way.y * along + self.way.x * aside;
            format!("{} {}", number(x), number(y))
        };
        format!("M{} L{} L{} Z", p(0.5, 0.0), p(7.0, 3.0), p(7.0, -3.0))
    }

    fn middle(&self) -> Point {
        Point::new(
            (self.start.x + self.end.x) / 2.0,
            (self.start.y + self.end.y) / 2.0,
        )
    }
}

/// The middle of what two intervals share, where that is most of the shorter one: there the line runs level.
fn shared_middle(a: (f64, f64), b: (f64, f64)) -> Option<f64> {
    let (low, high) = (a.0.max(b.0), a.1.min(b.1));
    (high - low >= 0.5 * (a.1 - a.0).min(b.1 - b.0)).then_some((low + high) / 2.0)
}
