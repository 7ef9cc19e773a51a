//! What one board's live room does with what its people say. No IO, no clock, no document: the caller carries out the
//! [`Output`]s, stores what it is told to store and reports back.
//!
//! Invariant: an update is acknowledged and broadcast only after [`Room::stored`] said that it is durable.

mod attendance;
mod closing;
mod receipts;

use std::collections::BTreeMap;
use std::sync::Arc;

use board::coverage::{Content, Coverage};
use model::Role;

use crate::message::Message;
use attendance::Attendance;
use receipts::Receipts;

pub use attendance::Attendant;
pub use closing::Closing;

/// A connection, numbered by the caller; never used twice in one room.
pub type PeerId = u64;

/// An update or a frame, shared by all who send it.
pub type Bytes = Arc<[u8]>;

/// Nothing: an update without insertions and deletions.
const EMPTY_UPDATE: &[u8] = &[0, 0];
/// The state vector of an empty document.
const EMPTY_VECTOR: &[u8] = &[0];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recipients {
    One(PeerId),
    AllBut(PeerId),
    All,
}

/// What the caller has to do, in this order.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    Frame {
        to: Recipients,
        frame: Bytes,
    },
    /// To be said in one awareness message, or in a later one: only the newest of each client matters.
    Presence {
        to: Recipients,
        entries: Vec<Attendant>,
    },
    /// The answer to a step 1: all that is stored.
    CatchUp {
        to: PeerId,
        frames: Vec<Bytes>,
    },
    /// A step 1 to be answered, by a step 2 with what the state vector lacks of these updates together.
    Lacking {
        to: PeerId,
        updates: Vec<Bytes>,
        state_vector: Vec<u8>,
    },
    /// To be stored, in the order of tickets; then [`Room::stored`]. Without a peer it was pushed.
    Store {
        ticket: u64,
        peer: Option<PeerId>,
        author: String,
        update: Bytes,
    },
    Close {
        peer: PeerId,
        why: Closing,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One update, in bytes.
    pub update_bytes: usize,
    /// What one client says of itself, in bytes of JSON.
    pub presence_bytes: usize,
    /// Awareness clients of one connection.
    pub clients_per_peer: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            update_bytes: 16 << 20,
            presence_bytes: 64 << 10,
            clients_per_peer: 32,
        }
    }
}

#[derive(Debug)]
struct Peer {
    role: Role,
    receipts: Receipts,
}

#[derive(Debug)]
struct InFlight {
    peer: Option<PeerId>,
    update: Bytes,
    content: Content,
}

#[derive(Debug)]
pub struct Room {
    limits: Limits,
    peers: BTreeMap<PeerId, Peer>,
    attendance: Attendance,
    /// The newest snapshot and the sequence it reaches.
    base: Option<(u64, Bytes)>,
    /// All stored updates after it, with their sequences.
    tail: Vec<(u64, Bytes)>,
    coverage: Coverage,
    /// The frames that say everything, kept until something changes: many may come in at once.
    whole: Option<Vec<Bytes>>,
    in_flight: BTreeMap<u64, InFlight>,
    next_ticket: u64,
}

impl Room {
    /// A room over what is stored: the newest snapshot and all updates after it, each with its sequence.
    pub fn load(
        base: Option<(u64, Bytes)>,
        tail: Vec<(u64, Bytes)>,
        limits: Limits,
    ) -> Result<Room, board::BoardError> {
        let mut coverage = Coverage::default();
        for (_, update) in base.iter().chain(&tail) {
            coverage.add(Content::of(update)?);
        }
        Ok(Room {
            limits,
            peers: BTreeMap::new(),
            attendance: Attendance::new(limits),
            base,
            tail,
            coverage,
            whole: None,
            in_flight: BTreeMap::new(),
            next_ticket: 0,
        })
    }

