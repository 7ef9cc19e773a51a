//! COSMIC function points (ISO/IEC 19761): data movements of the functional processes of one context. A command, a
//! query and a policy are one functional process each, of at least 2 movements.

use model::NoteKind::{Aggregate, Command, DomainEvent, Policy, Query, ReadModel};
use model::reading::Reading;
use model::{BoardSnapshot, Id, NoteKind};

/// Least movements of a functional process: one in, and one out or write.
const LEAST: usize = 2;

/// Movements by kind of process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cosmic {
    pub commands: usize,
    pub queries: usize,
    pub policies: usize,
}

impl Cosmic {
    pub fn total(&self) -> usize {
        self.commands + self.queries + self.policies
    }
}

/// Measures the given notes.
///
/// Command: entry + a read per read model that informs it + a write per aggregate + an exit per event. Query: entry +
/// a read per read model + exit. Policy: entry + a read per read model + an exit per command it issues. An event of an
/// aggregate that several commands change is one exit, counted once.
pub fn measure(board: &BoardSnapshot, reading: &Reading, members: &[Id]) -> Cosmic {
    let kind = |id: &Id| board.note(id).map(|n| n.kind);
    let next = |id: &Id, wanted: NoteKind| {
        reading
            .leaving(id)
            .filter(|l| kind(&l.to) == Some(wanted))
            .count()
    };
    let previous = |id: &Id, wanted: NoteKind| {
        reading
            .reaching(id)
            .filter(|l| kind(&l.from) == Some(wanted))
            .count()
    };
    let mut cosmic = Cosmic::default();
    for id in members {
        match kind(id) {
            Some(Command) => {
                let reads = previous(id, ReadModel);
                let own = 1 + reads + next(id, Aggregate) + next(id, DomainEvent);
                cosmic.commands += own.max(LEAST);
            }
            // Each event of an aggregate is the exit of one of its commands.
            Some(Aggregate) if previous(id, Command) > 0 => {
                cosmic.commands += next(id, DomainEvent)
            }
            Some(Query) => {
                let reads = next(id, ReadModel).max(previous(id, ReadModel)).max(1);
                cosmic.queries += 2 + reads;
            }
            Some(Policy) => {
                let exits = reading.leaving(id).count();
                cosmic.policies += (1 + previous(id, ReadModel) + exits).max(LEAST);
            }
            _ => {}
        }
    }
    cosmic
}
