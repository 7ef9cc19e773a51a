//! A client of a live board, without IO: frames go in and come out, time and randomness are arguments.
//!
//! Nothing local is queued here: the document itself is the outbox. While there is a connection every update is sent at
//! once; after a new one is opened the server says what it has (step 1), and the answer carries all that it lacks. What
//! the client counts is how many of its messages the server says are durable, so that "saved" is said of nothing else.

mod attendees;

use std::collections::VecDeque;

use board::{Board, BoardError, Change};

use crate::lib0::Malformed;
use crate::message::Message;
use crate::presence::Presence;
use attendees::Attendees;

/// The first pause before connecting again, in milliseconds; it doubles up to [`MAX_DELAY_MS`].
const FIRST_DELAY_MS: f64 = 500.0;
const MAX_DELAY_MS: f64 = 30_000.0;

/// How safe the person's work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The board has not come yet.
    Connecting,
    /// The server has acknowledged everything local as durable. Where the server knows no acknowledgements (see
    /// [`Client::on_open`]): everything local has been handed to the connection.
    Saved,
    Saving,
    /// No connection. `unsaved`: something local is not known to be durable.
    Offline {
        unsaved: bool,
    },
    /// Changes are not taken; others' changes come.
    ReadOnly,
}

/// What a frame led to.
#[derive(Debug, Default, PartialEq)]
pub struct Received {
    /// Frames to send.
    pub send: Vec<Vec<u8>>,
    pub changes: Vec<Change>,
    /// What others show of themselves has changed.
    pub presence: bool,
    /// What has changed beside the document, see [`Message::Notice`].
    pub notices: Vec<String>,
    /// Updates that could not be taken in; the rest of the document stands.
    pub refused: Vec<BoardError>,
}

/// The other side does not speak the protocol: close, and connect again later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    #[error("a frame is not well formed: {0}")]
    Malformed(#[from] Malformed),
    #[error("{acknowledged} messages are acknowledged where {sent} were sent")]
    AcknowledgedTooMuch { acknowledged: u64, sent: u64 },
}

#[derive(Debug)]
struct Connection {
    /// Whether the server acknowledges.
    acks: bool,
    /// Document messages sent (step 2 and update), and how many of them are durable.
    sent: u64,
    durable: u64,
    /// Of the messages under way that hold local updates: the message's number, and how many updates are durable with it.
    under_way: VecDeque<(u64, u64)>,
    /// The server's answer to our step 1 has come.
    loaded: bool,
}

impl Connection {
    /// A document message goes out, and with it the first `made` local updates.
    fn sends(&mut self, made: u64) {
        self.sent += 1;
        self.under_way.push_back((self.sent, made));
    }

    /// How many local updates are durable now, where that has become more. Without acknowledgements what was handed over is
    /// taken to be.
    fn arrived(&mut self) -> Option<u64> {
        let upto = if self.acks { self.durable } else { self.sent };
        let mut made = None;
        while self.under_way.front().is_some_and(|(n, _)| *n <= upto) {
            made = self.under_way.pop_front().map(|(_, made)| made);
        }
        made
    }
}

#[derive(Debug)]
pub struct Client {
    connection: Option<Connection>,
    /// Something local may not have reached the server, by no message of this connection.
    unsent: bool,
    /// Local updates so far, and how many of them, counted from the first, are known to be durable.
    made: u64,
    safe: u64,
    read_only: bool,
    tried: bool,
    failures: u32,
    attendees: Attendees,
}

impl Client {
    /// `client_id`: the number of the document's session, see [`Board::client`].
    pub fn new(client_id: u64) -> Client {
        Client {
            connection: None,
            unsent: false,
            made: 0,
            safe: 0,
            read_only: false,
            tried: false,
            failures: 0,
            attendees: Attendees::new(client_id),
        }
    }

    /// Whether the person may only look, as far as is known before the server says so.
    pub fn set_read_only(&mut self, read_only: bool) {
        self.read_only = read_only;
    }

    /// Whether the person may only look, as far as is known.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// The board holds something from before (kept in the browser) that the server may lack.
    pub fn assume_unsaved(&mut self) {
        self.unsent = true;
    }

    /// A connection is open. `acks`: the server has agreed to [`crate::message::SUBPROTOCOL`].
    pub fn on_open(&mut self, board: &Board, acks: bool) -> Vec<Vec<u8>> {
        self.on_close();
        self.connection = Some(Connection {
            acks,
            sent: 0,
            durable: 0,
            under_way: VecDeque::new(),
            loaded: false,
        });
        let mut frames = vec![Message::Step1(&board.state_vector()).encode()];
        // Said again with a raised clock, or others who saw us leave would not see us.
        frames.extend(self.say_presence());
        frames
    }

    /// Takes in a binary frame of the server.
    pub fn on_frame(&mut self, frame: &[u8], board: &mut Board) -> Result<Received, ProtocolError> {
        let mut received = Received::default();
        for message in Message::read_all(frame)? {
            self.hear(message, board, &mut received)?;
        }
        Ok(received)
    }

    /// The connection is gone, or could not be made.
    pub fn on_close(&mut self) {
        self.tried = true;
        if let Some(connection) = self.connection.take() {
            self.unsent |= if connection.acks {
                connection.durable < connection.sent
            } else {
                // What was under way may be lost.
                connection.sent > 0
            };
            self.attendees.forget_others();
        }
    }

