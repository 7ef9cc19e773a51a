//! Examples that fit their types: the one that was entered where it does, else one made from the name.

use serde_json::{Map, Value, json};

use super::json_schema;
use crate::architecture::{Field, FieldType};
use crate::naming;

/// An example of a field.
pub(super) fn of_field(field: &Field) -> Value {
    match &field.example {
        Some(entered) if fits(entered, &field.type_) => entered.clone(),
        _ => of_type(&field.type_, &field.name),
    }
}

/// An example of an object with these fields; none where linters would take it for a schema, by the names of its members.
pub(super) fn of_fields(fields: &[Field]) -> Option<Value> {
    let has = |names: &[&str]| fields.iter().any(|f| names.contains(&f.name.as_str()));
    if json_schema::is_lookalike(fields)
        || has(&["example", "default"]) && has(&["enum", "type", "format", "properties", "items"])
    {
        return None;
    }
    Some(Value::Object(
        fields
            .iter()
            .map(|f| (f.name.clone(), of_field(f)))
            .collect::<Map<_, _>>(),
    ))
}

/// The example of an identity as a part of a path.
pub(super) fn in_path(field: &Field) -> String {
    match of_field(field) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The example of a filter of a query, in the form that [`json_schema::in_query`] asks for.
pub(super) fn in_query(field: &Field) -> Value {
    let asked = json_schema::in_query(field);
    match (asked["type"].as_str(), of_field(field)) {
        (Some("string"), Value::String(text)) => Value::String(text),
        (Some("string"), other) => Value::String(other.to_string()),
        (_, other) => other,
    }
}

fn of_type(type_: &FieldType, name: &str) -> Value {
    match type_ {
        FieldType::String => json!(words(name)),
        FieldType::Text => json!(format!("{}, in a few words", words(name))),
        FieldType::Integer => json!(3),
        FieldType::Decimal => json!("12.50"),
        FieldType::Money => json!({ "amount": "1250.00", "currency": "EUR" }),
        FieldType::Boolean => json!(true),
        FieldType::Date => json!("2026-03-14"),
        FieldType::DateTime => json!("2026-03-14T09:26:53Z"),
        FieldType::Duration => json!("PT2H30M"),
        FieldType::Uuid => json!("018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f"),
        FieldType::Uri => json!("https://example.org/documents/42"),
        FieldType::Email => json!("ada@example.org"),
        FieldType::Bytes => json!("aXNvYmFy"),
        FieldType::Json => json!({ "note": words(name) }),
        FieldType::Reference { identity, .. } => of_type(identity, name),
        FieldType::Enum(values) => json!(values.first()),
        FieldType::List(inner) => json!([of_type(inner, name)]),
        FieldType::Map(inner) => json!({ "first": of_type(inner, name) }),
    }
}

fn words(name: &str) -> String {
    let text = naming::words(name).join(" ");
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Value".into(),
    }
}

/// Whether a value may stand where the type is asked for.
fn fits(value: &Value, type_: &FieldType) -> bool {
    let text = value.as_str();
    let short = |most: usize| text.is_some_and(|t| (1..=most).contains(&t.chars().count()));
    let shaped = |shape: &str| text.is_some_and(|t| is_shaped(t, shape));
    match type_ {
        FieldType::String => short(200),
        FieldType::Text => short(10_000),
        FieldType::Integer => value
            .as_i64()
            .is_some_and(|n| n.abs() <= 9_007_199_254_740_991),
        FieldType::Decimal => text.is_some_and(is_decimal),
        FieldType::Money => value.as_object().is_some_and(|o| {
            o.len() == 2
                && o.get("amount")
                    .and_then(Value::as_str)
                    .is_some_and(is_decimal)
                && o.get("currency")
                    .and_then(Value::as_str)
                    .is_some_and(|c| is_shaped(c, "AAA"))
        }),
        FieldType::Boolean => value.is_boolean(),
        FieldType::Date => shaped("0000-00-00") && text.is_some_and(is_date),
        FieldType::DateTime => {
            shaped("0000-00-00T00:00:00Z")
                && text.is_some_and(|t| is_date(&t[..10]) && is_time(&t[11..19]))
        }
        // rarely entered in the exact form: the made one is always right
        FieldType::Duration
        | FieldType::Uri
        | FieldType::Email
        | FieldType::Bytes
        | FieldType::Json => false,
        FieldType::Uuid => shaped("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        FieldType::Reference { identity, .. } => fits(value, identity),
        FieldType::Enum(values) => text.is_some_and(|t| values.iter().any(|v| v == t)),
        FieldType::List(inner) => value
            .as_array()
            .is_some_and(|a| a.len() <= 20 && a.iter().all(|v| fits(v, inner))),
        FieldType::Map(inner) => value
            .as_object()
            .is_some_and(|o| o.len() <= 20 && o.values().all(|v| fits(v, inner))),
    }
}

/// `0` a digit, `x` a lower case hex digit, `A` a capital, anything else itself.
fn is_shaped(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(c, s)| match s {
            b'0' => c.is_ascii_digit(),
            b'x' => c.is_ascii_digit() || (b'a'..=b'f').contains(&c),
            b'A' => c.is_ascii_uppercase(),
            _ => c == s,
        })
}

fn is_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        text.get(range)
            .and_then(|t| t.parse::<u32>().ok())
            .unwrap_or(0)
    };
    (1900..=2200).contains(&number(0..4))
        && (1..=12).contains(&number(5..7))
        && (1..=28).contains(&number(8..10))
}

fn is_time(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| {
        text.get(range)
            .and_then(|t| t.parse::<u32>().ok())
            .unwrap_or(99)
    };
    number(0..2) < 24 && number(3..5) < 60 && number(6..8) < 60
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |t: &str, most: usize| {
        (1..=most).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit())
    };
    all(whole, 15) && all(part, 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entered_examples_stand_where_they_fit() {
        let mut field = Field {
            name: "paidOn".into(),
            type_: FieldType::Date,
            required: true,
            identity: false,
            personal: false,
            example: Some(json!("2025-01-31")),
            description: String::new(),
            note: model::Id::derived("n", &[]),
            derived: None,
        };
        assert_eq!(
            of_field(&field),
            json!("2026-03-14"),
            "days over 28 are not judged"
        );
        field.example = Some(json!("2025-01-21"));
        assert_eq!(of_field(&field), json!("2025-01-21"));
        field.example = Some(json!({ "any": "thing" }));
        assert_eq!(of_field(&field), json!("2026-03-14"));
        field.type_ = FieldType::parse("map(money[])");
        assert_eq!(
            of_field(&field),
            json!({ "first": [{ "amount": "1250.00", "currency": "EUR" }] })
        );
    }
}
