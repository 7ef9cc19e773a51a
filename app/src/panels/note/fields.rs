//! The fields of a note as a small table.

use leptos::{html, prelude::*};
use model::command::NoteChange;
use model::words::capitalised;
use model::{Command, Field, Id, NoteKind};

use crate::components::icon::{self, Icon};
use crate::session::use_session;
use model::order::Order;

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
            own.order();
            own.dedup();
            names.extend(own);
            names
        })
    });
    let added = RwSignal::new(None::<usize>);
    let add = move |_| {
        let mut all = fields.get_untracked();
        let name = free_name(&all);
        added.set(Some(all.len()));
        all.push(Field::new(name, "string"));
        commit.run(all);
    };
    view! {
        <section class="fields">
            <h3>"Fields" <small>"they become the contracts’ fields"</small></h3>
            // The names of all aggregates are gathered where there is a field to type one in.
            {move || {
                fields.with(|f| !f.is_empty()).then(|| {
                    let options = types.get().into_iter().map(|t| view! { <option value=t></option> });
                    view! { <datalist id="field-types">{options.collect_view()}</datalist> }
                })
            }}
            <ul>
                <For each=move || 0..fields.with(Vec::len) key=|at| *at let(at)>
                    <Row fields at commit types added/>
                </For>
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

/// `order id` → `orderId`; None where no name can be made of it.
fn name_of(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if Field::is_name(typed) {
        return Some(typed.to_owned());
    }
    let words = typed.split(|c: char| c.is_whitespace() || c == '-');
    let mut words = words.filter(|w| !w.is_empty());
    let first = words.next()?.to_owned();
    let name = words.fold(first, |name, word| name + &capitalised(word));
    Field::is_name(&name).then_some(name)
}

/// The name inside lists and maps that is no type of the language and none of `types`: a reference to something else.
fn stranger<'a>(type_: &'a str, types: &[String]) -> Option<&'a str> {
    let type_ = type_.trim();
    let inside = |word: &str| {
        type_
            .strip_prefix(word)?
            .trim_start()
            .strip_prefix('(')?
            .strip_suffix(')')
    };
    if let Some(inner) = type_.strip_suffix("[]").or_else(|| inside("map")) {
        return stranger(inner, types);
    }
    let known = inside("enum").is_some() || types.iter().any(|t| t.eq_ignore_ascii_case(type_));
    (!known && !type_.is_empty()).then_some(type_)
}

#[component]
fn Row(
    fields: Signal<Vec<Field>>,
    at: usize,
    commit: Callback<Vec<Field>>,
    types: Memo<Vec<String>>,
    /// The field that has been added last: it is ready to be named.
    added: RwSignal<Option<usize>>,
) -> impl IntoView {
    let session = use_session();
    let disabled = move || !session.may_edit();
    let of = move |member: fn(&Field) -> String| {
        Memo::new(move |_| fields.with(|all| all.get(at).map(member).unwrap_or_default()))
    };
    let (name, type_) = (of(|f| f.name.clone()), of(|f| f.type_.clone()));
    let change = move |edit: Box<dyn FnOnce(&mut Field)>| {
        let mut all = fields.get_untracked();
        if let Some(field) = all.get_mut(at) {
            edit(field);
            commit.run(all);
        }
    };
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let Some(input) = input.get() else { return };
        if added.get_untracked() == Some(at) {
            added.set(None);
            let _ = input.focus();
            // Its value comes with the frame.
            request_animation_frame(move || {
                if Some(input.value()) == name.try_get_untracked() {
                    input.select();
                }
            });
        }
    });
    let wrong = RwSignal::new("");
    let rename = move |event| {
        let named = name_of(&event_target_value(&event));
        let taken = fields.with_untracked(|all| {
            let mut others = all.iter().enumerate().filter(|(i, _)| *i != at);
            others.any(|(_, f)| Some(&f.name) == named.as_ref())
        });
        match named {
            Some(now) if !taken => {
                wrong.set("");
                if let Some(input) = input.get_untracked() {
                    input.set_value(&now);
                }
                if now != name.get_untracked() {
                    change(Box::new(move |f| f.name = now));
                }
            }
            Some(_) => wrong.set("Another field has this name."),
            None => wrong.set("A name has letters a to z, digits and _, and starts with a letter."),
        }
    };
    let retype = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        if !typed.is_empty() {
            change(Box::new(move |f| f.type_ = typed));
        }
    };
    let unknown = move || {
        let type_ = type_.get();
        let name = types.with(|types| stranger(&type_, types).map(str::to_owned))?;
        Some(format!(
            "No aggregate here is called “{name}”; contracts will refer to one by its id."
        ))
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
            <input class="field" node_ref=input aria-label="Name" aria-invalid=move || (!wrong.get().is_empty()).to_string()
                prop:value=move || name.get() disabled=disabled on:change=rename/>
            <input class="field" aria-label="Type" list="field-types" prop:value=move || type_.get() disabled=disabled on:change=retype/>
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
            {move || unknown().map(|text| view! { <small class="muted">{text}</small> })}
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_a_name() {
        for (typed, name) in [
            ("order id", Some("orderId")),
            (" Order-line  total ", Some("OrderLineTotal")),
            ("_x1", Some("_x1")),
            ("1st", None),
            ("größe", None),
            ("", None),
        ] {
            assert_eq!(name_of(typed).as_deref(), name, "{typed}");
        }
    }

    #[test]
    fn strangers_among_types() {
        let types = ["string".to_owned(), "Cargo".to_owned()];
        for known in ["String", "cargo[]", "map(string[])", "enum(a, b)", ""] {
            assert_eq!(stranger(known, &types), None, "{known}");
        }
        assert_eq!(stranger("map( Voyage [])", &types), Some("Voyage"));
        assert_eq!(stranger("banana!!", &types), Some("banana!!"));
    }
}
