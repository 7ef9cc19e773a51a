//! Nothing is here.

use leptos::prelude::*;

use crate::components::mark::Mark;

#[component]
pub fn Lost() -> impl IntoView {
    view! {
        <div class="trouble">
            <Mark/>
            <main>
                <h1>"There is no page here"</h1>
                <p>"The address may be cut. Links to boards end in a long token: copy the whole of it."</p>
                <a class="button primary" href="/">"Go to the home page"</a>
            </main>
        </div>
    }
}
