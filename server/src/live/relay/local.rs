//! A node that is alone.

use model::Id;
use tokio::sync::mpsc;

use super::{NodeId, Relay, RelayFigures, Said, Word};

#[derive(Debug, Default)]
pub struct Local;

impl Relay for Local {
    fn node(&self) -> NodeId {
        0
    }

    fn tell(&self, _board: &Id, _word: Word) {}

    fn listen(&self, _board: &Id) -> Option<mpsc::Receiver<Said>> {
        None
    }

    fn is_live(&self) -> bool {
        true
    }

    fn figures(&self) -> Option<RelayFigures> {
        None
    }
}
