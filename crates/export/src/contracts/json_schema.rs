//! Fields as JSON Schema 2020-12, with a bound on everything that can grow.

use serde_json::{Map, Value, json};

use super::{example, prose};
use crate::architecture::{Field, FieldType};
use crate::naming::{Name, Names};

pub(super) const MONEY: &str = "#/components/schemas/Money";
/// Largest integer that every JSON reader keeps exactly: 2⁵³ − 1.
const MAX_INTEGER: i64 = 9_007_199_254_740_991;
/// No control characters: one line.
pub(super) const LINE: &str = "^[^\\x00-\\x1F\\x7F]*$";
/// No control characters but tabs and line ends.
const LINES: &str = "^[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$";

/// Members that together look like a parameter or a media type of OpenAPI: linters that search a document for these stop
/// at them, so the first of a pair stands in a part of its own.
const LOOKALIKES: &[(&str, &str)] = &[
    ("in", "name"),
    ("example", "schema"),
    ("examples", "schema"),
];

/// Whether the members look like something else than fields.
pub(super) fn is_lookalike(fields: &[Field]) -> bool {
    !apart(fields).is_empty()
}

/// The members that must not stand beside the others.
fn apart(fields: &[Field]) -> Vec<&str> {
    let has = |name: &str| fields.iter().any(|f| f.name == name);
    let pairs = LOOKALIKES.iter().filter(|(a, b)| has(a) && has(b));
    pairs.map(|(a, _)| *a).collect()
}

/// An object of these fields.
pub(super) fn object(fields: &[Field]) -> Map<String, Value> {
    let names = apart(fields);
    let (apart, beside): (Vec<Field>, Vec<Field>) = fields
        .iter()
        .cloned()
        .partition(|f| names.contains(&f.name.as_str()));
    let mut schema = object_of(&beside);
    if !apart.is_empty() {
        schema.insert("allOf".into(), json!([object_of(&apart)]));
    }
    schema
}

fn object_of(fields: &[Field]) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    let required: Vec<&str> = fields
        .iter()
        .filter(|f| f.required)
        .map(|f| f.name.as_str())
        .collect();
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    let properties: Map<String, Value> = fields
        .iter()
        .map(|f| (f.name.clone(), of_field(f)))
        .collect();
    schema.insert("properties".into(), Value::Object(properties));
    schema
}

/// A field with its description, its example and the note it came from.
pub(super) fn of_field(field: &Field) -> Value {
    let mut schema = of_type(&field.type_);
    describe(&mut schema, field);
    if !schema.contains_key("$ref") {
        schema.insert("examples".into(), json!([example::of_field(field)]));
    }
    annotate(&mut schema, field);
    Value::Object(schema)
}

/// The identity of a resource as a part of a path: always a string.
pub(super) fn in_path(field: &Field) -> Value {
    match field.type_.scalar() {
        FieldType::Integer => {
            json!({ "type": "string", "pattern": "^-?[0-9]{1,16}$", "maxLength": 17 })
        }
        FieldType::String | FieldType::Text => {
            json!({ "type": "string", "minLength": 1, "maxLength": 200, "pattern": LINE })
        }
        other => Value::Object(of_type(other)),
    }
}

/// A filter of a query: what cannot be written plainly in a URL is JSON in a string.
pub(super) fn in_query(field: &Field) -> Value {
    let names_one = ["id", "Id", "_id"].iter().any(|e| field.name.ends_with(e));
    if names_one && *field.type_.scalar() == FieldType::Integer {
        return in_path(field);
    }
    let plain = |t: &FieldType| {
        !matches!(
            t,
            FieldType::Map(_) | FieldType::List(_) | FieldType::Json | FieldType::Money
        )
    };
    match &field.type_ {
        FieldType::List(inner) if plain(inner) => {
            json!({ "type": "array", "items": of_type(inner), "maxItems": 50 })
        }
        t if plain(t) => Value::Object(of_type(t)),
        _ => {
            json!({ "type": "string", "maxLength": 2000, "pattern": LINE, "description": "As JSON." })
        }
    }
}

pub(super) fn description(field: &Field) -> String {
    let refers = match field.type_.innermost() {
        FieldType::Reference { aggregate, .. } => {
            format!("The identity of {}.", prose::brief(aggregate, 80))
        }
        _ => String::new(),
    };
    let derived = field
        .derived
        .as_ref()
        .map(|why| format!("Derived: {}", prose::sentence(why)))
        .unwrap_or_default();
    let personal = if field.personal {
        "Personal data.".to_owned()
    } else {
        String::new()
    };
    prose::joined(&[
        prose::sentence(&field.description),
        refers,
        personal,
        derived,
    ])
}

fn describe(schema: &mut Map<String, Value>, field: &Field) {
    let description = description(field);
    if !description.is_empty() {
        schema.insert("description".into(), json!(description));
    }
}

