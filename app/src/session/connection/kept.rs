//! Changes that the server has not acknowledged, kept in the browser so that a page that goes away does not take them along.
//!
//! One entry of local storage a change, `isobar.unsaved.{board}.{client}.{number}`: pages of several tabs do not get in
//! each other's way, and a long time offline costs no more for each change.

use crate::browser;
use model::order::Order;

pub struct Kept {
    /// Of all pages that have this board open.
    board: String,
    client: u64,
    count: usize,
    /// The browser has refused one.
    lacking: bool,
}

impl Kept {
    pub fn new(board: &str, client: u64) -> Kept {
        Kept {
            board: format!("isobar.unsaved.{board}."),
            client,
            count: 0,
            lacking: false,
        }
    }

    pub fn add(&mut self, update: &[u8]) {
        let key = self.key(self.count);
        self.lacking |= !browser::remember(&key, &to_text(update));
        self.count += 1;
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether everything added outlives the page.
    pub fn is_whole(&self) -> bool {
        !self.lacking
    }

    /// The server has everything.
    pub fn clear(&mut self) {
        for number in 0..std::mem::take(&mut self.count) {
            browser::forget(&self.key(number));
        }
        self.lacking = false;
    }

    /// What earlier pages left, in their order; it is this page's from now on.
    pub fn take_old(&self) -> Vec<Vec<u8>> {
        let keys = browser::remembered_keys();
        let mut left: Vec<((u64, usize), String)> = keys
            .into_iter()
            .filter_map(|key| Some((self.place(&key)?, key)))
            .filter(|((client, _), _)| *client != self.client)
            .collect();
        left.order();
        left.into_iter()
            .filter_map(|(_, key)| {
                let text = browser::remembered(&key)?;
                browser::forget(&key);
                from_text(&text)
            })
            .collect()
    }

    fn key(&self, number: usize) -> String {
        format!("{}{}.{number}", self.board, self.client)
    }

    /// Client and number of a key of this board.
    fn place(&self, key: &str) -> Option<(u64, usize)> {
        let (client, number) = key.strip_prefix(&self.board)?.split_once('.')?;
        Some((client.parse().ok()?, number.parse().ok()?))
    }
}

/// Storage keeps text: one character a byte.
fn to_text(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

fn from_text(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_text(&to_text(&bytes)), Some(bytes));
        assert_eq!(from_text("\u{100}"), None);
    }

    #[test]
    fn keys_say_whose_they_are() {
        let kept = Kept::new("b1", 7);
        assert_eq!(kept.place(&kept.key(12)), Some((7, 12)));
        assert_eq!(kept.place("isobar.unsaved.b12.7.1"), None);
    }
}
