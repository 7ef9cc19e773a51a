//! The statements about comments, and [`CommentStore`](crate::CommentStore) over them.

use model::Id;

use super::rows;
use crate::StoreError;
use crate::comments::{Comment, Resolved, Thread};

/// Writes nothing where the board does not exist.
pub(crate) const INSERT_THREAD: &str = "INSERT INTO comment_thread (board, thread, note, opened_ms) \
     SELECT id, $2, $3, $4 FROM board WHERE id = $1";
/// Writes nothing where the thread does not exist.
pub(crate) const INSERT_COMMENT: &str = "INSERT INTO comment (board, thread, comment, author, owner, text, at_ms) \
     SELECT board, thread, $3, $4, $5, $6, $7 FROM comment_thread WHERE board = $1 AND thread = $2";
pub(crate) const SELECT_THREADS: &str = "SELECT thread, note, opened_ms, resolved_ms, resolved_by \
     FROM comment_thread WHERE board = $1";
pub(crate) const SELECT_COMMENTS: &str = "SELECT thread, comment, author, owner, text, at_ms, edited_ms \
     FROM comment WHERE board = $1";
pub(crate) const SETTLE_THREAD: &str = "UPDATE comment_thread SET resolved_ms = $3, resolved_by = $4 \
     WHERE board = $1 AND thread = $2";
pub(crate) const EDIT_COMMENT: &str = "UPDATE comment SET text = $4, edited_ms = $5 \
     WHERE board = $1 AND thread = $2 AND comment = $3";
pub(crate) const DELETE_COMMENT: &str =
    "DELETE FROM comment WHERE board = $1 AND thread = $2 AND comment = $3";
pub(crate) const DELETE_EMPTY_THREAD: &str = "DELETE FROM comment_thread WHERE board = $1 AND thread = $2 \
     AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.board = $1 AND c.thread = $2)";

pub(crate) type ThreadRow = (String, String, i64, Option<i64>, String);
pub(crate) type CommentRow = (
    String,
    String,
    String,
    Option<Vec<u8>>,
    String,
    i64,
    Option<i64>,
);

/// Threads with their comments, in order.
pub(crate) fn threads(
    threads: Vec<ThreadRow>,
    comments: Vec<CommentRow>,
) -> Result<Vec<Thread>, StoreError> {
    let mut of: std::collections::BTreeMap<String, Vec<Comment>> = Default::default();
    for (thread, id, author, owner, text, at_ms, edited_ms) in comments {
        let owner = owner.map(<[u8; 32]>::try_from).transpose();
        let owner = owner.map_err(|_| StoreError::Unreadable("the owner of a comment".into()))?;
        of.entry(thread).or_default().push(Comment {
            id: rows::id(&id)?,
            author,
            owner,
            text,
            at_ms,
            edited_ms,
        });
    }
    let read = |(id, note, opened_ms, resolved_ms, by): ThreadRow| {
        let mut comments = of.remove(&id).unwrap_or_default();
        comments.sort_by(|a, b| (a.at_ms, &a.id).cmp(&(b.at_ms, &b.id)));
        Ok(Thread {
            id: rows::id(&id)?,
            note: rows::id(&note)?,
            opened_ms,
            resolved: resolved_ms.map(|at_ms| Resolved { at_ms, by }),
            comments,
        })
    };
    let mut threads = threads
        .into_iter()
        .map(read)
        .collect::<Result<Vec<_>, StoreError>>()?;
    // Between the two reads a thread may have lost its last comment.
    threads.retain(|thread| !thread.comments.is_empty());
    threads.sort_by(|a, b| (a.opened_ms, &a.id).cmp(&(b.opened_ms, &b.id)));
    Ok(threads)
}

/// Where a comment stands.
pub(crate) type Place<'a> = (&'a Id, &'a Id);

