//! Form controls of the panel: a label, a control, a line of help; a change is said when the control is left.

use leptos::prelude::*;

use crate::session::Session;

/// Whether the controls only show: for viewers.
pub fn read_only(session: Session) -> Signal<bool> {
    Signal::derive(move || !session.may_edit())
}

/// A label over a control, with help below.
#[component]
pub fn Labelled(
    #[prop(into)] label: String,
    #[prop(optional, into)] help: String,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="labelled">
            <span class="label">{label}</span>
            {children()}
            {(!help.is_empty()).then(|| view! { <small class="help">{help}</small> })}
        </label>
    }
}

/// One line of text; `commit` gets what was typed when it differs.
#[component]
pub fn TextInput(
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] label: Option<String>,
    commit: Callback<String>,
) -> impl IntoView {
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        if typed != value.get_untracked() {
            commit.run(typed);
        }
    };
    view! {
        <input class="field" type="text" prop:value=move || value.get() placeholder=placeholder aria-label=label
            disabled=move || disabled.get() on:change=on_change/>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(default = 3)] rows: u32,
    commit: Callback<String>,
) -> impl IntoView {
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        if typed != value.get_untracked() {
            commit.run(typed);
        }
    };
    view! {
        <textarea class="field" rows=rows prop:value=move || value.get() placeholder=placeholder
            disabled=move || disabled.get() on:change=on_change></textarea>
    }
}

/// A number, or nothing; what is no number in the range is not taken and said so.
#[component]
pub fn NumberInput(
    #[prop(into)] value: Signal<Option<f64>>,
    unit: &'static str,
    min: f64,
    #[prop(optional_no_strip)] max: Option<f64>,
    #[prop(optional, into)] disabled: Signal<bool>,
    commit: Callback<Option<f64>>,
) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        let number = typed.trim().parse::<f64>().ok();
        let fits = number.is_some_and(|n| n.is_finite() && n >= min && max.is_none_or(|m| n <= m));
        wrong.set(!fits && !typed.trim().is_empty());
        if (fits || typed.trim().is_empty()) && number != value.get_untracked() {
            commit.run(number);
        }
    };
    let range = match max {
        Some(max) => format!("Give a number from {min} to {max}"),
        None => format!("Give a number of at least {min}"),
    };
    view! {
        <span class="with-unit">
            <input class="field" type="text" inputmode="decimal" placeholder="unknown"
                prop:value=move || value.get().map(|n| n.to_string()).unwrap_or_default()
                aria-invalid=move || wrong.get().to_string()
                disabled=move || disabled.get() on:change=on_change/>
            <span class="unit">{unit}</span>
        </span>
        {move || wrong.get().then(|| view! { <small class="wrong" role="alert">{range.clone()}</small> })}
    }
}

/// One of several, or unknown (the empty value).
#[component]
pub fn Choice(
    #[prop(into)] value: Signal<String>,
    /// (value, words)
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    #[prop(default = "Unknown")] none: &'static str,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] label: Option<String>,
    commit: Callback<String>,
) -> impl IntoView {
    let on_change = move |event| commit.run(event_target_value(&event));
    view! {
        <select class="field" aria-label=label disabled=move || disabled.get() on:change=on_change>
            {(!none.is_empty()).then(|| view! { <option value="" selected=move || value.get().is_empty()>{none}</option> })}
            {move || {
                choices
                    .get()
                    .into_iter()
                    .map(|(key, words)| {
                        let this = key.clone();
                        view! { <option value=key selected=move || value.get() == this>{words}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// A switch with its words.
#[component]
pub fn Check(
    #[prop(into)] value: Signal<bool>,
    #[prop(into)] label: String,
    #[prop(optional, into)] disabled: Signal<bool>,
    commit: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || value.get() disabled=move || disabled.get()
                on:change=move |event| commit.run(event_target_checked(&event))/>
            <span>{label}</span>
        </label>
    }
}

/// What a panel says when it has nothing to show: what it is for, and the next step.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <h3>{title}</h3>
            <p>{text}</p>
            {children.map(|c| c())}
        </div>
    }
}

/// An error with a way to try again.
#[component]
pub fn Failure(#[prop(into)] text: String, again: Callback<()>) -> impl IntoView {
    view! {
        <div class="failure" role="alert">
            <p>{text}</p>
            <button class="button" on:click=move |_| again.run(())>"Try again"</button>
        </div>
    }
}

/// Work that takes a while.
#[component]
pub fn Busy(#[prop(into)] text: String) -> impl IntoView {
    view! {
        <p class="busy" role="status">
            <span class="spinner" aria-hidden="true"></span>
            {text}
        </p>
    }
}
