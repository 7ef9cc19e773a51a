//! A note as it looks: paper, label, text and what is stuck on it. Drawn in canvas units from its top left corner.

use editor::Face;
use editor::item::Detail;
use model::NoteKind;
use model::note::Shape;
use web_sys::CanvasRenderingContext2d as Pen;

use super::palette::Palette;

/// Of notes' text; the overlay for typing and the measure use it too.
pub const FONT: &str = "\"Inter Variable\", system-ui, \"Noto Sans\", \"Noto Sans CJK SC\", \"Noto Sans Arabic\", \"Noto Color Emoji\", sans-serif";
pub const WEIGHT: u32 = 530;
/// Room around the paper for its shadow, canvas units.
pub const SPILL: f64 = 14.0;
const RADIUS: f64 = 3.0;
const LABEL_SIZE: f64 = 9.0;

/// The CSS font of a text.
pub fn font(weight: u32, size: f64) -> String {
    format!("{weight} {size}px {FONT}")
}

/// A rectangle with round corners as the current path.
pub fn round_rect(pen: &Pen, x: f64, y: f64, w: f64, h: f64, r: f64) {
    let r = r.min(w / 2.0).min(h / 2.0).max(0.0);
    pen.begin_path();
    pen.move_to(x + r, y);
    let _ = pen.arc_to(x + w, y, x + w, y + h, r);
    let _ = pen.arc_to(x + w, y + h, x, y + h, r);
    let _ = pen.arc_to(x, y + h, x, y, r);
    let _ = pen.arc_to(x, y, x + w, y, r);
    pen.close_path();
}

/// Everything but the shadow.
pub fn draw(pen: &Pen, face: &Face, detail: Detail, palette: &Palette) {
    let (w, h) = (face.size.width, face.size.height);
    if let Some(colour) = palette.paper_of(face.kind, face.colour.as_deref()) {
        pen.set_global_alpha(if face.resolved { 0.62 } else { 1.0 });
        round_rect(pen, 0.0, 0.0, w, h, RADIUS);
        pen.set_fill_style_str(colour);
        pen.fill();
        pen.set_global_alpha(1.0);
        edge(pen, face.kind, w, h);
    }
    if face.pivotal {
        pivotal(pen, w, h);
    }
    text(pen, face, palette);
    if detail == Detail::Full {
        label(pen, face, palette);
        stickers(pen, face, palette);
    }
}

/// White papers have an edge of their own.
fn edge(pen: &Pen, kind: NoteKind, w: f64, h: f64) {
    let (colour, width) = match kind {
        NoteKind::Screen => ("#a7a093", 3.0),
        NoteKind::Definition => ("#d6d0c4", 1.0),
        _ => return,
    };
    let inset = width / 2.0;
    round_rect(pen, inset, inset, w - width, h - width, RADIUS - 1.0);
    pen.set_stroke_style_str(colour);
    pen.set_line_width(width);
    pen.stroke();
}

/// The bar of an event that divides the timeline.
fn pivotal(pen: &Pen, w: f64, h: f64) {
    pen.save();
    round_rect(pen, 0.0, 0.0, w, h, RADIUS);
    pen.clip();
    pen.set_fill_style_str("rgb(120 50 0 / .55)");
    pen.fill_rect(0.0, h - 4.0, w, 4.0);
    pen.restore();
}

fn text(pen: &Pen, face: &Face, palette: &Palette) {
    let free = face.kind.row().shape == Shape::Free;
    let ink = if free {
        &palette.ink
    } else {
        &palette.note_ink
    };
    pen.set_fill_style_str(ink);
    pen.set_font(&font(WEIGHT, face.text_size));
    pen.set_text_baseline("alphabetic");
    pen.set_text_align(if free { "start" } else { "center" });
    let x = if free { 8.0 } else { face.size.width / 2.0 };
    let height = face.line_height * face.lines.len() as f64;
    let top = (face.size.height - height) / 2.0;
    // Capitals are 0.727 em high in Inter: their middle stands in the middle of the line.
    let rise = (face.line_height + 0.727 * face.text_size) / 2.0;
    for (i, line) in face.lines.iter().enumerate() {
        let _ = pen.fill_text(line, x, top + i as f64 * face.line_height + rise);
    }
}

