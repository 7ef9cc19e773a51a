//! An ordered table of shared rows with an index by id: the cheap-to-clone building block of a snapshot.

use std::collections::HashMap;
use std::sync::Arc;

use crate::context::Context;
use crate::ids::Id;
use crate::link::{Frame, Link};
use crate::note::Note;
use crate::team::Team;

/// A row that has an id.
pub trait Keyed {
    fn id(&self) -> &Id;
}

macro_rules! keyed {
    ($($t:ty),*) => { $(impl Keyed for $t { fn id(&self) -> &Id { &self.id } })* };
}
keyed!(Note, Link, Frame, Context, Team);

/// Rows in order. Cloning shares everything; a change copies only the spine.
#[derive(Debug)]
pub struct Table<T> {
    rows: Arc<Vec<Arc<T>>>,
    index: Arc<HashMap<Id, usize>>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        Table {
            rows: self.rows.clone(),
            index: self.index.clone(),
        }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table {
            rows: Arc::default(),
            index: Arc::default(),
        }
    }
}

impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Table<T>) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows) || self.rows == other.rows
    }
}

impl<T: Keyed> Table<T> {
    /// Keeps the order given; of several rows with one id the first stays.
    pub fn from_rows(rows: impl IntoIterator<Item = Arc<T>>) -> Table<T> {
        let mut kept: Vec<Arc<T>> = Vec::new();
        let mut index = HashMap::new();
        for row in rows {
            if let std::collections::hash_map::Entry::Vacant(slot) = index.entry(row.id().clone()) {
                slot.insert(kept.len());
                kept.push(row);
            }
        }
        Table {
            rows: Arc::new(kept),
            index: Arc::new(index),
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + ExactSizeIterator + Clone {
        self.rows.iter()
    }

    pub fn get(&self, id: &str) -> Option<&Arc<T>> {
        self.index.get(id).map(|&i| &self.rows[i])
    }

    /// Place in the order, from 0.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    pub fn contains(&self, id: &str) -> bool {
        self.index.contains_key(id)
    }

    pub fn at(&self, position: usize) -> Option<&Arc<T>> {
        self.rows.get(position)
    }

    /// Replaces the row with this id where it stands, or adds it last.
    pub fn upsert(&mut self, row: Arc<T>) {
        match self.position(row.id().as_str()) {
            Some(i) => Arc::make_mut(&mut self.rows)[i] = row,
            None => {
                Arc::make_mut(&mut self.index).insert(row.id().clone(), self.rows.len());
                Arc::make_mut(&mut self.rows).push(row);
            }
        }
    }

    /// Whether both are the very same table in memory (then nothing can have changed between them).
    pub fn same(&self, other: &Table<T>) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows)
    }
}

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.rows.iter()
    }
}
