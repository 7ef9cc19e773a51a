use model::NoteKind::{Aggregate, Command, Policy, Query, ReadModel, Screen};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// What reads data stays near the data.
pub struct DataLocality;

impl Criterion for DataLocality {
    fn id(&self) -> &'static str {
        "data-locality"
    }

    fn label(&self) -> &'static str {
        "Data locality"
    }

    fn about(&self) -> &'static str {
        "A query, a policy or a screen stays near the data that it reads."
    }

    fn weight(&self) -> f64 {
        5.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            ReadModel | Aggregate => format!("Its data is used by {}.", quotes(wall, with, 2)),
            _ => format!("It works with the data of {}.", quotes(wall, with, 2)),
        }
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        steps(wall, |from, to| {
            matches!(
                (wall.kind(from), wall.kind(to)),
                (Query, _)
                    | (ReadModel, _)
                    | (Policy, Aggregate | ReadModel | Screen)
                    | (Screen, _)
                    | (
                        Aggregate,
                        Aggregate | Query | Policy | ReadModel | Screen | Command
                    )
                    | (Command, ReadModel | Screen)
            )
        })
    }
}
