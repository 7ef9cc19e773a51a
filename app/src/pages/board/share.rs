//! Links to hand out: whoever holds one has its right, without an account.

use leptos::{prelude::*, task::spawn_local};
use model::Role;

use crate::api::{self, ApiError, Links};
use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::session::Session;

#[component]
pub fn Share() -> impl IntoView {
    let session = expect_context::<Session>();
    let open = RwSignal::new(false);
    let links = RwSignal::new(None::<Result<Links, String>>);
    let show = move |_| {
        open.set(true);
        // Tokens are stored hashed, so links cannot be shown twice: each opening of a page mints its own, once.
        if matches!(links.get_untracked(), Some(Ok(_))) {
            return;
        }
        let Some((board, token)) = session.address() else {
            return links.set(Some(Err(
                "This board lives in this page only, so there is nothing to share.".into(),
            )));
        };
        if !session.role.get_untracked().may_manage() {
            return links.set(Some(Ok(own_link(
                session.role.get_untracked(),
                &board,
                &token,
            ))));
        }
        links.set(None);
        spawn_local(async move {
            let minted = api::mint_links(&board, &token).await;
            let minted = minted.map_err(|e: ApiError| e.to_string());
            let _ = links.try_set(Some(minted));
        });
    };
    view! {
        <button class="button primary" on:click=show>"Share"</button>
        <Dialog open=open title="Share this board">
            <p>"Everyone with a link can open the board. Give each person the link with the right they need."</p>
            {move || match links.get() {
                None => view! { <p class="busy"><span class="spinner"></span>"Making links"</p> }.into_any(),
                Some(Err(message)) => view! { <p class="failure">{message}</p> }.into_any(),
                Some(Ok(links)) => view! {
                    <LinkRow role=Role::Editor link=links.editor/>
                    <LinkRow role=Role::Viewer link=links.viewer/>
                    <LinkRow role=Role::Facilitator link=links.facilitator/>
                }
                .into_any(),
            }}
        </Dialog>
    }
    .into_any()
}

/// Who may not make links can pass on the one they have.
fn own_link(role: Role, board: &str, token: &str) -> Links {
    let link = Some(format!("{}/b/{board}?access={token}", browser::origin()));
    match role {
        Role::Facilitator => Links {
            facilitator: link,
            ..Links::default()
        },
        Role::Editor => Links {
            editor: link,
            ..Links::default()
        },
        Role::Viewer => Links {
            viewer: link,
            ..Links::default()
        },
    }
}

#[component]
fn LinkRow(role: Role, link: Option<String>) -> impl IntoView {
    let (name, about) = match role {
        Role::Editor => ("Editor", "Can change everything on the wall"),
        Role::Viewer => ("Viewer", "Can look and point, not change"),
        Role::Facilitator => ("Facilitator", "Can also share, rename and delete the board"),
    };
    let copied = RwSignal::new(false);
    let session = expect_context::<Session>();
    link.map(|link| {
        let text = link.clone();
        let copy = move |_| {
            let text = text.clone();
            spawn_local(async move {
                if browser::copy(&text).await {
                    copied.set(true);
                    browser::after(2000.0, move || {
                        let _ = copied.try_set(false);
                    });
                } else {
                    session.toasts.fail("The browser did not let us copy. Select the link and copy it yourself.");
                }
            });
        };
        view! {
            <div class="link-row">
                <div>
                    <b>{name}</b>
                    <small>{about}</small>
                </div>
                <input class="field" readonly aria-label=format!("{name} link") prop:value=link/>
                <button class="button" on:click=copy aria-label=format!("Copy the {} link", role.name())>
                    {move || if copied.get() { view! { <Icon of=icon::CHECK small=true/> } } else { view! { <Icon of=icon::COPY small=true/> } }}
                    {move || if copied.get() { "Copied" } else { "Copy" }}
                </button>
            </div>
        }
    })
}