    /// Somebody comes in. With `acks` they are told what is stored.
    pub fn join(&mut self, peer: PeerId, role: Role, acks: bool) -> Vec<Output> {
        let receipts = Receipts::new(acks);
        self.peers.insert(peer, Peer { role, receipts });
        let mut outputs = Vec::new();
        if role.may_edit() {
            // They send again what the log lacks.
            let vector = self.coverage.state_vector();
            outputs.push(to_one(peer, Message::Step1(&vector)));
        } else if acks {
            // One of ours: it shows the board as read-only.
            outputs.push(to_one(
                peer,
                Message::Denied("this link is a viewer's: look, not change"),
            ));
        }
        outputs.extend(self.everyone(peer));
        outputs
    }

    pub fn leave(&mut self, peer: PeerId) -> Vec<Output> {
        self.peers.remove(&peer);
        let entries = self.attendance.leave(peer);
        presence(Recipients::All, entries).into_iter().collect()
    }

    /// One binary frame of a peer. Whatever is in it, the others come to no harm.
    pub fn receive(&mut self, peer: PeerId, frame: &[u8]) -> Vec<Output> {
        let mut outputs = Vec::new();
        if !self.peers.contains_key(&peer) {
            return outputs;
        }
        let heard = match Message::read_all(frame) {
            Ok(messages) => messages
                .into_iter()
                .try_for_each(|message| self.hear(peer, message, &mut outputs)),
            Err(malformed) => Err(Closing::Malformed(malformed.to_string())),
        };
        if let Err(why) = heard {
            outputs.push(Output::Close { peer, why });
        }
        outputs
    }

    /// An update that comes from no connection. The ticket tells in [`Room::stored`] when it is durable.
    pub fn push(&mut self, author: String, update: Bytes) -> Result<(u64, Output), Closing> {
        let content = self.check(&update)?;
        Ok(self.store(None, author, update, content))
    }

    /// What became of updates that were to be stored; in the order in which they lie in the log.
    pub fn stored(
        &mut self,
        results: impl IntoIterator<Item = (u64, Result<u64, Closing>)>,
    ) -> Vec<Output> {
        let mut outputs = Vec::new();
        let mut authors = Vec::new();
        for (ticket, result) in results {
            let Some(InFlight {
                peer,
                update,
                content,
            }) = self.in_flight.remove(&ticket)
            else {
                continue;
            };
            match result {
                Ok(sequence) => {
                    self.coverage.add(content);
                    let to = peer.map_or(Recipients::All, Recipients::AllBut);
                    let frame = Message::Update(&update).encode().into();
                    outputs.push(Output::Frame { to, frame });
                    self.tail.push((sequence, update));
                    self.whole = None;
                    if let Some(author) = peer {
                        self.peers
                            .get_mut(&author)
                            .into_iter()
                            .for_each(|p| p.receipts.stored(ticket));
                        authors.push(author);
                    }
                }
                Err(why) => outputs.extend(peer.map(|peer| Output::Close { peer, why })),
            }
        }
        authors.sort_unstable();
        authors.dedup();
        for author in authors {
            outputs.extend(self.acknowledge(author));
        }
        outputs
    }

    pub fn is_empty(&self) -> bool {
        self.peers.is_empty()
    }

