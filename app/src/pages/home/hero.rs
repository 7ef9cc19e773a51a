//! A small wall beside the first words: what a storm with its contexts looks like.

use leptos::prelude::*;

/// Token, x, y, width, height, lines.
type Patch = (&'static str, f64, f64, f64, f64, &'static [&'static str]);

const NOTES: &[Patch] = &[
    ("#fef445", 40.0, 78.0, 44.0, 36.0, &["Clerk"]),
    ("#7adbfb", 74.0, 44.0, 62.0, 62.0, &["Book", "cargo"]),
    ("#fdf8b6", 144.0, 44.0, 86.0, 62.0, &["Cargo"]),
    ("#ffa85b", 238.0, 44.0, 62.0, 62.0, &["Cargo", "booked"]),
    ("#7adbfb", 74.0, 120.0, 62.0, 62.0, &["Assign", "itinerary"]),
    ("#fdf8b6", 144.0, 120.0, 86.0, 62.0, &["Cargo"]),
    ("#ffa85b", 238.0, 120.0, 62.0, 62.0, &["Cargo", "routed"]),
    ("#d9f79d", 318.0, 82.0, 62.0, 62.0, &["Booking", "overview"]),
    (
        "#c28fca",
        60.0,
        244.0,
        90.0,
        62.0,
        &["When booked,", "draft invoice"],
    ),
    ("#7adbfb", 158.0, 244.0, 62.0, 62.0, &["Draft", "invoice"]),
    ("#fdf8b6", 228.0, 244.0, 86.0, 62.0, &["Invoice"]),
    ("#ffa85b", 322.0, 244.0, 62.0, 62.0, &["Invoice", "drafted"]),
];

/// Class of the hue, x, y, width, height, name.
const CONTEXTS: &[(&str, f64, f64, f64, f64, &str)] = &[
    ("hue-0", 26.0, 26.0, 372.0, 172.0, "Booking"),
    ("hue-4", 42.0, 228.0, 358.0, 94.0, "Invoicing"),
];

#[component]
pub fn HeroWall() -> impl IntoView {
    view! {
        <svg class="hero-wall" viewBox="0 0 424 344" role="img" aria-label="A wall with two bounded contexts, Booking and Invoicing">
            {CONTEXTS
                .iter()
                .map(|(hue, x, y, w, h, name)| {
                    let middle = x + 92.0;
                    view! {
                        <g class=*hue>
                            <path class="contour inner" d=blob(*x, *y, *w, *h)/>
                            <path class="contour" d=blob(x - 6.0, y - 6.0, w + 12.0, h + 12.0) stroke-opacity=".38"/>
                            <path class="contour" d=blob(x - 12.0, y - 12.0, w + 24.0, h + 24.0) stroke-opacity=".18"/>
                            <rect class="gap" x=middle - 34.0 y=y - 14.0 width="68" height="20" rx="10"/>
                            <text class="name" x=middle y=*y>{*name}</text>
                        </g>
                    }
                })
                .collect_view()}
            {NOTES
                .iter()
                .map(|(colour, x, y, w, h, lines)| {
                    let first = y + h / 2.0 + 3.5 - (lines.len() as f64 - 1.0) * 6.0;
                    view! {
                        <rect class="paper" x=*x y=*y width=*w height=*h rx="2.5" fill=*colour/>
                        {lines
                            .iter()
                            .enumerate()
                            .map(|(i, line)| {
                                view! { <text x=x + w / 2.0 y=first + i as f64 * 12.0>{*line}</text> }
                            })
                            .collect_view()}
                    }
                })
                .collect_view()}
        </svg>
    }
    .into_any()
}

/// A closed curve, a little uneven, as a line on a weather map.
fn blob(x: f64, y: f64, w: f64, h: f64) -> String {
    let k = 0.14;
    let (l, t, r, b) = (x, y, x + w, y + h);
    format!(
        "M{:.1} {t:.1}C{:.1} {:.1} {r:.1} {:.1} {r:.1} {:.1}C{:.1} {:.1} {:.1} {b:.1} {:.1} {b:.1}C{:.1} {:.1} {l:.1} {:.1} {l:.1} {:.1}C{:.1} {:.1} {:.1} {t:.1} {:.1} {t:.1}Z",
        l + w * k,
        l + w * 0.7,
        t - 5.0,
        t + 4.0,
        t + h * 0.3,
        r + 5.0,
        t + h * 0.7,
        r - 4.0,
        r - w * k,
        l + w * 0.3,
        b + 5.0,
        b - 4.0,
        t + h * 0.7,
        l - 5.0,
        t + h * 0.3,
        l + 4.0,
        l + w * k,
    )
}
