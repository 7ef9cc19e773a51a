//! What a transaction touched, and what it could not read.

use model::Id;

/// The ids that a command or a remote update touched, sorted; a reader need look at nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub notes: Vec<Id>,
    pub links: Vec<Id>,
    pub frames: Vec<Id>,
    pub contexts: Vec<Id>,
    /// Teams, terms, relations, decisions, answers or what is said of the board as a whole.
    pub other: bool,
}

impl Change {
    pub fn is_empty(&self) -> bool {
        *self == Change::default()
    }
}

/// Content of the document that breaks the schema; the snapshot goes without it, the document keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// `/notes/n1/kind`: root, key and member.
    pub place: String,
    pub why: String,
}
