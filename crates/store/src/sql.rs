//! The statements, and [`BoardStore`](crate::BoardStore) over them: one text serves SQLite and PostgreSQL.
//!
//! A macro and not a generic: the two drivers share no trait that says what both can bind and read.

use std::sync::Arc;

use model::{Id, Role};

use crate::StoreError;
use crate::record::{BoardRecord, Capability, FORMAT_YJS_V1, LogEntry, Snapshot};

/// Rows an INSERT takes at most: seven values each, and SQLite binds 32,766.
pub(crate) const ROWS_PER_INSERT: usize = 1_000;

pub(crate) const INSERT_BOARD: &str = "INSERT INTO board (id, title, created_ms, changed_ms, head) VALUES ($1, $2, $3, $3, 0) ON CONFLICT DO NOTHING";
pub(crate) const INSERT_CAPABILITY: &str =
    "INSERT INTO capability (board, hash, role, granted_ms) VALUES ($1, $2, $3, $4)";
pub(crate) const INSERT_UPDATES: &str =
    "INSERT INTO board_update (board, sequence, at_ms, author, correlation, format, bytes) ";
pub(crate) const TAKE_SEQUENCES: &str = "UPDATE board SET head = head + $2, \
     changed_ms = CASE WHEN changed_ms < $3 THEN $3 ELSE changed_ms END \
     WHERE id = $1 AND trashed_ms IS NULL RETURNING head";
pub(crate) const SELECT_BOARD: &str =
    "SELECT id, title, created_ms, changed_ms, trashed_ms, head FROM board WHERE id = $1";
pub(crate) const SET_TITLE: &str = "UPDATE board SET title = $2 WHERE id = $1";
pub(crate) const SET_TRASHED: &str = "UPDATE board SET trashed_ms = $2 WHERE id = $1";
pub(crate) const PURGE: &str = "DELETE FROM board WHERE trashed_ms < $1 RETURNING id";
pub(crate) const SELECT_CAPABILITIES: &str =
    "SELECT hash, role FROM capability WHERE board = $1 ORDER BY hash";
pub(crate) const SELECT_SNAPSHOT: &str = "SELECT sequence, at_ms, format, bytes FROM board_snapshot \
     WHERE board = $1 ORDER BY sequence DESC LIMIT 1";
pub(crate) const SELECT_UPDATES: &str = "SELECT sequence, at_ms, author, correlation, format, bytes FROM board_update \
     WHERE board = $1 AND sequence > $2 ORDER BY sequence LIMIT $3";
pub(crate) const DELETE_SNAPSHOTS: &str =
    "DELETE FROM board_snapshot WHERE board = $1 AND sequence <= $2 AND at_ms / $4 = $3 / $4";
pub(crate) const INSERT_SNAPSHOT: &str = "INSERT INTO board_snapshot (board, sequence, at_ms, format, bytes) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
/// Takes the write lock and changes nothing: fails where the database is read-only or full.
pub(crate) const TOUCH: &str = "UPDATE board SET head = head WHERE id = ''";

pub(crate) type BoardRow = (String, String, i64, i64, Option<i64>, i64);
pub(crate) type UpdateRow = (i64, i64, String, String, i64, Vec<u8>);
pub(crate) type SnapshotRow = (i64, i64, i64, Vec<u8>);

pub(crate) fn id(text: &str) -> Result<Id, StoreError> {
    Id::new(text).map_err(|e| StoreError::Unreadable(e.to_string()))
}

pub(crate) fn record(row: BoardRow) -> Result<BoardRecord, StoreError> {
    Ok(BoardRecord {
        id: id(&row.0)?,
        title: row.1,
        created_ms: row.2,
        changed_ms: row.3,
        trashed_ms: row.4,
        head: row.5.unsigned_abs(),
    })
}

pub(crate) fn capability((hash, role): (Vec<u8>, String)) -> Result<Capability, StoreError> {
    let role = Role::named(&role)
        .ok_or_else(|| StoreError::Unreadable(format!("the role {role:?} of a capability")))?;
    let hash = <[u8; 32]>::try_from(hash)
        .map_err(|_| StoreError::Unreadable("the hash of a capability".into()))?;
    Ok(Capability { hash, role })
}

