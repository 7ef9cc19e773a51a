//! On an empty wall: what it is for, and the next step.

use leptos::prelude::*;

use crate::session::Session;

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
                view! {
                    <div class="hint">
                        <h2>"What happens in your business?"</h2>
                        <p>"Begin with events, in the past tense: “Order placed”. Everyone writes at once, in silence."</p>
                        <ul>
                            <li><kbd>"Double-click"</kbd>" places an event"</li>
                            <li><kbd>"Enter"</kbd>" goes on to the next note"</li>
                            <li><kbd>"Tab"</kbd>" goes on to what follows"</li>
                            <li><kbd>"Ctrl+V"</kbd>" turns lines into notes"</li>
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
