//! Boundaries: the alternatives side by side with their reasons, taking them over, and the contexts as they stand.

mod accept;
mod alternatives;
pub mod capacity;
mod cards;
mod existing;
mod figures;
mod hues;
mod judged;
mod map;
mod miniature;
mod owners;
mod proposed;
pub mod size;
mod stops;
mod verdict;
mod ways;
mod what_if;
mod words;

use leptos::prelude::*;

use crate::components::control::{Busy, Empty, Failure};
use crate::components::icon::{self, Icon};
use crate::components::loadable::Loadable;
use crate::panels::PanelState;
use crate::panels::boundaries::alternatives::Alternatives;
use crate::panels::boundaries::existing::Existing;
use crate::panels::boundaries::judged::Judged;
use crate::panels::boundaries::map::ContextMap;
use crate::panels::boundaries::owners::Owners;
use crate::panels::boundaries::verdict::SplitVerdict;
use crate::panels::boundaries::ways::Ways;
use crate::panels::boundaries::words::Words;
use crate::panels::study::Study;
use crate::session::use_session;

/// What there is to see of a search.
#[derive(Clone, PartialEq)]
enum Shown {
    Failed(String),
    Busy,
    Found,
    Nothing,
}

#[component]
pub fn Boundaries() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let state = expect_context::<PanelState>();
    let find = Callback::new(move |()| study.find_boundaries());
    let has_notes = Memo::new(move |_| {
        session
            .board
            .with(|b| b.notes.iter().any(|n| n.kind.is_placed()))
    });
    let has_contexts = Memo::new(move |_| session.board.with(|b| !b.contexts.is_empty()));
    // What is open stays open, and keeps the keys, while answers come and go.
    let looking = Memo::new(move |_| study.boundaries.with(|b| !matches!(b, Loadable::Idle)));
    let found = Memo::new(move |_| study.boundaries.with(|b| b.value().cloned()));
    let shown = Memo::new(move |_| {
        study.boundaries.with(|b| match b {
            Loadable::Failed(why) => Shown::Failed(why.clone()),
            Loadable::Busy(None) => Shown::Busy,
            other => match other.value() {
                Some(found) if !found.alternatives.is_empty() => Shown::Found,
                _ => Shown::Nothing,
            },
        })
    });
    let close = Callback::new(move |()| {
        study.forget_boundaries();
        state.end_preview(session);
    });
    // The preview belongs to this tab: leaving it shows the wall as it is.
    on_cleanup(move || state.end_preview(session));
    view! {
        {move || {
            if !has_notes.get() {
                return view! {
                    <Empty
                        title="Where are the boundaries?"
                        text="Put events, commands and aggregates on the wall first. Isobar then reads how they follow from one another and proposes bounded contexts, each with its reasons."
                    />
                }
                .into_any();
            }
            if looking.get() {
                view! {
                    <section>
                        {move || match shown.get() {
                            Shown::Failed(text) => view! { <Failure text again=find/> <Ways/> }.into_any(),
                            Shown::Busy => view! { <Busy text="Reading the wall and comparing cuts"/> }.into_any(),
                            Shown::Found => view! { <Alternatives found find close/> }.into_any(),
                            Shown::Nothing => view! {
                                <Empty title="Nothing to cut yet" text="There are too few notes that live in a context. Add commands, aggregates and events, and look again."/>
                                <button class="button" on:click=move |_| close.run(())>"Close"</button>
                            }
                            .into_any(),
                        }}
                    </section>
                }
                .into_any()
            } else {
                view! {
                    <section class="lead">
                        <p>
                            {move || {
                                if has_contexts.get() {
                                    "Compare your boundaries with what the flow, the words and the data say."
                                } else {
                                    "Isobar reads the flow, the words and the data on the wall and proposes bounded contexts: several ways, from coarse to fine, each with its reasons."
                                }
                            }}
                        </p>
                        <button class="button primary" on:click=move |_| find.run(())>
                            <Icon of=icon::SPARKLES small=true/>
                            "Find boundaries"
                        </button>
                        <Ways/>
                    </section>
                }
                .into_any()
            }
        }}
        {move || (!looking.get() && has_contexts.get()).then(|| view! {
            <Existing/>
            <Judged/>
            <ContextMap/>
            <Words/>
            <SplitVerdict/>
            <Owners/>
        })}
    }
}
