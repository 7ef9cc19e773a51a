//! Places in the document, and reading and writing what is there as JSON.
//!
//! What a place holds is decided by the schema: a whole row, a Y.Text, the Y.Array of fields, or a plain value.

use std::sync::Arc;

use serde_json::{Map as Json, Value};
use yrs::{
    ArrayPrelim, ArrayRef, GetString, Map, MapPrelim, MapRef, Out, ReadTxn, Text, TextPrelim,
    TextRef, TransactionMut,
};

use crate::fields;
use crate::rows::is_deleted;
use crate::schema::{self, Root};
use crate::text::{difference, utf16};
use crate::value::{any_of, json_of, same_or_absent};
use model::order::Order;

/// The root maps of one document.
#[derive(Clone)]
pub struct Roots([MapRef; Root::ALL.len()]);

impl Roots {
    pub fn of(doc: &yrs::Doc) -> Roots {
        Roots(Root::ALL.map(|root| doc.get_or_insert_map(root.name())))
    }

    pub fn get(&self, root: Root) -> &MapRef {
        &self.0[root as usize]
    }
}

/// Where a value is: a root, then keys from the row inward (in `meta` from the member inward).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub root: Root,
    pub path: Vec<Arc<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// None when the row is deleted, or was never there.
    Row,
    /// Always a text.
    Text,
    /// Always an array of objects.
    Fields,
    /// Any JSON, or nothing.
    Plain,
}

impl Place {
    pub fn new(root: Root, path: &[&str]) -> Place {
        Place {
            root,
            path: path.iter().map(|&key| key.into()).collect(),
        }
    }

    /// The row in which it is; in `meta` the member.
    pub fn row(&self) -> (Root, Option<&str>) {
        (self.root, self.path.first().map(|key| &**key))
    }

    pub fn holds(&self) -> Holds {
        let path: Vec<&str> = self.path.iter().map(|key| &**key).collect();
        match (self.root, path.as_slice()) {
            (Root::Meta, [schema::DESCRIPTION]) => Holds::Text,
            (Root::Meta, _) => Holds::Plain,
            (_, [_]) => Holds::Row,
            (Root::Notes, [_, schema::TEXT | schema::DESCRIPTION]) => Holds::Text,
            (Root::Notes, [_, schema::FIELDS]) => Holds::Fields,
            _ => Holds::Plain,
        }
    }
}

/// What is at a place now.
pub fn read<T: ReadTxn>(txn: &T, roots: &Roots, place: &Place) -> Option<Value> {
    let found = out_at(txn, roots, place);
    match place.holds() {
        Holds::Row => match found? {
            Out::YMap(row) if !is_deleted(txn, &row) => Some(row_content(txn, &row)),
            _ => None,
        },
        Holds::Text => Some(Value::String(match found {
            Some(Out::YText(text)) => text.get_string(txn),
            Some(Out::Any(yrs::Any::String(text))) => text.to_string(),
            _ => String::new(),
        })),
        Holds::Fields => Some(
            found
                .and_then(|out| json_of(txn, &out))
                .filter(Value::is_array)
                .unwrap_or_else(|| Value::Array(Vec::new())),
        ),
        Holds::Plain => found
            .and_then(|out| json_of(txn, &out))
            .filter(|value| !value.is_null()),
    }
}

