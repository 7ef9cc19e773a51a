//! Notes: from their cached faces, or as bars when they are too small to read.

use editor::Face;
use editor::item::{Item, Look, NoteItem};
use model::Rect;
use web_sys::CanvasRenderingContext2d as Pen;

use crate::canvas::face::{self, SPILL};
use crate::canvas::faces::{Faces, has_shadow};
use crate::canvas::palette::Palette;
use crate::canvas::view::View;

/// Under this scale (device pixels per canvas unit) bitmaps are kept at powers of two and drawn smaller; above it, at the
/// very scale, so that text is sharp.
const EXACT_ABOVE: f64 = 0.34;
const BARS: &str = "rgb(33 29 20 / .5)";

/// The scale at which a face is kept for this view.
fn kept_scale(view: &View) -> f64 {
    let scale = view.scale();
    if scale > EXACT_ABOVE {
        scale
    } else {
        scale.log2().ceil().exp2()
    }
}

/// Makes sure that the faces of these items are there.
pub fn prepare(items: &[Item], view: &View, faces: &mut Faces) {
    let wanted = items.iter().filter_map(|item| match item {
        Item::Note(note) => match &note.look {
            Look::Face(face) => Some((&**face, note.detail, note.lifted)),
            Look::Bars(_) => None,
        },
        _ => None,
    });
    faces.prepare(wanted, kept_scale(view));
}

pub fn draw(run: &[Item], pen: &Pen, view: &View, palette: &Palette, faces: &Faces) {
    let _ = pen.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    let mut inked = String::new();
    for item in run {
        let Item::Note(note) = item else { continue };
        let place = view.rect_to_device(note.rect);
        match &note.look {
            Look::Bars(bars) => {
                let mut ink = |colour: &str| {
                    if inked != colour {
                        colour.clone_into(&mut inked);
                        pen.set_fill_style_str(colour);
                    }
                };
                if let Some(paper) = palette.paper_of(note.kind, None) {
                    ink(paper);
                    pen.fill_rect(place.x, place.y, place.width, place.height);
                }
                ink(BARS);
                let k = view.scale();
                for bar in bars.iter() {
                    let (x, y) = (place.x + bar.x * k, place.y + bar.y * k);
                    pen.fill_rect(x, y, bar.width * k, bar.height * k);
                }
            }
            Look::Face(face) => draw_face(note, face, place, pen, view, palette, faces),
        }
    }
}

fn draw_face(
    note: &NoteItem,
    face: &Face,
    place: Rect,
    pen: &Pen,
    view: &View,
    palette: &Palette,
    faces: &Faces,
) {
    let k = view.scale();
    let tilted = note.tilt != 0.0;
    // The middle of a tilted note is the pen's origin, so that it turns about it.
    let place = if tilted {
        let middle = place.center();
        let _ = pen.translate(middle.x, middle.y);
        let _ = pen.rotate(note.tilt.to_radians());
        place.translate(-middle.x, -middle.y)
    } else {
        place
    };
    match faces.get(face, kept_scale(view), note.detail, note.lifted) {
        Some((page, slot)) => {
            let shrink = k / slot.scale;
            let (mut x, mut y) = (place.x - SPILL * k, place.y - SPILL * k);
            if shrink == 1.0 && !tilted {
                (x, y) = (x.round(), y.round());
            }
            let _ = pen
                .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                    &page.element,
                    slot.x,
                    slot.y,
                    slot.width,
                    slot.height,
                    x,
                    y,
                    slot.width * shrink,
                    slot.height * shrink,
                );
        }
        None => draw_large(note, face, place, k, pen, palette),
    }
    if tilted {
        let _ = pen.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    }
}

/// Larger than any bitmap that is kept.
fn draw_large(note: &NoteItem, face: &Face, place: Rect, k: f64, pen: &Pen, palette: &Palette) {
    pen.save();
    let _ = pen.translate(place.x, place.y);
    let _ = pen.scale(k, k);
    if has_shadow(face) {
        face::shadow(
            pen,
            face.size.width,
            face.size.height,
            k,
            palette.dark,
            note.lifted,
        );
    }
    face::draw(pen, face, note.detail, palette);
    pen.restore();
}
