//! What one board's live room does with what its people say. No IO, no clock, no document: the caller carries out the
//! [`Output`]s, stores what it is told to store and reports back.
//!
//! Invariant: an update is acknowledged and broadcast only after [`Room::stored`] said that it is durable.

mod attendance;
mod closing;
mod log;
mod nodes;
mod output;
mod receipts;

use std::collections::BTreeMap;

use board::coverage::Content;
use model::Role;

use crate::lib0::{Malformed, Reader};
use crate::message::Message;
use attendance::Attendance;
use log::{Log, Said};
use receipts::Receipts;

pub use attendance::Attendant;
pub use bytes::Bytes;
pub use closing::Closing;
pub use log::whole;
pub use output::{Output, Recipients};

/// A connection, numbered by the caller; never used twice in one room.
pub type PeerId = u64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// One update, in bytes.
    pub update_bytes: usize,
    /// What one client says of itself, in bytes of JSON.
    pub presence_bytes: usize,
    /// Awareness clients of one connection.
    pub clients_per_peer: usize,
    /// What a peer says it has, in bytes: a few for each session that ever wrote.
    pub vector_bytes: usize,
    /// Messages of one frame: each may be a byte, and its answer a board.
    pub messages: usize,
    /// Questions for the document among them.
    pub questions: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            update_bytes: 16 << 20,
            presence_bytes: 64 << 10,
            clients_per_peer: 32,
            vector_bytes: 4 << 20,
            messages: 1_024,
            questions: 16,
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
    said: Said,
    content: Content,
}

