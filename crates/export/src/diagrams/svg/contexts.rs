//! Contexts as isobars: a contour around the members, two fainter ones outside it, the name in a gap of the line.

use model::contour::{self, Contour, Segment};
use model::text_fit::MeasureText;
use model::{Id, Rect};

use super::super::xml::{Xml, number};
use super::{PAPER, Wall, rect};

/// Between the members and the innermost line, as on the wall.
const MARGIN: f64 = 18.0;
/// How far the outer lines reach beyond it, with some air.
const OUTER: f64 = 24.0;
const NAME_SIZE: f64 = 13.0;
const HUES: [&str; 8] = [
    "#b5540f", "#5f7219", "#7a4fb0", "#22728f", "#a3456f", "#1d7f55", "#826200", "#566475",
];

pub(super) struct Shape {
    contour: Contour,
    name: String,
    plate: Rect,
    hue: &'static str,
    pub bounds: Rect,
}

/// The contours of all contexts that have members.
pub(super) fn shapes(wall: &Wall<'_>) -> Vec<Shape> {
    let hues = hues(wall);
    let mut shapes = Vec::new();
    for (context, hue) in wall.board.contexts.iter().zip(hues) {
        let members: Vec<Rect> = context
            .members
            .iter()
            .filter_map(|id| wall.rects.get(id).copied())
            .collect();
        let Some(bounds) = Rect::around(members.iter().copied()) else {
            continue;
        };
        let near = bounds.inflate(MARGIN + OUTER);
        let others: Vec<Rect> = wall
            .board
            .notes
            .iter()
            .filter(|n| n.kind.is_placed() && n.context.as_ref() != Some(&context.id))
            .filter_map(|n| wall.rects.get(&n.id).copied())
            .filter(|r| r.intersects(&near))
            .collect();
        let contour = contour::isobar(&members, &others, MARGIN);
        let name = crate::naming::brief(&context.name, 60);
        let (width, height) = (wall.metrics.width(&name, NAME_SIZE) * 1.04 + 22.0, 24.0);
        let plate = Rect::new(
            contour.label.x - width / 2.0,
            contour.label.y - height / 2.0,
            width,
            height,
        );
        shapes.push(Shape {
            contour,
            name,
            hue,
            bounds: near.union(&plate),
            plate,
        });
    }
    shapes
}

pub(super) fn draw(xml: &mut Xml, shapes: &[Shape]) {
    for shape in shapes {
        let stroke = |d: String, width: &str, opacity: &str, fill: Option<&str>| {
            vec![
                ("d", d),
                ("fill", fill.unwrap_or("none").to_owned()),
                ("fill-opacity", "0.055".to_owned()),
                ("fill-rule", "evenodd".to_owned()),
                ("stroke", shape.hue.to_owned()),
                ("stroke-width", width.to_owned()),
                ("stroke-opacity", opacity.to_owned()),
            ]
        };
        xml.empty(
            "path",
            &stroke(path(&shape.contour.outer[1]), "1", "0.2", None),
        );
        xml.empty(
            "path",
            &stroke(path(&shape.contour.outer[0]), "1.1", "0.42", None),
        );
        xml.empty(
            "path",
            &stroke(path(&shape.contour.path), "1.8", "1", Some(shape.hue)),
        );
    }
    // names last: no line runs through them
    for shape in shapes {
        let mut plate = rect(shape.plate, 12.0);
        plate.push(("fill", PAPER.to_owned()));
        xml.empty("rect", &plate);
        let c = shape.plate.center();
        let attributes = [
            ("x", number(c.x)),
            ("y", number(c.y + NAME_SIZE * 0.36)),
            ("font-size", number(NAME_SIZE)),
            ("font-weight", "600".into()),
            ("text-anchor", "middle".into()),
            ("fill", shape.hue.into()),
        ];
        xml.text("text", &attributes, &shape.name);
    }
}

fn path(segments: &[Segment]) -> String {
    let p = |p: &model::Point| format!("{} {}", number(p.x), number(p.y));
    let step = |s: &Segment| match s {
        Segment::Move(to) => format!("M{}", p(to)),
        Segment::Cubic(c, d, to) => format!("C{} {} {}", p(c), p(d), p(to)),
        Segment::Close => "Z".to_owned(),
    };
    segments.iter().map(step).collect::<Vec<_>>().join(" ")
}

/// A hue for each context: its own by its id, or the next that is free, as on the wall.
fn hues(wall: &Wall<'_>) -> Vec<&'static str> {
    let mut taken = [0usize; HUES.len()];
    let wish = |id: &Id| {
        id.as_str().bytes().fold(7usize, |h, b| {
            h.wrapping_mul(31).wrapping_add(usize::from(b))
        })
    };
    wall.board
        .contexts
        .iter()
        .map(|context| {
            let least = taken.iter().min().copied().unwrap_or_default();
            let wanted = wish(&context.id);
            let mut turn = (0..HUES.len()).map(|i| (wanted % HUES.len() + i) % HUES.len());
            let hue = turn.find(|&h| taken[h] == least).unwrap_or_default();
            taken[hue] += 1;
            HUES[hue]
        })
        .collect()
}
