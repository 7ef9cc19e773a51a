//! What a board was: its log, the board file of any moment, moments with names, and the way back.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::Role;
use serde::Deserialize;
use serde_json::{Value, json};
use store::{LogEntry, Version};

use super::query::{bad, number, parameters, unknown};
use super::{Access, Correlation, Error, Shared, document, limit};
use crate::clock::{moment, now_ms};

/// Entries of the log in one answer, at most.
const ENTRIES: u32 = 1_000;
/// Longest name of a version, in characters.
const NAME: usize = 200;

/// `GET /boards/{board}/history?after=N&limit=N&updates=true`: who changed the board when, oldest first; with what, for who
/// asks for the updates.
pub async fn entries(
    State(shared): State<Shared>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Error> {
    let access = access.open()?;
    let (mut after, mut limit, mut updates) = (0, ENTRIES, false);
    for (name, value) in parameters(query) {
        match name.as_str() {
            "after" => after = number(&name, &value)?,
            "limit" => limit = number::<u32>(&name, &value)?.min(ENTRIES),
            "updates" => {
                updates = value
                    .parse()
                    .map_err(|_| bad(&name, &format!("{value:?} is neither true nor false")))?;
            }
            _ => return Err(unknown(&name, "after, limit and updates")),
        }
    }
    let log = shared.store.log(&access.board, after, limit).await?;
    let entries: Vec<Value> = log.iter().map(|entry| shown(entry, updates)).collect();
    Ok(Json(
        json!({ "head": access.record.head, "entries": entries }),
    ))
}

fn shown(entry: &LogEntry, with_update: bool) -> Value {
    let mut shown = json!({
        "sequence": entry.sequence,
        "at": moment(entry.at_ms),
        "author": entry.author,
        "correlation": entry.correlation,
        "bytes": entry.bytes.len(),
    });
    if with_update {
        shown["update"] = STANDARD.encode(&entry.bytes).into();
    }
    shown
}

/// The moment that `?at=N` names; None: now.
pub fn asked(access: &Access, query: Option<String>) -> Result<Option<u64>, Error> {
    let at = parameters(query).into_iter().find(|(name, _)| name == "at");
    at.map(|(name, value)| existing(access, number(&name, &value)?))
        .transpose()
}

pub fn existing(access: &Access, sequence: u64) -> Result<u64, Error> {
    let head = access.record.head;
    if sequence > head {
        return Err(bad("at", &format!("the log ends at {head}")));
    }
    Ok(sequence)
}

/// `POST /boards/{board}/history/{sequence}/restoration`: everything as it was then, as a change that everybody sees live
/// and that can be taken back.
pub async fn restore(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    Path((_, sequence)): Path<(String, String)>,
) -> Result<Json<Value>, Error> {
    let access = access.at_least(Role::Editor)?.open()?;
    let sequence = existing(&access, number("sequence", &sequence)?)?;
    let past = document::load_at(&shared, &access.board, sequence).await?;
    let mut board = document::load(&shared, &access.board).await?;
    let restored = shared.work.run(move || board.restore(&past)).await?;
    let restored = restored.map_err(|e| Error::Internal(e.to_string()))?;
    let head = if restored.update.is_empty() {
        access.record.head
    } else {
        let author = access.author();
        let hub = &shared.hub;
        hub.push(&access.board, author, &correlation.0, restored.update)
            .await?
    };
    tracing::info!(board.id = %access.board, log.sequence = sequence, "restored");
    Ok(Json(json!({ "sequence": head })))
}

/// `GET /boards/{board}/versions`: the moments that have names, newest first.
pub async fn versions(State(shared): State<Shared>, access: Access) -> Result<Json<Value>, Error> {
    let access = access.open()?;
    let versions = shared.store.versions(&access.board).await?;
    let versions: Vec<Value> = versions.iter().map(named).collect();
    Ok(Json(json!({ "versions": versions })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    name: String,
    sequence: Option<u64>,
}

/// `POST /boards/{board}/versions`: gives a moment a name, without a sequence the present one.
pub async fn name(
    State(shared): State<Shared>,
    access: Access,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let access = access.at_least(Role::Editor)?.open()?;
    limit::is_json(&headers)?;
    let body = shared.body(body).await?;
    let expected = "{\"name\": \"…\", \"sequence\": N}, the sequence optional";
    let wanted: Wanted = limit::json(&body, "/name", expected)?;
    let name = wanted.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(Error::Member {
            pointer: "/name",
            message: format!("a version has a name of 1 to {NAME} characters"),
        });
    }
    let head = access.record.head;
    let sequence = wanted.sequence.unwrap_or(head);
    if sequence > head {
        return Err(Error::Member {
            pointer: "/sequence",
            message: format!("the log ends at {head}"),
        });
    }
    let version = Version {
        sequence,
        name,
        at_ms: now_ms(),
        who: access.who(),
    };
    let answer = named(&version);
    shared.store.name_version(&access.board, version).await?;
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

fn named(version: &Version) -> Value {
    json!({
        "sequence": version.sequence,
        "name": version.name,
        "at": moment(version.at_ms),
        "who": version.who,
    })
}
