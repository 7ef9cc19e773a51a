//! Who could own what: fewest hand-overs within each team's budget (A-TEAM-OWN).

use std::sync::Arc;

use decompose::ownership::Ownership;
use leptos::prelude::*;
use model::{Command, Context};

use crate::panels::study::Study;
use crate::session::use_session;

#[component]
pub fn Owners() -> impl IntoView {
    let study = expect_context::<Study>();
    let found = Memo::new(move |_| {
        study
            .services
            .with(|s| s.value().map(|s| s.ownership.clone()))
    });
    move || found.get().map(|found| view! { <Shown found/> })
}

#[component]
fn Shown(found: Ownership) -> impl IntoView {
    let session = use_session();
    let team = move |id: &model::Id| {
        let name = |b: &model::BoardSnapshot| b.teams.get(id.as_str()).map(|t| t.name.clone());
        session.board.with_untracked(name).unwrap_or_default()
    };
    let context = move |id: &model::Id| session.board.with_untracked(|b| b.context(id).cloned());
    let fresh: Vec<(Arc<Context>, model::Id)> = found
        .owners
        .iter()
        .filter(|o| o.new)
        .filter_map(|o| Some((context(&o.context)?, o.team.clone())))
        .collect();
    let take = {
        let fresh = fresh.clone();
        move |_| {
            let commands = fresh.iter().map(|(context, team)| {
                let mut context = Context::clone(context);
                context.team = Some(team.clone());
                Command::SetContext { context }
            });
            session.execute(Command::Compound {
                commands: commands.collect(),
            });
            session
                .toasts
                .offer("Owners taken over.", "Undo", move || session.act("undo"));
        }
    };
    let rows = found
        .owners
        .iter()
        .filter(|o| o.new)
        .map(|o| {
            let name = context(&o.context).map(|c| c.name.clone()).unwrap_or_default();
            view! { <li><b>{name}</b> " → " {team(&o.team)} <small class="muted">{o.because.clone()}</small></li> }
        })
        .collect_view();
    let loads = found
        .loads
        .iter()
        .map(|l| {
            let budget = l
                .budget
                .map_or("no budget said".to_owned(), |b| format!("of {b}"));
            format!("{} {:.0} {budget}", team(&l.team), l.load)
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let saved = format!(
        "{} hand-overs between teams now, {} then.",
        found.handovers_now, found.handovers
    );
    let proposes = !fresh.is_empty();
    view! {
        <section class="owners">
            <h3>"Owners" <small class="code-tag">"A-TEAM-OWN"</small></h3>
            {found.remarks.into_iter().map(|why| view! { <p class="muted">{why}</p> }).collect_view()}
            {if proposes {
                view! {
                    <p>{saved}</p>
                    <ul class="why">{rows}</ul>
                    <button class="button" disabled=move || !session.may_edit() on:click=take>"Take these owners over"</button>
                }
                .into_any()
            } else if found.owners.is_empty() {
                ().into_any()
            } else {
                view! { <p class="all-good">"No other owners would save a hand-over."</p> }.into_any()
            }}
            {(!loads.is_empty()).then(|| view! { <p class="muted">"Load in COSMIC points: " {loads}</p> })}
        </section>
    }
}
