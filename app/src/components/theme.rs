//! Light or dark: the system's, until the person chooses.

use leptos::prelude::*;

use super::icon::{self, Icon};
use crate::browser;

const KEY: &str = "isobar.theme";
const CHANGED: &str = "themechange";

/// Whether the page is dark now.
pub fn is_dark() -> bool {
    browser::document()
        .and_then(|d| d.document_element())
        .and_then(|root| root.get_attribute("data-theme"))
        .is_some_and(|theme| theme == "dark")
}

/// Switches between light and dark, remembers it, and tells the page with an event, as `early.js` does.
pub fn switch() {
    let name = if is_dark() { "light" } else { "dark" };
    browser::remember(KEY, name);
    if let Some(root) = browser::document().and_then(|d| d.document_element()) {
        let _ = root.set_attribute("data-theme", name);
    }
    if let (Some(window), Ok(event)) = (browser::window(), web_sys::Event::new(CHANGED)) {
        let _ = window.dispatch_event(&event);
    }
}

/// What [`switch`] will do.
pub fn next() -> &'static str {
    if is_dark() {
        "Light theme"
    } else {
        "Dark theme"
    }
}

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let dark = RwSignal::new(false);
    Effect::new(move |_| {
        dark.set(is_dark());
        let changed = window_event_listener_untyped(CHANGED, move |_| dark.set(is_dark()));
        on_cleanup(move || changed.remove());
    });
    view! {
        <button
            class="icon-button"
            aria-label=move || {
                dark.track();
                next()
            }
            on:click=|_| switch()
        >
            {move || {
                if dark.get() {
                    view! { <Icon of=icon::SUN/> }
                } else {
                    view! { <Icon of=icon::MOON/> }
                }
            }}
        </button>
    }
}
