//! Links of a board: listed by names that open nothing, made, replaced and taken back.

use std::collections::BTreeMap;

use model::Role;
use serde::Deserialize;

use super::{ApiError, Links, about, call, send, token_of};
use crate::browser;

/// A link as the server lists it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Listed {
    pub name: String,
    pub role: Role,
    #[serde(default)]
    pub label: String,
    pub granted_at: String,
    pub used_at: Option<String>,
    pub expires_at: Option<String>,
    /// The caller's own.
    pub yours: bool,
}

pub async fn list(board: &str, token: &str) -> Result<Vec<Listed>, ApiError> {
    #[derive(Deserialize)]
    struct All {
        links: Vec<Listed>,
    }
    let path = format!("/api/v1/boards/{board}/links");
    let All { links } = call("GET", &path, Some(token), None).await?;
    Ok(links)
}

/// Makes a link and gives its address. `expires_in` in seconds.
pub async fn mint(
    board: &str,
    token: &str,
    role: Role,
    label: &str,
    expires_in: Option<u32>,
) -> Result<String, ApiError> {
    let body = serde_json::json!({ "role": role, "label": label, "expiresIn": expires_in });
    let path = format!("/api/v1/boards/{board}/links");
    let made = call("POST", &path, Some(token), Some(&body.to_string())).await?;
    only(board, made)
}

/// A new link in the place of one that is taken back.
pub async fn rotate(board: &str, token: &str, name: &str) -> Result<String, ApiError> {
    let path = format!("/api/v1/boards/{board}/links/{name}/rotation");
    only(board, call("POST", &path, Some(token), None).await?)
}

pub async fn revoke(board: &str, token: &str, name: &str) -> Result<(), ApiError> {
    let path = format!("/api/v1/boards/{board}/links/{name}");
    send("DELETE", &path, Some(token), None).await?;
    Ok(())
}

fn only(board: &str, made: Links) -> Result<String, ApiError> {
    let link = made.all().next().cloned().ok_or(ApiError::Unreadable)?;
    remember(board, [&link]);
    Ok(link)
}

fn key(board: &str) -> String {
    format!("isobar.links.{board}")
}

fn known(board: &str) -> Vec<String> {
    let kept = browser::remembered(&key(board)).unwrap_or_default();
    kept.lines().map(str::to_owned).collect()
}

/// Keeps the addresses of links that were made in this browser: the server keeps hashes only.
pub fn remember<'a>(board: &str, links: impl IntoIterator<Item = &'a String>) {
    let mut all = known(board);
    all.extend(links.into_iter().cloned());
    browser::remember(&key(board), &all.join("\n"));
}

/// The addresses that this browser knows, by the names of their links; what opens nothing any more is forgotten.
pub async fn addresses(board: &str, own: &str) -> BTreeMap<String, String> {
    let own = format!("{}/b/{board}?access={own}", browser::origin());
    let mut found = BTreeMap::new();
    let mut kept = Vec::new();
    for link in known(board).into_iter().chain([own.clone()]) {
        let Some(token) = token_of(&link) else {
            continue;
        };
        match about(board, token).await {
            Ok(about) => drop(found.insert(about.link, link.clone())),
            Err(ApiError::Refused { .. }) => continue,
            Err(_) => {}
        }
        if link != own {
            kept.push(link);
        }
    }
    browser::remember(&key(board), &kept.join("\n"));
    found
}
