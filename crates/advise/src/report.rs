//! What the linter says.

use model::Id;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// An id of guidance.md: `F-…`.
    pub rule: String,
    pub severity: Severity,
    /// Notes (or contexts) it is about.
    pub subjects: Vec<Id>,
    /// What is wrong and why, quoting the notes.
    pub message: String,
    /// What to do.
    pub advice: String,
}

/// A rule that could not be judged: never the same as passed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unknown {
    pub rule: String,
    pub subjects: Vec<Id>,
    /// The facts that are missing.
    pub missing: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Errors first, then warnings, then hints; by rule and subject.
    pub findings: Vec<Finding>,
    pub unknown: Vec<Unknown>,
}

impl Report {
    /// Whether anything is more than a hint: then a check fails.
    pub fn has_fault(&self) -> bool {
        self.findings.iter().any(|f| f.severity != Severity::Hint)
    }
}

impl Severity {
    /// As in JSON: `error`, `warning`, `hint`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}
