//! What people decided about advice, and what they answered to checklists.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::facts::words;
use crate::ids::Id;

words!(DecisionStatus { Accepted = "accepted", Changed = "changed", Rejected = "rejected" });
words!(AnswerValue { Yes = "yes", No = "no", Unknown = "unknown" });

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Decision {
    /// `[AFC]-…`, an id of guidance.md.
    pub rule: String,
    /// Notes, contexts, teams.
    pub subjects: Vec<Id>,
    pub status: DecisionStatus,
    /// What was chosen, in the rule's own shape.
    #[serde(
        default,
        deserialize_with = "crate::facts::any_value",
        skip_serializing_if = "Option::is_none"
    )]
    pub choice: Option<Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Answer {
    pub question: String,
    pub answer: AnswerValue,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}
