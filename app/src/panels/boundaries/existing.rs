//! The board's contexts as they stand, with their sizes.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Command, Context, Id, Subdomain};

use crate::panels::boundaries::size::{SizeFigures, verdict};
use crate::panels::study::Study;
use crate::panels::{PanelState, Tab};
use crate::session::use_session;

#[component]
pub fn Existing() -> impl IntoView {
    let session = use_session();
    let state = expect_context::<PanelState>();
    let contexts = Memo::new(move |_| {
        session
            .board
            .with(|b| b.contexts.iter().cloned().collect::<Vec<_>>())
    });
    let homeless = Memo::new(move |_| {
        session.board.with(|b| {
            let placed = b
                .notes
                .iter()
                .filter(|n| n.kind.is_placed() && n.context.is_none());
            placed.map(|n| n.id.clone()).collect::<Vec<Id>>()
        })
    });
    view! {
        <section>
            <h3>"Contexts on this wall" <small>{move || contexts.with(Vec::len)}</small></h3>
            <ul class="contexts">
                {move || contexts.get().into_iter().map(|context| view! { <Card context/> }).collect_view()}
            </ul>
            {move || {
                let ids = homeless.get();
                (!ids.is_empty()).then(|| {
                    let n = ids.len();
                    view! {
                        <p class="notice">
                            {format!("{n} {} in no context. ", if n == 1 { "note lives" } else { "notes live" })}
                            <button class="link" on:click=move |_| state.lead_to(session, &ids)>"Show"</button>
                        </p>
                    }
                })
            }}
        </section>
    }
}

#[component]
fn Card(context: Arc<Context>) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let size = {
        let id = context.id.clone();
        Memo::new(move |_| study.size_of(&id))
    };
    let hue = session.context_hue(&context.id);
    let members = context.members.clone();
    let count = members.len();
    let show = move |_| state.lead_to(session, &members);
    let locked = context.locked;
    let edit = {
        let id = context.id.clone();
        move |_| {
            session.select(std::slice::from_ref(&id), false);
            state.show(Tab::Note);
        }
    };
    let dissolve = {
        let id = context.id.clone();
        Callback::new(move |()| {
            let contexts = vec![id.clone()];
            session.execute(Command::DeleteContexts { contexts });
        })
    };
    view! {
        <li class="card">
            <header>
                <i class=format!("dot hue-{hue}") aria-hidden="true"></i>
                <button class="link name" title="Show its notes" on:click=show>{context.name.clone()}</button>
                {move || {
                    size.get().map(|size| {
                        let (words, tint) = verdict(&size);
                        view! { <span class=format!("tag {tint}")>{words}</span> }
                    })
                }}
            </header>
            {(!context.purpose.is_empty()).then(|| view! { <p>{context.purpose.clone()}</p> })}
            <SubdomainOf context=context.clone()/>
            {move || size.get().map(|size| view! { <SizeFigures size/> })}
            <footer>
                <small>{format!("{count} {}", if count == 1 { "note" } else { "notes" })} {locked.then_some(" · locked")}</small>
                {move || {
                    (count == 0 && session.may_edit())
                        .then(|| view! { <button class="link" on:click=move |_| dissolve.run(())>"Dissolve"</button> })
                }}
                <button class="link" on:click=edit>"Name, facts and size"</button>
            </footer>
        </li>
    }
}

/// Core, supporting or generic: what people said, or what would fit and why.
#[component]
fn SubdomainOf(context: Arc<Context>) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let said = context.subdomain;
    let id = context.id.clone();
    let guess = Memo::new(move |_| {
        study.judgement.with(|j| {
            let mut contexts = j.value()?.contexts.iter();
            let judged = contexts.find(|c| c.id == id)?;
            Some((
                Subdomain::from_name(&judged.subdomain)?,
                judged.because.clone(),
            ))
        })
    });
    let say = move |subdomain| {
        let mut changed = Context::clone(&context);
        changed.subdomain = Some(subdomain);
        session.execute(Command::SetContext { context: changed });
    };
    let say = StoredValue::new(say);
    move || {
        let guess = guess.get();
        match (said, guess) {
            (Some(said), _) => Some(view! { <p class="typed"><span class="tag">{said.name()}</span></p> }.into_any()),
            (None, Some((fits, why))) => Some(
                view! {
                    <p class="typed"><span class="tag">{fits.name()}</span> " would fit. " {why} " "
                        <button class="link" disabled=move || !session.may_edit() on:click=move |_| say.with_value(|say| say(fits))>"Say so"</button></p>
                }
                .into_any(),
            ),
            _ => None,
        }
    }
}
