//! Comments: on the selected note first, then on all others. Everything works by keyboard.

use leptos::prelude::*;
use model::Id;

use crate::api::threads::{Change, Comment, Thread};
use crate::browser;
use crate::components::control::{Busy, Empty, Failure};
use crate::components::icon::{self, Icon};
use crate::panels::PanelState;
use crate::session::{Session, comments};

/// Longest comment, in characters; the server's limit.
const MOST: &str = "4000";
/// A thread in view counts as seen after this long.
const SEEN_MS: f64 = 1_200.0;

#[component]
pub fn CommentsPanel() -> impl IntoView {
    let session = expect_context::<Session>();
    let known = session.comments;
    let note = Memo::new(move |_| session.selection.with(|s| s.single_note().cloned()));
    let settled = RwSignal::new(false);
    let of = move |here: bool| {
        Memo::new(move |_| {
            let chosen = note.get();
            let shown = |t: &&Thread| {
                let is_here = chosen.as_ref().is_some_and(|n| n.as_str() == t.note);
                is_here == here && (t.is_open() || settled.get())
            };
            known
                .threads
                .with(|all| all.iter().filter(shown).cloned().collect::<Vec<_>>())
        })
    };
    let (here, elsewhere) = (of(true), of(false));
    Effect::new(move |_| {
        let shown = here.get();
        browser::after(SEEN_MS, move || {
            if here.try_get_untracked().as_ref() == Some(&shown) {
                comments::saw(session, &shown);
            }
        });
    });
    let resolved = move || {
        known
            .threads
            .with(|all| all.iter().filter(|t| !t.is_open()).count())
    };
    let may_comment =
        move || session.role.get().may_comment() && session.moment.with(Option::is_none);
    move || {
        if session.address().is_none() {
            return view! { <Empty title="Nobody to talk to" text="This board lives in this page only. Comments are kept with boards of a server."/> }.into_any();
        }
        if !known.loaded.get() {
            return view! { <Busy text="Reading the comments"/> }.into_any();
        }
        let failure = known.failed.get().map(|text| {
            view! { <Failure text again=Callback::new(move |()| comments::read(session))/> }
        });
        view! {
            {failure}
            {move || {
                note.get()
                    .map(|id| view! { <OnNote id threads=here may=Signal::derive(may_comment)/> })
            }}
            <section class="threads" aria-label="Other comments">
                {move || {
                    let empty = elsewhere.with(Vec::is_empty);
                    match (empty, note.get().is_some()) {
                        (true, true) => None,
                        (true, false) => Some(view! {
                            <Empty
                                title="No comments"
                                text="Select a note to say something about it without changing it: a question, a doubt, a decision. A bubble on the note shows that somebody has."
                            />
                        }.into_any()),
                        (false, chosen) => {
                            Some(view! { <h3>{if chosen { "On other notes" } else { "All comments" }}</h3> }.into_any())
                        }
                    }
                }}
                <For each=move || elsewhere.get() key=|t| t.clone() let(thread)>
                    <OneThread thread named=true may=Signal::derive(may_comment)/>
                </For>
            </section>
            {move || {
                let count = resolved();
                (count > 0)
                    .then(|| {
                        view! {
                            <label class="check">
                                <input type="checkbox" prop:checked=move || settled.get()
                                    on:change=move |event| settled.set(event_target_checked(&event))/>
                                <span>{format!("Show resolved ({count})")}</span>
                            </label>
                        }
                    })
            }}
        }
        .into_any()
    }
}

/// What was said about the selected note, and a field to say more.
#[component]
fn OnNote(id: Id, threads: Memo<Vec<Thread>>, may: Signal<bool>) -> impl IntoView {
    let session = expect_context::<Session>();
    let text = words_of(session, id.as_str());
    let note = id.to_string();
    let open = Callback::new(move |(text, done): (String, Callback<bool>)| {
        let note = note.clone();
        comments::change(session, Change::Open { note, text }, move |ok| done.run(ok));
    });
    view! {
        <section class="threads" aria-label="On the selected note">
            <h3>"On “" {text} "”"</h3>
            <For each=move || threads.get() key=|t| t.clone() let(thread)>
                <OneThread thread named=false may=may/>
            </For>
            {move || {
                if may.get() {
                    view! { <Say label="Comment on the note" button="Comment" say=open/> }.into_any()
                } else {
                    view! { <p class="muted">"Your link lets you read comments, not write them."</p> }.into_any()
                }
            }}
        </section>
    }
}