    pub fn peers(&self) -> impl Iterator<Item = PeerId> + '_ {
        self.peers.keys().copied()
    }

    /// Whether something waits to be stored.
    pub fn is_storing(&self) -> bool {
        !self.in_flight.is_empty()
    }

    /// Updates after the newest snapshot, and their bytes together.
    pub fn tail_size(&self) -> (usize, usize) {
        let bytes = self.tail.iter().map(|(_, update)| update.len()).sum();
        (self.tail.len(), bytes)
    }

    /// The sequence of the newest stored update, 0 when there is none.
    pub fn head(&self) -> u64 {
        self.tail
            .last()
            .or(self.base.as_ref())
            .map_or(0, |(sequence, _)| *sequence)
    }

    /// The stored updates that together are the document.
    pub fn updates(&self) -> Vec<Bytes> {
        let all = self.base.iter().chain(&self.tail);
        all.map(|(_, update)| update.clone()).collect()
    }

    /// A newer snapshot stands for all updates up to its sequence.
    pub fn rebase(&mut self, sequence: u64, snapshot: Bytes) {
        self.tail.retain(|(of, _)| *of > sequence);
        self.base = Some((sequence, snapshot));
        self.whole = None;
    }

    fn hear(
        &mut self,
        peer: PeerId,
        message: Message<'_>,
        outputs: &mut Vec<Output>,
    ) -> Result<(), Closing> {
        match message {
            Message::Step1(vector) => outputs.push(self.catch_up(peer, vector)),
            Message::Step2(update) | Message::Update(update) => {
                outputs.extend(self.change(peer, update)?);
            }
            Message::Awareness(update) => {
                let heard = self.attendance.hear(peer, update)?;
                outputs.extend(presence(Recipients::AllBut(peer), heard.news));
                outputs.extend(presence(Recipients::One(peer), heard.corrections));
            }
            Message::QueryAwareness => outputs.extend(self.everyone(peer)),
            // A server's words, and words of other protocols.
            Message::Denied(_) | Message::Ack(_) | Message::Other { .. } => {}
        }
        Ok(())
    }

    fn catch_up(&mut self, to: PeerId, vector: &[u8]) -> Output {
        let updates = self.updates();
        if vector != EMPTY_VECTOR && !updates.is_empty() {
            return Output::Lacking {
                to,
                updates,
                state_vector: vector.to_owned(),
            };
        }
        let frames = self.whole.get_or_insert_with(|| whole(&updates)).clone();
        Output::CatchUp { to, frames }
    }

    fn change(&mut self, peer: PeerId, update: &[u8]) -> Result<Option<Output>, Closing> {
        let Some(Peer { role, .. }) = self.peers.get(&peer) else {
            return Ok(None);
        };
        if !role.may_edit() {
            return Ok(None);
        }
        let content = self.check(update)?;
        if self.coverage.holds(&content) {
            // Stored long ago: nothing to keep or to tell, but it counts.
            if let Some(peer) = self.peers.get_mut(&peer) {
                peer.receipts.nothing_to_store();
            }
            return Ok(self.acknowledge(peer));
        }
        let author = match self.attendance.name_of(peer) {
            Some(name) => name.to_owned(),
            None => role.name().to_owned(),
        };
        let (ticket, output) = self.store(Some(peer), author, update.into(), content);
        if let Some(peer) = self.peers.get_mut(&peer) {
            peer.receipts.await_ticket(ticket);
        }
        Ok(Some(output))
    }

    fn check(&self, update: &[u8]) -> Result<Content, Closing> {
        if update.len() > self.limits.update_bytes {
            return Err(Closing::TooLarge {
                bytes: update.len(),
                limit: self.limits.update_bytes,
            });
        }
        Content::of(update).map_err(|e| Closing::Malformed(e.to_string()))
    }

    fn store(
        &mut self,
        peer: Option<PeerId>,
        author: String,
        update: Bytes,
        content: Content,
    ) -> (u64, Output) {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        let waiting = InFlight {
            peer,
            update: update.clone(),
            content,
        };
        self.in_flight.insert(ticket, waiting);
        (
            ticket,
            Output::Store {
                ticket,
                peer,
                author,
                update,
            },
        )
    }

    fn acknowledge(&mut self, peer: PeerId) -> Option<Output> {
        let count = self.peers.get_mut(&peer)?.receipts.due()?;
        Some(to_one(peer, Message::Ack(count)))
    }

    fn everyone(&self, to: PeerId) -> Option<Output> {
        presence(Recipients::One(to), self.attendance.everyone())
    }
}

/// The answer to a step 1 that holds everything. The step 2 comes last, for who hears it takes the document to be
/// complete.
pub fn whole(updates: &[Bytes]) -> Vec<Bytes> {
    let Some((last, before)) = updates.split_last() else {
        return vec![Message::Step2(EMPTY_UPDATE).encode().into()];
    };
    let before = before.iter().map(|update| Message::Update(update));
    before
        .chain([Message::Step2(last)])
        .map(|message| message.encode().into())
        .collect()
}

fn to_one(peer: PeerId, message: Message<'_>) -> Output {
    Output::Frame {
        to: Recipients::One(peer),
        frame: message.encode().into(),
    }
}

fn presence(to: Recipients, entries: Vec<Attendant>) -> Option<Output> {
    (!entries.is_empty()).then_some(Output::Presence { to, entries })
}

#[cfg(test)]
mod tests;
