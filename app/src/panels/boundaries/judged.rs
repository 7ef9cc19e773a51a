//! What the figures say of the contexts as they are, what would improve them, and, while notes are dragged, what that
//! would change.

use decompose::metrics::figures::Figure;
use leptos::prelude::*;
use model::{Command, Id};

use crate::panels::PanelState;
use crate::panels::boundaries::figures::Figures;
use crate::panels::study::Study;
use crate::session::use_session;

#[component]
pub fn Judged() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    study.follow_contexts();
    let now = Memo::new(move |_| {
        let judgement = study.judgement;
        judgement.with(|j| j.value().map(|j| j.figures.clone()).unwrap_or_default())
    });
    // With notes in hand: the figures as they would be if they were put down now.
    let then = RwSignal::new(None::<Vec<Figure>>);
    Effect::new(move |_| {
        let homes = session.homes.get();
        if homes.is_empty() {
            return then.set(None);
        }
        study.weigh_homes(&homes, move |answer| {
            let held = session.homes.try_with_untracked(|h| !h.is_empty());
            if let (Ok(weighed), Some(true)) = (answer, held) {
                let _ = then.try_set(Some(weighed.figures));
            }
        });
    });
    let shown = Signal::derive(move || then.get().unwrap_or_else(|| now.get()));
    let before = Signal::derive(move || then.with(Option::is_some).then(|| now.get()));
    move || {
        now.with(|f| !f.is_empty()).then(|| {
            view! {
                <Figures now=shown before/>
                <p class="muted how-to">"Drag a note over a border and see every figure move before you let go."</p>
                <Improvements/>
            }
        })
    }
}

/// One thing to do, in words, with the notes or contexts it is about.
struct Improvement {
    words: String,
    about: Vec<Id>,
    act: Option<(&'static str, Command)>,
}

fn improvements(study: Study) -> Vec<Improvement> {
    let board = study.session.board.get();
    let name = |id: &Id| {
        board
            .context(id)
            .map(|c| c.name.clone())
            .unwrap_or_default()
    };
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    study.judgement.with(|judgement| {
        let Some(judgement) = judgement.value() else {
            return Vec::new();
        };
        let moves = judgement.moves.iter().filter_map(|m| {
            let line = board.note(&m.note)?.line();
            Some(Improvement {
                words: format!(
                    "Move “{line}” to {}: {} more of its ties would be at home.",
                    name(&m.to),
                    percent(m.gain)
                ),
                about: vec![m.note.clone()],
                act: Some((
                    "Move",
                    Command::Assign {
                        notes: vec![m.note.clone()],
                        context: Some(m.to.clone()),
                    },
                )),
            })
        });
        let joins = judgement.joins.iter().map(|(a, b, share)| Improvement {
            words: format!(
                "{} and {} may be one: {} of the ties of the smaller lie between them.",
                name(a),
                name(b),
                percent(*share)
            ),
            about: members(&board, &[a, b]),
            act: None,
        });
        let splits = judgement.splits.iter().map(|(id, modularity)| Improvement {
            words: format!(
                "{} may be several: its notes fall into parts (modularity {modularity:.2} inside).",
                name(id)
            ),
            about: members(&board, &[id]),
            act: None,
        });
        moves.chain(joins).chain(splits).collect()
    })
}

fn members(board: &model::BoardSnapshot, contexts: &[&Id]) -> Vec<Id> {
    let contexts = contexts.iter().filter_map(|id| board.context(id));
    contexts.flat_map(|c| c.members.clone()).collect()
}

#[component]
fn Improvements() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let row = move |one: Improvement| {
        let about = one.about;
        view! {
            <li class="card improvement">
                <p>{one.words}</p>
                <footer>
                    <button class="link" on:click=move |_| state.lead_to(session, &about)>"Show"</button>
                    {one.act.map(|(label, command)| view! {
                        <button class="link" disabled=move || !session.may_edit()
                            on:click=move |_| session.execute(command.clone())>{label}</button>
                    })}
                </footer>
            </li>
        }
    };
    move || {
        let all = improvements(study);
        (!all.is_empty()).then(|| {
            view! {
                <section>
                    <h3>"What would improve them" <small>{all.len()}</small></h3>
                    <ul class="contexts">{all.into_iter().map(row).collect_view()}</ul>
                </section>
            }
        })
    }
}
