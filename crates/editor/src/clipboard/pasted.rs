//! What a pasted text is.

use model::{BoardSnapshot, file, layout, notation};

use super::lines;

/// A text from the clipboard, read.
///
/// Reading is apart from pasting, for it needs the readers of both formats and the layout: the page fetches them at the
/// first paste.
#[derive(Clone, Debug, PartialEq)]
pub enum Pasted {
    /// The whole text on one note.
    OneNote(String),
    /// One note a line; `refused` says why it is no storm, where it looks like one.
    Lines {
        text: String,
        refused: Option<String>,
    },
    /// A board file or a storm, laid out.
    Board(Box<BoardSnapshot>),
    /// A board file with errors.
    Unreadable(String),
}

impl Pasted {
    pub fn one_note(text: &str) -> Pasted {
        Pasted::OneNote(with_plain_ends(text))
    }

    /// A board of this product, a storm in the notation, or lines.
    pub fn read(text: &str) -> Pasted {
        let text = with_plain_ends(text);
        if text.trim_start().starts_with('{') && text.contains("isobar/board") {
            return match file::read(text.as_bytes()) {
                Ok(board) => Pasted::Board(Box::new(layout::placed(&board))),
                Err(error) => Pasted::Unreadable(error.to_string()),
            };
        }
        let refused = match lines::is_notation(&text).then(|| notation::parse(&text)) {
            Some(Ok(board)) => return Pasted::Board(Box::new(layout::placed(&board))),
            Some(Err(error)) => Some(error.to_string()),
            None => None,
        };
        Pasted::Lines { text, refused }
    }
}

/// Systems change line ends on the way.
fn with_plain_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
