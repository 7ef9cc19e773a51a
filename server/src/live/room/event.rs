//! What happens to a room.

use std::sync::Arc;

use axum::body::Bytes;
use model::Role;
use sync::room::{Closing, PeerId};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::live::outbox::Outbox;

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
        bytes: Bytes,
        /// The memory it takes among all that wait, given back when it is heard.
        room: Option<OwnedSemaphorePermit>,
    },
    Leave {
        peer: PeerId,
    },
    /// An update from no connection; answered when it is stored.
    Push {
        author: String,
        correlation: String,
        update: Vec<u8>,
        pushed: oneshot::Sender<Result<u64, Closing>>,
    },
    /// Something beside the document has changed.
    Notice {
        topic: &'static str,
    },
    /// Who came in by a link is sent away.
    Cut {
        /// SHA-256 of its token.
        link: [u8; 32],
    },
    /// Everybody is sent away.
    Evict {
        why: Closing,
    },
}

/// Who comes in.
#[derive(Debug, Clone)]
pub struct Joining {
    pub role: Role,
    /// As a trusted proxy says; then it counts for the log, whatever they call themselves.
    pub name: Option<String>,
    /// SHA-256 of the token.
    pub link: [u8; 32],
    pub acks: bool,
    pub correlation: String,
    pub outbox: Arc<Outbox>,
}
