//! What is small and shown as a whole: relations, terms, decisions, answers, and what is said of the board.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::decision::{Answer, Decision};
use model::snapshot::Meta;
use model::team::Term;
use model::{BoardSnapshot, Id, Relation};
use serde::de::DeserializeOwned;
use yrs::{Out, ReadTxn};

use crate::keys;
use crate::rows::{Row, RowReader};
use crate::schema::Root;
use model::order::Order;

/// Rows without an id of their own, by key.
#[derive(Default)]
pub struct Lists {
    pub relations: BTreeMap<Arc<str>, Row<Relation>>,
    pub terms: BTreeMap<Arc<str>, Row<Term>>,
    pub decisions: BTreeMap<Arc<str>, Row<Decision>>,
    pub answers: BTreeMap<Arc<str>, Row<Answer>>,
    meta: Meta,
}

impl Lists {
    /// Reads a row; whether it changed.
    pub fn read<T: ReadTxn>(
        &mut self,
        reader: &mut RowReader<T>,
        root: Root,
        key: &Arc<str>,
        row: Option<&Out>,
    ) -> bool {
        match root {
            Root::Relations => set(&mut self.relations, reader, key, row),
            Root::Terms => set(&mut self.terms, reader, key, row),
            Root::Answers => set(&mut self.answers, reader, key, row),
            _ => false,
        }
    }

    /// Takes a decision that was read; whether it changed.
    pub fn set_decision(&mut self, key: &Arc<str>, row: Option<Row<Decision>>) -> bool {
        replace(&mut self.decisions, key, row)
    }

    /// Takes what is said of the board; whether it changed.
    pub fn set_meta(&mut self, meta: Meta) -> bool {
        let changed = self.meta != meta;
        self.meta = meta;
        changed
    }

    /// Puts the rows of a root into the snapshot.
    pub fn bring(
        &self,
        root: Root,
        snapshot: &mut BoardSnapshot,
        context_exists: impl Fn(&str) -> bool,
    ) {
        match root {
            Root::Relations => {
                let known = |id: &Id| context_exists(id.as_str());
                let mut relations = distinct(&self.relations, keys::of_relation);
                relations.retain(|r| known(&r.upstream) && known(&r.downstream));
                snapshot.relations = Arc::new(relations);
            }
            Root::Terms => {
                let mut terms = distinct(&self.terms, keys::of_term);
                for term in &mut terms {
                    term.context.take_if(|c| !context_exists(c.as_str()));
                }
                snapshot.terms = Arc::new(terms);
            }
            Root::Decisions => {
                snapshot.decisions = Arc::new(distinct(&self.decisions, keys::of_decision));
            }
            Root::Answers => snapshot.answers = Arc::new(distinct(&self.answers, keys::of_answer)),
            Root::Meta => snapshot.meta = Arc::new(self.meta.clone()),
            _ => {}
        }
    }
}

fn set<R: DeserializeOwned + PartialEq, T: ReadTxn>(
    rows: &mut BTreeMap<Arc<str>, Row<R>>,
    reader: &mut RowReader<T>,
    key: &Arc<str>,
    row: Option<&Out>,
) -> bool {
    let row = row.and_then(|row| reader.row(row, false));
    replace(rows, key, row)
}

fn replace<R: PartialEq>(
    rows: &mut BTreeMap<Arc<str>, Row<R>>,
    key: &Arc<str>,
    row: Option<Row<R>>,
) -> bool {
    if rows.get(key) == row.as_ref() {
        return false;
    }
    match row {
        Some(row) => rows.insert(key.clone(), row),
        None => rows.remove(key),
    };
    true
}

/// Rows in their order; of several that are about the same, the one with the smallest key.
fn distinct<R: Clone>(rows: &BTreeMap<Arc<str>, Row<R>>, key: impl Fn(&R) -> Id) -> Vec<R> {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<(&str, &Arc<str>, &R)> = rows
        .iter()
        .filter(|(_, row)| seen.insert(key(&row.value)))
        .map(|(key, row)| (row.z.as_str(), key, &row.value))
        .collect();
    kept.order_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    kept.into_iter()
        .map(|(_, _, value)| value.clone())
        .collect()
}
