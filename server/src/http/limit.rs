//! What a request may be: of which type, from which page.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use model::file::FileError;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::{Error, Shared};
use crate::auth::origin;

/// Pages of others do not change anything here, nor open live connections.
pub async fn own_origin(
    State(shared): State<Shared>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let headers = request.headers();
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if (!reads || headers.contains_key(header::UPGRADE))
        && !origin::is_ours(headers, shared.public_url.as_ref())
    {
        return Err(Error::ForeignOrigin);
    }
    Ok(next.run(request).await)
}

/// Reads a small body of JSON; `pointer` is the member that it is about, `expected` how it looks.
pub fn json<T: DeserializeOwned>(
    body: &[u8],
    pointer: &'static str,
    expected: &str,
) -> Result<T, Error> {
    serde_json::from_slice(body).map_err(|error| {
        if error.is_data() {
            let message = format!("send {expected}: {error}");
            Error::Member { pointer, message }
        } else {
            Error::NotJson(error)
        }
    })
}

/// Why a body is no board file: it may be no JSON at all.
pub fn unreadable(body: &[u8], error: FileError) -> Error {
    match serde_json::from_slice::<IgnoredAny>(body) {
        Err(syntax) => Error::NotJson(syntax),
        Ok(_) => Error::File(error),
    }
}

/// A body is JSON, also where its sender says nothing of its type.
pub fn is_json(headers: &HeaderMap) -> Result<(), Error> {
    let Some(given) = headers.get(header::CONTENT_TYPE) else {
        return Ok(());
    };
    let given = given.to_str().unwrap_or_default();
    let essence = given.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    if essence == "application/json"
        || (essence.starts_with("application/") && essence.ends_with("+json"))
    {
        Ok(())
    } else {
        Err(Error::MediaType {
            expected: "application/json",
            given: given.to_owned(),
        })
    }
}
