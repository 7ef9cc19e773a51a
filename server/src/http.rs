//! The HTTP API below `/api/v1`, health, and what every answer has in common.

mod access;
mod analysis;
mod answer;
mod author;
mod boards;
mod body;
mod comments;
mod creation;
mod document;
mod erasure;
mod error;
mod export;
mod health;
mod history;
mod limit;
mod log;
mod openapi;
mod past;
mod query;
mod rates;
mod sharing;
mod templates;
mod work;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, OriginalUri};
use axum::http::{HeaderName, Method, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, patch, post};
use model::Id;
use store::{AuditEntry, BoardStore};
use tokio::sync::mpsc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use url::Url;

use crate::config::Limits;
use crate::live;
use crate::live::arriving::Arrivals;
use crate::live::hub::Hub;
use crate::live::uses::Uses;
use crate::metrics::Counters;
use crate::site;

pub use access::Access;
pub use body::Bodies;
use body::Whole;
pub use creation::Creation;
pub use error::Error;
pub use health::Readiness;
pub use log::Correlation;
pub use rates::Rates;
pub use work::Work;

/// What requests share.
#[derive(Clone)]
pub struct Shared {
    pub store: Arc<dyn BoardStore>,
    pub hub: Hub,
    pub work: Work,
    pub limits: Limits,
    pub rates: Rates,
    pub bodies: Bodies,
    pub arrivals: Arrivals,
    pub uses: Uses,
    pub public_url: Option<Url>,
    pub creation: Creation,
    /// Where a trusted proxy says who somebody is.
    pub name_header: Option<HeaderName>,
    pub counters: Arc<Counters>,
    pub readiness: Readiness,
    /// Held by everyone who still serves somebody: its other end tells when nobody does.
    pub serving: mpsc::Sender<Infallible>,
}

impl Shared {
    /// What a request carries, as far as the operator's limit.
    async fn body(&self, body: Body) -> Result<Whole, Error> {
        self.bodies.receive(body, self.limits.max_body).await
    }

    /// Notes in the audit what was done, as that a board was taken along. Where nothing can be written, as on a full disk,
    /// people get their work all the same, and the log has the line.
    async fn record(&self, board: &Id, entry: AuditEntry) {
        if let Err(error) = self.store.note(board, entry.clone()).await {
            tracing::warn!(
                board.id = %board,
                audit.who = entry.who,
                audit.what = entry.what,
                correlation.id = entry.correlation,
                %error,
                "not in the audit"
            );
        }
    }
}

/// The whole server but its sockets.
pub fn router(shared: Shared) -> Router {
    let api = Router::new()
        .route("/boards", post(boards::create))
        .route(
            "/boards/{board}",
            get(boards::file)
                .patch(boards::rename)
                .delete(boards::trash),
        )
        .route("/boards/{board}/about", get(boards::about))
        .route("/boards/{board}/restoration", post(boards::restore))
        .route("/boards/{board}/erasure", post(erasure::board))
        .route("/boards/{board}/erasures", post(erasure::name))
        .route("/boards/{board}/copies", post(boards::copy))
        .route(
            "/boards/{board}/links",
            get(sharing::list).post(sharing::mint),
        )
        .route("/boards/{board}/links/{link}", delete(sharing::revoke))
        .route(
            "/boards/{board}/links/{link}/rotation",
            post(sharing::rotate),
        )
        .route("/boards/{board}/audit", get(sharing::audit))
        .route("/boards/{board}/history", get(history::entries))
        .route(
            "/boards/{board}/history/{sequence}/restoration",
            post(history::restore),
        )
        .route(
            "/boards/{board}/history/{sequence}/document",
            get(past::document),
        )
        .route(
            "/boards/{board}/threads",
            get(comments::list).post(comments::open),
        )
        .route("/boards/{board}/threads/{thread}", patch(comments::settle))
        .route(
            "/boards/{board}/threads/{thread}/comments",
            post(comments::answer),
        )
        .route(
            "/boards/{board}/threads/{thread}/comments/{comment}",
            patch(comments::edit).delete(comments::remove),
        )
        .route("/boards/{board}/activity", get(past::activity))
        .route("/boards/{board}/comparison", get(past::comparison))
        .route(
            "/boards/{board}/versions",
            get(history::versions).post(history::name),
        )
        .route(
            "/boards/{board}/decomposition",
            get(analysis::decomposition),
        )
        .route("/boards/{board}/findings", get(analysis::findings))
        .route("/boards/{board}/export/{format}", get(export::export))
        .route("/formats", get(export::formats))
        .route("/templates", get(templates::list))
        .route("/templates/{template}", get(templates::file))
        .route("/openapi.json", get(openapi::description))
        .layer(CompressionLayer::new())
        .route("/live/{board}", get(live::open))
        .fallback(nowhere);
    Router::new()
        .nest("/api/v1", api)
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .merge(site::routes().layer(CompressionLayer::new()))
        .fallback(elsewhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(shared.clone(), limit::own_origin))
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(answer::headers))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(shared.clone(), log::request))
        .with_state(shared)
}

/// An address below the API that means nothing.
async fn nowhere(OriginalUri(uri): OriginalUri) -> Error {
    Error::Nowhere(uri.path().to_owned())
}

/// Any other address that means nothing.
async fn elsewhere(uri: Uri) -> Response {
    let area = uri.path().split('/').nth(1);
    if matches!(area, Some("api" | "health")) {
        return Error::Nowhere(uri.path().to_owned()).into_response();
    }
    site::not_found().await
}

async fn wrong_method(method: Method, OriginalUri(uri): OriginalUri) -> Error {
    Error::WrongMethod {
        method: method.to_string(),
        path: uri.path().to_owned(),
    }
}
