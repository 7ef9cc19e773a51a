//! Fields and facts of notes: what is known beyond the text (guidance.md, section 1). Absent means unknown.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::ids::Id;

fn yes() -> bool {
    true
}

fn is_true(b: &bool) -> bool {
    *b
}

fn is_false(b: &bool) -> bool {
    !*b
}

/// Null is a value too, not an absent one.
pub(crate) fn any_value<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A typed field of a command, event, query, read model or aggregate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Field {
    /// `[A-Za-z_][A-Za-z0-9_]*`
    pub name: String,
    /// `string, text, integer, decimal, money, boolean, date, datetime, duration, uuid, uri, email, bytes, json`, the name
    /// of an aggregate (a reference by its identity), `enum(a,b,c)`, `T[]` or `map(T)`.
    #[serde(rename = "type")]
    pub type_: String,
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub required: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub identity: bool,
    /// Personal data.
    #[serde(default, skip_serializing_if = "is_false")]
    pub personal: bool,
    #[serde(
        default,
        deserialize_with = "any_value",
        skip_serializing_if = "Option::is_none"
    )]
    pub example: Option<Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl Field {
    pub fn new(name: impl Into<String>, type_: impl Into<String>) -> Field {
        Field {
            name: name.into(),
            type_: type_.into(),
            required: true,
            identity: false,
            personal: false,
            example: None,
            description: String::new(),
        }
    }

    pub fn is_name(name: &str) -> bool {
        let mut chars = name.chars();
        chars
            .next()
            .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// As in the interchange file.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            pub fn from_name(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|v| v.name() == name)
            }
        }
    };
}
pub(crate) use words;

words!(Caller { Browser = "browser", Public = "public", Internal = "internal" });
words!(
    /// The shape of an answer.
    AnswerShape { One = "one", Page = "page", Stream = "stream" }
);
words!(EventKind { Domain = "domain", Integration = "integration", Command = "command" });
words!(Consistency { Strong = "strong", Eventual = "eventual" });
words!(Reaction { Immediate = "immediate", Delayed = "delayed", Scheduled = "scheduled" });
words!(Cadence {
    Continuous = "continuous",
    Daily = "daily",
    Weekly = "weekly",
    Monthly = "monthly",
    Quarterly = "quarterly",
    Rarely = "rarely",
});
words!(
    /// p99 under 100 ms, under 1 s, slower.
    LatencyClass { Fast = "fast", Medium = "medium", Slow = "slow" }
);

/// What is known about a note, by its kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct Facts {
    /// Average requests or events per second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak_rate: Option<f64>,
    /// Someone waits for the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<bool>,
    /// p99 target (command, query) or p99 seen (external system), milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_ms: Option<f64>,
    /// Takes more than 5 s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_running: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotent: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<Caller>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staleness_seconds: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<AnswerShape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_kind: Option<EventKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replay: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invariants: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub growth_per_day: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consistency: Option<Consistency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_sourced: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reaction: Option<Reaction>,
    /// The command that compensates this command or policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// A name for how this part scales; parts with different names scale differently.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub technology: Option<String>,
    /// Who owns an external system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency_class: Option<LatencyClass>,
}

impl Facts {
    pub fn is_empty(&self) -> bool {
        *self == Facts::default()
    }
}
