//! Changes that the server has not acknowledged, kept in the browser so that a page that goes away does not take them along.

use crate::browser;

pub struct Kept {
    /// Of all pages that have this board open.
    prefix: String,
    key: String,
    updates: Vec<String>,
}

impl Kept {
    pub fn new(board: &str, client: u64) -> Kept {
        let prefix = format!("isobar.unsaved.{board}.");
        Kept {
            key: format!("{prefix}{client}"),
            prefix,
            updates: Vec::new(),
        }
    }

    pub fn add(&mut self, update: &[u8]) {
        self.updates.push(to_text(update));
        if let Ok(text) = serde_json::to_string(&self.updates) {
            browser::remember(&self.key, &text);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.updates.is_empty()
    }

    /// The server has everything.
    pub fn clear(&mut self) {
        if !self.updates.is_empty() {
            self.updates.clear();
            browser::forget(&self.key);
        }
    }

    /// What earlier pages left, in their order; it is this page's from now on.
    pub fn take_old(&self) -> Vec<Vec<u8>> {
        let mut updates = Vec::new();
        for key in browser::remembered_keys() {
            if key.starts_with(&self.prefix) && key != self.key {
                let texts: Vec<String> = browser::remembered(&key)
                    .and_then(|text| serde_json::from_str(&text).ok())
                    .unwrap_or_default();
                updates.extend(texts.iter().filter_map(|text| from_text(text)));
                browser::forget(&key);
            }
        }
        updates
    }
}

fn to_text(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn from_text(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_text(&to_text(&bytes)), Some(bytes));
        assert_eq!(from_text("zz"), None);
    }
}
