//! All actions by name.

use editor::{Action, actions};
use leptos::{html, prelude::*};

use super::Shown;
use super::shortcuts::{Face, key_of};
use crate::components::dialog::Dialog;
use crate::parts::{self, Part};
use crate::session::Session;

#[component]
pub fn Palette() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Dialog open=shown.palette title="All actions">
            <Part of=parts::all_actions/>
        </Dialog>
    }
    .into_any()
}

#[component]
pub fn List() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let input = NodeRef::<html::Input>::new();
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let enabled: Vec<&'static Action> = session
        .with_core(|core| {
            let editor = &core.editor;
            actions().iter().filter(|a| a.is_enabled(editor)).collect()
        })
        .unwrap_or_default();
    let found = Memo::new(move |_| {
        let query = query.get().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        (0..enabled.len())
            .filter(|i| {
                let label = enabled[*i].label.to_lowercase();
                words.iter().all(|word| label.contains(word))
            })
            .map(|i| enabled[i].id.clone())
            .collect::<Vec<String>>()
    });
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let run = move |id: &str| {
        shown.palette.set(false);
        session.act(id);
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|i| *i = (*i + 1) % count),
            "ArrowUp" => at.update(|i| *i = (*i + count - 1) % count),
            "Enter" => {
                if let Some(id) = found.with_untracked(|f| f.get(at.get_untracked()).cloned()) {
                    run(&id);
                }
            }
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
            aria-activedescendant=move || format!("action-{}", at.get())
            placeholder="What do you want to do?"
            on:input=move |event| {
                query.set(event_target_value(&event));
                at.set(0);
            }
            on:keydown=on_key
        />
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
                                aria-selected=move || (at.get() == i).to_string()
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
