//! Take away: the formats, their files, a preview in colours, and everything in one archive.

mod preview;
mod print;

use leptos::prelude::*;
use model::order::Order;
use model::{BoardSnapshot, Stage};
use worker::message::{File, Format};

use crate::browser;
use crate::components::control::{Busy, Empty, Failure};
use crate::components::icon::{self, Icon};
use crate::components::loadable::Loadable;
use crate::panels::contracts::preview::Preview;
use crate::panels::contracts::print::{Print, is_picture};
use crate::panels::study::Study;
use crate::session::use_session;

#[component]
pub fn Contracts() -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    study.ask_formats();
    let chosen = study.format;
    let is_empty = Memo::new(move |_| session.board.with(|b| b.notes.is_empty()));
    let choose = Callback::new(move |format: Format| {
        if format.here {
            study.export(format.name.clone());
        }
        chosen.set(Some(format));
    });
    // What was open is open again, of the board as it is now.
    if let Some(format) = chosen.get_untracked().filter(|_| !is_empty.get_untracked()) {
        choose.run(format);
    }
    let stage = Memo::new(move |_| session.board.with(BoardSnapshot::stage));
    let again = Callback::new(move |()| study.ask_formats());
    let busy = RwSignal::new(false);
    let take_all = move |_| {
        busy.set(true);
        preview::download_all(study, session, move || {
            let _ = busy.try_set(false);
        });
    };
    view! {
        {move || {
            if is_empty.get() {
                return view! {
                    <Empty title="Contracts and diagrams" text="What is on the wall becomes OpenAPI, proto, AsyncAPI, diagrams and a board file. Put the first notes on the wall, then come back."/>
                }
                .into_any();
            }
            match study.formats.get() {
                Loadable::Failed(why) => view! { <Failure text=why again/> }.into_any(),
                other => match other.value() {
                    Some(formats) => {
                        let formats = sorted(formats.clone(), stage.get());
                        view! { <Formats formats chosen choose/> }.into_any()
                    }
                    None => view! { <Busy text="Loading the formats"/> }.into_any(),
                },
            }
        }}
        {move || chosen.get().filter(|_| !is_empty.get()).map(|format| view! { <Files format/> })}
        <footer class="panel-foot">
            <button class="button primary" disabled=move || is_empty.get() || busy.get() on:click=take_all>
                <Icon of=icon::DOWNLOAD small=true/>
                {move || if busy.get() { "Making all formats" } else { "Download all as .zip" }}
            </button>
        </footer>
    }
}

/// Before there is a design, what people take away is the wall itself.
fn sorted(mut formats: Vec<Format>, stage: Stage) -> Vec<Format> {
    if stage < Stage::Design {
        formats.order_by_key(|format| !is_picture(format));
    }
    formats
}

#[component]
fn Formats(
    formats: Vec<Format>,
    chosen: RwSignal<Option<Format>>,
    choose: Callback<Format>,
) -> impl IntoView {
    view! {
        <ul class="formats" class:small=move || chosen.with(Option::is_some)>
            {formats
                .into_iter()
                .map(|format| {
                    let name = format.name.clone();
                    let on = move || chosen.with(|c| c.as_ref().is_some_and(|c| c.name == name)).to_string();
                    let (title, about) = (format.title.clone(), format.about.clone());
                    view! {
                        <li>
                            <button class="format" aria-pressed=on on:click=move |_| choose.run(format.clone())>
                                <b>{title}</b>
                                <small>{about}</small>
                            </button>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
    }
}

/// The files of the chosen format.
#[component]
fn Files(format: Format) -> impl IntoView {
    let session = use_session();
    let study = expect_context::<Study>();
    let print = is_picture(&format).then(|| view! { <Print format=format.clone()/> });
    if !format.here {
        return view! {
            <section class="files">
                <h3>{format.title.clone()}</h3>
                {print}
            </section>
        }
        .into_any();
    }
    let name = format.name.clone();
    let again = {
        let name = name.clone();
        Callback::new(move |()| study.export(name.clone()))
    };
    // The wall goes on while the panel is open: the files follow once it rests.
    let timer = StoredValue::new(None::<i32>);
    Effect::new(move |first: Option<()>| {
        session.board.track();
        if first.is_some() {
            if let Some(Some(waiting)) = timer.try_get_value() {
                browser::cancel(waiting);
            }
            timer.set_value(browser::after(800.0, move || again.run(())));
        }
    });
    let at = RwSignal::new(0usize);
    view! {
        <section class="files">
            <h3>{format.title.clone()}</h3>
            {print}
            {move || match study.files.get() {
                Loadable::Failed(why) => view! { <Failure text=why again/> }.into_any(),
                other => match other.value() {
                    None => view! { <Busy text="Making the files"/> }.into_any(),
                    Some(files) if files.is_empty() => view! {
                        <Empty title="Nothing in this format yet" text="No context offers anything that this format describes. Commands and queries make endpoints; events that cross a border make messages."/>
                    }
                    .into_any(),
                    Some(files) => view! { <Tree files=files.clone() at/> }.into_any(),
                },
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Tree(files: Vec<File>, at: RwSignal<usize>) -> impl IntoView {
    let count = files.len();
    let files = StoredValue::new(files);
    let file = move || files.with_value(|f| f.get(at.get().min(count - 1)).cloned());
    view! {
        {(count > 1)
            .then(|| {
                let paths = files.with_value(|f| f.iter().map(|f| f.path.clone()).collect::<Vec<_>>());
                view! {
                    <select class="field" aria-label="File" on:change=move |event| {
                        if let Ok(i) = event_target_value(&event).parse() { at.set(i) }
                    }>
                        {paths
                            .into_iter()
                            .enumerate()
                            .map(|(i, path)| view! { <option value=i.to_string() selected=move || at.get() == i>{path}</option> })
                            .collect_view()}
                    </select>
                }
            })}
        {move || file().map(|file| view! { <Preview file named=count == 1/> })}
    }
}
