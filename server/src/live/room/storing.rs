//! Between a room and the store's writer: updates go out with a ticket, and what became of them comes back.

use store::{AppendError, Appended, NewUpdate};
use sync::room::{Bytes, Closing, PeerId};
use tokio::sync::oneshot;

use super::RoomTask;
use crate::clock::now_ms;

/// An update that came from no connection, and who waits for its sequence.
pub struct Pushed {
    pub correlation: String,
    pub answer: oneshot::Sender<Result<u64, Closing>>,
}

impl RoomTask {
    /// Hands an update to the writer, waiting while that has too much to do.
    pub(super) async fn store(
        &mut self,
        ticket: u64,
        peer: Option<PeerId>,
        author: String,
        update: Bytes,
    ) {
        let known = peer.and_then(|peer| self.peers.get(&peer)?.name.clone());
        let correlation = match peer {
            Some(peer) => self.peers.get(&peer).map(|p| &p.correlation),
            None => self.pushes.get(&ticket).map(|p| &p.correlation),
        };
        let update = NewUpdate {
            board: self.id.clone(),
            at_ms: now_ms(),
            author: known.unwrap_or(author),
            correlation: correlation.cloned().unwrap_or_default(),
            bytes: update,
        };
        let done = self.appended.0.clone();
        if !self.around.writer.submit(update, ticket, done).await {
            let failed = Appended {
                ticket,
                result: Err(AppendError::Store("the writer has ended".into())),
            };
            // The channel's other end is our own.
            let _ = self.appended.0.send(vec![failed]);
        }
    }

    /// What became of updates: told to their authors, and what is durable to everybody.
    pub(super) async fn stored(&mut self, appended: Vec<Appended>) {
        let results: Vec<(u64, Result<u64, Closing>)> = appended
            .into_iter()
            .map(|a| (a.ticket, a.result.map_err(closing)))
            .collect();
        let pushed: Vec<_> = results
            .iter()
            .filter_map(|(ticket, result)| {
                let pushed = self.pushes.remove(ticket)?;
                Some((pushed.answer, result.clone()))
            })
            .collect();
        let outputs = self.room.stored(results);
        self.carry_out(outputs).await;
        self.tell_stored();
        for (to, result) in pushed {
            // Who asked may have gone.
            let _ = to.send(result);
        }
    }
}

fn closing(error: AppendError) -> Closing {
    match error {
        AppendError::Gone => Closing::Gone,
        AppendError::Store(_) => Closing::NotStored,
    }
}
