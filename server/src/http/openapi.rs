//! The description of our own API, `openapi.json` beside this file; the tests hold it to the routes.

use axum::http::header;
use axum::response::{IntoResponse, Response};

pub const DESCRIPTION: &str = include_str!("openapi.json");

pub async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION).into_response()
}
