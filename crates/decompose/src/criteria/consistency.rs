use model::NoteKind::{Aggregate, Command, DomainEvent};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// Commands change an aggregate and events are its changes: one transaction.
pub struct Consistency;

impl Criterion for Consistency {
    fn id(&self) -> &'static str {
        "consistency"
    }

    fn label(&self) -> &'static str {
        "Consistency"
    }

    fn about(&self) -> &'static str {
        "A command, the aggregate it changes and the events that come of it are one transaction."
    }

    fn weight(&self) -> f64 {
        10.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            Command => format!("It changes {}.", quotes(wall, with, 2)),
            DomainEvent => format!("It comes of {}.", quotes(wall, with, 2)),
            _ => format!("It is one transaction with {}.", quotes(wall, with, 3)),
        }
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        steps(wall, |from, to| {
            matches!(
                (wall.kind(from), wall.kind(to)),
                (Command, Aggregate | DomainEvent) | (Aggregate, DomainEvent)
            )
        })
    }
}
