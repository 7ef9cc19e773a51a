//! Carries out what a room wants: to each connection's outbox, or first to the store.

use board::BoardError;
use sync::message::Message;
use sync::room::{Bytes, Closing, Output, PeerId, Recipients, whole};
use tokio::time::Instant;

use super::RoomTask;

impl RoomTask {
    pub(super) async fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Frame { to, frame } => match to {
                    Recipients::One(peer) => {
                        if let Some(joining) = self.peers.get(&peer) {
                            joining.outbox.push(frame);
                        }
                    }
                    Recipients::AllBut(peer) => self.broadcast.change(Some(peer), frame),
                    Recipients::All => self.broadcast.change(None, frame),
                },
                Output::Ack { to, count } => self.broadcast.acknowledge(to, count),
                Output::Presence { to, entries } => match to {
                    Recipients::One(peer) => {
                        if let Some(joining) = self.peers.get(&peer) {
                            joining.outbox.presence(&entries);
                        }
                    }
                    Recipients::AllBut(peer) => {
                        self.relaying.show(&entries);
                        self.broadcast.presence(Some(peer), entries);
                    }
                    Recipients::All => {
                        self.relaying.show(&entries);
                        self.broadcast.presence(None, entries);
                    }
                },
                Output::CatchUp { to, frames } => {
                    if let Some(joining) = self.peers.get(&to)
                        && joining.outbox.begin_catch_up()
                    {
                        joining.outbox.catch_up(frames);
                    }
                }
                Output::Lacking {
                    to,
                    updates,
                    state_vector,
                } => {
                    self.send_lacking(to, updates, state_vector);
                }
                Output::Store {
                    ticket,
                    peer,
                    author,
                    update,
                } => {
                    self.store(ticket, peer, author, update).await;
                }
                Output::Relay { sequence, update } => self.relaying.store(sequence, update),
                Output::Close { peer, why } => {
                    if let Some(joining) = self.peers.get(&peer) {
                        tracing::info!(
                            board.id = %self.id,
                            correlation.id = joining.correlation,
                            close.code = why.code(),
                            close.reason = %why,
                            "closed"
                        );
                        joining.outbox.close(why);
                    }
                }
            }
        }
    }

    /// Tells those who understand it that something beside the document has changed.
    pub(super) fn notice(&self, topic: &str) {
        let frame: Bytes = Message::Notice(topic).encode().into();
        for joining in self.peers.values().filter(|joining| joining.acks) {
            joining.outbox.push(frame.clone());
        }
    }

    /// When something is to be said; None while nothing waits.
    pub(super) fn due(&self) -> Option<Instant> {
        self.broadcast.due(self.peers.len(), Instant::now())
    }

    /// Says what has waited long enough.
    pub(super) fn say_what_is_due(&mut self) {
        let now = Instant::now();
        let due = self.broadcast.due(self.peers.len(), now);
        if due.is_some_and(|due| due <= now) {
            self.say_all();
        }
    }

    /// Says what waits.
    pub(super) fn say_all(&mut self) {
        let said = self.broadcast.take(Instant::now());
        if said.shows() {
            self.tell_shown();
        }
        for (peer, joining) in &self.peers {
            joining.outbox.say(*peer, &said);
        }
    }

    /// Builds a document, so it is done elsewhere; what changes meanwhile is sent before or after, in any order.
    fn send_lacking(&self, to: PeerId, updates: Vec<Bytes>, state_vector: Vec<u8>) {
        let Some(outbox) = self.peers.get(&to).map(|p| p.outbox.clone()) else {
            return;
        };
        if !outbox.begin_catch_up() {
            return;
        }
        let work = self.around.work.clone();
        tokio::spawn(async move {
            let _turn = outbox.turn().await;
            let answer = work.run(move || {
                let all = updates.iter().map(|update| &**update);
                match board::wire::diff_of(all, &state_vector) {
                    Ok(update) => Ok(vec![Message::Step2(&update).encode().into()]),
                    // A log with gaps cannot be cut: all of it is not too much.
                    Err(BoardError::Incomplete) => Ok(whole(&updates)),
                    Err(error) => Err(Closing::Malformed(error.to_string())),
                }
            });
            match answer.await {
                Ok(Ok(frames)) => outbox.catch_up_alone(frames),
                Ok(Err(why)) => outbox.close(why),
                Err(_) => outbox.close(Closing::Restarting),
            }
        });
    }
}
