//! A board's new title, live for everyone who has it open.

use leptos::{prelude::*, task::spawn_local};

use super::shelf::Shelf;
use crate::api;
use crate::components::dialog::Dialog;
use crate::components::toast::toaster;
use crate::recent::{self, Recent};

#[component]
pub fn Rename(board: RwSignal<Option<Recent>>) -> impl IntoView {
    let shelf = expect_context::<Shelf>();
    let open = RwSignal::new(false);
    let title = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(board) = board.get() {
            title.set(board.title);
            open.set(true);
        }
    });
    let toasts = toaster();
    let done = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        let (Some(board), title) = (board.get_untracked(), title.get_untracked()) else {
            return;
        };
        spawn_local(async move {
            let title = title.trim();
            match api::rename_board(&board.id, &board.token, title).await {
                Ok(()) => {
                    recent::change(&board.id, |b| b.title = title.to_owned());
                    shelf.refresh();
                }
                Err(error) => toasts.fail(error.to_string()),
            }
        });
    };
    view! {
        <Dialog open=open title="Rename the board">
            <form class="dialog-form" on:submit=done>
                <label>
                    <span class="visually-hidden">"Title"</span>
                    <input class="field" maxlength="200" autofocus placeholder="Untitled board" bind:value=title/>
                </label>
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>"Cancel"</button>
                    <button class="button primary">"Rename"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
