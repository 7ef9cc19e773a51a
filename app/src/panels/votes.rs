//! Voting with dots: a facilitator starts a round; when it has ended, its results.

use leptos::prelude::*;
use model::command::NoteChange;
use model::voting::{Round, SETTING, Scope};
use model::{Command, NoteKind};

use crate::components::control::{Check, Choice, Empty, Labelled, NumberInput};
use crate::panels::PanelState;
use crate::session::Session;

#[component]
pub fn VotesPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let round = Memo::new(move |_| session.board.with(|b| Round::of(&b.meta)));
    move || {
        let may = session.role.get().may_manage();
        match round.get() {
            Some(round) if round.open => view! { <Under round/> }.into_any(),
            Some(round) => view! {
                <Results round/>
                {may.then(|| view! { <Start/> })}
            }
            .into_any(),
            None if may => view! {
                <p class="muted">"Everyone places dots on what matters most to them; the notes with the most come first."</p>
                <Start/>
            }
            .into_any(),
            None => view! { <Empty title="No vote" text="A facilitator can start one: everyone places dots on what matters most to them."/> }.into_any(),
        }
    }
}

/// A round goes on.
#[component]
fn Under(round: Round) -> impl IntoView {
    let session = expect_context::<Session>();
    let hidden = round.hidden;
    let placed = move || {
        session
            .board
            .with(|b| b.notes.iter().map(|n| n.votes).sum::<u32>())
    };
    let voters = move || {
        session.board.with(|b| {
            let mut voters: Vec<&String> = b.notes.iter().flat_map(|n| n.voters.keys()).collect();
            voters.sort_unstable();
            voters.dedup();
            voters.len()
        })
    };
    view! {
        <p role="status">{move || format!("A vote is on: {} by {} so far.", count(placed() as usize, "dot", "dots"), count(voters(), "person", "people"))}</p>
        <p class="muted">"Press “Place dots” over the wall, then click notes; Shift and a click take a dot back. By keyboard: go to a note, Enter gives it a dot."</p>
        {(!hidden).then(|| view! { <Results round=round.clone()/> })}
    }
}

/// Notes with dots, the most first.
#[component]
fn Results(round: Round) -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    let results = Memo::new(move |_| session.board.with(|b| round.results(b)));
    view! {
        <section>
            <h3>"Results"</h3>
            {move || {
                let notes = results.get();
                if notes.is_empty() {
                    return view! { <p class="muted">"No dots were placed."</p> }.into_any();
                }
                let rows = notes.into_iter().map(|note| {
                    let id = note.id.clone();
                    let lead = move |_| panel.lead_to(session, std::slice::from_ref(&id));
                    let text = if note.text.trim().is_empty() { "a blank note".to_owned() } else { note.text.clone() };
                    view! {
                        <li>
                            <b aria-label=format!("{} dots", note.votes)>{note.votes}</b>
                            <button class="link" on:click=lead>{text}</button>
                        </li>
                    }
                });
                view! { <ol class="results">{rows.collect_view()}</ol> }.into_any()
            }}
        </section>
    }
}

#[component]
fn Start() -> impl IntoView {
    let session = expect_context::<Session>();
    let dots = RwSignal::new(Some(5.0));
    let on = RwSignal::new("any".to_owned());
    let hidden = RwSignal::new(true);
    let chosen = Memo::new(move |_| session.selection.with(|s| s.notes.len()));
    let choices = Signal::derive(move || {
        let mut choices = vec![
            ("any".to_owned(), "Any note".to_owned()),
            ("hotspots".to_owned(), "Hotspots".to_owned()),
            ("opportunities".to_owned(), "Opportunities".to_owned()),
        ];
        if chosen.get() > 1 {
            choices.push((
                "selection".to_owned(),
                format!("The {} selected notes", chosen.get()),
            ));
        }
        choices
    });
    let begin = move |_| {
        let scope = match on.get_untracked().as_str() {
            "hotspots" => Scope::Kind(NoteKind::Hotspot),
            "opportunities" => Scope::Kind(NoteKind::Opportunity),
            "selection" => Scope::Notes(
                session
                    .selection
                    .with_untracked(|s| s.notes.iter().cloned().collect()),
            ),
            _ => Scope::Any,
        };
        let round = Round {
            dots: dots.get_untracked().unwrap_or(5.0) as u32,
            scope,
            hidden: hidden.get_untracked(),
            open: true,
        };
        let mut commands = clearing(session);
        commands.push(Command::SetSetting {
            key: SETTING.to_owned(),
            value: round.value(),
        });
        session.execute(Command::Compound { commands });
    };
    let clear = move |_| {
        let mut commands = clearing(session);
        commands.push(Command::SetSetting {
            key: SETTING.to_owned(),
            value: serde_json::Value::Null,
        });
        session.execute(Command::Compound { commands });
    };
    let dotted = Memo::new(move |_| session.board.with(|b| b.notes.iter().any(|n| n.votes > 0)));
    view! {
        <section class="start-vote">
            <h3>"Start a vote"</h3>
            <Labelled label="Dots for each person">
                <NumberInput value=dots unit="dots" min=1.0 max=Some(f64::from(model::voting::MOST_DOTS)) whole=true commit=Callback::new(move |n| dots.set(n))/>
            </Labelled>
            <Labelled label="For">
                <Choice value=on choices=choices none="" commit=Callback::new(move |v| on.set(v))/>
            </Labelled>
            <Check value=hidden label="Hide others’ dots until the end" commit=Callback::new(move |v| hidden.set(v))/>
            {move || dotted.get().then(|| view! { <p class="muted">"The dots that are on the wall now are taken away."</p> })}
            <div class="row">
                <button class="button primary" disabled=move || dots.get().is_none() on:click=begin>"Start"</button>
                {move || dotted.get().then(|| view! { <button class="button quiet" on:click=clear>"Clear all dots"</button> })}
            </div>
        </section>
    }
}

/// Takes all dots away.
fn clearing(session: Session) -> Vec<Command> {
    let dotted = session.board.with_untracked(|b| {
        let dotted = b.notes.iter().filter(|n| n.votes > 0);
        dotted.map(|n| n.id.clone()).collect::<Vec<_>>()
    });
    let clear = |notes| Command::SetNote {
        notes,
        change: NoteChange::NoVotes,
    };
    (!dotted.is_empty())
        .then(|| clear(dotted))
        .into_iter()
        .collect()
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
