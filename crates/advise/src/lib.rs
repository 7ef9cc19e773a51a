//! The linter of a storm: the rules of guidance.md, one file each.

pub mod report;

pub use report::{Finding, Report, Severity, Unknown};

use model::{BoardSnapshot, Stage};

/// Checks a board at its own stage.
pub fn check(board: &BoardSnapshot) -> Report {
    check_at(board, board.stage())
}

/// Checks a board as if it were at `stage`.
pub fn check_at(_board: &BoardSnapshot, _stage: Stage) -> Report {
    Report::default()
}
