//! The team that owns something: chosen from the board's, or made where it is asked for.

use leptos::{html, prelude::*};
use model::team::{Team, TeamType};
use model::{Command, Id};

use crate::components::control::{Choice, Labelled, NumberInput, TextInput};
use crate::panels::read_only;
use crate::session::{Session, use_session};

const MAX_NAME: usize = 100;
/// The choice that makes a team; no id has a space.
const NEW: &str = "new team";

/// The types of Team Topologies (Skelton, Pais).
fn types() -> Vec<(String, String)> {
    let words = |type_: TeamType| match type_ {
        TeamType::StreamAligned => "Stream-aligned: owns a part of the business",
        TeamType::Platform => "Platform: serves other teams",
        TeamType::Enabling => "Enabling: helps other teams learn",
        TeamType::ComplicatedSubsystem => "Complicated subsystem: keeps a speciality",
    };
    let all = TeamType::ALL.iter();
    all.map(|t| (t.name().to_owned(), words(*t).to_owned()))
        .collect()
}

/// `value` is the team's id or empty; `owned_by` gives the command that makes a team, or none, the owner.
#[component]
pub fn TeamChoice(
    #[prop(into)] value: Signal<String>,
    label: &'static str,
    #[prop(optional)] help: &'static str,
    owned_by: Callback<Option<Id>, Option<Command>>,
) -> impl IntoView {
    let session = use_session();
    let disabled = read_only(session);
    let making = RwSignal::new(false);
    let choices = Signal::derive(move || {
        let teams = session.board.with(|b| {
            let teams = b.teams.iter();
            teams
                .map(|t| (t.id.to_string(), t.name.clone()))
                .collect::<Vec<_>>()
        });
        let new = (NEW.to_owned(), "New team …".to_owned());
        teams.into_iter().chain([new]).collect::<Vec<_>>()
    });
    let commit = Callback::new(move |picked: String| {
        if picked == NEW {
            making.set(true);
        } else if let Some(command) = owned_by.run(Id::new(&picked).ok()) {
            session.execute(command);
        }
    });
    let made = Callback::new(move |team: Option<Team>| {
        making.set(false);
        let Some(team) = team else { return };
        let owner = owned_by.run(Some(team.id.clone()));
        let commands = [Some(Command::SetTeam { team }), owner];
        session.execute(Command::Compound {
            commands: commands.into_iter().flatten().collect(),
        });
    });
    let chosen = Memo::new(move |_| Id::new(&value.get()).ok());
    view! {
        {move || {
            if making.get() {
                view! { <NewTeam made/> }.into_any()
            } else {
                view! {
                    <Labelled label help>
                        <Choice value choices disabled commit/>
                    </Labelled>
                }
                .into_any()
            }
        }}
        {move || chosen.get().filter(|_| !making.get()).map(|id| view! { <AboutTeam id/> })}
    }
}

/// Asks for the name of a team; gives none where the person thinks better of it.
#[component]
fn NewTeam(made: Callback<Option<Team>>) -> impl IntoView {
    let session = use_session();
    let input = NodeRef::<html::Input>::new();
    let name = RwSignal::new(String::new());
    let type_ = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let add = move || {
        let name: String = name.get_untracked().trim().chars().take(MAX_NAME).collect();
        if name.is_empty() {
            return;
        }
        let named = session.board.with_untracked(|b| {
            let mut teams = b.teams.iter();
            teams.find(|t| t.name == name).map(|t| Team::clone(t))
        });
        made.run(Some(named.unwrap_or_else(|| Team {
            type_: TeamType::from_name(&type_.get_untracked()),
            ..unknown(session.new_id(), name)
        })));
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            add();
        }
        "Escape" => made.run(None),
        _ => {}
    };
    view! {
        <fieldset class="new-team">
            <legend class="label">"New team"</legend>
            <input class="field" node_ref=input aria-label="Name of the team" placeholder="Name" maxlength=MAX_NAME
                bind:value=name on:keydown=on_key/>
            <Choice value=type_ choices=types() none="Kind unknown" label="Kind of team" commit=Callback::new(move |t| type_.set(t))/>
            <div class="row">
                <button class="button primary" type="button" disabled=move || name.with(|n| n.trim().is_empty()) on:click=move |_| add()>"Add"</button>
                <button class="button quiet" type="button" on:click=move |_| made.run(None)>"Cancel"</button>
            </div>
        </fieldset>
    }
}

fn unknown(id: Id, name: String) -> Team {
    Team {
        id,
        name,
        people: None,
        type_: None,
        interactions: Vec::new(),
        budget: None,
    }
}

/// What is known of a team, for all that it owns.
#[component]
fn AboutTeam(id: Id) -> impl IntoView {
    let session = use_session();
    let disabled = read_only(session);
    let team = {
        let id = id.clone();
        Memo::new(move |_| session.board.with(|b| b.teams.get(id.as_str()).cloned()))
    };
    let change = move |edit: Box<dyn FnOnce(&mut Team)>| {
        if let Some(before) = team.get_untracked() {
            let mut team = Team::clone(&before);
            edit(&mut team);
            set(session, &before, team);
        }
    };
    let text = move |of: fn(&Team) -> String| {
        Signal::derive(move || team.with(|t| t.as_ref().map(|t| of(t)).unwrap_or_default()))
    };
    let number = move |of: fn(&Team) -> Option<f64>| {
        Signal::derive(move || team.with(|t| t.as_ref().and_then(|t| of(t))))
    };
    let rename = Callback::new(move |typed: String| {
        let typed: String = typed.trim().chars().take(MAX_NAME).collect();
        if !typed.is_empty() {
            change(Box::new(move |t| t.name = typed));
        }
    });
    let retype = Callback::new(move |name: String| {
        change(Box::new(move |t| t.type_ = TeamType::from_name(&name)));
    });
    let count = Callback::new(move |people: Option<f64>| {
        change(Box::new(move |t| t.people = people.map(|n| n as u32)));
    });
    let budget = Callback::new(move |n: Option<f64>| change(Box::new(move |t| t.budget = n)));
    view! {
        <details class="about-team">
            <summary>"About this team"</summary>
            <Labelled label="Team’s name"><TextInput value=text(|t| t.name.clone()) disabled commit=rename/></Labelled>
            <Labelled label="Kind of team">
                <Choice value=text(|t| t.type_.map(|t| t.name().to_owned()).unwrap_or_default()) choices=types() disabled commit=retype/>
            </Labelled>
            <Labelled label="People in the team">
                <NumberInput value=number(|t| t.people.map(f64::from)) unit="people" min=0.0 max=Some(10_000.0) whole=true disabled commit=count/>
            </Labelled>
            <Labelled label="Cognitive load budget" help="How much it can carry, in COSMIC function points: each is a piece of data that comes in, goes out, is read or written.">
                <NumberInput value=number(|t| t.budget) unit="points" min=0.0 disabled commit=budget/>
            </Labelled>
        </details>
    }
}

fn set(session: Session, before: &Team, team: Team) {
    if *before != team {
        session.execute(Command::SetTeam { team });
    }
}