/// Says where a field came from.
fn annotate(schema: &mut Map<String, Value>, field: &Field) {
    schema.insert("x-isobar-note".into(), json!(field.note));
    if field.derived.is_some() {
        schema.insert("x-isobar-derived".into(), json!(true));
    }
    if field.personal {
        schema.insert("x-isobar-personal".into(), json!(true));
    }
}

fn of_type(type_: &FieldType) -> Map<String, Value> {
    let schema = match type_ {
        FieldType::String => {
            json!({ "type": "string", "minLength": 1, "maxLength": 200, "pattern": LINE })
        }
        FieldType::Text => json!({ "type": "string", "maxLength": 10000, "pattern": LINES }),
        FieldType::Integer => {
            json!({ "type": "integer", "format": "int64", "minimum": -MAX_INTEGER, "maximum": MAX_INTEGER })
        }
        FieldType::Decimal => decimal(),
        FieldType::Money => json!({ "$ref": MONEY }),
        FieldType::Boolean => json!({ "type": "boolean" }),
        FieldType::Date => json!({ "type": "string", "format": "date", "maxLength": 10 }),
        FieldType::DateTime => json!({ "type": "string", "format": "date-time", "maxLength": 40 }),
        FieldType::Duration => json!({ "type": "string", "format": "duration", "maxLength": 40 }),
        FieldType::Uuid => json!({ "type": "string", "format": "uuid", "maxLength": 36 }),
        FieldType::Uri => json!({ "type": "string", "format": "uri", "maxLength": 2000 }),
        FieldType::Email => json!({ "type": "string", "format": "email", "maxLength": 254 }),
        FieldType::Bytes => json!({
            "type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]*={0,2}$", "maxLength": 1_400_000
        }),
        FieldType::Json => {
            json!({ "type": "object", "additionalProperties": true, "maxProperties": 100 })
        }
        FieldType::Reference { identity, .. } => return of_type(identity),
        FieldType::Enum(values) => enumeration(values),
        FieldType::List(inner) => {
            json!({ "type": "array", "items": of_type(inner), "maxItems": 1000 })
        }
        FieldType::Map(inner) => {
            json!({ "type": "object", "additionalProperties": in_map(inner), "maxProperties": 100 })
        }
    };
    match schema {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// The type of a map's values. Generated clients have no name for an enum there: it is a pattern.
fn in_map(type_: &FieldType) -> Value {
    match type_ {
        FieldType::Enum(values) => {
            let literal: Vec<String> = values.iter().map(|v| escaped(v)).collect();
            let longest = values.iter().map(|v| v.chars().count()).max();
            json!({ "type": "string", "pattern": format!("^({})$", literal.join("|")), "maxLength": longest })
        }
        FieldType::List(inner) => {
            json!({ "type": "array", "items": in_map(inner), "maxItems": 1000 })
        }
        FieldType::Map(inner) => {
            json!({ "type": "object", "additionalProperties": in_map(inner), "maxProperties": 100 })
        }
        other => Value::Object(of_type(other)),
    }
}

/// As itself in a regular expression (ECMA 262).
fn escaped(text: &str) -> String {
    let mut literal = String::new();
    for c in text.chars() {
        if r"\^$.*+?()[]{}|/".contains(c) {
            literal.push('\\');
        }
        literal.push(c);
    }
    literal
}

/// Values with names for generated code, where code could not be made of the values themselves.
fn enumeration(values: &[String]) -> Value {
    let mut names = Names::default();
    let names: Vec<Name> = values
        .iter()
        .map(|v| names.claim(&[Name::of_field(v)]))
        .collect();
    let mut schema = json!({ "type": "string", "enum": values });
    let plain = |(value, name): (&String, &Name)| {
        value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
            && name.squashed().len() == value.bytes().filter(u8::is_ascii_alphanumeric).count()
    };
    if !values.iter().zip(&names).all(plain) {
        schema["x-enum-varnames"] = names.iter().map(Name::pascal).collect();
    }
    schema
}

fn decimal() -> Value {
    json!({ "type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,6})?$", "maxLength": 23 })
}

/// An amount with its currency (ISO 4217); exact, therefore no number.
pub(super) fn money() -> Value {
    let mut amount = decimal();
    amount["description"] = json!("A decimal number, exact.");
    amount["examples"] = json!(["1250.00"]);
    json!({
        "type": "object",
        "description": "An amount of money.",
        "required": ["amount", "currency"],
        "properties": {
            "amount": amount,
            "currency": {
                "type": "string", "pattern": "^[A-Z]{3}$", "minLength": 3, "maxLength": 3,
                "description": "ISO 4217.", "examples": ["EUR"]
            }
        },
        "examples": [{ "amount": "1250.00", "currency": "EUR" }]
    })
}
