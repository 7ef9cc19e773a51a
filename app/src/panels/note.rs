//! The inspector: what is known of the selected notes, as form controls. Nothing is required.

pub mod fact;
pub mod facts;
pub mod fields;
mod frame;
mod link;

use std::collections::BTreeSet;

use leptos::prelude::*;
use model::command::NoteChange;
use model::{Command, Id, NOTE_KINDS, Note, NoteKind};

use crate::components::control::{Check, Choice, Empty, Labelled, TextArea, TextInput};
use crate::panels::canvas::CanvasForm;
use crate::panels::context::{ContextForm, context_choices};
use crate::panels::note::fact::FactControl;
use crate::panels::note::fields::Fields;
use crate::panels::note::frame::OneFrame;
use crate::panels::note::link::OneLink;
use crate::panels::read_only;
use crate::parts::{self, Part};
use crate::session::{Session, use_session};
use model::order::Order;

/// What is selected, as far as the inspector goes.
#[derive(Clone, PartialEq)]
enum Subject {
    Nothing,
    Note(Id, NoteKind),
    Several(usize),
    Link(Id),
    Frame(Id),
    Context(Id),
}

#[component]
pub fn NotePanel() -> impl IntoView {
    let session = use_session();
    let nothing = Memo::new(move |_| session.selection.with(|s| s.is_empty()));
    move || match nothing.get() {
        true => view! { <Nothing/> }.into_any(),
        false => view! { <Part of=parts::inspector/> }.into_any(),
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <Empty
            title="Nothing selected"
            text="Select a note to say what is known about it: its fields, how often it happens, what must always be true. Nothing is required; what is missing counts as unknown."
        />
    }
}

/// The form of what is selected.
#[component]
pub fn Inspector() -> impl IntoView {
    let session = use_session();
    let subject = Memo::new(move |_| {
        let selection = session.selection.get();
        session.board.with(|board| {
            if let Some(id) = selection.single_note() {
                return board
                    .note(id)
                    .map_or(Subject::Nothing, |n| Subject::Note(n.id.clone(), n.kind));
            }
            let first = |ids: &BTreeSet<Id>| ids.first().cloned();
            match selection.notes.len() {
                0 => first(&selection.links)
                    .map(Subject::Link)
                    .or_else(|| first(&selection.frames).map(Subject::Frame))
                    .or_else(|| selection.context.clone().map(Subject::Context))
                    .unwrap_or(Subject::Nothing),
                n => Subject::Several(n),
            }
        })
    });
    move || match subject.get() {
        Subject::Nothing => view! { <Nothing/> }.into_any(),
        Subject::Note(id, kind) => view! { <OneNote id kind/> }.into_any(),
        Subject::Several(count) => view! { <Several count/> }.into_any(),
        Subject::Link(id) => view! { <OneLink id/> }.into_any(),
        Subject::Frame(id) => view! { <OneFrame id/> }.into_any(),
        Subject::Context(id) => view! { <ContextForm id/> }.into_any(),
    }
}

/// A signal of one member of a note.
pub fn of_note<T: Clone + Default + PartialEq + Send + Sync + 'static>(
    session: Session,
    id: Id,
    member: fn(&Note) -> T,
) -> Signal<T> {
    Memo::new(move |_| {
        session
            .board
            .with(|b| b.note(&id).map(|n| member(n)).unwrap_or_default())
    })
    .into()
}

fn kind_choices() -> Vec<(String, String)> {
    NOTE_KINDS
        .iter()
        .map(|row| (row.name.into(), row.label.into()))
        .collect()
}

