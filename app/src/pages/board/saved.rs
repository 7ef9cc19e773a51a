//! Whether the work is safe, in a word.

use leptos::prelude::*;

use crate::session::{Saved, Session};

#[component]
pub fn SaveState() -> impl IntoView {
    let session = expect_context::<Session>();
    let words = move || match session.saved.get() {
        Saved::Connecting => ("wait", "Connecting", "The board is on its way."),
        Saved::Saved => ("good", "Saved", "The server has everything."),
        Saved::Saving => (
            "wait",
            "Saving",
            "The server has not yet said that it has everything.",
        ),
        Saved::Offline { unsaved: false } => (
            "bad",
            "Offline",
            "No connection. Everything is saved; you can go on, and it is sent when the connection is back.",
        ),
        Saved::Offline { unsaved: true } => (
            "bad",
            "Offline, unsaved",
            "No connection. Your changes are kept in this browser and sent when it is back.",
        ),
        Saved::ReadOnly => (
            "quiet",
            "View only",
            "Your link lets you look and point, not change.",
        ),
        Saved::Local => ("quiet", "Not saved", "This board lives in this page only."),
    };
    view! {
        <span class=move || format!("saved {}", words().0) role="status" title=move || words().2>
            {move || words().1}
        </span>
    }
}
