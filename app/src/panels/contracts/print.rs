//! Pictures of the wall, drawn by the server: on which paper, the whole wall or a page for each frame.

use leptos::prelude::*;
use leptos::task::spawn_local;
use worker::message::Format;

use crate::api;
use crate::browser;
use crate::components::control::{Choice, Labelled};
use crate::components::icon::{self, Icon};
use crate::session::use_session;

/// (value, words)
const PAPERS: [(&str, &str); 5] = [
    ("a4", "A4"),
    ("a3", "A3"),
    ("a2", "A2"),
    ("a1", "A1"),
    ("a0", "A0"),
];

/// Whether a format is a picture that can be laid on paper.
pub fn is_picture(format: &Format) -> bool {
    matches!(format.name.as_str(), "svg" | "png" | "pdf")
}

#[component]
pub fn Print(format: Format) -> impl IntoView {
    let session = use_session();
    let busy = RwSignal::new(false);
    let begins_on = if format.name == "pdf" { "a3" } else { "" };
    let paper = RwSignal::new(begins_on.to_owned());
    let pages = RwSignal::new(String::new());
    let frames = Memo::new(move |_| session.board.with(|b| b.frames.len()));
    let papers: Vec<(String, String)> = PAPERS.map(|(v, w)| (v.into(), w.into())).into();
    let contents = Signal::derive(move || match frames.get() {
        0 => Vec::new(),
        1 => vec![("frames".to_owned(), "The frame, on a page".to_owned())],
        n => vec![("frames".to_owned(), format!("Its {n} frames, a page each"))],
    });
    let name = format.name.clone();
    let fetch = move |_| {
        let Some((id, token)) = session.address() else {
            return;
        };
        let mut asked = format!("{name}?");
        for (key, value) in [
            ("paper", paper.get_untracked()),
            ("pages", pages.get_untracked()),
        ] {
            if !value.is_empty() {
                asked += &format!("{key}={value}&");
            }
        }
        busy.set(true);
        spawn_local(async move {
            match api::export(&id, &token, asked.trim_end_matches(['?', '&'])).await {
                Ok((file, media_type, bytes)) => browser::download(&file, &media_type, &bytes),
                Err(error) => session.toasts.fail(error.to_string()),
            }
            let _ = busy.try_set(false);
        });
    };
    let here = session.address().is_some();
    view! {
        <p class="muted">{format.about.clone()}</p>
        <div class="pair">
            <Labelled label="Paper">
                <Choice value=paper choices=papers none="As large as the wall" commit=Callback::new(move |p| paper.set(p))/>
            </Labelled>
            <Labelled label="Shows">
                <Choice value=pages choices=contents none="The whole wall" commit=Callback::new(move |p| pages.set(p))/>
            </Labelled>
        </div>
        <button class="button" disabled=move || busy.get() || !here on:click=fetch>
            <Icon of=icon::DOWNLOAD small=true/>
            {move || if busy.get() { "Drawing" } else { "Download" }}
        </button>
        {(!here).then(|| view! { <p class="muted">"This board is only in this browser; the server draws this for boards that it keeps."</p> })}
    }
    .into_any()
}
