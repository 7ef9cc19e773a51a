use model::NoteKind::{Command, DomainEvent, Policy};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// Others react to a published event: the cheapest place to cut.
pub struct Contract;

impl Criterion for Contract {
    fn id(&self) -> &'static str {
        "published-contract"
    }

    fn label(&self) -> &'static str {
        "Published contract"
    }

    fn about(&self) -> &'static str {
        "An event can be published: what reacts to it may live elsewhere."
    }

    fn weight(&self) -> f64 {
        0.5
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            DomainEvent if with.len() == 1 => {
                format!("{} follows from it here.", quotes(wall, with, 1))
            }
            DomainEvent => format!("{} follow from it here.", quotes(wall, with, 2)),
            _ => format!("It reacts to {}.", quotes(wall, with, 2)),
        }
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        steps(wall, |from, to| {
            let (from, to) = (wall.kind(from), wall.kind(to));
            from == DomainEvent && matches!(to, Policy | DomainEvent | Command)
        })
    }
}
