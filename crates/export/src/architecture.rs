//! The neutral description of all services that exporters render.

use model::BoardSnapshot;

/// Everything that an exporter may know.
#[derive(Clone, Debug)]
pub struct Architecture {
    pub board: BoardSnapshot,
}

impl Architecture {
    pub fn of(board: &BoardSnapshot) -> Architecture {
        Architecture {
            board: board.clone(),
        }
    }
}
