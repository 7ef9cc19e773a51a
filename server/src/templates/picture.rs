//! The small picture of a template, as its card draws it.

use model::contour::{self, Segment};
use model::order::Order;
use model::{BoardSnapshot, NoteKind, Point, Rect};
use serde::Serialize;

/// Between what lies on the wall and the edges of the picture, canvas units.
const MARGIN: f64 = 40.0;
/// Between a context's members and its isobar, canvas units.
const AROUND: f64 = 28.0;

/// A wall in few figures, canvas units from its own top left corner.
#[derive(Debug, PartialEq, Serialize)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    /// In the order in which they are painted: frames, contexts, notes.
    pub shapes: Vec<Shape>,
}

#[derive(Debug, PartialEq, Serialize)]
pub struct Shape {
    /// A kind of note or frame as the board file says it, or `context`.
    pub kind: &'static str,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    /// The isobar of a context, as the `d` of an SVG path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl Picture {
    pub fn of(board: &BoardSnapshot) -> Picture {
        let around = board.bounds().unwrap_or_default().inflate(MARGIN);
        let corner = around.origin();
        let shape = |kind, rect: Rect, path| Shape {
            kind,
            x: (rect.x - corner.x).round(),
            y: (rect.y - corner.y).round(),
            width: rect.width.round(),
            height: rect.height.round(),
            path,
        };
        let mut frames: Vec<_> = board.frames.iter().collect();
        // What lies inside another frame is painted on it.
        frames.order_by(|a, b| {
            let area = |r: Rect| r.width * r.height;
            area(b.rect()).total_cmp(&area(a.rect()))
        });
        let frames = frames
            .into_iter()
            .map(|f| shape(f.kind.name(), f.rect(), None));
        let contexts = board.contexts.iter().filter_map(|context| {
            let placed = || board.notes.iter().filter(|n| n.kind.is_placed());
            let (members, others): (Vec<_>, Vec<_>) =
                placed().partition(|n| n.context.as_ref() == Some(&context.id));
            let rects = |notes: Vec<&std::sync::Arc<model::Note>>| -> Vec<Rect> {
                notes.into_iter().map(|n| n.rect()).collect()
            };
            let (members, others) = (rects(members), rects(others));
            let bounds = Rect::around(members.iter().copied())?;
            let isobar = contour::isobar(&members, &others, AROUND);
            Some(shape("context", bounds, Some(data(&isobar.path, corner))))
        });
        let notes = board.notes.iter();
        // Plain text lies under what it is about.
        let (texts, notes): (Vec<_>, Vec<_>) = notes.partition(|n| n.kind == NoteKind::Text);
        let notes = texts.into_iter().chain(notes);
        let notes = notes.map(|n| shape(n.kind.row().name, n.rect(), None));
        Picture {
            width: around.width.round(),
            height: around.height.round(),
            shapes: frames.chain(contexts).chain(notes).collect(),
        }
    }
}

fn data(path: &[Segment], corner: Point) -> String {
    let at = |p: &Point| format!("{:.0} {:.0}", p.x - corner.x, p.y - corner.y);
    path.iter()
        .map(|segment| match segment {
            Segment::Move(p) => format!("M{}", at(p)),
            Segment::Cubic(a, b, c) => format!("C{} {} {}", at(a), at(b), at(c)),
            Segment::Close => "Z".to_owned(),
        })
        .collect()
}
