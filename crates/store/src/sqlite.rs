//! Boards in one SQLite file: the default, for one node.

use std::path::Path;
use std::time::Duration;

use model::Id;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::comments::{Comment, Resolved, Thread};
use crate::record::{
    Activity, AuditEntry, BoardRecord, Capability, LogEntry, NewBoard, NewUpdate, Snapshot, Stored,
    Version,
};
use crate::sql::{self, comments};

/// Readers at once; a WAL lets them read beside the writer.
const READERS: u32 = 4;

/// A writer waits this long for another process on the same file.
const BUSY: Duration = Duration::from_secs(10);

#[derive(Debug, Clone)]
pub struct SqliteStore {
    read: SqlitePool,
    /// One connection: SQLite has one writer at a time, better that it waits here than in the file's lock.
    write: SqlitePool,
}

impl SqliteStore {
    /// Opens a file, makes it and its folder when missing, and brings its schema up to date.
    pub async fn open(path: &Path) -> Result<SqliteStore, StoreError> {
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|source| StoreError::Folder {
                path: folder.to_owned(),
                source,
            })?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            // A commit returns when it is on the disk, also on macOS, whose plain fsync does not wait for it.
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .pragma("fullfsync", "1")
            .pragma("checkpoint_fullfsync", "1")
            // What is erased is overwritten, not only forgotten.
            .pragma("secure_delete", "1");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("../../migrations/sqlite")
            .run(&write)
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options)
            .await?;
        Ok(SqliteStore { read, write })
    }

    /// A transaction that holds the write lock from its beginning.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        const BEGIN: &str = "BEGIN IMMEDIATE";
        match self.write.begin_with(BEGIN).await {
            // Where there is no room SQLite has rolled back by itself, and the driver takes the connection to be in that
            // transaction for ever.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                let stuck = self.write.acquire().await?;
                if let Err(error) = stuck.close().await {
                    tracing::debug!(%error, "a connection to the database was not closed well");
                }
                Ok(self.write.begin_with(BEGIN).await?)
            }
            begun => Ok(begun?),
        }
    }

    async fn write_backup(&self, to: &Path) -> Result<(), StoreError> {
        let to = to
            .to_str()
            .ok_or(StoreError::NotHere("the path of a backup has to be UTF-8"))?;
        // One snapshot of the database, written page by page while others go on.
        sqlx::query("VACUUM INTO $1")
            .bind(to)
            .execute(&self.read)
            .await?;
        Ok(())
    }

    async fn find_faults(&self) -> Result<Vec<String>, StoreError> {
        let said: Vec<(String,)> = sqlx::query_as("PRAGMA integrity_check(20)")
            .fetch_all(&self.read)
            .await?;
        let faults = said.into_iter().map(|(line,)| line);
        Ok(faults.filter(|line| line != "ok").collect())
    }

    /// Whether a file is a database of Isobar, of this or an older version; looks, and changes nothing.
    pub async fn is_ours(path: &Path) -> Result<bool, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        let tables: Result<(i64,), sqlx::Error> = sqlx::query_as(
            "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name IN ('board', 'board_update', '_sqlx_migrations')",
        )
        .fetch_one(&pool)
        .await;
        pool.close().await;
        Ok(tables?.0 == 3)
    }

    /// The value of a PRAGMA on the writing connection.
    #[cfg(test)]
    async fn pragma(&self, question: &'static str) -> String {
        use sqlx::Row;
        let row = sqlx::query(question).fetch_one(&self.write).await.unwrap();
        row.try_get::<String, _>(0)
            .or_else(|_| row.try_get::<i64, _>(0).map(|n| n.to_string()))
            .unwrap()
    }
}

sql::board_store!(SqliteStore, Sqlite);
comments::comment_store!(SqliteStore, Sqlite);

#[cfg(test)]
mod tests {
    use super::*;

    fn board(id: &Id) -> NewBoard {
        NewBoard {
            id: id.clone(),
            title: "One".into(),
            created_ms: 1,
            capabilities: vec![],
            made: AuditEntry {
                at_ms: 1,
                who: String::new(),
                what: String::new(),
                correlation: String::new(),
            },
            first: None,
        }
    }

    #[tokio::test]
    async fn a_commit_reaches_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("deep/isobar.db"))
            .await
            .unwrap();
        assert_eq!(store.pragma("PRAGMA journal_mode").await, "wal");
        assert_eq!(store.pragma("PRAGMA synchronous").await, "2");
        assert_eq!(store.pragma("PRAGMA fullfsync").await, "1");
        assert_eq!(store.pragma("PRAGMA checkpoint_fullfsync").await, "1");
        assert_eq!(store.pragma("PRAGMA foreign_keys").await, "1");
        assert_eq!(store.pragma("PRAGMA secure_delete").await, "1");
    }

    #[tokio::test]
    async fn a_backup_is_whole_and_known_as_ours() {
        use crate::BoardStore;
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let store = SqliteStore::open(&path("a.db")).await.unwrap();
        let id = Id::new("b1").unwrap();
        store.create(board(&id)).await.unwrap();
        store.back_up(&path("b.db")).await.unwrap();
        assert!(
            store.back_up(&path("b.db")).await.is_err(),
            "never over another file"
        );
        assert!(SqliteStore::is_ours(&path("b.db")).await.unwrap());
        let copy = SqliteStore::open(&path("b.db")).await.unwrap();
        assert_eq!(copy.boards().await.unwrap(), [id]);
        assert_eq!(copy.faults().await.unwrap(), Vec::<String>::new());
        std::fs::write(path("c.db"), "no database").unwrap();
        assert!(SqliteStore::is_ours(&path("c.db")).await.is_err());
    }

    #[tokio::test]
    async fn who_had_no_room_goes_on_when_there_is_some() {
        use crate::BoardStore;
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("a.db")).await;
        let store = store.unwrap();
        let id = Id::new("b1").unwrap();
        store.create(board(&id)).await.unwrap();
        let pages: i64 = store.pragma("PRAGMA page_count").await.parse().unwrap();
        // Of this connection only, the one that writes.
        let limit = format!("PRAGMA max_page_count = {}", pages + 4);
        let limit = sqlx::raw_sql(sqlx::AssertSqlSafe(limit));
        limit.execute(&store.write).await.unwrap();
        let update = NewUpdate {
            board: id.clone(),
            at_ms: 1,
            author: String::new(),
            correlation: String::new(),
            bytes: vec![7; 1 << 20].into(),
        };
        let full = store.append(std::slice::from_ref(&update)).await;
        assert!(full.unwrap_err().to_string().contains("full"));
        assert_eq!(store.append(&[update]).await.unwrap(), [Some(1)]);
        store.ping().await.unwrap();
    }
}
