//! All rooms of this node: loaded when somebody comes, gone when nobody is there.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::Id;
use store::{BoardStore, Writer};
use sync::room::{Closing, Limits, PeerId, Room};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tracing::{Instrument, Span};

use super::pace::{Rates, SharedPace};
use super::relay::{Relay, RelayFigures, Word};
use super::room::{Event, INBOX, Joining, RoomTask, Surroundings};
use crate::http::{Error, Work};
use crate::metrics::LiveFigures;

/// A room that goes has this long to store what it was told.
const PARTING: Duration = Duration::from_secs(10);

/// KiB of frames that may wait to be heard, in all rooms together; then connections are read later.
const HEARING_KIB: u32 = 64 * 1024;

/// Who meets a room on its way out tries again this often, waiting a little longer each time.
const TRIES: u32 = 8;
const PAUSE: Duration = Duration::from_millis(10);

/// The way into each room.
#[derive(Clone, Debug, Default)]
pub struct Rooms {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    rooms: Mutex<HashMap<Id, Door>>,
    /// Links that were taken back since the start: somebody may be on their way in.
    cut: Mutex<HashSet<[u8; 32]>>,
    closing: AtomicBool,
    emptied: Notify,
    /// Updates that rooms had to read because the relay had not brought them.
    found: AtomicU64,
}

impl Rooms {
    /// Forgets a room if `may_go` agrees; asked while nobody can find it.
    pub fn remove_if(&self, id: &Id, may_go: impl FnOnce() -> bool) -> bool {
        let mut rooms = self.rooms();
        let goes = may_go();
        if goes {
            rooms.remove(id);
            self.inner.emptied.notify_waiters();
        }
        goes
    }

    /// Whether a link was taken back.
    pub fn is_cut(&self, link: &[u8; 32]) -> bool {
        self.cut().contains(link)
    }

    /// A link was taken back, here or on another node.
    pub fn remember_cut(&self, link: [u8; 32]) {
        self.cut().insert(link);
    }

    pub fn count_found(&self, updates: usize) {
        self.inner
            .found
            .fetch_add(updates as u64, Ordering::Relaxed);
    }

    /// Whether the server is stopping.
    pub fn is_closing(&self) -> bool {
        self.inner.closing.load(Ordering::Relaxed)
    }

