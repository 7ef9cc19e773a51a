//! The alternatives as cards with small pictures, and the slider through every cut between coarse and fine; the one that is
//! chosen is previewed on the wall, where notes can be put elsewhere to see what that would do.

use std::collections::{BTreeMap, BTreeSet};

use decompose::metrics::figures::Figure;
use decompose::proposal::{Named, Stop};
use decompose::{Alternative, Decomposition};
use leptos::prelude::*;
use model::Id;

use crate::panels::PanelState;
use crate::panels::boundaries::accept::{Takeover, id_of_hue};
use crate::panels::boundaries::cards::Cards;
use crate::panels::boundaries::figures::Figures;
use crate::panels::boundaries::hues::{Anchor, hues};
use crate::panels::boundaries::proposed::{Borders, ChosenNote, Differences, Proposed};
use crate::panels::boundaries::stops::{Slider, first, untold};
use crate::panels::boundaries::ways::Ways;
use crate::panels::boundaries::what_if::{WhatIf, moved};
use crate::panels::study::Study;
use crate::panels::study::contexts::named;
use crate::session::{Session, use_session};

/// Hues for the contexts of a cut.
pub fn hues_of(alternative: &Alternative, anchors: &[Anchor]) -> Vec<u8> {
    hues(alternative.contexts.iter().map(|c| &c.members[..]), anchors)
}

/// What cuts take their hues from: the board's contexts; without any, the recommended alternative.
fn anchors(session: Session, found: &Decomposition) -> Vec<Anchor> {
    let own: Vec<Anchor> = session.board.with_untracked(|b| {
        let contexts = b.contexts.iter().filter(|c| !c.members.is_empty());
        contexts
            .map(|c| {
                (
                    c.members.iter().cloned().collect(),
                    session.context_hue(&c.id),
                )
            })
            .collect()
    });
    if !own.is_empty() {
        return own;
    }
    let best = found.alternatives.iter().find(|a| a.recommended);
    let best = best.map(|a| (hues_of(a, &[]), a));
    let rows = best
        .iter()
        .flat_map(|(hues, a)| hues.iter().zip(&a.contexts));
    rows.map(|(hue, c)| (c.members.iter().cloned().collect(), *hue))
        .collect()
}

/// What the recommended alternative is, for cuts of a board without contexts to differ from.
fn recommended(found: &Decomposition) -> Vec<Named> {
    let best = found.alternatives.iter().find(|a| a.recommended);
    best.map(named).unwrap_or_default()
}

