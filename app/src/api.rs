//! The HTTP API as the page uses it.

pub mod changes;
pub mod history;
pub mod links;
pub mod templates;
pub mod threads;

use export::Scope;
use model::Role;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, Request, RequestInit, Response};
use worker::message::Format;

use crate::browser;
use crate::person;

/// Why a call gave nothing; the text is for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    #[error("The server cannot be reached. Check the connection and try again.")]
    Unreachable,
    /// Problem details: the HTTP status and what the server says.
    #[error("{detail}")]
    Refused { status: u16, detail: String },
    #[error("The server's answer could not be read.")]
    Unreadable,
}

/// A board that was made.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Created {
    pub id: String,
    pub links: Links,
}

/// Capability links, each ending in `?access=TOKEN`; a caller sees those it may hand on.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Links {
    pub facilitator: Option<String>,
    pub editor: Option<String>,
    pub commenter: Option<String>,
    pub viewer: Option<String>,
}

impl Links {
    pub fn all(&self) -> impl Iterator<Item = &String> {
        let Links {
            facilitator,
            editor,
            commenter,
            viewer,
        } = self;
        [facilitator, editor, commenter, viewer]
            .into_iter()
            .flatten()
    }
}

/// The token of a capability link.
pub fn token_of(link: &str) -> Option<&str> {
    let (_, rest) = link.split_once("access=")?;
    Some(rest.split(['&', '#']).next().unwrap_or(rest))
}

/// What a list shows of a board, and what its caller may do.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    pub title: String,
    pub role: Role,
    /// The name of the link, which opens nothing.
    pub link: String,
    /// When it was put into the trash, RFC 3339.
    pub trashed_at: Option<String>,
}

/// Where this browser keeps the operator's token.
const CREATE_TOKEN: &str = "isobar.create";

fn create_token() -> Option<String> {
    browser::remembered(CREATE_TOKEN)
}

/// From now on boards are made with it.
pub fn remember_create_token(token: &str) {
    browser::remember(CREATE_TOKEN, token);
}

fn makes_board(method: &str, path: &str) -> bool {
    method == "POST" && (path == "/api/v1/boards" || path.ends_with("/copies"))
}

/// Makes a board from a board file.
pub async fn create_board(file: &str) -> Result<Created, ApiError> {
    let made: Created = call("POST", "/api/v1/boards", None, Some(file)).await?;
    links::remember(&made.id, made.links.all());
    Ok(made)
}

pub async fn about(board: &str, token: &str) -> Result<About, ApiError> {
    call(
        "GET",
        &format!("/api/v1/boards/{board}/about"),
        Some(token),
        None,
    )
    .await
}

/// A second board with the same content.
pub async fn copy_board(board: &str, token: &str) -> Result<Created, ApiError> {
    let made: Created = call(
        "POST",
        &format!("/api/v1/boards/{board}/copies"),
        Some(token),
        None,
    )
    .await?;
    links::remember(&made.id, made.links.all());
    Ok(made)
}

/// A new title, live for everyone.
pub async fn rename_board(board: &str, token: &str, title: &str) -> Result<(), ApiError> {
    let body = serde_json::json!({ "title": title }).to_string();
    send(
        "PATCH",
        &format!("/api/v1/boards/{board}"),
        Some(token),
        Some(&body),
    )
    .await?;
    Ok(())
}

/// Into the trash, for everyone.
pub async fn trash_board(board: &str, token: &str) -> Result<(), ApiError> {
    send(
        "DELETE",
        &format!("/api/v1/boards/{board}"),
        Some(token),
        None,
    )
    .await?;
    Ok(())
}

/// Away for good; it has to be in the trash.
pub async fn erase_board(board: &str, token: &str) -> Result<(), ApiError> {
    send(
        "POST",
        &format!("/api/v1/boards/{board}/erasure"),
        Some(token),
        None,
    )
    .await?;
    Ok(())
}

/// Out of the trash.
pub async fn restore_board(board: &str, token: &str) -> Result<(), ApiError> {
    send(
        "POST",
        &format!("/api/v1/boards/{board}/restoration"),
        Some(token),
        None,
    )
    .await?;
    Ok(())
}

/// The formats that the server can make.
pub async fn formats() -> Result<Vec<Format>, ApiError> {
    #[derive(Deserialize)]
    struct Formats {
        formats: Vec<Listed>,
    }
    #[derive(Deserialize)]
    struct Listed {
        name: String,
        title: String,
        about: String,
        scope: Scope,
    }
    let Formats { formats } = call("GET", "/api/v1/formats", None, None).await?;
    let format = |f: Listed| Format {
        name: f.name,
        title: f.title,
        about: f.about,
        scope: f.scope,
        here: false,
    };
    Ok(formats.into_iter().map(format).collect())
}

