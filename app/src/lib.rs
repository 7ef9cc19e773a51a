//! The pages of Isobar, rendered on the server (`ssr`) and taken over in the browser (`browser`).
//!
//! `session` is the one place where the board, the connection and the editor meet; everything else reads its signals.

#![recursion_limit = "512"]

pub mod analysis;
pub mod api;
pub mod browser;
pub mod canvas;
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
pub mod files;
pub mod highlight;
pub mod offline;
pub mod outline;
pub mod page;
pub mod pages;
pub mod panels;
pub mod parts;
pub mod recent;
pub mod replay;
pub mod session;
pub mod visit;

use leptos::prelude::*;

use crate::components::toast::{Toasts, provide_toasts};
use crate::page::Page;
use crate::pages::board::BoardPage;
use crate::pages::home::Home;
use crate::pages::lost::Lost;
use crate::parts::Part;

/// Everything inside `<body>`.
#[component]
pub fn App(page: Page) -> impl IntoView {
    provide_toasts();
    view! {
        {match page {
            // The server draws the page at once, the browser when its code has come.
            Page::Home if cfg!(feature = "ssr") => view! { <Home/> }.into_any(),
            Page::Home => view! { <Part of=parts::home/> }.into_any(),
            Page::Unknown => view! { <Lost/> }.into_any(),
            page => view! { <BoardPage page=page/> }.into_any(),
        }}
        <Toasts/>
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
