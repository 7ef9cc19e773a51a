//! Parts of the page whose code is fetched when they are first needed: a board waits only for the module without them.
//!
//! `cargo xtask build` cuts the module at the functions marked `wasm_split`. A part takes along what only it needs; what
//! several parts need and the page itself does not becomes a file that they share. A view finds what it is about in the
//! context, so it has no properties, and is shown by `<Part of=parts::NAME/>`.

use std::future::Future;
use std::pin::Pin;

use editor::Pasted;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
pub use wasm_split_helpers::SplitLoaderError as NotLoaded;
use wasm_split_helpers::wasm_split;
use worker::message::Response;

use crate::browser;
use crate::components::control::{Busy, Failure};
use crate::pages::board::{
    bench, help, insert, legend, palette, present, selection_bar as selection, share,
};
use crate::session::Session;
use crate::{outline, pages, panels, replay};

/// A part on its way.
pub type Coming = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// `name in file: component;` The parts of one file come together: few files, for what several of them need is cut into
/// files of its own again.
macro_rules! views {
    ($($name:ident in $file:ident: $component:expr;)*) => {
        $(pub fn $name() -> Coming {
            #[wasm_split($file, fallible)]
            fn $name() -> Result<AnyView, NotLoaded> {
                Ok($component().into_any())
            }
            Box::pin($name())
        })*
    };
}

views! {
    inspector in inspector: panels::note::Inspector;
    boundaries in analysis: panels::boundaries::Boundaries;
    findings in analysis: panels::findings::Findings;
    contracts in analysis: panels::contracts::Contracts;
    comments in people: panels::comments::CommentsPanel;
    votes in people: panels::votes::VotesPanel;
    history in people: panels::history::HistoryPanel;
    outline in cards: outline::Drawer;
    legend in cards: legend::Card;
    gestures in cards: help::Gestures;
    all_actions in cards: palette::List;
    links in cards: share::Links;
    templates in cards: insert::Choice;
    selection_bar in bar: selection::Bar;
    slides in show: present::Slides;
    replay in show: replay::Fetched;
}

#[wasm_split(home, fallible, preload(load_home))]
pub fn home_page() -> Result<AnyView, NotLoaded> {
    Ok(pages::home::Home().into_any())
}

pub fn home() -> Coming {
    Box::pin(home_page())
}

/// Opens the board of the measurements.
#[wasm_split(boards, fallible)]
pub fn open_bench(done: Box<dyn FnOnce(Session)>) -> Result<(), NotLoaded> {
    bench::open(done);
    Ok(())
}

/// What a pasted text is.
#[wasm_split(boards, fallible)]
pub fn read_pasted(text: String) -> Result<Pasted, NotLoaded> {
    Ok(Pasted::read(&text))
}

/// What the analysis module has answered, read from its JSON.
#[wasm_split(analysis, fallible)]
pub fn read_answer(text: String) -> Result<Result<Response, String>, NotLoaded> {
    Ok(serde_json::from_str(&text).map_err(|e| e.to_string()))
}

/// Whether a part inside the element of this id is still on its way.
pub fn is_coming(id: &str) -> bool {
    let element = browser::document().and_then(|d| d.get_element_by_id(id));
    element.is_some_and(|e| e.query_selector("[data-coming]").is_ok_and(|c| c.is_some()))
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Coming,
    Here,
    Missing,
}

/// Shows a part. Until its code is here it says so; when it does not come one can ask again. A `quiet` one is missed by
/// nobody, and says neither.
#[component]
pub fn Part(of: fn() -> Coming, #[prop(optional)] quiet: bool) -> impl IntoView {
    let state = RwSignal::new(State::Coming);
    let part = StoredValue::new_local(None::<AnyView>);
    let owner = Owner::current();
    let fetch = move || {
        state.set(State::Coming);
        spawn_local_scoped_with_cancellation(async move {
            let now = match of().await {
                Ok(view) => {
                    part.set_value(Some(view));
                    State::Here
                }
                Err(_) => State::Missing,
            };
            state.set(now);
        });
    };
    fetch();
    let again = Callback::new(move |()| {
        if let Some(owner) = &owner {
            owner.with(fetch);
        }
    });
    move || {
        match state.get() {
        State::Coming | State::Missing if quiet => ().into_any(),
        State::Coming => view! { <div data-coming=""><Busy text="Opening"/></div> }.into_any(),
        State::Here => part.try_update_value(Option::take).flatten().into_any(),
        State::Missing => view! {
            <Failure
                text="This part of the page did not load. Your board is safe. Check the connection and try again."
                again
            />
        }
        .into_any(),
    }
    }
}
