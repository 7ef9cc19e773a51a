//! What every document shares: parameters, headers, error answers, security.

use serde_json::{Map, Value, json};

use super::super::json_schema::LINE;
use super::super::prose;
use crate::architecture::Service;

pub(super) fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

pub(super) fn header(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}

pub(super) fn response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// The name of a scope: `booking:write`.
pub(super) fn scope(service: &Service, what: &str) -> String {
    format!("{}:{what}", service.name.kebab())
}

/// Headers of every answer.
pub(super) fn always() -> Map<String, Value> {
    [
        ("X-Correlation-ID", "CorrelationId"),
        ("RateLimit-Limit", "RateLimitLimit"),
        ("RateLimit-Remaining", "RateLimitRemaining"),
        ("RateLimit-Reset", "RateLimitReset"),
        ("Access-Control-Allow-Origin", "Access-Control-Allow-Origin"),
    ]
    .into_iter()
    .map(|(name, component)| (name.to_owned(), header(component)))
    .collect()
}

pub(super) fn parameters() -> Value {
    let key = json!({ "type": "string", "minLength": 16, "maxLength": 128, "pattern": "^[A-Za-z0-9_-]+$" });
    let key_says = "Chosen by the caller, new for each intent and the same for each retry: the first answer is kept for 24 hours and replayed.";
    let etag = etag();
    let match_says = "The `ETag` that the caller has seen: the write is refused where it is no longer the newest.";
    let one = |name: &str,
               place: &str,
               required: bool,
               says: &str,
               schema: &Value,
               example: Value| {
        json!({ "name": name, "in": place, "required": required, "description": says, "schema": schema, "example": example })
    };
    json!({
        "IdempotencyKey": one("Idempotency-Key", "header", true, key_says, &key, json!("018f4e1a7c3b7d2e9f105b6a7c8d9e0f")),
        "IdempotencyKeyOptional": one("Idempotency-Key", "header", false, key_says, &key, json!("018f4e1a7c3b7d2e9f105b6a7c8d9e0f")),
        "IfMatch": one("If-Match", "header", true, match_says, &etag, json!("\"7\"")),
        "IfMatchOptional": one("If-Match", "header", false, match_says, &etag, json!("\"7\"")),
        "IfNoneMatch": one("If-None-Match", "header", false, "The `ETag` that the caller has: answered with 304 where it is still the newest.", &etag, json!("\"7\"")),
        "CorrelationId": one("X-Correlation-ID", "header", false, "Follows one intent through all services and logs; made at the edge when absent.",
            &json!({ "type": "string", "minLength": 8, "maxLength": 64, "pattern": "^[A-Za-z0-9._-]+$" }), json!("order-4711-retry-1")),
        "TraceParent": one("traceparent", "header", false, "W3C Trace Context.",
            &json!({ "type": "string", "minLength": 55, "maxLength": 55, "pattern": "^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$" }),
            json!("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
        "Limit": one("limit", "query", false, "Most items on the page.",
            &json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 200, "default": 50 }), json!(50)),
        "Cursor": one("cursor", "query", false, "`nextCursor` of the page before.",
            &json!({ "type": "string", "maxLength": 512, "pattern": "^[A-Za-z0-9_=-]*$" }), json!("eyJhZnRlciI6IjQyIn0"))
    })
}

/// A strong entity tag (RFC 9110).
fn etag() -> Value {
    json!({ "type": "string", "minLength": 3, "maxLength": 128, "pattern": "^(W/)?\"[\\x21\\x23-\\x7E]*\"$" })
}

pub(super) fn headers() -> Value {
    let count = json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 1_000_000 });
    let seconds = json!({ "type": "integer", "format": "int32", "minimum": 0, "maximum": 86400 });
    json!({
        "CorrelationId": { "description": "The one that was sent, or the one made at the edge.", "schema": { "type": "string", "maxLength": 64, "pattern": "^[A-Za-z0-9._-]+$" }, "example": "order-4711-retry-1" },
        "RateLimitLimit": { "description": "Requests allowed in a window.", "schema": count, "example": 1000 },
        "RateLimitRemaining": { "description": "Requests left in this window.", "schema": count, "example": 998 },
        "RateLimitReset": { "description": "Seconds until the window ends.", "schema": seconds, "example": 42 },
        "RetryAfter": { "description": "Seconds to wait.", "schema": seconds, "example": 2 },
        "Location": { "description": "Where the result is.", "schema": { "type": "string", "format": "uri-reference", "maxLength": 2000 }, "example": "/api/v1/operations/018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f" },
        "ETag": { "description": "The version of the resource.", "schema": etag(), "example": "\"8\"" },
        "Access-Control-Allow-Origin": { "description": "The origin whose pages may read the answer.", "schema": { "type": "string", "maxLength": 255, "pattern": LINE }, "example": "https://app.example.org" }
    })
}

