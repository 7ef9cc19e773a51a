//! How to look for boundaries: by what, how many, what people wish, and how much each criterion counts.

use decompose::{Options, Strategy};
use leptos::prelude::*;
use model::wish::{Wish, wishes};
use model::{Command, Id};
use serde_json::Value;
use worker::message::Criterion;

use crate::components::control::{Check, Choice, Labelled, NumberInput};
use crate::components::loadable::Loadable;
use crate::panels::PanelState;
use crate::panels::boundaries::capacity::is_open;
use crate::panels::study::Study;
use crate::session::use_session;

const STRATEGIES: [(Strategy, &str, &str); 4] = [
    (Strategy::Balanced, "balanced", "All criteria together"),
    (
        Strategy::Aggregate,
        "aggregate",
        "By aggregate: each transaction alone",
    ),
    (
        Strategy::Capability,
        "capability",
        "By capability: between pivotal events",
    ),
    (Strategy::Team, "team", "By team, as entered for notes"),
];

/// Once boundaries are looked for, every change looks again at once.
#[component]
pub fn Ways() -> impl IntoView {
    let study = expect_context::<Study>();
    let options = study.options;
    let change = move |edit: &dyn Fn(&mut Options)| {
        options.update(|o| edit(o));
        study.grain.set(None);
        study.look_again();
    };
    let strategy = Signal::derive(move || {
        let now = options.with(|o| o.strategy);
        let row = STRATEGIES.iter().find(|s| s.0 == now);
        row.map(|s| s.1.to_owned()).unwrap_or_default()
    });
    let choose = Callback::new(move |picked: String| {
        if let Some((strategy, ..)) = STRATEGIES.iter().find(|s| s.1 == picked) {
            change(&|o| o.strategy = *strategy);
        }
    });
    let choices: Vec<(String, String)> = STRATEGIES
        .iter()
        .map(|(_, id, words)| ((*id).to_owned(), (*words).to_owned()))
        .collect();
    let wished = Signal::derive(move || options.with(|o| o.contexts.map(|n| n as f64)));
    let wish = Callback::new(move |n: Option<f64>| change(&|o| o.contexts = n.map(|n| n as usize)));
    let respect = Callback::new(move |on| change(&|o| o.respect_contexts = on));
    view! {
        <details class="ways" prop:open=study.ways_open on:toggle=move |event| study.ways_open.set(is_open(&event))>
            <summary>"Strategy, wishes and weights"</summary>
            <Labelled label="Cut"><Choice value=strategy choices none="" commit=choose/></Labelled>
            <Labelled label="Contexts wished" help="Empty: as many as the wall suggests. Used only with “All criteria together”.">
                <NumberInput value=wished unit="contexts" min=1.0 max=Some(200.0) whole=true empty="any number" commit=wish/>
            </Labelled>
            <Check value=Signal::derive(move || options.with(|o| o.respect_contexts))
                label="Start from today’s contexts: sharing one ties notes" commit=respect/>
            <Locks/>
            <Wishes/>
            <Weights/>
        </details>
    }
}

/// Which contexts proposals leave as they are.
#[component]
fn Locks() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let contexts = Memo::new(move |_| {
        session.board.with(|b| {
            let contexts = b.contexts.iter();
            contexts
                .map(|c| (c.id.clone(), c.name.clone(), c.locked))
                .collect::<Vec<_>>()
        })
    });
    let lock = move |id: &Id, locked: bool| {
        let context = session.board.with_untracked(|b| b.context(id).cloned());
        if let Some(context) = context {
            let mut context = model::Context::clone(&context);
            context.locked = locked;
            session.execute(Command::SetContext { context });
            study.look_again();
        }
    };
    move || {
        contexts.with(|c| !c.is_empty()).then(|| {
            let rows = contexts.get().into_iter().map(|(id, name, locked)| {
                let commit = Callback::new(move |on| lock(&id, on));
                view! { <li><Check value=Signal::derive(move || locked) label=name
                disabled=Signal::derive(move || !session.may_edit()) commit/></li> }
            });
            view! { <h4>"Locked: every proposal leaves it as it is"</h4> <ul class="locks" aria-label="Locked contexts">{rows.collect_view()}</ul> }
        })
    }
}

