//! Presenting: the frames of the wall as slides, live as everything else.

use leptos::prelude::*;
use model::{Frame, Rect};

use super::Shown;
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::components::keys;
use crate::parts::{self, Part};
use crate::session::Session;

/// Largest zoom of a slide.
const MOST: f64 = 2.0;
/// The bar at the foot covers this much more than what is free around a slide, CSS pixels.
const FOOT: f64 = 40.0;

/// A title and a place; what a frame is to an audience.
#[derive(Clone, Debug, PartialEq)]
struct Slide {
    title: String,
    area: Rect,
}

#[component]
pub fn Present() -> impl IntoView {
    let shown = expect_context::<Shown>();
    move || {
        shown
            .presenting
            .get()
            .then(|| view! { <Part of=parts::slides/> })
    }
}

#[component]
pub fn Slides() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let before = session.camera.get_untracked();
    session.select(&[], false);
    let slides = Memo::new(move |_| slides_of(session));
    let at = RwSignal::new(0usize);
    let last = move || slides.with(|s| s.len().saturating_sub(1));
    let now = Memo::new(move |_| slides.with(|s| s.get(at.get().min(last())).cloned()));
    let view = Memo::new(move |_| session.camera.get().view);
    Effect::new(move |_| {
        view.track();
        if let Some(slide) = now.get() {
            let mut camera = session.camera.get_untracked();
            // Above the bar at the foot.
            let view = camera.view;
            camera.view.height = (view.height - FOOT).max(1.0);
            camera.fit(slide.area, MOST);
            camera.view = view;
            session.set_camera(camera);
        }
    });
    let end = move || {
        browser::leave_fullscreen();
        shown.presenting.set(false);
    };
    let go = move |by: isize| {
        let to = at.get_untracked().saturating_add_signed(by);
        at.set(to.min(untrack(last)));
    };
    keys::take_first(move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return false;
        }
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" | "PageDown" | " " | "Enter" => go(1),
            "ArrowLeft" | "ArrowUp" | "PageUp" | "Backspace" => go(-1),
            "Home" => at.set(0),
            "End" => at.set(untrack(last)),
            "f" | "F" => browser::toggle_fullscreen(),
            "Escape" => end(),
            "Tab" => return false,
            _ => {}
        }
        true
    });
    // Leaving the full screen by the browser's own key ends the show.
    let was_full = StoredValue::new(false);
    let changed = window_event_listener_untyped("fullscreenchange", move |_| {
        let full = browser::is_fullscreen();
        if was_full.get_value() && !full {
            shown.presenting.set(false);
        }
        was_full.set_value(full);
    });
    on_cleanup(move || {
        changed.remove();
        session.set_camera(before);
        browser::focus_wall();
    });
    browser::toggle_fullscreen();
    let is_last = move || at.get() >= last();
    let words = move || {
        let count = slides.with(Vec::len);
        let title = now.get().map(|s| s.title).unwrap_or_default();
        format!("{} of {count}: {title}", at.get().min(last()) + 1)
    };
    view! {
        <div class="slide-bar" role="toolbar" aria-label="Slides">
            <button class="icon-button" aria-label="Previous slide" title="Previous slide (←)" disabled=move || at.get() == 0 on:click=move |_| go(-1)>
                <Icon of=icon::ARROW_LEFT/>
            </button>
            <span class="slide-words" role="status" aria-live="polite">{words}</span>
            <button class="icon-button" aria-label="Next slide" title="Next slide (→)" disabled=is_last on:click=move |_| go(1)>
                <Icon of=icon::ARROW_RIGHT/>
            </button>
            <button class="icon-button" aria-label="Full screen" title="Full screen (F)" on:click=|_| browser::toggle_fullscreen()>
                <Icon of=icon::MAXIMIZE/>
            </button>
            <button class="icon-button" aria-label="End the presentation" title="End (Esc)" on:click=move |_| end()>
                <Icon of=icon::CLOSE/>
            </button>
        </div>
    }
    .into_any()
}

/// The frames in their order; a wall without frames is one slide.
fn slides_of(session: Session) -> Vec<Slide> {
    session.board.with(|board| {
        let frames = Frame::in_order(board.frames.iter().map(|f| &**f));
        let slides = frames.into_iter().map(|frame| Slide {
            title: match frame.title.trim() {
                "" => "Untitled frame".to_owned(),
                title => title.to_owned(),
            },
            area: frame.rect(),
        });
        let slides: Vec<Slide> = slides.collect();
        if !slides.is_empty() {
            return slides;
        }
        let whole = board.bounds().map(|area| Slide {
            title: "the whole wall. Draw sections (F) to have slides".to_owned(),
            area,
        });
        whole.into_iter().collect()
    })
}
