//! The board at a glance: finding, legend, minimap, and going from note to note.

use std::cmp::Ordering;
use std::collections::HashMap;

use model::{Id, NOTE_KINDS, NoteKind, Point, Rect};

use crate::wall::Wall;
use model::order::Order;

/// One row of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendRow {
    pub kind: NoteKind,
    pub name: String,
    /// Where the board recolours the kind.
    pub colour: Option<String>,
    pub count: usize,
}

/// The wall in small.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimap {
    /// All that is shown, canvas units.
    pub bounds: Rect,
    /// Notes, or for large boards cells with the commonest kind in them, canvas units.
    pub marks: Vec<(Rect, NoteKind)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Left,
    Right,
    Up,
    Down,
}

impl Wall {
    /// Notes that have all words of `query` in text, description or tags, from the top left on. `#word` is asked of the tags
    /// alone: one of them begins so.
    pub fn find(&self, query: &str) -> Vec<Id> {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(Rect, Id)> = self
            .scene
            .notes
            .iter()
            .filter(|p| {
                let n = &p.note;
                let text = [n.text.as_str(), &n.description, &n.tags.join(" ")]
                    .join(" ")
                    .to_lowercase();
                words.iter().all(|word| match word.strip_prefix('#') {
                    Some(tag) if !tag.is_empty() => {
                        n.tags.iter().any(|t| t.to_lowercase().starts_with(tag))
                    }
                    _ => text.contains(word),
                })
            })
            .map(|p| (p.rect, p.note.id.clone()))
            .collect();
        found.order_by(|a, b| by_place(&a.0, &b.0).then_with(|| a.1.cmp(&b.1)));
        found.into_iter().map(|(_, id)| id).collect()
    }

    pub fn legend(&self) -> Vec<LegendRow> {
        let mut counts: HashMap<NoteKind, usize> = HashMap::new();
        for note in &self.board().notes {
            *counts.entry(note.kind).or_default() += 1;
        }
        let present = NOTE_KINDS
            .iter()
            .filter_map(|row| Some((row.kind, *counts.get(&row.kind)?)));
        let row = |(kind, count)| LegendRow {
            kind,
            name: self.scene.names.name(kind).to_owned(),
            colour: self.scene.names.colour(kind).map(str::to_owned),
            count,
        };
        present
            .filter(|(kind, _)| *kind != NoteKind::Text)
            .map(row)
            .collect()
    }

    pub fn minimap(&self, most: usize) -> Option<Minimap> {
        let bounds = self.scene.bounds()?;
        let notes = || self.scene.notes.iter().map(|p| (p.rect, p.note.kind));
        if self.board().notes.len() <= most {
            let marks = notes().collect();
            return Some(Minimap { bounds, marks });
        }
        let cells = (most as f64).sqrt().floor().max(1.0);
        let (w, h) = (
            (bounds.width / cells).max(1.0),
            (bounds.height / cells).max(1.0),
        );
        let mut grid: HashMap<(u32, u32), HashMap<NoteKind, usize>> = HashMap::new();
        for (rect, kind) in notes() {
            let c = rect.center();
            let cell = |v: f64, size: f64| (v / size).clamp(0.0, cells - 1.0) as u32;
            let key = (cell(c.x - bounds.x, w), cell(c.y - bounds.y, h));
            *grid.entry(key).or_default().entry(kind).or_default() += 1;
        }
        let mut marks: Vec<((u32, u32), NoteKind)> = grid
            .into_iter()
            .filter_map(|(key, kinds)| {
                let commonest = kinds
                    .into_iter()
                    .max_by_key(|(kind, n)| (*n, std::cmp::Reverse(*kind)))?;
                Some((key, commonest.0))
            })
            .collect();
        marks.order();
        let place = |((x, y), kind): ((u32, u32), NoteKind)| {
            let at = Point::new(bounds.x + f64::from(x) * w, bounds.y + f64::from(y) * h);
            (Rect::new(at.x, at.y, w, h), kind)
        };
        Some(Minimap {
            bounds,
            marks: marks.into_iter().map(place).collect(),
        })
    }

    /// The note next to `from` in a direction: near, and rather straight than aside.
    pub fn neighbour(&self, from: &Id, way: Way) -> Option<Id> {
        let start = self.scene.rect(from)?;
        let c = start.center();
        let mut reach = 600.0;
        let whole = self.scene.bounds()?;
        loop {
            let area = start.inflate(reach);
            let candidates = self
                .scene
                .notes
                .meeting(area)
                .filter(|p| p.note.id != *from);
            let best = candidates
                .filter_map(|p| {
                    let o = p.rect.center();
                    let (along, aside) = match way {
                        Way::Left => (c.x - o.x, o.y - c.y),
                        Way::Right => (o.x - c.x, o.y - c.y),
                        Way::Up => (c.y - o.y, o.x - c.x),
                        Way::Down => (o.y - c.y, o.x - c.x),
                    };
                    // Within a quarter turn of the direction.
                    (along > 0.5 && aside.abs() <= along * 1.5)
                        .then(|| (along + 2.0 * aside.abs(), p.note.id.clone()))
                })
                .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            if best.is_some() || area.encloses(&whole) {
                return best.map(|(_, id)| id);
            }
            reach *= 2.0;
        }
    }

    /// The note in the middle of the view, or nearest to it.
    pub fn central_note(&self) -> Option<Id> {
        let seen = self.camera.visible();
        let c = seen.center();
        let nearest = |area: Rect| {
            self.scene
                .notes
                .meeting(area)
                .min_by(|a, b| {
                    let away = |r: &Rect| r.center().distance(c);
                    away(&a.rect)
                        .total_cmp(&away(&b.rect))
                        .then_with(|| a.note.id.cmp(&b.note.id))
                })
                .map(|p| p.note.id.clone())
        };
        nearest(seen).or_else(|| nearest(self.scene.bounds()?))
    }
}

/// Row by row, left to right; a row is as high as half a note.
fn by_place(a: &Rect, b: &Rect) -> Ordering {
    const ROW: f64 = 60.0;
    let row = |r: &Rect| (r.y / ROW).floor();
    row(a).total_cmp(&row(b)).then(a.x.total_cmp(&b.x))
}
