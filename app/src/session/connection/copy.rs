//! The board as it was last known, kept so that it opens without a network: renewed when hands rest, when the connection is
//! lost, and when the page goes. It says of itself whether the server may lack something of it: where storage is nearly full
//! it may be the only place that has a change.

use std::cell::Cell;

use leptos::{prelude::*, task::spawn_local};

use crate::browser;
use crate::offline::{self, Copied};
use crate::session::Session;

/// Nothing has changed for this long.
const REST_MS: f64 = 1_500.0;
/// Where hands never rest, a copy is at most this old.
const AGE_MS: f64 = 20_000.0;

thread_local! {
    static TIMER: Cell<Option<i32>> = const { Cell::new(None) };
    /// Since when the board differs from its copy, on the steady clock.
    static STALE: Cell<Option<f64>> = const { Cell::new(None) };
}

/// Follows the board.
pub fn follow(session: Session) {
    Effect::new(move |_| {
        session.board.track();
        if session.loaded.get() && session.moment.with(Option::is_none) {
            soon(session);
        }
    });
    on_cleanup(|| {
        STALE.set(None);
        cancel();
    });
}

/// The board differs from its copy, or from what the copy says of it.
pub fn soon(session: Session) {
    let now = browser::steady();
    let since = STALE.get().unwrap_or(now);
    STALE.set(Some(since));
    cancel();
    let wait = REST_MS.min(since + AGE_MS - now);
    TIMER.set(browser::after(wait.max(0.0), move || {
        TIMER.set(None);
        renew(session);
    }));
}

fn cancel() {
    if let Some(timer) = TIMER.take() {
        browser::cancel(timer);
    }
}

/// Keeps the board as it is, if it has changed.
pub fn renew(session: Session) {
    if STALE.get().is_none() {
        return;
    }
    let taken = session.with_core(|core| {
        let connection = core.connection.as_mut().filter(|c| c.loaded && !c.over)?;
        connection.copy_is_unsaved = connection.client.is_unsaved();
        let copy = Copied {
            document: core.board.encode(),
            unsaved: connection.copy_is_unsaved,
        };
        Some((connection.board.clone(), copy))
    });
    let Some((board, copy)) = taken.flatten() else {
        return;
    };
    STALE.set(None);
    cancel();
    spawn_local(async move {
        let copy = offline::set_copy(&board, copy).await;
        let told = session.keeping.try_update(|keeping| {
            let before = keeping.copy.replace(copy);
            before != Some(copy)
        });
        if let (Some(true), Err(lack)) = (told, copy) {
            session.toasts.fail(format!(
                "This board cannot be opened without a connection: {lack}. What is on the server stays safe there."
            ));
        }
    });
}
