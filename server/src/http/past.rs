//! Looking back: a board's document at any moment, who did how much when, and what differs between two moments.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::compare::{Changed, ComeAndGone, Differences, compare};
use model::{Id, Note};
use serde_json::{Value, json};

use super::history::existing;
use super::query::{bad, number, parameters, unknown};
use super::{Access, Error, Shared, document};
use crate::clock::moment;

/// Without a wish the life of a board is divided into about so many intervals …
const INTERVALS: i64 = 240;
/// … of at least this length, milliseconds.
const LEAST_MS: i64 = 60_000;
/// Rows of one answer about activity, at most.
const ROWS: u32 = 2_000;

/// `GET /boards/{board}/history/{sequence}/document`: the Yjs document as it was, as one update (v1).
pub async fn document(
    State(shared): State<Shared>,
    access: Access,
    Path((_, sequence)): Path<(String, String)>,
) -> Result<Response, Error> {
    let access = access.open()?;
    let sequence = existing(&access, number("sequence", &sequence)?)?;
    let board = document::load_at(&shared, &access.board, sequence).await?;
    let update = shared.work.run(move || board.encode()).await?;
    let media_type = [(header::CONTENT_TYPE, "application/octet-stream")];
    Ok((media_type, update).into_response())
}

/// `GET /boards/{board}/activity?interval=SECONDS`: who changed the board how much in each interval, oldest first.
pub async fn activity(
    State(shared): State<Shared>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Error> {
    let access = access.open()?;
    let record = &access.record;
    let lifetime_ms = record.changed_ms - record.created_ms;
    let mut interval_ms = (lifetime_ms / INTERVALS).max(LEAST_MS);
    for (name, value) in parameters(query) {
        match name.as_str() {
            "interval" => match number::<u32>(&name, &value)? {
                0 => return Err(bad(&name, "an interval has at least one second")),
                seconds => interval_ms = i64::from(seconds) * 1_000,
            },
            _ => return Err(unknown(&name, "interval")),
        }
    }
    let mut rows = shared
        .store
        .activity(&access.board, interval_ms, ROWS)
        .await?;
    rows.reverse();
    let rows = rows.iter().map(|row| {
        json!({
            "author": row.author,
            "from": moment(row.from_ms),
            "to": moment(row.to_ms),
            "updates": row.updates,
            "first": row.first,
            "last": row.last,
        })
    });
    Ok(Json(json!({
        "head": record.head,
        "interval": interval_ms / 1_000,
        "activity": rows.collect::<Vec<_>>(),
    })))
}

/// `GET /boards/{board}/comparison?from=N&to=N`: what differs between two moments; without `to` the second is now.
pub async fn comparison(
    State(shared): State<Shared>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, Error> {
    let access = access.open()?;
    let (mut from, mut to) = (None, access.record.head);
    for (name, value) in parameters(query) {
        match name.as_str() {
            "from" => from = Some(existing(&access, number(&name, &value)?)?),
            "to" => to = existing(&access, number(&name, &value)?)?,
            _ => return Err(unknown(&name, "from and to")),
        }
    }
    let from = from.ok_or_else(|| bad("from", "say the moment to compare with"))?;
    let before = document::load_at(&shared, &access.board, from).await?;
    let after = document::load_at(&shared, &access.board, to).await?;
    let said = shared.work.run(move || {
        let (before, after) = (before.snapshot(), after.snapshot());
        let differences = compare(&before, &after);
        let name = |snapshot: &model::BoardSnapshot, id: &Option<Id>| {
            let context = id.as_ref().and_then(|id| snapshot.context(id));
            context.map(|c| c.name.clone())
        };
        let mut said = said(&differences);
        let rebounded = differences.rebounded.iter().map(|c| {
            json!({
                "id": c.after.id,
                "kind": c.after.kind,
                "text": c.after.text,
                "from": name(&before, &c.before.context),
                "to": name(&after, &c.after.context),
            })
        });
        said["rebounded"] = rebounded.collect();
        said
    });
    let mut said = said.await?;
    said["from"] = from.into();
    said["to"] = to.into();
    Ok(Json(said))
}

fn said(differences: &Differences) -> Value {
    let ComeAndGone { added, removed } = &differences.notes;
    let names = |contexts: &[std::sync::Arc<model::Context>]| -> Value {
        contexts.iter().map(|c| c.name.as_str()).collect()
    };
    let changed =
        |notes: &[Changed<Note>]| -> Value { notes.iter().map(|c| note(&c.after)).collect() };
    let reworded = differences.reworded.iter().map(|c| {
        json!({
            "id": c.after.id,
            "kind": c.after.kind,
            "text": c.after.text,
            "before": { "kind": c.before.kind, "text": c.before.text },
        })
    });
    let renamed = differences.renamed_contexts.iter();
    let renamed = renamed.map(|c| json!({ "from": c.before.name, "to": c.after.name }));
    json!({
        "added": added.iter().map(|n| note(n)).collect::<Value>(),
        "removed": removed.iter().map(|n| placed(n)).collect::<Value>(),
        "moved": changed(&differences.moved),
        "reworded": reworded.collect::<Value>(),
        "refined": changed(&differences.refined),
        "contexts": {
            "added": names(&differences.contexts.added),
            "removed": names(&differences.contexts.removed),
            "renamed": renamed.collect::<Value>(),
        },
        "links": {
            "added": differences.links.added.len(),
            "removed": differences.links.removed.len(),
        },
        "frames": {
            "added": differences.frames.added.len(),
            "removed": differences.frames.removed.len(),
        },
    })
}

fn note(note: &Note) -> Value {
    json!({ "id": note.id, "kind": note.kind, "text": note.text })
}

/// A note that is gone, with the place where it lay.
fn placed(of: &Note) -> Value {
    let mut said = note(of);
    let rect = of.rect();
    said["x"] = rect.x.into();
    said["y"] = rect.y.into();
    said["width"] = rect.width.into();
    said["height"] = rect.height.into();
    said
}
