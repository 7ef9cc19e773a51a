//! Says that the wall is shown as it was, and leads back, by looking or by restoring.

use leptos::{prelude::*, task::spawn_local};

use crate::api::history;
use crate::session::{Session, past};

#[component]
pub fn Earlier() -> impl IntoView {
    let session = expect_context::<Session>();
    let sure = RwSignal::new(false);
    let restore = move |_| {
        let (Some(moment), Some((board, token))) =
            (session.moment.get_untracked(), session.address())
        else {
            return;
        };
        sure.set(false);
        spawn_local(async move {
            match history::restore(&board, &token, moment.sequence).await {
                Ok(()) => {
                    past::leave(session);
                    session
                        .toasts
                        .say("The wall is as it was then, as a new change: nothing is lost.");
                }
                Err(error) => session.toasts.fail(error.to_string()),
            }
        });
    };
    let leave = move |_| {
        sure.set(false);
        past::leave(session);
    };
    move || {
        session.moment.get().map(|moment| {
            view! {
                <div class="earlier" role="status">
                    <span>"The wall as it was: " <b>{moment.said()}</b></span>
                    {move || {
                        session.role.get().may_edit()
                            .then(|| {
                                if sure.get() {
                                    view! {
                                        <button class="button danger" on:click=restore>"Restore for everyone"</button>
                                        <button class="button" on:click=move |_| sure.set(false)>"Keep today’s"</button>
                                    }
                                        .into_any()
                                } else {
                                    view! { <button class="button" on:click=move |_| sure.set(true)>"Restore …"</button> }.into_any()
                                }
                            })
                    }}
                    <button class="button primary" on:click=leave>"Back to now"</button>
                </div>
            }
        })
    }
}
