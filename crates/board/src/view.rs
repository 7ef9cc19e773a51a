//! The snapshot of a document, kept in step: after a transaction only the rows it touched are read again.
//!
//! Architecture invariant: the snapshot is the same whichever way the document came about. `tests/convergence.rs` compares
//! it with a fresh load after every change, and with [`BoardSnapshot::normalised`].

mod ordered;
mod references;
mod whole;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use model::{BoardSnapshot, Context, Frame, Id, Link, Note, table::Keyed};
use serde::de::DeserializeOwned;
use yrs::{BranchID, Map, Out, ReadTxn};

pub use ordered::{Ordered, Rank};
use whole::Lists;

use crate::change::{Change, Skipped};
use crate::place::Roots;
use crate::rows::{Row, RowReader};
use crate::schema::Root;
use crate::touched::Touched;
use model::order::Order;

/// Everything read from the document, and the snapshot made of it.
#[derive(Default)]
pub struct View {
    /// Rows as they stand in the document, whether or not what they name exists.
    pub notes: Ordered<Note>,
    pub links: Ordered<Link>,
    pub frames: Ordered<Frame>,
    pub contexts: Ordered<Context>,
    pub teams: Ordered<model::team::Team>,
    pub lists: Lists,
    /// Notes that name a context, with the kinds that live in one, in stacking order.
    members: HashMap<Id, BTreeSet<Rank>>,
    /// Links that start or end at a note.
    ends: HashMap<Id, BTreeSet<Id>>,
    /// Notes whose facts name a team or a note.
    mentions: HashMap<Id, BTreeSet<Id>>,
    /// The rows of each root by the identity of their Y.Map, to find those that came, went or were replaced.
    known: HashMap<Root, HashMap<Arc<str>, Option<BranchID>>>,
    skipped: BTreeMap<(Root, Arc<str>), Vec<Skipped>>,
    report: Vec<Skipped>,
    pub snapshot: BoardSnapshot,
}

/// Rows to look at again when the tables are brought in step; true where the place in the order changed.
#[derive(Default)]
struct Stale {
    notes: BTreeMap<Id, bool>,
    links: BTreeMap<Id, bool>,
    frames: BTreeMap<Id, bool>,
    contexts: BTreeMap<Id, bool>,
    teams: BTreeMap<Id, bool>,
    lists: BTreeSet<Root>,
}

/// What was looked at when the tables were brought in step; true where the place in the order changed.
struct LookedAt {
    notes: Vec<(Id, bool)>,
    links: Vec<(Id, bool)>,
    frames: Vec<(Id, bool)>,
    contexts: Vec<(Id, bool)>,
    other: bool,
}

impl View {
    pub fn skipped(&self) -> &[Skipped] {
        &self.report
    }

    /// The links that start or end at a note and are not deleted.
    pub fn links_at(&self, note: &str) -> impl Iterator<Item = &Id> {
        self.ends.get(note).into_iter().flatten()
    }

    /// The notes that name a context, whether or not it exists.
    pub fn members_of(&self, context: &str) -> impl Iterator<Item = &Id> {
        let members = self.members.get(context);
        members.into_iter().flatten().map(|(_, id)| id)
    }

    /// Reads what was touched and says what changed for a reader.
    pub fn update<T: ReadTxn>(&mut self, txn: &T, roots: &Roots, touched: Touched) -> Change {
        let mut rows = touched.rows;
        for root in touched.roots {
            self.find_replaced(txn, roots, root, &mut rows);
        }
        let stale = self.read_rows(txn, roots, rows);
        self.bring(stale)
    }

    /// Reads rows that are new in a document of which nobody has seen anything: nothing else is looked at.
    pub fn fill<T: ReadTxn>(&mut self, txn: &T, roots: &Roots, rows: BTreeSet<(Root, Arc<str>)>) {
        for (root, key) in rows.iter().filter(|(root, _)| *root != Root::Meta) {
            let row = roots.get(*root).get(txn, key);
            let identity = row.and_then(|row| row.try_branch().map(|branch| branch.id()));
            let known = self.known.entry(*root).or_default();
            known.insert(key.clone(), identity);
        }
        let stale = self.read_rows(txn, roots, rows);
        self.settle(stale);
    }

    fn read_rows<T: ReadTxn>(
        &mut self,
        txn: &T,
        roots: &Roots,
        mut rows: BTreeSet<(Root, Arc<str>)>,
    ) -> Stale {
        let mut stale = Stale::default();
        let mut reported = false;
        if rows.iter().any(|(root, _)| *root == Root::Meta) {
            rows.retain(|(root, _)| *root != Root::Meta);
            rows.insert((Root::Meta, "".into()));
        }
        for (root, key) in rows {
            let mut reader = RowReader::new(txn, root, &key);
            if root == Root::Meta {
                if self.lists.set_meta(reader.meta(roots.get(root))) {
                    stale.lists.insert(root);
                }
            } else {
                let row = roots.get(root).get(txn, &key);
                self.read_row(&mut reader, root, &key, row.as_ref(), &mut stale);
            }
            let skipped = reader.skipped;
            let place = (root, key);
            if skipped.is_empty() {
                reported |= self.skipped.remove(&place).is_some();
            } else {
                reported = true;
                self.skipped.insert(place, skipped);
            }
        }
        if reported {
            self.report = self.skipped.values().flatten().cloned().collect();
            self.report.order();
        }
        stale
    }