/// Puts a value (or nothing) at a place; a place in a row that is not there stays empty.
pub fn write(txn: &mut TransactionMut, roots: &Roots, place: &Place, value: Option<&Value>) {
    let root = roots.get(place.root).clone();
    let Some(last) = place.path.last().cloned() else {
        return;
    };
    if place.holds() == Holds::Row {
        return write_row(txn, &root, &last, place.root, value);
    }
    let Some(parent) = parent_for_writing(txn, root, place) else {
        return;
    };
    match place.holds() {
        Holds::Text => {
            let text = value.and_then(Value::as_str).unwrap_or_default();
            let edited = match parent.get(txn, &last) {
                Some(Out::YText(old)) => edit_text(txn, &old, text),
                _ => false,
            };
            if !edited {
                parent.insert(txn, last, TextPrelim::new(text));
            }
        }
        Holds::Fields => {
            let empty = Vec::new();
            let fields = value.and_then(Value::as_array).unwrap_or(&empty);
            let array = match parent.get(txn, &last) {
                Some(Out::YArray(array)) => array,
                _ => parent.insert(txn, last, ArrayPrelim::default()),
            };
            fields::write(txn, &array, fields);
        }
        Holds::Row | Holds::Plain => match value {
            None => {
                parent.remove(txn, &last);
            }
            Some(value) => {
                let of_row = place.path.len() == 1 + usize::from(place.root != Root::Meta);
                let of_facts = place.path.len() == 3 && &*place.path[1] == schema::FACTS;
                if of_row || of_facts {
                    write_member(txn, &parent, place.root, &last, value);
                } else {
                    parent.insert(txn, last, any_of(value));
                }
            }
        },
    }
}

/// Makes a fresh row, its members in the order of `content`.
pub fn create_row(
    txn: &mut TransactionMut,
    roots: &Roots,
    root: Root,
    key: &str,
    content: &Json<String, Value>,
) {
    let row = roots.get(root).insert(txn, key, MapPrelim::default());
    for (member, value) in content {
        write_member(txn, &row, root, member, value);
    }
}

fn write_row(
    txn: &mut TransactionMut,
    root_map: &MapRef,
    key: &Arc<str>,
    root: Root,
    value: Option<&Value>,
) {
    match (root_map.get(txn, key), value) {
        (Some(Out::YMap(row)), Some(_)) => {
            row.remove(txn, schema::DELETED);
        }
        (Some(Out::YMap(row)), None) => {
            row.insert(txn, schema::DELETED, true);
        }
        (_, Some(Value::Object(content))) => {
            let row = root_map.insert(txn, key.clone(), MapPrelim::default());
            for (member, value) in content {
                write_member(txn, &row, root, member, value);
            }
        }
        _ => {}
    }
}

/// Writes a member of a row in the type that the schema gives it.
fn write_member(txn: &mut TransactionMut, row: &MapRef, root: Root, member: &str, value: &Value) {
    match (root, member, value) {
        (Root::Notes, schema::TEXT | schema::DESCRIPTION, Value::String(text))
        | (Root::Meta, schema::DESCRIPTION, Value::String(text)) => {
            row.insert(txn, member, TextPrelim::new(text.as_str()));
        }
        (Root::Notes, schema::FIELDS, Value::Array(items)) => {
            let array: ArrayRef = row.insert(txn, member, ArrayPrelim::default());
            fields::write(txn, &array, items);
        }
        (
            Root::Notes,
            schema::TAGS | schema::VOTES | schema::FACTS | schema::INVARIANTS,
            Value::Object(entries),
        )
        | (Root::Meta, schema::SETTINGS, Value::Object(entries)) => {
            let map = row.insert(txn, member, MapPrelim::default());
            for (name, value) in entries {
                if name == schema::INVARIANTS {
                    write_member(txn, &map, root, name, value);
                } else {
                    map.insert(txn, name.as_str(), any_of(value));
                }
            }
        }
        _ => {
            row.insert(txn, member, any_of(value));
        }
    }
}

/// All members of a row but the mark of deletion; what JSON cannot say is null.
fn row_content<T: ReadTxn>(txn: &T, row: &MapRef) -> Value {
    let mut members: Vec<(String, Value)> = row
        .iter(txn)
        .filter(|(name, _)| *name != schema::DELETED)
        .map(|(name, out)| (name.to_owned(), json_of(txn, &out).unwrap_or(Value::Null)))
        .collect();
    members.order_by(|a, b| a.0.cmp(&b.0));
    Value::Object(members.into_iter().collect())
}

