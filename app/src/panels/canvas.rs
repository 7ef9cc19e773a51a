//! The Bounded Context Canvas of a context, the Aggregate Canvas of an aggregate: a form, filled from what the wall knows.

use export::documents::canvas::{Canvas, Entry, Input, KEY, Section};
use leptos::prelude::*;
use model::command::NoteChange;
use model::{BoardSnapshot, Command, Id};
use serde_json::{Map, Value};
use worker::message::{Answer, Ask};

use crate::analysis::Topic;
use crate::browser;
use crate::components::control::{Busy, Check, Choice, Failure, Labelled, TextArea, TextInput};
use crate::components::loadable::Loadable;
use crate::panels::read_only;
use crate::panels::study::Study;
use crate::session::use_session;

/// How long the wall must be at rest before the canvas is filled again, milliseconds.
const REST_MS: f64 = 800.0;

/// The canvas of a context or of an aggregate, folded until it is wanted.
#[component]
pub fn CanvasForm(subject: Id, title: &'static str) -> impl IntoView {
    let open = RwSignal::new(remembered());
    let subject = StoredValue::new(subject);
    view! {
        <section class="canvas">
            <h3>
                <button
                    class="fold"
                    type="button"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| {
                        open.update(|o| *o = !*o);
                        browser::remember(OPEN, if open.get_untracked() { "open" } else { "" });
                    }
                >
                    {title}
                </button>
            </h3>
            {move || open.get().then(|| view! { <Filled subject=subject.get_value()/> })}
        </section>
    }
    .into_any()
}

const OPEN: &str = "isobar.canvas";

/// Who has opened a canvas finds the next one open.
fn remembered() -> bool {
    browser::remembered(OPEN).is_some_and(|kept| !kept.is_empty())
}

#[component]
fn Filled(subject: Id) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let canvas = RwSignal::new(Loadable::<Canvas>::Idle);
    let subject = StoredValue::new(subject);
    let ask = move || {
        canvas.update(Loadable::asked);
        let ask = Ask::Canvas {
            board: session.board.with_untracked(model::file::write),
            subject: subject.get_value(),
        };
        study.analysis().ask(Topic::Canvas, ask, move |answer| {
            let filled = match answer {
                Ok(Answer::Canvas { canvas: Some(made) }) => Loadable::Ready(made),
                Ok(_) => Loadable::Failed("There is no canvas of this.".into()),
                Err(why) => Loadable::Failed(why),
            };
            // The form stays as it is while it says the same: whoever writes in it keeps the place.
            let _ = canvas.try_update(|canvas| {
                if canvas.value().is_none() || canvas.value() != filled.value() {
                    *canvas = filled;
                }
            });
        });
    };
    let timer = StoredValue::new(None::<i32>);
    Effect::new(move |first: Option<()>| {
        session.board.track();
        if first.is_none() {
            return ask();
        }
        if let Some(Some(waiting)) = timer.try_get_value() {
            browser::cancel(waiting);
        }
        timer.set_value(browser::after(REST_MS, move || {
            if timer.try_get_value().is_some() {
                ask();
            }
        }));
    });
    // What people write comes from the board, live: only what the wall knows makes the form anew.
    let shape = Memo::new(move |_| canvas.with(|c| c.value().map(without_values)));
    move || match shape.get() {
        Some(made) => made
            .sections
            .into_iter()
            .map(|section| view! { <OneSection section subject=subject.get_value()/> })
            .collect_view()
            .into_any(),
        None => canvas.with(|canvas| match canvas {
            Loadable::Failed(why) => {
                view! { <Failure text=why.clone() again=Callback::new(move |()| ask())/> }
                    .into_any()
            }
            _ => view! { <Busy text="Filling the canvas"/> }.into_any(),
        }),
    }
}

fn without_values(canvas: &Canvas) -> Canvas {
    let mut shape = canvas.clone();
    for entry in shape.sections.iter_mut().flat_map(|s| &mut s.entries) {
        entry.value.clear();
    }
    shape
}

/// Sections whose words stand in the form around the canvas, and under which label.
const WRITTEN_ELSEWHERE: &[(&str, &str)] = &[
    ("Purpose", "Purpose"),
    ("Description", "Description"),
    ("Enforced invariants", "Invariants"),
];

