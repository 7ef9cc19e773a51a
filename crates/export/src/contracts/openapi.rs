//! OpenAPI 3.1: one document a service that has operations.

mod components;
mod operations;
mod schemas;
mod secrets;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{prose, yaml};
use crate::architecture::{Architecture, Service};
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::origin::ISOBAR_VERSION;

pub struct OpenApi;

impl Exporter for OpenApi {
    fn name(&self) -> &'static str {
        "openapi"
    }

    fn title(&self) -> &'static str {
        "OpenAPI 3.1"
    }

    fn about(&self) -> &'static str {
        "The HTTP interface of each context: commands as writes, queries as reads."
    }

    fn scope(&self) -> Scope {
        Scope::Context
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let services = architecture
            .services
            .iter()
            .filter(|s| !s.operations.is_empty());
        services
            .map(|service| {
                Ok(ExportFile {
                    path: format!("{}.yaml", service.name.kebab()),
                    media_type: "application/yaml".into(),
                    bytes: yaml::print(
                        architecture,
                        self.name(),
                        &document(architecture, service),
                    )?,
                })
            })
            .collect()
    }

    fn remarks(&self, architecture: &Architecture) -> Vec<String> {
        super::offers_outside(architecture).into_iter().collect()
    }
}

/// The document of one service.
fn document(architecture: &Architecture, service: &Service) -> Value {
    let names = schemas::SchemaNames::of(service);
    let mut paths: Map<String, Value> = Map::new();
    let mut add = |path: String, method: &str, operation: Value| {
        if let Value::Object(methods) = paths.entry(path).or_insert_with(|| json!({})) {
            methods.insert(method.to_owned(), operation);
        }
    };
    for operation in &service.operations {
        let rendered = operations::render(architecture, service, &names, operation);
        add(
            operations::path(service, operation),
            operations::verb(operation.method),
            rendered,
        );
    }
    let later = service.operations.iter().any(|o| o.asynchronous);
    if later {
        add(
            "/operations/{operationId}".into(),
            "get",
            operations::status_resource(service),
        );
    }
    let mut tags: Vec<Value> = Vec::new();
    for operation in &service.operations {
        let root = operations::root(service, operation.resource);
        let tag = json!({ "name": operations::tag(service, operation), "description": tag_description(&service.resources[root].title) });
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if later {
        tags.push(
            json!({ "name": "Operations", "description": "The progress of what takes long." }),
        );
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info(architecture, service),
        "servers": servers(service),
        "security": [{ "oauth2": [format!("{}:read", service.name.kebab())] }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas::all(service, &names),
            "parameters": components::parameters(),
            "headers": components::headers(),
            "responses": components::responses(),
            "securitySchemes": components::security(service)
        }
    });
    drop_unused(&mut document);
    document
}

fn tag_description(title: &str) -> String {
    format!("Everything about “{}”.", prose::brief(title, 100))
}

fn info(architecture: &Architecture, service: &Service) -> Value {
    let title = prose::brief(&service.title, 100);
    let owner = service
        .team
        .clone()
        .unwrap_or_else(|| format!("{title} team"));
    let kind = service
        .subdomain
        .map(|s| format!("A {} subdomain.", s.name()))
        .unwrap_or_default();
    let purpose = match prose::sentence(&service.purpose) {
        p if p.is_empty() => format!("What the context “{title}” offers to others."),
        p => p,
    };
    let conventions = "Errors are problem details (RFC 9457). Lists are pages with a cursor. Writes carry an `Idempotency-Key`: \
        the answer is kept for 24 hours and replayed. Versions of a resource are its `ETag`; `If-Match` refuses a write to a \
        version that is no longer the newest. What is marked `x-isobar-derived` follows from the words on the wall: nobody \
        entered it.";
    json!({
        "title": format!("{title} API"),
        "version": "1.0.0",
        "summary": prose::brief(&purpose, 120),
        "description": prose::joined(&[purpose, kind, conventions.to_owned()]),
        "contact": { "name": prose::brief(&owner, 100), "url": "https://example.org/teams", "email": "teams@example.org" },
        "license": { "name": "Proprietary", "identifier": "LicenseRef-Proprietary" },
        "x-isobar-board": prose::brief(&architecture.title, 200),
        "x-isobar-content": architecture.fingerprint,
        "x-isobar-context": service.context,
        "x-isobar-version": ISOBAR_VERSION
    })
}

fn servers(service: &Service) -> Value {
    let open = service.operations.iter().any(|o| {
        use model::facts::Caller;
        matches!(o.facts.caller, Some(Caller::Public | Caller::Browser))
    });
    json!([{
        "url": "https://{host}/api/v1",
        "description": "Production",
        "x-internal": !open,
        "variables": {
            "host": {
                "default": format!("{}.example.org", service.name.kebab()),
                "description": "Where the service is deployed."
            }
        }
    }])
}

/// Keeps of the components what something refers to.
fn drop_unused(document: &mut Value) {
    loop {
        let mut used = BTreeSet::new();
        references(document, &mut used);
        let mut dropped = false;
        for kind in ["schemas", "parameters", "headers", "responses"] {
            if let Some(Value::Object(parts)) = document["components"].get_mut(kind) {
                let before = parts.len();
                parts.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
                dropped |= parts.len() < before;
            }
        }
        if !dropped {
            return;
        }
    }
}

fn references(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner {
                    Value::String(target) if key == "$ref" => {
                        used.insert(target.clone());
                    }
                    _ => references(inner, used),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|i| references(i, used)),
        _ => {}
    }
}
