//! What differs between two moments: lists in the panel, and marks on the wall.

use editor::{Mark, MarkKind};
use leptos::{prelude::*, task::spawn_local};
use model::{Id, Rect};

use crate::api::history::{self, Differences, NoteThen, Version};
use crate::components::control::{Busy, Choice, Failure};
use crate::session::{Session, past};

/// The notes of each list, with its heading and its mark.
type Lists = [(&'static str, MarkKind, fn(&Differences) -> &Vec<NoteThen>); 6];
const LISTS: Lists = [
    ("Added", MarkKind::Added, |d| &d.added),
    ("Removed", MarkKind::Removed, |d| &d.removed),
    ("Moved", MarkKind::Moved, |d| &d.moved),
    ("Reworded", MarkKind::Reworded, |d| &d.reworded),
    ("In another context", MarkKind::Rebounded, |d| &d.rebounded),
    ("Refined", MarkKind::Refined, |d| &d.refined),
];

#[component]
pub fn Compare(head: u64, versions: RwSignal<Vec<Version>>) -> impl IntoView {
    let session = expect_context::<Session>();
    let (from, to) = (
        RwSignal::new("0".to_owned()),
        RwSignal::new(head.to_string()),
    );
    let found = RwSignal::new(None::<Option<Result<Differences, String>>>);
    let moments = Signal::derive(move || {
        let mut moments = vec![(head.to_string(), "Now".to_owned())];
        let shown = session.moment.get().filter(|m| m.sequence < head);
        moments.extend(shown.map(|m| (m.sequence.to_string(), format!("Shown: {}", m.said()))));
        let named = versions
            .get()
            .into_iter()
            .filter(|v| v.sequence > 0 && v.sequence < head);
        moments.extend(named.map(|v| (v.sequence.to_string(), v.name)));
        moments.push(("0".to_owned(), "The beginning".to_owned()));
        // What was chosen stays to be chosen.
        for chosen in [from.get(), to.get()] {
            let said = format!("Change {chosen}");
            moments.push((chosen, said));
        }
        let mut seen = Vec::new();
        moments.retain(|(key, _)| {
            !seen.contains(key) && {
                seen.push(key.clone());
                true
            }
        });
        moments
    });
    let run = move || {
        let numbers = (from.get_untracked().parse(), to.get_untracked().parse());
        let ((Ok(from), Ok(to)), Some((board, token))) = (numbers, session.address()) else {
            return;
        };
        found.set(Some(None));
        spawn_local(async move {
            let answer = history::compare(&board, &token, from, to).await;
            if let Ok(differences) = &answer {
                if to >= head {
                    past::leave(session);
                } else {
                    super::show(session, RwSignal::new(None), to);
                }
                session.mark(marks(differences));
            }
            let _ = found.try_set(Some(Some(answer.map_err(|e| e.to_string()))));
        });
    };
    let clear = move |_| {
        session.mark(Vec::new());
        found.set(None);
    };
    on_cleanup(move || session.mark(Vec::new()));
    view! {
        <section>
            <h3>"Compare"</h3>
            <div class="compare">
                <Choice value=from choices=moments none="" label="From" commit=Callback::new(move |v| from.set(v))/>
                <Choice value=to choices=moments none="" label="To" commit=Callback::new(move |v| to.set(v))/>
                <button class="button" disabled=move || from.get() == to.get() on:click=move |_| run()>"Show differences"</button>
            </div>
            {move || match found.get() {
                None => ().into_any(),
                Some(None) => view! { <Busy text="Comparing"/> }.into_any(),
                Some(Some(Err(text))) => view! { <Failure text again=Callback::new(move |()| run())/> }.into_any(),
                Some(Some(Ok(differences))) => {
                    view! { <Found differences/> <button class="button quiet" on:click=clear>"Clear the marks"</button> }.into_any()
                }
            }}
        </section>
    }
}

fn marks(differences: &Differences) -> Vec<Mark> {
    let of = |(_, kind, list): &(_, MarkKind, fn(&Differences) -> &Vec<NoteThen>)| {
        let kind = *kind;
        let marks = list(differences).iter().filter_map(move |note| {
            let place = (|| Some(Rect::new(note.x?, note.y?, note.width?, note.height?)))();
            Some(Mark {
                note: Id::new(&note.id).ok()?,
                kind,
                place,
            })
        });
        marks.collect::<Vec<_>>()
    };
    LISTS.iter().flat_map(of).collect()
}

#[component]
fn Found(differences: Differences) -> impl IntoView {
    let session = expect_context::<Session>();
    let contexts = &differences.contexts;
    let renamed = contexts
        .renamed
        .iter()
        .map(|r| format!("“{}” is now “{}”", r.from, r.to));
    let said: Vec<String> = (contexts.added.iter().map(|name| format!("“{name}” is new")))
        .chain(
            contexts
                .removed
                .iter()
                .map(|name| format!("“{name}” is gone")),
        )
        .chain(renamed)
        .collect();
    let nothing = said.is_empty()
        && LISTS
            .iter()
            .all(|(_, _, list)| list(&differences).is_empty());
    let lists = LISTS.iter().filter_map(|(title, kind, list)| {
        let notes = list(&differences);
        let rows = notes.iter().map(|note| row(session, note, *kind)).collect_view();
        (!notes.is_empty()).then(|| {
            view! {
                <details open=true>
                    <summary><i class=format!("mark {}", kind.name())></i> {*title} <small>{notes.len()}</small></summary>
                    <ul>{rows}</ul>
                </details>
            }
        })
    });
    view! {
        <div class="differences" role="status">
            {nothing.then(|| view! { <p class="muted">"Nothing on the wall differs."</p> })}
            {lists.collect_view()}
            {(!said.is_empty())
                .then(|| {
                    view! {
                        <details open=true>
                            <summary>"Contexts" <small>{said.len()}</small></summary>
                            <ul>{said.iter().map(|words| view! { <li>{words.clone()}</li> }).collect_view()}</ul>
                        </details>
                    }
                })}
        </div>
    }
}

fn row(session: Session, note: &NoteThen, kind: MarkKind) -> impl IntoView + use<> {
    let text = if note.text.trim().is_empty() {
        "a blank note".to_owned()
    } else {
        note.text.clone()
    };
    let nowhere = || "no context".to_owned();
    let more = match kind {
        MarkKind::Reworded => note.before.as_ref().map(|b| format!("was “{}”", b.text)),
        MarkKind::Rebounded => Some(format!(
            "{} → {}",
            note.from.clone().unwrap_or_else(nowhere),
            note.to.clone().unwrap_or_else(nowhere)
        )),
        _ => None,
    };
    let id = Id::new(&note.id).ok();
    let lead = move |_| {
        if let Some(id) = &id {
            session.select(std::slice::from_ref(id), true);
        }
    };
    let words = match kind {
        MarkKind::Removed => view! { <span>{text}</span> }.into_any(),
        _ => view! { <button class="link" on:click=lead>{text}</button> }.into_any(),
    };
    view! { <li>{words} {more.map(|more| view! { <small class="muted">{more}</small> })}</li> }
}
