//! AsyncAPI 3.0: one document a service that has messages, from its own side: what it sends and what it receives.

mod envelope;

use std::collections::HashSet;

use model::{Id, NoteKind};
use serde_json::{Map, Value, json};

use super::{example, json_schema, prose, yaml};
use crate::architecture::{Architecture, Message, Service};
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::naming::{Name, Names};
use crate::origin::ISOBAR_VERSION;
use crate::remarks;

pub struct AsyncApi;

impl Exporter for AsyncApi {
    fn name(&self) -> &'static str {
        "asyncapi"
    }

    fn title(&self) -> &'static str {
        "AsyncAPI 3.0"
    }

    fn about(&self) -> &'static str {
        "The events each context sends and receives, in an envelope after CloudEvents."
    }

    fn scope(&self) -> Scope {
        Scope::Context
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let talking = architecture
            .services
            .iter()
            .filter(|s| !s.publishes.is_empty() || !s.consumes.is_empty());
        talking
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
        let received: HashSet<&Id> = architecture
            .services
            .iter()
            .flat_map(|s| &s.consumes)
            .flat_map(|s| std::iter::once(&s.message.note).chain(&s.message.copies))
            .collect();
        let events = remarks::outside(architecture, &[NoteKind::DomainEvent]);
        let unheard = events.filter(|n| !received.contains(&n.id));
        remarks::left_out(("domain event", "domain events"), unheard)
            .into_iter()
            .collect()
    }
}

/// The parts of a document that grow with each message.
#[derive(Default)]
struct Parts {
    channels: Map<String, Value>,
    operations: Map<String, Value>,
    messages: Map<String, Value>,
    schemas: Map<String, Value>,
    names: Names,
}

fn document(architecture: &Architecture, service: &Service) -> Value {
    let mut parts = Parts::default();
    parts.names.reserve(["Money", "EventHeaders"]);
    for message in &service.publishes {
        let consumers: Vec<String> = message
            .consumers
            .iter()
            .map(|&c| architecture.services[c].title.clone())
            .collect();
        let consumed = match consumers.is_empty() {
            true => "Nobody outside consumes it yet.".to_owned(),
            false => format!("Consumed by {}.", prose::listed(&consumers)),
        };
        let reported: Vec<String> = message
            .reported_by
            .iter()
            .map(|id| architecture.text_of(id))
            .collect();
        let reported = match reported.is_empty() {
            true => String::new(),
            false => format!("Caused by {}, translated here.", prose::listed(&reported)),
        };
        parts.add(message, "send", &[reported, consumed], Map::new());
    }
    for subscription in &service.consumes {
        let reactions: Vec<String> = subscription
            .reactions
            .iter()
            .map(|id| architecture.text_of(id))
            .collect();
        let says = [
            format!("Received for {}.", prose::listed(&reactions)),
            "What cannot be handled after the last retry goes to the dead-letter channel."
                .to_owned(),
        ];
        let mut more = Map::new();
        more.insert("x-isobar-reactions".into(), json!(subscription.reactions));
        let dead_letters = format!("{}.dead-letters", service.name.kebab());
        more.insert("x-dead-letter-channel".into(), json!(dead_letters));
        parts.add(&subscription.message, "receive", &says, more);
    }
    if service
        .publishes
        .iter()
        .chain(service.consumes.iter().map(|s| &s.message))
        .any(needs_money)
    {
        parts.schemas.insert("Money".into(), json_schema::money());
    }
    parts
        .schemas
        .insert("EventHeaders".into(), envelope::headers());
    json!({
        "asyncapi": "3.0.0",
        "id": format!("urn:isobar:{}", service.name.kebab()),
        "info": info(architecture, service),
        "defaultContentType": "application/json",
        "servers": {
            "production": {
                "host": "{broker}:9092",
                "protocol": "kafka-secure",
                "description": "Production. The broker that carries the events: delivery is at least once, in order for each key.",
                "variables": { "broker": { "default": "broker.example.org", "description": "Where the broker is deployed." } },
                "security": [{ "$ref": "#/components/securitySchemes/scram" }]
            }
        },
        "channels": parts.channels,
        "operations": parts.operations,
        "components": {
            "messages": parts.messages,
            "schemas": parts.schemas,
            "correlationIds": {
                "correlation": { "description": "Follows one intent through all services.", "location": "$message.header#/ce_correlationid" }
            },
            "securitySchemes": {
                "scram": { "type": "scramSha512", "description": "One account a service, with rights to its own channels." }
            }
        }
    })
}

fn needs_money(message: &Message) -> bool {
    message
        .fields
        .iter()
        .any(|f| *f.type_.innermost() == crate::architecture::FieldType::Money)
}

