//! The inspector of a link.

use leptos::prelude::*;
use model::{Command, Id, LinkStatus};

use crate::components::control::{Labelled, TextInput};
use crate::panels::read_only;
use crate::session::use_session;

#[component]
pub fn OneLink(id: Id) -> impl IntoView {
    let session = use_session();
    let link = {
        let id = id.clone();
        Memo::new(move |_| session.board.with(|b| b.links.get(id.as_str()).cloned()))
    };
    let end = move |which: fn(&model::Link) -> &Id| {
        let link = link.get()?;
        session
            .board
            .with(|b| b.note(which(&link)).map(|n| n.line()))
    };
    let label = Signal::derive(move || link.get().map(|l| l.label.clone()).unwrap_or_default());
    let confirmed = move || {
        link.get()
            .is_some_and(|l| l.status == LinkStatus::Confirmed)
    };
    let commit = {
        let id = id.clone();
        Callback::new(move |label| {
            session.execute(Command::LabelLink {
                link: id.clone(),
                label,
            })
        })
    };
    let delete = move |_| {
        session.execute(Command::Delete {
            ids: vec![id.clone()],
        })
    };
    view! {
        <form class="inspector" on:submit=|event| event.prevent_default()>
            <header class="inspector-head">
                <div>
                    <h2>"Link"</h2>
                    <p class="muted">
                        {move || end(|l| &l.from).unwrap_or_default()} " → " {move || end(|l| &l.to).unwrap_or_default()}
                    </p>
                </div>
            </header>
            {move || confirmed().then(|| view! { <p class="muted">"Read from the wall and confirmed."</p> })}
            <Labelled label="Label">
                <TextInput value=label disabled=read_only(session) commit/>
            </Labelled>
            <button class="button danger" type="button" disabled=move || !session.may_edit() on:click=delete>"Delete the link"</button>
        </form>
    }
}
