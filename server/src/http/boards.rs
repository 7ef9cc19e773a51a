//! Boards: made, read, renamed, copied, trashed, restored.

use axum::body::Body;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use model::{BoardSnapshot, Command, Id, ROLES, Role, file};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{AuditEntry, Capability, NewBoard, NewUpdate};
use uuid::Uuid;

use super::creation::MayCreate;
use super::log::Correlation;
use super::{Access, Error, Shared, access, document, history, limit, sharing};
use crate::auth::Token;
use crate::clock::{moment, now_ms};

/// Longest title, in characters.
const TITLE: usize = 200;

/// `POST /boards`: an empty board, or one with the content of a board file.
pub async fn create(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    _: MayCreate,
    request: Request,
) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    let body = shared.body(body).await?;
    if body.is_empty() {
        return new_board(&shared, &parts.headers, &correlation, String::new(), None).await;
    }
    limit::is_json(&parts.headers)?;
    let limits = shared.limits;
    let made = shared.work.run(move || {
        let snapshot = file::read(&body).map_err(|error| limit::unreadable(&body, error))?;
        within(&snapshot, limits.max_notes, limits.max_text)?;
        let title = snapshot.meta.title.clone();
        Ok::<_, Error>((title, document::from_file(&snapshot)))
    });
    let (title, document) = made.await??;
    new_board(&shared, &parts.headers, &correlation, title, Some(document)).await
}

