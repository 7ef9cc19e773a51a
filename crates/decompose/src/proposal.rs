//! What a proposal of boundaries is, and how one is made.

use std::collections::BTreeMap;

use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

/// How to decompose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Options {
    /// The same seed gives the same result.
    pub seed: u64,
    /// A wished number of contexts.
    pub contexts: Option<usize>,
    /// Keep locked contexts and use the board's contexts as a prior; otherwise nothing of them is read.
    pub respect_contexts: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 1,
            contexts: None,
            respect_contexts: false,
        }
    }
}

/// Alternatives from coarse to fine; exactly one is recommended (when there is any).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decomposition {
    pub seed: u64,
    pub alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    pub name: String,
    pub recommended: bool,
    pub contexts: Vec<ProposedContext>,
    /// Per placed note: why it is where it is, and its second home.
    pub notes: BTreeMap<Id, NoteReason>,
    pub metrics: Metrics,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProposedContext {
    pub name: String,
    /// Sorted as on the board.
    pub members: Vec<Id>,
    /// Plain sentences.
    pub because: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NoteReason {
    pub because: Vec<String>,
    /// Name of the context it would join next.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub second: Option<String>,
    /// 0 to 1: how strongly it belongs.
    #[serde(default)]
    pub strength: f64,
}

/// Figures of one cut (decomposition.md, "Judging a cut").
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics {
    pub contexts: usize,
    /// Share of the flow's links that cross a border, 0 to 1.
    pub crossing: f64,
    /// Newman–Girvan modularity, −0.5 to 1.
    pub modularity: f64,
}

/// Proposes boundaries.
pub fn propose(_board: &BoardSnapshot, options: &Options) -> Decomposition {
    Decomposition {
        seed: options.seed,
        alternatives: Vec::new(),
    }
}
