//! Findings: what the rules say of the wall, each leading to its notes; and the rules that could not be judged.

mod duplicates;
mod lacking;
mod language;

use advise::{Finding, Severity, Unknown};
use leptos::prelude::*;
use model::{BoardSnapshot, Id};

use crate::components::control::{Busy, Empty, Failure};
use crate::components::icon::{self, Icon};
use crate::components::loadable::Loadable;
use crate::panels::PanelState;
use crate::panels::study::Study;
use crate::session::use_session;
pub use lacking::label;
use lacking::{Lack, gathered};
use language::Language;

#[component]
pub fn Findings() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let again = Callback::new(move |()| study.check_now());
    let stage = Memo::new(move |_| session.board.with(|b| b.stage()));
    view! {
        {move || {
            study.check.with(|check| match check {
                Loadable::Idle => view! {
                    <Empty title="Nothing to check yet" text="As soon as there are notes, Isobar checks the flow, the boundaries and the sizes against its rules, and says what to do about each finding."/>
                }
                .into_any(),
                Loadable::Failed(why) => view! { <Failure text=why.clone() again/> }.into_any(),
                Loadable::Busy(None) => view! { <Busy text="Checking the wall"/> }.into_any(),
                Loadable::Busy(Some(check)) | Loadable::Ready(check) => {
                    let report = check.report.clone();
                    view! { <List findings=report.findings unknown=report.unknown/> }.into_any()
                }
            })
        }}
        <section class="strictness">
            <Language/>
        <p class="muted">
            {move || format!("Judged as strictly as the stage asks: {}.", stage.get().label().to_lowercase())}
        </p>
        </section>
    }
}

#[component]
fn List(findings: Vec<Finding>, unknown: Vec<Unknown>) -> impl IntoView {
    let session = use_session();
    let group = |severity: Severity, title: &'static str| {
        let own: Vec<Finding> = findings
            .iter()
            .filter(|f| f.severity == severity)
            .cloned()
            .collect();
        (!own.is_empty()).then(|| {
            view! {
                <section>
                    <h3>{title} <small>{own.len()}</small></h3>
                    <ul class="findings">{own.into_iter().map(|finding| view! { <Row finding/> }).collect_view()}</ul>
                </section>
            }
        })
    };
    let clean = findings.is_empty();
    view! {
        {clean.then(|| view! { <p class="all-good"><Icon of=icon::CHECK small=true/> "No rule that could be judged has anything to say."</p> })}
        {group(Severity::Error, "Errors")}
        {group(Severity::Warning, "Warnings")}
        {group(Severity::Hint, "Hints")}
        {(!unknown.is_empty())
            .then(|| {
                let is_context = |id: &Id| session.board.with_untracked(|b| b.context(id).is_some());
                let lacks = gathered(unknown, is_context);
                view! {
                    <section>
                        <h3>"Not known" <small>"facts are missing; not the same as passed"</small></h3>
                        <ul class="findings">{lacks.into_iter().map(|lack| view! { <Missing lack/> }).collect_view()}</ul>
                    </section>
                }
            })}
    }
}

#[component]
pub fn Row(finding: Finding) -> impl IntoView {
    let tint = match finding.severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Hint => "",
    };
    let alike = (finding.rule == duplicates::RULE)
        .then(|| view! { <duplicates::Settle notes=finding.subjects.clone()/> });
    view! {
        <li class="card finding">
            <header>
                <RuleTag rule=finding.rule tint/>
                <Subjects ids=finding.subjects/>
            </header>
            <p>{finding.message}</p>
            <p class="advice">{finding.advice}</p>
            {alike}
        </li>
    }
}

/// A rule in words and by its code; what it looks for waits behind them.
#[component]
fn RuleTag(rule: String, tint: &'static str) -> impl IntoView {
    let study = expect_context::<Study>();
    let about = study.check.with_untracked(|check| {
        let about = check.value().and_then(|c| c.rules.get(&rule).cloned());
        about.map_or_else(|| rule.clone(), |about| format!("{rule}: {about}"))
    });
    let words = in_words(&rule);
    view! { <span class=format!("tag {tint}") title=about>{words} " " <small class="code-tag">{rule}</small></span> }
}

