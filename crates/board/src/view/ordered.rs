//! Rows in the order of their fractional index, kept in step with the table that a snapshot shows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::table::Keyed;
use model::{Id, Table};

use crate::rows::Row;
use model::order::Order;

/// The order of rows: by fractional index, then by id.
pub type Rank = (String, Id);

/// The rows of one root, whatever else holds of them.
pub struct Ordered<T> {
    rows: BTreeMap<Rank, Arc<T>>,
    ranks: HashMap<Id, Rank>,
}

impl<T> Default for Ordered<T> {
    fn default() -> Ordered<T> {
        Ordered {
            rows: BTreeMap::new(),
            ranks: HashMap::new(),
        }
    }
}

impl<T> Ordered<T> {
    pub fn get(&self, id: &str) -> Option<&Arc<T>> {
        self.rows.get(self.ranks.get(id)?)
    }

    pub fn rank(&self, id: &str) -> Option<&Rank> {
        self.ranks.get(id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<T>> {
        self.rows.values()
    }

    pub fn lowest(&self) -> Option<&str> {
        self.rows.keys().next().map(|(z, _)| z.as_str())
    }

    pub fn highest(&self) -> Option<&str> {
        self.rows.keys().next_back().map(|(z, _)| z.as_str())
    }

    /// Puts a row in its place, or takes it out.
    pub fn set(&mut self, id: &Id, row: Option<Row<T>>) {
        if let Some(rank) = self.ranks.remove(id) {
            self.rows.remove(&rank);
        }
        if let Some(row) = row {
            let rank = (row.z, id.clone());
            self.ranks.insert(id.clone(), rank.clone());
            self.rows.insert(rank, Arc::new(row.value));
        }
    }
}

impl<T: Keyed> Ordered<T> {
    /// Brings a table in step: `changed` are the ids to look at, `shown` says what the table shows of a row, if anything.
    /// Only a row that comes anywhere but last, goes, or changes its place makes the whole table anew.
    pub fn bring(
        &self,
        table: &mut Table<T>,
        changed: &[(Id, bool)],
        shown: impl Fn(&Arc<T>) -> Option<Arc<T>>,
    ) {
        let mut fresh: Vec<(&Rank, Arc<T>)> = Vec::new();
        let mut anew = false;
        for (id, replaced) in changed {
            let now = self.get(id.as_str()).and_then(&shown);
            match (table.contains(id.as_str()), now, self.rank(id.as_str())) {
                (true, Some(row), _) if !replaced => table.upsert(row),
                (false, Some(row), Some(rank)) => fresh.push((rank, row)),
                (false, None, _) => {}
                _ => anew = true,
            }
        }
        if !anew && !fresh.is_empty() {
            fresh.order_by(|a, b| a.0.cmp(b.0));
            let last = table
                .iter()
                .next_back()
                .and_then(|row| self.rank(row.id().as_str()));
            if last.is_none_or(|last| last < fresh[0].0) {
                for (_, row) in fresh {
                    table.upsert(row);
                }
                return;
            }
            anew = true;
        }
        if anew {
            *table = Table::from_rows(self.rows.values().filter_map(shown));
        }
    }
}
