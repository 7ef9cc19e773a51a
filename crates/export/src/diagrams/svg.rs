//! The wall as an SVG picture: paper, isobars, frames, links, notes, legend.

mod contexts;
mod key;
mod links;
mod notes;

use std::collections::HashMap;

use model::{BoardSnapshot, Id, Rect, layout};

use super::font::{FAMILIES, Metrics};
use super::sheet::{self, Sheet, sheets};
use super::xml::{Xml, number};
use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::origin;

pub struct Svg;

const PAPER: &str = "#faf8f4";
const DOT: &str = "#e4dfd6";
const INK: &str = "#1f1d1a";
const INK_SOFT: &str = "#5d5850";
const NOTE_INK: &str = "#211d14";
const LINE: &str = "#d6d1c7";
const ACCENT: &str = "#3b4cca";
/// Paper around everything.
const MARGIN: f64 = 56.0;

impl Exporter for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn title(&self) -> &'static str {
        "Wall (SVG)"
    }

    fn about(&self) -> &'static str {
        "The wall as a picture that stays sharp at any size."
    }

    fn scope(&self) -> Scope {
        Scope::Board
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let file = |sheet: Sheet| ExportFile {
            path: format!("{}.svg", sheet.name),
            media_type: "image/svg+xml".into(),
            bytes: sheet.svg.into_bytes(),
        };
        Ok(sheets(architecture).into_iter().map(file).collect())
    }
}

/// The wall with everything that drawing asks for again and again.
struct Wall<'a> {
    architecture: &'a Architecture,
    /// With a place for every note.
    board: BoardSnapshot,
    metrics: Metrics,
    /// The paper of every note, as high as its text needs.
    rects: HashMap<Id, Rect>,
}

pub(super) fn draw(architecture: &Architecture) -> String {
    let mut wall = Wall {
        architecture,
        board: layout::placed(&architecture.board),
        metrics: Metrics::new(),
        rects: HashMap::new(),
    };
    wall.rects = notes::papers(&wall);
    let contexts = contexts::shapes(&wall);
    let frames = wall.board.frames.iter().map(|f| f.rect().inflate(4.0));
    let content = Rect::around(
        wall.rects
            .values()
            .copied()
            .chain(frames)
            .chain(contexts.iter().map(|c| c.bounds)),
    );
    let content = content.unwrap_or(Rect::new(0.0, 0.0, 480.0, 120.0));
    let head = key::head_height();
    let foot = key::Key::of(&wall, content.width.max(480.0));
    let drawn = Rect::new(
        content.x - MARGIN,
        content.y - MARGIN - head,
        content.width.max(480.0) + 2.0 * MARGIN,
        content.height + 2.0 * MARGIN + head + foot.height(),
    );
    let (page, width, height) = sheet::page(drawn, architecture.print.paper);

    let mut xml = Xml::default();
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg".into()),
            ("width", width),
            ("height", height),
            (
                "viewBox",
                format!(
                    "{} {} {} {}",
                    number(page.x),
                    number(page.y),
                    number(page.width),
                    number(page.height)
                ),
            ),
            ("font-family", FAMILIES.into()),
            ("font-weight", "500".into()),
            ("role", "img".into()),
        ],
    );
    xml.comment(&origin::line(architecture));
    xml.text("title", &[], &architecture.title);
    xml.text("desc", &[], &key::summary(&wall));
    paper(&mut xml, page);
    key::head(&mut xml, &wall, drawn);
    frames_under(&mut xml, &wall);
    contexts::draw(&mut xml, &contexts);
    links::draw(&mut xml, &wall);
    notes::draw(&mut xml, &wall);
    foot.draw(&mut xml, content.x, content.bottom() + MARGIN * 0.75);
    xml.finish()
}

fn paper(xml: &mut Xml, page: Rect) {
    xml.open("defs", &[]);
    let pattern = [
        ("id", "dots"),
        ("width", "24"),
        ("height", "24"),
        ("patternUnits", "userSpaceOnUse"),
    ];
    xml.open("pattern", &pattern.map(|(k, v)| (k, v.to_owned())));
    xml.empty(
        "circle",
        &[
            ("cx", "12".into()),
            ("cy", "12".into()),
            ("r", "1".into()),
            ("fill", DOT.into()),
        ],
    );
    xml.close();
    xml.close();
    for fill in [PAPER, "url(#dots)"] {
        let mut attributes = rect(page, 0.0);
        attributes.push(("fill", fill.to_owned()));
        xml.empty("rect", &attributes);
    }
}

fn frames_under(xml: &mut Xml, wall: &Wall<'_>) {
    for frame in &wall.board.frames {
        let mut attributes = rect(frame.rect(), 8.0);
        attributes.extend([
            ("fill", "#ffffff".to_owned()),
            ("fill-opacity", "0.45".to_owned()),
            ("stroke", LINE.to_owned()),
        ]);
        if frame.kind != model::FrameKind::Section {
            attributes.push(("stroke-dasharray", "6 5".to_owned()));
        }
        xml.empty("rect", &attributes);
        let title = [
            ("x", number(frame.x + 12.0)),
            ("y", number(frame.y + 22.0)),
            ("font-size", "13".into()),
            ("font-weight", "600".into()),
            ("fill", INK_SOFT.into()),
        ];
        xml.text("text", &title, &crate::naming::brief(&frame.title, 80));
    }
}

fn rect(r: Rect, radius: f64) -> Vec<(&'static str, String)> {
    let mut attributes = vec![
        ("x", number(r.x)),
        ("y", number(r.y)),
        ("width", number(r.width)),
        ("height", number(r.height)),
    ];
    if radius > 0.0 {
        attributes.push(("rx", number(radius)));
    }
    attributes
}
