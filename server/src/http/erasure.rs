//! Away for good: a board, or a person's name in its history.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use model::Role;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Access, Correlation, Error, Shared, limit};

/// What stands where a name was.
const INSTEAD: &str = "somebody";

/// `POST /boards/{board}/erasure`: a board that is in the trash goes for good, with its links, history and audit.
pub async fn board(State(shared): State<Shared>, access: Access) -> Result<StatusCode, Error> {
    let access = access.at_least(Role::Facilitator)?;
    if access.record.trashed_ms.is_none() {
        return Err(Error::NotTrashed);
    }
    shared.store.erase(&access.board).await?;
    shared.hub.evict(&access.board).await;
    tracing::info!(board.id = %access.board, link.name = access.link.name(), "erased");
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
}

/// `POST /boards/{board}/erasures`: a person's name goes from the log, the named moments and the audit.
pub async fn name(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    limit::is_json(&headers)?;
    let body = shared.body(body).await?;
    let Wanted { name } = limit::json(&body, "/name", "{\"name\": \"…\"}")?;
    if name.trim().is_empty() {
        return Err(Error::Member {
            pointer: "/name",
            message: "say whose name".into(),
        });
    }
    let store = &shared.store;
    let places = store.erase_name(&access.board, &name, INSTEAD).await?;
    // That it was done is on record, whose name it was is not.
    let entry = access.audit(format!("erased a name in {places} places"), &correlation);
    store.note(&access.board, entry).await?;
    Ok(Json(json!({ "places": places })))
}