/// An export made by the server: its file name, media type and bytes.
pub async fn export(
    board: &str,
    token: &str,
    format: &str,
) -> Result<(String, String, Vec<u8>), ApiError> {
    let path = format!("/api/v1/boards/{board}/export/{format}");
    let answer = fetch("GET", &path, Some(token), None).await?;
    let header = |name: &str| {
        answer
            .headers()
            .get(name)
            .ok()
            .flatten()
            .unwrap_or_default()
    };
    let name = header("content-disposition")
        .split_once("filename=\"")
        .and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_owned()))
        .unwrap_or_else(|| format!("board.{format}"));
    let media_type = header("content-type");
    Ok((name, media_type, bytes_of(&answer).await?))
}

async fn bytes_of(answer: &Response) -> Result<Vec<u8>, ApiError> {
    let buffer = answer.array_buffer().map_err(|_| ApiError::Unreadable)?;
    let buffer = JsFuture::from(buffer)
        .await
        .map_err(|_| ApiError::Unreachable)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

async fn call<T: DeserializeOwned>(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&str>,
) -> Result<T, ApiError> {
    let text = send(method, path, token, body).await?;
    serde_json::from_str(&text).map_err(|_| ApiError::Unreadable)
}

async fn send(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&str>,
) -> Result<String, ApiError> {
    text_of(&fetch(method, path, token, body).await?)
        .await
        .ok_or(ApiError::Unreachable)
}

async fn fetch(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&str>,
) -> Result<Response, ApiError> {
    let request = request(method, path, token, body).map_err(|_| ApiError::Unreachable)?;
    let window = browser::window().ok_or(ApiError::Unreachable)?;
    let answer = JsFuture::from(window.fetch_with_request(&request))
        .await
        .map_err(|_| ApiError::Unreachable)?;
    let answer: Response = answer.unchecked_into();
    if answer.ok() {
        return Ok(answer);
    }
    // What stands in front of the server speaks another way; its no says nothing about the board.
    let kind = answer.headers().get("content-type").ok().flatten();
    let ours = kind.is_some_and(|kind| kind.starts_with("application/problem+json"));
    if !ours && matches!(answer.status(), 401 | 403 | 404 | 410) {
        return Err(ApiError::Unreachable);
    }
    let text = text_of(&answer).await.unwrap_or_default();
    Err(ApiError::Refused {
        status: answer.status(),
        detail: detail(&text, answer.status()),
    })
}

async fn text_of(answer: &Response) -> Option<String> {
    let text = JsFuture::from(answer.text().ok()?).await.ok()?;
    text.as_string()
}

fn request(
    method: &str,
    path: &str,
    token: Option<&str>,
    body: Option<&str>,
) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    if let Some(token) = token {
        headers.set("authorization", &format!("Bearer {token}"))?;
        // By this the server knows this person's own comments again.
        headers.set("isobar-author", &person::secret())?;
    }
    // Where the operator lets only some make boards.
    if let Some(token) = makes_board(method, path).then(create_token).flatten() {
        headers.set("x-create-token", &token)?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    Request::new_with_str_and_init(path, &init)
}

/// What problem details say, in one sentence or two.
fn detail(text: &str, status: u16) -> String {
    #[derive(Deserialize)]
    struct Problem {
        #[serde(default)]
        title: String,
        #[serde(default)]
        detail: String,
    }
    match serde_json::from_str::<Problem>(text) {
        Ok(p) if !p.detail.is_empty() => p.detail,
        Ok(p) if !p.title.is_empty() => p.title,
        _ => format!("The server refused this (status {status})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut_from_links() {
        assert_eq!(token_of("https://x/b/1?access=abc"), Some("abc"));
        assert_eq!(token_of("https://x/b/1?access=abc&bench"), Some("abc"));
        assert_eq!(token_of("https://x/b/1"), None);
    }

    #[test]
    fn problems_are_said_in_their_own_words() {
        let check = |text: &str, said: &str| assert_eq!(detail(text, 413), said);
        check(
            r#"{"title":"Too large","detail":"At most 8 MB."}"#,
            "At most 8 MB.",
        );
        check(r#"{"title":"Too large"}"#, "Too large");
        check("<html>", "The server refused this (status 413).");
    }
}
