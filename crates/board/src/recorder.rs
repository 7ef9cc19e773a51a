//! The pen with which commands write: it logs what was at each place before and after, which is what undo needs.

use serde_json::{Map as Json, Value};
use yrs::TransactionMut;

use crate::fields;
use crate::place::{self, Holds, Place, Roots};
use crate::schema::Root;
use crate::text;
use crate::value::same_or_absent;
use crate::view::View;
use model::order::Order;

/// One change at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub place: Place,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The row was made here; it is not one that was deleted and comes back.
    pub makes_row: bool,
}

/// Writes into one transaction.
pub struct Recorder<'a, 'txn> {
    txn: &'a mut TransactionMut<'txn>,
    roots: &'a Roots,
    /// The board before the command.
    pub view: &'a View,
    log: Vec<Step>,
}

impl<'a, 'txn> Recorder<'a, 'txn> {
    pub fn new(txn: &'a mut TransactionMut<'txn>, roots: &'a Roots, view: &'a View) -> Self {
        Recorder {
            txn,
            roots,
            view,
            log: Vec::new(),
        }
    }

    pub fn finish(self) -> Vec<Step> {
        self.log
    }

    pub fn read(&self, place: &Place) -> Option<Value> {
        place::read(self.txn, self.roots, place)
    }

    /// Puts a value at a place; a value that is there already is not written again.
    pub fn set(&mut self, place: Place, value: Option<Value>) {
        let before = self.read(&place);
        if !same_or_absent(before.as_ref(), value.as_ref()) {
            self.put(place, before, value);
        }
    }

    /// As [`Recorder::set`], of a member of a row.
    pub fn member(&mut self, root: Root, key: &str, member: &str, value: Option<Value>) {
        self.set(Place::new(root, &[key, member]), value);
    }

    /// Writes several members if one of them changes: they belong together (x and y).
    pub fn together(&mut self, root: Root, key: &str, members: &[(&str, Value)]) {
        let place = |member: &str| Place::new(root, &[key, member]);
        let unchanged = members
            .iter()
            .all(|(member, value)| place::is_at(self.txn, self.roots, &place(member), Some(value)));
        if unchanged {
            return;
        }
        for (member, value) in members {
            let before = self.read(&place(member));
            self.put(place(member), before, Some(value.clone()));
        }
    }

    /// Makes a row; one that was deleted under this key comes back with the new content.
    pub fn create(&mut self, root: Root, key: &str, content: Json<String, Value>) {
        let row = Place::new(root, &[key]);
        if self.exists(root, key) {
            let old = self.members_of(root, key);
            for name in old.into_iter().filter(|name| !content.contains_key(name)) {
                self.member(root, key, &name, None);
            }
            for (name, value) in content {
                self.member(root, key, &name, Some(value));
            }
            self.set(row, Some(Value::Object(Json::new())));
        } else {
            place::create_row(self.txn, self.roots, root, key, &content);
            let after = self.read(&row);
            self.log.push(Step {
                place: row,
                before: None,
                after,
                makes_row: true,
            });
        }
    }

    /// Puts a value at a member of `meta`.
    pub fn member_of_meta(&mut self, member: &str, value: Value) {
        self.set(Place::new(Root::Meta, &[member]), Some(value));
    }

    /// The keys of all rows that are not deleted (of `meta` its members), sorted.
    pub fn keys(&self, root: Root) -> Vec<String> {
        use yrs::Map;
        let map = self.roots.get(root);
        let mut keys: Vec<String> = map.keys(self.txn).map(str::to_owned).collect();
        keys.retain(|key| self.read(&Place::new(root, &[key])).is_some());
        keys.order();
        keys
    }

    pub fn delete(&mut self, root: Root, key: &str) {
        self.set(Place::new(root, &[key]), None);
    }

    /// Takes back steps, last first, where the value is still the one they left; returns how many values stay because
    /// others have overwritten them.
    pub fn take_back(&mut self, steps: &[Step]) -> usize {
        steps
            .iter()
            .rev()
            .map(|step| self.take_back_one(step))
            .sum()
    }

    fn take_back_one(&mut self, step: &Step) -> usize {
        let now = self.read(&step.place);
        if same_or_absent(now.as_ref(), step.after.as_ref()) {
            self.set(step.place.clone(), step.before.clone());
            return 0;
        }
        match (step.place.holds(), &step.before, &step.after, &now) {
            (
                Holds::Text,
                Some(Value::String(before)),
                Some(Value::String(after)),
                Some(Value::String(now)),
            ) => {
                let merged = text::merge(after, before, now);
                self.set(step.place.clone(), Some(Value::String(merged.text)));
                merged.left_out
            }
            (
                Holds::Fields,
                Some(Value::Array(before)),
                Some(Value::Array(after)),
                Some(Value::Array(now)),
            ) => {
                let (fields, passed_over) = fields::taken_back(before, after, now);
                self.set(step.place.clone(), Some(Value::Array(fields)));
                passed_over
            }
            _ => 1,
        }
    }

    fn put(&mut self, place: Place, before: Option<Value>, value: Option<Value>) {
        place::write(self.txn, self.roots, &place, value.as_ref());
        let after = self.read(&place);
        if !same_or_absent(before.as_ref(), after.as_ref()) {
            self.log.push(Step {
                place,
                before,
                after,
                makes_row: false,
            });
        }
    }

    /// Whether a row is there at all, deleted or not.
    fn exists(&self, root: Root, key: &str) -> bool {
        use yrs::Map;
        matches!(
            self.roots.get(root).get(self.txn, key),
            Some(yrs::Out::YMap(_))
        )
    }

    fn members_of(&self, root: Root, key: &str) -> Vec<String> {
        use yrs::Map;
        let Some(yrs::Out::YMap(row)) = self.roots.get(root).get(self.txn, key) else {
            return Vec::new();
        };
        let mut names: Vec<String> = row
            .keys(self.txn)
            .filter(|name| *name != crate::schema::DELETED)
            .map(str::to_owned)
            .collect();
        names.order();
        names
    }
}
