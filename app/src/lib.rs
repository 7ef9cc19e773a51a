//! The pages of Isobar, rendered on the server (`ssr`) and taken over in the browser (`browser`).
//!
//! `session` is the one place where the board, the connection and the editor meet; everything else reads its signals.

#![recursion_limit = "512"]

pub mod api;
pub mod browser;
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
pub mod files;
pub mod offline;
pub mod page;
pub mod pages;
pub mod person;
pub mod recent;
pub mod visit;

// Of a board the server draws only that it opens: what is alive on it is built for the browser, and for tests.
#[cfg(any(test, not(feature = "ssr")))]
pub mod analysis;
#[cfg(any(test, not(feature = "ssr")))]
pub mod canvas;
#[cfg(any(test, not(feature = "ssr")))]
pub mod highlight;
#[cfg(any(test, not(feature = "ssr")))]
pub mod outline;
#[cfg(any(test, not(feature = "ssr")))]
pub mod panels;
#[cfg(any(test, not(feature = "ssr")))]
pub mod parts;
#[cfg(any(test, not(feature = "ssr")))]
pub mod replay;
#[cfg(any(test, not(feature = "ssr")))]
pub mod session;

use leptos::prelude::*;

use crate::components::toast::{Toasts, provide_toasts};
use crate::page::Page;
use crate::pages::lost::Lost;

/// Everything inside `<body>`.
#[component]
pub fn App(page: Page) -> impl IntoView {
    provide_toasts();
    view! {
        {match page {
            Page::Unknown => view! { <Lost/> }.into_any(),
            page => drawn(page),
        }}
        <Toasts/>
    }
}

/// The server draws the home page at once, and of a board that it is about to open.
#[cfg(feature = "ssr")]
fn drawn(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <pages::home::Home/> }.into_any(),
        _ => view! { <pages::opening::OpeningPage/> }.into_any(),
    }
}

#[cfg(not(feature = "ssr"))]
fn drawn(page: Page) -> AnyView {
    match page {
        Page::Home => view! { <parts::Part of=parts::home/> }.into_any(),
        page => view! { <pages::board::BoardPage page=page/> }.into_any(),
    }
}

/// Takes over the page that the server has sent: draws it anew in one go, from then on alive.
///
/// Hydrating it in place would need a second copy of the code of every view, for the two small pages that the server
/// renders; that copy was half of the module.
#[cfg(feature = "browser")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    let page = Page::of(&browser::path(), &browser::query());
    if page == Page::Home {
        visit::end();
    }
    if page == Page::Home {
        wasm_bindgen_futures::spawn_local(async {
            offline::start().await;
        });
    }
    wasm_bindgen_futures::spawn_local(async move {
        // What the server has drawn stays until there is something to put in its place.
        if page == Page::Home && parts::load_home().await.is_err() {
            return;
        }
        if let Some(body) = browser::document().and_then(|d| d.body()) {
            body.set_inner_html("");
        }
        leptos::mount::mount_to_body(move || view! { <App page=page.clone()/> });
    });
}
