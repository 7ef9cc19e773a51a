//! The alternatives side by side, with small pictures.

use decompose::Decomposition;
use decompose::proposal::Stop;
use leptos::prelude::*;

use crate::browser;
use crate::panels::boundaries::alternatives::hues_of;
use crate::panels::boundaries::hues::Anchor;
use crate::panels::boundaries::miniature::miniature;
use crate::panels::boundaries::stops::contexts;
use crate::session::use_session;

fn id(at: usize) -> String {
    format!("alternative-{at}")
}

#[component]
pub fn Cards(
    found: Decomposition,
    stops: RwSignal<Vec<Stop>>,
    /// The place of a stop.
    chosen: RwSignal<usize>,
    anchors: RwSignal<Vec<Anchor>>,
) -> impl IntoView {
    let session = use_session();
    let count = found.alternatives.len();
    let now = Memo::new(move |_| stops.with(|s| s.get(chosen.get())?.alternative));
    let choose = move |at: usize| {
        let stop = stops.with_untracked(|s| s.iter().position(|s| s.alternative == Some(at)));
        if let Some(stop) = stop {
            chosen.set(stop);
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => count - 1,
            _ => return,
        };
        event.prevent_default();
        let next = (now.get_untracked().unwrap_or_default() + by) % count;
        choose(next);
        browser::focus(&id(next));
    };
    let cards = found.alternatives.into_iter().enumerate().map(|(at, alternative)| {
        // "Finer: 5 contexts": the number stands above.
        let words = alternative.name.split(':').next().unwrap_or_default().to_owned();
        let size = alternative.contexts.len();
        let picture = move || {
            let hues = anchors.with(|a| hues_of(&alternative, a));
            session.board.with_untracked(|b| miniature(b, &alternative, &hues))
        };
        view! {
            <button class="alternative" role="radio" id=id(at) aria-checked=move || (now.get() == Some(at)).to_string()
                tabindex=move || if now.get().unwrap_or_default() == at { "0" } else { "-1" }
                on:click=move |_| choose(at)>
                {picture}
                <b>{contexts(size)}</b>
                <small>{words}</small>
            </button>
        }
    });
    view! {
        <div class="alternatives" role="radiogroup" aria-label="Alternatives, from coarse to fine" on:keydown=on_key>
            {cards.collect_view()}
        </div>
    }
}
