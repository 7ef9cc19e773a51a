//! The statements, and [`BoardStore`](crate::BoardStore) over them: one text serves SQLite and PostgreSQL.
//!
//! A macro and not a generic: the two drivers share no trait that says what both can bind and read.

pub(crate) mod comments;
mod inserts;
mod rows;
mod statements;

pub(crate) use inserts::inserts;
pub(crate) use rows::*;
pub(crate) use statements::*;

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
                    insert_capability(&mut *tx, &board.id, capability).await?;
                }
                insert_audit(&mut *tx, &board.id, &board.made).await?;
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

            async fn may_empty_trash(&self, now_ms: i64) -> Result<bool, StoreError> {
                let mut tx = self.begin().await?;
                let (seen_ms, until_ms): (i64, i64) = sqlx::query_as(sql::SELECT_TRASH)
                    .fetch_one(&mut *tx)
                    .await?;
                let trash = $crate::trash::Trash { seen_ms, until_ms }.seen_at(now_ms);
                sqlx::query(sql::SET_TRASH)
                    .bind(trash.seen_ms)
                    .bind(trash.until_ms)
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                Ok(trash.may_be_emptied())
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

            async fn erase(&self, board: &Id) -> Result<bool, StoreError> {
                let gone = sqlx::query(sql::ERASE)
                    .bind(board.as_str())
                    .execute(&self.write)
                    .await?;
                Ok(gone.rows_affected() > 0)
            }

            async fn erase_name(
                &self,
                board: &Id,
                name: &str,
                instead: &str,
            ) -> Result<u64, StoreError> {
                let after = $crate::AFTER_NAME;
                let (line, new_line) = (format!("{name}{after}"), format!("{instead}{after}"));
                let mut places = 0;
                let mut tx = self.begin().await?;
                for (statement, old, new) in [
                    (sql::ERASE_AUTHOR, name, instead),
                    (sql::ERASE_COMMENTER, name, instead),
                    (sql::ERASE_RESOLVER, name, instead),
                    (sql::ERASE_AUDITED, &*line, &*new_line),
                    (sql::ERASE_NAMER, &*line, &*new_line),
                ] {
                    let erased = sqlx::query(statement)
                        .bind(board.as_str())
                        .bind(old)
                        .bind(new)
                        .execute(&mut *tx)
                        .await?;
                    places += erased.rows_affected();
                }
                tx.commit().await?;
                Ok(places)
            }

            async fn grant(
                &self,
                board: &Id,
                capability: Capability,
                entry: AuditEntry,
            ) -> Result<(), StoreError> {
                let mut tx = self.begin().await?;
                insert_capability(&mut *tx, board, &capability).await?;
                insert_audit(&mut *tx, board, &entry).await?;
                tx.commit().await?;
                Ok(())
            }

            async fn revoke(
                &self,
                board: &Id,
                hash: &[u8; 32],
                entry: AuditEntry,
            ) -> Result<bool, StoreError> {
                let mut tx = self.begin().await?;
                let gone = sqlx::query(sql::DELETE_CAPABILITY)
                    .bind(board.as_str())
                    .bind(&hash[..])
                    .execute(&mut *tx)
                    .await?;
                if gone.rows_affected() == 0 {
                    return Ok(false);
                }
                insert_audit(&mut *tx, board, &entry).await?;
                tx.commit().await?;
                Ok(true)
            }

            async fn used(
                &self,
                board: &Id,
                hash: &[u8; 32],
                at_ms: i64,
            ) -> Result<(), StoreError> {
                sqlx::query(sql::SET_USED)
                    .bind(board.as_str())
                    .bind(&hash[..])
                    .bind(at_ms)
                    .execute(&self.write)
                    .await?;
                Ok(())
            }

            async fn capabilities(&self, board: &Id) -> Result<Vec<Capability>, StoreError> {
                let rows: Vec<sql::CapabilityRow> = sqlx::query_as(sql::SELECT_CAPABILITIES)
                    .bind(board.as_str())
                    .fetch_all(&self.read)
                    .await?;
                rows.into_iter().map(sql::capability).collect()
            }

            async fn note(&self, board: &Id, entry: AuditEntry) -> Result<(), StoreError> {
                let mut tx = self.begin().await?;
                insert_audit(&mut *tx, board, &entry).await?;
                tx.commit().await?;
                Ok(())
            }

            async fn audit(&self, board: &Id, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
                let rows: Vec<sql::AuditRow> = sqlx::query_as(sql::SELECT_AUDIT)
                    .bind(board.as_str())
                    .bind(i64::from(limit))
                    .fetch_all(&self.read)
                    .await?;
                Ok(rows.into_iter().map(sql::audit_entry).collect())
            }

            async fn name_version(&self, board: &Id, version: Version) -> Result<(), StoreError> {
                sqlx::query(sql::NAME_VERSION)
                    .bind(board.as_str())
                    .bind(version.sequence.cast_signed())
                    .bind(&version.name)
                    .bind(version.at_ms)
                    .bind(&version.who)
                    .execute(&self.write)
                    .await?;
                Ok(())
            }

            async fn versions(&self, board: &Id) -> Result<Vec<Version>, StoreError> {
                let rows: Vec<sql::VersionRow> = sqlx::query_as(sql::SELECT_VERSIONS)
                    .bind(board.as_str())
                    .fetch_all(&self.read)
                    .await?;
                Ok(rows.into_iter().map(sql::version).collect())
            }

            async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Option<u64>>, StoreError> {
                let mut tx = self.begin().await?;
                let sequences = append(&mut *tx, updates).await?;
                tx.commit().await?;
                Ok(sequences)
            }

            async fn load_at(&self, board: &Id, sequence: u64) -> Result<Stored, StoreError> {
                // The log only grows: what comes between the two reads is in the tail or is not yet there.
                let row: Option<sql::SnapshotRow> = sqlx::query_as(sql::SELECT_SNAPSHOT)
                    .bind(board.as_str())
                    .bind(sequence.cast_signed())
                    .fetch_optional(&self.read)
                    .await?;
                let snapshot = row.map(sql::snapshot).transpose()?;
                let after = snapshot.as_ref().map_or(0, |s| s.sequence);
                let between = u32::try_from(sequence - after).unwrap_or(u32::MAX);
                let tail = self.log(board, after, between).await?;
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

            async fn activity(
                &self,
                board: &Id,
                interval_ms: i64,
                limit: u32,
            ) -> Result<Vec<Activity>, StoreError> {
                let rows: Vec<sql::ActivityRow> = sqlx::query_as(sql::SELECT_ACTIVITY)
                    .bind(board.as_str())
                    .bind(interval_ms.max(1))
                    .bind(i64::from(limit))
                    .fetch_all(&self.read)
                    .await?;
                Ok(rows.into_iter().map(sql::activity).collect())
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
                // In a transaction, as what it stands for.
                let mut tx = self.begin().await?;
                sqlx::query(sql::PROBE).execute(&mut *tx).await?;
                tx.commit().await?;
                Ok(())
            }

            async fn boards(&self) -> Result<Vec<Id>, StoreError> {
                let rows: Vec<(String,)> = sqlx::query_as(sql::SELECT_BOARDS)
                    .fetch_all(&self.read)
                    .await?;
                let mut boards = rows
                    .iter()
                    .map(|(id,)| sql::id(id))
                    .collect::<Result<Vec<_>, _>>()?;
                // Databases collate in their own ways.
                boards.sort();
                Ok(boards)
            }

            async fn back_up(&self, to: &std::path::Path) -> Result<(), StoreError> {
                self.write_backup(to).await
            }

            async fn faults(&self) -> Result<Vec<String>, StoreError> {
                self.find_faults().await
            }

            async fn close(&self) {
                self.read.close().await;
                self.write.close().await;
            }
        }

        sql::inserts!($database);
    };
}
pub(crate) use board_store;
