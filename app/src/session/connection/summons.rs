//! "Bring everyone here": a facilitator asks, the others are brought and can go back.

use std::cell::RefCell;
use std::collections::BTreeMap;

use editor::Camera;
use leptos::prelude::*;
use sync::presence::{Presence, Summons};

use crate::browser;
use crate::person::UNNAMED;
use crate::session::{Session, core};

/// A summons is shown this long, so that also who is away for a moment hears it, and nobody who comes much later.
const LASTS_MS: f64 = 6_000.0;

thread_local! {
    /// The last summons of each client.
    static HEARD: RefCell<BTreeMap<u64, u32>> = const { RefCell::new(BTreeMap::new()) };
}

/// Asks everyone to look at what is in view here.
pub fn call(session: Session) {
    let number = session.with_core(|core| {
        let view = core.editor.camera().visible();
        let connection = core.connection.as_mut()?;
        let number = (browser::random() * f64::from(u32::MAX)) as u32;
        connection.summons = Some(Summons { number, view });
        connection.show_soon();
        Some(number)
    });
    let Some(number) = number.flatten() else {
        return;
    };
    let others = session.people.with_untracked(Vec::len);
    session.toasts.say(match others {
        1 => "One person is brought here.".to_owned(),
        n => format!("{n} people are brought here."),
    });
    browser::after(LASTS_MS, move || {
        session.with_core(|core| {
            let connection = core.connection.as_mut()?;
            if connection.summons.is_some_and(|s| s.number == number) {
                connection.summons = None;
                connection.show_soon();
            }
            Some(())
        });
    });
}

/// Goes where others ask to, once for each summons; who is in the middle of something is only asked.
pub fn hear(session: Session, peers: &[(u64, Presence)]) {
    for (client, peer) in peers {
        let Some(summons) = peer.summons else {
            continue;
        };
        let known = HEARD.with_borrow_mut(|heard| heard.insert(*client, summons.number));
        if known != Some(summons.number) {
            answer(session, name(peer), summons);
        }
    }
}

fn answer(session: Session, who: String, summons: Summons) {
    let busy = session.with_core(|core| (core.editor.is_busy(), *core.editor.camera()));
    let Some((busy, before)) = busy else { return };
    if busy {
        let go = move || go(session, summons);
        session
            .toasts
            .offer(format!("{who} asks everyone to come."), "Go there", go);
    } else {
        go(session, summons);
        let back = move || back(session, before);
        session
            .toasts
            .offer(format!("{who} brought you here."), "Go back", back);
    }
}

fn go(session: Session, summons: Summons) {
    let effects = session.with_core(|core| core.editor.go_to(summons.view));
    core::carry_out(session, effects.unwrap_or_default());
}

fn back(session: Session, before: Camera) {
    // The window may have another size by now.
    let view = session.camera.get_untracked().view;
    session.set_camera(Camera { view, ..before });
}

fn name(peer: &Presence) -> String {
    if peer.name.is_empty() {
        UNNAMED.to_owned()
    } else {
        peer.name.clone()
    }
}
