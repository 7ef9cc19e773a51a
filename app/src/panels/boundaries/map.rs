//! The context map: who depends on whom, and the flows that cross.

mod picture;

use std::collections::HashMap;

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
        // Where something flows, and whether a pattern of its own is said of it.
        let flows: HashMap<(&Id, &Id), bool> = all
            .iter()
            .filter(|e| !e.crossings.is_empty())
            .map(|e| ((&e.upstream, &e.downstream), e.pattern.is_some()))
            .collect();
        // A pattern against the flow is told where the flow is, unless there is one already.
        all.iter()
            .filter_map(|e| {
                let back = flows.get(&(&e.downstream, &e.upstream)).copied();
                (!e.crossings.is_empty() || back != Some(false))
                    .then(|| (e.clone(), back.is_none()))
            })
            .collect::<Vec<(MapEdge, bool)>>()
    });
    let fitting = Memo::new(move |_| fitting(study));
    view! {
        <section>
            <h3>"Context map" <small>"arrows: what flows"</small></h3>
            {move || {
                let (edges, alone): (Vec<MapEdge>, Vec<bool>) = edges.get().into_iter().unzip();
                if edges.is_empty() {
                    view! { <p class="muted">"No flow crosses a border yet."</p> }.into_any()
                } else {
                    view! {
                        <MapPicture edges=edges.clone()/>
                        <ul class="contexts">
                            {edges
                                .into_iter()
                                .zip(alone)
                                .map(|(edge, alone)| view! { <Border edge alone fitting/> })
                                .collect_view()}
                        </ul>
                    }
                    .into_any()
                }
            }}
        </section>
    }
}

/// `alone` where nothing flows the other way, so that what is said of that way is told here.
#[component]
fn Border(edge: MapEdge, alone: bool, fitting: Memo<Fitting>) -> impl IntoView {
    let MapEdge {
        upstream,
        downstream,
        crossings,
        ..
    } = edge;
    let session = use_session();
    let state = expect_context::<PanelState>();
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
    let ways = StoredValue::new((upstream, downstream));
    // What is said of this way; else what is said of the way back where that has a say here.
    let said = Memo::new(move |_| {
        let (up, down) = ways.get_value();
        let said = session.board.with(|b| {
            // Of several, the map takes the last.
            let of = |up: &Id, down: &Id, any: bool| {
                let is_it = |r: &&Relation| {
                    r.upstream == *up && r.downstream == *down && (any || is_mutual(r.pattern))
                };
                b.relations.iter().rfind(is_it).cloned()
            };
            of(&up, &down, true).or_else(|| of(&down, &up, alone))
        });
        said.map(|relation| Said {
            turned: relation.upstream == down,
            relation,
        })
    });
    let pattern = Signal::derive(move || {
        said.with(|s| {
            s.as_ref()
                .map(|s| s.relation.pattern.name().to_owned())
                .unwrap_or_default()
        })
    });
    let fitting = {
        let (up, down) = (up.clone(), down.clone());
        Memo::new(move |_| fitting.with(|all| fit(all, &up, &down, alone)))
    };
    // Takes the place of what is said here, and of nothing else.
    let name_it = move |picked: Option<Pattern>, turned: bool| {
        let (mut upstream, mut downstream) = ways.get_value();
        if turned {
            std::mem::swap(&mut upstream, &mut downstream);
        }
        let said = said.get_untracked().map(|s| s.relation);
        let mut relations = session
            .board
            .with_untracked(|b| b.relations.as_ref().clone());
        relations.retain(|r| Some(r) != said.as_ref());
        if let Some(pattern) = picked {
            let is_there = relations.iter().any(|r| {
                (&r.upstream, &r.downstream, r.pattern) == (&upstream, &downstream, pattern)
            });
            if !is_there {
                relations.push(Relation {
                    upstream,
                    downstream,
                    pattern,
                    note: said.map(|r| r.note).unwrap_or_default(),
                });
            }
        }
        session.execute(Command::SetRelations { relations });
    };
    let commit = Callback::new(move |picked: String| {
        // The way round that was said stays; else the one that fits.
        let said = said.with_untracked(|s| s.as_ref().and_then(Said::side));
        let fits = || fitting.with_untracked(|f| f.as_ref().is_some_and(|f| f.turned));
        let turned = alone && said.unwrap_or_else(fits);
        name_it(Pattern::from_name(&picked), turned);
    });
    let against = {
        let down = down.clone();
        move || {
            let side = said.with(|s| s.as_ref().and_then(Said::side));
            (side == Some(true))
                .then(|| view! { <small class="muted">{format!("Upstream: {down}")}</small> })
        }
    };
    let host = {
        let (up, down) = (up.clone(), down.clone());
        move |turned: bool| if turned { down.clone() } else { up.clone() }
    };
    let fits = move || {
        let fit = fitting.get()?;
        let is_said = said.with(|s| {
            s.as_ref().is_some_and(|s| {
                s.relation.pattern == fit.pattern && s.side().is_none_or(|side| side == fit.turned)
            })
        });
        if is_said {
            return None;
        }
        let with = match is_mutual(fit.pattern) {
            true => String::new(),
            false => format!(", with {} upstream", host(fit.turned)),
        };
        let take = move |_| name_it(Some(fit.pattern), fit.turned);
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
            {against}
            {fits}
        </li>
    }
}

/// A pattern of two equals: neither is upstream.
fn is_mutual(pattern: Pattern) -> bool {
    matches!(
        pattern,
        Pattern::Partnership | Pattern::SharedKernel | Pattern::SeparateWays
    )
}

/// What people said of a border.
#[derive(Clone, PartialEq)]
struct Said {
    relation: Relation,
    /// Whether what the flow goes to is upstream.
    turned: bool,
}

impl Said {
    /// `turned`, of a pattern that has sides.
    fn side(&self) -> Option<bool> {
        (!is_mutual(self.relation.pattern)).then_some(self.turned)
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

/// By the names of upstream and downstream: the pattern that fits, and why.
type Fitting = HashMap<(String, String), (Pattern, String)>;

fn fitting(study: Study) -> Fitting {
    study.judgement.with(|judgement| {
        let borders = judgement.value().map(|j| j.borders.iter());
        let row = |b: &decompose::borders::Border| {
            let why = b.because.first().cloned().unwrap_or_default();
            let names = (b.upstream.clone(), b.downstream.clone());
            Some((names, (Pattern::from_name(&b.pattern)?, why)))
        };
        borders.into_iter().flatten().filter_map(row).collect()
    })
}

fn fit(all: &Fitting, up: &str, down: &str, alone: bool) -> Option<Fit> {
    let between = |up: &str, down: &str| all.get(&(up.to_owned(), down.to_owned()));
    let (found, turned) = match between(up, down) {
        Some(found) => (found, false),
        None => (between(down, up)?, true),
    };
    let (pattern, why) = found.clone();
    // Where something flows the other way too, that way has a card which says so.
    (!turned || alone || is_mutual(pattern)).then_some(Fit {
        pattern,
        turned,
        why,
    })
}
