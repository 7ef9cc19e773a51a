use model::NoteKind::{Command, DomainEvent, Policy, Query};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// A policy is decided where its command is carried out.
pub struct Reaction;

impl Criterion for Reaction {
    fn id(&self) -> &'static str {
        "reaction"
    }

    fn label(&self) -> &'static str {
        "Reaction"
    }

    fn about(&self) -> &'static str {
        "A policy belongs with the commands it issues, more than with the events it listens to."
    }

    fn weight(&self) -> f64 {
        1.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            Policy => format!("It starts {}.", quotes(wall, with, 2)),
            _ => format!("It is started by {}.", quotes(wall, with, 2)),
        }
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        steps(wall, |from, to| {
            matches!(
                (wall.kind(from), wall.kind(to)),
                (Policy, Command | Query | Policy | DomainEvent)
                    | (Command, Command | Policy | Query)
            )
        })
    }
}
