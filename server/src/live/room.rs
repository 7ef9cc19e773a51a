//! The task of one live board: it owns the room, and is the only one that touches it.

mod event;
mod relaying;
mod saying;
mod snapshots;
mod storing;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use model::Id;
use store::{Appended, BoardStore, Writer};
use sync::room::{Closing, PeerId, Room};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::broadcast::Broadcast;
use super::hub::Rooms;
use super::relay::Relay;
use crate::clock::now_ms;
use crate::http::Work;
use relaying::Relaying;
use snapshots::{Making, made};
use storing::Pushed;

pub use event::{Event, Joining};

/// What people say that may wait for its turn; then their connections are read later.
pub const INBOX: usize = 256;
/// How often the compaction rule is asked, and who is there.
const LOOK: Duration = Duration::from_secs(5);

/// What a room works with.
pub struct Surroundings {
    pub store: Arc<dyn BoardStore>,
    pub writer: Writer,
    pub work: Work,
    pub rooms: Rooms,
    pub relay: Arc<dyn Relay>,
}

pub struct RoomTask {
    id: Id,
    around: Surroundings,
    room: Room,
    inbox: mpsc::Receiver<Event>,
    peers: BTreeMap<PeerId, Joining>,
    broadcast: Broadcast,
    /// By their tickets.
    pushes: BTreeMap<u64, Pushed>,
    appended: (
        mpsc::UnboundedSender<Vec<Appended>>,
        mpsc::UnboundedReceiver<Vec<Appended>>,
    ),
    relaying: Relaying,
    compacting: Option<Making>,
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
            relaying: Relaying::new(around.relay.clone(), &id),
            id,
            around,
            room,
            inbox,
            peers: BTreeMap::new(),
            broadcast: Broadcast::default(),
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
        let mut look = tokio::time::interval_at(Instant::now() + LOOK, LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let due = self.due().into_iter().chain(self.relaying.due()).min();
            tokio::select! {
                // What is stored is told before more is taken in.
                biased;
                Some(appended) = self.appended.1.recv() => self.stored(appended).await,
                snapshot = made(&mut self.compacting) => self.rebase(snapshot),
                () = until(due) => {}
                heard = self.relaying.next() => self.hear(heard).await,
                event = self.inbox.recv() => match event {
                    Some(event) => self.handle(event).await,
                    None => self.evict(Closing::Restarting).await,
                },
                _ = look.tick() => {
                    self.room.look();
                    self.call_the_roll();
                }
            }
            self.ask_when_due();
            self.say_what_is_due();
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
                if self.around.rooms.is_cut(&joining.link) {
                    joining.outbox.close(Closing::LinkCut);
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
            Event::Frame { peer, bytes, room } => {
                let outputs = self.room.receive(peer, &bytes);
                self.carry_out(outputs).await;
                drop(room);
            }
            Event::Leave { peer } => self.leave(peer).await,
            Event::Push {
                author,
                correlation,
                update,
                pushed: answer,
            } => match self.room.push(author, &update) {
                Ok((ticket, output)) => {
                    let pushed = Pushed {
                        correlation,
                        answer,
                    };
                    self.pushes.insert(ticket, pushed);
                    self.carry_out(vec![output]).await;
                }
                Err(why) => drop(answer.send(Err(why))),
            },
            Event::Cut { link } => self.cut(|joining| joining.link == link),
            Event::Notice { topic } => self.notice(topic),
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

    /// Sends some away, because their link opens nothing any more.
    fn cut(&self, whom: impl Fn(&Joining) -> bool) {
        let cut = self.peers.values().filter(|joining| whom(joining));
        cut.for_each(|joining| joining.outbox.close(Closing::LinkCut));
    }

    async fn evict(&mut self, why: Closing) {
        self.evicted = true;
        // What is stored is told to who made it.
        self.say_all();
        let peers: Vec<PeerId> = self.peers.keys().copied().collect();
        for peer in peers {
            if let Some(joining) = self.peers.get(&peer) {
                joining.outbox.close(why.clone());
            }
            self.leave(peer).await;
        }
    }
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => tokio::time::sleep_until(due).await,
        None => std::future::pending().await,
    }
}
