//! Probes: alive is the process only; ready is what it cannot work without, its own store.

use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::{Error, Shared};

pub async fn live() -> &'static str {
    "alive\n"
}

pub async fn ready(State(shared): State<Shared>) -> Result<Response, Error> {
    shared.store.ping().await?;
    Ok("ready\n".into_response())
}
