//! Should this be split at all? The verdict, and the questions behind it, to be answered right here.

use advise::checklist::{Answered, Split, Verdict};
use leptos::prelude::*;
use model::Command;
use model::decision::{Answer, AnswerValue};

use crate::components::control::Choice;
use crate::panels::study::Study;
use crate::session::use_session;

#[component]
pub fn SplitVerdict() -> impl IntoView {
    let study = expect_context::<Study>();
    let split = Memo::new(move |_| study.services.with(|s| s.value().map(|s| s.split.clone())));
    move || split.get().map(|split| view! { <Shown split/> })
}

#[component]
fn Shown(split: Split) -> impl IntoView {
    let (words, tint) = match split.verdict {
        Verdict::ModularMonolith => ("modular monolith first", "warn"),
        Verdict::Services => ("services are worth it", "good"),
        Verdict::Open => ("not decided", ""),
    };
    let group = |title: &'static str, code: &'static str, asked: Vec<Answered>| {
        view! {
            <h4>{title} " " <small class="code-tag">{code}</small></h4>
            <ul class="questions">{asked.into_iter().map(|a| view! { <Question asked=a/> }).collect_view()}</ul>
        }
    };
    view! {
        <section class="split">
            <h3>"Split it at all?" <span class=format!("tag {tint}")>{words}</span></h3>
            <p class="muted">{split.because}</p>
            <details>
                <summary>"The questions behind it"</summary>
                {group("Is there a need?", "C-PRE", split.pre)}
                {group("Is the house ready?", "C-READY", split.ready)}
            </details>
        </section>
    }
}

#[component]
fn Question(asked: Answered) -> impl IntoView {
    let session = use_session();
    let id = asked.question;
    let answer = asked.answer;
    let commit = Callback::new(move |picked: String| {
        let answer = Answer {
            question: id.clone(),
            answer: AnswerValue::from_name(&picked).unwrap_or(AnswerValue::Unknown),
            evidence: String::new(),
        };
        session.execute(Command::Answer { answer });
    });
    let choices = vec![
        ("yes".to_owned(), "Yes".to_owned()),
        ("no".into(), "No".into()),
    ];
    let value = match answer {
        AnswerValue::Unknown => String::new(),
        known => known.name().to_owned(),
    };
    view! {
        <li>
            <span>{asked.text.clone()} <small class="muted">{asked.evidence}</small></span>
            <Choice value choices none="Not known" label=asked.text
                disabled=Signal::derive(move || !session.may_edit()) commit/>
        </li>
    }
}
