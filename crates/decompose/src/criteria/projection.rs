use model::NoteKind::{DomainEvent, ReadModel, Screen};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// A read model is built from events, and lives where most of them happen.
pub struct Projection;

impl Criterion for Projection {
    fn id(&self) -> &'static str {
        "projection"
    }

    fn label(&self) -> &'static str {
        "Projection"
    }

    fn about(&self) -> &'static str {
        "A read model or screen belongs with the events that it is built from."
    }

    fn weight(&self) -> f64 {
        6.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            ReadModel | Screen => format!("It shows {}.", quotes(wall, with, 2)),
            _ if with.len() == 1 => format!("{} shows it.", quotes(wall, with, 1)),
            _ => format!("{} show it.", quotes(wall, with, 2)),
        }
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        steps(wall, |from, to| {
            wall.kind(from) == DomainEvent && matches!(wall.kind(to), ReadModel | Screen)
        })
    }
}
