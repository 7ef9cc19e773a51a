//! Comments on notes: threads that live beside the document, for everyone whose link is a commenter's at least.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use model::{Id, Role};
use serde::Deserialize;
use serde_json::{Value, json};
use store::{Comment, Resolved, Thread};

use super::author::Author;
use super::{Access, Error, Shared, limit};
use crate::clock::{moment, now_ms};

/// Longest comment, in characters.
const TEXT: usize = 4_000;
/// Longest name of an author, in characters.
const NAME: usize = 60;
/// Threads of a board, and comments of a thread, at most.
const THREADS: usize = 2_000;
const COMMENTS: usize = 500;
/// What the author of a comment without a name is called.
const UNNAMED: &str = "Guest";
/// What open pages are told when comments have changed.
pub const TOPIC: &str = "comments";

/// `GET /boards/{board}/threads`: all that was said.
pub async fn list(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
) -> Result<Json<Value>, Error> {
    let access = access.open()?;
    let threads = shared.store.threads(&access.board).await?;
    let threads: Vec<Value> = threads.iter().map(|t| said(t, &author)).collect();
    Ok(Json(json!({ "threads": threads })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    note: String,
    text: String,
    #[serde(default)]
    author: String,
}

/// `POST /boards/{board}/threads`: opens a thread on a note with its first comment.
pub async fn open(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let access = writing(access, &shared, &author)?;
    let expected = "{\"note\": id, \"text\": \"…\", \"author\": \"…\"}, the author optional";
    let opening: Opening = read(&shared, &headers, body, expected).await?;
    let note = Id::new(&opening.note).map_err(|e| Error::Member {
        pointer: "/note",
        message: e.to_string(),
    })?;
    let comment = comment(&opening.text, by(&access, &opening.author), &author)?;
    let open = shared.store.threads(&access.board).await?.len();
    if open >= THREADS {
        return Err(too_many(format!("a board has at most {THREADS} threads")));
    }
    let thread = Thread {
        id: fresh()?,
        note,
        opened_ms: comment.at_ms,
        resolved: None,
        comments: vec![comment],
    };
    if !shared.store.open_thread(&access.board, &thread).await? {
        return Err(Error::NotAllowed);
    }
    changed(&shared, &access).await;
    Ok((StatusCode::CREATED, Json(said(&thread, &author))).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    text: String,
    #[serde(default)]
    author: String,
}

/// `POST /boards/{board}/threads/{thread}/comments`: an answer.
pub async fn answer(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
    Path((_, thread)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let access = writing(access, &shared, &author)?;
    let expected = "{\"text\": \"…\", \"author\": \"…\"}, the author optional";
    let answer: Answer = read(&shared, &headers, body, expected).await?;
    let comment = comment(&answer.text, by(&access, &answer.author), &author)?;
    let thread = find(&shared, &access, &thread).await?;
    if thread.comments.len() >= COMMENTS {
        return Err(too_many(format!(
            "a thread has at most {COMMENTS} comments"
        )));
    }
    let board = &access.board;
    if !shared
        .store
        .add_comment(board, &thread.id, &comment)
        .await?
    {
        return Err(Error::NoSuchThread(thread.id.to_string()));
    }
    changed(&shared, &access).await;
    Ok((StatusCode::CREATED, Json(one(&comment, &author))).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settling {
    resolved: bool,
    #[serde(default)]
    author: String,
}

/// `PATCH /boards/{board}/threads/{thread}`: calls it settled, or opens it again.
pub async fn settle(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
    Path((_, thread)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Error> {
    let access = writing(access, &shared, &author)?;
    let expected = "{\"resolved\": true or false, \"author\": \"…\"}, the author optional";
    let settling: Settling = read(&shared, &headers, body, expected).await?;
    let thread = find(&shared, &access, &thread).await?;
    let resolved = settling.resolved.then(|| Resolved {
        at_ms: now_ms(),
        by: name(by(&access, &settling.author)),
    });
    let board = &access.board;
    if !shared
        .store
        .settle_thread(board, &thread.id, resolved)
        .await?
    {
        return Err(Error::NoSuchThread(thread.id.to_string()));
    }
    changed(&shared, &access).await;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    text: String,
}

/// `PATCH /boards/{board}/threads/{thread}/comments/{comment}`: other words, by who wrote it.
pub async fn edit(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
    Path((_, thread, comment)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode, Error> {
    let access = writing(access, &shared, &author)?;
    let edit: Edit = read(&shared, &headers, body, "{\"text\": \"…\"}").await?;
    let text = text(&edit.text)?;
    let (thread, comment) = find_comment(&shared, &access, &thread, &comment).await?;
    if !author.owns(&comment) {
        return Err(Error::NotYours);
    }
    let store = &shared.store;
    store
        .edit_comment(&access.board, &thread, &comment.id, &text, now_ms())
        .await?;
    changed(&shared, &access).await;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /boards/{board}/threads/{thread}/comments/{comment}`: by who wrote it, or a facilitator. The thread goes with its
/// last comment.
pub async fn remove(
    State(shared): State<Shared>,
    access: Access,
    author: Author,
    Path((_, thread, comment)): Path<(String, String, String)>,
) -> Result<StatusCode, Error> {
    let access = writing(access, &shared, &author)?;
    let (thread, comment) = find_comment(&shared, &access, &thread, &comment).await?;
    if !author.owns(&comment) && !access.role.may_manage() {
        return Err(Error::NotYours);
    }
    let store = &shared.store;
    store
        .remove_comment(&access.board, &thread, &comment.id)
        .await?;
    changed(&shared, &access).await;
    Ok(StatusCode::NO_CONTENT)
}

/// Who may say something, and not too often.
fn writing(access: Access, shared: &Shared, author: &Author) -> Result<Access, Error> {
    let access = access.at_least(Role::Commenter)?.open()?;
    let moment = std::time::Instant::now();
    if shared.rates.take(&access.board, author.mark(), moment) {
        Ok(access)
    } else {
        Err(Error::TooOften)
    }
}

async fn read<T: serde::de::DeserializeOwned>(
    shared: &Shared,
    headers: &HeaderMap,
    body: Body,
    expected: &str,
) -> Result<T, Error> {
    limit::is_json(headers)?;
    let body = shared.body(body).await?;
    limit::json(&body, "", expected)
}

async fn find(shared: &Shared, access: &Access, thread: &str) -> Result<Thread, Error> {
    let threads = shared.store.threads(&access.board).await?;
    let found = threads.into_iter().find(|t| t.id.as_str() == thread);
    found.ok_or_else(|| Error::NoSuchThread(thread.to_owned()))
}

async fn find_comment(
    shared: &Shared,
    access: &Access,
    thread: &str,
    comment: &str,
) -> Result<(Id, Comment), Error> {
    let Thread { id, comments, .. } = find(shared, access, thread).await?;
    let found = comments.into_iter().find(|c| c.id.as_str() == comment);
    let found = found.ok_or_else(|| Error::NoSuchThread(comment.to_owned()))?;
    Ok((id, found))
}

fn comment(said: &str, by: &str, author: &Author) -> Result<Comment, Error> {
    Ok(Comment {
        id: fresh()?,
        author: name(by),
        owner: author.mark().copied(),
        text: text(said)?,
        at_ms: now_ms(),
        edited_ms: None,
    })
}

fn text(said: &str) -> Result<String, Error> {
    let said = said.trim();
    if said.is_empty() || said.chars().count() > TEXT {
        return Err(Error::Member {
            pointer: "/text",
            message: format!("a comment has 1 to {TEXT} characters"),
        });
    }
    Ok(said.to_owned())
}

/// Who says it: where a trusted proxy knows, nobody else's name will do.
fn by<'a>(access: &'a Access, said: &'a str) -> &'a str {
    access.name.as_deref().unwrap_or(said)
}

fn name(by: &str) -> String {
    let name = by.trim().chars().filter(|c| !c.is_control());
    let name: String = name.take(NAME).collect();
    if name.is_empty() {
        UNNAMED.to_owned()
    } else {
        name
    }
}

fn fresh() -> Result<Id, Error> {
    let id = uuid::Uuid::now_v7().to_string();
    Id::new(&id).map_err(|e| Error::Internal(e.to_string()))
}

fn too_many(message: String) -> Error {
    Error::TooMuch {
        pointer: String::new(),
        message,
    }
}

/// Tells open pages.
async fn changed(shared: &Shared, access: &Access) {
    shared.hub.notify(&access.board, TOPIC).await;
}

fn said(thread: &Thread, author: &Author) -> Value {
    let comments: Vec<Value> = thread.comments.iter().map(|c| one(c, author)).collect();
    json!({
        "id": thread.id,
        "note": thread.note,
        "openedAt": moment(thread.opened_ms),
        "resolvedAt": thread.resolved.as_ref().map(|r| moment(r.at_ms)),
        "resolvedBy": thread.resolved.as_ref().map(|r| &r.by),
        "comments": comments,
    })
}

fn one(comment: &Comment, author: &Author) -> Value {
    json!({
        "id": comment.id,
        "author": comment.author,
        "text": comment.text,
        "at": moment(comment.at_ms),
        "editedAt": comment.edited_ms.map(moment),
        "yours": author.owns(comment),
    })
}
