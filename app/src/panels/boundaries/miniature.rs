//! A cut as a small picture.

use std::collections::BTreeMap;

use decompose::Alternative;
use leptos::prelude::*;
use model::{BoardSnapshot, Id, Rect};

/// The wall in small, a box for each context around where most of its notes lie.
pub fn miniature(
    board: &BoardSnapshot,
    alternative: &Alternative,
    hues: &[u8],
) -> impl IntoView + use<> {
    const WIDTH: f64 = 96.0;
    const HEIGHT: f64 = 52.0;
    let all = board
        .bounds()
        .unwrap_or(Rect::new(0.0, 0.0, 1.0, 1.0))
        .inflate(60.0);
    let scale = (WIDTH / all.width).min(HEIGHT / all.height);
    let (dx, dy) = (
        (WIDTH - all.width * scale) / 2.0,
        (HEIGHT - all.height * scale) / 2.0,
    );
    let mut hue_of: BTreeMap<&Id, u8> = BTreeMap::new();
    for (context, hue) in alternative.contexts.iter().zip(hues) {
        for member in &context.members {
            hue_of.insert(member, *hue);
        }
    }
    let marks = board
        .notes
        .iter()
        .filter_map(|n| {
            let hue = hue_of.get(&n.id)?;
            let r = n.rect();
            Some((*hue, (r.x - all.x) * scale + dx, (r.y - all.y) * scale + dy, r.width * scale, r.height * scale))
        })
        .take(600)
        .map(|(hue, x, y, w, h)| {
            view! { <rect class=format!("hue-{hue}") x=x y=y width=w.max(1.5) height=h.max(1.5) rx="1"/> }
        })
        .collect_view();
    view! { <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") aria-hidden="true">{marks}</svg> }
}