/// Gives a store with the pools `read` and `write` and an async `begin()` its [`CommentStore`](crate::CommentStore).
macro_rules! comment_store {
    ($store:ty, $database:ty) => {
        #[async_trait::async_trait]
        impl $crate::CommentStore for $store {
            async fn open_thread(&self, board: &Id, thread: &Thread) -> Result<bool, StoreError> {
                let mut tx = self.begin().await?;
                let opened = sqlx::query(comments::INSERT_THREAD)
                    .bind(board.as_str())
                    .bind(thread.id.as_str())
                    .bind(thread.note.as_str())
                    .bind(thread.opened_ms)
                    .execute(&mut *tx)
                    .await?;
                for comment in &thread.comments {
                    insert_comment(&mut *tx, (board, &thread.id), comment).await?;
                }
                tx.commit().await?;
                Ok(opened.rows_affected() > 0)
            }

            async fn threads(&self, board: &Id) -> Result<Vec<Thread>, StoreError> {
                let threads: Vec<comments::ThreadRow> = sqlx::query_as(comments::SELECT_THREADS)
                    .bind(board.as_str())
                    .fetch_all(&self.read)
                    .await?;
                let said: Vec<comments::CommentRow> = sqlx::query_as(comments::SELECT_COMMENTS)
                    .bind(board.as_str())
                    .fetch_all(&self.read)
                    .await?;
                comments::threads(threads, said)
            }

            async fn add_comment(
                &self,
                board: &Id,
                thread: &Id,
                comment: &Comment,
            ) -> Result<bool, StoreError> {
                let mut tx = self.begin().await?;
                let added = insert_comment(&mut *tx, (board, thread), comment).await?;
                tx.commit().await?;
                Ok(added)
            }

            async fn settle_thread(
                &self,
                board: &Id,
                thread: &Id,
                resolved: Option<Resolved>,
            ) -> Result<bool, StoreError> {
                let settled = sqlx::query(comments::SETTLE_THREAD)
                    .bind(board.as_str())
                    .bind(thread.as_str())
                    .bind(resolved.as_ref().map(|r| r.at_ms))
                    .bind(resolved.as_ref().map_or("", |r| r.by.as_str()))
                    .execute(&self.write)
                    .await?;
                Ok(settled.rows_affected() > 0)
            }

            async fn edit_comment(
                &self,
                board: &Id,
                thread: &Id,
                comment: &Id,
                text: &str,
                edited_ms: i64,
            ) -> Result<bool, StoreError> {
                let edited = sqlx::query(comments::EDIT_COMMENT)
                    .bind(board.as_str())
                    .bind(thread.as_str())
                    .bind(comment.as_str())
                    .bind(text)
                    .bind(edited_ms)
                    .execute(&self.write)
                    .await?;
                Ok(edited.rows_affected() > 0)
            }

            async fn remove_comment(
                &self,
                board: &Id,
                thread: &Id,
                comment: &Id,
            ) -> Result<bool, StoreError> {
                let mut tx = self.begin().await?;
                let removed = sqlx::query(comments::DELETE_COMMENT)
                    .bind(board.as_str())
                    .bind(thread.as_str())
                    .bind(comment.as_str())
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(comments::DELETE_EMPTY_THREAD)
                    .bind(board.as_str())
                    .bind(thread.as_str())
                    .execute(&mut *tx)
                    .await?;
                tx.commit().await?;
                Ok(removed.rows_affected() > 0)
            }
        }

        /// Says whether there is such a thread.
        async fn insert_comment(
            tx: &mut <$database as sqlx::Database>::Connection,
            (board, thread): comments::Place<'_>,
            comment: &Comment,
        ) -> Result<bool, StoreError> {
            let added = sqlx::query(comments::INSERT_COMMENT)
                .bind(board.as_str())
                .bind(thread.as_str())
                .bind(comment.id.as_str())
                .bind(&comment.author)
                .bind(comment.owner.as_ref().map(|owner| owner.to_vec()))
                .bind(&comment.text)
                .bind(comment.at_ms)
                .execute(tx)
                .await?;
            Ok(added.rows_affected() > 0)
        }
    };
}
pub(crate) use comment_store;
