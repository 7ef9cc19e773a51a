//! The task of one live board: it owns the room, and is the only one that touches it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use board::BoardError;
use model::Id;
use store::{Appended, BoardStore, Compaction, NewUpdate, Writer};
use sync::message::Message;
use sync::room::{Bytes, Closing, Output, PeerId, Recipients, Room, whole};
use tokio::sync::{mpsc, oneshot};

use super::compaction::compact;
use super::hub::Rooms;
use super::outbox::Outbox;
use crate::clock::now_ms;
use crate::http::Work;

/// What people say that may wait for its turn; then their connections are read later.
pub const INBOX: usize = 256;
/// How often the compaction rule is asked.
const LOOK: Duration = Duration::from_secs(5);

/// What happens to a room.
#[derive(Debug)]
pub enum Event {
    Join {
        peer: PeerId,
        joining: Joining,
        /// Answered when the peer is in; dropped when the room is closing.
        joined: oneshot::Sender<()>,
    },
    Frame {
        peer: PeerId,
        bytes: axum::body::Bytes,
    },
    Leave {
        peer: PeerId,
    },
    /// An update from no connection; answered when it is stored.
    Push {
        author: String,
        correlation: String,
        update: Bytes,
        pushed: oneshot::Sender<Result<u64, Closing>>,
    },
    /// Everybody is sent away.
    Evict {
        why: Closing,
    },
}

#[derive(Debug, Clone)]
pub struct Joining {
    pub role: model::Role,
    pub acks: bool,
    pub correlation: String,
    pub outbox: Arc<Outbox>,
}

/// What a room works with.
pub struct Surroundings {
    pub store: Arc<dyn BoardStore>,
    pub writer: Writer,
    pub work: Work,
    pub rooms: Rooms,
}

pub struct RoomTask {
    id: Id,
    around: Surroundings,
    room: Room,
    inbox: mpsc::Receiver<Event>,
    peers: BTreeMap<PeerId, Joining>,
    pushes: BTreeMap<u64, (String, oneshot::Sender<Result<u64, Closing>>)>,
    appended: (
        mpsc::UnboundedSender<Vec<Appended>>,
        mpsc::UnboundedReceiver<Vec<Appended>>,
    ),
    /// A snapshot in the making.
    compacting: Option<oneshot::Receiver<Option<(u64, Bytes)>>>,
    /// The time of the newest snapshot, or of the last try.
    compacted_ms: i64,
    /// The last one has left and the snapshot for it was tried.
    parted: bool,
    evicted: bool,
}

impl RoomTask {
    pub fn new(
        id: Id,
        around: Surroundings,
        room: Room,
        snapshot_ms: Option<i64>,
        inbox: mpsc::Receiver<Event>,
    ) -> RoomTask {
        RoomTask {
            id,
            around,
            room,
            inbox,
            peers: BTreeMap::new(),
            pushes: BTreeMap::new(),
            appended: mpsc::unbounded_channel(),
            compacting: None,
            compacted_ms: snapshot_ms.unwrap_or_else(now_ms),
            parted: false,
            evicted: false,
        }
    }

