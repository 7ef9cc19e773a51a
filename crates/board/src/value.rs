//! Between the values of the CRDT and JSON.
//!
//! Foreign content may be anything: what JSON cannot say (NaN, binary, subdocuments, XML) or what is nested deeper than
//! [`MAX_DEPTH`] reads as nothing.

use std::collections::HashMap;
use std::sync::Arc;

use model::order::Order;
use serde_json::{Map as Json, Value};
use yrs::{Any, Array, GetString, Map, Number, Out, ReadTxn};

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 64;

/// The JSON of a value; None when it has none. Objects come out sorted by key.
pub fn json_of<T: ReadTxn>(txn: &T, value: &Out) -> Option<Value> {
    at_depth(txn, value, 0)
}

fn at_depth<T: ReadTxn>(txn: &T, value: &Out, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Out::Any(any) => json_of_any(any, depth),
        Out::YText(text) => Some(Value::String(text.get_string(txn))),
        Out::YArray(array) => array
            .iter(txn)
            .map(|item| at_depth(txn, &item, depth + 1))
            .collect::<Option<Vec<Value>>>()
            .map(Value::Array),
        Out::YMap(map) => {
            let mut members: Vec<(String, Out)> =
                map.iter(txn).map(|(k, v)| (k.to_owned(), v)).collect();
            members.order_by(|a, b| a.0.cmp(&b.0));
            members
                .into_iter()
                .map(|(k, v)| Some((k, at_depth(txn, &v, depth + 1)?)))
                .collect::<Option<Json<String, Value>>>()
                .map(Value::Object)
        }
        _ => None,
    }
}

fn json_of_any(any: &Any, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match any {
        Any::Null | Any::Undefined => Some(Value::Null),
        Any::Bool(b) => Some(Value::Bool(*b)),
        Any::Number(Number::Int(n)) => Some(Value::from(*n)),
        Any::Number(Number::Float(n)) => serde_json::Number::from_f64(*n).map(Value::Number),
        Any::String(s) => Some(Value::String(s.to_string())),
        Any::Buffer(_) => None,
        Any::Array(items) => items
            .iter()
            .map(|item| json_of_any(item, depth + 1))
            .collect::<Option<Vec<Value>>>()
            .map(Value::Array),
        Any::Map(members) => {
            let mut sorted: Vec<(&String, &Any)> = members.iter().collect();
            sorted.order_by_key(|(k, _)| *k);
            sorted
                .into_iter()
                .map(|(k, v)| Some((k.clone(), json_of_any(v, depth + 1)?)))
                .collect::<Option<Json<String, Value>>>()
                .map(Value::Object)
        }
    }
}

/// The plain value that says this JSON.
pub fn any_of(json: &Value) -> Any {
    match json {
        Value::Null => Any::Null,
        Value::Bool(b) => Any::Bool(*b),
        Value::Number(n) => Any::Number(match n.as_i64() {
            Some(n) => Number::Int(n),
            None => Number::Float(n.as_f64().unwrap_or_default()),
        }),
        Value::String(s) => Any::String(s.as_str().into()),
        Value::Array(items) => Any::Array(items.iter().map(any_of).collect()),
        Value::Object(members) => Any::Map(Arc::new(
            members
                .iter()
                .map(|(k, v)| (k.clone(), any_of(v)))
                .collect::<HashMap<_, _>>(),
        )),
    }
}

/// A coordinate as JSON: a whole number without a fraction, which is shorter on the wire.
pub fn number(n: f64) -> Value {
    if n.fract() == 0.0 && n.abs() < 9e15 {
        Value::from(n as i64)
    } else {
        Value::from(n)
    }
}

/// Whether two values say the same, a number by its size (JavaScript does not tell 1 from 1.0).
pub fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(k, a)| b.get(k).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// As [`same`], where nothing equals nothing.
pub fn same_or_absent(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (None, None) => true,
        _ => false,
    }
}
