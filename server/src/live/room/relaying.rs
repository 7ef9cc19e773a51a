//! Between a room and the same board's rooms on other nodes: the relay says what is new, the store what is true.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use store::{BoardStore, Capability, StoreError};
use sync::room::{Attendant, Bytes, Closing, Output, PeerId};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

use super::RoomTask;
use crate::clock::now_ms;
use crate::live::relay::{NodeId, Relay, Said, Word};

/// The store is asked this often whether the relay has missed something …
const CHECK: Duration = Duration::from_secs(5);
/// … and this often while the relay is away; so soon that is noticed.
const CHECK_ALONE: Duration = Duration::from_secs(1);
/// What is known to be missing may be on its way for so long.
const ON_ITS_WAY: Duration = Duration::from_millis(50);
/// A node that has not called its roll for so long is gone.
const NODE_GONE: Duration = Duration::from_secs(15);
/// Log entries that are read at once.
const ENTRIES: u32 = 1_000;

pub struct Relaying {
    relay: Arc<dyn Relay>,
    /// None where there are no other nodes.
    words: Option<mpsc::Receiver<Said>>,
    /// When each other node with people here was heard last.
    nodes: BTreeMap<NodeId, Instant>,
    /// What people of this node show that the others have not been told.
    shown: BTreeMap<u64, Attendant>,
    /// Stored here, and not yet told.
    stored: Vec<(u64, Bytes)>,
    reading: Option<oneshot::Receiver<Option<Found>>>,
    check: Option<Instant>,
    /// When to see whether the relay is away.
    glance: Option<Instant>,
    /// How long to wait for what is known to be missing.
    patience: Duration,
}

/// What the store says of a board.
pub struct Found {
    gone: bool,
    links: Vec<Capability>,
    updates: Vec<(u64, Bytes)>,
}

/// What happens beside the room.
pub enum Heard {
    Said(Said),
    Found(Option<Found>),
}

impl Relaying {
    pub fn new(relay: Arc<dyn Relay>, board: &model::Id) -> Relaying {
        let words = relay.listen(board);
        let soon = words.is_some().then(|| Instant::now() + CHECK_ALONE);
        Relaying {
            relay,
            words,
            nodes: BTreeMap::new(),
            shown: BTreeMap::new(),
            stored: Vec::new(),
            reading: None,
            check: soon,
            glance: soon,
            patience: ON_ITS_WAY,
        }
    }

    /// The next word or answer; for ever where nobody speaks.
    pub async fn next(&mut self) -> Heard {
        let answer = async {
            match &mut self.reading {
                Some(reading) => reading.await.ok().flatten(),
                None => std::future::pending().await,
            }
        };
        let word = async {
            match &mut self.words {
                Some(words) => words.recv().await,
                None => None,
            }
        };
        tokio::select! {
            found = answer => {
                self.reading = None;
                Heard::Found(found)
            }
            Some(said) = word => Heard::Said(said),
        }
    }

    pub fn show(&mut self, entries: &[Attendant]) {
        if self.words.is_some() {
            let entries = entries.iter().map(|entry| (entry.client, entry.clone()));
            self.shown.extend(entries);
        }
    }

    pub fn store(&mut self, sequence: u64, update: Bytes) {
        if self.words.is_some() {
            self.stored.push((sequence, update));
        }
    }

    /// When the store, or the relay, is to be looked at.
    pub fn due(&self) -> Option<Instant> {
        let next = self.check.into_iter().chain(self.glance).min();
        next.filter(|_| self.reading.is_none())
    }

    /// Whether the store is to be asked now.
    fn is_due(&mut self, now: Instant) -> bool {
        if self.reading.is_some() {
            return false;
        }
        if self.glance.is_some_and(|glance| glance <= now) {
            self.glance = Some(now + CHECK_ALONE);
            if !self.relay.is_live() {
                self.ask_within(Duration::ZERO);
            }
        }
        self.check.is_some_and(|check| check <= now)
    }

    fn ask_within(&mut self, pause: Duration) {
        let at = Instant::now() + pause;
        self.check = Some(self.check.map_or(at, |check| check.min(at)));
    }
}

impl RoomTask {
    /// Tells the other nodes what is stored.
    pub(super) fn tell_stored(&mut self) {
        let stored = std::mem::take(&mut self.relaying.stored);
        if !stored.is_empty() {
            self.tell(Word::stored(&stored));
        }
    }

    /// Tells the other nodes what people show.
    pub(super) fn tell_shown(&mut self) {
        let shown = std::mem::take(&mut self.relaying.shown);
        if !shown.is_empty() {
            self.tell(Word::Shown(shown.into_values().collect()));
        }
    }

