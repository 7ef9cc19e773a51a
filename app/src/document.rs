//! The HTML document around a page, as the server sends it. Nothing in it is inline script or style.

use leptos::prelude::*;

use crate::App;
use crate::page::Page;

/// Addresses of the assets that a page needs (`site.json`).
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub styles: String,
    pub font: String,
    pub mark: String,
    /// Runs before the first paint.
    pub early: String,
    /// What this browser keeps for work without a network.
    pub kept: String,
    /// Starts the page's module.
    pub page: String,
    pub page_glue: String,
    pub page_module: String,
    /// Starts the analysis module, inside a worker.
    pub analysis: String,
    /// Colours for previews.
    pub highlight: String,
}

/// The whole document; the same for everybody who asks for this page.
pub fn document(page: &Page, assets: &Assets) -> String {
    let owner = Owner::new_root(None);
    let body = owner.with(|| App(crate::AppProps { page: page.clone() }).to_html());
    owner.cleanup();
    let Assets {
        styles,
        font,
        mark,
        early,
        kept,
        page: start,
        page_glue,
        page_module,
        analysis,
        highlight,
    } = assets;
    let title = page.title();
    format!(
        r##"<!doctype html>
<html lang="en" data-analysis="{analysis}" data-highlight="{highlight}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="referrer" content="no-referrer">
<meta name="description" content="Isobar turns a wall of sticky notes into services with sound boundaries, sizes and contracts.">
<title>{title}</title>
<link rel="icon" href="{mark}" type="image/svg+xml">
<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{styles}">
<script src="{early}"></script>
<link rel="modulepreload" href="{kept}">
<link rel="modulepreload" href="{page_glue}">
<link rel="preload" href="{page_module}" as="fetch" type="application/wasm" crossorigin>
<script type="module" src="{start}"></script>
</head>
<body>{body}</body>
</html>
"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_drawn_where_there_is_no_window() {
        for path in ["/", "/bench", "/b/0123456789abcdef", "/nowhere"] {
            let page = Page::of(path, "");
            let text = document(&page, &Assets::default());
            assert!(text.contains("<body><"), "{path}: {text}");
            assert!(text.ends_with("</html>\n"), "{path}");
        }
    }
}
