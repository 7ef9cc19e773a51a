//! The faces of those who are here: a click follows, one's own opens a small form for the name.

use leptos::prelude::*;

use super::arrival::NameForm;
use crate::browser;
use crate::components::dialog::Dialog;
use crate::components::icon::{self, Icon};
use crate::components::menu::Menu;
use crate::person::initials;
use crate::session::{Person, Session};

/// Faces before the rest is counted.
const SHOWN: usize = 4;
/// A phone; the style says the same.
const NARROW: &str = "(max-width: 760px)";

#[component]
pub fn People() -> impl IntoView {
    let session = expect_context::<Session>();
    let naming = RwSignal::new(false);
    let name = session.name;
    let count = Memo::new(move |_| session.people.with(Vec::len));
    let anybody = Memo::new(move |_| count.get() > 0);
    let rest = move || format!("+{}", count.get().saturating_sub(SHOWN));
    let narrow = RwSignal::new(browser::matches_media(NARROW));
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        narrow.set(browser::matches_media(NARROW));
    });
    on_cleanup(move || resized.remove());
    // The name holds what the button shows.
    let said = Signal::derive(move || match narrow.get() {
        true => format!("Others here: {}", count.get()),
        false => format!("{}: more people here", rest()),
    });
    // On a phone nobody has a face in the bar: all are in the list, and what a facilitator asks of them.
    let listed = move || {
        let narrow = narrow.get_untracked();
        let rest = session.people.get_untracked().into_iter();
        view! {
            {rest.skip(if narrow { 0 } else { SHOWN }).map(|p| view! { <Row person=p/> }).collect_view()}
            {narrow.then(|| view! { <Summon menu=true/> })}
        }
    };
    view! {
        <div class="faces" aria-label="Here now" role="group">
            {move || {
                session
                    .people
                    .with(|people| people.iter().take(SHOWN).cloned().map(|p| view! { <Face person=p/> }).collect_view())
            }}
            // An open list stays open while people come and go.
            {move || {
                anybody
                    .get()
                    .then(|| {
                        view! {
                            <div class="crowd" class:few=move || count.get() <= SHOWN>
                                <Menu label=said class="face more" face=ViewFn::from(move || view! { <span class="of-all">{count}</span> <span class="of-rest">{rest}</span> })>
                                    {listed()}
                                </Menu>
                            </div>
                        }
                    })
            }}
            <button
                class="face me"
                aria-label=move || format!("You: {}. Change your name", name.get())
                title=move || format!("You: {}", name.get())
                on:click=move |_| naming.set(true)
            >
                {move || initials(&name.get())}
            </button>
        </div>
        <Dialog open=naming title="Your name">
            <p>"Others see it beside your pointer and on what you hold."</p>
            <NameForm done=Callback::new(move |()| naming.set(false))/>
        </Dialog>
        <Summon menu=false/>
    }
    .into_any()
}

/// Somebody in the bar; following them is on or off.
#[component]
fn Face(person: Person) -> impl IntoView {
    let session = expect_context::<Session>();
    let client = person.client;
    let label = person.shown_name();
    let followed = move || session.following.get() == Some(client);
    let title = label.clone();
    view! {
        <button
            class="face"
            style:background=person.colour.clone()
            aria-label=format!("Follow {label}")
            aria-pressed=move || followed().to_string()
            title=move || if followed() { format!("Stop following {title}") } else { format!("Follow {title}") }
            on:click=move |_| session.follow((!followed()).then_some(client))
        >
            {initials(&label)}
        </button>
    }
}

/// Somebody of those who are counted only.
#[component]
fn Row(person: Person) -> impl IntoView {
    let session = expect_context::<Session>();
    let client = person.client;
    let label = person.shown_name();
    view! {
        <button role="menuitem" on:click=move |_| session.follow(Some(client))>
            <span class="face" style:background=person.colour.clone() aria-hidden="true">{initials(&label)}</span>
            {format!("Follow {label}")}
        </button>
    }
}

/// For who may ask everyone to come: a button of the bar, or on a phone a line of the menu.
#[component]
fn Summon(menu: bool) -> impl IntoView {
    let session = expect_context::<Session>();
    let shown =
        move || session.role.get().may_manage() && session.people.with(|people| !people.is_empty());
    move || {
        shown().then(|| {
            view! {
                <button
                    class=if menu { "summon" } else { "icon-button summon" }
                    role=menu.then_some("menuitem")
                    aria-label="Bring everyone here"
                    title="Bring everyone here"
                    on:click=move |_| session.act("summon")
                >
                    <Icon of=icon::MEGAPHONE/>
                    {menu.then_some("Bring everyone here")}
                </button>
            }
        })
    }
}

/// A border in their colour around the wall, and a way to stop.
#[component]
pub fn Following() -> impl IntoView {
    let session = expect_context::<Session>();
    let person = Memo::new(move |_| {
        let client = session.following.get()?;
        session
            .people
            .with(|people| people.iter().find(|p| p.client == client).cloned())
    });
    Effect::new(move |before: Option<Option<String>>| {
        let now = person.get().map(|p| p.shown_name());
        match (before.flatten(), &now) {
            (before, Some(name)) if before.as_ref() != Some(name) => {
                session
                    .announcement
                    .set(format!("Following {name}. Escape stops."));
            }
            (Some(name), None) => session
                .announcement
                .set(format!("No longer following {name}.")),
            _ => {}
        }
        now
    });
    move || {
        person.get().map(|p| {
            view! {
                <div class="following" style:--person=p.colour.clone()>
                    <div class="following-say">
                        <span>"Following " <b>{p.shown_name()}</b></span>
                        <button on:click=move |_| session.follow(None)>"Stop"</button>
                    </div>
                </div>
            }
        })
    }
}
