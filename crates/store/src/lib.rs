//! Where boards are kept: per board an append-only log of updates, snapshots of it, and who may open it.
//!
//! The store knows bytes, not documents: it never looks into an update. What it said is stored survives a crash of the
//! process and of the machine. SQL stands nowhere else.

mod comments;
mod commits;
mod compaction;
mod error;
mod memory;
mod postgres;
mod record;
mod sql;
mod sqlite;
mod trash;
mod writer;

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use model::Id;

pub use comments::{Comment, CommentStore, Resolved, Thread};
pub use commits::{BOUNDS_MS, CommitFigures, Commits};
pub use compaction::{Compaction, DAY_MS};
pub use error::StoreError;
pub use memory::MemoryStore;
pub use postgres::PostgresStore;
pub use record::{
    Activity, AuditEntry, BoardRecord, Capability, LogEntry, NewBoard, NewUpdate, Snapshot, Stored,
    Version,
};
pub use sqlite::SqliteStore;
pub use writer::{AppendError, Appended, Writer};

/// Between a person's name and the rest of a line that says who did something.
pub const AFTER_NAME: &str = " · ";

/// How long a board stays in the trash before it goes for good, in days.
pub const TRASH_DAYS: i64 = 30;

/// A sequence after all others.
const NEWEST: u64 = i64::MAX as u64;

/// What every backend can do; the conformance suite says how.
#[async_trait]
pub trait BoardStore: CommentStore {
    /// Adds a board, its capabilities and its first update, all or nothing.
    async fn create(&self, board: NewBoard) -> Result<(), StoreError>;

    async fn board(&self, board: &Id) -> Result<Option<BoardRecord>, StoreError>;

    /// Names a board in lists.
    async fn set_title(&self, board: &Id, title: &str) -> Result<(), StoreError>;

    /// Puts a board into the trash (with the time, in ms since 1970) or takes it out (None).
    async fn set_trashed(&self, board: &Id, at_ms: Option<i64>) -> Result<(), StoreError>;

    /// Notes that the trash is looked through, at this time (ms since 1970). False: it is to be left alone, for the clock may
    /// have leapt since the last time. The first look is such a one.
    async fn may_empty_trash(&self, now_ms: i64) -> Result<bool, StoreError>;

    /// Removes boards for good that were trashed before a time; says which.
    async fn purge(&self, trashed_before_ms: i64) -> Result<Vec<Id>, StoreError>;

    /// Removes one board for good, with all that belongs to it; false where there is none.
    async fn erase(&self, board: &Id) -> Result<bool, StoreError>;

    /// Takes a person's name out of a board's log, named moments and audit for good: `instead` stands there from then on.
    /// How many places had it.
    async fn erase_name(&self, board: &Id, name: &str, instead: &str) -> Result<u64, StoreError>;

    /// One more link, with the line that says so, all or nothing.
    async fn grant(
        &self,
        board: &Id,
        capability: Capability,
        entry: AuditEntry,
    ) -> Result<(), StoreError>;

    /// Takes a link away, with the line that says so; false, and no line, when there is none with this hash.
    async fn revoke(
        &self,
        board: &Id,
        hash: &[u8; 32],
        entry: AuditEntry,
    ) -> Result<bool, StoreError>;

    /// Somebody came in by a link.
    async fn used(&self, board: &Id, hash: &[u8; 32], at_ms: i64) -> Result<(), StoreError>;

    /// Who may open a board, in order of their hashes; nothing for an unknown one. Links that have expired are among them.
    async fn capabilities(&self, board: &Id) -> Result<Vec<Capability>, StoreError>;

    /// Notes a line; nothing where the board does not exist.
    async fn note(&self, board: &Id, entry: AuditEntry) -> Result<(), StoreError>;

    /// The newest lines of a board, newest first.
    async fn audit(&self, board: &Id, limit: u32) -> Result<Vec<AuditEntry>, StoreError>;

    /// Appends updates of any boards in one transaction: when this returns they are durable. Per update its sequence
    /// in its board's log, counted from 1; None where the board does not exist or lies in the trash.
    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Option<u64>>, StoreError>;

    /// The newest snapshot and all updates after it.
    async fn load(&self, board: &Id) -> Result<Stored, StoreError> {
        self.load_at(board, NEWEST).await
    }

    /// The board as it was after the update of this sequence: the newest snapshot up to there, and all updates between.
    async fn load_at(&self, board: &Id, sequence: u64) -> Result<Stored, StoreError>;

    /// Gives a moment of a board a name; it takes the place of an older one of the same moment.
    async fn name_version(&self, board: &Id, version: Version) -> Result<(), StoreError>;

    /// The moments that have names, newest first.
    async fn versions(&self, board: &Id) -> Result<Vec<Version>, StoreError>;

    /// Up to `limit` log entries after a sequence, oldest first.
    async fn log(&self, board: &Id, after: u64, limit: u32) -> Result<Vec<LogEntry>, StoreError>;

    /// Who changed a board how much in each interval of this length, newest first, at most `limit` rows.
    async fn activity(
        &self,
        board: &Id,
        interval_ms: i64,
        limit: u32,
    ) -> Result<Vec<Activity>, StoreError>;

    /// Keeps a snapshot; of each day only the newest remains. The log stays whole.
    async fn put_snapshot(&self, board: &Id, snapshot: Snapshot) -> Result<(), StoreError>;

    /// Whether the store can be reached and written.
    async fn ping(&self) -> Result<(), StoreError>;

    /// All boards, those in the trash too, in order of their ids.
    async fn boards(&self) -> Result<Vec<Id>, StoreError>;

    /// Writes everything, as it is at one moment, to a new file; others may go on meanwhile.
    async fn back_up(&self, to: &Path) -> Result<(), StoreError>;

    /// What is wrong with the database itself; nothing when it is sound.
    async fn faults(&self) -> Result<Vec<String>, StoreError>;

    /// Gives files and connections back.
    async fn close(&self);
}

/// Opens the store of a URL, `sqlite://PATH`, `postgres://…` or `memory:`, and brings its schema up to date.
pub async fn open(url: &str) -> Result<Arc<dyn BoardStore>, StoreError> {
    let scheme = url.split(':').next().unwrap_or_default();
    match scheme {
        "sqlite" => {
            let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
            Ok(Arc::new(SqliteStore::open(Path::new(path)).await?))
        }
        "postgres" | "postgresql" => Ok(Arc::new(PostgresStore::open(url).await?)),
        "memory" => Ok(Arc::new(MemoryStore::default())),
        _ => Err(StoreError::Scheme(scheme.to_owned())),
    }
}
