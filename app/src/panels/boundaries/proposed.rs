//! The contexts of one alternative: name, members, and why; per note its reasons and its second home.

use decompose::{Alternative, proposal::NoteReason, proposal::ProposedContext};
use editor::scene::contours::HUES;
use leptos::prelude::*;
use model::Id;

use crate::panels::PanelState;
use crate::session::use_session;

#[component]
pub fn Proposed(alternative: Alternative, taken: RwSignal<Vec<bool>>) -> impl IntoView {
    let metrics = alternative.metrics.clone();
    let crossing = format!("{:.0} %", metrics.crossing * 100.0);
    let notes = StoredValue::new(alternative.notes);
    view! {
        <p class="muted crossing">{format!("{crossing} of the flow crosses a border in this cut.")}</p>
        <ul class="contexts">
            {alternative
                .contexts
                .into_iter()
                .enumerate()
                .map(|(at, context)| view! { <Card context at notes taken/> })
                .collect_view()}
        </ul>
    }
}

type Reasons = StoredValue<std::collections::BTreeMap<Id, NoteReason>>;

#[component]
fn Card(
    context: ProposedContext,
    at: usize,
    notes: Reasons,
    taken: RwSignal<Vec<bool>>,
) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let is_taken = move || taken.with(|t| t.get(at).copied().unwrap_or(true));
    let take = move |event| {
        let on = event_target_checked(&event);
        taken.update(|t| {
            if let Some(slot) = t.get_mut(at) {
                *slot = on;
            }
        });
    };
    let members = StoredValue::new(context.members.clone());
    let count = context.members.len();
    let open = RwSignal::new(false);
    let show = move |_| state.lead_to(session, &members.get_value());
    view! {
        <li class="card" class:off=move || !is_taken()>
            <header>
                <input type="checkbox" aria-label=format!("Accept {}", context.name) prop:checked=is_taken on:change=take/>
                <i class=format!("dot hue-{}", at % usize::from(HUES)) aria-hidden="true"></i>
                <button class="link name" title="Show its notes" on:click=show>{context.name.clone()}</button>
                <small>{format!("{count} {}", if count == 1 { "note" } else { "notes" })}</small>
            </header>
            <ul class="why">{context.because.into_iter().map(|why| view! { <li>{why}</li> }).collect_view()}</ul>
            <button class="link more" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|o| *o = !*o)>
                {move || if open.get() { "Hide the notes" } else { "Why each note is here" }}
            </button>
            {move || {
                open.get().then(|| view! { <ul class="members">{members.get_value().into_iter().map(|id| view! { <Member id notes/> }).collect_view()}</ul> })
            }}
        </li>
    }
}

#[component]
fn Member(id: Id, notes: Reasons) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let reason = notes.with_value(|n| n.get(&id).cloned().unwrap_or_default());
    let (text, token) = session.board.with_untracked(|b| {
        b.note(&id)
            .map_or_else(Default::default, |n| (n.line(), n.kind.row().token))
    });
    let show = {
        let id = id.clone();
        move |_| state.lead_to(session, std::slice::from_ref(&id))
    };
    view! {
        <li>
            <button class="link" on:click=show>
                <span class=format!("chip tiny kind-{token}") aria-hidden="true"></span>
                {text}
            </button>
            {reason.because.into_iter().map(|why| view! { <p>{why}</p> }).collect_view()}
            {reason.second.map(|second| view! { <p class="muted">{format!("Second home: {second}")}</p> })}
        </li>
    }
}
