//! The whole wall in small, and where one looks. A press goes there.

use editor::item::Ink;
use leptos::{html, prelude::*};
use model::{Point, Rect};
use web_sys::{CanvasRenderingContext2d, PointerEvent};

use super::Shown;
use crate::browser;
use crate::canvas::Surface;
use crate::canvas::palette::Palette;
use crate::session::Session;

const SIZE: (f64, f64) = (168.0, 96.0);
const MARGIN: f64 = 6.0;
/// The edges of papers that would not be seen on the map's own ground, and words without paper.
const PLAIN: &str = "#8d877d";
/// Marks that can be told apart at this size.
const MARKS: usize = 1200;
/// The marks are drawn anew at most this often.
const EVERY_MS: f64 = 250.0;

#[component]
pub fn Map() -> impl IntoView {
    let shown = expect_context::<Shown>();
    move || shown.map.get().then(|| view! { <MapOfWall/> })
}

/// How the wall is put into the map.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fit {
    scale: f64,
    dx: f64,
    dy: f64,
}

#[component]
fn MapOfWall() -> impl IntoView {
    let session = expect_context::<Session>();
    let canvas = NodeRef::<html::Canvas>::new();
    let fit = RwSignal::new(None::<Fit>);
    let waiting = StoredValue::new(None::<i32>);
    let painted = RwSignal::new(());
    let themed = window_event_listener_untyped("themechange", move |_| painted.set(()));
    on_cleanup(move || themed.remove());
    Effect::new(move |_| {
        painted.track();
        session.board.track();
        session.loaded.track();
        if canvas.get().is_none() || waiting.get_value().is_some() {
            return;
        }
        let timer = browser::after(EVERY_MS, move || {
            if waiting.try_set_value(None).is_some() {
                return;
            }
            if let Some(element) = canvas.get_untracked() {
                fit.set(draw(session, element));
            }
        });
        waiting.set_value(timer);
    });
    let go = move |event: &PointerEvent| {
        let Some(fit) = fit.get_untracked() else {
            return;
        };
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let at = Point::new((x - fit.dx) / fit.scale, (y - fit.dy) / fit.scale);
        let mut camera = session.camera.get_untracked();
        camera.center_on(at);
        session.set_camera(camera);
    };
    let window = move || {
        let fit = fit.get()?;
        let seen: Rect = session.camera.get().visible();
        let clip = |v: f64, most: f64| v.clamp(1.0, most - 1.0);
        let left = clip(seen.x * fit.scale + fit.dx, SIZE.0);
        let top = clip(seen.y * fit.scale + fit.dy, SIZE.1);
        let right = clip(seen.right() * fit.scale + fit.dx, SIZE.0);
        let bottom = clip(seen.bottom() * fit.scale + fit.dy, SIZE.1);
        Some((left, top, (right - left).max(2.0), (bottom - top).max(2.0)))
    };
    let window = Memo::new(move |_| window().unwrap_or_default());
    view! {
        <div
            class="map"
            class:empty-map=move || fit.get().is_none()
            aria-hidden="true"
            on:pointerdown=move |e| {
                browser::capture(&e);
                go(&e);
            }
            on:pointermove=move |e| {
                if e.buttons() & 1 == 1 {
                    go(&e);
                }
            }
        >
            <canvas node_ref=canvas></canvas>
            <i
                style:left=move || format!("{}px", window.get().0)
                style:top=move || format!("{}px", window.get().1)
                style:width=move || format!("{}px", window.get().2)
                style:height=move || format!("{}px", window.get().3)
            ></i>
        </div>
    }
    .into_any()
}

fn draw(session: Session, element: web_sys::HtmlCanvasElement) -> Option<Fit> {
    let ratio = browser::window().map_or(1.0, |w| w.device_pixel_ratio());
    let surface = Surface::of(element, false)?;
    surface.resize((SIZE.0 * ratio) as u32, (SIZE.1 * ratio) as u32);
    let map = session.with_core(|core| core.editor.minimap(MARKS))??;
    let Rect {
        x,
        y,
        width,
        height,
    } = map.bounds;
    let scale = ((SIZE.0 - 2.0 * MARGIN) / width.max(1.0))
        .min((SIZE.1 - 2.0 * MARGIN) / height.max(1.0))
        .min(0.25);
    let fit = Fit {
        scale,
        dx: SIZE.0 / 2.0 - (x + width / 2.0) * scale,
        dy: SIZE.1 / 2.0 - (y + height / 2.0) * scale,
    };
    let pen = &surface.pen;
    let _ = pen.set_transform(ratio, 0.0, 0.0, ratio, fit.dx * ratio, fit.dy * ratio);
    let _ = pen.scale(scale, scale);
    let palette = Palette::now();
    grounds(session, pen, &palette, 1.0 / scale);
    pen.set_line_width(1.0 / scale);
    for (mark, kind) in &map.marks {
        let colour = kind.row().colour;
        let is_bare = colour.len() == 9;
        pen.set_global_alpha(if is_bare { 0.35 } else { 1.0 });
        pen.set_fill_style_str(if is_bare { PLAIN } else { colour });
        pen.fill_rect(mark.x, mark.y, mark.width, mark.height);
        if colour == "#FFFFFF" && !palette.dark {
            pen.set_stroke_style_str(PLAIN);
            pen.stroke_rect(mark.x, mark.y, mark.width, mark.height);
        }
    }
    Some(fit)
}

/// Contexts and frames, under the notes; `px`: a CSS pixel in canvas units.
fn grounds(session: Session, pen: &CanvasRenderingContext2d, palette: &Palette, px: f64) {
    /// About as far as the lines of a context lie from its notes, canvas units.
    const AROUND: f64 = 36.0;
    session.board.with_untracked(|board| {
        for context in &board.contexts {
            let hue = session.context_hue(&context.id);
            pen.set_fill_style_str(palette.ink(&Ink::Context(hue)));
            pen.set_global_alpha(0.3);
            pen.begin_path();
            for note in context.members.iter().filter_map(|id| board.note(id)) {
                let r = note.rect().inflate(AROUND);
                pen.rect(r.x, r.y, r.width, r.height);
            }
            pen.fill();
        }
        pen.set_global_alpha(1.0);
        pen.set_stroke_style_str(&palette.ink_faint);
        pen.set_line_width(px);
        for frame in &board.frames {
            let r = frame.rect();
            pen.stroke_rect(r.x, r.y, r.width, r.height);
        }
    });
}
