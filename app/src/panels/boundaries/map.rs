//! The context map: who depends on whom, and the flows that cross.

mod picture;

use leptos::prelude::*;
use model::{Command, Id, Pattern, Relation};
use worker::message::MapEdge;

use crate::components::control::Choice;
use crate::panels::PanelState;
use crate::panels::study::Study;
use crate::session::use_session;
use picture::MapPicture;

pub fn pattern_words(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Partnership => "Partnership",
        Pattern::SharedKernel => "Shared kernel",
        Pattern::CustomerSupplier => "Customer/supplier",
        Pattern::Conformist => "Conformist",
        Pattern::AnticorruptionLayer => "Anticorruption layer",
        Pattern::OpenHostService => "Open-host service",
        Pattern::PublishedLanguage => "Published language",
        Pattern::SeparateWays => "Separate ways",
        Pattern::BigBallOfMud => "Big ball of mud",
    }
}

#[component]
pub fn ContextMap() -> impl IntoView {
    let study = expect_context::<Study>();
    let edges = Memo::new(move |_| {
        let all = study
            .check
            .with(|c| c.value().map(|c| c.map.clone()).unwrap_or_default());
        // A pattern against the flow is told where the flow is.
        let has_flow = |e: &MapEdge| {
            let back = all
                .iter()
                .find(|b| (&b.upstream, &b.downstream) == (&e.downstream, &e.upstream));
            !e.crossings.is_empty() || back.is_none_or(|b| b.crossings.is_empty())
        };
        all.iter()
            .filter(|e| has_flow(e))
            .cloned()
            .collect::<Vec<MapEdge>>()
    });
    view! {
        <section>
            <h3>"Context map" <small>"arrows: what flows"</small></h3>
            {move || {
                let edges = edges.get();
                if edges.is_empty() {
                    view! { <p class="muted">"No flow crosses a border yet."</p> }.into_any()
                } else {
                    view! {
                        <MapPicture edges=edges.clone()/>
                        <ul class="contexts">
                            {edges
                                .into_iter()
                                .map(|e| view! { <Border upstream=e.upstream downstream=e.downstream crossings=e.crossings/> })
                                .collect_view()}
                        </ul>
                    }
                    .into_any()
                }
            }}
        </section>
    }
}

#[component]
fn Border(upstream: Id, downstream: Id, crossings: Vec<(Id, Id)>) -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let study = expect_context::<Study>();
    let name = move |id: &Id| {
        session
            .board
            .with_untracked(|b| b.context(id).map(|c| c.name.clone()).unwrap_or_default())
    };
    let (up, down) = (name(&upstream), name(&downstream));
    let (up_hue, down_hue) = (
        session.context_hue(&upstream),
        session.context_hue(&downstream),
    );
    let title = format!("{up} → {down}");
    let (first, second) = (upstream.clone(), downstream.clone());
    let is_ours = move |r: &Relation| {
        (&r.upstream, &r.downstream) == (&first, &second)
            || (&r.upstream, &r.downstream) == (&second, &first)
    };
    let is_ours = StoredValue::new(is_ours);
    let said = Memo::new(move |_| {
        session
            .board
            .with(|b| is_ours.with_value(|is| b.relations.iter().find(|r| is(r)).cloned()))
    });
    let pattern = Signal::derive(move || {
        said.with(|r| {
            r.as_ref()
                .map(|r| r.pattern.name().to_owned())
                .unwrap_or_default()
        })
    });
    let fitting = {
        let (up, down) = (up.clone(), down.clone());
        Memo::new(move |_| fitting(study, &up, &down))
    };
    // Names a pattern, the way round that fits: who asks is downstream of whom it asks, though the flow goes the other way.
    let name_it = move |picked: Option<Pattern>| {
        let (upstream, downstream) = match fitting.get_untracked() {
            Some(Fit { turned: true, .. }) => (downstream.clone(), upstream.clone()),
            _ => (upstream.clone(), downstream.clone()),
        };
        let mut relations = session
            .board
            .with_untracked(|b| b.relations.as_ref().clone());
        relations.retain(|r| !is_ours.with_value(|is| is(r)));
        if let Some(pattern) = picked {
            let note = said.get_untracked().map(|r| r.note).unwrap_or_default();
            relations.push(Relation {
                upstream,
                downstream,
                pattern,
                note,
            });
        }
        session.execute(Command::SetRelations { relations });
    };
    let name_it = StoredValue::new(name_it);
    let commit = Callback::new(move |picked: String| {
        name_it.with_value(|name| name(Pattern::from_name(&picked)));
    });
    let host = {
        let (up, down) = (up.clone(), down.clone());
        move |turned: bool| if turned { down.clone() } else { up.clone() }
    };
    let fits = move || {
        let fit = fitting.get()?;
        if fit.pattern.name() == pattern.get() {
            return None;
        }
        let with = match fit.pattern {
            Pattern::Partnership | Pattern::SharedKernel | Pattern::SeparateWays => String::new(),
            _ => format!(", with {} upstream", host(fit.turned)),
        };
        let take = move |_| name_it.with_value(|name| name(Some(fit.pattern)));
        Some(view! {
            <p class="typed"><span class="tag">{pattern_words(fit.pattern)}</span>" would fit" {with} ". " {fit.why} " "
                <button class="link" disabled=move || !session.may_edit() on:click=take>"Say so"</button></p>
        })
    };
    let choices: Vec<(String, String)> = Pattern::ALL
        .iter()
        .map(|p| (p.name().to_owned(), pattern_words(*p).to_owned()))
        .collect();
    let flows = crossings
        .into_iter()
        .map(|(from, to)| {
            let line = |id: &Id| session.board.with_untracked(|b| b.note(id).map(|n| n.line()).unwrap_or_default());
            let words = format!("{} → {}", line(&from), line(&to));
            let both = [from, to];
            view! { <li><button class="link" on:click=move |_| state.lead_to(session, &both)>{words}</button></li> }
        })
        .collect_view();
    view! {
        <li class="card">
            <header>
                <i class=format!("dot hue-{up_hue}") aria-hidden="true"></i>
                {up}
                <span class="muted">"→"</span>
                <i class=format!("dot hue-{down_hue}") aria-hidden="true"></i>
                {down}
            </header>
            <ul class="why">{flows}</ul>
            <Choice value=pattern choices none="Pattern not said" label=format!("Pattern of {title}")
                disabled=Signal::derive(move || !session.may_edit()) commit/>
            {fits}
        </li>
    }
}

/// The pattern that fits between two contexts, and why.
#[derive(Clone, PartialEq)]
struct Fit {
    pattern: Pattern,
    /// Whether what the flow goes to is upstream.
    turned: bool,
    why: String,
}

fn fitting(study: Study, from: &str, to: &str) -> Option<Fit> {
    study.judgement.with(|judgement| {
        let borders = &judgement.value()?.borders;
        let between = |up: &str, down: &str| {
            let mut borders = borders.iter();
            borders.find(|b| b.upstream == up && b.downstream == down)
        };
        let (border, turned) = match between(from, to) {
            Some(border) => (border, false),
            None => (between(to, from)?, true),
        };
        Some(Fit {
            pattern: Pattern::from_name(&border.pattern)?,
            turned,
            why: border.because.first().cloned().unwrap_or_default(),
        })
    })
}
