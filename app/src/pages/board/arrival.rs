//! The first visit: others should see a name. Asked once, and never in the way.

use leptos::prelude::*;

use crate::browser;
use crate::person::{self, UNNAMED};
use crate::session::{Saved, Session};

/// Remembers that somebody would rather not say.
const KEY: &str = "isobar.unnamed";

/// Asks who has no name yet.
#[component]
pub fn Arrival() -> impl IntoView {
    let session = expect_context::<Session>();
    let asking = RwSignal::new(false);
    Effect::new(move |_| {
        let local = session.saved.get_untracked() == Saved::Local;
        if session.loaded.get() && !local {
            asking.set(!person::is_named() && browser::remembered(KEY).is_none());
        }
    });
    let over = move || {
        asking.set(false);
        browser::focus_wall();
    };
    let skip = move |_| {
        browser::remember(KEY, "1");
        over();
    };
    let on_key = move |event: web_sys::KeyboardEvent| event.stop_propagation();
    move || {
        asking.get().then(|| {
            view! {
                <section class="arrival" aria-labelledby="arrival-title" on:keydown=on_key>
                    <h2 id="arrival-title">"What should others call you?"</h2>
                    <p>"They see it beside your pointer. Nobody has to say."</p>
                    <NameForm done=Callback::new(move |()| over()) skip=Callback::new(skip)/>
                </section>
            }
        })
    }
}

/// A field for one's name; `done` is called when it was saved or left alone.
#[component]
pub fn NameForm(
    done: Callback<()>,
    /// Says that no name is wanted.
    #[prop(optional)]
    skip: Option<Callback<()>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let known = session.name.get_untracked();
    let typed = RwSignal::new(if known == UNNAMED {
        String::new()
    } else {
        known
    });
    let first = skip.is_some();
    let on_submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        session.rename(&typed.get_untracked());
        done.run(());
    };
    let leave = move |_| match skip {
        Some(skip) => skip.run(()),
        None => done.run(()),
    };
    view! {
        <form class="dialog-form" on:submit=on_submit>
            <input class="field" aria-label="Your name" maxlength="60" autocomplete="nickname" autofocus=!first bind:value=typed/>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=leave>{if first { "Skip" } else { "Cancel" }}</button>
                <button class="button primary">"Save"</button>
            </div>
        </form>
    }
    .into_any()
}
