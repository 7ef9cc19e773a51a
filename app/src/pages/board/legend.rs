//! What the colours mean: the kinds that are on this wall.

use leptos::prelude::*;

use super::Shown;
use super::shortcuts::Chip;
use crate::components::icon::{self, Icon};
use crate::session::Session;

#[component]
pub fn Legend() -> impl IntoView {
    let session = expect_context::<Session>();
    let shown = expect_context::<Shown>();
    move || {
        if !shown.legend.get() {
            return None;
        }
        session.board.track();
        let rows = session
            .with_core(|core| core.editor.legend())
            .unwrap_or_default();
        Some(view! {
            <section class="legend" aria-label="Legend">
                <header>
                    <h2>"Legend"</h2>
                    <button class="icon-button" aria-label="Close the legend" on:click=move |_| shown.legend.set(false)>
                        <Icon of=icon::CLOSE small=true/>
                    </button>
                </header>
                {rows
                    .is_empty()
                    .then(|| view! { <p class="muted">"Kinds of notes are explained here as they come onto the wall."</p> })}
                <ul>
                    {rows
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
                        .collect_view()}
                </ul>
            </section>
        })
    }
}
