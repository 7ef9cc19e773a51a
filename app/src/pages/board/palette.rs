//! All actions by name. The question is here from the start, so that who presses Ctrl+K types on at once; the list is fetched.

use editor::{Action, actions};
use leptos::{html, prelude::*};

use super::Shown;
use super::shortcuts::{Face, key_of};
use crate::components::dialog::Dialog;
use crate::parts::{self, Part};
use crate::session::Session;

/// What was asked of the list, which may still be on its way.
#[derive(Clone, Copy)]
struct Asked {
    query: RwSignal<String>,
    /// Place in the list.
    at: RwSignal<usize>,
    /// How many actions were found; 0 before the list is here.
    count: RwSignal<usize>,
    /// The action at this place is to be run.
    run: RwSignal<bool>,
}

#[component]
pub fn Palette() -> impl IntoView {
    let shown = expect_context::<Shown>();
    provide_context(Asked {
        query: RwSignal::default(),
        at: RwSignal::default(),
        count: RwSignal::default(),
        run: RwSignal::default(),
    });
    view! {
        <Dialog open=shown.palette title="All actions">
            <Question/>
            <Part of=parts::all_actions/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn Question() -> impl IntoView {
    let asked = expect_context::<Asked>();
    let input = NodeRef::<html::Input>::new();
    asked.query.set(String::new());
    asked.at.set(0);
    asked.count.set(0);
    asked.run.set(false);
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let step = move |by: usize| {
        let count = asked.count.get_untracked().max(1);
        asked.at.update(|at| *at = (*at + by % count) % count);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(asked.count.get_untracked().saturating_sub(1)),
            "Enter" => asked.run.set(true),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <input
            class="field"
            node_ref=input
            role="combobox"
            aria-expanded="true"
            aria-controls="actions"
            aria-label="Find an action"
            aria-activedescendant=move || format!("action-{}", asked.at.get())
            placeholder="What do you want to do?"
            on:input=move |event| {
                asked.query.set(event_target_value(&event));
                asked.at.set(0);
            }
            on:keydown=on_key
        />
    }
}

#[component]
pub fn List() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let asked = expect_context::<Asked>();
    let enabled: Vec<&'static Action> = session
        .with_core(|core| {
            let editor = &core.editor;
            actions().iter().filter(|a| a.is_enabled(editor)).collect()
        })
        .unwrap_or_default();
    let found = Memo::new(move |_| {
        let query = asked.query.get().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        (0..enabled.len())
            .filter(|i| {
                let label = enabled[*i].label.to_lowercase();
                words.iter().all(|word| label.contains(word))
            })
            .map(|i| enabled[i].id.clone())
            .collect::<Vec<String>>()
    });
    Effect::new(move |_| asked.count.set(found.with(Vec::len)));
    let run = move |id: &str| {
        shown.palette.set(false);
        session.act(id);
    };
    Effect::new(move |_| {
        if asked.run.get() {
            asked.run.set(false);
            let at = asked.at.get_untracked();
            if let Some(id) = found.with_untracked(|f| f.get(at).cloned()) {
                run(&id);
            }
        }
    });
    view! {
        {move || found.with(Vec::is_empty).then(|| view! { <p class="muted" role="status">"No action has these words. Try fewer, or other ones."</p> })}
        <ul class="actions" id="actions" role="listbox" aria-label="Actions">
            {move || {
                found
                    .get()
                    .into_iter()
                    .enumerate()
                    .filter_map(|(i, id)| {
                        let action = editor::action(&id)?;
                        Some(view! {
                            <li
                                id=format!("action-{i}")
                                role="option"
                                aria-selected=move || (asked.at.get() == i).to_string()
                                on:click=move |_| run(&action.id)
                            >
                                <span class="legend-chip">
                                    <Face action=action/>
                                </span>
                                {action.label.clone()}
                                <small>{key_of(action)}</small>
                            </li>
                        })
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}