pub(crate) fn entry(row: UpdateRow) -> Result<LogEntry, StoreError> {
    let (sequence, at_ms, author, correlation, format, bytes) = row;
    Ok(LogEntry {
        sequence: sequence.unsigned_abs(),
        at_ms,
        author,
        correlation,
        bytes: readable(format, bytes)?,
    })
}

pub(crate) fn snapshot(
    (sequence, at_ms, format, bytes): SnapshotRow,
) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        sequence: sequence.unsigned_abs(),
        at_ms,
        bytes: readable(format, bytes)?,
    })
}

/// The place for upcasters: every format ever written is read here.
fn readable(format: i64, bytes: Vec<u8>) -> Result<Arc<[u8]>, StoreError> {
    match format {
        FORMAT_YJS_V1 => Ok(bytes.into()),
        other => Err(StoreError::Unreadable(format!(
            "format {other} of an update"
        ))),
    }
}

/// Gives a store with the pools `read` and `write` and an async `begin()` its [`BoardStore`](crate::BoardStore).
macro_rules! board_store {
    ($store:ty, $database:ty) => {
        #[async_trait::async_trait]
        impl $crate::BoardStore for $store {
            async fn create(&self, board: NewBoard) -> Result<(), StoreError> {
                let mut tx = self.begin().await?;
                let made = sqlx::query(sql::INSERT_BOARD)
                    .bind(board.id.as_str())
                    .bind(&board.title)
                    .bind(board.created_ms)
                    .execute(&mut *tx)
                    .await?;
                if made.rows_affected() == 0 {
                    return Err(StoreError::Taken(board.id));
                }
                for capability in &board.capabilities {
                    sqlx::query(sql::INSERT_CAPABILITY)
                        .bind(board.id.as_str())
                        .bind(&capability.hash[..])
                        .bind(capability.role.name())
                        .bind(board.created_ms)
                        .execute(&mut *tx)
                        .await?;
                }
                append(&mut *tx, board.first.as_slice()).await?;
                tx.commit().await?;
                Ok(())
            }

            async fn board(&self, board: &Id) -> Result<Option<BoardRecord>, StoreError> {
                let row: Option<sql::BoardRow> = sqlx::query_as(sql::SELECT_BOARD)
                    .bind(board.as_str())
                    .fetch_optional(&self.read)
                    .await?;
                row.map(sql::record).transpose()
            }

            async fn set_title(&self, board: &Id, title: &str) -> Result<(), StoreError> {
                sqlx::query(sql::SET_TITLE)
                    .bind(board.as_str())
                    .bind(title)
                    .execute(&self.write)
                    .await?;
                Ok(())
            }

            async fn set_trashed(&self, board: &Id, at_ms: Option<i64>) -> Result<(), StoreError> {
                sqlx::query(sql::SET_TRASHED)
                    .bind(board.as_str())
                    .bind(at_ms)
                    .execute(&self.write)
                    .await?;
                Ok(())
            }

            async fn purge(&self, trashed_before_ms: i64) -> Result<Vec<Id>, StoreError> {
                let gone: Vec<(String,)> = sqlx::query_as(sql::PURGE)
                    .bind(trashed_before_ms)
                    .fetch_all(&self.write)
                    .await?;
                let mut gone = gone
                    .iter()
                    .map(|(id,)| sql::id(id))
                    .collect::<Result<Vec<_>, _>>()?;
                gone.sort();
                Ok(gone)
            }

            async fn grant(
                &self,
                board: &Id,
                capability: Capability,
                at_ms: i64,
            ) -> Result<(), StoreError> {
                sqlx::query(sql::INSERT_CAPABILITY)
                    .bind(board.as_str())
                    .bind(&capability.hash[..])
                    .bind(capability.role.name())
                    .bind(at_ms)
                    .execute(&self.write)
                    .await?;
                Ok(())
            }

            async fn capabilities(&self, board: &Id) -> Result<Vec<Capability>, StoreError> {
                let rows: Vec<(Vec<u8>, String)> = sqlx::query_as(sql::SELECT_CAPABILITIES)
                    .bind(board.as_str())
                    .fetch_all(&self.read)
                    .await?;
                rows.into_iter().map(sql::capability).collect()
            }

            async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Option<u64>>, StoreError> {
                let mut tx = self.begin().await?;
                let sequences = append(&mut *tx, updates).await?;
                tx.commit().await?;
                Ok(sequences)
            }

            async fn load(&self, board: &Id) -> Result<Stored, StoreError> {
                // The log only grows: what comes between the two reads is in the tail or is not yet there.
                let row: Option<sql::SnapshotRow> = sqlx::query_as(sql::SELECT_SNAPSHOT)
                    .bind(board.as_str())
                    .fetch_optional(&self.read)
                    .await?;
                let snapshot = row.map(sql::snapshot).transpose()?;
                let after = snapshot.as_ref().map_or(0, |s| s.sequence);
                let tail = self.log(board, after, u32::MAX).await?;
                Ok(Stored { snapshot, tail })
            }

            async fn log(
                &self,
                board: &Id,
                after: u64,
                limit: u32,
            ) -> Result<Vec<LogEntry>, StoreError> {
                let rows: Vec<sql::UpdateRow> = sqlx::query_as(sql::SELECT_UPDATES)
                    .bind(board.as_str())
                    .bind(after.cast_signed())
                    .bind(i64::from(limit))
                    .fetch_all(&self.read)
                    .await?;
                rows.into_iter().map(sql::entry).collect()
            }

            async fn put_snapshot(&self, board: &Id, snapshot: Snapshot) -> Result<(), StoreError> {
                let sequence = snapshot.sequence.cast_signed();
                let mut tx = self.begin().await?;
                sqlx::query(sql::DELETE_SNAPSHOTS)
                    .bind(board.as_str())
                    .bind(sequence)
                    .bind(snapshot.at_ms)
                    .bind($crate::DAY_MS)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(sql::INSERT_SNAPSHOT)
                    .bind(board.as_str())
                    .bind(sequence)
                    .bind(snapshot.at_ms)
                    .bind($crate::record::FORMAT_YJS_V1)
                    .bind(&snapshot.bytes[..])
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                Ok(())
            }

            async fn ping(&self) -> Result<(), StoreError> {
                sqlx::query(sql::TOUCH).execute(&self.write).await?;
                Ok(())
            }

            async fn close(&self) {
                self.read.close().await;
                self.write.close().await;
            }
        }

        /// Appends inside a transaction. Boards are taken in order of their ids: two nodes never wait for each other.
        async fn append(
            tx: &mut <$database as sqlx::Database>::Connection,
            updates: &[NewUpdate],
        ) -> Result<Vec<Option<u64>>, StoreError> {
            let mut boards: std::collections::BTreeMap<&Id, (i64, i64)> = Default::default();
            for update in updates {
                let (rows, newest_ms) = boards.entry(&update.board).or_insert((0, i64::MIN));
                *rows += 1;
                *newest_ms = update.at_ms.max(*newest_ms);
            }
            let mut next: std::collections::BTreeMap<&Id, i64> = Default::default();
            for (board, (rows, newest_ms)) in boards {
                let head: Option<(i64,)> = sqlx::query_as(sql::TAKE_SEQUENCES)
                    .bind(board.as_str())
                    .bind(rows)
                    .bind(newest_ms)
                    .fetch_optional(&mut *tx)
                    .await?;
                if let Some((head,)) = head {
                    next.insert(board, head - rows + 1);
                }
            }
            let sequences: Vec<Option<i64>> = updates
                .iter()
                .map(|update| {
                    let next = next.get_mut(&update.board)?;
                    *next += 1;
                    Some(*next - 1)
                })
                .collect();
            let rows: Vec<(&NewUpdate, i64)> = updates
                .iter()
                .zip(&sequences)
                .filter_map(|(update, sequence)| Some((update, (*sequence)?)))
                .collect();
            for chunk in rows.chunks(sql::ROWS_PER_INSERT) {
                let mut insert = sqlx::QueryBuilder::<$database>::new(sql::INSERT_UPDATES);
                insert.push_values(chunk, |mut row, (update, sequence)| {
                    row.push_bind(update.board.as_str())
                        .push_bind(*sequence)
                        .push_bind(update.at_ms)
                        .push_bind(&update.author)
                        .push_bind(&update.correlation)
                        .push_bind($crate::record::FORMAT_YJS_V1)
                        .push_bind(&update.bytes[..]);
                });
                insert.build().execute(&mut *tx).await?;
            }
            Ok(sequences
                .into_iter()
                .map(|sequence| sequence.map(i64::unsigned_abs))
                .collect())
        }
    };
}
pub(crate) use board_store;