/// `F-FLOW-NO-CAUSE` → `Flow: no cause`
fn in_words(rule: &str) -> String {
    const TOPICS: [(&str, &str); 8] = [
        ("CTX", "Border"),
        ("DATA", "Data"),
        ("EVENT", "Event"),
        ("FLOW", "Flow"),
        ("MAP", "Context map"),
        ("SIZE", "Size"),
        ("SYNC", "Calls"),
        ("TEAM", "Team"),
    ];
    let code = rule.strip_prefix("F-").unwrap_or(rule);
    let plain = |code: &str| code.to_lowercase().replace('-', " ");
    let topic = code.split_once('-').and_then(|(first, rest)| {
        let (_, topic) = TOPICS.iter().find(|(name, _)| *name == first)?;
        Some(format!("{topic}: {}", plain(rest)))
    });
    topic.unwrap_or_else(|| model::words::capitalised(&plain(code)))
}

#[component]
fn Missing(lack: Lack) -> impl IntoView {
    let whole = lack.subjects.is_empty();
    let facts = lack.facts.join(" · ");
    let rules = lack.rules.into_iter();
    view! {
        <li class="card finding">
            <p class="advice">{facts}</p>
            {(!whole).then(|| view! { <Names ids=lack.subjects/> })}
            <p class="rules">
                <small class="muted">"Waiting:"</small>
                {rules.map(|rule| view! { <RuleTag rule tint=""/> }).collect_view()}
            </p>
        </li>
    }
}

/// What a finding calls by an id, and where that is on the wall: a team is where its contexts are.
fn named(board: &BoardSnapshot, id: &Id) -> (String, Vec<Id>) {
    if let Some(team) = board.teams.get(id.as_str()) {
        let owned = board
            .contexts
            .iter()
            .filter(|c| c.team.as_ref() == Some(id));
        return (
            format!("Team {}", team.name),
            owned.map(|c| c.id.clone()).collect(),
        );
    }
    let name = match board.context(id) {
        Some(context) => context.name.clone(),
        None => board.note(id).map(|n| n.line()).unwrap_or_default(),
    };
    (name, vec![id.clone()])
}

/// What lacks something, each by its name and leading to it.
#[component]
fn Names(ids: Vec<Id>) -> impl IntoView {
    const FIRST: usize = 8;
    let session = use_session();
    let state = expect_context::<PanelState>();
    let rest = ids.len().saturating_sub(FIRST);
    let all = RwSignal::new(rest == 0);
    let name = move |id: Id| {
        let (name, places) = session.board.with_untracked(|b| named(b, &id));
        view! { <li><button class="link" on:click=move |_| state.lead_to(session, &places)>{name}</button></li> }
    };
    let ids = StoredValue::new(ids);
    view! {
        <ul class="names">
            {move || {
                let shown = if all.get() { usize::MAX } else { FIRST };
                ids.get_value().into_iter().take(shown).map(name).collect_view()
            }}
            {move || {
                (!all.get())
                    .then(|| view! { <li><button class="link" on:click=move |_| all.set(true)>{format!("and {rest} more")}</button></li> })
            }}
        </ul>
    }
}

/// Leads to what a finding is about.
#[component]
fn Subjects(ids: Vec<Id>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let places = session.board.with_untracked(|b| {
        let places = ids.iter().flat_map(|id| named(b, id).1);
        places.collect::<std::collections::BTreeSet<Id>>()
    });
    let places: Vec<Id> = places.into_iter().collect();
    (!places.is_empty()).then(|| {
        let label = match places.len() {
            1 => "Show".to_owned(),
            n => format!("Show {n}"),
        };
        view! { <button class="link" on:click=move |_| state.lead_to(session, &places)>{label}</button> }
    })
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn rules_in_words() {
        for (rule, words) in [
            ("F-FLOW-NO-CAUSE", "Flow: no cause"),
            ("F-SIZE-LARGE", "Size: large"),
            ("F-ENTITY-SERVICE", "Entity service"),
        ] {
            assert_eq!(in_words(rule), words);
        }
    }
}
