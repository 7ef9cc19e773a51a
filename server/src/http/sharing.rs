//! Links to hand out, and to take back. Tokens are kept as hashes, so a link is said once, when it is made; afterwards
//! it goes by its name, which opens nothing.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use model::{Id, ROLES, Role};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::Capability;

use super::{Access, Correlation, Error, Shared, limit};
use crate::auth::{Token, origin};
use crate::clock::{moment, now_ms};

/// Lines of the audit log that are shown.
const LINES: u32 = 1_000;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
struct Wanted {
    role: Option<Role>,
    /// Seconds until the link ends.
    expires_in: Option<u32>,
    /// What people call the link.
    label: String,
}

/// Longest label of a link, in characters.
const LABEL: usize = 80;

/// `POST /boards/{board}/links`: a new link of the role in the body, or one of each role. Older links stay valid.
pub async fn mint(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    let body = shared.body(body).await?;
    let wanted = if body.is_empty() {
        Wanted::default()
    } else {
        limit::is_json(&headers)?;
        let expected = "{\"role\": \"facilitator\", \"editor\", \"commenter\" or \"viewer\", \"expiresIn\": seconds, \"label\": \"…\"}, all optional";
        limit::json(&body, "/role", expected)?
    };
    let expires_ms = wanted
        .expires_in
        .map(|seconds| now_ms() + i64::from(seconds) * 1_000);
    let label = wanted.label.trim().to_owned();
    if label.chars().count() > LABEL {
        return Err(Error::Member {
            pointer: "/label",
            message: format!("a label has at most {LABEL} characters"),
        });
    }
    let roles = wanted.role.map_or(ROLES.to_vec(), |role| vec![role]);
    let mut links = Map::new();
    for role in roles {
        let wanted = (role, expires_ms, label.clone());
        let link = grant(&shared, &headers, &access, &correlation, wanted).await?;
        links.insert(role.name().into(), link.into());
    }
    Ok((StatusCode::CREATED, Json(Value::Object(links))).into_response())
}

/// `GET /boards/{board}/links`: who may open the board, without what opens it.
pub async fn list(State(shared): State<Shared>, access: Access) -> Result<Json<Value>, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    let mut links = valid(&shared, &access.board).await?;
    links.sort_by_key(|link| (link.granted_ms, link.hash));
    let links = links.iter().map(|link| {
        json!({
            "name": link.name(),
            "role": link.role,
            "label": link.label,
            "usedAt": link.used_ms.map(moment),
            "grantedAt": moment(link.granted_ms),
            "expiresAt": link.expires_ms.map(moment),
            "yours": link.hash == access.link.hash,
        })
    });
    Ok(Json(json!({ "links": links.collect::<Vec<_>>() })))
}

/// `DELETE /boards/{board}/links/{link}`: takes a link back; who came in by it is closed at once.
pub async fn revoke(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    Path((_, name)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    let links = valid(&shared, &access.board).await?;
    let link = named(&links, &name)?;
    let lasting = |l: &&Capability| l.role == Role::Facilitator && l.expires_ms.is_none();
    if links.iter().filter(lasting).all(|l| l.hash == link.hash) {
        return Err(Error::LastLink);
    }
    take_back(&shared, &access, &correlation, &link).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /boards/{board}/links/{link}/rotation`: a new link in the place of one that is taken back.
pub async fn rotate(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    headers: HeaderMap,
    Path((_, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    let links = valid(&shared, &access.board).await?;
    let old = named(&links, &name)?;
    let wanted = (old.role, old.expires_ms, old.label.clone());
    let new = grant(&shared, &headers, &access, &correlation, wanted).await?;
    take_back(&shared, &access, &correlation, &old).await?;
    let body = Json(json!({ old.role.name(): new }));
    Ok((StatusCode::CREATED, body).into_response())
}

/// `GET /boards/{board}/audit`: who let whom in, and who took what away; newest first.
pub async fn audit(State(shared): State<Shared>, access: Access) -> Result<Json<Value>, Error> {
    let access = access.at_least(Role::Facilitator)?;
    let entries = shared.store.audit(&access.board, LINES).await?;
    let entries = entries.iter().map(|entry| {
        json!({
            "at": moment(entry.at_ms),
            "who": entry.who,
            "what": entry.what,
            "correlation": entry.correlation,
        })
    });
    Ok(Json(json!({ "entries": entries.collect::<Vec<_>>() })))
}

async fn grant(
    shared: &Shared,
    headers: &HeaderMap,
    access: &Access,
    correlation: &Correlation,
    (role, expires_ms, label): (Role, Option<i64>, String),
) -> Result<String, Error> {
    let token = Token::random().map_err(|e| Error::Internal(e.to_string()))?;
    let granted = Capability {
        hash: token.hash(),
        role,
        granted_ms: now_ms(),
        expires_ms,
        label,
        used_ms: None,
    };
    let name = granted.name();
    let entry = access.audit(format!("granted {} {name}", role.name()), correlation);
    shared.store.grant(&access.board, granted, entry).await?;
    tracing::info!(board.id = %access.board, link.role = role.name(), link.name = name, "granted");
    Ok(link(shared, headers, &access.board, &token))
}

async fn take_back(
    shared: &Shared,
    access: &Access,
    correlation: &Correlation,
    link: &Capability,
) -> Result<(), Error> {
    let entry = access.audit(
        format!("revoked {} {}", link.role.name(), link.name()),
        correlation,
    );
    shared
        .store
        .revoke(&access.board, &link.hash, entry)
        .await?;
    shared.hub.cut(&access.board, link.hash).await;
    tracing::info!(board.id = %access.board, link.role = link.role.name(), link.name = link.name(), "revoked");
    Ok(())
}

async fn valid(shared: &Shared, board: &Id) -> Result<Vec<Capability>, Error> {
    let mut links = shared.store.capabilities(board).await?;
    let now_ms = now_ms();
    links.retain(|link| link.is_valid_at(now_ms));
    Ok(links)
}

fn named(links: &[Capability], name: &str) -> Result<Capability, Error> {
    let found = links.iter().find(|link| link.name() == name);
    found
        .cloned()
        .ok_or_else(|| Error::NoSuchLink(name.to_owned()))
}

/// The address that opens a board with a token; absolute wherever the server's own address is known.
pub fn link(shared: &Shared, headers: &HeaderMap, board: &Id, token: &Token) -> String {
    let base = origin::base_url(headers, shared.public_url.as_ref()).unwrap_or_default();
    format!("{base}/b/{board}?access={}", token.reveal())
}
