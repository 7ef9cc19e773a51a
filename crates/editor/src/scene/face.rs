//! What the face of a note shows: enough to draw it once into a bitmap and keep that by its key.

use model::{NoteKind, Size};

/// Measures text in the type family of notes. The app implements it (a canvas in the browser).
pub trait MeasureText {
    /// Width of one line, canvas units, at `size` (em height, canvas units).
    fn width(&self, text: &str, size: f64) -> f64;
}

#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Equal keys, equal pictures.
    pub key: u64,
    pub kind: NoteKind,
    /// Canvas units; taller than the note's own size when the text needs it.
    pub size: Size,
    /// The paper's colour, where the board recolours the kind (CSS colour); otherwise the kind's token.
    pub colour: Option<String>,
    /// Top left, small: `event`, `command`, …; a board may rename kinds.
    pub label: String,
    /// Centred (plain text: left aligned), each at most as wide as the note less its padding.
    pub lines: Vec<String>,
    /// Canvas units.
    pub text_size: f64,
    pub line_height: f64,
    /// A bar along the bottom.
    pub pivotal: bool,
    /// A settled hotspot: paler, with a tick.
    pub resolved: bool,
    pub locked: bool,
    /// Dots; 0 shows none.
    pub votes: u32,
    pub tags: Vec<String>,
}
