//! A board that is about to open: all that the server draws of one, and the first picture in the browser.

use leptos::prelude::*;

use crate::components::mark::Mark;

#[component]
pub fn OpeningPage() -> impl IntoView {
    view! {
        <div class="board">
            <header class="top-bar">
                <Mark/>
            </header>
            <main class="opening" aria-busy="true">
                <span class="spinner"></span>
                "Opening the board"
            </main>
        </div>
    }
}