    fn cut(&self) -> MutexGuard<'_, HashSet<[u8; 32]>> {
        self.inner
            .cut
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Id, Door>> {
        // Nothing here panics half-way through a change.
        self.inner
            .rooms
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// The way into a room, and how fast all who come through it are heard together.
#[derive(Clone, Debug)]
struct Door {
    room: mpsc::Sender<Event>,
    pace: SharedPace,
}

/// A seat in a room, until it is left.
#[derive(Debug)]
pub struct Seat {
    pub peer: PeerId,
    pub room: mpsc::Sender<Event>,
    /// That of the whole board.
    pub pace: SharedPace,
    memory: Arc<Semaphore>,
}

impl Seat {
    /// Memory for a frame that waits to be heard, as soon as there is some: all rooms share it.
    pub async fn memory_for(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let kib = u32::try_from(bytes / 1024 + 1).unwrap_or(HEARING_KIB);
        let memory = self.memory.clone();
        // An error would say that the semaphore is closed, which nobody does.
        memory.acquire_many_owned(kib.min(HEARING_KIB)).await.ok()
    }
}

#[derive(Clone)]
pub struct Hub {
    store: Arc<dyn BoardStore>,
    writer: Writer,
    work: Work,
    limits: Limits,
    /// Of each board.
    pace: Rates,
    relay: Arc<dyn Relay>,
    rooms: Rooms,
    next_peer: Arc<AtomicU64>,
    memory: Arc<Semaphore>,
}

impl Hub {
    pub fn new(
        store: Arc<dyn BoardStore>,
        writer: Writer,
        work: Work,
        limits: Limits,
        pace: Rates,
        relay: Arc<dyn Relay>,
    ) -> Hub {
        Hub {
            store,
            writer,
            work,
            limits,
            pace,
            relay,
            rooms: Rooms::default(),
            next_peer: Arc::new(AtomicU64::new(1)),
            memory: Arc::new(Semaphore::new(HEARING_KIB as usize)),
        }
    }

    /// Takes a connection into the room of a board.
    pub async fn join(&self, board: &Id, joining: Joining) -> Result<Seat, Error> {
        let peer = self.next_peer.fetch_add(1, Ordering::Relaxed);
        for attempt in 0..TRIES {
            let Door { room, pace } = self.room(board)?;
            let (joined, answer) = oneshot::channel();
            let event = Event::Join {
                peer,
                joining: joining.clone(),
                joined,
            };
            // A room on its way out takes nobody in: then a new one does.
            if room.send(event).await.is_ok() && answer.await.is_ok() {
                let memory = self.memory.clone();
                return Ok(Seat {
                    peer,
                    room,
                    pace,
                    memory,
                });
            }
            self.rest(board, attempt).await?;
        }
        Err(Error::Busy)
    }

    /// Stores an update that comes from no connection, and shows it to who is there. Its sequence in the log.
    pub async fn push(
        &self,
        board: &Id,
        author: &str,
        correlation: &str,
        update: Vec<u8>,
    ) -> Result<u64, Error> {
        for attempt in 0..TRIES {
            let Door { room, .. } = self.room(board)?;
            let (pushed, answer) = oneshot::channel();
            let event = Event::Push {
                author: author.to_owned(),
                correlation: correlation.to_owned(),
                update: update.clone(),
                pushed,
            };
            if room.send(event).await.is_ok()
                && let Ok(result) = answer.await
            {
                return result.map_err(|why| match why {
                    Closing::Gone => Error::Trashed,
                    Closing::NotStored => Error::NotStored,
                    other => Error::Internal(other.to_string()),
                });
            }
            self.rest(board, attempt).await?;
        }
        Err(Error::Busy)
    }

    /// Closes the connections of who came in by a link that was taken back, and of who is on their way in.
    pub async fn cut(&self, board: &Id, link: [u8; 32]) {
        self.rooms.remember_cut(link);
        self.relay.tell(board, Word::Cut(link));
        self.tell(board, Event::Cut { link }).await;
    }

    /// Tells open pages that something beside the document has changed.
    pub async fn notify(&self, board: &Id, topic: &'static str) {
        self.relay.tell(board, Word::Notice(topic.to_owned()));
        self.tell(board, Event::Notice { topic }).await;
    }

    /// Closes everybody's connection to a board, because it is gone.
    pub async fn evict(&self, board: &Id) {
        self.relay.tell(board, Word::Gone);
        self.tell(board, Event::Evict { why: Closing::Gone }).await;
    }

    /// Sends everybody away, to come again after a restart, and waits until all is stored.
    pub async fn close(&self) {
        self.rooms.inner.closing.store(true, Ordering::Relaxed);
        let rooms: Vec<_> = self.rooms.rooms().values().cloned().collect();
        // A room that is busy storing does not keep the people of others waiting.
        let evicting = rooms.iter().map(|door| {
            let why = Closing::Restarting;
            door.room.send(Event::Evict { why })
        });
        let evicting = tokio::time::timeout(PARTING, futures::future::join_all(evicting));
        let _ = evicting.await;
        if tokio::time::timeout(PARTING, self.emptied()).await.is_err() {
            tracing::warn!("rooms did not close in time");
        }
    }

    /// Whether the server is stopping.
    pub fn is_closing(&self) -> bool {
        self.rooms.is_closing()
    }

    /// Waits until no room is loaded.
    pub async fn emptied(&self) {
        loop {
            let emptied = self.rooms.inner.emptied.notified();
            tokio::pin!(emptied);
            // From here on nothing is missed.
            emptied.as_mut().enable();
            if self.rooms.rooms().is_empty() {
                return;
            }
            emptied.await;
        }
    }

    /// Tells a room something, if it is loaded.
    async fn tell(&self, board: &Id, event: Event) {
        let door = self.rooms.rooms().get(board).cloned();
        if let Some(door) = door {
            // An error says that the room has gone by itself.
            let _ = door.room.send(event).await;
        }
    }

    /// What waits here at this moment, and what was stored.
    pub fn figures(&self) -> LiveFigures {
        LiveFigures {
            rooms: self.loaded() as u64,
            waiting_updates: self.writer.waiting() as u64,
            waiting_kib: (HEARING_KIB as usize - self.memory.available_permits()) as u64,
            commits: self.writer.commits().figures(),
            relay: self.relay(),
        }
    }

    /// What is said between nodes; None where there is but one.
    pub fn relay(&self) -> Option<RelayFigures> {
        let figures = self.relay.figures()?;
        Some(RelayFigures {
            found: self.rooms.inner.found.load(Ordering::Relaxed),
            ..figures
        })
    }

    /// How many rooms are loaded.
    pub fn loaded(&self) -> usize {
        self.rooms.rooms().len()
    }

    /// The way into a room, which is loaded if need be.
    fn room(&self, board: &Id) -> Result<Door, Error> {
        let mut rooms = self.rooms.rooms();
        // Under the lock: who stops the server sees all rooms that there ever are.
        if self.rooms.is_closing() {
            return Err(Error::Busy);
        }
        if let Some(door) = rooms.get(board) {
            return Ok(door.clone());
        }
        let (room, inbox) = mpsc::channel(INBOX);
        let pace = self.pace.start(Instant::now());
        let door = Door { room, pace };
        rooms.insert(board.clone(), door.clone());
        // Part of the trace of who waits for it; the room outlives that.
        tokio::spawn(load(self.clone(), board.clone(), inbox, Span::current()));
        Ok(door)
    }

    /// Lets a room finish that is on its way out; an error when there is no use in trying again.
    async fn rest(&self, board: &Id, attempt: u32) -> Result<(), Error> {
        tokio::time::sleep(PAUSE * 2_u32.pow(attempt)).await;
        match self.store.board(board).await? {
            Some(record) if record.trashed_ms.is_none() => Ok(()),
            _ => Err(Error::Trashed),
        }
    }
}

/// Reads a board and runs its room; when it cannot be read, who waits in the inbox is let go.
async fn load(hub: Hub, id: Id, inbox: mpsc::Receiver<Event>, waiting: Span) {
    let loading = tracing::info_span!(parent: waiting, "load", board.id = %id);
    match read(&hub, &id).instrument(loading).await {
        Ok((room, snapshot_ms)) => {
            let around = Surroundings {
                store: hub.store,
                writer: hub.writer,
                work: hub.work,
                rooms: hub.rooms,
                relay: hub.relay,
            };
            RoomTask::new(id, around, room, snapshot_ms, inbox)
                .run()
                .await;
        }
        Err(error) => {
            tracing::error!(board.id = %id, error, "a room could not be loaded");
            hub.rooms.remove_if(&id, || true);
        }
    }
}

/// A room as it is stored, and the time of its snapshot.
async fn read(hub: &Hub, id: &Id) -> Result<(Room, Option<i64>), String> {
    let stored = hub.store.load(id).await.map_err(|e| e.to_string())?;
    let limits = hub.limits;
    let snapshot_ms = stored.snapshot.as_ref().map(|s| s.at_ms);
    let built = hub.work.run(move || {
        let base = stored.snapshot.map(|s| (s.sequence, s.bytes));
        let tail = stored.tail.into_iter().map(|e| (e.sequence, e.bytes));
        Room::load(base, tail.collect(), limits)
    });
    let room = built.await.map_err(|e| e.to_string())?;
    Ok((room.map_err(|e| e.to_string())?, snapshot_ms))
}
