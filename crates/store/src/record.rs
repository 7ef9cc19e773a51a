//! What is kept. Times are milliseconds since 1970, UTC.

use bytes::Bytes;
use model::{Id, Role};

/// How bytes of updates and snapshots are encoded; stored with each, so that later formats can stand beside it.
pub const FORMAT_YJS_V1: i64 = 1;

/// What lists show of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRecord {
    pub id: Id,
    pub title: String,
    pub created_ms: i64,
    /// The time of the newest update.
    pub changed_ms: i64,
    /// None: not in the trash.
    pub trashed_ms: Option<i64>,
    /// The sequence of the newest update, 0 when there is none.
    pub head: u64,
}

/// A right to open a board, for who holds the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capability {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    pub role: Role,
    pub granted_ms: i64,
    /// From then on it opens nothing; None: it does not end by itself.
    pub expires_ms: Option<i64>,
    /// What people call it; may be empty.
    pub label: String,
    /// When somebody last came in by it, to the minute.
    pub used_ms: Option<i64>,
}

impl Capability {
    pub fn is_valid_at(&self, now_ms: i64) -> bool {
        self.expires_ms.is_none_or(|expires_ms| now_ms < expires_ms)
    }

    /// Names the link where its token must not stand: the beginning of the hash, in hexadecimal digits.
    pub fn name(&self) -> String {
        self.hash[..8].iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// A moment of a board that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The last update that it has.
    pub sequence: u64,
    pub name: String,
    /// When it was named, and by whom.
    pub at_ms: i64,
    pub who: String,
}

/// A line of who let whom in, and who took what away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub at_ms: i64,
    /// Role and link of who did it.
    pub who: String,
    pub what: String,
    /// Finds the request in the logs of the server.
    pub correlation: String,
}

#[derive(Clone, Debug)]
pub struct NewBoard {
    pub id: Id,
    pub title: String,
    pub created_ms: i64,
    pub capabilities: Vec<Capability>,
    /// The first line of its audit: who made it.
    pub made: AuditEntry,
    /// The document to begin with; its board is this one.
    pub first: Option<NewUpdate>,
}

/// An update to be appended.
#[derive(Clone, Debug)]
pub struct NewUpdate {
    pub board: Id,
    pub at_ms: i64,
    /// Who made it, as they call themselves.
    pub author: String,
    /// Finds the update in the logs of the server.
    pub correlation: String,
    /// A Yjs update, encoding v1.
    pub bytes: Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Counted from 1, without gaps.
    pub sequence: u64,
    pub at_ms: i64,
    pub author: String,
    pub correlation: String,
    pub bytes: Bytes,
}

/// What one person did in one interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    pub author: String,
    /// The times of the first and the last update.
    pub from_ms: i64,
    pub to_ms: i64,
    /// How many updates, and the sequences of the first and the last; others' may lie between.
    pub updates: u64,
    pub first: u64,
    pub last: u64,
}

/// The state of a document after an update of its log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The last update it holds.
    pub sequence: u64,
    pub at_ms: i64,
    /// A Yjs update, encoding v1.
    pub bytes: Bytes,
}

/// All that makes up a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stored {
    pub snapshot: Option<Snapshot>,
    /// In order of sequence.
    pub tail: Vec<LogEntry>,
}

impl Stored {
    /// The updates that together are the document.
    pub fn updates(&self) -> impl Iterator<Item = &[u8]> {
        self.snapshot
            .iter()
            .map(|s| &*s.bytes)
            .chain(self.tail.iter().map(|e| &*e.bytes))
    }

    /// The sequence of the newest update, 0 when there is none.
    pub fn head(&self) -> u64 {
        self.tail
            .last()
            .map(|e| e.sequence)
            .or(self.snapshot.as_ref().map(|s| s.sequence))
            .unwrap_or(0)
    }
}