    /// An update that the board has just made here: the frames to send now.
    pub fn local(&mut self, update: Vec<u8>) -> Vec<Vec<u8>> {
        if update.is_empty() {
            return Vec::new();
        }
        self.made += 1;
        match &mut self.connection {
            // What waits for the server's step 1 goes first: an update that came before it would leave a gap.
            Some(connection) if !self.read_only && !self.unsent => {
                connection.sends(self.made);
                self.safe = connection.arrived().unwrap_or(self.safe);
                vec![Message::Update(&update).encode()]
            }
            _ => {
                self.unsent = true;
                Vec::new()
            }
        }
    }

    /// How many updates [`Client::local`] was given, and how many of them, counted from the first, are known to be durable.
    pub fn made(&self) -> u64 {
        self.made
    }

    pub fn safe(&self) -> u64 {
        self.safe
    }

    /// Whether what is given to [`Client::local`] now goes out as it is, and not as part of what the server lacks.
    pub fn is_open(&self) -> bool {
        let loaded = self.connection.as_ref().is_some_and(|c| c.loaded);
        loaded && !self.read_only && !self.unsent
    }

    /// Whether something local is not known to be durable.
    pub fn is_unsaved(&self) -> bool {
        let waits = |c: &Connection| c.acks && c.durable < c.sent;
        self.unsent || self.connection.as_ref().is_some_and(waits)
    }

    pub fn status(&self) -> Status {
        match &self.connection {
            None if !self.tried => Status::Connecting,
            None => Status::Offline {
                unsaved: self.unsent,
            },
            Some(connection) if !connection.loaded => Status::Connecting,
            Some(_) if self.read_only => Status::ReadOnly,
            Some(_) if self.is_unsaved() => Status::Saving,
            Some(_) => Status::Saved,
        }
    }

    /// Shows something else of oneself from now on. `now_ms`: any clock that only goes forward.
    pub fn set_presence(&mut self, presence: Presence, now_ms: f64) -> Vec<Vec<u8>> {
        self.attendees.set_own(presence, now_ms);
        self.say_presence().into_iter().collect()
    }

    /// Says goodbye before the page closes.
    pub fn leave(&mut self) -> Vec<Vec<u8>> {
        let update = self.attendees.leave();
        match self.connection {
            Some(_) => vec![Message::Awareness(&update).encode()],
            None => Vec::new(),
        }
    }

    /// The others, by the number of their session.
    pub fn peers(&self) -> Vec<(u64, Presence)> {
        let present = self.attendees.present();
        present.map(|(client, p)| (client, p.clone())).collect()
    }

    /// To be called every few seconds: renews the own presence, lets silent peers expire.
    pub fn tick(&mut self, now_ms: f64) -> Received {
        let presence = self.attendees.expire(now_ms);
        let due = self.attendees.is_due();
        let send = if due { self.say_presence() } else { None };
        Received {
            send: send.into_iter().collect(),
            presence,
            ..Received::default()
        }
    }

    /// How long to wait before connecting again, in milliseconds: doubling, with jitter, so that all who lost a server do
    /// not come back at once. `random`: 0 to 1.
    pub fn next_delay(&mut self, random: f64) -> f64 {
        let doubled = FIRST_DELAY_MS * f64::from(1u32 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        doubled.min(MAX_DELAY_MS) * (0.5 + random.clamp(0.0, 1.0) / 2.0)
    }

    fn hear(
        &mut self,
        message: Message<'_>,
        board: &mut Board,
        received: &mut Received,
    ) -> Result<(), ProtocolError> {
        match message {
            Message::Step1(state_vector) => self.answer(state_vector, board, received),
            Message::Step2(update) => {
                take_in(board, update, received);
                if let Some(connection) = &mut self.connection {
                    connection.loaded = true;
                    self.failures = 0;
                }
            }
            Message::Update(update) => take_in(board, update, received),
            Message::Awareness(update) => {
                let heard = self.attendees.hear(update)?;
                received.presence |= heard.news;
                if heard.contradicted {
                    received.send.extend(self.say_presence());
                }
            }
            Message::QueryAwareness => received.send.extend(self.say_presence()),
            Message::Ack(durable) => {
                if let Some(connection) = &mut self.connection {
                    if durable > connection.sent {
                        return Err(ProtocolError::AcknowledgedTooMuch {
                            acknowledged: durable,
                            sent: connection.sent,
                        });
                    }
                    connection.durable = connection.durable.max(durable);
                    self.safe = connection.arrived().unwrap_or(self.safe);
                }
            }
            Message::Denied(_) => self.read_only = true,
            Message::Notice(topic) => received.notices.push(topic.to_owned()),
            Message::Other { .. } => {}
        }
        Ok(())
    }

    /// Sends what the server lacks. From here on everything local is in a message of this connection.
    fn answer(&mut self, state_vector: &[u8], board: &Board, received: &mut Received) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if self.read_only {
            return;
        }
        match board.diff(state_vector) {
            Ok(lacking) => {
                received.send.push(Message::Step2(&lacking).encode());
                connection.sends(self.made);
                self.safe = connection.arrived().unwrap_or(self.safe);
                self.unsent = false;
            }
            Err(error) => received.refused.push(error),
        }
    }

    fn say_presence(&mut self) -> Option<Vec<u8>> {
        self.connection.as_ref()?;
        let update = self.attendees.say()?;
        Some(Message::Awareness(&update).encode())
    }
}

fn take_in(board: &mut Board, update: &[u8], received: &mut Received) {
    match board.apply_remote(update) {
        Ok(change) if change.is_empty() => {}
        Ok(change) => received.changes.push(change),
        Err(error) => received.refused.push(error),
    }
}

#[cfg(test)]
mod tests;
