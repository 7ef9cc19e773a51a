//! The faces of those who are here; one's own opens a small form for the name.

use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::session::person::{self, UNNAMED, initials};
use crate::session::{Person, Session};

/// Faces before the rest is counted.
const SHOWN: usize = 4;

#[component]
pub fn People() -> impl IntoView {
    let session = expect_context::<Session>();
    let naming = RwSignal::new(false);
    let name = RwSignal::new(person::name());
    let typed = RwSignal::new(String::new());
    let face = move |p: &Person| {
        let label = if p.name.is_empty() {
            UNNAMED.to_owned()
        } else {
            p.name.clone()
        };
        view! {
            <span class="face" role="img" style:background=p.colour.clone() aria-label=label.clone() title=label.clone()>
                {initials(&label)}
            </span>
        }
    };
    let done = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let now = typed.get_untracked();
        session.with_core(|core| {
            if let Some(connection) = &mut core.connection {
                connection.set_name(&now);
            }
        });
        name.set(person::name());
        naming.set(false);
    };
    view! {
        <div class="faces" aria-label="Here now" role="group">
            {move || {
                session
                    .people
                    .with(|people| people.iter().take(SHOWN).map(face).collect_view())
            }}
            {move || {
                let rest = session.people.with(Vec::len).saturating_sub(SHOWN);
                (rest > 0).then(|| view! { <span class="face more">{format!("+{rest}")}</span> })
            }}
            <button
                class="face me"
                aria-label=move || format!("You: {}. Change your name", name.get())
                title=move || format!("You: {}", name.get())
                on:click=move |_| {
                    let known = name.get_untracked();
                    typed.set(if known == UNNAMED { String::new() } else { known });
                    naming.set(true);
                }
            >
                {move || initials(&name.get())}
            </button>
        </div>
        <Dialog open=naming title="Your name">
            <form class="dialog-form" on:submit=done>
                <p>"Others see it beside your pointer and on what you hold."</p>
                <input class="field" aria-label="Your name" maxlength="60" autofocus bind:value=typed/>
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| naming.set(false)>"Cancel"</button>
                    <button class="button primary">"Save"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
