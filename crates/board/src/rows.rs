//! From the rows of the document to the vocabulary.
//!
//! Reading never fails: a member that breaks the schema is left out, a row without its required members is skipped, and
//! both are reported with their place. Members that this version does not know are not looked at and so are kept.

mod note;
mod whole;

use model::Id;
use serde::de::DeserializeOwned;
use serde_json::{Map as Json, Value};
use yrs::{Map, MapRef, Out, ReadTxn};

use crate::change::Skipped;
use crate::schema::{self, Members, Root};
use crate::stacking;
use crate::value::json_of;

/// Reads one row and collects what it had to leave out.
pub struct RowReader<'a, T> {
    txn: &'a T,
    root: Root,
    key: &'a str,
    pub skipped: Vec<Skipped>,
}

/// A row that is not deleted, with its place in the order.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<R> {
    pub z: String,
    pub value: R,
}

impl<'a, T: ReadTxn> RowReader<'a, T> {
    pub fn new(txn: &'a T, root: Root, key: &'a str) -> Self {
        RowReader {
            txn,
            root,
            key,
            skipped: Vec::new(),
        }
    }

    /// A row whose members are all plain; `with_id` puts its key into the member `id`.
    pub fn row<R: DeserializeOwned>(&mut self, row: &Out, with_id: bool) -> Option<Row<R>> {
        let (map, id) = self.living(row)?;
        let members = self.plain(&map, self.root.plain());
        Some(Row {
            value: self.build(members, with_id.then_some(&id))?,
            z: self.z(&map),
        })
    }

    /// The text of a Y.Text (or of a plain string).
    pub fn text(&mut self, map: &MapRef, member: &str) -> String {
        match map
            .get(self.txn, member)
            .and_then(|out| json_of(self.txn, &out))
        {
            Some(Value::String(text)) => text,
            None | Some(Value::Null) => String::new(),
            Some(_) => {
                self.skip(member, "is no text");
                String::new()
            }
        }
    }

    /// Known plain members that are there and that JSON can say.
    pub fn plain(&mut self, map: &MapRef, members: Members) -> Json<String, Value> {
        let mut found = Json::new();
        for name in members.all() {
            let Some(out) = map.get(self.txn, name) else {
                continue;
            };
            match json_of(self.txn, &out) {
                Some(Value::Null) => {}
                Some(value) => {
                    self.take(&mut found, name, name, value);
                }
                None => self.skip(name, "is nothing that JSON can say"),
            }
        }
        found
    }

    pub fn skip(&mut self, member: &str, why: impl Into<String>) {
        let mut place = format!("/{}", self.root.name());
        if self.root != Root::Meta {
            place.push('/');
            place.push_str(&shown(self.key));
        }
        if !member.is_empty() {
            place.push('/');
            place.push_str(&shown(member));
        }
        self.skipped.push(Skipped {
            place,
            why: why.into(),
        });
    }

    /// Cuts a text that is longer than `limit` characters.
    pub fn cut(&mut self, text: String, limit: usize, member: &str) -> String {
        match text.char_indices().nth(limit) {
            None => text,
            Some((end, _)) => {
                self.skip(member, format!("is longer than {limit} characters: cut"));
                text[..end].to_owned()
            }
        }
    }

    fn living(&mut self, row: &Out) -> Option<(MapRef, Id)> {
        let Out::YMap(map) = row else {
            self.skip("", "is no Y.Map");
            return None;
        };
        if is_deleted(self.txn, map) {
            return None;
        }
        match Id::new(self.key) {
            Ok(id) => Some((map.clone(), id)),
            Err(error) => {
                self.skip("", error.to_string());
                None
            }
        }
    }

    /// Makes the value; where that fails, without the members that are to blame.
    fn build<R: DeserializeOwned>(
        &mut self,
        mut members: Json<String, Value>,
        id: Option<&Id>,
    ) -> Option<R> {
        if let Some(id) = id {
            members.insert("id".into(), Value::String(id.to_string()));
        }
        let whole = Value::Object(members);
        if let Ok(value) = R::deserialize(&whole) {
            return Some(value);
        }
        let Value::Object(members) = whole else {
            return None;
        };
        let optional = self.root.plain().optional;
        let (suspects, required): (Vec<_>, Vec<_>) = members
            .into_iter()
            .partition(|(name, _)| optional.contains(&name.as_str()));
        let mut good = Value::Object(required.into_iter().collect());
        if let Err(error) = R::deserialize(&good) {
            self.skip("", format!("skipped: {error}"));
            return None;
        }
        for (name, value) in suspects {
            good[&name] = value;
            if let Err(error) = R::deserialize(&good) {
                self.skip(&name, error.to_string());
                if let Value::Object(members) = &mut good {
                    members.shift_remove(&name);
                }
            }
        }
        R::deserialize(&good).ok()
    }

    /// Keeps a member unless its number is out of range.
    fn take(&mut self, into: &mut Json<String, Value>, name: &str, place: &str, value: Value) {
        match value.as_f64() {
            Some(n) if !schema::in_range(name, n) => {
                self.skip(place, format!("{n} is out of range"));
            }
            // JavaScript writes a large whole number as a float.
            Some(n) if name == "people" && n.fract() == 0.0 && n <= f64::from(u32::MAX) => {
                into.insert(name.to_owned(), Value::from(n as u32));
            }
            _ => {
                into.insert(name.to_owned(), value);
            }
        }
    }

    fn z(&mut self, map: &MapRef) -> String {
        match map
            .get(self.txn, schema::Z)
            .and_then(|out| json_of(self.txn, &out))
        {
            Some(Value::String(z)) if stacking::is_valid(&z) => z,
            None | Some(Value::Null) => String::new(),
            Some(_) => {
                self.skip(schema::Z, "is no fractional index");
                String::new()
            }
        }
    }
}

/// Whether a row carries the mark of deletion.
pub fn is_deleted<T: ReadTxn>(txn: &T, row: &MapRef) -> bool {
    match row.get(txn, schema::DELETED) {
        None => false,
        Some(mark) => !matches!(json_of(txn, &mark), Some(Value::Null | Value::Bool(false))),
    }
}

/// A key as it goes into a report: short, whatever it is.
fn shown(key: &str) -> String {
    key.chars().take(80).collect()
}
