//! Comments in memory.

use async_trait::async_trait;
use model::Id;

use super::MemoryStore;
use crate::StoreError;
use crate::comments::{Comment, CommentStore, Resolved, Thread};

impl MemoryStore {
    /// Runs `change` on a thread; false where there is none.
    fn change_thread(
        &self,
        board: &Id,
        thread: &Id,
        change: impl FnOnce(&mut Thread) -> bool,
    ) -> bool {
        let mut boards = self.boards();
        let threads = boards.get_mut(board).map(|kept| &mut kept.threads);
        let found = threads.and_then(|all| all.iter_mut().find(|t| t.id == *thread));
        found.is_some_and(change)
    }
}

#[async_trait]
impl CommentStore for MemoryStore {
    async fn open_thread(&self, board: &Id, thread: &Thread) -> Result<bool, StoreError> {
        let mut boards = self.boards();
        let Some(kept) = boards.get_mut(board) else {
            return Ok(false);
        };
        kept.threads.push(thread.clone());
        kept.threads
            .sort_by(|a, b| (a.opened_ms, &a.id).cmp(&(b.opened_ms, &b.id)));
        Ok(true)
    }

    async fn threads(&self, board: &Id) -> Result<Vec<Thread>, StoreError> {
        let boards = self.boards();
        Ok(boards
            .get(board)
            .map_or(Vec::new(), |kept| kept.threads.clone()))
    }

    async fn add_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Comment,
    ) -> Result<bool, StoreError> {
        Ok(self.change_thread(board, thread, |thread| {
            thread.comments.push(comment.clone());
            thread
                .comments
                .sort_by(|a, b| (a.at_ms, &a.id).cmp(&(b.at_ms, &b.id)));
            true
        }))
    }

    async fn settle_thread(
        &self,
        board: &Id,
        thread: &Id,
        resolved: Option<Resolved>,
    ) -> Result<bool, StoreError> {
        Ok(self.change_thread(board, thread, |thread| {
            thread.resolved = resolved;
            true
        }))
    }

    async fn edit_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Id,
        text: &str,
        edited_ms: i64,
    ) -> Result<bool, StoreError> {
        Ok(self.change_thread(board, thread, |thread| {
            let found = thread.comments.iter_mut().find(|c| c.id == *comment);
            found.is_some_and(|comment| {
                text.clone_into(&mut comment.text);
                comment.edited_ms = Some(edited_ms);
                true
            })
        }))
    }

    async fn remove_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Id,
    ) -> Result<bool, StoreError> {
        let removed = self.change_thread(board, thread, |thread| {
            let before = thread.comments.len();
            thread.comments.retain(|c| c.id != *comment);
            thread.comments.len() < before
        });
        if let Some(kept) = self.boards().get_mut(board) {
            kept.threads.retain(|t| !t.comments.is_empty());
        }
        Ok(removed)
    }
}