#[component]
fn OneSection(section: Section, subject: Id) -> impl IntoView {
    let heading = section.title.clone();
    let elsewhere = WRITTEN_ELSEWHERE
        .iter()
        .find(|(title, _)| *title == heading)
        .map(|(_, label)| *label);
    let entries = section.entries.into_iter();
    view! {
        <fieldset class="canvas-section">
            <legend>{section.title}</legend>
            <p class="help">{section.help}</p>
            {(!section.known.is_empty())
                .then(|| view! {
                    <ul class="known" aria-label="From the wall">
                        {section.known.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                    </ul>
                })}
            {elsewhere.map(|label| {
                view! { <button type="button" class="link" on:click=move |_| browser::focus_labelled(label)>"Write it"</button> }
            })}
            {entries.map(|entry| view! { <Written entry subject=subject.clone() heading=heading.clone()/> }).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Written(entry: Entry, subject: Id, heading: String) -> impl IntoView {
    let session = use_session();
    let disabled = read_only(session);
    let key = StoredValue::new(entry.key);
    let subject = StoredValue::new(subject);
    let value = Memo::new(move |_| {
        session
            .board
            .with(|board| subject.with_value(|s| key.with_value(|k| written(board, s, k))))
    });
    let write = move |value: Value| {
        let changed = session.board.with_untracked(|board| {
            subject.with_value(|s| key.with_value(|k| change(board, s, k, value)))
        });
        if let Some(command) = changed {
            session.execute(command);
        }
    };
    let text = Signal::derive(move || value.with(|v| v.join("\n")));
    let commit = Callback::new(move |typed: String| write(Value::from(typed.trim())));
    let label = if entry.label.is_empty() {
        heading
    } else {
        entry.label
    };
    match entry.input {
        Input::Line => {
            view! { <Labelled label><TextInput value=text disabled commit/></Labelled> }.into_any()
        }
        Input::Lines => {
            view! { <Labelled label><TextArea value=text rows=2 disabled commit/></Labelled> }
                .into_any()
        }
        Input::One(choices) => {
            view! { <Labelled label><Choice value=text choices disabled commit/></Labelled> }
                .into_any()
        }
        Input::Some(choices) => choices
            .into_iter()
            .map(|(choice, words)| {
                let choice = StoredValue::new(choice);
                let on = Signal::derive(move || value.with(|v| v.contains(&*choice.read_value())));
                let commit = Callback::new(move |on: bool| {
                    let mut chosen = value.get_untracked();
                    chosen.retain(|c| *c != *choice.read_value());
                    if on {
                        chosen.push(choice.get_value());
                    }
                    write(chosen.into());
                });
                view! { <Check value=on label=words disabled commit/> }
            })
            .collect_view()
            .into_any(),
    }
}

fn extensions<'a>(board: &'a BoardSnapshot, subject: &Id) -> Option<&'a Map<String, Value>> {
    let context = board.context(subject).map(|c| &c.extensions);
    context.or_else(|| board.note(subject).map(|n| &n.extensions))
}

/// The lines of a text, or the choices.
fn written(board: &BoardSnapshot, subject: &Id, key: &str) -> Vec<String> {
    let kept = extensions(board, subject).and_then(|e| e.get(KEY)?.get(key));
    match kept {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(choices)) => choices
            .iter()
            .filter_map(|c| c.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    }
}

/// The command that writes a value under a key; nothing written leaves nothing behind. None where it says so already.
fn change(board: &BoardSnapshot, subject: &Id, key: &str, value: Value) -> Option<Command> {
    let mut kept = extensions(board, subject)?.clone();
    let before = kept.clone();
    let mut canvas = match kept.remove(KEY) {
        Some(Value::Object(canvas)) => canvas,
        _ => Map::new(),
    };
    let is_empty = value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
    if is_empty {
        canvas.remove(key);
    } else {
        canvas.insert(key.into(), value);
    }
    if !canvas.is_empty() {
        kept.insert(KEY.into(), canvas.into());
    }
    if kept == before {
        return None;
    }
    Some(match board.context(subject) {
        Some(context) => {
            let mut context = model::Context::clone(context);
            context.extensions = kept;
            Command::SetContext { context }
        }
        None => Command::SetNote {
            notes: vec![subject.clone()],
            change: NoteChange::Extensions(kept),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Context, Table};

    fn with_context() -> (BoardSnapshot, Id) {
        let id = Id::derived("c", &[]);
        let board = BoardSnapshot {
            contexts: Table::from_rows([Context::new(id.clone(), "Sales").into()]),
            ..BoardSnapshot::default()
        };
        (board, id)
    }

    fn take(board: &mut BoardSnapshot, command: Option<Command>) {
        let Some(Command::SetContext { context }) = command else {
            panic!("{command:?}")
        };
        board.contexts.upsert(context.into());
    }

    #[test]
    fn what_is_written_is_kept_beside_the_rest_and_goes_again() {
        let (mut board, id) = with_context();
        let wrote = change(&board, &id, "assumptions", "Nobody cancels".into());
        take(&mut board, wrote);
        let wrote = change(
            &board,
            &id,
            "domainRoles",
            vec!["gateway".to_owned()].into(),
        );
        take(&mut board, wrote);
        assert_eq!(written(&board, &id, "assumptions"), ["Nobody cancels"]);
        assert_eq!(written(&board, &id, "domainRoles"), ["gateway"]);
        assert_eq!(
            change(&board, &id, "assumptions", "Nobody cancels".into()),
            None
        );
        let wrote = change(&board, &id, "assumptions", "".into());
        take(&mut board, wrote);
        let wrote = change(&board, &id, "domainRoles", Value::Array(Vec::new()));
        take(&mut board, wrote);
        let context = board.context(&id).expect("the context");
        assert!(context.extensions.is_empty(), "{:?}", context.extensions);
    }
}
