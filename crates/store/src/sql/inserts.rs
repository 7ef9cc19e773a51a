//! What several statements of a transaction write together: links, lines of the audit, updates.

/// The functions that write them, on a connection of a database.
macro_rules! inserts {
    ($database:ty) => {
        async fn insert_capability(
            tx: &mut <$database as sqlx::Database>::Connection,
            board: &Id,
            capability: &Capability,
        ) -> Result<(), StoreError> {
            sqlx::query(sql::INSERT_CAPABILITY)
                .bind(board.as_str())
                .bind(&capability.hash[..])
                .bind(capability.role.name())
                .bind(capability.granted_ms)
                .bind(capability.expires_ms)
                .bind(&capability.label)
                .execute(tx)
                .await?;
            Ok(())
        }

        async fn insert_audit(
            tx: &mut <$database as sqlx::Database>::Connection,
            board: &Id,
            entry: &AuditEntry,
        ) -> Result<(), StoreError> {
            sqlx::query(sql::INSERT_AUDIT)
                .bind(board.as_str())
                .bind(entry.at_ms)
                .bind(&entry.who)
                .bind(&entry.what)
                .bind(&entry.correlation)
                .execute(tx)
                .await?;
            Ok(())
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
pub(crate) use inserts;
