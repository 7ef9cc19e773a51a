//! One fact of a note as a control.

use leptos::prelude::*;
use model::command::NoteChange;
use model::{Command, Facts, Id, Note, NoteKind};
use serde_json::{Map, Value};

use super::facts::{Control, FactRow};
use crate::components::control::{Choice, Labelled, NumberInput, TextArea, TextInput};
use crate::panels::read_only;
use crate::panels::team::TeamChoice;
use crate::session::use_session;

/// A fact's value by its key.
fn value_of(facts: &Facts, key: &str) -> Option<Value> {
    match serde_json::to_value(facts) {
        Ok(Value::Object(mut members)) => members.remove(key),
        _ => None,
    }
}

/// The facts with one of them changed or made unknown; None where the value does not fit.
fn with_value(facts: &Facts, key: &str, value: Option<Value>) -> Option<Facts> {
    let mut members = match serde_json::to_value(facts) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    match value {
        Some(value) => members.insert(key.to_owned(), value),
        None => members.remove(key),
    };
    serde_json::from_value(Value::Object(members)).ok()
}

#[component]
pub fn FactControl(id: Id, row: &'static FactRow) -> impl IntoView {
    let session = use_session();
    let disabled = read_only(session);
    let value: Memo<Option<Value>> = {
        let id = id.clone();
        Memo::new(move |_| {
            session
                .board
                .with(|b| b.note(&id).and_then(|n| value_of(&n.facts, row.key)))
        })
    };
    // The command that makes this the value.
    let with = {
        let id = id.clone();
        move |value: Option<Value>| {
            let facts = session
                .board
                .with_untracked(|b| b.note(&id).map(|n| n.facts.clone()))?;
            Some(Command::SetNote {
                notes: vec![id.clone()],
                change: NoteChange::Facts(with_value(&facts, row.key, value)?),
            })
        }
    };
    let commit = {
        let with = with.clone();
        Callback::new(move |value: Option<Value>| {
            if let Some(command) = with(value) {
                session.execute(command);
            }
        })
    };
    let text = Signal::derive(move || match value.get() {
        Some(Value::String(text)) => text,
        _ => String::new(),
    });
    let commit_text = Callback::new(move |typed: String| {
        let typed = typed.trim().to_owned();
        commit.run((!typed.is_empty()).then_some(Value::String(typed)));
    });
    let control = match row.control {
        Control::YesNo => {
            let shown = Signal::derive(move || match value.get() {
                Some(Value::Bool(true)) => "yes".to_owned(),
                Some(Value::Bool(false)) => "no".to_owned(),
                _ => String::new(),
            });
            let commit = Callback::new(move |picked: String| {
                commit.run(match picked.as_str() {
                    "yes" => Some(Value::Bool(true)),
                    "no" => Some(Value::Bool(false)),
                    _ => None,
                });
            });
            let choices = vec![("yes".into(), "Yes".into()), ("no".into(), "No".into())];
            view! { <Choice value=shown choices disabled commit/> }.into_any()
        }
        Control::Number { unit, min, max } => {
            let number = Signal::derive(move || value.get().and_then(|v| v.as_f64()));
            let commit = Callback::new(move |n: Option<f64>| commit.run(n.map(Value::from)));
            view! { <NumberInput value=number unit min max disabled commit/> }.into_any()
        }
        Control::Text { placeholder } => {
            view! { <TextInput value=text placeholder disabled commit=commit_text/> }.into_any()
        }
        Control::Choice(all) => {
            let choices: Vec<(String, String)> = all
                .iter()
                .map(|(k, w)| ((*k).into(), (*w).into()))
                .collect();
            view! { <Choice value=text choices disabled commit=commit_text/> }.into_any()
        }
        Control::Lines { placeholder } => {
            let lines = Signal::derive(move || {
                let all = value.get().and_then(|v| {
                    let lines = v.as_array()?.iter().filter_map(|l| l.as_str());
                    Some(lines.collect::<Vec<_>>().join("\n"))
                });
                all.unwrap_or_default()
            });
            let commit = Callback::new(move |typed: String| {
                let lines: Vec<Value> = typed
                    .lines()
                    .map(str::trim)
                    .filter(|l| !l.is_empty())
                    .map(Value::from)
                    .collect();
                commit.run((!lines.is_empty()).then_some(Value::Array(lines)));
            });
            view! { <TextArea value=lines placeholder disabled commit/> }.into_any()
        }
        Control::Team => {
            let owned_by = Callback::new(move |team: Option<Id>| {
                with(team.map(|t| Value::String(t.to_string())))
            });
            return view! { <TeamChoice value=text label=row.label help=row.help owned_by/> }
                .into_any();
        }
        Control::Command => {
            view! { <CommandChoice note=id value=text disabled commit=commit_text/> }.into_any()
        }
    };
    view! { <Labelled label=row.label help=row.help>{control}</Labelled> }.into_any()
}

/// One of the commands of the wall. All of them are listed only while somebody is about to choose: there may be thousands,
/// and a form is shown for every note that is gone through.
#[component]
fn CommandChoice(
    /// The note whose fact it is, which is no choice.
    note: Id,
    value: Signal<String>,
    disabled: Signal<bool>,
    commit: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let choosing = RwSignal::new(false);
    let choices = Memo::new(move |_| {
        let offered = |n: &Note| n.kind == NoteKind::Command && n.id != note;
        let said = |n: &Note| (n.id.to_string(), n.line());
        session.board.with(|b| {
            if choosing.get() {
                let all = b.notes.iter().filter(|n| offered(n));
                return all.map(|n| said(n)).collect();
            }
            let chosen = value.with(|id| b.notes.get(id).filter(|n| offered(n)).cloned());
            chosen.iter().map(|n| said(n)).collect::<Vec<_>>()
        })
    });
    view! {
        <div
            class="contents"
            on:pointerdown=move |_| choosing.set(true)
            on:focusin=move |_| choosing.set(true)
            on:focusout=move |_| choosing.set(false)
        >
            <Choice value choices disabled commit/>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fact_is_set_read_and_made_unknown() {
        let facts = with_value(&Facts::default(), "peakRate", Some(json!(2.5))).unwrap();
        assert_eq!(facts.peak_rate, Some(2.5));
        assert_eq!(value_of(&facts, "peakRate"), Some(json!(2.5)));
        assert_eq!(with_value(&facts, "peakRate", None), Some(Facts::default()));
    }

    #[test]
    fn what_does_not_fit_is_not_taken() {
        assert_eq!(
            with_value(&Facts::default(), "consistency", Some(json!("maybe"))),
            None
        );
    }
}
