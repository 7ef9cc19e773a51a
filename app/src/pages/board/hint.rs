//! On an empty wall: what it is for, and the next step.

use leptos::prelude::*;

use crate::browser;
use crate::session::Session;

/// What begins a storm, by hand and keys, and by finger.
const BY_HAND: &[(&str, &str)] = &[
    ("Double-click", " places an event"),
    ("Enter", " goes on to the next note"),
    ("Tab", " goes on to what follows"),
    ("Ctrl+V", " turns lines into notes"),
];
const BY_FINGER: &[(&str, &str)] = &[
    ("Tap twice", " to place an event"),
    ("Enter", " goes on to the next note"),
    ("Hold", " a note to select it"),
    ("Two fingers", " zoom"),
];

#[component]
pub fn Hint() -> impl IntoView {
    let session = expect_context::<Session>();
    let empty = Memo::new(move |_| {
        session.loaded.get()
            && session
                .board
                .with(|b| b.notes.is_empty() && b.frames.is_empty())
    });
    move || {
        if !session.loaded.get() {
            return Some(
                view! {
                    <div class="hint" aria-busy="true">
                        <span class="spinner"></span>
                    </div>
                }
                .into_any(),
            );
        }
        (empty.get() && session.typing.with(Option::is_none)).then(|| {
            if session.may_edit() {
                let steps = match browser::matches_media("(pointer: coarse)") {
                    true => BY_FINGER,
                    false => BY_HAND,
                };
                view! {
                    <div class="hint">
                        <h2>"What happens in your business?"</h2>
                        <p>"Begin with events, in the past tense: “Order placed”. Everyone writes at once, in silence."</p>
                        <ul>
                            {steps.iter().map(|(key, does)| view! { <li><kbd>{*key}</kbd>{*does}</li> }).collect_view()}
                        </ul>
                        <button class="button" on:click=move |_| session.act("template")>"Begin with a template"</button>
                    </div>
                }
                .into_any()
            } else {
                view! {
                    <div class="hint">
                        <h2>"Nothing on this wall yet"</h2>
                        <p>"You see notes here as soon as somebody places them."</p>
                    </div>
                }
                .into_any()
            }
        })
    }
}
