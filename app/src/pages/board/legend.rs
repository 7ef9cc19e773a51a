//! What the colours mean: the kinds that are on this wall.

use leptos::{html, prelude::*};

use super::Shown;
use super::shortcuts::Chip;
use crate::browser;
use crate::components::icon::{self, Icon};
use crate::parts::{self, Part};
use crate::session::Session;

#[component]
pub fn Legend() -> impl IntoView {
    let shown = expect_context::<Shown>();
    move || {
        shown
            .legend
            .get()
            .then(|| view! { <Part of=parts::legend/> })
    }
}

#[component]
pub fn Card() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    let button = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = button.get() {
            let _ = button.focus();
        }
    });
    let rows = Memo::new(move |_| {
        session.board.track();
        session
            .with_core(|core| core.editor.legend())
            .unwrap_or_default()
    });
    let close = move || {
        shown.legend.set(false);
        browser::focus_wall();
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    view! {
        <section class="legend" aria-label="Legend" on:keydown=on_key>
            <header>
                <h2>"Legend"</h2>
                <button class="icon-button" node_ref=button aria-label="Close the legend" on:click=move |_| close()>
                    <Icon of=icon::CLOSE small=true/>
                </button>
            </header>
            {move || {
                rows.with(Vec::is_empty)
                    .then(|| view! { <p class="muted">"Kinds of notes are explained here as they come onto the wall."</p> })
            }}
            <ul>
                {move || {
                    rows.get()
                        .into_iter()
                        .map(|row| {
                            view! {
                                <li>
                                    <span class="legend-chip">
                                        <Chip kind=row.kind/>
                                    </span>
                                    <span>
                                        <b>{row.name}</b>
                                        <small>{row.kind.row().wording}</small>
                                    </span>
                                    <em>{row.count}</em>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
        </section>
    }
    .into_any()
}
