//! A snapshot written into an empty document.

use model::BoardSnapshot;
use serde::Serialize;
use serde_json::{Map as Json, Value};
use yrs::TransactionMut;

use crate::content::{of_context, of_meta, of_note, of_row, with_z};
use crate::keys;
use crate::place::{Place, Roots, create_row, write};
use crate::schema::Root;
use crate::stacking;

/// Writes everything that is in `snapshot`; of things without an id that are about the same, the last.
pub fn fill(txn: &mut TransactionMut, roots: &Roots, snapshot: &BoardSnapshot) {
    for (member, value) in of_meta(snapshot) {
        write(
            txn,
            roots,
            &Place::new(Root::Meta, &[&member]),
            Some(&value),
        );
    }
    let mut put = |root, key: &str, content: Json<String, Value>, z: &str| {
        create_row(txn, roots, root, key, &with_z(content, z));
    };
    for (note, z) in snapshot
        .notes
        .iter()
        .zip(stacking::first(snapshot.notes.len()))
    {
        put(Root::Notes, note.id.as_str(), of_note(note, &z), &z);
    }
    for (link, z) in snapshot
        .links
        .iter()
        .zip(stacking::first(snapshot.links.len()))
    {
        put(Root::Links, link.id.as_str(), of_row(&**link), &z);
    }
    for (frame, z) in snapshot
        .frames
        .iter()
        .zip(stacking::first(snapshot.frames.len()))
    {
        put(Root::Frames, frame.id.as_str(), of_row(&**frame), &z);
    }
    let contexts = &snapshot.contexts;
    for (context, z) in contexts.iter().zip(stacking::first(contexts.len())) {
        put(Root::Contexts, context.id.as_str(), of_context(context), &z);
    }
    for (team, z) in snapshot
        .teams
        .iter()
        .zip(stacking::first(snapshot.teams.len()))
    {
        put(Root::Teams, team.id.as_str(), of_row(&**team), &z);
    }
    for (root, rows) in [
        (
            Root::Relations,
            keyed(&snapshot.relations, keys::of_relation),
        ),
        (Root::Terms, keyed(&snapshot.terms, keys::of_term)),
        (
            Root::Decisions,
            keyed(&snapshot.decisions, keys::of_decision),
        ),
        (Root::Answers, keyed(&snapshot.answers, keys::of_answer)),
    ] {
        for ((key, content), z) in rows.iter().zip(stacking::first(rows.len())) {
            put(root, key, content.clone(), &z);
        }
    }
}

/// Rows by key, in their order; of several with one key the last content stands at the first's place.
fn keyed<R: Serialize>(
    rows: &[R],
    key: impl Fn(&R) -> model::Id,
) -> Vec<(String, Json<String, Value>)> {
    let mut found: Vec<(String, Json<String, Value>)> = Vec::with_capacity(rows.len());
    let mut places = std::collections::HashMap::new();
    for row in rows {
        let key = key(row).to_string();
        let place = *places.entry(key.clone()).or_insert(found.len());
        if place < found.len() {
            found[place].1 = of_row(row);
        } else {
            found.push((key, of_row(row)));
        }
    }
    found
}
