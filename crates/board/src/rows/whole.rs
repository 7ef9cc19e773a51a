//! Reading a context, and what is said of the board as a whole.

use model::decision::Decision;
use model::file::{is_date_time, is_rule};
use model::snapshot::Meta;
use model::{Context, Stage};
use serde_json::{Map as Json, Value};
use yrs::{Map, MapRef, Out, ReadTxn};

use super::{Row, RowReader};
use crate::schema::{self, FORMAT_VERSION, Root};
use crate::value::json_of;
use model::order::Order;

/// Longest name of a context, in characters.
const MAX_CONTEXT_NAME: usize = 100;
/// Longest title of a board, in characters.
const MAX_TITLE: usize = 200;

impl<T: ReadTxn> RowReader<'_, T> {
    /// A context without its members, which follow from the notes.
    pub fn context(&mut self, row: &Out) -> Option<Row<Context>> {
        let mut row: Row<Context> = self.row(row, true)?;
        let context = &mut row.value;
        context.name = self.cut(std::mem::take(&mut context.name), MAX_CONTEXT_NAME, "name");
        if context.name.is_empty() {
            self.skip("name", "is empty: the id stands in");
            context.name = context.id.to_string();
        }
        if let Some(sla) = &mut context.sla {
            for (member, value) in [
                ("availability", &mut sla.availability),
                ("latencyMs", &mut sla.latency_ms),
            ] {
                if let Some(n) = value.take_if(|n| !schema::in_range(member, *n)) {
                    self.skip(&format!("sla/{member}"), format!("{n} is out of range"));
                }
            }
        }
        Some(row)
    }

    /// A decision about a rule of the catalogue.
    pub fn decision(&mut self, row: &Out) -> Option<Row<Decision>> {
        let mut row: Row<Decision> = self.row(row, false)?;
        if !is_rule(&row.value.rule) {
            self.skip("rule", "is no id of a rule");
            return None;
        }
        if row.value.at.take_if(|at| !is_date_time(at)).is_some() {
            self.skip("at", "is no RFC 3339 date and time");
        }
        Some(row)
    }

    /// What the root map `meta` says.
    pub fn meta(&mut self, map: &MapRef) -> Meta {
        let members = self.plain(map, Root::Meta.plain());
        if let Some(version) = self.number(map, schema::VERSION)
            && version > FORMAT_VERSION as f64
        {
            self.skip(
                schema::VERSION,
                format!("written in format {version}, read as format {FORMAT_VERSION}"),
            );
        }
        let mut meta = Meta {
            description: self.text(map, schema::DESCRIPTION),
            settings: self.object(map, schema::SETTINGS),
            ..Meta::default()
        };
        for (name, value) in members {
            match (name.as_str(), value) {
                ("title", Value::String(title)) => meta.title = self.cut(title, MAX_TITLE, "title"),
                ("language", Value::String(language)) => meta.language = Some(language),
                ("stage", Value::String(stage)) => match Stage::from_name(&stage) {
                    Some(stage) => meta.stage = Some(stage),
                    None => self.skip("stage", "is no stage"),
                },
                ("extensions", Value::Object(extensions)) => meta.extensions = extensions,
                _ => self.skip(&name, "has the wrong type"),
            }
        }
        meta
    }

    fn number(&mut self, map: &MapRef, member: &str) -> Option<f64> {
        json_of(self.txn, &map.get(self.txn, member)?)?.as_f64()
    }

    /// The entries of a map, without those that JSON cannot say.
    fn object(&mut self, map: &MapRef, member: &str) -> Json<String, Value> {
        match map.get(self.txn, member) {
            Some(Out::YMap(entries)) => {
                let mut found: Vec<(String, Out)> = entries
                    .iter(self.txn)
                    .map(|(name, out)| (name.to_owned(), out))
                    .collect();
                found.order_by(|a, b| a.0.cmp(&b.0));
                let mut object = Json::new();
                for (name, out) in found {
                    match json_of(self.txn, &out) {
                        Some(value) => {
                            object.insert(name, value);
                        }
                        None => {
                            self.skip(&format!("{member}/{name}"), "is nothing that JSON can say")
                        }
                    }
                }
                object
            }
            Some(out) => match json_of(self.txn, &out) {
                Some(Value::Object(object)) => object,
                Some(Value::Null) => Json::new(),
                _ => {
                    self.skip(member, "is no Y.Map");
                    Json::new()
                }
            },
            None => Json::new(),
        }
    }
}
