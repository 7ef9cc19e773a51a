//! What may wait until the hands rest: reading the wall again, and the small picture for the home page.

use std::cell::Cell;

use leptos::prelude::*;

use super::{Session, core};
use crate::browser;

const REST_MS: f64 = 200.0;

thread_local!(static TIMER: Cell<Option<i32>> = const { Cell::new(None) });

/// Settles once nothing has changed for a moment.
pub fn soon(session: Session) {
    if let Some(timer) = TIMER.take() {
        browser::cancel(timer);
    }
    TIMER.set(browser::after(REST_MS, move || {
        TIMER.set(None);
        now(session);
    }));
}

/// Settles a slice, and goes on between frames until all is read.
pub fn now(session: Session) {
    let slice = session.with_core(|core| (core.editor.settle_some(), core.editor.is_settled()));
    let Some((effects, done)) = slice else {
        return;
    };
    core::carry_out(session, effects);
    if done {
        session.read.update(|n| *n += 1);
    } else {
        TIMER.set(browser::after(0.0, move || {
            TIMER.set(None);
            now(session);
        }));
    }
}
