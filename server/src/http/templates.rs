//! Boards to begin with.

use axum::Json;
use axum::extract::{OriginalUri, Path};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Error;
use crate::templates::{Picture, TEMPLATES, find};

/// `GET /templates`
pub async fn list() -> Result<Json<Value>, Error> {
    let mut templates = Vec::new();
    for template in TEMPLATES {
        let board = model::file::read(template.file.as_bytes())?;
        templates.push(json!({
            "name": template.name,
            "title": board.meta.title,
            "about": board.meta.description,
            "picture": Picture::of(&board),
        }));
    }
    Ok(Json(json!({ "templates": templates })))
}

/// `GET /templates/{template}`: its board file.
pub async fn file(
    OriginalUri(uri): OriginalUri,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    let template = find(&name).ok_or_else(|| Error::Nowhere(uri.path().to_owned()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], template.file).into_response())
}
