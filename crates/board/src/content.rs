//! From the vocabulary to the members of rows.

use model::{BoardSnapshot, Context, Note};
use serde::Serialize;
use serde_json::{Map as Json, Value, json};

use crate::schema;
use crate::value::number;

/// The members of a new note. The containers that people may fill at the same time are there from the start: two Y.Maps
/// made at once under one key would not merge.
pub fn of_note(note: &Note, z: &str) -> Json<String, Value> {
    let mut content = Json::new();
    let mut put = |name: &str, value: Value| content.insert(name.to_owned(), value);
    put("kind", json!(note.kind.name()));
    put(schema::TEXT, json!(note.text));
    for (name, value) in [
        ("x", note.x),
        ("y", note.y),
        ("width", note.width),
        ("height", note.height),
    ] {
        if let Some(value) = value {
            put(name, number(value));
        }
    }
    put(schema::Z, json!(z));
    for (name, flag) in [
        ("pivotal", note.pivotal),
        ("resolved", note.resolved),
        ("locked", note.locked),
    ] {
        if flag {
            put(name, json!(true));
        }
    }
    if let Some(group) = &note.group {
        put("group", json!(group));
    }
    if let Some(context) = &note.context {
        put(schema::CONTEXT, json!(context));
    }
    if !note.extensions.is_empty() {
        put("extensions", Value::Object(note.extensions.clone()));
    }
    put(schema::DESCRIPTION, json!(note.description));
    put(schema::TAGS, set_of(&note.tags));
    let mut votes = json!(note.voters);
    let given: u32 = note
        .voters
        .values()
        .fold(0, |sum, n| sum.saturating_add(*n));
    if note.votes > given {
        votes[schema::FILE_VOTER] = json!(note.votes - given);
    }
    put(schema::VOTES, votes);
    put(schema::FIELDS, json!(note.fields));
    let mut facts = schema::facts_as_members(&note.facts);
    if let Some(invariants) = &note.facts.invariants {
        facts.insert(schema::INVARIANTS.into(), set_of(invariants));
    }
    put(schema::FACTS, Value::Object(facts));
    content
}

/// The members of a context; its notes name it, not the other way round.
pub fn of_context(context: &Context) -> Json<String, Value> {
    let mut content = of_row(context);
    content.remove("members");
    content
}

/// The members of a row that are all plain; its id is its key.
pub fn of_row<R: Serialize>(row: &R) -> Json<String, Value> {
    let mut content = match serde_json::to_value(row) {
        Ok(Value::Object(content)) => content,
        _ => Json::new(),
    };
    content.shift_remove("id");
    for (name, value) in &mut content {
        if matches!(name.as_str(), "x" | "y" | "width" | "height")
            && let Some(n) = value.as_f64()
        {
            *value = number(n);
        }
    }
    content
}

pub fn with_z(mut content: Json<String, Value>, z: &str) -> Json<String, Value> {
    content.insert(schema::Z.into(), json!(z));
    content
}

/// A set as the keys of a map, each with its place in the list.
pub fn set_of(names: &[String]) -> Value {
    let mut set = Json::new();
    for name in names {
        let rank = set.len();
        set.entry(name.clone()).or_insert_with(|| json!(rank));
    }
    Value::Object(set)
}

/// The members of `meta`.
pub fn of_meta(board: &BoardSnapshot) -> Json<String, Value> {
    let meta = &board.meta;
    let mut content = Json::new();
    content.insert(schema::VERSION.into(), json!(schema::FORMAT_VERSION));
    content.insert("title".into(), json!(meta.title));
    content.insert(schema::DESCRIPTION.into(), json!(meta.description));
    if let Some(stage) = meta.stage {
        content.insert("stage".into(), json!(stage.name()));
    }
    if let Some(language) = &meta.language {
        content.insert("language".into(), json!(language));
    }
    content.insert(
        schema::SETTINGS.into(),
        Value::Object(meta.settings.clone()),
    );
    if !meta.extensions.is_empty() {
        content.insert("extensions".into(), Value::Object(meta.extensions.clone()));
    }
    content
}
