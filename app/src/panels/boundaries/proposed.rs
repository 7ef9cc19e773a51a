//! The contexts of one alternative: name, members, and why; per note its reasons and its second home.

use std::collections::{BTreeMap, BTreeSet};

use decompose::borders::Border;
use decompose::changes::Changes;
use decompose::{Alternative, proposal::NoteReason, proposal::ProposedContext};
use leptos::prelude::*;
use model::Id;

use crate::components::control::Choice;
use crate::panels::PanelState;
use crate::panels::boundaries::alternatives::hues_of;
use crate::panels::boundaries::hues::Anchor;
use crate::panels::boundaries::map::pattern_words;
use crate::session::use_session;

#[component]
pub fn Proposed(
    alternative: Alternative,
    taken: RwSignal<Vec<bool>>,
    /// A note, and the place of the context to try it in.
    put: Callback<(Id, usize)>,
    /// The contexts whose notes are shown.
    open: RwSignal<BTreeSet<usize>>,
    anchors: RwSignal<Vec<Anchor>>,
) -> impl IntoView {
    let hues = anchors.with_untracked(|a| hues_of(&alternative, a));
    let notes = StoredValue::new(alternative.notes);
    let names: Vec<String> = alternative
        .contexts
        .iter()
        .map(|c| c.name.clone())
        .collect();
    let names = StoredValue::new(names);
    view! {
        <section>
            <h3>"Contexts" <small>"untick what you do not want"</small></h3>
            <ul class="contexts">
                {alternative
                    .contexts
                    .into_iter()
                    .zip(hues)
                    .enumerate()
                    .map(|(at, (context, hue))| view! { <Card context at hue notes taken names put open/> })
                    .collect_view()}
            </ul>
        </section>
    }
}

type Reasons = StoredValue<BTreeMap<Id, NoteReason>>;

#[component]
fn Card(
    context: ProposedContext,
    at: usize,
    hue: u8,
    notes: Reasons,
    taken: RwSignal<Vec<bool>>,
    names: StoredValue<Vec<String>>,
    put: Callback<(Id, usize)>,
    open: RwSignal<BTreeSet<usize>>,
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
    let is_open = move || open.with(|o| o.contains(&at));
    let toggle = move |_| {
        open.update(|o| {
            if !o.remove(&at) {
                o.insert(at);
            }
        })
    };
    let show = move |_| state.lead_to(session, &members.get_value());
    let named = (!context.named_because.is_empty()).then_some(context.named_because);
    let subdomain = (!context.subdomain.is_empty()).then(|| {
        let title = context.subdomain_because.clone();
        view! { <p class="typed"><span class="tag">{context.subdomain}</span> {title}</p> }
    });
    view! {
        <li class="card" class:off=move || !is_taken()>
            <header>
                <input type="checkbox" aria-label=format!("Accept {}", context.name) prop:checked=is_taken on:change=take/>
                <i class=format!("dot hue-{hue}") aria-hidden="true"></i>
                <button class="link name" title="Show its notes" on:click=show>{context.name.clone()}</button>
                <small>{format!("{count} {}", if count == 1 { "note" } else { "notes" })}</small>
            </header>
            <ul class="why">
                {context.because.into_iter().map(|why| view! { <li>{why}</li> }).collect_view()}
                {named.map(|why| view! { <li>"Its name: " {lowered(&why)}</li> })}
            </ul>
            {subdomain}
            <button class="link more" aria-expanded=move || is_open().to_string() on:click=toggle>
                {move || if is_open() { "Hide the notes" } else { "Why each note is here" }}
            </button>
            {move || {
                is_open().then(|| view! {
                    <ul class="members">
                        {members.get_value().into_iter().map(|id| view! { <Member id at notes names put/> }).collect_view()}
                    </ul>
                })
            }}
        </li>
    }
}

/// With a small first letter, to go on with a sentence.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[component]
fn Member(
    id: Id,
    /// The place of its context.
    at: usize,
    notes: Reasons,
    names: StoredValue<Vec<String>>,
    put: Callback<(Id, usize)>,
) -> impl IntoView {
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
    let places = names.with_value(|names| {
        let names = names.iter().enumerate();
        names
            .map(|(i, n)| (i.to_string(), n.clone()))
            .collect::<Vec<_>>()
    });
    let label = format!("What if “{text}” lived in");
    let commit = Callback::new(move |to: String| {
        if let Ok(to) = to.parse() {
            put.run((id.clone(), to));
        }
    });
    view! {
        <li>
            <button class="link" on:click=show>
                <span class=format!("chip tiny kind-{token}") aria-hidden="true"></span>
                {text}
            </button>
            {reason.because.into_iter().map(|why| view! { <p>{why}</p> }).collect_view()}
            {reason.second.map(|second| view! { <p class="muted">{format!("Second home: {second}")}</p> })}
            <Choice value=at.to_string() choices=places none="" label commit/>
        </li>
    }
}

/// The note that is selected on the wall: its home, its second home and why.
#[component]
pub fn ChosenNote(
    alternative: Memo<Option<Alternative>>,
    put: Callback<(Id, usize)>,
    anchors: RwSignal<Vec<Anchor>>,
) -> impl IntoView {
    let session = use_session();
    let only = Memo::new(move |_| {
        session.selection.with(|s| {
            let mut notes = s.notes.iter();
            notes.next().filter(|_| s.notes.len() == 1).cloned()
        })
    });
    move || {
        let (id, alternative) = (only.get()?, alternative.get()?);
        let at = alternative
            .contexts
            .iter()
            .position(|c| c.members.contains(&id))?;
        let names: Vec<String> = alternative
            .contexts
            .iter()
            .map(|c| c.name.clone())
            .collect();
        let home = names[at].clone();
        let hue = anchors.with(|a| hues_of(&alternative, a))[at];
        let (notes, names) = (StoredValue::new(alternative.notes), StoredValue::new(names));
        Some(view! {
            <section class="card chosen">
                <header>
                    <i class=format!("dot hue-{hue}") aria-hidden="true"></i>
                    {home}
                    <small>"the selected note"</small>
                </header>
                <ul class="members"><Member id at notes names put/></ul>
            </section>
        })
    }
}

/// What would be different, in words; the notes that move are marked on the wall.
#[component]
pub fn Differences(changes: Changes) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let moved = changes.moved;
    let count = moved.len();
    (!changes.words.is_empty()).then(|| {
        view! {
            <section class="changes">
                <h3>
                    "What changes"
                    {(count > 0).then(|| view! {
                        <button class="button quiet" on:click=move |_| state.lead_to(session, &moved)>
                            {format!("Show {count} moved")}
                        </button>
                    })}
                </h3>
                <ul class="why">{changes.words.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
        }
    })
}

/// Per border: what crosses, and the pattern that fits.
#[component]
pub fn Borders(borders: Vec<Border>) -> impl IntoView {
    (!borders.is_empty()).then(|| {
        let rows = borders.into_iter().map(|border| {
            let pattern = model::Pattern::from_name(&border.pattern).map(pattern_words);
            view! {
                <li class="card">
                    <header>
                        {border.upstream} <span class="muted">"→"</span> {border.downstream}
                        {pattern.map(|p| view! { <span class="tag">{p}</span> })}
                    </header>
                    <ul class="why">{border.because.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                </li>
            }
        });
        view! {
            <section>
                <h3>"What crosses" <small>"upstream → downstream"</small></h3>
                <ul class="contexts">{rows.collect_view()}</ul>
            </section>
        }
    })
}
