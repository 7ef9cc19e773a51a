//! The interchange file, version 1 (`urn:isobar:board:1`): indented JSON with members in a fixed order.
//!
//! How much one may send is the caller's business; here a file is either a board or an error that names its place.

mod form;
mod json;
mod limits;
mod place;
mod references;

pub use limits::{is_date_time, is_rule};

use serde_json::Value;

use crate::snapshot::BoardSnapshot;
use form::{BoardFile, Written};

/// Why a file is no board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", if pointer.is_empty() { "the file" } else { pointer })]
pub struct FileError {
    /// The place, a JSON pointer (RFC 6901); empty for the whole file, as when it is no JSON at all.
    pub pointer: String,
    pub message: String,
}

impl FileError {
    fn new(pointer: impl Into<String>, message: impl Into<String>) -> FileError {
        FileError {
            pointer: pointer.into(),
            message: message.into(),
        }
    }
}

/// Reads a board file.
///
/// ```
/// let error = model::file::read(br#"{"format":"isobar/board","version":1,"title":"","notes":[{"id":"n 1"}]}"#).unwrap_err();
/// assert_eq!(error.pointer, "/notes/0/id");
/// ```
pub fn read(bytes: &[u8]) -> Result<BoardSnapshot, FileError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value = json::parse(bytes)?;
    is_a_board(&value)?;
    limits::check(&value)?;
    let file: BoardFile = place::deserialize(json::tidy(value))
        .map_err(|(pointer, e)| FileError::new(pointer, json::plain(&e.to_string())))?;
    references::check(&file)?;
    Ok(file.into_board())
}

/// Writes a board file: the same bytes for the same board, and [`read`] gives the same board back. What dangles is left
/// out ([`BoardSnapshot::normalised`]).
pub fn write(board: &BoardSnapshot) -> String {
    let file = Written(&board.clone().normalised());
    // About as long as most boards are: a text that grows is there twice.
    let mut text = Vec::with_capacity(1024 + 256 * board.notes.len() + 96 * board.links.len());
    // Serialising fails on keys that are no text only; here all are.
    let written = serde_json::to_writer_pretty(&mut text, &file).is_ok();
    text.push(b'\n');
    let text = String::from_utf8(text).ok().filter(|_| written);
    text.unwrap_or_default()
}

fn is_a_board(value: &Value) -> Result<(), FileError> {
    let Value::Object(file) = value else {
        return Err(FileError::new("", "a board file is a JSON object"));
    };
    match file.get("format") {
        Some(Value::String(format)) if format == form::FORMAT => {}
        None => {
            return Err(FileError::new(
                "",
                "missing member `format`: is this a board file?",
            ));
        }
        Some(other) => {
            let message = format!(
                "the format is {other}, a board file has \"{}\"",
                form::FORMAT
            );
            return Err(FileError::new("/format", message));
        }
    }
    match file.get("version") {
        Some(version) if version.as_f64() == Some(f64::from(form::VERSION)) => Ok(()),
        None => Err(FileError::new("", "missing member `version`")),
        Some(other) => {
            let message = format!("version {other} is not known, only {}", form::VERSION);
            Err(FileError::new("/version", message))
        }
    }
}
