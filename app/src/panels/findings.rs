//! Findings: what the rules say of the wall, each leading to its notes; and the rules that could not be judged.

use advise::{Finding, Severity, Unknown};
use leptos::prelude::*;
use model::Id;

use crate::analysis::Loadable;
use crate::components::icon::{self, Icon};
use crate::panels::control::{Busy, Empty, Failure};
use crate::panels::study::Study;
use crate::panels::{PanelState, Tab};
use crate::session::use_session;

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
        <p class="muted strictness">
            {move || format!("Judged as strictly as the stage asks: {}.", stage.get().label().to_lowercase())}
        </p>
    }
}

#[component]
fn List(findings: Vec<Finding>, unknown: Vec<Unknown>) -> impl IntoView {
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
                view! {
                    <section>
                        <h3>"Not known" <small>"facts are missing; not the same as passed"</small></h3>
                        <ul class="findings">{unknown.into_iter().map(|unknown| view! { <Missing unknown/> }).collect_view()}</ul>
                    </section>
                }
            })}
    }
}

#[component]
fn Row(finding: Finding) -> impl IntoView {
    let tint = match finding.severity {
        Severity::Error => "bad",
        Severity::Warning => "warn",
        Severity::Hint => "",
    };
    view! {
        <li class="card finding">
            <header>
                <span class=format!("tag {tint}")>{finding.rule.clone()}</span>
                <Subjects ids=finding.subjects/>
            </header>
            <p>{finding.message}</p>
            <p class="advice">{finding.advice}</p>
        </li>
    }
}

#[component]
fn Missing(unknown: Unknown) -> impl IntoView {
    view! {
        <li class="card finding">
            <header>
                <span class="tag">{unknown.rule.clone()}</span>
                <Subjects ids=unknown.subjects/>
            </header>
            <p>{format!("Needs: {}.", unknown.missing.join(", "))}</p>
        </li>
    }
}

/// Leads to what a finding is about.
#[component]
fn Subjects(ids: Vec<Id>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    (!ids.is_empty()).then(|| {
        let only_context = session
            .board
            .with_untracked(|b| ids.iter().all(|id| b.context(id).is_some()));
        let label = match ids.len() {
            1 if only_context => "Open".to_owned(),
            1 => "Show".to_owned(),
            n => format!("Show {n}"),
        };
        let show = move |_| {
            session.select(&ids, true);
            if only_context {
                state.show(Tab::Note);
            }
        };
        view! { <button class="link" on:click=show>{label}</button> }
    })
}
