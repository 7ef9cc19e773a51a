//! Asks for the operator's token where not everybody may make boards; this browser remembers it.

use leptos::prelude::*;

use crate::api;
use crate::components::dialog::Dialog;

/// `wanted`: the board file that waits for the token. `again` is called with it when one is given.
#[component]
pub fn Permission<F>(wanted: RwSignal<Option<String>>, again: F) -> impl IntoView
where
    F: Fn(String) + Copy + Send + Sync + 'static,
{
    let open = RwSignal::new(false);
    let token = RwSignal::new(String::new());
    Effect::new(move |_| {
        if wanted.with(Option::is_some) {
            open.set(true);
        }
    });
    let done = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let given = token.get_untracked().trim().to_owned();
        if given.is_empty() {
            return;
        }
        api::remember_create_token(&given);
        if let Some(file) = wanted.get_untracked() {
            open.set(false);
            again(file);
        }
    };
    view! {
        <Dialog open=open title="This server asks who makes boards">
            <form class="dialog-form" on:submit=done>
                <p>"Ask its operator for the token. This browser remembers it."</p>
                <label>
                    <span class="visually-hidden">"Token"</span>
                    <input
                        class="field"
                        type="password"
                        autocomplete="off"
                        autofocus
                        placeholder="Token"
                        bind:value=token
                    />
                </label>
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                    <button class="button primary">"Make the board"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
