//! Comments on notes: threads beside the document, since who may comment need not be one who may edit.

use async_trait::async_trait;
use model::Id;

use crate::StoreError;

/// What was said about a note, and the answers. Times are milliseconds since 1970, UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub id: Id,
    /// The note it is about; the note may be gone.
    pub note: Id,
    pub opened_ms: i64,
    pub resolved: Option<Resolved>,
    /// In the order in which they were made; never none.
    pub comments: Vec<Comment>,
}

/// A thread that somebody called settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub at_ms: i64,
    /// As they call themselves.
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    pub id: Id,
    /// As they call themselves.
    pub author: String,
    /// SHA-256 of the secret by which the author may change it; None: nobody can.
    pub owner: Option<[u8; 32]>,
    pub text: String,
    pub at_ms: i64,
    pub edited_ms: Option<i64>,
}

/// Comments of boards; they go with their board. Each change says whether there was what it is about.
#[async_trait]
pub trait CommentStore: Send + Sync {
    /// A thread with its comments; false where the board does not exist.
    async fn open_thread(&self, board: &Id, thread: &Thread) -> Result<bool, StoreError>;

    /// All threads of a board, in order of their opening, then of their ids.
    async fn threads(&self, board: &Id) -> Result<Vec<Thread>, StoreError>;

    async fn add_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Comment,
    ) -> Result<bool, StoreError>;

    /// Calls a thread settled, or opens it again (None).
    async fn settle_thread(
        &self,
        board: &Id,
        thread: &Id,
        resolved: Option<Resolved>,
    ) -> Result<bool, StoreError>;

    async fn edit_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Id,
        text: &str,
        edited_ms: i64,
    ) -> Result<bool, StoreError>;

    /// Removes a comment for good; its thread goes with the last one.
    async fn remove_comment(
        &self,
        board: &Id,
        thread: &Id,
        comment: &Id,
    ) -> Result<bool, StoreError>;
}
