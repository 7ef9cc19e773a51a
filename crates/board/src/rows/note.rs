//! Reading a note: its text, sets, votes, fields and facts.

use std::collections::BTreeMap;

use model::facts::Field;
use model::note::MAX_TEXT;
use model::{Facts, Id, Note};
use serde::Deserialize;
use serde_json::{Map as Json, Value};
use yrs::{Map, MapRef, Out, ReadTxn};

use super::{Row, RowReader, shown};
use crate::schema::{self, FIELD_MEMBERS, Members, PLAIN_FACTS, Root};
use crate::value::json_of;
use model::order::Order;

impl<T: ReadTxn> RowReader<'_, T> {
    /// A note; None when it is deleted or cannot be read.
    pub fn note(&mut self, row: &Out) -> Option<Row<Note>> {
        let (map, id) = self.living(row)?;
        let mut members = self.plain(&map, Root::Notes.plain());
        let text = self.text(&map, schema::TEXT);
        members.insert(schema::TEXT.into(), Value::String(String::new()));
        let mut note: Note = self.build(members, Some(&id))?;
        note.text = self.cut(text, MAX_TEXT, schema::TEXT);
        note.description = self.text(&map, schema::DESCRIPTION);
        note.tags = self.set(&map, schema::TAGS, schema::TAGS);
        note.voters = self.votes(&map);
        let sum = |sum: u32, n: &u32| sum.saturating_add(*n);
        note.votes = note.voters.values().fold(0, sum);
        // What a file brought is in the sum: the file does not know who gave it.
        note.voters.remove(schema::FILE_VOTER);
        note.voters.remove("");
        note.fields = self.fields(&map);
        note.facts = self.facts(&map);
        note.context = self.id_member(&map, schema::CONTEXT);
        Some(Row {
            z: self.z(&map),
            value: note,
        })
    }

    fn id_member(&mut self, map: &MapRef, member: &str) -> Option<Id> {
        match json_of(self.txn, &map.get(self.txn, member)?) {
            Some(Value::Null) => None,
            Some(Value::String(text)) => match Id::new(&text) {
                Ok(id) => Some(id),
                Err(error) => {
                    self.skip(member, error.to_string());
                    None
                }
            },
            _ => {
                self.skip(member, "is no id");
                None
            }
        }
    }

    /// The members of a set (keys of a Y.Map; a plain array of texts too), in the order their numbers give, then by name.
    fn set(&mut self, map: &MapRef, member: &str, place: &str) -> Vec<String> {
        let read = map.get(self.txn, member).map(|o| json_of(self.txn, &o));
        match read {
            None | Some(Some(Value::Null)) => Vec::new(),
            Some(Some(Value::Object(members))) => {
                let mut ranked: Vec<(f64, String)> = members
                    .into_iter()
                    .filter(|(_, v)| !matches!(v, Value::Null | Value::Bool(false)))
                    .map(|(k, v)| (v.as_f64().unwrap_or(f64::INFINITY), k))
                    .collect();
                ranked.order_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
                ranked.into_iter().map(|(_, name)| name).collect()
            }
            Some(Some(Value::Array(items))) => {
                let mut names: Vec<String> = Vec::new();
                for item in items {
                    match item {
                        Value::String(name) if !names.contains(&name) => names.push(name),
                        Value::String(_) => {}
                        _ => self.skip(place, "holds something that is no text"),
                    }
                }
                names
            }
            _ => {
                self.skip(place, "is no set");
                Vec::new()
            }
        }
    }

    /// Who gives how many.
    fn votes(&mut self, map: &MapRef) -> BTreeMap<String, u32> {
        let read = map
            .get(self.txn, schema::VOTES)
            .map(|o| json_of(self.txn, &o));
        let counts = match read {
            None | Some(Some(Value::Null)) => return BTreeMap::new(),
            Some(Some(Value::Object(counts))) => counts.into_iter().collect(),
            Some(Some(count @ Value::Number(_))) => vec![(String::new(), count)],
            _ => {
                self.skip(schema::VOTES, "is no map of voter to count");
                return BTreeMap::new();
            }
        };
        let mut given = BTreeMap::new();
        for (voter, count) in counts {
            match count.as_f64() {
                Some(n) if n >= 0.0 && n.fract() == 0.0 && n <= f64::from(u32::MAX) => {
                    given.insert(voter, n as u32);
                }
                _ if voter.is_empty() => self.skip(schema::VOTES, "is no count of votes"),
                _ => self.skip(
                    &format!("{}/{voter}", schema::VOTES),
                    "is no count of votes",
                ),
            }
        }
        given
    }

    fn fields(&mut self, map: &MapRef) -> Vec<Field> {
        let read = map
            .get(self.txn, schema::FIELDS)
            .map(|o| json_of(self.txn, &o));
        let items = match read {
            None | Some(Some(Value::Null)) => return Vec::new(),
            Some(Some(Value::Array(items))) => items,
            _ => {
                self.skip(schema::FIELDS, "is no array that JSON can say");
                return Vec::new();
            }
        };
        let mut fields = Vec::with_capacity(items.len());
        for (i, item) in items.into_iter().enumerate() {
            let place = format!("{}/{i}", schema::FIELDS);
            let Value::Object(mut members) = item else {
                self.skip(&place, "is no field");
                continue;
            };
            members.retain(|name, value| {
                FIELD_MEMBERS.all().any(|known| known == name)
                    && (!value.is_null() || name == "example")
            });
            match serde_json::from_value::<Field>(Value::Object(members)) {
                Ok(field) if Field::is_name(&field.name) => fields.push(field),
                Ok(field) => self.skip(
                    &place,
                    format!("{:?} is no name of a field", shown(&field.name)),
                ),
                Err(error) => self.skip(&place, error.to_string()),
            }
        }
        fields
    }

    fn facts(&mut self, map: &MapRef) -> Facts {
        let Some(out) = map.get(self.txn, schema::FACTS) else {
            return Facts::default();
        };
        let place = |name: &str| format!("{}/{name}", schema::FACTS);
        let (found, invariants) = match &out {
            // Most notes have none: thirty names need not be looked up in nothing.
            Out::YMap(facts) if facts.len(self.txn) == 0 => return Facts::default(),
            Out::YMap(facts) => {
                let known = Members {
                    required: &[],
                    optional: PLAIN_FACTS,
                };
                let mut found = Json::new();
                for name in known.all() {
                    let Some(out) = facts.get(self.txn, name) else {
                        continue;
                    };
                    match json_of(self.txn, &out) {
                        Some(Value::Null) => {}
                        Some(value) => self.take(&mut found, name, &place(name), value),
                        None => self.skip(&place(name), "is nothing that JSON can say"),
                    }
                }
                let invariants = facts
                    .contains_key(self.txn, schema::INVARIANTS)
                    .then(|| self.set(facts, schema::INVARIANTS, &place(schema::INVARIANTS)));
                (found, invariants)
            }
            other => match json_of(self.txn, other) {
                Some(Value::Object(members)) => {
                    let mut found = Json::new();
                    for (name, value) in members {
                        if name == schema::INVARIANTS || PLAIN_FACTS.contains(&name.as_str()) {
                            self.take(&mut found, &name, &place(&name), value);
                        }
                    }
                    (found, None)
                }
                Some(Value::Null) => return Facts::default(),
                _ => {
                    self.skip(schema::FACTS, "is no Y.Map");
                    return Facts::default();
                }
            },
        };
        let mut facts = self.build_facts(found);
        if invariants.is_some() {
            facts.invariants = invariants;
        }
        facts
    }

    fn build_facts(&mut self, found: Json<String, Value>) -> Facts {
        if found.is_empty() {
            return Facts::default();
        }
        let whole = Value::Object(found);
        if let Ok(facts) = Facts::deserialize(&whole) {
            return facts;
        }
        let mut good = Value::Object(Json::new());
        if let Value::Object(found) = whole {
            for (name, value) in found {
                good[&name] = value;
                if let Err(error) = Facts::deserialize(&good) {
                    self.skip(&format!("{}/{name}", schema::FACTS), error.to_string());
                    if let Value::Object(members) = &mut good {
                        members.shift_remove(&name);
                    }
                }
            }
        }
        Facts::deserialize(&good).unwrap_or_default()
    }
}
