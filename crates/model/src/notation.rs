//! The storm notation: one flow a line, parts joined by ` > ` (canvas.md says it all).

mod parse;
mod print;

pub use parse::parse;
pub use print::print;

use crate::ids::Id;
use crate::note::NoteKind;

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct NotationError {
    /// From 1.
    pub line: usize,
    pub message: String,
}

/// A board in notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub text: String,
    /// What notation cannot say and this board holds, a phrase each.
    pub lost: Vec<String>,
}

/// The id of a note in notation: a pure function of heading (empty before the first), kind, text and ordinal (from 1).
/// Actors and systems are the same everywhere: their heading is left out.
pub fn note_id(heading: &str, kind: NoteKind, text: &str, ordinal: u32) -> Id {
    let heading = if is_everywhere(kind) { "" } else { heading };
    Id::derived(
        "n.",
        &[heading, kind.row().word, text, &ordinal.to_string()],
    )
}

/// The id of the context that a heading starts.
pub fn context_id(heading: &str) -> Id {
    Id::derived("c.", &[heading])
}

fn is_everywhere(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::Actor | NoteKind::ExternalSystem)
}
