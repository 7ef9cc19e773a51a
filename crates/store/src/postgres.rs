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

    /// PostgreSQL checks its pages by itself, where checksums are on.
    async fn find_faults(&self) -> Result<Vec<String>, StoreError> {
        sqlx::query("SELECT 1").execute(&self.read).await?;
        Ok(Vec::new())
    }
}

sql::board_store!(PostgresStore, Postgres);
comments::comment_store!(PostgresStore, Postgres);
