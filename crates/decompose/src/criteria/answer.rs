use model::NoteKind::{Command, DomainEvent, ExternalSystem, Policy, Query};

use super::{Criterion, Tie};
use crate::phrase::quotes;
use crate::wall::Wall;

/// What an external system answers belongs to whoever asked it.
pub struct Answer;

/// What a system that more than this ask, or that says more, tells of each is nothing: it bounds the pairs.
const MOST: usize = 50;

impl Criterion for Answer {
    fn id(&self) -> &'static str {
        "answer"
    }

    fn label(&self) -> &'static str {
        "Answers of systems"
    }

    fn about(&self) -> &'static str {
        "What an external system answers belongs with what asked it, the less the more ask."
    }

    fn weight(&self) -> f64 {
        2.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        // An event may also be what asks.
        let asks = |n: usize| wall.next(n).any(|s| wall.kind(s.0) == ExternalSystem);
        match asks(note) {
            true => format!("A system answers it with {}.", quotes(wall, with, 2)),
            false => format!("A system says so when asked by {}.", quotes(wall, with, 2)),
        }
    }

    /// Everything that leads to a system with every event that the system causes, shared among what leads to it.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut ties = Vec::new();
        for system in (0..wall.notes.len()).filter(|&n| wall.kind(n) == ExternalSystem) {
            let asks =
                |s: &(usize, f64)| matches!(wall.kind(s.0), Command | Policy | DomainEvent | Query);
            let asking: Vec<(usize, f64)> = wall.previous(system).filter(asks).collect();
            let answers = wall
                .next(system)
                .filter(|s| wall.kind(s.0) == DomainEvent)
                .take(MOST);
            for (b, y) in answers {
                ties.extend(asking.iter().take(MOST).map(|&(a, x)| Tie {
                    a,
                    b,
                    strength: x.min(y) / asking.len() as f64,
                }));
            }
        }
        ties
    }
}
