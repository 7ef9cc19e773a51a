use model::NoteKind::{Aggregate, Command, Policy, Query, ReadModel, Screen};

use super::{Criterion, Tie, steps};
use crate::phrase::quotes;
use crate::wall::Wall;

/// What reads data stays near the data.
pub struct DataLocality;

/// How much being informed counts of what asking does.
const INFORMED: f64 = 0.5;
/// The same where a query is informed, which may well ask several contexts.
const CONSULTED: f64 = 0.25;

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
        6.5
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        match wall.kind(note) {
            ReadModel | Aggregate => format!("Its data is used by {}.", quotes(wall, with, 2)),
            _ => format!("It works with the data of {}.", quotes(wall, with, 2)),
        }
    }

    /// What is only informed by data (a command, a policy, a query that asks it too) may read it elsewhere.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut ties = steps(wall, |from, to| {
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
        });
        for tie in ties.iter_mut().filter(|t| wall.kind(t.a) == ReadModel) {
            tie.strength *= match wall.kind(tie.b) {
                Command | Policy => INFORMED,
                Query => CONSULTED,
                _ => 1.0,
            };
        }
        ties
    }
}
