//! What is known of a bounded context, as form controls.

use leptos::prelude::*;
use model::{Command, Context, Id, Subdomain};

use crate::components::control::{Check, Choice, Labelled, NumberInput, TextArea, TextInput};
use crate::panels::boundaries::capacity::CapacityOf;
use crate::panels::canvas::CanvasForm;
use crate::panels::read_only;
use crate::panels::study::Study;
use crate::panels::team::TeamChoice;
use crate::session::{Session, use_session};

/// The board's contexts as choices.
pub fn context_choices(session: Session) -> Signal<Vec<(String, String)>> {
    Memo::new(move |_| {
        session.board.with(|b| {
            b.contexts
                .iter()
                .map(|c| (c.id.to_string(), c.name.clone()))
                .collect::<Vec<_>>()
        })
    })
    .into()
}

#[component]
pub fn ContextForm(id: Id) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let disabled = read_only(session);
    let context = {
        let id = id.clone();
        Memo::new(move |_| session.board.with(|b| b.context(&id).cloned()))
    };
    let of = move |member: fn(&Context) -> String| {
        Signal::derive(move || context.with(|c| c.as_ref().map(|c| member(c)).unwrap_or_default()))
    };
    let number = move |member: fn(&Context) -> Option<f64>| {
        Signal::derive(move || context.with(|c| c.as_ref().and_then(|c| member(c))))
    };
    let change = move |edit: Box<dyn FnOnce(&mut Context)>| {
        if let Some(current) = context.get_untracked() {
            let mut changed = Context::clone(&current);
            edit(&mut changed);
            if changed != *current {
                session.execute(Command::SetContext { context: changed });
            }
        }
    };
    let text = move |set: fn(&mut Context, String)| {
        Callback::new(move |typed: String| {
            change(Box::new(move |c| set(c, typed.trim().to_owned())))
        })
    };
    let optional = move |set: fn(&mut Context, Option<String>)| {
        Callback::new(move |typed: String| {
            let typed = typed.trim().to_owned();
            change(Box::new(move |c| {
                set(c, (!typed.is_empty()).then_some(typed))
            }));
        })
    };
    let figure = move |set: fn(&mut Context, Option<f64>)| {
        Callback::new(move |n: Option<f64>| change(Box::new(move |c| set(c, n))))
    };
    let owned_by = Callback::new(move |team: Option<Id>| {
        let mut changed = context.get_untracked().map(|c| Context::clone(&c))?;
        changed.team = team;
        Some(Command::SetContext { context: changed })
    });
    let name = Callback::new(move |typed: String| {
        let typed: String = typed.trim().chars().take(100).collect();
        if !typed.is_empty() {
            change(Box::new(move |c| c.name = typed));
        }
    });
    let subdomains: Vec<(String, String)> = vec![
        ("core".into(), "Core: what sets us apart".into()),
        (
            "supporting".into(),
            "Supporting: needed, not special".into(),
        ),
        ("generic".into(), "Generic: others sell it".into()),
    ];
    let size = {
        let id = id.clone();
        move || study.size_of(&id)
    };
    let of_capacity = id.clone();
    let show = {
        move |_| {
            let members = context
                .with_untracked(|c| c.as_ref().map(|c| c.members.clone()).unwrap_or_default());
            session.select(&members, true);
        }
    };
    let canvas = view! { <CanvasForm subject=id.clone() title="Bounded Context Canvas"/> };
    let delete = move |_| {
        session.execute(Command::DeleteContexts {
            contexts: vec![id.clone()],
        })
    };
    view! {
        <form class="inspector" on:submit=|event| event.prevent_default()>
            <header class="inspector-head">
                <div>
                    <h2>"Bounded context"</h2>
                    <p class="muted">{move || context.with(|c| c.as_ref().map(|c| match c.members.len() {
                        0 => "No note lives here".to_owned(),
                        1 => "1 note lives here".to_owned(),
                        n => format!("{n} notes live here"),
                    }))}</p>
                </div>
            </header>
            <Labelled label="Name"><TextInput value=of(|c| c.name.clone()) disabled commit=name/></Labelled>
            <Labelled label="Purpose" help="One sentence: what it is there for.">
                <TextArea value=of(|c| c.purpose.clone()) rows=2 disabled commit=text(|c, t| c.purpose = t)/>
            </Labelled>
            <Labelled label="Subdomain">
                <Choice value=of(|c| c.subdomain.map(|s| s.name().to_owned()).unwrap_or_default()) choices=subdomains disabled
                    commit=optional(|c, t| c.subdomain = t.as_deref().and_then(Subdomain::from_name))/>
            </Labelled>
            {move || size().map(|size| view! { <crate::panels::boundaries::size::SizeFigures size with_reasons=true/> })}
            <CapacityOf id=of_capacity/>
            <section>
                <h3>"The service" <small>"nothing is required"</small></h3>
                <TeamChoice value=of(|c| c.team.as_ref().map(Id::to_string).unwrap_or_default()) label="Owner team" owned_by/>
                <Labelled label="Technology"><TextInput value=of(|c| c.technology.clone().unwrap_or_default()) disabled commit=optional(|c, t| c.technology = t)/></Labelled>
                <Labelled label="Data store" help="The same name on two contexts means they share it.">
                    <TextInput value=of(|c| c.store.clone().unwrap_or_default()) disabled commit=optional(|c, t| c.store = t)/>
                </Labelled>
                <Labelled label="Deployed with" help="The same name on two contexts means they deploy together.">
                    <TextInput value=of(|c| c.deploy_unit.clone().unwrap_or_default()) disabled commit=optional(|c, t| c.deploy_unit = t)/>
                </Labelled>
                <Labelled label="Pipeline" help="The same name on two contexts means a shared one.">
                    <TextInput value=of(|c| c.pipeline.clone().unwrap_or_default()) disabled commit=optional(|c, t| c.pipeline = t)/>
                </Labelled>
                <Labelled label="Scales like"><TextInput value=of(|c| c.scaling.clone().unwrap_or_default()) disabled commit=optional(|c, t| c.scaling = t)/></Labelled>
                <Labelled label="Start-up">
                    <NumberInput value=number(|c| c.startup_seconds) unit="s" min=0.0 max=None disabled commit=figure(|c, n| c.startup_seconds = n)/>
                </Labelled>
                <Labelled label="Availability target">
                    <NumberInput value=number(|c| c.availability) unit="0 to 1" min=0.0 max=Some(1.0) disabled commit=figure(|c, n| c.availability = n)/>
                </Labelled>
                <Check value=Signal::derive(move || context.with(|c| c.as_ref().is_some_and(|c| c.locked))) label="Locked: proposals leave it as it is" disabled
                    commit=Callback::new(move |on| change(Box::new(move |c| c.locked = on)))/>
            </section>
            {canvas}
            <div class="row">
                <button class="button" type="button" on:click=show>"Select its notes"</button>
                <button class="button danger" type="button" disabled=move || disabled.get() on:click=delete>"Dissolve"</button>
            </div>
        </form>
    }
}