#[component]
pub fn Alternatives(
    found: Memo<Option<Decomposition>>,
    find: Callback<()>,
    close: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    // Answers about an older search are nothing to this one.
    let round = StoredValue::new(0u32);
    let otherwise =
        move || found.with_untracked(|f| f.as_ref().map(recommended).unwrap_or_default());
    let chosen = RwSignal::new(0);
    let stops = RwSignal::new(Vec::<Stop>::new());
    // Stops that are told in full, by their places.
    let told = RwSignal::new(BTreeMap::<usize, Alternative>::new());
    let anchors_now = RwSignal::new(Vec::<Anchor>::new());
    // The chosen one with notes that people put elsewhere.
    let tried = RwSignal::new(None::<Alternative>);
    let take_in = move |found: &Decomposition| {
        round.update_value(|r| *r += 1);
        anchors_now.set(anchors(session, found));
        let full = found.stops.iter().enumerate().filter_map(|(at, stop)| {
            let alternative = found.alternatives.get(stop.alternative?)?;
            Some((at, alternative.clone()))
        });
        told.set(full.collect());
        tried.set(None);
        stops.set(found.stops.clone());
        chosen.set(first(found, study.grain.get_untracked()));
    };
    found.with_untracked(|f| f.iter().for_each(take_in));
    Effect::new(move |known: Option<()>| {
        found.with(|f| f.iter().filter(|_| known.is_some()).for_each(take_in));
    });
    Effect::new(move |before: Option<usize>| {
        let at = chosen.get();
        if before.is_some_and(|b| b != at) {
            tried.set(None);
        }
        let stop = stops.with_untracked(|s| s.get(at).cloned());
        let Some(stop) = stop else {
            return at;
        };
        let best =
            found.with_untracked(|f| f.as_ref()?.alternatives.iter().position(|a| a.recommended));
        let is_best = stop.alternative.is_some() && stop.alternative == best;
        study.grain.set((!is_best).then_some(stop.contexts));
        if told.with_untracked(|t| t.contains_key(&at)) {
            return at;
        }
        let members = found.with_untracked(|f| f.as_ref().map(|f| stop.members(&f.notes)));
        let asked = round.get_value();
        study.tell(
            members.unwrap_or_default(),
            otherwise(),
            move |answer| match answer {
                Ok(mut alternative) if round.try_get_value() == Some(asked) => {
                    if let Some(stability) = stop.stability {
                        alternative.set_stability(stability);
                    }
                    let _ = told.try_update(|t| t.insert(at, alternative));
                }
                Ok(_) => {}
                Err(why) => session.toasts.fail(why),
            },
        );
        at
    });
    let as_found = Memo::new(move |_| told.with(|t| t.get(&chosen.get()).cloned()));
    // On the wall at once; in words as soon as it is told.
    let cut = Memo::new(move |_| {
        let full = tried.get().or_else(|| as_found.get());
        full.or_else(|| found.with(|f| untold(f.as_ref()?, chosen.get())))
    });
    let alternative = Memo::new(move |before: Option<&Option<Alternative>>| {
        let full = tried.get().or_else(|| as_found.get());
        full.or_else(|| before.cloned().flatten())
    });
    let open = RwSignal::new(BTreeSet::new());
    let taken = RwSignal::new(Vec::<bool>::new());
    Effect::new(move |_| {
        let contexts = as_found.with(|a| a.as_ref().map_or(0, |a| a.contexts.len()));
        taken.set(vec![true; contexts]);
    });
    let takeover = move |cut: &Alternative, taken: &[bool]| {
        let hues = anchors_now.with_untracked(|a| hues_of(cut, a));
        session.board.with_untracked(|board| {
            Takeover::of(board, cut, taken, |at| id_of_hue(session, hues[at]))
        })
    };
    // As the wall would be if what is ticked were accepted now; the proposed contexts by the ids that they have there.
    let places = StoredValue::new(Vec::<(Id, usize)>::new());
    Effect::new(move |_| {
        let (Some(cut), mut taken) = (cut.get(), taken.get()) else {
            return;
        };
        if as_found.with(Option::is_none) {
            taken = vec![true; cut.contexts.len()];
        }
        if cut.contexts.len() != taken.len() {
            return;
        }
        let takeover = takeover(&cut, &taken);
        let hue = |id: &Id| session.context_hue(id);
        let mut shown = session
            .board
            .with_untracked(|board| takeover.outcome(board, &cut.changes, hue));
        for context in &mut shown {
            if context.name.is_empty() {
                context.name = "…".into();
            }
            let at = takeover.places.iter().find(|(id, _)| *id == context.id);
            let origin = at.and_then(|(_, at)| cut.changes.origins.get(*at));
            let is_told = |o: &&String| !o.is_empty() && **o != format!("part of {}", context.name);
            if let Some(origin) = origin.filter(is_told) {
                context.name = format!("{} · {origin}", context.name);
            }
        }
        places.set_value(takeover.places);
        state.preview(session, shown);
    });
    let place = move |context: &Option<Id>| {
        places.with_value(|p| Some(p.iter().find(|(id, _)| Some(id) == context.as_ref())?.1))
    };
    let put = Callback::new(move |(note, to): (Id, usize)| {
        if let Some(now) = tried.get_untracked().or_else(|| as_found.get_untracked()) {
            study.try_out(moved(&now, &note, to), otherwise(), tried);
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
            match place(&to) {
                Some(to) => put.run((note, to)),
                None => session
                    .announcement
                    .set("A note stays where it is: only proposed contexts take it.".into()),
            }
        }
    });
    // With notes in hand: the figures as they would be if they were put down now.
    let held = RwSignal::new(None::<Vec<Figure>>);
    Effect::new(move |_| {
        let homes = session.homes.get();
        let to = homes
            .iter()
            .filter_map(|(note, to)| Some((note, place(to)?)));
        let to: Vec<(&Id, usize)> = to.collect();
        let now = tried.get_untracked().or_else(|| as_found.get_untracked());
        let Some(now) = now.filter(|_| !to.is_empty()) else {
            return held.set(None);
        };
        let put = to
            .into_iter()
            .fold(now, |cut, (note, to)| moved(&cut, note, to));
        study.weigh_held(&put, move |answer| {
            let is_still_so = session.homes.try_with_untracked(|now| *now == homes);
            if let (Ok(weighed), Some(true)) = (answer, is_still_so) {
                let _ = held.try_set(Some(weighed.figures));
            }
        });
    });
    let figures = Signal::derive(move || {
        held.get()
            .unwrap_or_else(|| alternative.with(|a| figures_of(a.as_ref())))
    });
    let figures_before = Signal::derive(move || {
        let is_tried = held.with(Option::is_some) || tried.with(Option::is_some);
        is_tried.then(|| as_found.with(|a| figures_of(a.as_ref())))
    });
    let ready = Memo::new(move |_| {
        let (cut, taken) = (alternative.get()?, taken.get());
        // Follows who lives where.
        session.board.with(|b| b.contexts.len());
        let fits = as_found.with(Option::is_some) && cut.contexts.len() == taken.len();
        fits.then(|| {
            let Takeover {
                replaced,
                fresh,
                kept,
                ..
            } = takeover(&cut, &taken);
            let stays = |id: &Id, members: &[Id]| {
                let home = |m: &Id| {
                    session
                        .board
                        .with(|b| Some(b.note(m)?.context.as_ref() == Some(id)))
                };
                members.iter().all(|m| home(m) == Some(true))
            };
            !(replaced.is_empty() && fresh.is_empty() && kept.iter().all(|(id, m)| stays(id, m)))
        })
    });
    let accept = move |_| {
        let Some(alternative) = alternative.get_untracked() else {
            return;
        };
        let takeover = takeover(&alternative, &taken.get_untracked());
        let command = session
            .board
            .with_untracked(|board| takeover.command(board));
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
        match n == taken.with(Vec::len) {
            // Its contexts are not told yet.
            _ if n == 0 => "Accept".to_owned(),
            _ if ready.get() == Some(false) => "The wall is so already".to_owned(),
            true => format!("Accept all {n}"),
            false => format!("Accept {n}"),
        }
    };
    let none_taken = move || taken.with(|t| !t.iter().any(|on| *on));
    let no_links = move || session.board.with(|b| b.links.is_empty());
    view! {
        <h3>
            "Ways to cut this wall"
            <button class="button quiet" on:click=move |_| close.run(())>"Close"</button>
        </h3>
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
        {move || found.with(|f| f.as_ref().map(|f| f.unmet.clone()).unwrap_or_default()).into_iter()
            .map(|why| view! { <p class="notice">{why}</p> }).collect_view()}
        {move || no_links().then(|| view! {
            <p class="muted">"No links are drawn: this goes by words and places alone. Links make it surer."</p>
        })}
        <div class="chooser">
            {move || found.get().map(|found| view! { <Cards found stops chosen anchors=anchors_now/> })}
            {move || view! { <Slider stops=StoredValue::new(stops.get()) chosen/> }}
        </div>
        <Ways/>
        <WhatIf found=as_found tried now=figures before=figures_before held=Signal::derive(move || held.with(Option::is_some))/>
        <ChosenNote alternative put anchors=anchors_now/>
        {move || alternative.get().map(|a| view! { <Differences changes=a.changes/> })}
        <Figures now=figures before=figures_before/>
        {move || alternative.get().map(|a| {
            view! { <Proposed alternative=a.clone() taken put open anchors=anchors_now/> <Borders borders=a.borders/> }
        })}
        <footer class="panel-foot">
            {move || (!session.may_edit()).then(|| view! {
                <small class="muted">"You can look and try. Only people who may edit can accept."</small>
            })}
            <button class="button" on:click=move |_| find.run(())>"Look again"</button>
            <button class="button primary" disabled=move || !session.may_edit() || none_taken() || ready.get() != Some(true)
                on:click=accept>{label}</button>
        </footer>
    }
}

fn figures_of(alternative: Option<&Alternative>) -> Vec<Figure> {
    alternative.map(|a| a.figures.clone()).unwrap_or_default()
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
