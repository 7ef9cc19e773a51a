//! Draws the editor's items with a pen. Knows nothing of layers.

mod bounds;
mod link;
mod note;
mod wall;

use editor::item::{Item, Path, ShapeItem, Step};
use web_sys::CanvasRenderingContext2d as Pen;

pub use bounds::bounds;

use super::faces::Faces;
use super::palette::Palette;
use super::view::View;

/// Draws items in their order, in parts: [`Drawing::step`] until it says that all is done.
pub struct Drawing {
    items: Vec<Item>,
    next: usize,
}

/// Items drawn between two looks at the clock.
const PORTION: usize = 48;

impl Drawing {
    pub fn new(items: Vec<Item>) -> Drawing {
        Drawing { items, next: 0 }
    }

    /// Whether nothing has been drawn yet.
    pub fn is_fresh(&self) -> bool {
        self.next == 0
    }

    /// Draws another portion; says whether everything is drawn.
    pub fn step(&mut self, pen: &Pen, view: &View, palette: &Palette, faces: &mut Faces) -> bool {
        let end = (self.next + PORTION).min(self.items.len());
        let portion = &self.items[self.next..end];
        note::prepare(portion, view, faces);
        let mut rest = portion;
        while let Some(first) = rest.first() {
            // Runs of links share paths, runs of notes share the pen's state.
            let run = rest
                .iter()
                .position(|item| std::mem::discriminant(item) != std::mem::discriminant(first))
                .unwrap_or(rest.len());
            draw_run(&rest[..run], pen, view, palette, faces);
            rest = &rest[run..];
        }
        self.next = end;
        self.next == self.items.len()
    }

    /// Draws everything that is left.
    pub fn finish(mut self, pen: &Pen, view: &View, palette: &Palette, faces: &mut Faces) {
        while !self.step(pen, view, palette, faces) {}
    }
}

fn draw_run(run: &[Item], pen: &Pen, view: &View, palette: &Palette, faces: &Faces) {
    let links = run.iter().filter_map(|item| match item {
        Item::Link(link) => Some(link),
        _ => None,
    });
    match run.first() {
        Some(Item::Link(_)) => link::draw(links, pen, view, palette),
        Some(Item::Note(_)) => note::draw(run, pen, view, palette, faces),
        _ => {
            for item in run {
                in_world(pen, view);
                match item {
                    Item::Frame(frame) => wall::frame(frame, pen, view, palette),
                    Item::Context(context) => wall::context(context, pen, view, palette),
                    Item::Shape(shape) => draw_shape(shape, pen, view, palette),
                    Item::Bubble(bubble) => wall::bubble(bubble, pen, palette),
                    Item::Tag(tag) => wall::tag(tag, pen, view, palette),
                    Item::Cursor(cursor) => wall::cursor(cursor, pen, view, palette),
                    Item::Link(_) | Item::Note(_) => {}
                }
            }
        }
    }
    in_pixels(pen);
}

/// From here on the pen counts in canvas units.
fn in_world(pen: &Pen, view: &View) {
    let k = view.scale();
    let _ = pen.set_transform(k, 0.0, 0.0, k, -view.origin.x * k, -view.origin.y * k);
}

/// From here on the pen counts in device pixels.
fn in_pixels(pen: &Pen) {
    let _ = pen.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
}

/// Makes a path the current one.
fn trace(pen: &Pen, path: &Path) {
    pen.begin_path();
    for step in path {
        match *step {
            Step::Move(p) => pen.move_to(p.x, p.y),
            Step::Line(p) => pen.line_to(p.x, p.y),
            Step::Cubic(a, b, p) => pen.bezier_curve_to(a.x, a.y, b.x, b.y, p.x, p.y),
            Step::Close => pen.close_path(),
        }
    }
}

fn set_dash(pen: &Pen, lengths: &[f64]) {
    let list = js_sys::Array::new();
    for length in lengths {
        list.push(&(*length).into());
    }
    let _ = pen.set_line_dash(&list);
}

fn draw_shape(shape: &ShapeItem, pen: &Pen, view: &View, palette: &Palette) {
    trace(pen, &shape.path);
    if let Some((ink, alpha)) = &shape.fill {
        pen.set_fill_style_str(palette.ink(ink));
        pen.set_global_alpha(*alpha);
        pen.fill();
    }
    if let Some((ink, alpha)) = &shape.stroke {
        pen.set_stroke_style_str(palette.ink(ink));
        pen.set_global_alpha(*alpha);
        pen.set_line_width(view.px(shape.width));
        pen.set_line_cap(if shape.dash.is_some() {
            "butt"
        } else {
            "round"
        });
        if let Some(dash) = shape.dash {
            set_dash(pen, &dash.map(|length| view.px(length)));
        }
        pen.stroke();
        if shape.dash.is_some() {
            set_dash(pen, &[]);
        }
        pen.set_line_cap("butt");
    }
    pen.set_global_alpha(1.0);
}
