//! Every error of the API as problem details (RFC 9457). Statuses stand here and nowhere else.

use std::any::Any;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::Role;
use model::file::FileError;
use serde_json::{Map, Value, json};
use store::StoreError;

/// Seconds after which who was turned away may come again.
const RETRY_AFTER: &str = "2";

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("nothing is at {0}")]
    Nowhere(String),
    #[error("{path} does not take {method}")]
    WrongMethod { method: String, path: String },
    #[error("this page may not speak to this server; is --public-url right?")]
    ForeignOrigin,
    #[error("give the token of a link, as `Authorization: Bearer TOKEN` or as `?access=TOKEN`")]
    NoToken,
    #[error(
        "making boards takes this server's token, which its operator gives: x-create-token: TOKEN"
    )]
    MayNotCreate,
    #[error("this link opens no board; perhaps the board is gone, or the link is cut")]
    NotAllowed,
    #[error("this takes the link of {}, yours is that of {}", with_article(*needed), with_article(*given))]
    RoleTooLow { needed: Role, given: Role },
    #[error("the board lies in the trash; a facilitator can restore it")]
    Trashed,
    #[error("the board is not in the trash")]
    NotTrashed,
    #[error("the body is no JSON: {0}")]
    NotJson(#[source] serde_json::Error),
    #[error("{0}")]
    File(#[from] FileError),
    #[error("{message}")]
    TooMuch { pointer: String, message: String },
    #[error("the body has more than {limit} bytes")]
    BodyTooLarge { limit: usize },
    #[error("the body did not arrive in time")]
    BodyTooSlow,
    #[error("the body broke off")]
    BodyBroken,
    #[error("send {expected}, not {given}")]
    MediaType {
        expected: &'static str,
        given: String,
    },
    #[error("{message}")]
    Member {
        pointer: &'static str,
        message: String,
    },
    #[error("{message}")]
    Query { name: String, message: String },
    #[error("there is no format {0:?}; known: {known}", known = format_names().join(", "))]
    UnknownFormat(String),
    #[error("the board has no link {0:?}; GET …/links lists them")]
    NoSuchLink(String),
    #[error("there is no thread or comment {0:?}; GET …/threads lists them")]
    NoSuchThread(String),
    #[error("only who wrote a comment changes it, and a facilitator may delete it")]
    NotYours,
    #[error("so much cannot be said so quickly; try again soon")]
    TooOften,
    #[error("a board keeps one facilitator's link that does not end: make another one first")]
    LastLink,
    #[error("{0}")]
    Export(#[from] export::ExportError),
    #[error("this address speaks WebSocket: send an upgrade request")]
    NoUpgrade,
    #[error("the server has more to do than it can; try again soon")]
    Busy,
    #[error("the change could not be stored; try again soon")]
    NotStored,
    #[error("the store takes no changes now, or the server is stopping")]
    NotReady,
    #[error("the store does not answer; try again soon")]
    Store(#[from] StoreError),
    #[error("the server failed; the log says why")]
    Internal(String),
}

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Error::Nowhere(_)
            | Error::UnknownFormat(_)
            | Error::NoSuchLink(_)
            | Error::NoSuchThread(_) => StatusCode::NOT_FOUND,
            Error::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Error::WrongMethod { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Error::ForeignOrigin
            | Error::NotAllowed
            | Error::NotYours
            | Error::RoleTooLow { .. } => StatusCode::FORBIDDEN,
            Error::NoToken | Error::MayNotCreate => StatusCode::UNAUTHORIZED,
            Error::Trashed => StatusCode::GONE,
            Error::NotTrashed | Error::LastLink => StatusCode::CONFLICT,
            Error::File(_) | Error::TooMuch { .. } | Error::Member { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Error::BodyTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Error::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Error::NotJson(_) | Error::BodyBroken | Error::Query { .. } => StatusCode::BAD_REQUEST,
            Error::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Error::NoUpgrade => StatusCode::UPGRADE_REQUIRED,
            Error::Busy | Error::NotStored | Error::NotReady | Error::Store(_) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Error::Export(_) => StatusCode::NOT_IMPLEMENTED,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What kind of problem it is: the last part of the URN, and a title that is the same for all of its kind.
    fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Error::Nowhere(_) => ("not-found", "Not found"),
            Error::WrongMethod { .. } => ("method-not-allowed", "Method not allowed"),
            Error::ForeignOrigin => ("foreign-origin", "Foreign origin"),
            Error::NoToken => ("no-token", "A link is needed"),
            Error::MayNotCreate => ("may-not-create", "A token is needed"),
            Error::NotAllowed => ("not-allowed", "Not allowed"),
            Error::RoleTooLow { .. } => ("role-too-low", "Not allowed with this link"),
            Error::Trashed => ("trashed", "In the trash"),
            Error::NotTrashed => ("not-trashed", "Not in the trash"),
            Error::NotJson(_) => ("not-json", "Not JSON"),
            Error::File(_) => ("not-a-board-file", "Not a board file"),
            Error::TooMuch { .. } => ("limit-exceeded", "Over a limit"),
            Error::BodyTooLarge { .. } => ("body-too-large", "Body too large"),
            Error::BodyTooSlow => ("body-too-slow", "Body too slow"),
            Error::BodyBroken => ("body-broken", "Body broken off"),
            Error::MediaType { .. } => ("media-type", "Unsupported media type"),
            Error::Member { .. } => ("bad-member", "Not what is expected"),
            Error::Query { .. } => ("bad-query", "Bad query"),
            Error::UnknownFormat(_) => ("unknown-format", "Unknown format"),
            Error::NoSuchLink(_) => ("no-such-link", "No such link"),
            Error::NoSuchThread(_) => ("no-such-thread", "No such thread or comment"),
            Error::NotYours => ("not-yours", "Somebody else's comment"),
            Error::TooOften => ("too-often", "Too much at once"),
            Error::LastLink => ("last-link", "The last facilitator's link"),
            Error::Export(_) => ("not-available", "Not available here"),
            Error::NoUpgrade => ("no-upgrade", "WebSocket only"),
            Error::Busy => ("busy", "Busy"),
            Error::NotStored => ("not-stored", "Not stored"),
            Error::NotReady => ("not-ready", "Not ready"),
            Error::Store(_) => ("store-unavailable", "Store unavailable"),
            Error::Internal(_) => ("internal", "Internal error"),
        }
    }

    /// Members beyond those of RFC 9457.
    fn members(&self) -> Map<String, Value> {
        let members = match self {
            Error::File(FileError { pointer, .. }) | Error::TooMuch { pointer, .. } => {
                json!({ "pointer": pointer })
            }
            Error::NotJson(_) => json!({ "pointer": "" }),
            Error::Member { pointer, .. } => json!({ "pointer": pointer }),
            Error::UnknownFormat(_) => json!({ "formats": format_names() }),
            Error::Query { name, .. } => json!({ "parameter": name }),
            Error::BodyTooLarge { limit } => json!({ "limit": limit }),
            _ => Value::Null,
        };
        match members {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            match &self {
                Error::Store(error) => tracing::error!(%error, "the store failed"),
                other => tracing::error!(error = ?other, "a request failed"),
            }
        }
        let (kind, title) = self.kind();
        let mut problem = json!({
            "type": format!("urn:isobar:problem:{kind}"),
            "title": title,
            "status": status.as_u16(),
            "detail": sentence(&self.to_string()),
        });
        if let Value::Object(problem) = &mut problem {
            problem.extend(self.members());
        }
        let mut response = (status, problem.to_string()).into_response();
        let headers = response.headers_mut();
        let value = HeaderValue::from_static;
        headers.insert(header::CONTENT_TYPE, value("application/problem+json"));
        match self {
            Error::NoToken | Error::MayNotCreate => {
                headers.insert(header::WWW_AUTHENTICATE, value("Bearer realm=\"isobar\""));
            }
            Error::NoUpgrade => {
                headers.insert(header::UPGRADE, value("websocket"));
            }
            _ if matches!(
                status,
                StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS
            ) =>
            {
                headers.insert(header::RETRY_AFTER, value(RETRY_AFTER));
            }
            _ => {}
        }
        response
    }
}

/// A handler that panicked harms nobody else.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown");
    Error::Internal(format!("panic: {text}")).into_response()
}

/// What `GET …/export/{format}` knows.
fn format_names() -> Vec<&'static str> {
    let names = export::EXPORTERS.iter().map(|exporter| exporter.name());
    names.chain(["all"]).collect()
}

fn with_article(role: Role) -> String {
    let article = if role == Role::Editor { "an" } else { "a" };
    format!("{article} {}", role.name())
}

/// Error texts of Rust begin small and end open; people read sentences.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let mut sentence: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.push_str(chars.as_str());
    if !sentence.ends_with(['.', '?', '!']) {
        sentence.push('.');
    }
    sentence
}
