//! Comments of the board: read over HTTP when the server says that they have changed, and which of them are new to this
//! person.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

use editor::Bubble;
use leptos::{prelude::*, task::spawn_local};
use model::Id;

use super::{Session, core};
use crate::api::threads::{self, Change, Thread};
use crate::browser;

thread_local! {
    /// A reading is under way; another is asked for.
    static READING: Cell<bool> = const { Cell::new(false) };
    static AGAIN: Cell<bool> = const { Cell::new(false) };
}

/// What is known of the comments of a board.
#[derive(Clone, Copy)]
pub struct Comments {
    pub threads: RwSignal<Vec<Thread>>,
    /// Why they could not be read.
    pub failed: RwSignal<Option<String>>,
    pub loaded: RwSignal<bool>,
    /// The newest comment that was seen of each thread, RFC 3339.
    seen: RwSignal<HashMap<String, String>>,
}

impl Comments {
    pub fn new() -> Comments {
        Comments {
            threads: RwSignal::default(),
            failed: RwSignal::new(None),
            loaded: RwSignal::new(false),
            seen: RwSignal::default(),
        }
    }

    /// Whether somebody else has said something there that this person has not seen.
    pub fn is_unread(self, thread: &Thread) -> bool {
        let newest = thread.comments.iter().rev().find(|c| !c.yours);
        newest.is_some_and(|c| {
            self.seen
                .with(|seen| seen.get(&thread.id).is_none_or(|at| *at < c.at))
        })
    }

    /// How many open threads have something new.
    pub fn unread(self) -> usize {
        let new = |t: &&Thread| t.is_open() && self.is_unread(t);
        self.threads.with(|all| all.iter().filter(new).count())
    }

    /// How many open threads a note has.
    pub fn open_on(self, note: &Id) -> usize {
        let here = |t: &&Thread| t.is_open() && t.note == note.as_str();
        self.threads.with(|all| all.iter().filter(here).count())
    }
}

impl Default for Comments {
    fn default() -> Comments {
        Comments::new()
    }
}

/// Reads the comments of a board that has come, and hangs bubbles on their notes.
pub fn begin(session: Session) {
    let Some((board, _)) = session.address() else {
        return;
    };
    let kept = browser::remembered(&key(&board)).unwrap_or_default();
    let seen = kept.lines().filter_map(|line| line.split_once(' '));
    let seen = seen.map(|(thread, at)| (thread.to_owned(), at.to_owned()));
    session.comments.seen.set(seen.collect());
    Effect::new(move |_| {
        if session.loaded.get() {
            read(session);
        }
    });
    Effect::new(move |_| {
        let comments = session.comments;
        let mut bubbles: BTreeMap<Id, Bubble> = BTreeMap::new();
        comments.threads.with(|all| {
            for thread in all.iter().filter(|t| t.is_open()) {
                if let Ok(note) = Id::new(&thread.note) {
                    let bubble = bubbles.entry(note).or_default();
                    bubble.count += 1;
                    bubble.unread |= comments.is_unread(thread);
                }
            }
        });
        let effects = session.with_core(|core| core.editor.set_bubbles(bubbles));
        core::carry_out(session, effects.unwrap_or_default());
    });
}

/// Reads them anew.
pub fn read(session: Session) {
    if READING.replace(true) {
        return AGAIN.set(true);
    }
    let Some((board, token)) = session.address() else {
        return;
    };
    spawn_local(async move {
        let answer = threads::list(&board, &token).await;
        READING.set(false);
        let comments = session.comments;
        match answer {
            Ok(threads) => {
                let _ = comments.failed.try_set(None);
                let _ = comments.threads.try_set(threads);
            }
            Err(error) => drop(comments.failed.try_set(Some(error.to_string()))),
        }
        let _ = comments.loaded.try_set(true);
        if AGAIN.replace(false) {
            read(session);
        }
    });
}

/// Changes something; `done` is told whether it worked.
pub fn change(session: Session, change: Change, done: impl FnOnce(bool) + 'static) {
    let Some((board, token)) = session.address() else {
        return done(false);
    };
    let name = session.name.get_untracked();
    spawn_local(async move {
        let answer = threads::change(&board, &token, &name, &change).await;
        if let Err(error) = &answer {
            session.toasts.fail(error.to_string());
        }
        done(answer.is_ok());
        read(session);
    });
}

/// This person has seen what these threads say.
pub fn saw(session: Session, threads: &[Thread]) {
    let Some((board, _)) = session.address() else {
        return;
    };
    let comments = session.comments;
    let new: Vec<&Thread> = threads
        .iter()
        .filter(|t| untrack(|| comments.is_unread(t)))
        .collect();
    if new.is_empty() {
        return;
    }
    comments.seen.update(|seen| {
        for thread in new {
            if let Some(newest) = thread.comments.last() {
                seen.insert(thread.id.clone(), newest.at.clone());
            }
        }
        let known = comments.threads.get_untracked();
        seen.retain(|id, _| known.iter().any(|t| t.id == *id));
        let lines: Vec<String> = seen.iter().map(|(id, at)| format!("{id} {at}")).collect();
        browser::remember(&key(&board), &lines.join("\n"));
    });
}

fn key(board: &str) -> String {
    format!("isobar.seen.{board}")
}
