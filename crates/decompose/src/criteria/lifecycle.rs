use model::NoteKind::{Aggregate, Command};

use super::{Criterion, Tie};
use crate::phrase::quotes;
use crate::wall::Wall;

/// One aggregate comes into being through another.
pub struct Lifecycle;

impl Criterion for Lifecycle {
    fn id(&self) -> &'static str {
        "lifecycle"
    }

    fn label(&self) -> &'static str {
        "Lifecycle"
    }

    fn about(&self) -> &'static str {
        "Aggregates that one command changes or creates together live and die together."
    }

    fn weight(&self) -> f64 {
        2.5
    }

    fn say(&self, wall: &Wall, _note: usize, with: &[usize]) -> String {
        format!(
            "One command changes it together with {}.",
            quotes(wall, with, 2)
        )
    }

    /// A command that touches k aggregates ties each pair with 1 / (k − 1): a bulk command says little of each.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut ties = Vec::new();
        for command in wall.placed().filter(|&n| wall.kind(n) == Command) {
            let aggregates: Vec<(usize, f64)> = wall
                .next(command)
                .filter(|s| wall.kind(s.0) == Aggregate)
                .collect();
            for (i, &(a, x)) in aggregates.iter().enumerate() {
                for &(b, y) in &aggregates[..i] {
                    let strength = x.min(y) / (aggregates.len() - 1) as f64;
                    ties.push(Tie { a, b, strength });
                }
            }
        }
        ties
    }
}
