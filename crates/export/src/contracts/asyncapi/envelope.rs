//! The envelope of every event: CloudEvents 1.0 in the headers of its Kafka binding, with what a flow needs to be followed.

use serde_json::{Value, json};

use super::super::{example, json_schema};
use crate::architecture::Message;
use crate::naming::Name;

/// The schema that all messages share.
pub(super) fn headers() -> Value {
    let line = |most: u32, says: &str, example: &str| json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": json_schema::LINE, "description": says, "examples": [example] });
    let mut specversion = line(3, "The version of CloudEvents.", "1.0");
    specversion["enum"] = json!(["1.0"]);
    let mut time = line(40, "When it happened.", "2026-03-14T09:26:53Z");
    time["format"] = json!("date-time");
    json!({
        "type": "object",
        "title": "Envelope",
        "description": "CloudEvents 1.0, binary mode.",
        "required": ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "ce_subject", "ce_correlationid"],
        "properties": {
            "ce_specversion": specversion,
            "ce_id": line(64, "Identifies the event; the same for every delivery of it.", "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f"),
            "ce_source": line(200, "The service that sent it.", "/booking"),
            "ce_type": line(200, "What happened, with the major version of its schema.", "booking.cargo.booked.v1"),
            "ce_time": time,
            "ce_subject": line(200, "The identity of the aggregate; also the key.", "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f"),
            "ce_aggregatetype": line(100, "The aggregate.", "Cargo"),
            "ce_aggregateversion": line(20, "The version of the aggregate after it.", "8"),
            "ce_correlationid": line(64, "Follows one intent through all services.", "order-4711-retry-1"),
            "ce_causationid": line(64, "The command or event that caused it.", "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0e"),
            "ce_actor": line(100, "On whose behalf; no name, no address.", "user-42"),
            "ce_traceparent": line(55, "W3C Trace Context.", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        }
    })
}

/// The schema of the key.
pub(super) fn key(message: &Message) -> Value {
    let field = message
        .fields
        .iter()
        .find(|f| Some(&f.name) == message.key.as_ref());
    let says = match field {
        Some(f) => format!("`{}`, as in the payload.", f.name),
        None => "The `ce_subject` of the envelope.".into(),
    };
    json!({ "type": "string", "minLength": 1, "maxLength": 200, "description": says })
}

pub(super) fn example(message: &Message, name: &str) -> Value {
    let key = message
        .fields
        .iter()
        .find(|f| Some(&f.name) == message.key.as_ref());
    let subject = key.map_or_else(
        || "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f".into(),
        example::in_path,
    );
    let source = message.address.split('.').next().unwrap_or("outside");
    json!({
        "ce_specversion": "1.0",
        "ce_id": "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f",
        "ce_source": format!("/{source}"),
        "ce_type": format!("{}.v{}", message.address, message.version),
        "ce_time": "2026-03-14T09:26:53Z",
        "ce_subject": subject,
        "ce_aggregatetype": message.aggregate.as_ref().map_or_else(|| name.to_owned(), Name::pascal),
        "ce_aggregateversion": "8",
        "ce_correlationid": "order-4711-retry-1",
        "ce_causationid": "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0e"
    })
}
