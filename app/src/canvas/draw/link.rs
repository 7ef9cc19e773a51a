//! Links: what people said is solid, what was read from the wall is pale and dotted. One path a style.

use editor::item::{LinkItem, LinkStyle};
use model::Point;
use web_sys::CanvasRenderingContext2d as Pen;

use super::{in_world, set_dash};
use crate::canvas::face::{font, round_rect};
use crate::canvas::palette::Palette;
use crate::canvas::view::View;

/// Under this scale dots run together.
const DOTS: f64 = 0.25;
const LABEL_SIZE: f64 = 11.0;

pub fn draw<'a>(
    links: impl Iterator<Item = &'a LinkItem> + Clone,
    pen: &Pen,
    view: &View,
    palette: &Palette,
) {
    in_world(pen, view);
    pen.set_line_cap("round");
    for style in [LinkStyle::Inferred, LinkStyle::Said, LinkStyle::Chosen] {
        let of_style = links.clone().filter(move |l| l.style == style);
        if of_style.clone().next().is_none() {
            continue;
        }
        let read = style == LinkStyle::Inferred;
        let dotted = read && view.zoom >= DOTS;
        let (ink, alpha) = match style {
            LinkStyle::Said => (&palette.ink_faint, 1.0),
            LinkStyle::Inferred if dotted => (&palette.accent, 0.55),
            LinkStyle::Inferred => (&palette.accent, 0.3),
            LinkStyle::Chosen => (&palette.accent, 1.0),
        };
        pen.set_stroke_style_str(ink);
        pen.set_fill_style_str(ink);
        pen.set_global_alpha(alpha);
        pen.set_line_width(if dotted {
            2.0
        } else {
            1.6_f64.max(view.px(0.8))
        });
        if dotted {
            set_dash(pen, &[0.5, 5.0]);
        }
        pen.begin_path();
        for link in of_style.clone() {
            run(pen, link);
        }
        pen.stroke();
        if dotted {
            set_dash(pen, &[]);
        }
        heads(of_style, read, pen);
        pen.set_global_alpha(1.0);
    }
    labels(links, pen, palette);
    pen.set_line_cap("butt");
}

fn run(pen: &Pen, link: &LinkItem) {
    let LinkItem { start, end, .. } = link;
    pen.move_to(start.x, start.y);
    match link.bend {
        Some((a, b)) => pen.bezier_curve_to(a.x, a.y, b.x, b.y, end.x, end.y),
        None => pen.line_to(end.x, end.y),
    }
}

fn heads<'a>(links: impl Iterator<Item = &'a LinkItem>, read: bool, pen: &Pen) {
    pen.begin_path();
    for head in links.filter_map(|l| l.head) {
        let [tip, left, right]: [Point; 3] = head;
        if read {
            pen.move_to(tip.x + 2.6, tip.y);
            let _ = pen.arc(tip.x, tip.y, 2.6, 0.0, std::f64::consts::TAU);
        } else {
            pen.move_to(tip.x, tip.y);
            pen.line_to(left.x, left.y);
            pen.line_to(right.x, right.y);
            pen.close_path();
        }
    }
    pen.fill();
}

fn labels<'a>(links: impl Iterator<Item = &'a LinkItem>, pen: &Pen, palette: &Palette) {
    for (text, at) in links.filter_map(|l| l.label.as_ref()) {
        pen.set_font(&font(530, LABEL_SIZE));
        let width = pen.measure_text(text).map_or(0.0, |m| m.width()) + 12.0;
        round_rect(pen, at.x - width / 2.0, at.y - 9.0, width, 18.0, 9.0);
        pen.set_fill_style_str(&palette.paper);
        pen.fill();
        pen.set_fill_style_str(&palette.ink_soft);
        pen.set_text_align("center");
        pen.set_text_baseline("alphabetic");
        let _ = pen.fill_text(text, at.x, at.y + 4.0);
    }
}
