//! The storm notation: one flow a line, parts joined by ` > `.
//!
//! ```text
//! #! Cargo shipping                  the board's title
//! # Booking                          a context
//! actor Customer > command Book cargo > aggregate Cargo > event! Cargo booked      // a pivotal event, and a remark
//! event Cargo booked > ^policy Draft the invoice     ^ refers to the note that lives under another heading
//! event Cargo booked~2               another note with the same kind, text and heading
//! ```
//!
//! `\` escapes `>`, `^`, `#`, `~`, `/` and itself; `\n` is a new line; before anything else it is a plain backslash.
//! `//` starts a remark at the beginning of a line or after white space, so that addresses need no escape.

mod flows;
mod line;
mod lost;
mod parse;
mod print;
mod wording;

pub use parse::parse;
pub use print::print;

use crate::ids::Id;
use crate::note::NoteKind;

/// Longest name of a context, in characters.
const MAX_NAME: usize = 100;
/// Longest title of a board, in characters.
const MAX_TITLE: usize = 200;

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