#[derive(Debug)]
pub struct Room {
    limits: Limits,
    peers: BTreeMap<PeerId, Peer>,
    attendance: Attendance,
    log: Log,
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
        Ok(Room {
            limits,
            peers: BTreeMap::new(),
            attendance: Attendance::new(limits),
            log: Log::load(base, tail)?,
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
            let vector = self.log.state_vector();
            outputs.push(to_one(peer, Message::Step1(&vector)));
        } else if acks {
            // One of ours: it shows the board as read-only.
            outputs.push(to_one(
                peer,
                Message::Denied("this link lets its holder look, not change"),
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
        let heard = self.read(frame).and_then(|messages| {
            let mut messages = messages.into_iter();
            messages.try_for_each(|message| self.hear(peer, message, &mut outputs))
        });
        if let Err(why) = heard {
            outputs.push(Output::Close { peer, why });
        }
        outputs
    }

    /// An update that comes from no connection. The ticket tells in [`Room::stored`] when it is durable.
    pub fn push(&mut self, author: String, update: &[u8]) -> Result<(u64, Output), Closing> {
        let content = self.check(update)?;
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
                said,
                content,
            }) = self.in_flight.remove(&ticket)
            else {
                continue;
            };
            match result {
                Ok(sequence) => {
                    let to = peer.map_or(Recipients::All, Recipients::AllBut);
                    let (frame, update) = (said.frame.clone(), said.update.clone());
                    // It may have been found in the store before the answer came.
                    if self.log.push(sequence, said, content) {
                        outputs.push(Output::Frame { to, frame });
                    }
                    outputs.push(Output::Relay { sequence, update });
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

    /// Time goes by: to be called every five seconds.
    pub fn look(&mut self) {
        self.attendance.look();
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
        self.log.tail_size()
    }

    /// The sequence up to which every stored update is here, 0 when there is none.
    pub fn head(&self) -> u64 {
        self.log.head()
    }

    /// Whether an update is known to be stored that is not here.
    pub fn is_behind(&self) -> bool {
        self.log.newest() > self.log.head()
    }

    /// The stored updates that together are the document.
    pub fn updates(&self) -> Vec<Bytes> {
        self.log.updates()
    }

    /// A newer snapshot stands for all updates up to its sequence; `content` is what it holds.
    pub fn rebase(&mut self, sequence: u64, snapshot: &[u8], content: Content) {
        self.log.rebase(sequence, snapshot, content);
    }

    /// The messages of a frame, if they are not too many. Asking twice who is here is asking once.
    fn read<'a>(&self, frame: &'a [u8]) -> Result<Vec<Message<'a>>, Closing> {
        let malformed = |malformed: Malformed| Closing::Malformed(malformed.to_string());
        let mut reader = Reader::new(frame);
        let mut messages = Vec::with_capacity(1);
        let (mut questions, mut asks_who) = (0, false);
        while !reader.is_at_end() {
            let message = Message::read(&mut reader).map_err(malformed)?;
            if message == Message::QueryAwareness && std::mem::replace(&mut asks_who, true) {
                continue;
            }
            questions += usize::from(matches!(message, Message::Step1(_)));
            if questions > self.limits.questions {
                return Err(Closing::TooManyQuestions);
            }
            if messages.len() >= self.limits.messages {
                let limit = self.limits.messages;
                return Err(Closing::TooManyMessages { limit });
            }
            messages.push(message);
        }
        Ok(messages)
    }

    fn hear(
        &mut self,
        peer: PeerId,
        message: Message<'_>,
        outputs: &mut Vec<Output>,
    ) -> Result<(), Closing> {
        match message {
            Message::Step1(vector) => outputs.push(self.catch_up(peer, vector)?),
            Message::Step2(update) | Message::Update(update) => {
                outputs.extend(self.change(peer, update)?);
            }
            Message::Awareness(update) => {
                let may_summon = self.peers.get(&peer).is_some_and(|p| p.role.may_manage());
                let heard = self.attendance.hear(peer, update, may_summon)?;
                outputs.extend(presence(Recipients::AllBut(peer), heard.news));
                outputs.extend(presence(Recipients::One(peer), heard.corrections));
            }
            Message::QueryAwareness => outputs.extend(self.everyone(peer)),
            // A server's words, and words of other protocols.
            Message::Denied(_) | Message::Ack(_) | Message::Notice(_) | Message::Other { .. } => {}
        }
        Ok(())
    }

    fn catch_up(&mut self, to: PeerId, vector: &[u8]) -> Result<Output, Closing> {
        within(vector.len(), self.limits.vector_bytes)?;
        let answer = self.log.answer(vector);
        let answer = answer.map_err(|e| Closing::Malformed(e.to_string()))?;
        Ok(match answer {
            Some(frames) => Output::CatchUp { to, frames },
            None => Output::Lacking {
                to,
                updates: self.log.updates(),
                state_vector: vector.to_owned(),
            },
        })
    }

    fn change(&mut self, peer: PeerId, update: &[u8]) -> Result<Option<Output>, Closing> {
        let Some(Peer { role, .. }) = self.peers.get(&peer) else {
            return Ok(None);
        };
        if !role.may_edit() {
            return Ok(None);
        }
        let content = self.check(update)?;
        if self.log.holds(&content) {
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
        let (ticket, output) = self.store(Some(peer), author, update, content);
        if let Some(peer) = self.peers.get_mut(&peer) {
            peer.receipts.await_ticket(ticket);
        }
        Ok(Some(output))
    }

    fn check(&self, update: &[u8]) -> Result<Content, Closing> {
        within(update.len(), self.limits.update_bytes)?;
        Content::of(update).map_err(|e| Closing::Malformed(e.to_string()))
    }

    fn store(
        &mut self,
        peer: Option<PeerId>,
        author: String,
        update: &[u8],
        content: Content,
    ) -> (u64, Output) {
        let ticket = self.next_ticket;
        self.next_ticket += 1;
        let said = Said::new(update);
        let update = said.update.clone();
        let waiting = InFlight {
            peer,
            said,
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
        Some(Output::Ack { to: peer, count })
    }

    fn everyone(&self, to: PeerId) -> Option<Output> {
        presence(Recipients::One(to), self.attendance.everyone())
    }
}

fn within(bytes: usize, limit: usize) -> Result<(), Closing> {
    if bytes > limit {
        return Err(Closing::TooLarge { bytes, limit });
    }
    Ok(())
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
