//! The title above the wall and the legend below it.

use model::note::Shape;
use model::reading::LinkSource;
use model::text_fit::MeasureText;
use model::{NOTE_KINDS, NoteKind, Rect};

use super::super::legend;
use super::super::xml::{Xml, number};
use super::{INK, INK_SOFT, LINE, MARGIN, Wall, rect};

const ROW: f64 = 28.0;
const TEXT: f64 = 12.0;

pub(super) fn head_height() -> f64 {
    34.0
}

/// “64 notes, 5 contexts”
pub(super) fn summary(wall: &Wall<'_>) -> String {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let notes = count(wall.board.notes.len(), "note");
    match wall.board.contexts.len() {
        0 => notes,
        n => format!("{notes}, {}", count(n, "context")),
    }
}

pub(super) fn head(xml: &mut Xml, wall: &Wall<'_>, page: Rect) {
    let (x, y) = (page.x + MARGIN, page.y + MARGIN);
    let title = crate::naming::brief(&wall.architecture.title, 90);
    let words = |size: &str, weight: &str, fill: &str| {
        [
            ("font-size", size.to_owned()),
            ("font-weight", weight.to_owned()),
            ("fill", fill.to_owned()),
        ]
    };
    // One text: where the font is another and wider, the title still ends before the figures.
    xml.open("text", &[("x", number(x)), ("y", number(y))]);
    xml.text("tspan", &words("22", "600", INK), &title);
    let [size, weight, fill] = words("13", "500", INK_SOFT);
    let after = [("dx", number(9.0)), size, weight, fill];
    xml.text("tspan", &after, &summary(wall));
    xml.close();
}

/// The legend, set into rows.
pub(super) struct Key {
    entries: Vec<(Entry, String, f64, f64)>,
    rows: usize,
}

enum Entry {
    Kind(NoteKind, String),
    Pivotal,
    Link(bool),
    Context,
}

impl Key {
    /// What is on this wall, and nothing else.
    pub fn of(wall: &Wall<'_>, width: f64) -> Key {
        let meta = &wall.board.meta;
        let mut wanted: Vec<(Entry, String)> = NOTE_KINDS
            .iter()
            .filter(|row| {
                row.shape != Shape::Free && wall.board.notes.iter().any(|n| n.kind == row.kind)
            })
            .map(|row| {
                (
                    Entry::Kind(row.kind, legend::colour(meta, row.kind)),
                    legend::name(meta, row.kind),
                )
            })
            .collect();
        if wall.board.notes.iter().any(|n| n.pivotal) {
            wanted.push((Entry::Pivotal, "Pivotal".into()));
        }
        let links = wall.architecture.reading.links();
        if links.iter().any(|l| l.source != LinkSource::Inferred) {
            wanted.push((Entry::Link(true), "Drawn".into()));
        }
        if links.iter().any(|l| l.source == LinkSource::Inferred) {
            wanted.push((Entry::Link(false), "Read from the wall".into()));
        }
        if wall.board.contexts.iter().any(|c| !c.members.is_empty()) {
            wanted.push((Entry::Context, "Context".into()));
        }
        let mut key = Key {
            entries: Vec::new(),
            rows: 1,
        };
        let mut x = 0.0;
        for (entry, name) in wanted {
            let wide = 30.0 + wall.metrics.width(&name, TEXT) + 24.0;
            if x > 0.0 && x + wide > width {
                x = 0.0;
                key.rows += 1;
            }
            key.entries
                .push((entry, name, x, (key.rows - 1) as f64 * ROW));
            x += wide;
        }
        key
    }

    pub fn height(&self) -> f64 {
        self.rows as f64 * ROW
    }

    pub fn draw(&self, xml: &mut Xml, left: f64, top: f64) {
        for (entry, name, x, y) in &self.entries {
            let (x, y) = (left + x, top + y);
            swatch(xml, entry, x, y);
            let attributes = [
                ("x", number(x + 30.0)),
                ("y", number(y + 12.5)),
                ("font-size", number(TEXT)),
                ("fill", INK_SOFT.into()),
            ];
            xml.text("text", &attributes, name);
        }
    }
}

fn swatch(xml: &mut Xml, entry: &Entry, x: f64, y: f64) {
    let stroked = |d: String, stroke: &str, width: &str| {
        vec![
            ("d", d),
            ("fill", "none".to_owned()),
            ("stroke", stroke.to_owned()),
            ("stroke-width", width.to_owned()),
        ]
    };
    match entry {
        Entry::Kind(kind, colour) => {
            let (w, h) = match kind.row().shape {
                Shape::Wide => (23.0, 15.0),
                Shape::Small => (13.0, 12.0),
                _ => (17.0, 17.0),
            };
            let mut attributes = rect(
                Rect::new(x + (23.0 - w) / 2.0, y + (17.0 - h) / 2.0, w, h),
                2.0,
            );
            attributes.push(("fill", colour.clone()));
            let edge = if *kind == NoteKind::Screen {
                "#8d877d"
            } else {
                LINE
            };
            attributes.push(("stroke", edge.to_owned()));
            if kind.row().shape == Shape::Tilted {
                attributes.push((
                    "transform",
                    format!("rotate(-5 {} {})", number(x + 11.5), number(y + 8.5)),
                ));
            }
            xml.empty("rect", &attributes);
        }
        Entry::Pivotal => {
            let mut paper = rect(Rect::new(x + 3.0, y, 17.0, 17.0), 2.0);
            paper.push(("fill", NoteKind::DomainEvent.row().colour.to_owned()));
            xml.empty("rect", &paper);
            let mut bar = rect(Rect::new(x + 3.0, y + 14.0, 17.0, 3.0), 0.0);
            bar.extend([
                ("fill", "#783200".to_owned()),
                ("fill-opacity", "0.6".to_owned()),
            ]);
            xml.empty("rect", &bar);
        }
        Entry::Link(said) => {
            let mut line = stroked(
                format!("M{} {} h23", number(x), number(y + 8.5)),
                "#8d877d",
                "1.4",
            );
            if !said {
                line.extend([
                    ("stroke-dasharray", "1 4".to_owned()),
                    ("stroke-linecap", "round".to_owned()),
                ]);
            }
            xml.empty("path", &line);
        }
        Entry::Context => {
            let ring = |inset: f64| Rect::new(x, y, 23.0, 17.0).inflate(-inset);
            for (inset, width, opacity) in [(0.0, "1", "0.42"), (3.0, "1.8", "1")] {
                let mut attributes = rect(ring(inset), 6.0);
                attributes.extend([
                    ("fill", "none".to_owned()),
                    ("stroke", "#22728f".to_owned()),
                    ("stroke-width", width.to_owned()),
                    ("stroke-opacity", opacity.to_owned()),
                ]);
                xml.empty("rect", &attributes);
            }
        }
    }
}
