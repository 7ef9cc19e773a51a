//! The size of each context against the right-size bounds of guidance.md, section 3.

use model::reading::Reading;
use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Under the bounds.
    Nano,
    Right,
    /// Over the bounds.
    Large,
    /// Nothing in it to size.
    Empty,
}

/// The size of one context; ranges are (low, high).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextSize {
    pub context: Id,
    /// Commands and queries offered.
    pub endpoints: usize,
    /// Aggregates, their parts and read models.
    pub tables: usize,
    /// COSMIC function points.
    pub cosmic: f64,
    /// Lines of business logic, an estimate.
    pub lines: (f64, f64),
    /// Weeks to rewrite, an estimate.
    pub weeks: (f64, f64),
    /// Ce / (Ca + Ce), 0 to 1; none where nothing crosses.
    pub instability: Option<f64>,
    pub verdict: Verdict,
    /// Plain sentences: each figure against its bound.
    pub because: Vec<String>,
    /// What the estimates assume.
    pub assumptions: Vec<String>,
    /// Figures of section 3 that the board does not hold (team, pipeline, start-up).
    pub unknown: Vec<String>,
}

/// One size per context, in the board's order.
pub fn sizes(_board: &BoardSnapshot, _reading: &Reading) -> Vec<ContextSize> {
    Vec::new()
}
