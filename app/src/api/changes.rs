//! Every change of a board, from its log.

use serde::Deserialize;

use super::{ApiError, call};
use crate::browser;

/// One change: who made it when, and the update of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub sequence: u64,
    /// RFC 3339.
    pub at: String,
    pub author: String,
    pub update: Vec<u8>,
}

impl Change {
    /// The moment, as this person writes it.
    pub fn when(&self) -> String {
        browser::said_moment(&self.at)
    }
}

#[derive(Deserialize)]
struct Page {
    head: u64,
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    sequence: u64,
    at: String,
    author: String,
    update: String,
}

/// All changes, oldest first. `told` hears how many have come, of how many.
pub async fn all(
    board: &str,
    token: &str,
    told: impl Fn(u64, u64),
) -> Result<Vec<Change>, ApiError> {
    let mut changes: Vec<Change> = Vec::new();
    loop {
        let after = changes.last().map_or(0, |c| c.sequence);
        let path = format!("/api/v1/boards/{board}/history?updates=true&after={after}");
        let page: Page = call("GET", &path, Some(token), None).await?;
        let head = page.head;
        if page.entries.is_empty() {
            return Ok(changes);
        }
        changes.extend(page.entries.into_iter().map(|entry| Change {
            update: browser::base64_decoded(&entry.update),
            sequence: entry.sequence,
            at: entry.at,
            author: entry.author,
        }));
        let read = changes.last().map_or(0, |c| c.sequence);
        told(read, head.max(read));
        if read >= head {
            return Ok(changes);
        }
    }
}
