//! JSON with care: syntax errors with line and column, no member twice, pointers, plain words, tidy numbers.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::{FileError, place};

/// Members whose values are the people's own and stay as they are.
const FREE: [&str; 4] = ["extensions", "settings", "choice", "example"];

/// Parses JSON text.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, FileError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let parsed = place::deserialize(&mut json).map_err(|(pointer, e)| {
        // A repeated member has a place in the tree, broken syntax has only a line and a column.
        let pointer = if e.is_data() { pointer } else { String::new() };
        FileError::new(pointer, format!("this is no JSON: {e}"))
    });
    let Strict(value) = parsed?;
    json.end()
        .map_err(|e| FileError::new("", format!("this is no JSON: {e}")))?;
    Ok(value)
}

/// A member below a pointer.
pub(super) fn join(pointer: &str, member: &str) -> String {
    format!("{pointer}/{}", member.replace('~', "~0").replace('/', "~1"))
}

/// serde's message in the words of JSON and of this format.
pub(super) fn plain(message: &str) -> String {
    const STARTS: [(&str, &str); 5] = [
        ("unknown field ", "unknown member "),
        ("missing field ", "missing member "),
        ("unknown variant ", "unknown value "),
        ("invalid type: ", "wrong type: "),
        ("invalid value: ", "wrong value: "),
    ];
    let Some((start, plain)) = STARTS.iter().find(|(start, _)| message.starts_with(start)) else {
        return message.to_owned();
    };
    let rest = &message[start.len()..];
    let (found, expected) = rest.rsplit_once(", expected ").unwrap_or((rest, ""));
    let found = match found {
        "map" => "an object".into(),
        "sequence" => "an array".into(),
        other => other
            .replacen("floating point ", "number ", 1)
            .replacen("integer ", "number ", 1),
    };
    let expected = match expected {
        "" => return format!("{plain}{found}"),
        "f64" => "a number",
        "u32" => "a whole number, 0 or more",
        "a sequence" => "an array",
        "a map" => "an object",
        other if other.starts_with("struct ") => "an object",
        other => other,
    };
    format!("{plain}{found}, expected {expected}")
}

/// Whole numbers without a point, no nulls; the people's own members stay as they are.
pub(super) fn tidy(mut value: Value) -> Value {
    tidy_up(&mut value);
    value
}

fn tidy_up(value: &mut Value) {
    match value {
        Value::Number(n) => {
            if let Some(whole) = whole(n) {
                *n = whole;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(tidy_up),
        Value::Object(members) => {
            members.retain(|key, value| !value.is_null() || is_free(key));
            for (_, value) in members.iter_mut().filter(|(key, _)| !is_free(key)) {
                tidy_up(value);
            }
        }
        _ => {}
    }
}

/// Whether a member holds people's own values.
pub(super) fn is_free(member: &str) -> bool {
    FREE.contains(&member)
}

/// The integer that a float is, as far as both are exact.
fn whole(n: &Number) -> Option<Number> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let float = n
        .as_f64()
        .filter(|f| n.is_f64() && f.fract() == 0.0 && f.abs() < EXACT)?;
    // Minus zero has no integer.
    (float != 0.0 || float.is_sign_positive()).then(|| Number::from(float as i64))
}

/// A value no object of which names a member twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Strict, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_i64<E>(self, v: i64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_u64<E>(self, v: u64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_f64<E>(self, v: f64) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_str<E>(self, v: &str) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_string<E>(self, v: String) -> Result<Value, E> {
        Ok(v.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = seq.next_element()? {
            items.push(item);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            match members.entry(key) {
                Entry::Vacant(place) => {
                    let Strict(value) = map.next_value()?;
                    place.insert(value);
                }
                Entry::Occupied(known) => {
                    let key = known.key();
                    return Err(A::Error::custom(format!(
                        "the member `{key}` is given twice"
                    )));
                }
            }
        }
        Ok(members.into())
    }
}
