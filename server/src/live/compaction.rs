//! Snapshots of a log, made beside the room's work.

use board::coverage::Content;
use board::{Board, BoardError};
use model::Id;
use store::{BoardStore, Snapshot};
use sync::room::Bytes;

use crate::clock::now_ms;
use crate::http::Work;

/// A snapshot that is stored.
#[derive(Debug)]
pub struct Compacted {
    /// The last update it holds.
    pub sequence: u64,
    pub bytes: Bytes,
    pub content: Content,
}

/// Makes and stores a snapshot; none when that fails, which loses nothing.
pub async fn compact(
    store: &dyn BoardStore,
    work: &Work,
    id: &Id,
    head: u64,
    updates: Vec<Bytes>,
) -> Option<Compacted> {
    let made = work.run(move || {
        let board = Board::load(0, updates.iter().map(|u| &**u))?;
        let snapshot: Bytes = board.compacted()?.into();
        let content = Content::of(&snapshot)?;
        Ok::<_, BoardError>((snapshot, content, board.snapshot().meta.title.clone()))
    });
    let (bytes, content, title) = match made.await {
        Ok(Ok(made)) => made,
        // What is missing will come; until then the log is kept as it is.
        Ok(Err(BoardError::Incomplete)) => return None,
        Ok(Err(error)) => {
            tracing::error!(board.id = %id, %error, "no snapshot");
            return None;
        }
        Err(error) => {
            tracing::warn!(board.id = %id, %error, "no snapshot");
            return None;
        }
    };
    let snapshot = Snapshot {
        sequence: head,
        at_ms: now_ms(),
        bytes: bytes.clone(),
    };
    let kept = store.put_snapshot(id, snapshot).await;
    let named = store.set_title(id, &title).await;
    if let Err(error) = kept.and(named) {
        tracing::warn!(board.id = %id, %error, "no snapshot");
        return None;
    }
    tracing::debug!(board.id = %id, log.sequence = head, snapshot.bytes = bytes.len(), "compacted");
    Some(Compacted {
        sequence: head,
        bytes,
        content,
    })
}