/// `GET /boards/{board}?at=N`: the board file, as it is or as it was.
pub async fn file(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let access = access.open()?;
    let entry = access.audit("exported the board file", &correlation);
    shared.record(&access.board, entry).await;
    let snapshot = match history::asked(&access, query)? {
        None => document::snapshot(&shared, &access.board).await?,
        Some(sequence) => document::load_at(&shared, &access.board, sequence)
            .await?
            .snapshot(),
    };
    let text = shared.work.run(move || file::write(&snapshot)).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// `GET /boards/{board}/about`: what a list shows, and what the caller may do.
pub async fn about(State(shared): State<Shared>, access: Access) -> Result<Json<Value>, Error> {
    let record = access.record;
    // Lists have the title of the newest snapshot: what came after may have another.
    let title = match shared.store.load(&access.board).await? {
        stored if stored.tail.is_empty() => record.title,
        stored => document::title(&shared, stored).await?,
    };
    Ok(Json(json!({
        "id": record.id,
        "title": title,
        "role": access.role,
        "name": access.name,
        "link": access.link.name(),
        "createdAt": moment(record.created_ms),
        "changedAt": moment(record.changed_ms),
        "trashedAt": record.trashed_ms.map(moment),
    })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    title: String,
}

/// `PATCH /boards/{board}`: a new title, as a change that everyone sees live.
pub async fn rename(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Error> {
    let access = access.at_least(Role::Editor)?.open()?;
    limit::is_json(&headers)?;
    let body = shared.body(body).await?;
    let Rename { title } = limit::json(&body, "/title", "{\"title\": \"…\"}")?;
    let title = title.trim().to_owned();
    if title.chars().count() > TITLE {
        return Err(Error::Member {
            pointer: "/title",
            message: format!("a title has at most {TITLE} characters"),
        });
    }
    let mut board = document::load(&shared, &access.board).await?;
    let command = Command::SetTitle {
        title: title.clone(),
    };
    let update = document::execute(&mut board, &command)?;
    if !update.is_empty() {
        shared
            .hub
            .push(&access.board, access.author(), &correlation.0, update)
            .await?;
    }
    shared.store.set_title(&access.board, &title).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /boards/{board}`: into the trash. Who has it open is told.
pub async fn trash(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
) -> Result<StatusCode, Error> {
    let access = access.at_least(Role::Facilitator)?.open()?;
    shared
        .store
        .set_trashed(&access.board, Some(now_ms()))
        .await?;
    shared.hub.evict(&access.board).await;
    let entry = access.audit("put the board into the trash", &correlation);
    shared.record(&access.board, entry).await;
    tracing::info!(board.id = %access.board, "trashed");
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /boards/{board}/restoration`: out of the trash.
pub async fn restore(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
) -> Result<StatusCode, Error> {
    let access = access.at_least(Role::Facilitator)?;
    if access.record.trashed_ms.is_none() {
        return Err(Error::NotTrashed);
    }
    shared.store.set_trashed(&access.board, None).await?;
    let entry = access.audit("took the board out of the trash", &correlation);
    shared.record(&access.board, entry).await;
    tracing::info!(board.id = %access.board, "restored");
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /boards/{board}/copies`: a new board with the same document, also with what the file cannot say.
pub async fn copy(
    State(shared): State<Shared>,
    Extension(correlation): Extension<Correlation>,
    access: Access,
    _: MayCreate,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let access = access.open()?;
    let mut board = document::load(&shared, &access.board).await?;
    let title = copied_title(&board.snapshot().meta.title);
    let command = Command::SetTitle {
        title: title.clone(),
    };
    document::execute(&mut board, &command)?;
    let document = shared.work.run(move || board.encode()).await?;
    let entry = access.audit("copied the board", &correlation);
    shared.record(&access.board, entry).await;
    new_board(&shared, &headers, &correlation, title, Some(document)).await
}

/// Stores a board with a link of each role, and answers with them: the only time they are said.
async fn new_board(
    shared: &Shared,
    headers: &HeaderMap,
    correlation: &Correlation,
    title: String,
    document: Option<Vec<u8>>,
) -> Result<Response, Error> {
    let id = Uuid::now_v7().simple().to_string();
    let id = Id::new(&id).map_err(|e| Error::Internal(e.to_string()))?;
    let now = now_ms();
    let name = access::name_in(headers, shared);
    let mut made = AuditEntry {
        at_ms: now,
        who: String::new(),
        what: "made the board".to_owned(),
        correlation: correlation.0.clone(),
    };
    let mut capabilities = Vec::new();
    let mut links = serde_json::Map::new();
    for &role in ROLES {
        let token = Token::random().map_err(|e| Error::Internal(e.to_string()))?;
        let granted = Capability {
            hash: token.hash(),
            role,
            granted_ms: now,
            expires_ms: None,
            label: String::new(),
            used_ms: None,
        };
        let link = sharing::link(shared, headers, &id, &token);
        links.insert(role.name().into(), link.into());
        if role == Role::Facilitator {
            made.who = access::who(name.as_deref(), &granted);
        }
        made.what += &format!(", granted {} {}", role.name(), granted.name());
        capabilities.push(granted);
    }
    let first = document.map(|bytes| NewUpdate {
        board: id.clone(),
        at_ms: now,
        author: name.unwrap_or_else(|| Role::Facilitator.name().to_owned()),
        correlation: correlation.0.clone(),
        bytes: bytes.into(),
    });
    shared
        .store
        .create(NewBoard {
            id: id.clone(),
            title,
            created_ms: now,
            capabilities,
            made,
            first,
        })
        .await?;
    tracing::info!(board.id = %id, "created");
    let location = format!("/api/v1/boards/{id}");
    let body = Json(json!({ "id": id, "links": links }));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], body).into_response())
}

/// The limits of the operator, which a file may exceed though it is one.
fn within(board: &BoardSnapshot, max_notes: usize, max_text: usize) -> Result<(), Error> {
    let notes = board.notes.len();
    if notes > max_notes {
        return Err(Error::TooMuch {
            pointer: "/notes".into(),
            message: format!("the board has {notes} notes, the limit is {max_notes}"),
        });
    }
    for (i, note) in board.notes.iter().enumerate() {
        for (member, text) in [("text", &note.text), ("description", &note.description)] {
            let length = text.chars().count();
            if length > max_text {
                return Err(Error::TooMuch {
                    pointer: format!("/notes/{i}/{member}"),
                    message: format!("the text has {length} characters, the limit is {max_text}"),
                });
            }
        }
    }
    Ok(())
}

fn copied_title(title: &str) -> String {
    const MARK: &str = " (copy)";
    let kept: String = title.chars().take(TITLE - MARK.len()).collect();
    format!("{kept}{MARK}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_says_so_and_stays_short() {
        assert_eq!(copied_title("Cargo"), "Cargo (copy)");
        assert_eq!(copied_title(""), "(copy)");
        assert_eq!(copied_title(&"ä".repeat(200)).chars().count(), 200);
    }
}
