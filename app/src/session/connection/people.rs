//! Who else is here, as their presence says.

use editor::Peer;
use leptos::prelude::*;
use sync::presence::Presence;

use crate::session::{Person, Session, core};

/// Shows the others: their faces in the bar, their cursors and selections on the wall.
pub fn show(session: Session, peers: Vec<(u64, Presence)>) {
    super::summons::hear(session, &peers);
    let people = peers
        .iter()
        .map(|(client, p)| Person {
            client: *client,
            name: p.name.clone(),
            colour: p.colour.clone(),
        })
        .collect();
    if session
        .people
        .with_untracked(|known: &Vec<Person>| *known != people)
    {
        session.people.set(people);
    }
    let peers = peers
        .into_iter()
        .map(|(client, p)| Peer {
            client,
            name: p.name,
            colour: p.colour,
            cursor: p.cursor,
            selection: p.selection,
            dragging: p.dragging,
            editing: p.editing,
            view: p.view,
            laser: p.laser,
        })
        .collect();
    let effects = session.with_core(|core| core.editor.set_peers(peers));
    core::carry_out(session, effects.unwrap_or_default());
}
