//! Light or dark: the system's, until the person chooses.

use leptos::prelude::*;

use super::icon::{self, Icon};
use crate::browser;

const KEY: &str = "isobar.theme";

/// Whether the page is dark now.
pub fn is_dark() -> bool {
    browser::document()
        .and_then(|d| d.document_element())
        .and_then(|root| root.get_attribute("data-theme"))
        .is_some_and(|theme| theme == "dark")
}

/// Switches between light and dark, and remembers it. `early.js` tells the page of the change.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let dark = RwSignal::new(false);
    Effect::new(move |_| dark.set(is_dark()));
    let switch = move |_| {
        let now = !is_dark();
        let name = if now { "dark" } else { "light" };
        browser::remember(KEY, name);
        if let Some(root) = browser::document().and_then(|d| d.document_element()) {
            let _ = root.set_attribute("data-theme", name);
        }
        dark.set(now);
        if let (Some(window), Ok(event)) = (browser::window(), web_sys::Event::new("themechange")) {
            let _ = window.dispatch_event(&event);
        }
    };
    view! {
        <button
            class="icon-button"
            aria-label=move || if dark.get() { "Light theme" } else { "Dark theme" }
            on:click=switch
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
