//! A snapshot as it is written into an empty document.

use std::sync::Arc;

use model::table::Keyed;
use model::{BoardSnapshot, Table};
use serde::Serialize;
use serde_json::{Map as Json, Value};
use yrs::TransactionMut;

use crate::content::{of_context, of_meta, of_note, of_row, with_z};
use crate::keys;
use crate::place::{Place, Roots, create_row, write};
use crate::schema::Root;
use crate::stacking;

/// A row to be written: where, its key, its members.
pub type Unwritten = (Root, String, Json<String, Value>);

/// Writes what is said of the board as a whole.
pub fn fill_meta(txn: &mut TransactionMut, roots: &Roots, snapshot: &BoardSnapshot) {
    for (member, value) in of_meta(snapshot) {
        let place = Place::new(Root::Meta, &[&member]);
        write(txn, roots, &place, Some(&value));
    }
}

pub fn fill_row(txn: &mut TransactionMut, roots: &Roots, (root, key, content): &Unwritten) {
    create_row(txn, roots, *root, key, content);
}

/// Everything else that is in `snapshot`, made as it is asked for; of things without an id that are about the same, the last.
pub fn rows(snapshot: &BoardSnapshot) -> impl Iterator<Item = Unwritten> + use<> {
    let lists = [
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
    ];
    let lists = lists.into_iter().flat_map(|(root, rows)| {
        let indices = stacking::first(rows.len()).into_iter();
        rows.into_iter()
            .zip(indices)
            .map(move |((key, content), z)| (root, key, with_z(content, &z)))
    });
    table(Root::Notes, &snapshot.notes, of_note)
        .chain(table(Root::Links, &snapshot.links, |l, _| of_row(l)))
        .chain(table(Root::Frames, &snapshot.frames, |f, _| of_row(f)))
        .chain(table(Root::Contexts, &snapshot.contexts, |c, _| {
            of_context(c)
        }))
        .chain(table(Root::Teams, &snapshot.teams, |t, _| of_row(t)))
        .chain(lists)
}

/// The rows of a table with their members; `content` is given the row and its fractional index.
fn table<T: Keyed + 'static>(
    root: Root,
    table: &Table<T>,
    content: impl Fn(&T, &str) -> Json<String, Value> + 'static,
) -> Box<dyn Iterator<Item = Unwritten>> {
    let rows: Vec<Arc<T>> = table.iter().cloned().collect();
    let indices = stacking::first(rows.len()).into_iter();
    Box::new(rows.into_iter().zip(indices).map(move |(row, z)| {
        let content = with_z(content(&row, &z), &z);
        (root, row.id().to_string(), content)
    }))
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