    /// Runs until nobody is in the room and all is stored and compacted.
    pub async fn run(mut self) {
        // Not at once: whoever made the room has not yet come in.
        let mut look = tokio::time::interval_at(tokio::time::Instant::now() + LOOK, LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                // What is stored is told before more is taken in.
                biased;
                Some(appended) = self.appended.1.recv() => self.stored(appended).await,
                snapshot = made(&mut self.compacting) => self.rebase(snapshot),
                event = self.inbox.recv() => match event {
                    Some(event) => self.handle(event).await,
                    None => self.evict(Closing::Restarting).await,
                },
                _ = look.tick() => {}
            }
            self.compact_when_due();
            if self.is_over() {
                break;
            }
        }
        tracing::debug!(board.id = %self.id, "room unloaded");
    }

    /// Whether the room may go; then nothing can come in any more.
    fn is_over(&mut self) -> bool {
        let idle = self.room.is_empty()
            && !self.room.is_storing()
            && self.compacting.is_none()
            && self.inbox.is_empty();
        // Under the lock of all rooms nobody can find this one and send to it.
        idle && self.around.rooms.remove_if(&self.id, || {
            let nothing_came = self.inbox.is_empty();
            if nothing_came {
                self.inbox.close();
            }
            nothing_came
        })
    }

    async fn handle(&mut self, event: Event) {
        match event {
            Event::Join {
                peer,
                joining,
                joined,
            } => {
                if self.evicted {
                    return;
                }
                let outputs = self.room.join(peer, joining.role, joining.acks);
                tracing::info!(
                    board.id = %self.id,
                    correlation.id = joining.correlation,
                    peer.role = joining.role.name(),
                    room.peers = self.peers.len() + 1,
                    "joined"
                );
                self.peers.insert(peer, joining);
                self.parted = false;
                if joined.send(()).is_ok() {
                    self.carry_out(outputs).await;
                } else {
                    self.leave(peer).await;
                }
            }
            Event::Frame { peer, bytes } => {
                let outputs = self.room.receive(peer, &bytes);
                self.carry_out(outputs).await;
            }
            Event::Leave { peer } => self.leave(peer).await,
            Event::Push {
                author,
                correlation,
                update,
                pushed,
            } => match self.room.push(author, update) {
                Ok((ticket, output)) => {
                    self.pushes.insert(ticket, (correlation, pushed));
                    self.carry_out(vec![output]).await;
                }
                Err(why) => drop(pushed.send(Err(why))),
            },
            Event::Evict { why } => self.evict(why).await,
        }
    }

    async fn leave(&mut self, peer: PeerId) {
        let Some(left) = self.peers.remove(&peer) else {
            return;
        };
        let outputs = self.room.leave(peer);
        tracing::info!(
            board.id = %self.id,
            correlation.id = left.correlation,
            room.peers = self.peers.len(),
            "left"
        );
        self.carry_out(outputs).await;
    }

    async fn evict(&mut self, why: Closing) {
        self.evicted = true;
        let peers: Vec<PeerId> = self.peers.keys().copied().collect();
        for peer in peers {
            if let Some(joining) = self.peers.get(&peer) {
                joining.outbox.close(why.clone());
            }
            self.leave(peer).await;
        }
    }

    async fn stored(&mut self, appended: Vec<Appended>) {
        let results: Vec<(u64, Result<u64, Closing>)> = appended
            .into_iter()
            .map(|a| (a.ticket, a.result.map_err(closing)))
            .collect();
        let pushed: Vec<_> = results
            .iter()
            .filter_map(|(ticket, result)| {
                let (_, pushed) = self.pushes.remove(ticket)?;
                Some((pushed, result.clone()))
            })
            .collect();
        let outputs = self.room.stored(results);
        self.carry_out(outputs).await;
        for (to, result) in pushed {
            // Who asked may have gone.
            let _ = to.send(result);
        }
    }

    async fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Frame { to, frame } => {
                    self.each(to, |outbox| outbox.push(frame.clone()));
                }
                Output::Presence { to, entries } => {
                    self.each(to, |outbox| outbox.presence(&entries));
                }
                Output::CatchUp { to, frames } => self.each(Recipients::One(to), |outbox| {
                    if outbox.begin_catch_up() {
                        outbox.catch_up(frames.clone());
                    }
                }),
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

    fn each(&self, to: Recipients, send: impl Fn(&Outbox)) {
        match to {
            Recipients::One(peer) => self
                .peers
                .get(&peer)
                .into_iter()
                .for_each(|p| send(&p.outbox)),
            Recipients::All => self.peers.values().for_each(|p| send(&p.outbox)),
            Recipients::AllBut(author) => {
                let others = self.peers.iter().filter(|(peer, _)| **peer != author);
                others.for_each(|(_, p)| send(&p.outbox));
            }
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
                Ok(Ok(frames)) => outbox.catch_up(frames),
                Ok(Err(why)) => outbox.close(why),
                Err(_) => outbox.close(Closing::Restarting),
            }
        });
    }

    async fn store(&mut self, ticket: u64, peer: Option<PeerId>, author: String, update: Bytes) {
        let correlation = match peer {
            Some(peer) => self.peers.get(&peer).map(|p| p.correlation.clone()),
            None => self
                .pushes
                .get(&ticket)
                .map(|(correlation, _)| correlation.clone()),
        };
        let update = NewUpdate {
            board: self.id.clone(),
            at_ms: now_ms(),
            author,
            correlation: correlation.unwrap_or_default(),
            bytes: update,
        };
        let done = self.appended.0.clone();
        if !self.around.writer.submit(update, ticket, done).await {
            let failed = Appended {
                ticket,
                result: Err(store::AppendError::Store("the writer has ended".into())),
            };
            // The channel's other end is our own.
            let _ = self.appended.0.send(vec![failed]);
        }
    }

    fn compact_when_due(&mut self) {
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
            tokio::spawn(async move {
                let snapshot = compact(&*store, &work, &id, head, updates).await;
                let _ = made.send(snapshot);
            });
        }
    }

    fn rebase(&mut self, snapshot: Option<(u64, Bytes)>) {
        self.compacting = None;
        if let Some((sequence, bytes)) = snapshot {
            self.room.rebase(sequence, bytes);
        }
    }
}

async fn made(
    compacting: &mut Option<oneshot::Receiver<Option<(u64, Bytes)>>>,
) -> Option<(u64, Bytes)> {
    match compacting {
        Some(waiting) => waiting.await.ok().flatten(),
        None => std::future::pending().await,
    }
}

fn closing(error: store::AppendError) -> Closing {
    match error {
        store::AppendError::Gone => Closing::Gone,
        store::AppendError::Store(_) => Closing::NotStored,
    }
}
