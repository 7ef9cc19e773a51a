//! The names of the document: roots, members, and which members are shared types. docs/document.md says it for others.

use model::facts::Facts;

/// The format that this crate writes, under `meta/version`.
pub const FORMAT_VERSION: i64 = 1;

/// Set on a row that was deleted; the row itself stays, so that undo brings everything back.
pub const DELETED: &str = "deleted";
/// Place in the order of a table, see [`crate::stacking`].
pub const Z: &str = "z";
/// The context in which a note lives.
pub const CONTEXT: &str = "context";
pub const TEXT: &str = "text";
pub const DESCRIPTION: &str = "description";
pub const TAGS: &str = "tags";
pub const VOTES: &str = "votes";
pub const FIELDS: &str = "fields";
pub const FACTS: &str = "facts";
pub const INVARIANTS: &str = "invariants";
pub const SETTINGS: &str = "settings";
pub const VERSION: &str = "version";

/// The voter under whose name votes that came from a file are kept.
pub const FILE_VOTER: &str = "file";

/// A root map of the document. All but `Meta` hold rows: key → Y.Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    Notes,
    Links,
    Frames,
    Contexts,
    Relations,
    Teams,
    Terms,
    Decisions,
    Answers,
    Meta,
}

impl Root {
    pub const ALL: [Root; 10] = [
        Root::Notes,
        Root::Links,
        Root::Frames,
        Root::Contexts,
        Root::Relations,
        Root::Teams,
        Root::Terms,
        Root::Decisions,
        Root::Answers,
        Root::Meta,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Root::Notes => "notes",
            Root::Links => "links",
            Root::Frames => "frames",
            Root::Contexts => "contexts",
            Root::Relations => "relations",
            Root::Teams => "teams",
            Root::Terms => "terms",
            Root::Decisions => "decisions",
            Root::Answers => "answers",
            Root::Meta => "meta",
        }
    }

    /// The members of a row that this version knows and that are read as plain JSON, the required ones first.
    pub fn plain(self) -> Members {
        match self {
            Root::Notes => Members {
                required: &["kind"],
                optional: &[
                    "x",
                    "y",
                    "width",
                    "height",
                    "pivotal",
                    "resolved",
                    "group",
                    "locked",
                    "extensions",
                ],
            },
            Root::Links => Members {
                required: &["from", "to"],
                optional: &["label", "status"],
            },
            Root::Frames => Members {
                required: &["kind", "x", "y", "width", "height"],
                optional: &["title"],
            },
            Root::Contexts => Members {
                required: &["name"],
                optional: &[
                    "purpose",
                    "subdomain",
                    "team",
                    "cadence",
                    "scaling",
                    "technology",
                    "store",
                    "deployUnit",
                    "availability",
                    "startupSeconds",
                    "pipeline",
                    "region",
                    "sharedState",
                    "libraries",
                    "sla",
                    "insideMonolith",
                    "locked",
                    "extensions",
                ],
            },
            Root::Relations => Members {
                required: &["upstream", "downstream", "pattern"],
                optional: &["note"],
            },
            Root::Teams => Members {
                required: &["name"],
                optional: &["people", "type", "interactions", "budget"],
            },
            Root::Terms => Members {
                required: &["term"],
                optional: &["context", "definition", "synonyms", "forbidden"],
            },
            Root::Decisions => Members {
                required: &["rule", "subjects", "status"],
                optional: &["choice", "reason", "by", "at"],
            },
            Root::Answers => Members {
                required: &["question", "answer"],
                optional: &["evidence"],
            },
            Root::Meta => Members {
                required: &[],
                optional: &["title", "stage", "language", "extensions"],
            },
        }
    }
}

/// Members of a row by name.
#[derive(Clone, Copy, Debug)]
pub struct Members {
    /// Without them the row is skipped.
    pub required: &'static [&'static str],
    pub optional: &'static [&'static str],
}

impl Members {
    pub fn all(self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

/// The facts of a note that are plain values: all but the invariants, which are a set.
pub const PLAIN_FACTS: &[&str] = &[
    "rate",
    "peakRate",
    "waits",
    "latencyMs",
    "longRunning",
    "idempotent",
    "caller",
    "stalenessSeconds",
    "shape",
    "eventVersion",
    "eventKind",
    "retentionDays",
    "replay",
    "instances",
    "growthPerDay",
    "consistency",
    "audit",
    "eventSourced",
    "reaction",
    "undoneBy",
    "protocol",
    "availability",
    "team",
    "cadence",
    "scaling",
    "technology",
    "owner",
    "latencyClass",
];

/// The members of a field of a note, the required ones first.
pub const FIELD_MEMBERS: Members = Members {
    required: &["name", "type"],
    optional: &["required", "identity", "personal", "example", "description"],
};

/// Whether a number is in the range that board.schema.json gives to a member of this name.
pub fn in_range(member: &str, number: f64) -> bool {
    match member {
        "width" | "height" | "latencyMs" => number > 0.0,
        "availability" => (0.0..=1.0).contains(&number),
        "rate" | "peakRate" | "stalenessSeconds" | "retentionDays" | "instances"
        | "growthPerDay" | "startupSeconds" | "people" | "budget" => number >= 0.0,
        _ => true,
    }
}

/// The plain facts of a note as members.
pub fn facts_as_members(facts: &Facts) -> serde_json::Map<String, serde_json::Value> {
    let mut members = match serde_json::to_value(facts) {
        Ok(serde_json::Value::Object(members)) => members,
        _ => serde_json::Map::new(),
    };
    members.remove(INVARIANTS);
    members
}
