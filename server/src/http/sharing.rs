//! Links to hand out. Tokens are kept as hashes, so a link is said once, when it is made.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use model::{Id, ROLES, Role};
use serde::Deserialize;
use serde_json::{Map, Value};
use store::Capability;

use super::{Access, Error, Shared, limit};
use crate::auth::{Token, origin};
use crate::clock::now_ms;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    role: Role,
}

/// `POST /boards/{board}/links`: a new link of the role in the body, or one of each role. Older links stay valid.
pub async fn mint(
    State(shared): State<Shared>,
    access: Access,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    let body = limit::body(body, shared.limits.max_body).await?;
    let roles = if body.is_empty() {
        ROLES.to_vec()
    } else {
        limit::is_json(&headers)?;
        let wanted: Wanted = serde_json::from_slice(&body).map_err(|e| Error::Member {
            pointer: "/role",
            message: format!("send {{\"role\": \"facilitator\", \"editor\" or \"viewer\"}}: {e}"),
        })?;
        vec![wanted.role]
    };
    let mut links = Map::new();
    for role in roles {
        let token = Token::random().map_err(|e| Error::Internal(e.to_string()))?;
        let capability = Capability {
            hash: token.hash(),
            role,
        };
        shared
            .store
            .grant(&access.board, capability, now_ms())
            .await?;
        let link = link(&shared, &headers, &access.board, &token);
        links.insert(role.name().into(), link.into());
        tracing::info!(board.id = %access.board, link.role = role.name(), "granted");
    }
    Ok((StatusCode::CREATED, Json(Value::Object(links))).into_response())
}

/// The address that opens a board with a token; absolute wherever the server's own address is known.
pub fn link(shared: &Shared, headers: &HeaderMap, board: &Id, token: &Token) -> String {
    let base = origin::base_url(headers, shared.public_url.as_ref()).unwrap_or_default();
    format!("{base}/b/{board}?access={}", token.reveal())
}
