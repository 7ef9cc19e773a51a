//! All links of a board, for facilitators: made, copied, replaced and taken back.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local};
use model::order::Order;
use model::{ROLES, Role};

use super::{Copy, LinkRow, words};
use crate::api::links::{self, Listed};
use crate::browser;
use crate::components::control::{Busy, Choice, Failure};
use crate::session::Session;

const DAY: u32 = 24 * 60 * 60;
/// Value, words, seconds.
const ENDS: [(&str, &str, Option<u32>); 4] = [
    ("never", "Does not end", None),
    ("day", "Ends in a day", Some(DAY)),
    ("week", "Ends in a week", Some(7 * DAY)),
    ("month", "Ends in 30 days", Some(30 * DAY)),
];

/// What is handed out most stands first; last, what hands on the whole board.
const FIRST: [Role; 4] = [
    Role::Editor,
    Role::Commenter,
    Role::Viewer,
    Role::Facilitator,
];

type Known = (Vec<Listed>, BTreeMap<String, String>);

#[component]
pub fn LinksPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let known = RwSignal::new(None::<Result<Known, String>>);
    let fresh = RwSignal::new(None::<(Role, String)>);
    let read = Callback::new(move |()| {
        let Some((board, token)) = session.address() else {
            return;
        };
        spawn_local(async move {
            let answer = match links::list(&board, &token).await {
                Ok(mut list) => {
                    list.order_by_key(|link| FIRST.iter().position(|role| *role == link.role));
                    Ok((list, links::addresses(&board, &token).await))
                }
                Err(error) => Err(error.to_string()),
            };
            let _ = known.try_set(Some(answer));
        });
    });
    Effect::new(move |_| read.run(()));
    view! {
        <p>"Everyone with a link can open the board. Give each person the link with the right they need."</p>
        <Maker fresh read/>
        {move || {
            fresh.get()
                .map(|(role, link)| view! { <div class="fresh" role="status"><LinkRow role link/></div> })
        }}
        {move || match known.get() {
            None => view! { <Busy text="Reading the links"/> }.into_any(),
            Some(Err(text)) => view! { <Failure text again=read/> }.into_any(),
            Some(Ok((list, addresses))) => {
                let rows = list.into_iter().map(|link| {
                    let address = addresses.get(&link.name).cloned();
                    view! { <Row link address read fresh/> }
                });
                view! { <ul class="links" aria-label="Links of this board">{rows.collect_view()}</ul> }.into_any()
            }
        }}
        <p class="muted">"Addresses are kept in the browser that made them, never on the server: one that cannot be copied here can be replaced."</p>
    }
}

/// Makes a new link.
#[component]
fn Maker(fresh: RwSignal<Option<(Role, String)>>, read: Callback<()>) -> impl IntoView {
    let session = expect_context::<Session>();
    let role = RwSignal::new(Role::Editor.name().to_owned());
    let ends = RwSignal::new(ENDS[0].0.to_owned());
    let label = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let roles = ROLES
        .iter()
        .map(|role| (role.name().to_owned(), words(*role).0.to_owned()));
    let roles: Vec<(String, String)> = roles.collect();
    let times: Vec<(String, String)> = ENDS
        .iter()
        .map(|(key, said, _)| ((*key).to_owned(), (*said).to_owned()))
        .collect();
    let make = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let (Some((board, token)), Some(wanted)) =
            (session.address(), Role::named(&role.get_untracked()))
        else {
            return;
        };
        let seconds = ENDS
            .iter()
            .find(|(key, ..)| *key == ends.get_untracked())
            .and_then(|(_, _, s)| *s);
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let name = label.get_untracked();
            match links::mint(&board, &token, wanted, name.trim(), seconds).await {
                Ok(link) => {
                    let _ = label.try_set(String::new());
                    let _ = fresh.try_set(Some((wanted, link)));
                    read.run(());
                }
                Err(error) => session.toasts.fail(error.to_string()),
            }
            let _ = busy.try_set(false);
        });
    };
    view! {
        <form class="link-maker" on:submit=make>
            <Choice value=role choices=Signal::stored(roles) none="" label="Right" commit=Callback::new(move |v| role.set(v))/>
            <input class="field" maxlength="80" aria-label="For whom" placeholder="For whom (optional)" bind:value=label/>
            <Choice value=ends choices=Signal::stored(times) none="" label="How long" commit=Callback::new(move |v| ends.set(v))/>
            <button class="button primary" aria-busy=move || busy.get().to_string()>"Create a link"</button>
        </form>
    }
}

