//! What a board was.

use serde::Deserialize;
use serde_json::json;

use super::{ApiError, bytes_of, call, fetch, send};

/// What one person did in a stretch of time; times in RFC 3339.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Activity {
    pub author: String,
    pub from: String,
    pub to: String,
    pub updates: u64,
    pub last: u64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Life {
    /// The newest update.
    pub head: u64,
    /// Oldest first.
    pub activity: Vec<Activity>,
}

/// A moment with a name.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Version {
    pub sequence: u64,
    pub name: String,
}

/// One update of the log.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Entry {
    pub sequence: u64,
    pub at: String,
    pub author: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct NoteThen {
    pub id: String,
    pub text: String,
    pub x: Option<f64>,
    pub y: Option<f64>,
    pub width: Option<f64>,
    pub height: Option<f64>,
    /// What it said before, or the contexts between which it went.
    pub before: Option<Words>,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Words {
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Renamed {
    pub from: String,
    pub to: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Contexts {
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub renamed: Vec<Renamed>,
}

/// What differs between two moments.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Differences {
    pub added: Vec<NoteThen>,
    pub removed: Vec<NoteThen>,
    pub moved: Vec<NoteThen>,
    pub reworded: Vec<NoteThen>,
    pub rebounded: Vec<NoteThen>,
    pub refined: Vec<NoteThen>,
    pub contexts: Contexts,
}

fn path(board: &str, rest: &str) -> String {
    format!("/api/v1/boards/{board}/{rest}")
}

pub async fn life(board: &str, token: &str) -> Result<Life, ApiError> {
    call("GET", &path(board, "activity"), Some(token), None).await
}

pub async fn versions(board: &str, token: &str) -> Result<Vec<Version>, ApiError> {
    #[derive(Deserialize)]
    struct All {
        versions: Vec<Version>,
    }
    let All { versions } = call("GET", &path(board, "versions"), Some(token), None).await?;
    Ok(versions)
}

/// The document as it was, an update (v1), and the update after which it was so.
pub async fn moment(
    board: &str,
    token: &str,
    sequence: u64,
) -> Result<(Option<Entry>, Vec<u8>), ApiError> {
    #[derive(Deserialize)]
    struct Log {
        entries: Vec<Entry>,
    }
    let document = path(board, &format!("history/{sequence}/document"));
    let bytes = bytes_of(&fetch("GET", &document, Some(token), None).await?).await?;
    let Some(before) = sequence.checked_sub(1) else {
        return Ok((None, bytes));
    };
    let log = path(board, &format!("history?after={before}&limit=1"));
    let Log { entries } = call("GET", &log, Some(token), None).await?;
    Ok((entries.into_iter().next(), bytes))
}

pub async fn name(board: &str, token: &str, sequence: u64, name: &str) -> Result<(), ApiError> {
    let body = json!({ "name": name, "sequence": sequence }).to_string();
    let path = path(board, "versions");
    send("POST", &path, Some(token), Some(&body)).await?;
    Ok(())
}

pub async fn restore(board: &str, token: &str, sequence: u64) -> Result<(), ApiError> {
    let path = path(board, &format!("history/{sequence}/restoration"));
    send("POST", &path, Some(token), None).await?;
    Ok(())
}

pub async fn compare(
    board: &str,
    token: &str,
    from: u64,
    to: u64,
) -> Result<Differences, ApiError> {
    let path = path(board, &format!("comparison?from={from}&to={to}"));
    call("GET", &path, Some(token), None).await
}
