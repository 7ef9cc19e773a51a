//! The context map: who depends on whom, and the flows that cross.

mod picture;

use leptos::prelude::*;
use model::{Command, Id, Pattern, Relation};

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
        study
            .check
            .with(|c| c.value().map(|c| c.map.clone()).unwrap_or_default())
    });
    view! {
        <section>
            <h3>"Context map" <small>"upstream → downstream"</small></h3>
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
    let pattern = {
        let (upstream, downstream) = (upstream.clone(), downstream.clone());
        Signal::derive(move || {
            session.board.with(|b| {
                let said = b
                    .relations
                    .iter()
                    .find(|r| r.upstream == upstream && r.downstream == downstream);
                said.map(|r| r.pattern.name().to_owned())
                    .unwrap_or_default()
            })
        })
    };
    let commit = Callback::new(move |picked: String| {
        let mut relations = session
            .board
            .with_untracked(|b| b.relations.as_ref().clone());
        let note = relations
            .iter()
            .find(|r| r.upstream == upstream && r.downstream == downstream)
            .map(|r| r.note.clone())
            .unwrap_or_default();
        relations.retain(|r| !(r.upstream == upstream && r.downstream == downstream));
        if let Some(pattern) = Pattern::from_name(&picked) {
            relations.push(Relation {
                upstream: upstream.clone(),
                downstream: downstream.clone(),
                pattern,
                note,
            });
        }
        session.execute(Command::SetRelations { relations });
    });
    let fitting = {
        let (up, down) = (up.clone(), down.clone());
        Memo::new(move |_| fitting(study, &up, &down))
    };
    let fits = move || {
        let (fits, why) = fitting.get().filter(|(p, _)| p.name() != pattern.get())?;
        let take = move |_| commit.run(fits.name().to_owned());
        Some(view! {
            <p class="typed"><span class="tag">{pattern_words(fits)}</span>" would fit. " {why} " "
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

/// The pattern that fits between two contexts, by name, and why.
fn fitting(study: Study, upstream: &str, downstream: &str) -> Option<(Pattern, String)> {
    study.judgement.with(|judgement| {
        let mut borders = judgement.value()?.borders.iter();
        let border = borders.find(|b| b.upstream == upstream && b.downstream == downstream)?;
        let why = border.because.first().cloned().unwrap_or_default();
        Some((Pattern::from_name(&border.pattern)?, why))
    })
}
