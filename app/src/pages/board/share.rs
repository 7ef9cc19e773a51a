//! Links to hand out: whoever holds one has its right, without an account.

mod links;

use leptos::{prelude::*, task::spawn_local};
use model::Role;

use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::parts::{self, Part};
use crate::session::Session;
use links::LinksPanel;

#[component]
pub fn Share() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="button primary" on:click=move |_| open.set(true)>"Share"</button>
        <Dialog open=open title="Share this board" wide=true>
            <Part of=parts::links/>
        </Dialog>
    }
    .into_any()
}

#[component]
pub fn Links() -> impl IntoView {
    let session = expect_context::<Session>();
    move || {
        let role = session.role.get();
        match session.address() {
            None => {
                view! { <p>"This board lives in this page only, so there is nothing to share."</p> }
                    .into_any()
            }
            Some(_) if role.may_manage() => view! { <LinksPanel/> }.into_any(),
            Some((board, token)) => {
                let link = format!("{}/b/{board}?access={token}", browser::origin());
                view! {
                    <p>"Everyone with your link has your right. A facilitator can make others."</p>
                    <LinkRow role=role link=link/>
                }
                .into_any()
            }
        }
    }
}

/// What a role is called, and what its holder may do.
fn words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Facilitator => ("Facilitator", "Can also share, rename and delete the board"),
        Role::Editor => ("Editor", "Can change everything on the wall"),
        Role::Commenter => ("Commenter", "Can look, point and comment, not change"),
        Role::Viewer => ("Viewer", "Can look and point, not change"),
    }
}

#[component]
fn LinkRow(role: Role, #[prop(into)] link: String) -> impl IntoView {
    let (name, about) = words(role);
    let address = link.clone();
    view! {
        <div class="link-row">
            <div>
                <b>{name}</b>
                <small>{about}</small>
            </div>
            <input class="field" readonly aria-label=format!("{name} link") prop:value=link/>
            <Copy text=address label=format!("Copy the {} link", role.name())/>
        </div>
    }
}

#[component]
fn Copy(#[prop(into)] text: String, #[prop(into)] label: String) -> impl IntoView {
    let copied = RwSignal::new(false);
    let session = expect_context::<Session>();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if browser::copy(&text).await {
                copied.set(true);
                browser::after(2000.0, move || {
                    let _ = copied.try_set(false);
                });
            } else {
                session
                    .toasts
                    .fail("The browser did not let us copy. Select the link and copy it yourself.");
            }
        });
    };
    view! {
        <button class="button" on:click=copy aria-label=label>
            {move || if copied.get() { view! { <Icon of=icon::CHECK small=true/> } } else { view! { <Icon of=icon::COPY small=true/> } }}
            {move || if copied.get() { "Copied" } else { "Copy" }}
        </button>
    }
}
