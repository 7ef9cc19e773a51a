//! What the rules know of English wording: the past tense of events, phrases of time, and what a command and its event share.

mod language;
mod past;
mod sameness;
mod slips;
mod time;

pub use language::looks_english;
pub use past::is_past;
pub use sameness::{Sayings, is_filler, stems};
pub use slips::Spellings;
pub use time::{names_duration, names_moment};
