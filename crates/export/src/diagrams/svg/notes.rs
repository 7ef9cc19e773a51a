//! Sticky notes: paper, shadow, label, fitted text, marks.

use std::collections::HashMap;

use model::note::Shape;
use model::text_fit::{Fitted, fit};
use model::{Id, Note, NoteKind, Rect, Size};

use super::super::legend;
use super::super::xml::{Xml, number};
use super::{ACCENT, INK_SOFT, LINE, NOTE_INK, Wall, rect};

/// Free paper around the text.
const PADDING: f64 = 8.0;
/// Free paper above it, where the label stands, and as much below.
const LABEL: f64 = 16.0;
/// A hotspot lies askew, degrees.
const TILT: f64 = -5.0;

/// The paper of every note: its own, or as high as its text needs at the smallest size.
pub(super) fn papers(wall: &Wall<'_>) -> HashMap<Id, Rect> {
    let paper = |note: &Note| {
        let own = note.rect();
        let area = text_area(note.kind, note.size());
        let fitted = fit(&note.text, area, &wall.metrics);
        let height = own.height.max(fitted.height + own.height - area.height);
        (note.id.clone(), Rect::new(own.x, own.y, own.width, height))
    };
    wall.board.notes.iter().map(|n| paper(n)).collect()
}

fn text_area(kind: NoteKind, size: Size) -> Size {
    let above = if kind == NoteKind::Text { 2.0 } else { LABEL };
    Size::new(
        (size.width - 2.0 * PADDING).max(10.0),
        (size.height - 2.0 * above).max(10.0),
    )
}

pub(super) fn draw(xml: &mut Xml, wall: &Wall<'_>) {
    for note in &wall.board.notes {
        let Some(&paper) = wall.rects.get(&note.id) else {
            continue;
        };
        let mut group = vec![
            ("data-note", note.id.to_string()),
            ("data-kind", note.kind.name().to_owned()),
        ];
        if note.kind.row().shape == Shape::Tilted {
            let c = paper.center();
            group.push((
                "transform",
                format!("rotate({TILT} {} {})", number(c.x), number(c.y)),
            ));
        }
        xml.open("g", &group);
        sheet(xml, wall, note, paper);
        text(xml, wall, note, paper);
        marks(xml, note, paper);
        xml.close();
    }
}

fn sheet(xml: &mut Xml, wall: &Wall<'_>, note: &Note, paper: Rect) {
    if note.kind == NoteKind::Text {
        return;
    }
    // a short soft shadow: three sheets of shade, each smaller and lower than the one before
    for (inset, down, opacity) in [(-0.5, 1.0, 0.10), (1.5, 3.0, 0.07), (4.0, 6.0, 0.06)] {
        let shade = paper.inflate(-inset).translate(0.0, down);
        let mut attributes = rect(shade, 4.0);
        attributes.extend([
            ("fill", "#281e0a".to_owned()),
            ("fill-opacity", number(opacity)),
        ]);
        xml.empty("rect", &attributes);
    }
    let mut attributes = rect(paper, 3.0);
    attributes.push(("fill", legend::colour(&wall.board.meta, note.kind)));
    if note.resolved {
        attributes.push(("fill-opacity", "0.55".to_owned()));
    }
    match note.kind {
        NoteKind::Screen => attributes.extend([
            ("stroke", "#8d877d".to_owned()),
            ("stroke-width", "2".to_owned()),
        ]),
        NoteKind::Definition => attributes.push(("stroke", LINE.to_owned())),
        _ => {}
    }
    xml.empty("rect", &attributes);
    if note.pivotal {
        let bar = Rect::new(paper.x, paper.bottom() - 4.0, paper.width, 4.0);
        let mut attributes = rect(bar, 0.0);
        attributes.extend([
            ("fill", "#783200".to_owned()),
            ("fill-opacity", "0.6".to_owned()),
        ]);
        xml.empty("rect", &attributes);
    }
    let label = legend::label(&wall.board.meta, note.kind);
    let attributes = [
        ("x", number(paper.x + 6.0)),
        ("y", number(paper.y + 12.0)),
        ("font-size", "9".into()),
        ("font-weight", "600".into()),
        ("fill", NOTE_INK.into()),
        ("fill-opacity", "0.6".into()),
    ];
    let room = ((paper.width - 12.0) / 5.0) as usize;
    xml.text(
        "text",
        &attributes,
        &crate::naming::brief(&label, room.max(3)),
    );
}

fn text(xml: &mut Xml, wall: &Wall<'_>, note: &Note, paper: Rect) {
    let free = note.kind == NoteKind::Text;
    let area = text_area(note.kind, Size::new(paper.width, paper.height));
    let Fitted {
        lines,
        size,
        line_height,
        height,
    } = fit(&note.text, area, &wall.metrics);
    let top = if free {
        paper.y + 2.0
    } else {
        paper.y + (paper.height - height) / 2.0
    };
    let (x, anchor) = if free {
        (paper.x + PADDING, "start")
    } else {
        (paper.center().x, "middle")
    };
    for (i, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty())
    {
        // the baseline: Inter's capitals are 0.727 em high
        let y = top + line_height * (i as f64 + 0.5) + size * 0.36;
        let attributes = [
            ("x", number(x)),
            ("y", number(y)),
            ("font-size", number(size)),
            ("text-anchor", anchor.into()),
            ("fill", NOTE_INK.into()),
        ];
        xml.text("text", &attributes, line);
    }
}

fn marks(xml: &mut Xml, note: &Note, paper: Rect) {
    if note.votes > 0 {
        let x = paper.right() - 10.0;
        let dot = [
            ("cx", number(x)),
            ("cy", number(paper.y + 10.0)),
            ("r", "8".into()),
            ("fill", ACCENT.into()),
        ];
        xml.empty("circle", &dot);
        let attributes = [
            ("x", number(x)),
            ("y", number(paper.y + 13.2)),
            ("font-size", "9".into()),
            ("font-weight", "600".into()),
            ("text-anchor", "middle".into()),
            ("fill", "#ffffff".into()),
        ];
        xml.text("text", &attributes, &note.votes.min(999).to_string());
    }
    let icon = match note.kind {
        // a tick
        NoteKind::Hotspot if note.resolved => Some("M0 4 L3.500 7.500 L10 0"),
        // a bulb
        NoteKind::Opportunity => Some(
            "M3 8 H7 M3.500 10 H6.500 M3 6.500 C1.500 5.500 1 4.500 1 3.500 A4 3.500 0 0 1 9 3.500 C9 4.500 8.500 5.500 7 6.500 V8 H3 Z",
        ),
        _ => None,
    };
    if let (Some(path), 0) = (icon, note.votes) {
        let place = format!(
            "translate({} {})",
            number(paper.right() - 17.0),
            number(paper.y + 6.0)
        );
        let attributes = [
            ("d", path.into()),
            ("transform", place),
            ("fill", "none".into()),
            ("stroke", NOTE_INK.into()),
            ("stroke-opacity", "0.6".into()),
            ("stroke-width", "1.2".into()),
            ("stroke-linecap", "round".into()),
            ("stroke-linejoin", "round".into()),
        ];
        xml.empty("path", &attributes);
    }
    if !note.tags.is_empty() {
        let attributes = [
            ("x", number(paper.x + 6.0)),
            ("y", number(paper.bottom() - 7.0)),
            ("font-size", "8.5".into()),
            ("fill", INK_SOFT.into()),
        ];
        let room = ((paper.width - 12.0) / 4.8) as usize;
        xml.text(
            "text",
            &attributes,
            &crate::naming::brief(&note.tags.join(" · "), room.max(3)),
        );
    }
}
