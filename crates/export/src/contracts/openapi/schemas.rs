//! Schemas of a document, and their names: none is taken twice, nor by what generated clients export beside them.

use serde_json::{Map, Value, json};

use super::super::{example, json_schema, prose};
use super::operations;
use crate::architecture::{Effect, Output, ResourceKind, Service};
use crate::naming::{CLIENT_NAMES, Name, Names};

/// The names of a service's schemas.
pub(super) struct SchemaNames {
    /// By resource.
    pub resources: Vec<Name>,
    pub pages: Vec<Name>,
    /// By operation: its body.
    pub inputs: Vec<Name>,
}

impl SchemaNames {
    pub fn of(service: &Service) -> SchemaNames {
        let mut names = Names::default();
        names.reserve(CLIENT_NAMES.split_whitespace());
        names.reserve([
            "Problem",
            "Violation",
            "Money",
            "OperationStatus",
            "OperationsApi",
            "GetOperationRequest",
        ]);
        for operation in &service.operations {
            let taken = [
                format!("{}Request", operation.name.pascal()),
                format!("{}OperationRequest", operation.name.pascal()),
                format!(
                    "{}Api",
                    Name::of(&operations::tag(service, operation), "tag").pascal()
                ),
            ];
            names.reserve(taken.iter().map(String::as_str));
        }
        let resources: Vec<Name> = service
            .resources
            .iter()
            .map(|r| names.claim(&[r.name.clone(), r.name.and("resource")]))
            .collect();
        let pages = resources
            .iter()
            .map(|r| names.claim(&[r.and("page")]))
            .collect();
        let inputs = service
            .operations
            .iter()
            .map(|o| names.claim(&[o.name.clone(), o.name.and("command")]))
            .collect();
        SchemaNames {
            resources,
            pages,
            inputs,
        }
    }
}

/// All that the document may refer to.
pub(super) fn all(service: &Service, names: &SchemaNames) -> Value {
    let mut schemas = Map::new();
    for (i, resource) in service.resources.iter().enumerate() {
        let mut schema = json_schema::object(&resource.fields);
        schema.insert("title".into(), json!(prose::brief(&resource.title, 100)));
        let rules = resource.facts.invariants.iter().flatten().take(50);
        let rules: Vec<String> = rules
            .map(|r| prose::sentence(r))
            .filter(|r| !r.is_empty())
            .collect();
        let description = prose::joined(&[
            match prose::sentence(&resource.description) {
                d if d.is_empty() => format!(
                    "{} “{}”.",
                    what(resource.kind),
                    prose::brief(&resource.title, 100)
                ),
                d => d,
            },
            if rules.is_empty() {
                String::new()
            } else {
                format!("Always true: {}", rules.join(" "))
            },
        ]);
        schema.insert("description".into(), json!(description));
        if let Some(example) = example::of_fields(&resource.fields) {
            schema.insert("examples".into(), json!([example]));
        }
        schema.insert("x-isobar-note".into(), json!(resource.note));
        if !resource.copies.is_empty() {
            schema.insert("x-isobar-copies".into(), json!(resource.copies));
        }
        schemas.insert(names.resources[i].pascal(), Value::Object(schema));
        let item = format!("#/components/schemas/{}", names.resources[i].pascal());
        schemas.insert(
            names.pages[i].pascal(),
            json!({
                "type": "object",
                "title": format!("{}, a page", prose::brief(&resource.title, 90)),
                "description": "One page of a longer list.",
                "required": ["items"],
                "properties": {
                    "items": { "type": "array", "description": "In a stable order.", "items": { "$ref": item }, "maxItems": 200 },
                    "nextCursor": {
                        "type": "string", "maxLength": 512, "pattern": "^[A-Za-z0-9_=-]*$",
                        "description": "Where the next page begins; absent on the last one.",
                        "examples": ["eyJhZnRlciI6IjQyIn0"]
                    }
                },
                "x-isobar-note": resource.note
            }),
        );
    }
    for (i, operation) in service.operations.iter().enumerate() {
        if !operation.is_write() || operation.input.is_empty() {
            continue;
        }
        let mut schema = json_schema::object(&operation.input);
        if operation.effect == Effect::Update {
            // a merge patch names only what changes
            for part in schema
                .get_mut("allOf")
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                part.as_object_mut().map(|p| p.remove("required"));
            }
            schema.remove("required");
            schema.insert("minProperties".into(), json!(1));
        }
        // what stands in parts of a schema is seen by this keyword alone
        let closed = match schema.contains_key("allOf") {
            true => "unevaluatedProperties",
            false => "additionalProperties",
        };
        schema.insert(closed.into(), json!(false));
        schema.insert("title".into(), json!(prose::brief(&operation.title, 100)));
        let what = format!("What “{}” carries.", prose::brief(&operation.title, 100));
        schema.insert("description".into(), json!(what));
        if let Some(example) = example::of_fields(&operation.input) {
            schema.insert("examples".into(), json!([example]));
        }
        schema.insert("x-isobar-note".into(), json!(operation.note));
        schemas.insert(names.inputs[i].pascal(), Value::Object(schema));
    }
    schemas.insert("Money".into(), json_schema::money());
    schemas.extend(super::components::schemas());
    Value::Object(schemas)
}

/// The content of an answer: its schema, and an example of it.
pub(super) fn answer(service: &Service, names: &SchemaNames, output: Output) -> Option<Value> {
    let (name, example) = match output {
        Output::Nothing => return None,
        Output::One(r) => (
            &names.resources[r],
            example::of_fields(&service.resources[r].fields),
        ),
        Output::Page(r) => (
            &names.pages[r],
            example::of_fields(&service.resources[r].fields)
                .map(|item| json!({ "items": [item], "nextCursor": "eyJhZnRlciI6IjQyIn0" })),
        ),
    };
    Some(content("application/json", name, example))
}

/// Content of this media type, with a schema of this name.
pub(super) fn content(media: &str, schema: &Name, example: Option<Value>) -> Value {
    let mut content =
        json!({ "schema": { "$ref": format!("#/components/schemas/{}", schema.pascal()) } });
    if let Some(example) = example {
        content["example"] = example;
    }
    json!({ media: content })
}

fn what(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Aggregate => "The aggregate",
        ResourceKind::Noun => "What commands call",
        ResourceKind::Part => "The part",
        ResourceKind::ReadModel => "The read model",
    }
}
