//! The fields of a note: a Y.Array of Y.Maps, told apart by their names.

use serde_json::{Map as Json, Value};
use yrs::{Array, ArrayRef, Map, MapPrelim, Out, TransactionMut};

use crate::value::{any_of, json_of, same, same_or_absent};

/// Turns the array into `fields` with few changes: a field that keeps its name and its turn is changed in place, member by
/// member, so that two people may work on two fields, or on two members of one.
pub fn write(txn: &mut TransactionMut, array: &ArrayRef, fields: &[Value]) {
    let old: Vec<Option<Value>> = array.iter(txn).map(|out| json_of(txn, &out)).collect();
    let old_names: Vec<Option<&str>> = old.iter().map(|f| f.as_ref().and_then(name)).collect();
    // Greedy: each wanted field takes the next old one of its name.
    let mut matched: Vec<Option<usize>> = Vec::with_capacity(fields.len());
    let mut from = 0;
    for field in fields {
        let found = name(field)
            .and_then(|wanted| (from..old.len()).find(|&i| old_names[i] == Some(wanted)));
        if let Some(i) = found {
            from = i + 1;
        }
        matched.push(found);
    }
    let mut at = 0;
    let mut next_old = 0;
    for (field, matched) in fields.iter().zip(matched) {
        match matched {
            Some(i) => {
                remove(txn, array, at, i - next_old);
                next_old = i + 1;
                change(txn, array, at, old[i].as_ref(), field);
            }
            None => insert(txn, array, at, field),
        }
        at += 1;
    }
    remove(txn, array, at, old.len() - next_old);
}

/// Takes back the change from `before` to `after` in `now`, field by field, where a field is still as `after` has it:
/// the fields as they should be, and how many differ from what `after` has.
pub fn taken_back(before: &[Value], after: &[Value], now: &[Value]) -> (Vec<Value>, usize) {
    let find = |fields: &[Value], wanted: &str| fields.iter().position(|f| name(f) == Some(wanted));
    let mut result = now.to_vec();
    let mut passed_over = 0;
    for new in after {
        let Some(wanted) = name(new) else { continue };
        let old = find(before, wanted).map(|i| &before[i]);
        if old.is_some_and(|old| same(old, new)) {
            continue;
        }
        match (find(&result, wanted), old) {
            (Some(i), Some(old)) if same(&result[i], new) => result[i] = old.clone(),
            (Some(i), None) if same(&result[i], new) => {
                result.remove(i);
            }
            _ => passed_over += 1,
        }
    }
    for (i, old) in before.iter().enumerate() {
        let Some(wanted) = name(old) else { continue };
        if find(after, wanted).is_some() {
            continue;
        }
        if find(&result, wanted).is_some() {
            passed_over += 1;
        } else {
            result.insert(i.min(result.len()), old.clone());
        }
    }
    (result, passed_over)
}

fn name(field: &Value) -> Option<&str> {
    field.get("name")?.as_str()
}

fn insert(txn: &mut TransactionMut, array: &ArrayRef, at: u32, field: &Value) {
    match field {
        Value::Object(members) => {
            let map = array.insert(txn, at, MapPrelim::default());
            for (name, value) in members {
                map.insert(txn, name.as_str(), any_of(value));
            }
        }
        // Something foreign that an undo brings back.
        other => {
            array.insert(txn, at, any_of(other));
        }
    }
}

fn change(txn: &mut TransactionMut, array: &ArrayRef, at: u32, old: Option<&Value>, new: &Value) {
    if old.is_some_and(|old| same(old, new)) {
        return;
    }
    let empty = Json::new();
    let (Some(Out::YMap(map)), Value::Object(new)) = (array.get(txn, at), new) else {
        remove(txn, array, at, 1);
        return insert(txn, array, at, new);
    };
    let old = old.and_then(Value::as_object).unwrap_or(&empty);
    for member in old.keys().filter(|m| !new.contains_key(*m)) {
        if crate::schema::FIELD_MEMBERS
            .all()
            .any(|known| known == member)
        {
            map.remove(txn, member);
        }
    }
    for (member, value) in new {
        if !same_or_absent(old.get(member), Some(value)) {
            map.insert(txn, member.as_str(), any_of(value));
        }
    }
}

fn remove(txn: &mut TransactionMut, array: &ArrayRef, at: u32, count: usize) {
    if count > 0 {
        array.remove_range(txn, at, count as u32);
    }
}