#[component]
fn OneNote(id: Id, kind: NoteKind) -> impl IntoView {
    let session = use_session();
    let locked = read_only(session);
    let row = kind.row();
    let set = {
        let id = id.clone();
        move |change: NoteChange| {
            session.execute(Command::SetNote {
                notes: vec![id.clone()],
                change,
            })
        }
    };
    let text = of_note(session, id.clone(), |n| n.text.clone());
    let description = of_note(session, id.clone(), |n| n.description.clone());
    let tags = of_note(session, id.clone(), |n| n.tags.join(", "));
    let commit_text = {
        let id = id.clone();
        Callback::new(move |text: String| {
            session.execute(Command::EditText {
                note: id.clone(),
                text,
            })
        })
    };
    let commit_kind = {
        let id = id.clone();
        Callback::new(move |name: String| {
            if let Some(kind) = NoteKind::from_name(&name) {
                session.execute(Command::ChangeKind {
                    notes: vec![id.clone()],
                    kind,
                });
            }
        })
    };
    let commit_context = {
        let id = id.clone();
        Callback::new(move |context: String| {
            session.execute(Command::Assign {
                notes: vec![id.clone()],
                context: Id::new(&context).ok(),
            });
        })
    };
    let context = of_note(session, id.clone(), |n| {
        n.context.as_ref().map(Id::to_string).unwrap_or_default()
    });
    let commit_description = {
        let set = set.clone();
        Callback::new(move |text| set(NoteChange::Description(text)))
    };
    let commit_tags = {
        let set = set.clone();
        Callback::new(move |typed: String| {
            let mut tags: Vec<String> = typed
                .split(',')
                .map(|t| t.trim().to_owned())
                .filter(|t| !t.is_empty())
                .collect();
            tags.order();
            tags.dedup();
            set(NoteChange::Tags(tags));
        })
    };
    let mark = match kind {
        NoteKind::DomainEvent => {
            let (set, value) = (set.clone(), of_note(session, id.clone(), |n| n.pivotal));
            Some(view! {
                <Check value label="Pivotal: it divides the timeline" disabled=locked
                    commit=Callback::new(move |on| set(NoteChange::Pivotal(on)))/>
            })
        }
        NoteKind::Hotspot => {
            let (set, value) = (set.clone(), of_note(session, id.clone(), |n| n.resolved));
            Some(view! {
                <Check value label="Settled" disabled=locked commit=Callback::new(move |on| set(NoteChange::Resolved(on)))/>
            })
        }
        _ => None,
    };
    let has_fields = matches!(
        kind,
        NoteKind::Command
            | NoteKind::Query
            | NoteKind::DomainEvent
            | NoteKind::Aggregate
            | NoteKind::ReadModel
    );
    let facts = facts::of(kind)
        .map(|row| view! { <FactControl id=id.clone() row/> })
        .collect_view();
    let is_locked = of_note(session, id.clone(), |n| n.locked);
    let commit_lock = {
        let set = set.clone();
        Callback::new(move |on| set(NoteChange::Locked(on)))
    };
    view! {
        <form class="inspector" on:submit=|event| event.prevent_default()>
            <header class="inspector-head">
                <span class=format!("chip kind-{}", row.token) aria-hidden="true"></span>
                <div>
                    <h2>{row.label}</h2>
                    <p class="muted">{row.wording}</p>
                </div>
            </header>
            <Labelled label="Text">
                <TextArea value=text rows=2 disabled=locked commit=commit_text/>
            </Labelled>
            <div class="pair">
                <Labelled label="Kind">
                    <Choice value=Signal::derive(move || kind.name().to_owned()) choices=kind_choices() none="" disabled=locked commit=commit_kind/>
                </Labelled>
                {kind
                    .is_placed()
                    .then(|| {
                        view! {
                            <Labelled label="Context">
                                <Choice value=context choices=context_choices(session) none="None yet" disabled=locked commit=commit_context/>
                            </Labelled>
                        }
                    })}
            </div>
            {mark}
            {has_fields.then(|| view! { <Fields id=id.clone()/> })}
            <section>
                <h3>"What is known" <small>"nothing is required"</small></h3>
                {facts}
            </section>
            {(kind == NoteKind::Aggregate)
                .then(|| view! { <CanvasForm subject=id.clone() title="Aggregate Canvas"/> })}
            <section>
                <h3>"More"</h3>
                <Labelled label="Description">
                    <TextArea value=description disabled=locked commit=commit_description placeholder="What a newcomer should know"/>
                </Labelled>
                <Labelled label="Tags" help="Separated by commas. Ctrl+F and “#tag” finds them.">
                    <TextInput value=tags disabled=locked commit=commit_tags/>
                </Labelled>
                <Check value=is_locked label="Locked against moving by accident" disabled=locked commit=commit_lock/>
            </section>
        </form>
    }
}

#[component]
fn Several(count: usize) -> impl IntoView {
    let session = use_session();
    let notes = move || {
        session
            .selection
            .with_untracked(|s| s.notes.iter().cloned().collect::<Vec<Id>>())
    };
    let kinds = Memo::new(move |_| {
        let selection = session.selection.get();
        session.board.with(|b| {
            NOTE_KINDS
                .iter()
                .filter_map(|row| {
                    let n = selection
                        .notes
                        .iter()
                        .filter(|id| b.note(id).is_some_and(|n| n.kind == row.kind))
                        .count();
                    (n > 0).then_some((row.kind, n))
                })
                .collect::<Vec<_>>()
        })
    });
    let commit_kind = Callback::new(move |name: String| {
        if let Some(kind) = NoteKind::from_name(&name) {
            session.execute(Command::ChangeKind {
                notes: notes(),
                kind,
            });
        }
    });
    let commit_context = Callback::new(move |context: String| {
        let context = (context != "none")
            .then(|| Id::new(&context).ok())
            .flatten();
        session.execute(Command::Assign {
            notes: notes(),
            context,
        });
    });
    let contexts = context_choices(session);
    let choices = Signal::derive(move || {
        let mut choices = contexts.get();
        choices.push(("none".into(), "Out of every context".into()));
        choices
    });
    view! {
        <form class="inspector" on:submit=|event| event.prevent_default()>
            <header class="inspector-head"><div><h2>{format!("{count} notes")}</h2></div></header>
            <ul class="kinds">
                {move || {
                    kinds
                        .get()
                        .into_iter()
                        .map(|(kind, n)| {
                            view! {
                                <li>
                                    <span class=format!("chip kind-{}", kind.row().token) aria-hidden="true"></span>
                                    {format!("{n} × {}", kind.label().to_lowercase())}
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            <Labelled label="Make all of them">
                <Choice value=Signal::derive(String::new) choices=kind_choices() none="Keep their kinds" disabled=read_only(session) commit=commit_kind/>
            </Labelled>
            <Labelled label="Move all of them to" help="Only what lives in a context moves: not actors, systems or hotspots.">
                <Choice value=Signal::derive(String::new) choices none="Keep their contexts" disabled=read_only(session) commit=commit_context/>
            </Labelled>
        </form>
    }
}