#[component]
fn Row(
    link: Listed,
    address: Option<String>,
    read: Callback<()>,
    fresh: RwSignal<Option<(Role, String)>>,
) -> impl IntoView {
    let session = expect_context::<Session>();
    let sure = RwSignal::new(None::<Step>);
    let role = link.role;
    let (title, about) = words(role);
    let name = if link.label.is_empty() {
        title.to_owned()
    } else {
        link.label.clone()
    };
    let mut said = vec![format!("made {}", browser::said_moment(&link.granted_at))];
    said.push(match &link.used_at {
        Some(at) => format!("last used {}", browser::said_moment(at)),
        None => "never used".to_owned(),
    });
    said.extend(
        link.expires_at
            .as_ref()
            .map(|at| format!("ends {}", browser::said_moment(at))),
    );
    let key = StoredValue::new(link.name.clone());
    let run = move |step: Step| {
        let Some((board, token)) = session.address() else {
            return;
        };
        sure.set(None);
        spawn_local(async move {
            let done = match step {
                Step::Replace => links::rotate(&board, &token, &key.get_value())
                    .await
                    .map(Some),
                Step::TakeBack => links::revoke(&board, &token, &key.get_value())
                    .await
                    .map(|()| None),
            };
            match done {
                Ok(made) => {
                    let _ = fresh.try_set(made.map(|link| (role, link)));
                    read.run(());
                }
                Err(error) => session.toasts.fail(error.to_string()),
            }
        });
    };
    let yours = link.yours;
    let label = StoredValue::new(name.clone());
    let offer = move |step: Step| {
        view! {
            <button class="button quiet" class:danger=step == Step::TakeBack aria-label=format!("{}: {}", step.label(), label.get_value()) on:click=move |_| sure.set(Some(step))>
                {step.label()}
            </button>
        }
    };
    view! {
        <li>
            <div>
                <b>{name}</b>
                {(!link.label.is_empty()).then(|| view! { <em>{title}</em> })}
                {yours.then(|| view! { <em>"your own"</em> })}
                <small>{said.join(" · ")}</small>
                {link.label.is_empty().then(|| view! { <small>{about}</small> })}
            </div>
            <div class="row">
                {move || match sure.get() {
                    None => {
                        view! {
                            {address.clone().map(|text| view! { <Copy text label=format!("Copy the link: {}", label.get_value())/> })}
                            {(!yours).then(|| offer(Step::Replace))}
                            {(!yours).then(|| offer(Step::TakeBack))}
                        }
                            .into_any()
                    }
                    Some(step) => {
                        view! {
                            <span role="alert">{step.warning()}</span>
                            <button class="button danger" on:click=move |_| run(step)>{step.label()}</button>
                            <button class="button" on:click=move |_| sure.set(None)>"Keep it"</button>
                        }
                            .into_any()
                    }
                }}
            </div>
        </li>
    }
}

/// What can be done with a link that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Replace,
    TakeBack,
}

impl Step {
    fn label(self) -> &'static str {
        match self {
            Step::Replace => "Replace",
            Step::TakeBack => "Take back",
        }
    }

    fn warning(self) -> &'static str {
        match self {
            Step::Replace => {
                "The old one opens nothing any more; who came in by it is sent out now."
            }
            Step::TakeBack => "Who came in by it is sent out now.",
        }
    }
}
