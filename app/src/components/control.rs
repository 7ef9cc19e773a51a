//! Form controls of the panel: a label, a control, a line of help; a change is said when the control is left.

use leptos::{html, prelude::*};

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

/// What a control says when the board changes under somebody who is typing in it: both changes, and theirs where the two meet.
fn follow(before: Option<String>, typed: &str, now: &str) -> String {
    match before {
        Some(before) if typed != before && typed != now => {
            board::text::merge(&before, typed, now).text
        }
        _ => now.to_owned(),
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
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |before: Option<Option<String>>| {
        let input = node.get()?;
        let (typed, now) = (input.value(), value.get());
        let text = follow(before.flatten(), &typed, &now);
        if text != typed {
            input.set_value(&text);
        }
        Some(now)
    });
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        if typed != value.get_untracked() {
            commit.run(typed);
        }
    };
    view! {
        <input class="field" type="text" node_ref=node placeholder=placeholder aria-label=label
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
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |before: Option<Option<String>>| {
        let area = node.get()?;
        let (typed, now) = (area.value(), value.get());
        let text = follow(before.flatten(), &typed, &now);
        if text != typed {
            area.set_value(&text);
        }
        Some(now)
    });
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        if typed != value.get_untracked() {
            commit.run(typed);
        }
    };
    view! {
        <textarea class="field" rows=rows node_ref=node placeholder=placeholder
            disabled=move || disabled.get() on:change=on_change></textarea>
    }
}

/// Reads a number as people write it: a comma may stand for the point, spaces for nothing.
fn number(typed: &str) -> Result<f64, &'static str> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = typed.split(',').collect();
    let is_group = |part: &&str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
    let number = match parts[..] {
        [_] => typed.parse::<f64>(),
        // 1,500 is 1500 to some and 1.5 to others.
        [whole, ref groups @ ..] if groups.iter().all(is_group) && whole != "0" => {
            return Err("Write thousands without a comma, like 1500.");
        }
        _ => typed.replace(',', ".").parse(),
    };
    match number {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err("Numbers only, like 1.5."),
    }
}

/// A number, or nothing; what is no number in the range is not taken and said so.
#[component]
pub fn NumberInput(
    #[prop(into)] value: Signal<Option<f64>>,
    unit: &'static str,
    min: f64,
    #[prop(optional_no_strip)] max: Option<f64>,
    #[prop(optional)] whole: bool,
    /// What no number means.
    #[prop(optional)]
    empty: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    commit: Callback<Option<f64>>,
) -> impl IntoView {
    let wrong = RwSignal::new(String::new());
    let fits = move |n: f64| match max {
        _ if whole && n.fract() != 0.0 => Err("Whole numbers only, like 7.".to_owned()),
        Some(max) if n < min || n > max => Err(format!("Only from {min} to {max}.")),
        None if n < min && n <= 0.0 && min > 0.0 => Err("Only above 0.".to_owned()),
        None if n < min => Err(format!("Not less than {min}.")),
        _ => Ok(Some(n)),
    };
    let on_change = move |event| {
        let typed: String = event_target_value(&event);
        let read = match typed.trim() {
            "" => Ok(None),
            typed => number(typed).map_err(str::to_owned).and_then(fits),
        };
        match read {
            Ok(number) => {
                wrong.set(String::new());
                if number != value.get_untracked() {
                    commit.run(number);
                }
            }
            Err(why) => wrong.set(why),
        }
    };
    view! {
        <span class="with-unit">
            <input class="field" type="text" inputmode="decimal" placeholder=empty.unwrap_or("unknown")
                prop:value=move || value.get().map(|n| n.to_string()).unwrap_or_default()
                aria-invalid=move || wrong.with(|w| !w.is_empty()).to_string()
                disabled=move || disabled.get() on:change=on_change/>
            <span class="unit">{unit}</span>
        </span>
        {move || {
            let why = wrong.get();
            (!why.is_empty()).then(|| view! { <small class="wrong" role="alert">{why}</small> })
        }}
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

#[cfg(test)]
mod tests {
    use super::{follow, number};

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, read) in [
            ("1.5", 1.5),
            ("1,5", 1.5),
            ("0,125", 0.125),
            (" 1 500 ", 1500.0),
            ("12", 12.0),
        ] {
            assert_eq!(number(typed), Ok(read), "{typed}");
        }
        for typed in ["lots", "1,500", "12,000,000", "inf", "NaN", "1,5,2", "-"] {
            assert!(number(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn what_is_being_typed_stays() {
        let check = |before: Option<&str>, typed: &str, now: &str, shown: &str| {
            assert_eq!(follow(before.map(str::to_owned), typed, now), shown);
        };
        check(None, "", "Order placed", "Order placed");
        check(
            Some("Order placed"),
            "Order placed",
            "Order paid",
            "Order paid",
        );
        check(
            Some("Order placed"),
            "Order placed twice",
            "An order placed",
            "An order placed twice",
        );
        check(Some("Order"), "Orders", "Orders", "Orders");
    }
}
