//! Boards in PostgreSQL: for several nodes.

use std::path::Path;
use std::time::Duration;

use model::Id;
use sqlx::postgres::PgPoolOptions;
use sqlx::{PgPool, Postgres, Transaction};

use crate::StoreError;
use crate::comments::{Comment, Resolved, Thread};
use crate::record::{
    Activity, AuditEntry, BoardRecord, Capability, LogEntry, NewBoard, NewUpdate, Snapshot, Stored,
    Version,
};
use crate::sql::{self, comments};

const CONNECTIONS: u32 = 10;

/// Nobody waits longer for a connection: the caller says "unavailable" and tries again.
const ACQUIRE: Duration = Duration::from_secs(5);

/// A commit returns when it is on the disk, whatever the server's or the role's settings say.
const WAIT_FOR_THE_DISK: &str = "SELECT set_config('synchronous_commit', 'on', false) \
     WHERE current_setting('synchronous_commit') = 'off'";
/// What only the server itself can be told.
const LYING: &str = "SELECT name FROM pg_settings \
     WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off' ORDER BY name";

#[derive(Debug, Clone)]
pub struct PostgresStore {
    read: PgPool,
    write: PgPool,
}

impl PostgresStore {
    /// Connects, and brings the schema up to date; several nodes may do so at once.
    pub async fn open(url: &str) -> Result<PostgresStore, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(ACQUIRE)
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::query(WAIT_FOR_THE_DISK).execute(connection).await?;
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        sqlx::migrate!("../../migrations/postgres")
            .run(&pool)
            .await?;
        Ok(PostgresStore {
            read: pool.clone(),
            write: pool,
        })
    }

    async fn begin(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        Ok(self.write.begin().await?)
    }

    async fn write_backup(&self, _to: &Path) -> Result<(), StoreError> {
        Err(StoreError::NotHere(
            "PostgreSQL has its own backup: use pg_dump, or archive its WAL",
        ))
    }

    /// PostgreSQL checks its pages by itself, where checksums are on; but it may have been told not to wait for the disk.
    async fn find_faults(&self) -> Result<Vec<String>, StoreError> {
        let off: Vec<(String,)> = sqlx::query_as(LYING).fetch_all(&self.read).await?;
        let off = off.into_iter().map(|(name,)| {
            format!("PostgreSQL runs with {name} off: a crash of its machine loses what was acknowledged")
        });
        Ok(off.collect())
    }
}

sql::board_store!(PostgresStore, Postgres);
comments::comment_store!(PostgresStore, Postgres);
