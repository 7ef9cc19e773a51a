//! What the board was: its life on a slider, moments with names, who did what when, the way back, and what differs.

mod compare;

use leptos::{prelude::*, task::spawn_local};

use crate::api::history::{self, Activity, Life, Version};
use crate::browser;
use crate::components::control::{Busy, Empty, Failure};
use crate::session::{Moment, Session, past};
use compare::Compare;

/// A slider that moves shows where it rests after this long.
const REST_MS: f64 = 160.0;

/// What the panel knows.
#[derive(Clone, Copy)]
struct Known {
    life: RwSignal<Option<Result<Life, String>>>,
    versions: RwSignal<Vec<Version>>,
    /// Where the slider stands.
    at: RwSignal<u64>,
    /// The moment that is being fetched.
    fetching: RwSignal<Option<u64>>,
}

#[component]
pub fn HistoryPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let known = Known {
        life: RwSignal::new(None),
        versions: RwSignal::default(),
        at: RwSignal::new(0),
        fetching: RwSignal::new(None),
    };
    Effect::new(move |_| read(session, known));
    // Whoever leads back to now, the slider goes along.
    Effect::new(move |_| {
        if session.moment.with(Option::is_none)
            && let Some(Ok(life)) = known.life.get_untracked()
        {
            known.at.set(life.head);
        }
    });
    move || {
        if session.address().is_none() {
            return view! { <Empty title="No history" text="This board lives in this page only. The history of a board of the server is kept from its first note on."/> }.into_any();
        }
        match known.life.get() {
            None => view! { <Busy text="Reading the history"/> }.into_any(),
            Some(Err(text)) => {
                view! { <Failure text again=Callback::new(move |()| read(session, known))/> }.into_any()
            }
            Some(Ok(life)) if life.head == 0 => {
                view! { <Empty title="Nothing has happened yet" text="Every change of the wall is kept. Come back when there is something to look back at."/> }.into_any()
            }
            Some(Ok(life)) => view! { <Line head=life.head known/> <Names known/> <Compare head=life.head versions=known.versions/> <Doings activity=life.activity known/> }.into_any(),
        }
    }
}

fn read(session: Session, known: Known) {
    let Some((board, token)) = session.address() else {
        return;
    };
    spawn_local(async move {
        let life = history::life(&board, &token).await;
        let versions = history::versions(&board, &token).await.unwrap_or_default();
        let _ = known.versions.try_set(versions);
        if let Ok(life) = &life {
            let shown = session.moment.get_untracked().map(|m| m.sequence);
            let _ = known.at.try_set(shown.unwrap_or(life.head));
        }
        let _ = known.life.try_set(Some(life.map_err(|e| e.to_string())));
    });
}

/// Shows the wall as it was after an update, once the slider has come to rest there.
fn go(session: Session, known: Known, sequence: u64) {
    known.at.set(sequence);
    browser::after(REST_MS, move || {
        if known.at.try_get_untracked() == Some(sequence) {
            show(session, known.fetching, sequence);
        }
    });
}

/// Shows the wall as it was after an update.
fn show(session: Session, fetching: RwSignal<Option<u64>>, sequence: u64) {
    let Some((board, token)) = session.address() else {
        return;
    };
    if fetching.try_set(Some(sequence)).is_some() {
        return;
    }
    spawn_local(async move {
        let answer = history::moment(&board, &token, sequence).await;
        // Another moment has been asked for meanwhile.
        if fetching.try_get_untracked().flatten() != Some(sequence) {
            return;
        }
        let _ = fetching.try_set(None);
        let shown = answer
            .map_err(|e| e.to_string())
            .and_then(|(entry, document)| {
                let (at, author) = entry.map(|e| (e.at, e.author)).unwrap_or_default();
                let moment = Moment {
                    sequence,
                    at,
                    author,
                };
                past::show(session, moment, &document).map_err(|e| e.to_string())
            });
        if let Err(error) = shown {
            session.toasts.fail(error);
        }
    });
}

