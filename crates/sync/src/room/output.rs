//! What a room tells its caller to do.

use super::{Attendant, Bytes, Closing, PeerId};

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
    /// How many document messages of a peer are durable; the newest count is enough.
    Ack {
        to: PeerId,
        count: u64,
    },
    /// To be said in one awareness message, or in a later one: only the newest of each client matters.
    Presence {
        to: Recipients,
        entries: Vec<Attendant>,
    },
    /// The answer to a step 1: all that is stored, or all that the peer lacks of it.
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
    /// To be stored, in the order of tickets; then [`super::Room::stored`]. Without a peer it was pushed.
    Store {
        ticket: u64,
        peer: Option<PeerId>,
        author: String,
        update: Bytes,
    },
    /// Stored here, and to be told to the other nodes.
    Relay {
        sequence: u64,
        update: Bytes,
    },
    Close {
        peer: PeerId,
        why: Closing,
    },
}
