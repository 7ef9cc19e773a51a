//! The board's title, renamed where it stands.

use leptos::{html, prelude::*};
use model::{BoardSnapshot, Command};

use crate::browser;
use crate::session::Session;

/// As shown.
pub fn of(board: &BoardSnapshot) -> String {
    match board.meta.title.trim() {
        "" => "Untitled board".into(),
        title => title.into(),
    }
}

#[component]
pub fn Title() -> impl IntoView {
    let session = expect_context::<Session>();
    let renaming = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let title = Memo::new(move |_| session.board.with(of));
    Effect::new(move |_| browser::set_title(&format!("{} · Isobar", title.get())));
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let done = move || {
        let Some(input) = input.get_untracked() else {
            return;
        };
        let now = input.value().trim().to_owned();
        renaming.set(false);
        if session.board.with_untracked(|b| b.meta.title != now) {
            session.execute(Command::SetTitle { title: now });
        }
    };
    move || {
        if renaming.get() {
            view! {
                <input
                    class="title-field"
                    aria-label="Title of the board"
                    maxlength="200"
                    node_ref=input
                    prop:value=session.board.with_untracked(|b| b.meta.title.clone())
                    on:blur=move |_| done()
                    on:keydown=move |event| match event.key().as_str() {
                        "Enter" => done(),
                        "Escape" => renaming.set(false),
                        _ => {}
                    }
                />
            }
            .into_any()
        } else {
            view! {
                <button
                    class="title"
                    title="Rename"
                    disabled=move || !session.may_edit()
                    on:click=move |_| renaming.set(true)
                >
                    {title}
                </button>
            }
            .into_any()
        }
    }
}
