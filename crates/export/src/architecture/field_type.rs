//! Types of fields, as people enter them (board.schema.json, `field.type`).

/// A parsed field type.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldType {
    String,
    Text,
    Integer,
    Decimal,
    Money,
    Boolean,
    Date,
    DateTime,
    Duration,
    Uuid,
    Uri,
    Email,
    Bytes,
    Json,
    /// The identity of an aggregate.
    Reference {
        aggregate: String,
        /// The type of its identity; neither a reference nor a list nor a map.
        identity: Box<FieldType>,
    },
    /// At least one value, no two the same.
    Enum(Vec<String>),
    List(Box<FieldType>),
    Map(Box<FieldType>),
}

/// Deepest nesting of lists and maps; what lies deeper is `json`.
const MAX_DEPTH: usize = 4;

impl FieldType {
    /// Reads what was entered. What is no type of the schema is the name of an aggregate.
    pub fn parse(text: &str) -> FieldType {
        parse(text.trim(), MAX_DEPTH)
    }

    /// A reference to an aggregate whose identity is a UUID.
    pub fn reference(aggregate: &str) -> FieldType {
        FieldType::Reference {
            aggregate: aggregate.to_owned(),
            identity: Box::new(FieldType::Uuid),
        }
    }

    /// What a reference refers by; itself for any other type.
    pub fn scalar(&self) -> &FieldType {
        match self {
            FieldType::Reference { identity, .. } => identity,
            other => other,
        }
    }

    /// The type inside lists and maps.
    pub fn innermost(&self) -> &FieldType {
        match self {
            FieldType::List(inner) | FieldType::Map(inner) => inner.innermost(),
            other => other,
        }
    }
}

fn parse(text: &str, depth: usize) -> FieldType {
    if depth == 0 {
        return FieldType::Json;
    }
    if let Some(inner) = text.strip_suffix("[]") {
        return FieldType::List(Box::new(parse(inner.trim(), depth - 1)));
    }
    if let Some(inner) = arguments(text, "map") {
        return FieldType::Map(Box::new(parse(inner.trim(), depth - 1)));
    }
    if let Some(inner) = arguments(text, "enum") {
        let mut values: Vec<String> = Vec::new();
        for value in inner.split(',').map(crate::naming::plain) {
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        return if values.is_empty() {
            FieldType::String
        } else {
            FieldType::Enum(values)
        };
    }
    match text.to_ascii_lowercase().as_str() {
        "" | "string" => FieldType::String,
        "text" => FieldType::Text,
        "integer" => FieldType::Integer,
        "decimal" => FieldType::Decimal,
        "money" => FieldType::Money,
        "boolean" => FieldType::Boolean,
        "date" => FieldType::Date,
        "datetime" => FieldType::DateTime,
        "duration" => FieldType::Duration,
        "uuid" => FieldType::Uuid,
        "uri" => FieldType::Uri,
        "email" => FieldType::Email,
        "bytes" => FieldType::Bytes,
        "json" => FieldType::Json,
        _ => FieldType::reference(text),
    }
}

fn arguments<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    text.strip_prefix(word)?
        .trim_start()
        .strip_prefix('(')?
        .strip_suffix(')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_the_schema() {
        assert_eq!(FieldType::parse("datetime"), FieldType::DateTime);
        assert_eq!(FieldType::parse("Cargo"), FieldType::reference("Cargo"));
        assert_eq!(
            FieldType::parse("Handling history"),
            FieldType::reference("Handling history")
        );
        assert_eq!(
            FieldType::parse("enum(a, b,,a)"),
            FieldType::Enum(vec!["a".into(), "b".into()])
        );
        assert_eq!(FieldType::parse("enum()"), FieldType::String);
        assert_eq!(
            FieldType::parse("uuid[]"),
            FieldType::List(Box::new(FieldType::Uuid))
        );
        assert_eq!(
            FieldType::parse("map(money[])"),
            FieldType::Map(Box::new(FieldType::List(Box::new(FieldType::Money))))
        );
        let deep = format!("{}string", "map(".repeat(50)) + &")".repeat(50);
        assert_eq!(FieldType::parse(&deep).innermost(), &FieldType::Json);
    }
}