/// RFC 9457.
pub(super) fn responses() -> Value {
    let mut responses = Map::new();
    for (name, status, title, says) in [
        (
            "BadRequest",
            400,
            "Bad request",
            "The request cannot be read.",
        ),
        (
            "Unauthorized",
            401,
            "Unauthorized",
            "No valid access token.",
        ),
        (
            "Forbidden",
            403,
            "Forbidden",
            "The access token does not allow this.",
        ),
        (
            "NotFound",
            404,
            "Not found",
            "There is nothing here, or the caller may not know of it.",
        ),
        (
            "Conflict",
            409,
            "Conflict",
            "The state of the resource, or an `Idempotency-Key` used for something else, forbids this.",
        ),
        (
            "PreconditionFailed",
            412,
            "Precondition failed",
            "The resource has changed since the version in `If-Match`.",
        ),
        (
            "UnprocessableContent",
            422,
            "Unprocessable content",
            "The request can be read, but its content breaks a rule.",
        ),
        (
            "PreconditionRequired",
            428,
            "Precondition required",
            "The write needs an `If-Match`.",
        ),
        (
            "TooManyRequests",
            429,
            "Too many requests",
            "More requests than allowed; wait as `Retry-After` says.",
        ),
        (
            "InternalServerError",
            500,
            "Internal server error",
            "Something went wrong here; the correlation id finds it in the logs.",
        ),
        (
            "ServiceUnavailable",
            503,
            "Service unavailable",
            "The service cannot answer now; wait as `Retry-After` says.",
        ),
    ] {
        let mut headers = always();
        if matches!(status, 429 | 503) {
            headers.insert("Retry-After".into(), header("RetryAfter"));
        }
        let mut example = json!({
            "type": format!("https://example.org/problems/{}", title.to_lowercase().replace(' ', "-")),
            "title": title,
            "status": status,
            "detail": says.replace('`', ""),
            "instance": "/problems/018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f",
            "correlationId": "order-4711-retry-1"
        });
        if status == 422 {
            example["violations"] = json!([{ "pointer": "/name", "message": "must not be empty" }]);
        }
        responses.insert(
            name.to_owned(),
            json!({
                "description": says,
                "headers": headers,
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" }, "example": example } }
            }),
        );
    }
    Value::Object(responses)
}

pub(super) fn schemas() -> Map<String, Value> {
    let text = |most: u32, says: &str| json!({ "type": "string", "maxLength": most, "pattern": LINE, "description": says });
    let mut schemas = Map::new();
    schemas.insert("Problem".into(), json!({
        "type": "object",
        "title": "Problem details",
        "description": "What went wrong (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference", "maxLength": 500, "description": "Names the kind of problem." },
            "title": text(200, "The kind of problem, in words."),
            "status": { "type": "integer", "format": "int32", "minimum": 400, "maximum": 599, "description": "The status of the answer." },
            "detail": text(2000, "What happened this time."),
            "instance": { "type": "string", "format": "uri-reference", "maxLength": 500, "description": "This occurrence." },
            "correlationId": text(64, "Finds the request in the logs."),
            "violations": { "type": "array", "maxItems": 100, "description": "Rules that the content breaks.", "items": { "$ref": "#/components/schemas/Violation" } }
        }
    }));
    schemas.insert(
        "Violation".into(),
        json!({
            "type": "object",
            "title": "Violation",
            "description": "A rule that a part of the content breaks.",
            "required": ["pointer", "message"],
            "properties": {
                "pointer": text(500, "JSON Pointer (RFC 6901) to the part."),
                "message": text(500, "What is wrong with it.")
            }
        }),
    );
    schemas.insert("OperationStatus".into(), json!({
        "type": "object",
        "title": "Progress of a write",
        "description": "How far a write is that takes long.",
        "required": ["id", "status", "createdAt"],
        "properties": {
            "id": { "type": "string", "format": "uuid", "maxLength": 36, "description": "Identifies the operation." },
            "status": { "type": "string", "enum": ["pending", "running", "succeeded", "failed"], "description": "Where it stands." },
            "createdAt": { "type": "string", "format": "date-time", "maxLength": 40, "description": "When it was accepted." },
            "resource": { "type": "string", "format": "uri-reference", "maxLength": 2000, "description": "Where the result is, once it has succeeded." },
            "problem": { "$ref": "#/components/schemas/Problem" }
        }
    }));
    schemas
}

pub(super) fn running() -> Value {
    json!({ "id": "018f4e1a-7c3b-7d2e-9f10-5b6a7c8d9e0f", "status": "running", "createdAt": "2026-03-14T09:26:53Z" })
}

pub(super) fn security(service: &Service) -> Value {
    let title = prose::brief(&service.title, 80);
    let scopes = json!({
        scope(service, "read"): format!("Read what {title} offers."),
        scope(service, "write"): format!("Issue commands to {title}."),
        scope(service, "admin"): format!("Administer {title}.")
    });
    json!({
        "oauth2": {
            "type": "oauth2",
            "description": "OAuth 2 with short-lived JWT access tokens, checked as RFC8725 asks.",
            "flows": {
                "authorizationCode": {
                    "authorizationUrl": "https://auth.example.org/oauth2/authorize",
                    "tokenUrl": "https://auth.example.org/oauth2/token",
                    "refreshUrl": "https://auth.example.org/oauth2/token",
                    "scopes": scopes
                },
                "clientCredentials": {
                    "tokenUrl": "https://auth.example.org/oauth2/token",
                    "refreshUrl": "https://auth.example.org/oauth2/token",
                    "scopes": scopes
                }
            }
        }
    })
}
