//! What lies under and above the notes: frames, contexts, tags, other people's pointers.

use editor::item::{BubbleItem, ContextItem, CursorItem, FrameItem, Ink, TagItem};
use model::{FrameKind, Rect};
use web_sys::{CanvasRenderingContext2d as Pen, CanvasWindingRule};

use super::trace;
use crate::canvas::face::{font, round_rect};
use crate::canvas::palette::Palette;
use crate::canvas::view::View;

/// From the innermost line outward: alpha, and width at 100 %.
const RINGS: [(f64, f64); 3] = [(1.0, 2.0), (0.42, 1.2), (0.2, 1.1)];

/// A context as an isobar, its name in a gap of the line.
pub fn context(item: &ContextItem, pen: &Pen, view: &View, palette: &Palette) {
    let ink = palette.ink(&item.ink);
    pen.set_stroke_style_str(ink);
    pen.set_fill_style_str(ink);
    for (i, ring) in item.rings.iter().enumerate() {
        let (alpha, width) = RINGS[i.min(RINGS.len() - 1)];
        trace(pen, ring);
        if i == 0 {
            pen.set_global_alpha(if palette.dark { 0.075 } else { 0.055 });
            pen.fill_with_canvas_winding_rule(CanvasWindingRule::Evenodd);
        }
        pen.set_global_alpha(alpha);
        pen.set_line_width(view.line(width));
        pen.stroke();
    }
    pen.set_global_alpha(1.0);
    let Rect {
        x,
        y,
        width,
        height,
    } = item.name_at;
    round_rect(pen, x, y, width, height, height / 2.0);
    pen.set_fill_style_str(&palette.paper);
    pen.fill();
    pen.set_fill_style_str(ink);
    pen.set_font(&font(640, item.name_size));
    pen.set_text_align("center");
    pen.set_text_baseline("alphabetic");
    let middle = item.name_at.center();
    let _ = pen.fill_text(&item.name, middle.x, middle.y + item.name_size * 0.36);
}

/// Width of the bar at the start of a lane, canvas units.
const LANE_BAR: f64 = 6.0;

/// A swimlane, a timeline or a section, its title above its corner.
pub fn frame(item: &FrameItem, pen: &Pen, view: &View, palette: &Palette) {
    let Rect {
        x,
        y,
        width,
        height,
    } = item.rect;
    let radius = if item.kind == FrameKind::Section {
        10.0
    } else {
        4.0
    };
    round_rect(pen, x, y, width, height, radius);
    pen.set_fill_style_str(&palette.surface);
    pen.set_global_alpha(if palette.dark { 0.35 } else { 0.55 });
    pen.fill();
    pen.set_global_alpha(1.0);
    pen.set_stroke_style_str(&palette.line);
    pen.set_line_width(view.line(1.2));
    if item.kind == FrameKind::Swimlane {
        lane(item.rect, pen, palette);
    } else {
        pen.stroke();
    }
    if item.kind == FrameKind::Timeline {
        arrow_of_time(item.rect, pen, palette);
    }
    let named = !item.title.is_empty();
    let title = if named {
        item.title.as_str()
    } else {
        untitled(item.kind)
    };
    pen.set_fill_style_str(if named {
        &palette.ink_soft
    } else {
        &palette.ink_faint
    });
    pen.set_font(&font(600, item.title_size));
    pen.set_text_align("left");
    pen.set_text_baseline("alphabetic");
    let base = item.title_at.y + item.title_size * 1.15;
    let _ = pen.fill_text(title, item.title_at.x + 2.0, base);
}

/// A lane runs on to both sides: lines above and below only, and a bar where it begins.
fn lane(rect: Rect, pen: &Pen, palette: &Palette) {
    pen.begin_path();
    for y in [rect.y, rect.bottom()] {
        pen.move_to(rect.x, y);
        pen.line_to(rect.right(), y);
    }
    pen.stroke();
    pen.set_fill_style_str(&palette.line);
    pen.fill_rect(rect.x, rect.y, LANE_BAR.min(rect.width), rect.height);
}

