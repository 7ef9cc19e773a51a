//! What the face of a note shows: enough to draw it once into a bitmap and keep that by its key.

use std::hash::{DefaultHasher, Hash, Hasher};

pub use model::text_fit::MeasureText;
use model::text_fit::{LEADING, SMALLEST, fit};
use model::{Note, NoteKind, Point, Rect, Size};

use super::legend::Names;

/// Free paper around the text, canvas units.
const PADDING: f64 = 8.0;
/// Free paper above it, where the label stands, and as much below.
const LABEL: f64 = 16.0;
/// A hotspot lies askew, degrees.
const TILT: f64 = -5.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Equal keys, equal pictures.
    pub key: u64,
    pub kind: NoteKind,
    /// Canvas units; taller than the note's own size when the text needs it.
    pub size: Size,
    /// The paper's colour, where the board recolours the kind (CSS colour); otherwise the kind's token.
    pub colour: Option<String>,
    /// Top left, small: `event`, `command`, …; a board may rename kinds.
    pub label: String,
    /// Centred (plain text: left aligned), each at most as wide as the note less its padding.
    pub lines: Vec<String>,
    /// Canvas units.
    pub text_size: f64,
    pub line_height: f64,
    /// A bar along the bottom.
    pub pivotal: bool,
    /// A settled hotspot: paler, with a tick.
    pub resolved: bool,
    pub locked: bool,
    /// Dots; 0 shows none.
    pub votes: u32,
    pub tags: Vec<String>,
}

impl Face {
    /// `size` is the paper's, `text` what stands on it.
    pub(crate) fn of(
        note: &Note,
        text: &str,
        size: Size,
        names: &Names,
        measure: &dyn MeasureText,
    ) -> Face {
        let fitted = fit(text, text_area(note.kind, size), measure);
        let mut face = Face {
            key: 0,
            kind: note.kind,
            size,
            colour: names.colour(note.kind).map(str::to_owned),
            label: names.label(note.kind).to_owned(),
            lines: fitted.lines,
            text_size: fitted.size,
            line_height: fitted.line_height,
            pivotal: note.pivotal,
            resolved: note.resolved,
            locked: note.locked,
            votes: names.votes(note),
            tags: note.tags.clone(),
        };
        face.key = face.hash();
        face
    }

    fn hash(&self) -> u64 {
        let mut h = DefaultHasher::new();
        (self.kind.name(), &self.colour, &self.label, &self.lines).hash(&mut h);
        for n in [self.size.width, self.size.height, self.text_size] {
            n.to_bits().hash(&mut h);
        }
        (self.pivotal, self.resolved, self.locked, self.votes).hash(&mut h);
        self.tags.hash(&mut h);
        h.finish()
    }
}

/// Degrees, clockwise, about the middle.
pub(crate) fn tilt(kind: NoteKind) -> f64 {
    if kind.row().shape == model::note::Shape::Tilted {
        TILT
    } else {
        0.0
    }
}

/// The part of the paper that text may cover.
pub fn text_area(kind: NoteKind, size: Size) -> Size {
    let above = if kind == NoteKind::Text { 2.0 } else { LABEL };
    Size::new(
        (size.width - 2.0 * PADDING).max(SMALLEST),
        (size.height - 2.0 * above).max(SMALLEST),
    )
}

/// The paper's height: the note's own, or what its text needs at the smallest size.
///
/// Measures only texts that might not fit: below a bound of one em a character and half-filled lines nothing is measured.
pub(crate) fn grown_height(
    kind: NoteKind,
    text: &str,
    size: Size,
    measure: &dyn MeasureText,
) -> f64 {
    let area = text_area(kind, size);
    let lines = (area.height / (SMALLEST * LEADING)).floor();
    let columns = (area.width / SMALLEST).floor();
    let needed: f64 = text
        .split('\n')
        .map(|l| {
            (l.chars().count() as f64 * 2.0 / columns.max(1.0))
                .ceil()
                .max(1.0)
        })
        .sum();
    if needed <= lines {
        return size.height;
    }
    let fitted = fit(text, area, measure);
    size.height.max(fitted.height + size.height - area.height)
}

/// Bars in place of lines of text, by counting characters: relative to the top left corner, canvas units.
pub(crate) fn bars(kind: NoteKind, text: &str, size: Size) -> Vec<Rect> {
    const ADVANCE: f64 = 8.0;
    const PITCH: f64 = 20.0;
    const THICK: f64 = 9.0;
    let area = text_area(kind, size);
    let columns = (area.width / ADVANCE).max(1.0) as usize;
    let most = (area.height / PITCH).max(1.0) as usize;
    let mut widths: Vec<usize> = Vec::new();
    for word in text.split_whitespace() {
        let length = word.chars().count().min(columns);
        let full = widths.len() == most;
        match widths.last_mut() {
            Some(line) if *line + length < columns => *line += length + 1,
            _ if full => break,
            _ => widths.push(length),
        }
    }
    let top = size.height / 2.0 - widths.len() as f64 * PITCH / 2.0;
    widths
        .iter()
        .enumerate()
        .map(|(i, &columns)| {
            let width = columns as f64 * ADVANCE;
            let y = top + i as f64 * PITCH + (PITCH - THICK) / 2.0;
            Rect::new((size.width - width) / 2.0, y, width, THICK)
        })
        .collect()
}

/// Whether a point lies on the paper, tilted as it is.
pub(crate) fn on_paper(kind: NoteKind, rect: Rect, p: Point) -> bool {
    let angle = -tilt(kind).to_radians();
    let c = rect.center();
    let (dx, dy) = (p.x - c.x, p.y - c.y);
    let (sin, cos) = angle.sin_cos();
    rect.contains(Point::new(
        c.x + dx * cos - dy * sin,
        c.y + dx * sin + dy * cos,
    ))
}
