//! Pages, rendered before any script runs. They hold nothing of anybody's board: the same bytes for everyone.

use app::document::{Assets, document};
use app::page::Page;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::files;

/// Only our own scripts and styles, nothing inline, no frames, and the board's tokens go to nobody.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

pub async fn page(uri: Uri) -> Response {
    let page = Page::of(uri.path(), uri.query().unwrap_or_default());
    let status = match page {
        Page::Unknown => StatusCode::NOT_FOUND,
        _ => StatusCode::OK,
    };
    let mut response = render(status, &page);
    // An address that holds a token is not to be found in anybody's cache.
    if uri.query().is_some_and(|query| query.contains("access=")) {
        let value = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, value);
    }
    response
}

/// The page for an address that means nothing.
pub async fn not_found() -> Response {
    render(StatusCode::NOT_FOUND, &Page::Unknown)
}

/// The page's document; none where the site was not built.
pub fn text(page: &Page) -> Option<String> {
    let list = files::list()?;
    let assets = Assets {
        styles: list.styles,
        font: list.font,
        mark: list.mark,
        early: list.early,
        kept: list.kept,
        page: list.page,
        page_glue: list.page_glue,
        page_module: list.page_module,
        analysis: list.analysis,
        highlight: list.highlight,
    };
    Some(document(page, &assets))
}

fn render(status: StatusCode, page: &Page) -> Response {
    let Some(text) = text(page) else {
        let message =
            "The site is not built: run `cargo xtask build`, then build the server again.";
        // What there is not, there is not with a site either.
        let status = match status.is_success() {
            true => StatusCode::SERVICE_UNAVAILABLE,
            false => status,
        };
        return (status, message).into_response();
    };
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    let value = HeaderValue::from_static;
    headers.insert(header::CACHE_CONTROL, value("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, value(POLICY));
    headers.insert(header::REFERRER_POLICY, value("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, value("nosniff"));
    response
}
