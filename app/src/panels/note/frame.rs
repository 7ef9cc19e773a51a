//! The inspector of a frame.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Command, Id};

use crate::components::control::{Labelled, TextInput};
use crate::panels::read_only;
use crate::session::use_session;

#[component]
pub fn OneFrame(id: Id) -> impl IntoView {
    let session = use_session();
    let frame = {
        let id = id.clone();
        Memo::new(move |_| {
            session
                .board
                .with(|b| b.frames.get(id.as_str()).map(Arc::clone))
        })
    };
    let title = Signal::derive(move || frame.get().map(|f| f.title.clone()).unwrap_or_default());
    let heading = move || match frame.get().map(|f| f.kind) {
        Some(model::FrameKind::Swimlane) => "Swimlane",
        Some(model::FrameKind::Timeline) => "Timeline",
        _ => "Section",
    };
    let commit = {
        let id = id.clone();
        Callback::new(move |title| {
            session.execute(Command::SetFrame {
                frame: id.clone(),
                title,
            })
        })
    };
    view! {
        <form class="inspector" on:submit=|event| event.prevent_default()>
            <header class="inspector-head"><div><h2>{heading}</h2></div></header>
            <Labelled label="Title">
                <TextInput value=title disabled=read_only(session) commit/>
            </Labelled>
        </form>
    }
}