fn out_at<T: ReadTxn>(txn: &T, roots: &Roots, place: &Place) -> Option<Out> {
    let (first, rest) = place.path.split_first()?;
    let mut out = roots.get(place.root).get(txn, first)?;
    for key in rest {
        out = match out {
            Out::YMap(map) => map.get(txn, key)?,
            Out::Any(yrs::Any::Map(members)) => Out::Any(members.get(&**key)?.clone()),
            _ => return None,
        };
    }
    Some(out)
}

/// The map that holds the place; maps on the way are made where they are missing or plain, but never a row.
fn parent_for_writing(txn: &mut TransactionMut, root: MapRef, place: &Place) -> Option<MapRef> {
    let mut map = root;
    for (depth, key) in place.path[..place.path.len() - 1].iter().enumerate() {
        let is_row = depth == 0 && place.root != Root::Meta;
        map = match map.get(txn, key) {
            Some(Out::YMap(inner)) => inner,
            _ if is_row => return None,
            other => {
                let plain = other.and_then(|out| json_of(txn, &out));
                let inner = map.insert(txn, key.clone(), MapPrelim::default());
                match plain {
                    Some(Value::Object(members)) => {
                        for (name, value) in &members {
                            inner.insert(txn, name.as_str(), any_of(value));
                        }
                    }
                    // A plain array of texts stands for a set.
                    Some(Value::Array(names)) => {
                        for (rank, name) in names.iter().enumerate() {
                            if let Value::String(name) = name {
                                inner.insert(txn, name.as_str(), rank as i64);
                            }
                        }
                    }
                    _ => {}
                }
                inner
            }
        };
    }
    Some(map)
}

/// Turns a Y.Text into `new` by its smallest differences, so that what others type at the same time stays. False, and
/// nothing done, where it holds things between the words that cannot be told from words.
fn edit_text(txn: &mut TransactionMut, text: &TextRef, new: &str) -> bool {
    let old: Vec<char> = text.get_string(txn).chars().collect();
    let new: Vec<char> = new.chars().collect();
    let Some(embeds) = embeds(txn, text, utf16(&old)) else {
        return false;
    };
    for hunk in difference(&old, &new).iter().rev() {
        let start = utf16(&old[..hunk.old.start]);
        let mut end = utf16(&old[..hunk.old.end]);
        // Embedded content of rich text editors counts one unit each and stays.
        for &at in embeds.iter().rev() {
            if at > start && at < end {
                remove(txn, text, at, end, &embeds);
                end = at;
            }
        }
        remove(txn, text, start, end, &embeds);
        let shift = embeds.iter().filter(|&&at| at <= start).count() as u32;
        text.insert(txn, start + shift, &hunk.new);
    }
    true
}

/// Removes a range of the string in which no embed lies.
fn remove(txn: &mut TransactionMut, text: &TextRef, start: u32, end: u32, embeds: &[u32]) {
    if start < end {
        let shift = embeds.iter().filter(|&&at| at <= start).count() as u32;
        text.remove_range(txn, start + shift, end - start);
    }
}

/// Where in the string things that are no text are embedded, in UTF-16 units; None where that cannot be told.
fn embeds(txn: &TransactionMut, text: &TextRef, string_length: u32) -> Option<Vec<u32>> {
    if text.len(txn) == string_length {
        return Some(Vec::new());
    }
    let mut at = 0;
    let mut embeds = Vec::new();
    for chunk in text.diff(txn, yrs::types::text::YChange::identity) {
        match chunk.insert {
            Out::Any(yrs::Any::String(string)) => {
                at += string.chars().map(|c| c.len_utf16() as u32).sum::<u32>();
            }
            _ => embeds.push(at),
        }
    }
    let told = at == string_length && at + embeds.len() as u32 == text.len(txn);
    told.then_some(embeds)
}

/// Whether a place holds this value already.
pub fn is_at<T: ReadTxn>(txn: &T, roots: &Roots, place: &Place, value: Option<&Value>) -> bool {
    same_or_absent(read(txn, roots, place).as_ref(), value)
}
