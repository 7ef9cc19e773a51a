//! Find notes by their words and go from one to the next. It is here from the start: who presses Ctrl+F types on at once.

use leptos::{html, prelude::*};
use model::Id;

use super::Shown;
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::session::Session;

#[component]
pub fn Find() -> impl IntoView {
    let shown = expect_context::<Shown>();
    move || shown.find.get().then(|| view! { <FindBar/> })
}

#[component]
fn FindBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let input = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let found = Memo::new(move |_| {
        session.board.track();
        let query = query.get();
        if query.trim().is_empty() {
            return Vec::new();
        }
        session
            .with_core(|core| core.editor.find(&query))
            .unwrap_or_default()
    });
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let show = move || {
        let note: Option<Id> = found.with_untracked(|f| f.get(at.get_untracked()).cloned());
        if let Some(note) = note {
            session.select(&[note], true);
        }
    };
    let step = move |by: isize| {
        let count = found.with_untracked(Vec::len);
        if count > 0 {
            at.update(|i| *i = (*i as isize + by).rem_euclid(count as isize) as usize);
            show();
        }
    };
    let on_input = move |event| {
        query.set(event_target_value(&event));
        at.set(0);
        show();
    };
    let close = move || {
        shown.find.set(false);
        browser::focus_wall();
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" => step(if event.shift_key() { -1 } else { 1 }),
        "Escape" => close(),
        _ => {}
    };
    view! {
        <div class="find" role="search">
            <Icon of=icon::SEARCH small=true/>
            <input
                node_ref=input
                type="search"
                aria-label="Find on the wall"
                placeholder="Words, or #tag"
                on:input=on_input
                on:keydown=on_key
            />
            <span class="muted" role="status">
                {move || {
                    let count = found.with(Vec::len);
                    if query.with(|q| q.trim().is_empty()) {
                        String::new()
                    } else if count == 0 {
                        "Nothing found".into()
                    } else {
                        format!("{} of {count}", at.get() + 1)
                    }
                }}
            </span>
            <button
                class="icon-button"
                aria-label="Select all that was found"
                title="Select all that was found"
                disabled=move || found.with(Vec::is_empty)
                on:click=move |_| session.select(&found.get_untracked(), true)
            >
                <Icon of=icon::MARQUEE small=true/>
            </button>
            <button class="icon-button" aria-label="Previous" on:click=move |_| step(-1)>
                <Icon of=icon::ARROW_UP small=true/>
            </button>
            <button class="icon-button" aria-label="Next" on:click=move |_| step(1)>
                <Icon of=icon::ARROW_DOWN small=true/>
            </button>
            <button class="icon-button" aria-label="Close" on:click=move |_| close()>
                <Icon of=icon::CLOSE small=true/>
            </button>
        </div>
    }
    .into_any()
}