fn untitled(kind: FrameKind) -> &'static str {
    match kind {
        FrameKind::Swimlane => "Swimlane",
        FrameKind::Timeline => "Timeline",
        FrameKind::Section => "Section",
    }
}

fn arrow_of_time(rect: Rect, pen: &Pen, palette: &Palette) {
    let (y, right) = (rect.bottom() - 14.0, rect.right() - 14.0);
    pen.begin_path();
    pen.move_to(rect.x + 14.0, y);
    pen.line_to(right, y);
    pen.move_to(right - 8.0, y - 5.0);
    pen.line_to(right, y);
    pen.line_to(right - 8.0, y + 5.0);
    pen.set_stroke_style_str(&palette.ink_faint);
    pen.stroke();
}

/// How many threads are open on a note, in a speech bubble; in the accent where something is new.
pub fn bubble(item: &BubbleItem, pen: &Pen, palette: &Palette) {
    let Rect {
        x,
        y,
        width,
        height,
    } = item.rect;
    let (ground, ink) = if item.bubble.unread {
        (Ink::Accent, Ink::Surface)
    } else {
        (Ink::Surface, Ink::Ink)
    };
    pen.begin_path();
    pen.move_to(x, y + height);
    pen.line_to(x, y + height / 2.0);
    let _ = pen.arc_to(x, y, x + 9.0, y, 9.0);
    let _ = pen.arc_to(x + width, y, x + width, y + 9.0, 9.0);
    let _ = pen.arc_to(x + width, y + height, x + width - 9.0, y + height, 9.0);
    pen.close_path();
    pen.set_fill_style_str(palette.ink(&ground));
    pen.fill();
    pen.set_stroke_style_str(palette.ink(&Ink::Accent));
    pen.set_line_width(1.2);
    pen.stroke();
    pen.set_fill_style_str(palette.ink(&ink));
    pen.set_font(&font(650, 11.0));
    pen.set_text_align("center");
    pen.set_text_baseline("alphabetic");
    let said = match item.bubble.count {
        more @ 100.. => format!("{}+", more.min(99)),
        count => count.to_string(),
    };
    let _ = pen.fill_text(&said, x + width / 2.0, y + height / 2.0 + 4.0);
}

/// A small text of a fixed size on screen.
pub fn tag(item: &TagItem, pen: &Pen, view: &View, palette: &Palette) {
    let at = view.to_device(item.at);
    let r = view.ratio;
    let _ = pen.set_transform(r, 0.0, 0.0, r, at.x, at.y);
    plate(
        pen,
        &item.text,
        0.0,
        0.0,
        palette.ink(&item.plate),
        palette.ink(&item.ink),
    );
}

/// Somebody's pointer with their name.
pub fn cursor(item: &CursorItem, pen: &Pen, view: &View, palette: &Palette) {
    let at = view.to_device(item.at);
    let r = view.ratio;
    let _ = pen.set_transform(r, 0.0, 0.0, r, at.x, at.y);
    let colour = palette.ink(&item.ink);
    pen.begin_path();
    pen.move_to(0.0, 0.0);
    pen.line_to(11.4, 7.0);
    pen.line_to(6.2, 8.2);
    pen.line_to(3.6, 13.4);
    pen.close_path();
    pen.set_line_join("round");
    pen.set_stroke_style_str("#ffffff");
    pen.set_line_width(2.4);
    pen.stroke();
    pen.set_fill_style_str(colour);
    pen.fill();
    pen.set_line_join("miter");
    if !item.name.is_empty() {
        plate(pen, &item.name, 10.0, 13.0, colour, "#ffffff");
    }
}

fn plate(pen: &Pen, text: &str, x: f64, y: f64, ground: &str, ink: &str) {
    pen.set_font(&font(600, 11.0));
    let width = pen.measure_text(text).map_or(0.0, |m| m.width()) + 14.0;
    round_rect(pen, x, y, width, 20.0, 7.0);
    pen.set_fill_style_str(ground);
    pen.fill();
    pen.set_fill_style_str(ink);
    pen.set_text_align("left");
    pen.set_text_baseline("alphabetic");
    let _ = pen.fill_text(text, x + 7.0, y + 14.0);
}
