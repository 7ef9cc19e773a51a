//! What a request may be: how large, how slow, of which type, from which page.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use super::{Error, Shared};
use crate::auth::origin;

/// A body has to be here within this time.
const BODY: Duration = Duration::from_secs(30);

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

/// The whole body, if it is not too large and comes in time.
pub async fn body(body: Body, limit: usize) -> Result<Bytes, Error> {
    let whole = tokio::time::timeout(BODY, Limited::new(body, limit).collect()).await;
    match whole.map_err(|_| Error::BodyTooSlow)? {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Error::BodyTooLarge { limit }),
        Err(_) => Err(Error::BodyBroken),
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
