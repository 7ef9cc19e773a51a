//! One operation of a document.

use serde_json::{Map, Value, json};

use super::super::{example, json_schema, prose};
use super::components::{self, header, parameter, response};
use super::schemas::{self, SchemaNames};
use super::secrets;
use crate::architecture::{Architecture, Effect, Method, Operation, Segment, Service};
use crate::naming::Name;

pub(super) fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
    }
}

/// `/voyages/{voyageId}/carrier-movements`
pub(super) fn path(service: &Service, operation: &Operation) -> String {
    let mut parameters = secrets::path_parameters(service, operation).into_iter();
    operation
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Word(name) => format!("/{}", name.kebab()),
            Segment::Identity(_) => format!(
                "/{{{}}}",
                parameters.next().map(|p| p.1).unwrap_or_default()
            ),
        })
        .collect()
}

/// The outermost resource that a resource is a part of.
pub(super) fn root(service: &Service, resource: usize) -> usize {
    service.resources[resource]
        .parent
        .map_or(resource, |p| root(service, p))
}

pub(super) fn tag(service: &Service, operation: &Operation) -> String {
    let root = root(service, operation.resource);
    let words = service.resources[root].collection.words().join(" ");
    words[..1].to_ascii_uppercase() + &words[1..]
}

pub(super) fn render(
    architecture: &Architecture,
    service: &Service,
    names: &SchemaNames,
    operation: &Operation,
) -> Value {
    let mut rendered = Map::new();
    let mut put = |key: &str, value: Value| {
        rendered.insert(key.to_owned(), value);
    };
    put("operationId", json!(operation.name.camel()));
    put("summary", json!(prose::brief(&operation.title, 120)));
    put(
        "description",
        json!(description(architecture, service, operation)),
    );
    put("tags", json!([tag(service, operation)]));
    put("security", security(service, operation));
    put("parameters", Value::Array(parameters(service, operation)));
    if let Some(body) = body(service, names, operation) {
        put("requestBody", body);
    }
    put("responses", responses(service, names, operation));
    put("x-isobar-note", json!(operation.note));
    if !operation.copies.is_empty() {
        put("x-isobar-copies", json!(operation.copies));
    }
    if operation.derived.is_some() {
        put("x-isobar-derived", json!(true));
    }
    if !operation.leads_to.is_empty() {
        put("x-isobar-events", json!(operation.leads_to));
    }
    if let Some(target) = operation.facts.latency_ms {
        put("x-isobar-latency-ms", json!(target));
    }
    Value::Object(rendered)
}

fn description(architecture: &Architecture, service: &Service, operation: &Operation) -> String {
    let named = |ids: &[model::Id]| {
        let texts: Vec<String> = ids
            .iter()
            .map(|id| architecture.text_of(id))
            .filter(|t| !t.is_empty())
            .take(8)
            .collect();
        prose::listed(&texts)
    };
    let resource = &service.resources[operation.resource];
    let title = prose::brief(&resource.title, 80);
    let mut parts = vec![prose::sentence(&operation.description)];
    parts.push(match operation.effect {
        Effect::Create => format!("Creates “{title}”."),
        Effect::Replace => format!("Replaces a value of “{title}”."),
        Effect::Update => format!("Changes “{title}”; what is not named stays (RFC 7396)."),
        Effect::Delete => format!("Deletes “{title}”."),
        Effect::Act => format!("Acts on “{title}”."),
        Effect::ReadOne => format!("Reads one “{title}”."),
        Effect::ReadPage => format!("Reads “{title}”, page by page."),
    });
    let issuers = named(&operation.issuers);
    if !issuers.is_empty() {
        parts.push(format!("Issued by {issuers}."));
    }
    let events = named(&operation.leads_to);
    if !events.is_empty() {
        parts.push(format!("Leads to {events}."));
    }
    if let Some(seconds) = operation
        .facts
        .staleness_seconds
        .filter(|_| !operation.is_write())
    {
        parts.push(format!("May be up to {seconds} s old."));
    }
    if operation.facts.idempotent == Some(true) {
        parts.push("Doing it twice changes nothing more.".into());
    }
    if let Some(why) = &operation.derived {
        parts.push(format!("Derived: {}", prose::sentence(why)));
    }
    prose::joined(&parts)
}

fn security(service: &Service, operation: &Operation) -> Value {
    json!([{ "oauth2": [components::scope(service, scope(service, operation))] }])
}

/// What a caller must be allowed to do. Administration is always a scope of its own.
fn scope(service: &Service, operation: &Operation) -> &'static str {
    match operation.is_write() {
        _ if path(service, operation).contains("/admin") => "admin",
        true => "write",
        false => "read",
    }
}