/// What people want together or apart, with a way back.
#[component]
fn Wishes() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let all = Memo::new(move |_| session.board.with(wishes));
    // Made by the menu of the wall: what is open follows.
    Effect::new(move |before: Option<Vec<Wish>>| {
        let now = all.get();
        if before.is_some_and(|b| b != now) {
            study.look_again();
        }
        now
    });
    let row = move |wish: Wish| {
        let texts: Vec<String> = session.board.with_untracked(|b| {
            let notes = wish.notes.iter().filter_map(|id| b.note(id));
            notes.map(|n| format!("“{}”", n.line())).collect()
        });
        let words = texts.join(if wish.together {
            " with "
        } else {
            " apart from "
        });
        let notes = wish.notes.clone();
        let withdraw = move |_| session.execute(wish.withdraw());
        view! {
            <li>
                <button class="link" on:click=move |_| state.lead_to(session, &notes)>{words.clone()}</button>
                <button class="button quiet" aria-label=format!("Remove the wish: {words}")
                    disabled=move || !session.may_edit() on:click=withdraw>"Remove"</button>
            </li>
        }
    };
    view! {
        <h4>"Wishes"</h4>
        {move || {
            let all = all.get();
            if all.is_empty() {
                view! { <p class="muted">"Select notes, right-click, and say “Keep in one context” or “Keep in different contexts”."</p> }.into_any()
            } else {
                view! { <ul class="wishes">{all.into_iter().map(row).collect_view()}</ul> }.into_any()
            }
        }}
    }
}

/// How much each criterion counts; the alternatives follow the slider.
#[component]
fn Weights() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let options = study.options;
    study.ask_criteria();
    let keep = move |_| {
        let weights = options.with_untracked(|o| o.weights.clone());
        let commands = weights.into_iter().map(|(id, weight)| Command::SetSetting {
            key: format!("criterion.{id}"),
            value: Value::from(weight),
        });
        session.execute(Command::Compound {
            commands: commands.collect(),
        });
        options.update(|o| o.weights.clear());
        study.criteria.set(Loadable::Idle);
        study.ask_criteria();
        session.toasts.say("This board keeps these weights.");
    };
    let reset = move |_| {
        options.update(|o| o.weights.clear());
        study.look_again();
    };
    view! {
        <h4>"How much counts"</h4>
        {move || study.criteria.with(|c| c.value().cloned().unwrap_or_default()).into_iter().map(|criterion| view! { <Weight criterion/> }).collect_view()}
        {move || {
            options.with(|o| !o.weights.is_empty()).then(|| view! {
                <div class="row">
                    <button class="button" on:click=reset>"Back to the board’s"</button>
                    <button class="button" disabled=move || !session.may_edit() on:click=keep>"Keep for this board"</button>
                </div>
            })
        }}
    }
}

/// The scale of the sliders: fine near 0, up to 20.
const MOST: f64 = 20.0;

fn to_slider(weight: f64) -> f64 {
    (weight / MOST).max(0.0).sqrt() * 100.0
}

fn from_slider(at: f64) -> f64 {
    ((at / 100.0).powi(2) * MOST * 100.0).round() / 100.0
}

#[component]
fn Weight(criterion: Criterion) -> impl IntoView {
    let study = expect_context::<Study>();
    let options = study.options;
    let (id, own) = (criterion.id, criterion.weight);
    let about = format!("about-{id}");
    let weight = {
        let id = id.clone();
        Signal::derive(move || options.with(|o| o.weights.get(&id).copied().unwrap_or(own)))
    };
    let slide = move |event| {
        if let Ok(at) = event_target_value(&event).parse::<f64>() {
            options.update(|o| {
                o.weights.insert(id.clone(), from_slider(at));
            });
            study.look_again();
        }
    };
    view! {
        <div class="weight">
            <label>
                <span>{criterion.label}</span>
                <b>{move || weight.get().to_string()}</b>
                <input type="range" min="0" max="100" step="1" aria-describedby=about.clone() aria-valuetext=move || weight.get().to_string()
                    prop:value=move || to_slider(weight.get()).to_string() on:input=slide/>
            </label>
            <small class="muted" id=about>{criterion.about}</small>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{from_slider, to_slider};

    #[test]
    fn sliders_go_there_and_back() {
        for weight in [0.0, 0.05, 0.5, 2.0, 6.5, 10.0, 20.0] {
            let there = from_slider(to_slider(weight));
            assert!((there - weight).abs() < 0.011, "{weight} {there}");
        }
    }
}
