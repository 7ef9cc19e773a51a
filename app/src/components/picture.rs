//! The small picture of a wall.

use leptos::prelude::*;
use model::NOTE_KINDS;

use crate::recent::Picture;

/// Least width of the part of the wall that is shown, so that one note does not fill the picture.
const LEAST: (f64, f64) = (960.0, 600.0);

#[component]
pub fn WallPicture(of: Picture) -> impl IntoView {
    let (w, h) = of.size;
    let (width, height) = ((w * 1.12).max(LEAST.0), (h * 1.12).max(LEAST.1));
    let (left, top) = ((w - width) / 2.0, (h - height) / 2.0);
    view! {
        <svg viewBox=format!("{left:.0} {top:.0} {width:.0} {height:.0}") aria-hidden="true">
            {of
                .notes
                .into_iter()
                .map(|(kind, x, y, w, h)| {
                    let colour = NOTE_KINDS.get(kind).map_or("#ffffff", |row| row.colour);
                    view! { <rect x=x y=y width=w height=h rx="6" fill=colour stroke="rgb(60 45 20 / .18)" stroke-width="3"/> }
                })
                .collect_view()}
        </svg>
    }
}
