//! The pages and their assets, carried in the binary (read from `target/site` in debug builds).

mod files;
mod offline;
mod pages;

use axum::Router;
use axum::routing::get;

/// Routes of the site: `/`, `/b/{id}`, `/bench`, `/assets/…`, `/service-worker.js`. Everything else that nobody answers is [`not_found`].
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/", get(pages::page))
        .route("/bench", get(pages::page))
        .route("/b/{board}", get(pages::page))
        .route("/assets/{*name}", get(files::asset))
        .route("/service-worker.js", get(offline::service_worker))
        .route("/favicon.ico", get(files::favicon))
        .route("/robots.txt", get(files::robots))
}

pub use pages::not_found;
