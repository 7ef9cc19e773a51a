//! The pages of Isobar, rendered on the server (`ssr`) and taken over in the browser (`hydrate`).
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
pub mod page;
pub mod pages;
pub mod panels;
pub mod recent;
pub mod session;

use leptos::prelude::*;

use crate::components::toast::{Toasts, provide_toasts};
use crate::page::Page;
use crate::pages::board::BoardPage;
use crate::pages::home::Home;
use crate::pages::lost::Lost;

/// Everything inside `<body>`.
#[component]
pub fn App(page: Page) -> impl IntoView {
    provide_toasts();
    view! {
        {match page {
            Page::Home => view! { <Home/> }.into_any(),
            Page::Unknown => view! { <Lost/> }.into_any(),
            page => view! { <BoardPage page=page/> }.into_any(),
        }}
        <Toasts/>
    }
}

/// Takes over the page that the server has sent.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    let page = Page::of(&browser::path(), &browser::query());
    leptos::mount::hydrate_body(move || view! { <App page=page.clone()/> });
}