    pub(super) async fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Found(Some(found)) => self.found(found).await,
            Heard::Found(None) => {
                // The store does not answer: it is asked again.
                self.relaying.patience = CHECK_ALONE;
                self.relaying.ask_within(CHECK_ALONE);
            }
            Heard::Said(Said { node, word }) if node == self.relaying.relay.node() => {
                if word == Word::WhoIsThere {
                    // From here on everything is heard: what was said before is in the store.
                    self.relaying.ask_within(Duration::ZERO);
                    self.call_the_roll();
                }
            }
            Heard::Said(said) => self.hear_word(said),
        }
    }

    /// Asks the store when that is due, or when something is known to be missing.
    pub(super) fn ask_when_due(&mut self) {
        if self.room.is_behind() {
            self.relaying.ask_within(self.relaying.patience);
        }
        let now = Instant::now();
        if !self.relaying.is_due(now) {
            return;
        }
        self.relaying.check = self.relaying.words.is_some().then(|| now + CHECK);
        let (answer, reading) = oneshot::channel();
        self.relaying.reading = Some(reading);
        let (store, id, head) = (self.around.store.clone(), self.id.clone(), self.room.head());
        tokio::spawn(async move {
            let found = read(&*store, &id, head).await;
            if let Err(error) = &found {
                tracing::debug!(board.id = %id, %error, "the store was asked in vain");
            }
            let _ = answer.send(found.ok());
        });
    }

    /// Tells the other nodes who is here, and lets go who is silent.
    pub(super) fn call_the_roll(&mut self) {
        if self.relaying.words.is_none() {
            return;
        }
        let roll = self.room.roll();
        if !roll.is_empty() {
            self.tell(Word::Roll(roll));
        }
        let silent = self
            .relaying
            .nodes
            .extract_if(.., |_, heard| heard.elapsed() > NODE_GONE);
        let silent: Vec<NodeId> = silent.map(|(node, _)| node).collect();
        for node in silent {
            let left = self.room.roll_of(peer_of(node), Vec::new());
            self.show_here(left);
        }
    }

    fn hear_word(&mut self, Said { node, word }: Said) {
        match word {
            Word::Stored { newest, updates } => {
                self.take_in(updates);
                if newest > self.room.head() {
                    self.relaying.ask_within(self.relaying.patience);
                }
            }
            Word::Shown(entries) => {
                self.relaying.nodes.insert(node, Instant::now());
                let news = self.room.shown_by(peer_of(node), entries);
                self.show_here(news);
            }
            Word::Roll(entries) => {
                self.relaying.nodes.insert(node, Instant::now());
                let news = self.room.roll_of(peer_of(node), entries);
                self.show_here(news);
            }
            Word::WhoIsThere => self.call_the_roll(),
            Word::Cut(link) => {
                self.around.rooms.remember_cut(link);
                self.cut(|joining| joining.link == link);
            }
            Word::Notice(topic) => self.notice(&topic),
            // It may be out of the trash again by now: the store knows.
            Word::Gone => self.relaying.ask_within(Duration::ZERO),
        }
    }

    async fn found(&mut self, found: Found) {
        if found.gone {
            return self.evict(Closing::Gone).await;
        }
        let now_ms = now_ms();
        let is_valid = |link: [u8; 32]| {
            let mut links = found.links.iter();
            links.any(|valid| valid.hash == link && valid.is_valid_at(now_ms))
        };
        self.cut(|joining| !is_valid(joining.link));
        let more = found.updates.len() >= ENTRIES as usize;
        let missed = self.take_in(found.updates);
        let waits = missed == 0 && self.room.is_behind();
        self.relaying.patience = if waits { CHECK_ALONE } else { ON_ITS_WAY };
        if missed > 0 {
            self.around.rooms.count_found(missed);
            tracing::debug!(board.id = %self.id, log.found = missed, "read what was missing");
        }
        if more {
            self.relaying.ask_within(Duration::ZERO);
        }
    }

    /// Updates that are stored already; how many of them are new here.
    fn take_in(&mut self, updates: Vec<(u64, Bytes)>) -> usize {
        let outputs = match self.room.found(updates) {
            Ok(outputs) => outputs,
            Err(error) => {
                tracing::error!(board.id = %self.id, %error, "a stored update cannot be read");
                return 0;
            }
        };
        let news = outputs.len();
        for output in outputs {
            if let Output::Frame { frame, .. } = output {
                self.broadcast.change(None, frame);
            }
        }
        news
    }

    fn show_here(&mut self, news: Option<Output>) {
        if let Some(Output::Presence { entries, .. }) = news {
            self.broadcast.presence(None, entries);
        }
    }

    fn tell(&self, word: Word) {
        self.relaying.relay.tell(&self.id, word);
    }
}

/// A node's number among the connections of a room, which count up from 1.
fn peer_of(node: NodeId) -> PeerId {
    node | 1 << 63
}

async fn read(store: &dyn BoardStore, id: &model::Id, head: u64) -> Result<Found, StoreError> {
    let record = store.board(id).await?;
    let links = store.capabilities(id).await?;
    let log = store.log(id, head, ENTRIES).await?;
    Ok(Found {
        gone: record.is_none_or(|record| record.trashed_ms.is_some()),
        links,
        updates: log.into_iter().map(|e| (e.sequence, e.bytes)).collect(),
    })
}
