//! What the nodes of one installation tell each other about a board.
//!
//! A relay may lose, repeat and reorder what is said: it makes others' changes come at once, and nothing depends on it.
//! The store has every update under its sequence, so a room that misses one reads it there, and who may be in a room is
//! asked there too.

mod local;
mod nats;
mod word;

use model::Id;
use tokio::sync::mpsc;

pub use local::Local;
pub use nats::{Nats, NatsError};
pub use word::{Said, Word};

/// A node, for as long as its process runs: a random number of 52 bits.
pub type NodeId = u64;

/// The way to the other nodes.
pub trait Relay: Send + Sync {
    /// This node.
    fn node(&self) -> NodeId;

    /// Tells the rooms of a board on other nodes. Never waits; what cannot be said now is not said.
    fn tell(&self, board: &Id, word: Word);

    /// What is said of a board from now on, by this node too: who hears its own [`Word::WhoIsThere`] knows that nothing
    /// said after it is missed. None where there are no others.
    fn listen(&self, board: &Id) -> Option<mpsc::Receiver<Said>>;

    /// Whether what is said is heard, as far as is known.
    fn is_live(&self) -> bool;

    /// None where there are no others.
    fn figures(&self) -> Option<RelayFigures>;
}

/// The relay at one moment, and what it has done.
#[derive(Debug, Clone, PartialEq)]
pub struct RelayFigures {
    pub live: bool,
    /// How long a word takes to come back to this node, or for how long one has been awaited.
    pub lag_seconds: f64,
    pub said: u64,
    pub heard: u64,
    /// Words that could not be said, or were not heard in time.
    pub dropped: u64,
    /// Updates that were read from the store because the relay had not brought them.
    pub found: u64,
}
