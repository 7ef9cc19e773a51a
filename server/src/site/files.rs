//! Assets: named by their content, so they never change; compressed ahead of time.

use std::borrow::Cow;

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;

#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Site;

/// Addresses of the assets (written by `cargo xtask build`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct List {
    pub styles: String,
    pub font: String,
    pub mark: String,
    pub early: String,
    pub kept: String,
    pub page: String,
    pub page_glue: String,
    pub page_module: String,
    pub analysis: String,
    pub highlight: String,
}

/// None: the site was not built before the server.
pub fn list() -> Option<List> {
    let file = Site::get("site.json")?;
    serde_json::from_slice(&file.data).ok()
}

/// The addresses of all assets, sorted.
pub fn assets() -> Vec<String> {
    let compressed = |name: &str| name.ends_with(".br") || name.ends_with(".gz");
    let mut all: Vec<String> = Site::iter()
        .filter(|name| name.starts_with("assets/") && !compressed(name))
        .map(|name| format!("/{name}"))
        .collect();
    all.sort();
    all
}

/// A text of the site that is not an asset.
pub fn text(name: &str) -> Option<String> {
    let file = Site::get(name)?;
    String::from_utf8(file.data.into_owned()).ok()
}

pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(accepted, encoding)
            && let Some(file) = Site::get(&format!("assets/{name}{suffix}"))
        {
            return answer(&name, Some(encoding), file.data);
        }
    }
    match Site::get(&format!("assets/{name}")) {
        Some(file) => answer(&name, None, file.data),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Browsers that ask for it by habit are led to the mark.
pub async fn favicon() -> Response {
    match list() {
        Some(list) => axum::response::Redirect::temporary(&list.mark).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Boards are for those who have a link.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /b/\nDisallow: /api/\n"
}

/// Whether `Accept-Encoding` takes this coding (RFC 9110, 12.5.3; the wildcard counts as no).
fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let refused = weight.trim().replace(' ', "").trim_end_matches(['0', '.']) == "q=";
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

/// What a worker started from a script may do; a page has its own policy.
pub const POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

fn answer(name: &str, encoding: Option<&'static str>, bytes: Cow<'static, [u8]>) -> Response {
    let mut response = Response::new(match bytes {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    });
    let headers = response.headers_mut();
    let value = axum::http::HeaderValue::from_static;
    headers.insert(header::CONTENT_TYPE, value(media_type(name)));
    headers.insert(header::CONTENT_SECURITY_POLICY, value(POLICY));
    headers.insert(header::VARY, value("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        value("public, max-age=31536000, immutable"),
    );
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, value(encoding));
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_negotiated() {
        let check = |accepted: &str, coding: &str, yes: bool| {
            assert_eq!(accepts(accepted, coding), yes, "{accepted:?} {coding}");
        };
        check("gzip, deflate, br, zstd", "br", true);
        check("gzip;q=0.8, br;q=0", "br", false);
        check("gzip;q=0.8, br;q=0", "gzip", true);
        check("br; q=0.0", "br", false);
        check("br;q=0.05", "br", true);
        check("", "gzip", false);
        check("xbr", "br", false);
    }
}
