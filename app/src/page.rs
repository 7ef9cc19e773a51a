//! Which page an address means.

use model::Id;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    Home,
    Board(Id),
    /// An unsaved board of this browser only, driven by `window.__bench`.
    Bench,
    Unknown,
}

impl Page {
    /// The page at a path (`/b/{id}`) with a query (`?bench`, or nothing).
    pub fn of(path: &str, query: &str) -> Page {
        let bench = query
            .trim_start_matches('?')
            .split('&')
            .any(|part| part == "bench" || part.starts_with("bench="));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts[..] {
            [] => Page::Home,
            ["bench"] => Page::Bench,
            ["b", _] if bench => Page::Bench,
            ["b", id] => Id::new(id).map_or(Page::Unknown, Page::Board),
            _ => Page::Unknown,
        }
    }

    /// The title in the browser's tab, before a board says its own.
    pub fn title(&self) -> &'static str {
        match self {
            Page::Home => "Isobar: find the boundaries of your services",
            Page::Board(_) => "Board · Isobar",
            Page::Bench => "Bench · Isobar",
            Page::Unknown => "Not found · Isobar",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let check = |path: &str, query: &str, page: Page| assert_eq!(Page::of(path, query), page);
        let id = |text: &str| Id::derived(text, &[]);
        check("/", "", Page::Home);
        check("/bench", "", Page::Bench);
        let known = id("b");
        check(
            &format!("/b/{known}"),
            "?access=x",
            Page::Board(known.clone()),
        );
        check(&format!("/b/{known}/"), "?bench", Page::Bench);
        check("/b/a%20b", "", Page::Unknown);
        check("/about", "", Page::Unknown);
    }
}
