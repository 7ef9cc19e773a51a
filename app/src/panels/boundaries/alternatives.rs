//! The alternatives as cards with small pictures; the one that is chosen is previewed on the wall, where notes can be put
//! elsewhere to see what that would do.

use std::collections::BTreeSet;

use decompose::{Alternative, Decomposition};
use leptos::prelude::*;
use model::Id;

use crate::panels::PanelState;
use crate::panels::boundaries::accept::{accepted, id_of_hue, outcome};
use crate::panels::boundaries::figures::Figures;
use crate::panels::boundaries::miniature::miniature;
use crate::panels::boundaries::proposed::{Borders, ChosenNote, Differences, Proposed};
use crate::panels::boundaries::what_if::{WhatIf, moved};
use crate::panels::study::Study;
use crate::session::{Session, use_session};

#[component]
pub fn Alternatives(found: Decomposition, find: Callback<()>) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let recommended = found
        .alternatives
        .iter()
        .position(|a| a.recommended)
        .unwrap_or(0);
    let chosen = RwSignal::new(recommended);
    let count = found.alternatives.len();
    let unmet = found.unmet.clone();
    let found = StoredValue::new(found);
    let as_found = Memo::new(move |_| {
        let at = chosen.get();
        found.with_value(|f| f.alternatives.get(at).cloned())
    });
    // The chosen one with notes that people put elsewhere.
    let tried = RwSignal::new(None::<Alternative>);
    Effect::new(move |_| {
        chosen.track();
        tried.set(None);
    });
    let alternative = Memo::new(move |_| tried.get().or_else(|| as_found.get()));
    let open = RwSignal::new(BTreeSet::new());
    let taken = RwSignal::new(Vec::<bool>::new());
    Effect::new(move |_| {
        let contexts = as_found.with(|a| a.as_ref().map_or(0, |a| a.contexts.len()));
        taken.set(vec![true; contexts]);
    });
    // As the wall would be if what is ticked were accepted now; the proposed contexts by the ids that they have there.
    let places = StoredValue::new(Vec::<(Id, usize)>::new());
    Effect::new(move |_| {
        let (alternative, taken) = (alternative.get(), taken.get());
        let Some(alternative) = alternative.filter(|a| a.contexts.len() == taken.len()) else {
            return;
        };
        let mut shown_as = Vec::new();
        let mut shown = session.board.with_untracked(|board| {
            let command = accepted(board, &alternative, &taken, |at| {
                let id = id_of_hue(session, at);
                shown_as.push((id.clone(), at));
                id
            });
            outcome(board, &command, &alternative.changes, |id| {
                session.context_hue(id)
            })
        });
        for context in &mut shown {
            let at = shown_as.iter().find(|(id, _)| *id == context.id);
            let origin = at.and_then(|(_, at)| alternative.changes.origins.get(*at));
            if let Some(origin) = origin.filter(|o| !o.is_empty()) {
                context.name = format!("{} · {origin}", context.name);
            }
        }
        places.set_value(shown_as);
        state.preview(session, shown);
    });
    let put = Callback::new(move |(note, to): (Id, usize)| {
        if let Some(now) = alternative.get_untracked() {
            study.try_out(moved(&now, &note, to), tried);
        }
    });
    // Put elsewhere on the wall.
    let before = session.reproposed.get_untracked();
    Effect::new(move |_| {
        let moves = session.reproposed.get();
        if moves == before {
            return;
        }
        for (note, to) in moves {
            let place =
                places.with_value(|p| Some(p.iter().find(|(id, _)| Some(id) == to.as_ref())?.1));
            match place {
                Some(to) => put.run((note, to)),
                None => session
                    .announcement
                    .set("A note stays where it is: only proposed contexts take it.".into()),
            }
        }
    });
    let accept = move |_| {
        let Some(alternative) = alternative.get_untracked() else {
            return;
        };
        let command = session.board.with_untracked(|board| {
            accepted(board, &alternative, &taken.get_untracked(), |at| {
                id_of_hue(session, at)
            })
        });
        state.end_preview(session);
        session.execute(command);
        study.forget_boundaries();
        state.to_top();
        session.announcement.set("Boundaries accepted".into());
        session.toasts.offer(
            "Boundaries accepted, for everyone on this board.",
            "Undo",
            undo_of_last(session),
        );
    };
    let label = move || {
        let n = taken.with(|t| t.iter().filter(|on| **on).count());
        if n == taken.with(Vec::len) {
            format!("Accept all {n}")
        } else {
            format!("Accept {n}")
        }
    };
    let none_taken = move || taken.with(|t| !t.iter().any(|on| *on));
    let figures = move |of: Option<Alternative>| of.map(|a| a.figures).unwrap_or_default();
    view! {
        {move || {
            study.boundaries_are_old().then(|| {
                view! {
                    <p class="notice">
                        "The wall has changed since. "
                        <button class="link" on:click=move |_| find.run(())>"Look again"</button>
                    </p>
                }
            })
        }}
        {unmet.into_iter().map(|why| view! { <p class="notice">{why}</p> }).collect_view()}
        <div class="alternatives" role="radiogroup" aria-label="Alternatives, from coarse to fine">
            {found.with_value(|f| f.alternatives.clone())
                .into_iter()
                .enumerate()
                .map(|(at, alternative)| {
                    let contexts = alternative.contexts.len();
                    // "Finer: 5 contexts": the number stands above.
                    let words = alternative.name.split(':').next().unwrap_or_default().to_owned();
                    let picture = session.board.with_untracked(|b| miniature(b, &alternative));
                    view! {
                        <button class="alternative" role="radio" aria-checked=move || (chosen.get() == at).to_string()
                            on:click=move |_| chosen.set(at)>
                            {picture}
                            <b>{format!("{contexts} {}", if contexts == 1 { "context" } else { "contexts" })}</b>
                            <small>{words}</small>
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <label class="slider">
            <span class="visually-hidden">"Coarse to fine"</span>
            <input type="range" min="0" max=count.saturating_sub(1) step="1" prop:value=move || chosen.get().to_string()
                on:input=move |event| {
                    if let Ok(at) = event_target_value(&event).parse::<usize>() { chosen.set(at) }
                }/>
            <span class="ends" aria-hidden="true"><small>"coarse"</small><small>"fine"</small></span>
        </label>
        <WhatIf found=as_found tried/>
        <ChosenNote alternative put/>
        {move || alternative.get().map(|a| view! { <Differences changes=a.changes/> })}
        <Figures now=Signal::derive(move || figures(alternative.get()))
            before=Signal::derive(move || tried.with(Option::is_some).then(|| figures(as_found.get())))/>
        {move || alternative.get().map(|a| {
            view! { <Proposed alternative=a.clone() taken put open/> <Borders borders=a.borders/> }
        })}
        <footer class="panel-foot">
            <button class="button" on:click=move |_| find.run(())>"Look again"</button>
            <button class="button primary" disabled=move || !session.may_edit() || none_taken() on:click=accept>{label}</button>
        </footer>
    }
}

/// Takes the last step back; once it is not the last any more, says so instead.
fn undo_of_last(session: Session) -> impl Fn() + Send + Sync + 'static {
    let steps = move || session.with_core(|core| core.board.undo_steps());
    let then = (steps(), session.board.get_untracked().contexts);
    move || {
        let contexts = session.board.get_untracked().contexts;
        if (steps(), &contexts) == (then.0, &then.1) {
            session.act("undo");
        } else {
            session
                .toasts
                .say("Something else was done since. Undo in the bar steps back through it.");
        }
    }
}
