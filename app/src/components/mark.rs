//! The mark and the name.

use leptos::prelude::*;

#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <a class="brand" href="/">
            <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 3.2c5.8 0 9 3.3 8.8 8.4-.2 5.3-4.3 9-9.3 9-4.8 0-8.3-3.5-8.3-8.7 0-5 3.6-8.7 8.8-8.7Z"/>
                <path d="M12.2 7c3.2 0 5 1.9 4.9 4.7-.1 3-2.5 5.1-5.3 5.1-2.7 0-4.6-2-4.6-4.9C7.2 9.1 9.2 7 12.2 7Z" opacity=".7"/>
                <circle cx="12" cy="11.9" r="1.5"/>
            </svg>
            "isobar"
        </a>
    }
}
