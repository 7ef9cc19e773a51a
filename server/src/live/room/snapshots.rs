//! When a room's log gets a snapshot: made beside the room's work, taken over when it is stored.

use store::Compaction;
use tokio::sync::oneshot;
use tracing::Instrument;

use super::RoomTask;
use crate::clock::now_ms;
use crate::live::compaction::{Compacted, compact};

/// A snapshot in the making.
pub type Making = oneshot::Receiver<Option<Compacted>>;

impl RoomTask {
    pub(super) fn compact_when_due(&mut self) {
        if self.compacting.is_some() {
            return;
        }
        let (rows, bytes) = self.room.tail_size();
        let rule = Compaction {
            rows,
            bytes,
            since_ms: now_ms() - self.compacted_ms,
        };
        let idle = self.room.is_empty() && !self.room.is_storing();
        let leaving = idle && !self.parted && rule.is_due_at_leaving();
        // Neither a restart nor a deletion waits for a snapshot: the log has all.
        if !self.evicted && (rule.is_due() || leaving) {
            self.parted = idle;
            self.compacted_ms = now_ms();
            let (made, waiting) = oneshot::channel();
            self.compacting = Some(waiting);
            let (head, updates) = (self.room.head(), self.room.updates());
            let (id, work) = (self.id.clone(), self.around.work.clone());
            let store = self.around.store.clone();
            let compacting = tracing::info_span!(
                parent: None,
                "snapshot",
                board.id = %id,
                log.sequence = head
            );
            let compacting = async move {
                let snapshot = compact(&*store, &work, &id, head, updates).await;
                let _ = made.send(snapshot);
            }
            .instrument(compacting);
            tokio::spawn(compacting);
        }
    }

    pub(super) fn rebase(&mut self, snapshot: Option<Compacted>) {
        self.compacting = None;
        if let Some(made) = snapshot {
            self.room.rebase(made.sequence, &made.bytes, made.content);
        }
    }
}

/// Waits for the snapshot in the making; for ever while there is none.
pub async fn made(compacting: &mut Option<Making>) -> Option<Compacted> {
    match compacting {
        Some(waiting) => waiting.await.ok().flatten(),
        None => std::future::pending().await,
    }
}
