//! How far items reach, so that a canvas need be no larger than what is on it.

use editor::item::{Item, Step};
use model::{Point, Rect};

use crate::canvas::face::SPILL;
use crate::canvas::view::View;

/// Arrow heads, round ends and strokes reach beyond their lines, canvas units.
const LINE: f64 = 12.0;
/// A person's name on its plate, CSS pixels; longer ones are cut with the canvas.
const PLATE: (f64, f64) = (420.0, 44.0);

/// Around everything that items draw, device pixels; none for none.
pub fn bounds(items: &[Item], view: &View) -> Option<Rect> {
    Rect::around(items.iter().filter_map(|item| of(item, view)))
}

fn of(item: &Item, view: &View) -> Option<Rect> {
    let world = match item {
        Item::Frame(frame) => frame.rect.union(&frame.title_at).inflate(LINE),
        Item::Context(context) => context.bounds.union(&context.name_at).inflate(LINE),
        Item::Link(link) => {
            let bend = link.bend.into_iter().flat_map(|(a, b)| [a, b]);
            let label = link.label.iter().map(|(_, at)| *at);
            let reach = if link.label.is_some() { 160.0 } else { LINE };
            around([link.start, link.end].into_iter().chain(bend).chain(label))?.inflate(reach)
        }
        Item::Note(note) => {
            let turned = note.tilt.to_radians().sin().abs() * note.rect.width.max(note.rect.height);
            note.rect.inflate(SPILL + turned / 2.0)
        }
        Item::Shape(shape) => {
            let points = shape.path.iter().flat_map(|step| match *step {
                Step::Move(p) | Step::Line(p) => vec![p],
                Step::Cubic(a, b, p) => vec![a, b, p],
                Step::Close => Vec::new(),
            });
            around(points)?.inflate(view.px(shape.width + 1.0))
        }
        Item::Bubble(bubble) => bubble.rect.inflate(2.0),
        Item::Tag(tag) => return Some(plate(tag.at, view)),
        Item::Cursor(cursor) => return Some(plate(cursor.at, view)),
    };
    Some(view.rect_to_device(world))
}

fn around(points: impl Iterator<Item = Point>) -> Option<Rect> {
    Rect::around(points.map(|p| Rect::new(p.x, p.y, 0.0, 0.0)))
}

fn plate(at: Point, view: &View) -> Rect {
    let at = view.to_device(at);
    let (width, height) = (PLATE.0 * view.ratio, PLATE.1 * view.ratio);
    Rect::new(at.x, at.y, width, height).inflate(4.0 * view.ratio)
}
