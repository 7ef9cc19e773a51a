//! What others change, said politely: now and then, and in a few words.

use std::cell::Cell;

use board::Change;
use leptos::prelude::*;

use crate::browser;
use crate::session::Session;

/// Changes of this long are said together.
const GATHER_MS: f64 = 4_000.0;

thread_local!(static NOTES: Cell<usize> = const { Cell::new(0) });

/// Others have made these changes.
pub fn heard(session: Session, changes: &[Change]) {
    let notes: usize = changes.iter().map(|change| change.notes.len()).sum();
    let before = NOTES.get();
    NOTES.set(before + notes);
    if before > 0 || notes == 0 {
        return;
    }
    browser::after(GATHER_MS, move || {
        let words = match NOTES.take() {
            1 => "Somebody changed a note.".to_owned(),
            n => format!("Others changed {n} notes."),
        };
        let _ = session.announcement.try_set(words);
    });
}