fn parameters(service: &Service, operation: &Operation) -> Vec<Value> {
    let mut parameters = Vec::new();
    for (resource, name) in secrets::path_parameters(service, operation) {
        let identity = &service.resources[resource].identity;
        parameters.push(json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": format!("Identifies “{}”.", prose::brief(&service.resources[resource].title, 80)),
            "schema": json_schema::in_path(identity),
            "example": example::in_path(identity),
            "x-isobar-note": identity.note
        }));
    }
    if !operation.is_write() {
        let page = operation.effect == Effect::ReadPage;
        for field in &operation.input {
            if page && ["limit", "cursor"].contains(&field.name.as_str()) {
                continue;
            }
            let description = match json_schema::description(field) {
                d if d.is_empty() => format!(
                    "Only what fits this {}.",
                    Name::of(&field.name, "field").words().join(" ")
                ),
                d => d,
            };
            let (name, place) = match secrets::is_secret(&field.name) {
                true => (secrets::header(&field.name), "header"),
                false => (field.name.clone(), "query"),
            };
            parameters.push(json!({
                "name": name,
                "in": place,
                "required": field.required,
                "description": description,
                "schema": json_schema::in_query(field),
                "example": example::in_query(field),
                "x-isobar-note": field.note
            }));
        }
        if page {
            parameters.push(parameter("Limit"));
            parameters.push(parameter("Cursor"));
        }
        if operation.effect == Effect::ReadOne {
            parameters.push(parameter("IfNoneMatch"));
        }
    } else {
        parameters.push(parameter(if operation.method == Method::Post {
            "IdempotencyKey"
        } else {
            "IdempotencyKeyOptional"
        }));
        if guards_version(operation) {
            parameters.push(parameter(if operation.method == Method::Post {
                "IfMatchOptional"
            } else {
                "IfMatch"
            }));
        }
    }
    parameters.push(parameter("CorrelationId"));
    parameters.push(parameter("TraceParent"));
    parameters
}

/// Whether the write changes something that has a version.
fn guards_version(operation: &Operation) -> bool {
    operation.is_write() && operation.path_resources().next().is_some()
}

fn body(service: &Service, names: &SchemaNames, operation: &Operation) -> Option<Value> {
    if !operation.is_write() || operation.input.is_empty() {
        return None;
    }
    let at = service
        .operations
        .iter()
        .position(|o| o.name == operation.name)?;
    let media = if operation.effect == Effect::Update {
        "application/merge-patch+json"
    } else {
        "application/json"
    };
    Some(json!({
        "required": true,
        "description": format!("What “{}” carries.", prose::brief(&operation.title, 100)),
        "content": schemas::content(media, &names.inputs[at], example::of_fields(&operation.input))
    }))
}

fn responses(service: &Service, names: &SchemaNames, operation: &Operation) -> Value {
    let mut responses = Map::new();
    let mut headers = components::always();
    if operation.asynchronous {
        headers.insert("Location".into(), header("Location"));
        headers.insert("Retry-After".into(), header("RetryAfter"));
        responses.insert("202".into(), json!({
            "description": "Accepted: the work goes on. `Location` is where its progress can be read.",
            "headers": headers,
            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OperationStatus" }, "example": components::running() } }
        }));
    } else {
        let (status, says) = match operation.effect {
            Effect::Create => ("201", "Created. `Location` is where it can be read."),
            Effect::Delete => ("204", "Deleted."),
            _ if operation.output == crate::architecture::Output::Nothing => ("204", "Done."),
            Effect::Replace | Effect::Update | Effect::Act => {
                ("200", "Done: the resource as it is now.")
            }
            Effect::ReadOne => ("200", "The resource as it is now."),
            Effect::ReadPage => ("200", "A page."),
        };
        if operation.effect == Effect::Create {
            headers.insert("Location".into(), header("Location"));
        }
        if !matches!(operation.effect, Effect::ReadPage | Effect::Delete) && status != "204" {
            headers.insert("ETag".into(), header("ETag"));
        }
        let mut answer = json!({ "description": says, "headers": headers });
        if let Some(content) =
            schemas::answer(service, names, operation.output).filter(|_| status != "204")
        {
            answer["content"] = content;
        }
        responses.insert(status.into(), answer);
    }
    if operation.effect == Effect::ReadOne {
        let mut headers = components::always();
        headers.insert("ETag".into(), header("ETag"));
        responses.insert(
            "304".into(),
            json!({ "description": "It has not changed.", "headers": headers }),
        );
    }
    let in_path = operation.path_resources().next().is_some();
    for (status, name, applies) in [
        ("400", "BadRequest", true),
        ("401", "Unauthorized", true),
        ("403", "Forbidden", true),
        ("404", "NotFound", in_path),
        ("409", "Conflict", operation.is_write()),
        ("412", "PreconditionFailed", guards_version(operation)),
        ("422", "UnprocessableContent", operation.is_write()),
        (
            "428",
            "PreconditionRequired",
            guards_version(operation) && operation.method != Method::Post,
        ),
        ("429", "TooManyRequests", true),
        ("500", "InternalServerError", true),
        ("503", "ServiceUnavailable", true),
    ] {
        if applies {
            responses.insert(status.into(), response(name));
        }
    }
    Value::Object(responses)
}

/// Where the progress of an accepted write is read.
pub(super) fn status_resource(service: &Service) -> Value {
    let mut headers = components::always();
    headers.insert("Retry-After".into(), header("RetryAfter"));
    json!({
        "operationId": "getOperation",
        "summary": "Read the progress of a write",
        "description": "Reads the progress of a write that was accepted with 202. When it has succeeded, `resource` is where its result is.",
        "tags": ["Operations"],
        "security": [{ "oauth2": [components::scope(service, "read")] }],
        "parameters": [
            {
                "name": "operationId", "in": "path", "required": true, "description": "From the `Location` of the 202.",
                "schema": { "type": "string", "format": "uuid", "maxLength": 36 }, "example": "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f"
            },
            parameter("CorrelationId"), parameter("TraceParent")
        ],
        "responses": {
            "200": {
                "description": "How far it is.",
                "headers": headers,
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/OperationStatus" }, "example": components::running() } }
            },
            "400": response("BadRequest"), "401": response("Unauthorized"), "403": response("Forbidden"),
            "404": response("NotFound"), "429": response("TooManyRequests"),
            "500": response("InternalServerError"), "503": response("ServiceUnavailable")
        },
        "x-isobar-derived": true
    })
}