fn info(architecture: &Architecture, service: &Service) -> Value {
    let title = prose::brief(&service.title, 100);
    let owner = service
        .team
        .clone()
        .unwrap_or_else(|| format!("{title} team"));
    json!({
        "title": format!("{title} events"),
        "version": "1.0.0",
        "description": prose::joined(&[
            prose::sentence(&service.purpose),
            format!("What the context “{title}” sends and receives."),
            "Events are facts in the past tense. They are delivered at least once: consumers keep the `ce_id` of what they have \
             handled. The key is the identity of the aggregate, so that the events of one aggregate stay in order. What is \
             marked `x-isobar-derived` follows from the words on the wall: nobody entered it.".into()
        ]),
        "contact": { "name": prose::brief(&owner, 100), "url": "https://example.org/teams", "email": "teams@example.org" },
        "license": { "name": "Proprietary", "url": "https://example.org/licence" },
        "tags": [{ "name": "events", "description": "Domain events." }],
        "x-isobar-board": prose::brief(&architecture.title, 200),
        "x-isobar-content": architecture.fingerprint,
        "x-isobar-context": service.context,
        "x-isobar-version": ISOBAR_VERSION
    })
}

impl Parts {
    /// Adds a message with its channel and the operation on it.
    fn add(&mut self, message: &Message, action: &str, says: &[String], more: Map<String, Value>) {
        let from = Name::of(message.owner.as_deref().unwrap_or("outside"), "context");
        let apart = Name::from_words(
            from.words().iter().chain(message.name.words()).cloned(),
            "event",
        );
        let name = self.names.claim(&[message.name.clone(), apart]);
        let (pascal, camel) = (name.pascal(), name.camel());
        let title = prose::brief(&message.title, 100);
        let payload = format!("{pascal}Payload");
        let described = prose::sentence(&message.description);

        self.channels.insert(
            camel.clone(),
            json!({
                "address": message.address,
                "title": title,
                "description": format!("Carries “{title}”, kept in order for each key."),
                "messages": { pascal.clone(): { "$ref": format!("#/components/messages/{pascal}") } },
                "bindings": { "kafka": { "topic": message.address, "bindingVersion": "0.5.0" } },
                "x-isobar-note": message.note
            }),
        );
        let mut operation = json!({
            "action": action,
            "channel": { "$ref": format!("#/channels/{camel}") },
            "title": title,
            "summary": format!("{} “{title}”", if action == "send" { "Send" } else { "Receive" }),
            "description": prose::joined(&[std::slice::from_ref(&described), says].concat()),
            "x-isobar-reach": if action == "send" && message.consumers.is_empty() { "domain" } else { "integration" },
            "messages": [{ "$ref": format!("#/channels/{camel}/messages/{pascal}") }],
            "x-isobar-note": message.note
        });
        if let Value::Object(map) = &mut operation {
            map.extend(more);
        }
        self.operations
            .insert(format!("{action}{pascal}"), operation);

        let mut schema = json_schema::object(&message.fields);
        lone_references(&mut schema);
        schema.insert("title".into(), json!(title));
        schema.insert(
            "description".into(),
            json!(format!("What “{title}” carries.")),
        );
        schema.insert("x-isobar-note".into(), json!(message.note));
        self.schemas.insert(payload.clone(), Value::Object(schema));

        let mut rendered = json!({
            "name": pascal,
            "title": title,
            "summary": format!("“{title}” has happened."),
            "description": prose::joined(&[described, owner(message), kept(message)]),
            "contentType": "application/json",
            "headers": { "$ref": "#/components/schemas/EventHeaders" },
            "payload": { "$ref": format!("#/components/schemas/{payload}") },
            "correlationId": { "$ref": "#/components/correlationIds/correlation" },
            "bindings": { "kafka": { "key": envelope::key(message), "bindingVersion": "0.5.0" } },

            "x-isobar-note": message.note,
            "x-isobar-version": message.version
        });
        if let Some(payload) = example::of_fields(&message.fields) {
            rendered["examples"] = json!([{
                "name": format!("{camel}Example"),
                "summary": format!("“{title}” has happened."),
                "headers": envelope::example(message, &pascal),
                "payload": payload
            }]);
        }
        if !message.copies.is_empty() {
            rendered["x-isobar-copies"] = json!(message.copies);
        }
        self.messages.insert(pascal, rendered);
    }
}

/// JSON Schema draft 7, which AsyncAPI speaks, reads nothing beside a `$ref`: what is said there goes around it.
fn lone_references(schema: &mut Map<String, Value>) {
    for inner in schema.values_mut() {
        match inner {
            Value::Object(map) => lone_references(map),
            Value::Array(items) => {
                let objects = items.iter_mut().filter_map(Value::as_object_mut);
                objects.for_each(lone_references);
            }
            _ => {}
        }
    }
    if schema.get("$ref").is_some_and(Value::is_string)
        && schema.len() > 1
        && let Some(target) = schema.remove("$ref")
    {
        schema.insert("allOf".into(), json!([{ "$ref": target }]));
    }
}

fn owner(message: &Message) -> String {
    let owner = match &message.owner {
        Some(owner) => format!("Owned by “{}”", prose::brief(owner, 80)),
        None => "Owned by nobody on the wall".to_owned(),
    };
    let key = match &message.key {
        Some(key) => format!("ordered and partitioned by `{key}`"),
        None => "ordered and partitioned by its `ce_subject`".to_owned(),
    };
    format!("{owner}, version {}, {key}.", message.version)
}

fn kept(message: &Message) -> String {
    let retention = message
        .facts
        .retention_days
        .map(|d| format!("Kept for {d} days."))
        .unwrap_or_default();
    let replay = if message.facts.replay == Some(true) {
        "Can be replayed."
    } else {
        ""
    };
    prose::joined(&[retention, replay.to_owned()])
}