    /// Adds the keys under which a root now holds another row than it did.
    fn find_replaced<T: ReadTxn>(
        &mut self,
        txn: &T,
        roots: &Roots,
        root: Root,
        rows: &mut BTreeSet<(Root, Arc<str>)>,
    ) {
        let map = roots.get(root);
        if root == Root::Meta {
            // One list of members, read as a whole whichever was touched.
            rows.insert((root, "".into()));
            return;
        }
        let known = self.known.entry(root).or_default();
        let mut alive = 0;
        for (key, out) in map.iter(txn) {
            alive += 1;
            let identity = out.try_branch().map(|branch| branch.id());
            match known.get_mut(key) {
                Some(known) if *known == identity => {}
                Some(known) => {
                    *known = identity;
                    rows.insert((root, key.into()));
                }
                None => {
                    known.insert(key.into(), identity);
                    rows.insert((root, key.into()));
                }
            }
        }
        if alive < known.len() {
            known.retain(|key, _| {
                let stays = map.contains_key(txn, key);
                if !stays {
                    rows.insert((root, key.clone()));
                }
                stays
            });
        }
    }

    fn read_row<T: ReadTxn>(
        &mut self,
        reader: &mut RowReader<T>,
        root: Root,
        key: &Arc<str>,
        row: Option<&Out>,
        stale: &mut Stale,
    ) {
        match root {
            Root::Notes => {
                let row = row.and_then(|row| reader.note(row));
                self.set_note(key, row, stale);
            }
            Root::Links => {
                let row = row.and_then(|row| reader.row(row, true));
                self.set_link(key, row, stale);
            }
            Root::Contexts => {
                let row = row.and_then(|row| reader.context(row));
                self.set_context(key, row, stale);
            }
            Root::Frames => set_plain(&mut self.frames, reader, key, row, &mut stale.frames),
            Root::Teams => {
                let row = row.and_then(|row| reader.row(row, true));
                self.set_team(key, row, stale);
            }
            Root::Decisions => {
                let row = row.and_then(|row| reader.decision(row));
                if self.lists.set_decision(key, row) {
                    stale.lists.insert(root);
                }
            }
            _ => {
                if self.lists.read(reader, root, key, row) {
                    stale.lists.insert(root);
                }
            }
        }
    }
}

/// The ids whose row reads differently now, or stands elsewhere in the order.
fn differing<T: Keyed + PartialEq>(
    looked_at: Vec<(Id, bool)>,
    before: &model::Table<T>,
    after: &model::Table<T>,
) -> Vec<Id> {
    looked_at
        .into_iter()
        .filter(|(id, reordered)| {
            let (old, new) = (before.get(id.as_str()), after.get(id.as_str()));
            (*reordered && new.is_some()) || old != new
        })
        .map(|(id, _)| id)
        .collect()
}

/// Sets a row; None when nothing changed, else what was there and whether its place in the order changed.
#[expect(clippy::type_complexity, reason = "named by the line above")]
fn replace<T: PartialEq>(
    rows: &mut Ordered<T>,
    id: &Id,
    row: Option<Row<T>>,
) -> Option<(Option<(Rank, Arc<T>)>, bool)> {
    let before = rows
        .rank(id.as_str())
        .cloned()
        .zip(rows.get(id.as_str()).cloned());
    let reordered = match (&before, &row) {
        (Some(((z, _), value)), Some(row)) if *z == row.z => {
            if **value == row.value {
                return None;
            }
            false
        }
        (Some(_), Some(_)) => true,
        (None, None) => return None,
        _ => false,
    };
    rows.set(id, row);
    Some((before, reordered))
}

fn set_plain<R: DeserializeOwned + PartialEq, T: ReadTxn>(
    rows: &mut Ordered<R>,
    reader: &mut RowReader<T>,
    key: &str,
    row: Option<&Out>,
    stale: &mut BTreeMap<Id, bool>,
) {
    let Ok(id) = Id::new(key) else {
        if let Some(row) = row {
            // Only for the report.
            reader.row::<R>(row, true);
        }
        return;
    };
    let row = row.and_then(|row| reader.row(row, true));
    if let Some((_, reordered)) = replace(rows, &id, row) {
        stale.insert(id, reordered);
    }
}