fn label(pen: &Pen, face: &Face, palette: &Palette) {
    // On a small note the text needs the place.
    if face.label.is_empty() || face.kind.row().shape == Shape::Small {
        return;
    }
    pen.set_fill_style_str(&palette.note_ink);
    pen.set_font(&font(600, LABEL_SIZE));
    pen.set_text_align("left");
    pen.set_global_alpha(0.58);
    let _ = pen.fill_text(&face.label, 6.0, 12.5);
    pen.set_global_alpha(1.0);
}

/// Votes, tags, a lock, the tick of a settled hotspot.
fn stickers(pen: &Pen, face: &Face, palette: &Palette) {
    let (w, h) = (face.size.width, face.size.height);
    let mut right = w - 6.0;
    if face.locked {
        lock(pen, right - 8.0, 5.0, palette);
        right -= 13.0;
    }
    if face.resolved {
        pen.begin_path();
        pen.move_to(right - 9.0, 9.0);
        pen.line_to(right - 6.0, 12.0);
        pen.line_to(right, 5.0);
        pen.set_stroke_style_str("#14613f");
        pen.set_line_width(2.0);
        pen.stroke();
    }
    if face.votes > 0 {
        let said = face.votes.to_string();
        let width = 12.0 + 5.5 * said.len() as f64;
        round_rect(pen, w - width - 5.0, h - 19.0, width, 14.0, 7.0);
        pen.set_fill_style_str("#3b4cca");
        pen.fill();
        pen.set_fill_style_str("#ffffff");
        pen.set_font(&font(650, 9.0));
        pen.set_text_align("center");
        let _ = pen.fill_text(&said, w - width / 2.0 - 5.0, h - 8.8);
    }
    tags(pen, face, palette);
}

fn lock(pen: &Pen, x: f64, y: f64, palette: &Palette) {
    pen.set_global_alpha(0.6);
    pen.set_fill_style_str(&palette.note_ink);
    round_rect(pen, x, y + 4.0, 8.0, 6.0, 1.2);
    pen.fill();
    pen.begin_path();
    let _ = pen.arc(x + 4.0, y + 4.0, 2.4, std::f64::consts::PI, 0.0);
    pen.set_stroke_style_str(&palette.note_ink);
    pen.set_line_width(1.3);
    pen.stroke();
    pen.set_global_alpha(1.0);
}

fn tags(pen: &Pen, face: &Face, palette: &Palette) {
    let mut x = 5.0;
    let y = face.size.height - 17.0;
    pen.set_font(&font(560, 8.5));
    pen.set_text_align("left");
    for tag in &face.tags {
        let Ok(measured) = pen.measure_text(tag) else {
            return;
        };
        let width = measured.width() + 9.0;
        if x + width > face.size.width - 28.0 {
            return;
        }
        round_rect(pen, x, y, width, 12.0, 6.0);
        pen.set_fill_style_str("rgb(255 255 255 / .55)");
        pen.fill();
        pen.set_fill_style_str(&palette.note_ink);
        let _ = pen.fill_text(tag, x + 4.5, y + 9.0);
        x += width + 3.0;
    }
}

/// The soft shadow of a paper; `scale` in device pixels per canvas unit, as blur knows no transform.
pub fn shadow(pen: &Pen, w: f64, h: f64, scale: f64, dark: bool, lifted: bool) {
    let (near, far) = match (dark, lifted) {
        (false, false) => ("rgb(40 30 10 / .13)", "rgb(40 30 10 / .26)"),
        (false, true) => ("rgb(40 30 10 / .12)", "rgb(40 30 10 / .38)"),
        (true, _) => ("rgb(0 0 0 / .4)", "rgb(0 0 0 / .6)"),
    };
    let drop = if lifted { 9.0 } else { 5.0 };
    // The caster itself lies outside the bitmap; only what it throws lands inside.
    let away = 4096.0;
    for (colour, blur, fall, inset) in [(near, 2.0, 1.0, 0.0), (far, 10.0, drop, 4.0)] {
        pen.set_shadow_color(colour);
        pen.set_shadow_blur(blur * scale);
        pen.set_shadow_offset_x(away * scale);
        pen.set_shadow_offset_y(fall * scale);
        pen.set_fill_style_str("#000");
        pen.fill_rect(inset - away, inset, w - 2.0 * inset, h - 2.0 * inset);
    }
    pen.set_shadow_color("transparent");
    pen.set_shadow_blur(0.0);
    pen.set_shadow_offset_x(0.0);
    pen.set_shadow_offset_y(0.0);
}
