//! The service worker, which opens the page without a network. Its text says what this release is made of, so browsers see
//! by the text that there is another one.

use std::sync::OnceLock;

use app::page::Page;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::{files, pages};

/// The addresses of the pages that the worker keeps; any board's page is that of a board.
const HOME: &str = "/";
const BOARD: &str = "/b/offline";

pub async fn service_worker() -> Response {
    static MADE: OnceLock<Option<String>> = OnceLock::new();
    // In debug builds the site may be built anew meanwhile.
    let text = if cfg!(debug_assertions) {
        script()
    } else {
        MADE.get_or_init(script).clone()
    };
    let Some(text) = text else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = text.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, files::POLICY),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// None where the site was not built.
fn script() -> Option<String> {
    let script = files::text("service-worker.js")?;
    let pages = [HOME, BOARD].map(|address| pages::text(&Page::of(address, "")));
    let [Some(home), Some(board)] = pages else {
        return None;
    };
    let assets = serde_json::to_string(&files::assets()).ok()?;
    Some(filled(&script, &assets, &[&home, &board]))
}

/// The script with the release's name, which follows from all that it keeps, and the assets, a JSON array.
fn filled(script: &str, assets: &str, pages: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in [script, assets].iter().chain(pages) {
        hasher.update(part);
        hasher.update([0]);
    }
    let release: String = hasher
        .finalize()
        .iter()
        .take(6)
        .map(|b| format!("{b:02x}"))
        .collect();
    script
        .replace("THE-RELEASE", &release)
        .replace("THE_ASSETS", assets)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = include_str!("../../../app/web/service-worker.js");

    #[test]
    fn a_release_is_named_by_all_that_it_keeps() {
        let one = filled(SCRIPT, r#"["/assets/a.js"]"#, &["home", "board"]);
        assert!(one.contains(r#"const ASSETS = ["/assets/a.js"];"#));
        assert!(!one.contains("THE-RELEASE"));
        let line = |text: &str| {
            text.lines()
                .find(|l| l.starts_with("const RELEASE"))
                .map(str::to_owned)
        };
        assert_eq!(
            line(&one),
            line(&filled(SCRIPT, r#"["/assets/a.js"]"#, &["home", "board"]))
        );
        for (assets, pages) in [
            (r#"["/assets/b.js"]"#, ["home", "board"]),
            (r#"["/assets/a.js"]"#, ["home", "another"]),
            (r#"["/assets/a.js"]"#, ["homeb", "oard"]),
        ] {
            assert_ne!(line(&one), line(&filled(SCRIPT, assets, &pages)));
        }
    }

    #[test]
    fn the_kept_pages_are_those_of_the_script() {
        for address in [HOME, BOARD] {
            assert!(SCRIPT.contains(&format!("= \"{address}\";")), "{address}");
        }
        assert!(matches!(Page::of(BOARD, ""), Page::Board(_)));
        assert_eq!(Page::of(HOME, ""), Page::Home);
    }
}
