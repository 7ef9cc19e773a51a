//! A template in small: its frames, contexts and notes where they lie on the wall.

use editor::scene::contours::HUES;
use leptos::prelude::*;
use model::NOTE_KINDS;

use crate::api::templates::{Picture, Shape};

/// Between lines of text, canvas units.
const LINE: f64 = 36.0;

#[component]
pub fn Layout(of: Picture) -> impl IntoView {
    let view = format!("0 0 {} {}", of.width, of.height);
    let mut contexts = 0;
    let shapes = of.shapes.into_iter().map(|shape| {
        contexts += usize::from(shape.kind == "context");
        drawn(shape, contexts)
    });
    view! {
        <svg class="template-picture" viewBox=view aria-hidden="true">{shapes.collect_view()}</svg>
    }
}

fn drawn(shape: Shape, contexts: usize) -> AnyView {
    let Shape {
        kind,
        x,
        y,
        width,
        height,
        path,
    } = shape;
    let Some(row) = NOTE_KINDS.iter().find(|row| row.name == kind) else {
        if kind == "context" {
            let hue = format!("isobar hue-{}", contexts % usize::from(HUES));
            return view! { <path class=hue d=path/> }.into_any();
        }
        // Its title, and the frame.
        let title = (width * 0.4).min(260.0);
        return view! {
            <rect class=format!("frame {kind}") x=x y=y width=width height=height rx="14"/>
            <rect class="words" x=x + 24.0 y=y + 20.0 width=title height="14" rx="7"/>
        }
        .into_any();
    };
    let bar = |x: f64, y: f64, width: f64| view! { <rect class="words" x=x y=y width=width height="12" rx="6"/> };
    if row.token == "text" {
        let lines = (height / LINE) as usize;
        let part = |i: usize| [0.96, 0.82, 0.9, 0.54][i % 4];
        return (0..lines.max(1))
            .map(|i| bar(x, y + 24.0 + i as f64 * LINE, width * part(i)))
            .collect_view()
            .into_any();
    }
    let (middle, center) = (x + width / 2.0, y + height / 2.0);
    let tilt = (row.token == "hotspot").then(|| format!("rotate(-5 {middle} {center})"));
    view! {
        <g class=format!("note kind-{}", row.token) transform=tilt>
            <rect class="shadow" x=x y=y + 7.0 width=width height=height rx="5"/>
            <rect class="paper" x=x y=y width=width height=height rx="5"/>
            {bar(middle - width * 0.32, center - 16.0, width * 0.64)}
            {bar(middle - width * 0.22, center + 8.0, width * 0.44)}
        </g>
    }
    .into_any()
}
