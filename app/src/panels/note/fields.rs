//! The fields of a note as a small table.

use leptos::prelude::*;
use model::command::NoteChange;
use model::{Command, Field, Id, NoteKind};

use crate::components::icon::{self, Icon};
use crate::session::use_session;

/// Types that a field may have beside aggregates, enums, lists and maps.
const TYPES: &[&str] = &[
    "string", "text", "integer", "decimal", "money", "boolean", "date", "datetime", "duration",
    "uuid", "uri", "email", "bytes", "json",
];

#[component]
pub fn Fields(id: Id) -> impl IntoView {
    let session = use_session();
    let fields = super::of_note(session, id.clone(), |n| n.fields.clone());
    let commit = Callback::new(move |fields: Vec<Field>| {
        session.execute(Command::SetNote {
            notes: vec![id.clone()],
            change: NoteChange::Fields(fields),
        });
    });
    let types = Memo::new(move |_| {
        session.board.with(|b| {
            let mut names: Vec<String> = TYPES.iter().map(|t| (*t).to_owned()).collect();
            let mut own: Vec<String> = b
                .notes
                .iter()
                .filter(|n| n.kind == NoteKind::Aggregate)
                .map(|n| n.line())
                .collect();
            own.sort();
            own.dedup();
            names.extend(own);
            names
        })
    });
    let add = move |_| {
        let mut all = fields.get_untracked();
        let name = free_name(&all);
        all.push(Field::new(name, "string"));
        commit.run(all);
    };
    view! {
        <section class="fields">
            <h3>"Fields" <small>"they become the contracts’ fields"</small></h3>
            <datalist id="field-types">
                {move || types.get().into_iter().map(|t| view! { <option value=t></option> }).collect_view()}
            </datalist>
            <ul>
                {move || {
                    let count = fields.with(Vec::len);
                    (0..count).map(|at| view! { <Row fields at commit/> }).collect_view()
                }}
            </ul>
            <button class="button quiet" type="button" disabled=move || !session.may_edit() on:click=add>
                <Icon of=icon::PLUS small=true/>
                "Add a field"
            </button>
        </section>
    }
}

fn free_name(fields: &[Field]) -> String {
    let mut number = fields.len() + 1;
    loop {
        let name = format!("field{number}");
        if fields.iter().all(|f| f.name != name) {
            return name;
        }
        number += 1;
    }
}

#[component]
fn Row(fields: Signal<Vec<Field>>, at: usize, commit: Callback<Vec<Field>>) -> impl IntoView {
    let session = use_session();
    let disabled = move || !session.may_edit();
    let of = move |member: fn(&Field) -> String| {
        move || fields.with(|all| all.get(at).map(member).unwrap_or_default())
    };
    let change = move |edit: Box<dyn FnOnce(&mut Field)>| {
        let mut all = fields.get_untracked();
        if let Some(field) = all.get_mut(at) {
            edit(field);
            commit.run(all);
        }
    };
    let wrong = RwSignal::new("");
    let rename = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        let taken = fields.with_untracked(|all| {
            all.iter()
                .enumerate()
                .any(|(i, f)| i != at && f.name == typed)
        });
        wrong.set(match (Field::is_name(&typed), taken) {
            (false, _) => "A name has letters, digits and _ and starts with a letter.",
            (_, true) => "Another field has this name.",
            _ => "",
        });
        if wrong.get_untracked().is_empty() {
            change(Box::new(move |f| f.name = typed));
        }
    };
    let retype = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        if !typed.is_empty() {
            change(Box::new(move |f| f.type_ = typed));
        }
    };
    let remove = move |_| {
        let mut all = fields.get_untracked();
        if at < all.len() {
            all.remove(at);
            commit.run(all);
        }
    };
    let flag = move |label: &'static str,
                     title: &'static str,
                     get: fn(&Field) -> bool,
                     set: fn(&mut Field, bool)| {
        let on = move || fields.with(|all| all.get(at).is_some_and(get));
        view! {
            <button type="button" class="flag" title=title aria-pressed=move || on().to_string() disabled=disabled
                on:click=move |_| { let now = !on(); change(Box::new(move |f| set(f, now))) }>{label}</button>
        }
    };
    view! {
        <li class="field-row">
            <input class="field" aria-label="Name" prop:value=of(|f| f.name.clone()) disabled=disabled on:change=rename/>
            <input class="field" aria-label="Type" list="field-types" prop:value=of(|f| f.type_.clone()) disabled=disabled on:change=retype/>
            <button class="icon-button" type="button" aria-label="Remove the field" disabled=disabled on:click=remove>
                <Icon of=icon::CLOSE small=true/>
            </button>
            <div class="flags">
                {flag("Identity", "It tells one from another", |f| f.identity, |f, on| f.identity = on)}
                {flag("Required", "It must be there", |f| f.required, |f, on| f.required = on)}
                {flag("Personal", "Personal data", |f| f.personal, |f, on| f.personal = on)}
            </div>
            {move || {
                let text = wrong.get();
                (!text.is_empty()).then(|| view! { <small class="wrong" role="alert">{text}</small> })
            }}
        </li>
    }
}
