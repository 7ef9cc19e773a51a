//! The messages of a live connection: the Yjs sync and awareness protocols, and our acknowledgement.
//!
//! | first integer | then | who says it |
//! | --- | --- | --- |
//! | 0 sync | 0 step 1: a state vector; 1 step 2: an update; 2 update: an update | both |
//! | 1 awareness | an awareness update, see [`crate::awareness`] | both |
//! | 2 auth | 0, then a text: permission denied, with the reason | server |
//! | 3 query awareness | nothing | client |
//! | 100 ack | an integer, see [`Message::Ack`] | server, only to a client that asked for [`SUBPROTOCOL`] |
//! | 101 notice | a text, see [`Message::Notice`] | server, only to a client that asked for [`SUBPROTOCOL`] |

use crate::lib0::{Malformed, Reader, put_bytes, put_integer};

/// The WebSocket subprotocol by which a client asks for acknowledgements.
pub const SUBPROTOCOL: &str = "isobar.ack.v1";

/// With a link's token after it, a subprotocol that a client may offer in place of `?access=TOKEN`; never chosen.
pub const ACCESS_SUBPROTOCOL: &str = "isobar.access.";

const SYNC: u64 = 0;
const AWARENESS: u64 = 1;
const AUTH: u64 = 2;
const QUERY_AWARENESS: u64 = 3;
const ACK: u64 = 100;
const NOTICE: u64 = 101;

const STEP1: u64 = 0;
const STEP2: u64 = 1;
const UPDATE: u64 = 2;

const PERMISSION_DENIED: u64 = 0;

/// One message; its payload stays where it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Message<'a> {
    /// "This is what I have": a state vector. To be answered by [`Message::Step2`].
    Step1(&'a [u8]),
    /// What the sender of a step 1 lacks: an update, perhaps of nothing.
    Step2(&'a [u8]),
    /// A change of the document.
    Update(&'a [u8]),
    /// Who is here, where they point: never stored.
    Awareness(&'a [u8]),
    /// The server refuses something, with the reason.
    Denied(&'a str),
    /// Asks for everyone's awareness.
    QueryAwareness,
    /// How many document messages ([`Message::Step2`] and [`Message::Update`]) of this connection are durably stored
    /// by now, counted from its opening.
    Ack(u64),
    /// Something beside the document has changed, and can be read anew over HTTP: `comments`.
    Notice(&'a str),
    /// A message of a kind unknown here, with all that followed it in its frame: to be ignored.
    Other { kind: u64, rest: &'a [u8] },
}

impl<'a> Message<'a> {
    /// Reads the next message of a frame.
    pub fn read(from: &mut Reader<'a>) -> Result<Message<'a>, Malformed> {
        Ok(match from.integer()? {
            SYNC => match from.integer()? {
                STEP1 => Message::Step1(from.bytes()?),
                STEP2 => Message::Step2(from.bytes()?),
                UPDATE => Message::Update(from.bytes()?),
                other => return Err(Malformed::UnknownSync(other)),
            },
            AWARENESS => Message::Awareness(from.bytes()?),
            AUTH => match from.integer()? {
                PERMISSION_DENIED => Message::Denied(from.text()?),
                _ => Message::Other {
                    kind: AUTH,
                    rest: from.rest(),
                },
            },
            QUERY_AWARENESS => Message::QueryAwareness,
            ACK => Message::Ack(from.integer()?),
            NOTICE => Message::Notice(from.text()?),
            kind => Message::Other {
                kind,
                rest: from.rest(),
            },
        })
    }

    /// All messages of a frame: usually one, some clients put several into one.
    pub fn read_all(frame: &'a [u8]) -> Result<Vec<Message<'a>>, Malformed> {
        let mut reader = Reader::new(frame);
        let mut messages = Vec::with_capacity(1);
        while !reader.is_at_end() {
            messages.push(Message::read(&mut reader)?);
        }
        Ok(messages)
    }

    /// The message as one frame.
    pub fn encode(&self) -> Vec<u8> {
        let mut frame = Vec::with_capacity(self.payload_len() + 12);
        match *self {
            Message::Step1(bytes) => put_sync(&mut frame, STEP1, bytes),
            Message::Step2(bytes) => put_sync(&mut frame, STEP2, bytes),
            Message::Update(bytes) => put_sync(&mut frame, UPDATE, bytes),
            Message::Awareness(bytes) => {
                put_integer(&mut frame, AWARENESS);
                put_bytes(&mut frame, bytes);
            }
            Message::Denied(reason) => {
                put_integer(&mut frame, AUTH);
                put_integer(&mut frame, PERMISSION_DENIED);
                put_bytes(&mut frame, reason.as_bytes());
            }
            Message::QueryAwareness => put_integer(&mut frame, QUERY_AWARENESS),
            Message::Ack(count) => {
                put_integer(&mut frame, ACK);
                put_integer(&mut frame, count);
            }
            Message::Notice(topic) => {
                put_integer(&mut frame, NOTICE);
                put_bytes(&mut frame, topic.as_bytes());
            }
            Message::Other { kind, rest } => {
                put_integer(&mut frame, kind);
                frame.extend_from_slice(rest);
            }
        }
        frame
    }

    fn payload_len(&self) -> usize {
        match self {
            Message::Step1(b) | Message::Step2(b) | Message::Update(b) | Message::Awareness(b) => {
                b.len()
            }
            Message::Denied(text) | Message::Notice(text) => text.len(),
            Message::QueryAwareness | Message::Ack(_) => 0,
            Message::Other { rest, .. } => rest.len(),
        }
    }
}

fn put_sync(frame: &mut Vec<u8>, step: u64, bytes: &[u8]) {
    put_integer(frame, SYNC);
    put_integer(frame, step);
    put_bytes(frame, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_those_of_y_protocols() {
        assert_eq!(Message::Step1(&[0]).encode(), [0, 0, 1, 0]);
        assert_eq!(Message::Step2(&[0, 0]).encode(), [0, 1, 2, 0, 0]);
        assert_eq!(Message::Update(&[7]).encode(), [0, 2, 1, 7]);
        assert_eq!(Message::Awareness(&[0]).encode(), [1, 1, 0]);
        assert_eq!(Message::Denied("no").encode(), [2, 0, 2, b'n', b'o']);
        assert_eq!(Message::QueryAwareness.encode(), [3]);
        assert_eq!(Message::Ack(300).encode(), [100, 0xac, 0x02]);
        assert_eq!(Message::Notice("no").encode(), [101, 2, b'n', b'o']);
    }

    #[test]
    fn several_messages_of_one_frame_are_read() {
        let said = [
            Message::Step1(&[0]),
            Message::QueryAwareness,
            Message::Update(&[1, 2]),
            Message::Notice("comments"),
            Message::Ack(5),
        ];
        let frame: Vec<u8> = said.iter().flat_map(Message::encode).collect();
        assert_eq!(Message::read_all(&frame).unwrap(), said);
    }

    #[test]
    fn unknown_kinds_are_handed_over_and_broken_ones_refused() {
        assert_eq!(
            Message::read_all(&[9, 1, 2]).unwrap(),
            [Message::Other {
                kind: 9,
                rest: &[1, 2]
            }]
        );
        for broken in [&[0u8][..], &[0, 3, 0], &[0, 2, 5, 1], &[1], &[0, 0, 0x80]] {
            assert!(Message::read_all(broken).is_err(), "{broken:?}");
        }
        assert_eq!(Message::read_all(&[]).unwrap(), []);
    }
}