/// The life of the board as a slider.
#[component]
fn Line(head: u64, known: Known) -> impl IntoView {
    let session = expect_context::<Session>();
    let said = Memo::new(move |_| match session.moment.get() {
        None => "Now".to_owned(),
        Some(moment) => moment.said(),
    });
    let on_input = move |event| {
        if let Ok(sequence) = event_target_value(&event).parse() {
            go(session, known, sequence);
        }
    };
    let now = move |_| {
        past::leave(session);
        known.at.set(head);
        read(session, known);
    };
    view! {
        <section class="timeline">
            <input
                type="range"
                min="0"
                max=head
                step="1"
                aria-label="The wall as of"
                aria-valuetext=move || format!("{}, change {} of {head}", said.get(), known.at.get())
                prop:value=move || known.at.get().to_string()
                on:input=on_input
            />
            <p class="row">
                <b>{said}</b>
                <small class="muted">{move || format!("change {} of {head}", known.at.get())}</small>
                {move || known.fetching.get().map(|_| view! { <span class="spinner" role="status" aria-label="Fetching"></span> })}
            </p>
            {move || {
                session.moment.with(Option::is_some)
                    .then(|| view! { <button class="button primary" on:click=now>"Back to now"</button> })
            }}
        </section>
    }
}

/// Moments with names, and a name for the one that is shown.
#[component]
fn Names(known: Known) -> impl IntoView {
    let session = expect_context::<Session>();
    let typed = RwSignal::new(String::new());
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let name = typed.get_untracked();
        let (Some((board, token)), false) = (session.address(), name.trim().is_empty()) else {
            return;
        };
        let head = known.life.with_untracked(|l| match l {
            Some(Ok(life)) => life.head,
            _ => 0,
        });
        let shown = session.moment.get_untracked();
        let sequence = shown.map_or(head, |m| m.sequence);
        spawn_local(async move {
            match history::name(&board, &token, sequence, name.trim()).await {
                Ok(()) => {
                    let _ = typed.try_set(String::new());
                    read(session, known);
                }
                Err(error) => session.toasts.fail(error.to_string()),
            }
        });
    };
    view! {
        <section>
            <h3>"Versions"</h3>
            <ul class="versions">
                {move || {
                    known.versions.get()
                        .into_iter()
                        .map(|version| {
                            let there = move || session.moment.with(|m| m.as_ref().is_some_and(|m| m.sequence == version.sequence));
                            view! {
                                <li>
                                    <button class="link" aria-current=move || there().then_some("true") on:click=move |_| go(session, known, version.sequence)>
                                        {version.name}
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            {move || {
                session.role.get().may_edit()
                    .then(|| {
                        view! {
                            <form class="row name-moment" on:submit=save>
                                <input class="field" maxlength="200" aria-label="Name of this moment" placeholder="Name this moment" bind:value=typed/>
                                <button class="button" disabled=move || typed.with(|t| t.trim().is_empty())>"Save"</button>
                            </form>
                        }
                    })
            }}
        </section>
    }
}

/// Who did how much when, newest first.
#[component]
fn Doings(activity: Vec<Activity>, known: Known) -> impl IntoView {
    let session = expect_context::<Session>();
    let rows = activity.into_iter().rev().map(move |row| {
        let there = move || session.moment.with(|m| m.as_ref().is_some_and(|m| m.sequence == row.last));
        let changes = match row.updates {
            1 => "1 change".to_owned(),
            n => format!("{n} changes"),
        };
        view! {
            <li>
                <button aria-current=move || there().then_some("true") on:click=move |_| go(session, known, row.last)>
                    <b>{row.author}</b>
                    <small>{changes}</small>
                    <time datetime=row.to.clone()>{browser::said_moment(&row.to)}</time>
                </button>
            </li>
        }
    });
    view! {
        <section>
            <h3>"Who did what when"</h3>
            <ul class="doings">{rows.collect_view()}</ul>
        </section>
    }
}
