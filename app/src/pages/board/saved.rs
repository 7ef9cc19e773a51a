//! Whether the work is safe: in a word in the bar, and in a sentence over the wall while there is no connection.

use leptos::prelude::*;

use crate::session::{Saved, Session};

/// Tint, word, sentence.
fn words(saved: Saved) -> (&'static str, &'static str, &'static str) {
    match saved {
        Saved::Connecting => ("wait", "Connecting", "The board is on its way."),
        Saved::Saved => ("good", "Saved", "The server has everything."),
        Saved::Saving => (
            "wait",
            "Saving",
            "The server has not yet said that it has everything.",
        ),
        Saved::Offline { unsaved: false, .. } => (
            "bad",
            "Offline",
            "No connection. Everything is saved; you can go on, and it is sent when the connection is back.",
        ),
        Saved::Offline { kept: true, .. } => (
            "bad",
            "Offline, unsaved",
            "No connection. You can go on: your changes are kept in this browser and sent when it is back.",
        ),
        Saved::Offline { kept: false, .. } => (
            "bad",
            "Offline, unsaved",
            "No connection, and this browser's storage is full or off. Keep this page open until it says Saved.",
        ),
        Saved::ReadOnly => (
            "quiet",
            "View only",
            "Your link lets you look and point, not change.",
        ),
        Saved::Local => ("quiet", "Not saved", "This board lives in this page only."),
    }
}

#[component]
pub fn SaveState() -> impl IntoView {
    let session = expect_context::<Session>();
    let words = move || words(session.saved.get());
    view! {
        <span class=move || format!("saved {}", words().0) role="status" title=move || words().2>
            {move || words().1}
        </span>
    }
}

/// Says what no connection means for the work.
#[component]
pub fn Away() -> impl IntoView {
    let session = expect_context::<Session>();
    let away = Memo::new(move |_| {
        let saved = session.saved.get();
        matches!(saved, Saved::Offline { .. }).then(|| words(saved).2)
    });
    move || {
        away.get()
            .map(|sentence| view! { <p class="away">{sentence}</p> })
    }
}
