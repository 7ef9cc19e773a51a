//! The linter of a storm: the rules of the guidance catalogue, one file each.
//!
//! A questionable board is a finding, never an error; a rule that lacks its facts is unknown, never passed.

pub mod english;
mod outcomes;
pub mod report;
pub mod rules;
pub mod wall;

#[cfg(test)]
mod fixture;

use std::cmp::Ordering;

use model::{BoardSnapshot, Id, Stage};

pub use report::{Finding, Report, Severity, Unknown};
pub use rules::{RULES, Rule};
pub use wall::Wall;

/// Checks a board at its own stage.
pub fn check(board: &BoardSnapshot) -> Report {
    check_at(board, board.stage())
}

/// Checks a board as if it were at `stage`.
pub fn check_at(board: &BoardSnapshot, stage: Stage) -> Report {
    let wall = Wall::new(board, stage);
    let mut report = Report::default();
    for rule in RULES {
        rule.check(&wall, &mut report);
    }
    report.findings.sort_by(|a, b| {
        (a.severity, &a.rule)
            .cmp(&(b.severity, &b.rule))
            .then_with(|| by_place(board, &a.subjects, &b.subjects))
    });
    report.unknown.sort_by(|a, b| {
        a.rule
            .cmp(&b.rule)
            .then_with(|| by_place(board, &a.subjects, &b.subjects))
    });
    report
}

/// In the order of the board: notes by stacking order, then contexts.
fn by_place(board: &BoardSnapshot, a: &[Id], b: &[Id]) -> Ordering {
    let place = |id: &Id| {
        let note = board.notes.position(id.as_str());
        note.map(|i| (0, i))
            .or_else(|| board.contexts.position(id.as_str()).map(|i| (1, i)))
    };
    a.iter().map(place).cmp(b.iter().map(place))
}