#[component]
fn OneThread(thread: Thread, named: bool, may: Signal<bool>) -> impl IntoView {
    let session = expect_context::<Session>();
    let panel = expect_context::<PanelState>();
    let unread = {
        let thread = thread.clone();
        move || session.comments.is_unread(&thread)
    };
    let note = Id::new(&thread.note).ok();
    let there = note
        .clone()
        .filter(|id| session.board.with_untracked(|b| b.note(id).is_some()));
    let title = words_of(session, &thread.note);
    let lead = named.then(|| match there {
        Some(id) => {
            let seen = thread.clone();
            let go = move |_| {
                comments::saw(session, std::slice::from_ref(&seen));
                panel.show(crate::panels::Tab::Comments);
                session.select(std::slice::from_ref(&id), true);
            };
            view! { <button class="link" on:click=go>{title}</button> }.into_any()
        }
        None => view! { <span class="muted">"On a note that is gone"</span> }.into_any(),
    });
    let (id, answer_id) = (thread.id.clone(), thread.id.clone());
    let open = thread.is_open();
    let settle = move |_| {
        let change = Change::Settle {
            thread: id.clone(),
            resolved: open,
        };
        comments::change(session, change, |_| {});
    };
    let answer = Callback::new(move |(text, done): (String, Callback<bool>)| {
        let thread = answer_id.clone();
        comments::change(session, Change::Answer { thread, text }, move |ok| {
            done.run(ok)
        });
    });
    let answering = RwSignal::new(false);
    let settled = thread.resolved_at.as_deref().map(|at| {
        let by = thread.resolved_by.clone().unwrap_or_default();
        format!("Resolved by {by}, {}", browser::said_moment(at))
    });
    let said = thread.comments.iter().cloned().map(|comment| {
        view! { <OneComment thread=thread.id.clone() comment may/> }
    });
    view! {
        <article class="thread" class:unread=unread class:settled=!open>
            {lead}
            <ul>{said.collect_view()}</ul>
            {settled.map(|words| view! { <p class="muted">{words}</p> })}
            {move || {
                may.get()
                    .then(|| {
                        let settle = settle.clone();
                        if answering.get() {
                            view! { <Say label="Answer" button="Reply" say=answer leave=Callback::new(move |()| answering.set(false)) focus=true/> }
                                .into_any()
                        } else {
                            view! {
                                <div class="row">
                                    {open.then(|| view! { <button class="button quiet" on:click=move |_| answering.set(true)>"Reply"</button> })}
                                    <button class="button quiet" on:click=settle>
                                        {open.then(|| view! { <Icon of=icon::CHECK small=true/> })}
                                        {if open { "Resolve" } else { "Open again" }}
                                    </button>
                                </div>
                            }
                                .into_any()
                        }
                    })
            }}
        </article>
    }
}

#[component]
fn OneComment(thread: String, comment: Comment, may: Signal<bool>) -> impl IntoView {
    let session = expect_context::<Session>();
    let editing = RwSignal::new(false);
    let (yours, id) = (comment.yours, comment.id.clone());
    let may_remove = move || may.get() && (yours || session.role.get().may_manage());
    let place = StoredValue::new((thread, id));
    let remove = move |_| {
        let (thread, comment) = place.get_value();
        comments::change(session, Change::Remove { thread, comment }, |_| {});
    };
    let edit = Callback::new(move |(text, done): (String, Callback<bool>)| {
        let (thread, comment) = place.get_value();
        let change = Change::Edit {
            thread,
            comment,
            text,
        };
        comments::change(session, change, move |ok| done.run(ok));
    });
    let when = browser::said_moment(&comment.at);
    let when = match comment.edited_at {
        Some(_) => format!("{when}, edited"),
        None => when,
    };
    let text = comment.text.clone();
    view! {
        <li>
            <div class="comment-head">
                <b>{comment.author.clone()}</b>
                <small>{when}</small>
                {move || {
                    (may.get() && yours && !editing.get())
                        .then(|| {
                            view! {
                                <button class="icon-button" aria-label="Edit your comment" title="Edit" on:click=move |_| editing.set(true)>
                                    <Icon of=icon::PENCIL small=true/>
                                </button>
                            }
                        })
                }}
                {move || {
                    may_remove()
                        .then(|| {
                            view! {
                                <button class="icon-button" aria-label="Delete the comment" title="Delete" on:click=remove>
                                    <Icon of=icon::TRASH small=true/>
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                if editing.get() {
                    view! { <Say label="Your comment" button="Save" say=edit leave=Callback::new(move |()| editing.set(false)) text=text.clone() focus=true/> }
                        .into_any()
                } else {
                    view! { <p class="comment-text">{text.clone()}</p> }.into_any()
                }
            }}
        </li>
    }
}

/// A field and a button. Ctrl+Enter sends, Esc leaves.
#[component]
fn Say(
    label: &'static str,
    button: &'static str,
    say: Callback<(String, Callback<bool>)>,
    #[prop(optional)] leave: Option<Callback<()>>,
    #[prop(optional, into)] text: String,
    #[prop(optional)] focus: bool,
) -> impl IntoView {
    let typed = RwSignal::new(text);
    let busy = RwSignal::new(false);
    let node = NodeRef::<leptos::html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get().filter(|_| focus) {
            let _ = node.focus();
        }
    });
    let send = move || {
        let text = typed.get_untracked();
        if text.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let done = Callback::new(move |ok: bool| {
            let _ = busy.try_set(false);
            if ok {
                let _ = typed.try_set(String::new());
                if let Some(leave) = leave {
                    leave.run(());
                }
            }
        });
        say.run((text, done));
    };
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            send();
        }
        "Escape" => {
            if let Some(leave) = leave {
                event.stop_propagation();
                leave.run(());
            }
        }
        _ => {}
    };
    view! {
        <div class="say">
            <textarea class="field" rows="2" maxlength=MOST aria-label=label placeholder=label node_ref=node bind:value=typed on:keydown=on_key></textarea>
            <div class="row">
                <button class="button primary" title="Ctrl+Enter" disabled=move || busy.get() || typed.with(|t| t.trim().is_empty()) on:click=move |_| send()>
                    {button}
                </button>
                {leave.map(|leave| view! { <button class="button quiet" on:click=move |_| leave.run(())>"Cancel"</button> })}
            </div>
        </div>
    }
}

/// The first words of a note.
fn words_of(session: Session, note: &str) -> String {
    let text = session
        .board
        .with_untracked(|b| b.notes.get(note).map(|n| n.text.clone()));
    let text = text.unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return "a blank note".to_owned();
    }
    let short: String = line.chars().take(60).collect();
    if short.len() < line.len() {
        format!("{short}…")
    } else {
        short
    }
}
