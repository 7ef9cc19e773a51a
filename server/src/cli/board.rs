//! Boards from files: storm notation or the interchange file, told apart by name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use clap::ValueEnum;
use model::BoardSnapshot;

use super::failure::{Failure, plain};

/// Longest input, in bytes.
const MAX_INPUT: u64 = 64 << 20;

/// How a board is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Storm notation, one flow a line
    Storm,
    /// The interchange file, JSON
    Board,
}

impl Format {
    /// By the ending of a file's name.
    pub fn of_name(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "storm" => Some(Format::Storm),
            "json" => Some(Format::Board),
            _ => None,
        }
    }

    /// What a conversion without a word about its other side means.
    pub fn other(self) -> Format {
        match self {
            Format::Storm => Format::Board,
            Format::Board => Format::Storm,
        }
    }

    /// By the first character: only a board file starts with a brace.
    fn of_content(bytes: &[u8]) -> Format {
        let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
        match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
            Some(b'{') => Format::Board,
            _ => Format::Storm,
        }
    }
}

const BOM: &[u8] = b"\xef\xbb\xbf";

pub fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The board that a command works on; notes without positions are laid out by flow.
pub fn open(path: &Path) -> Result<BoardSnapshot, Failure> {
    Ok(model::layout::placed(&read(path)?))
}

/// A board as it was written.
pub fn read(path: &Path) -> Result<BoardSnapshot, Failure> {
    let named = Format::of_name(path);
    if named.is_none() && !is_standard(path) && path.is_file() {
        return Err(Failure::Usage(format!(
            "cannot tell what {} is: the name of a board ends in .storm or .board.json",
            path.display()
        )));
    }
    let bytes = bytes(path)?;
    let format = named.unwrap_or_else(|| Format::of_content(&bytes));
    parse(path, &bytes, format)
}

/// Whether a file's name is that of a board.
pub fn is_named(path: &Path) -> bool {
    Format::of_name(path).is_some()
}

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = name(path);
    let unreadable =
        |error: io::Error| Failure::input(&name, format!("cannot be read: {}", plain(&error)));
    let mut bytes = Vec::new();
    if is_standard(path) {
        io::stdin()
            .lock()
            .take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
    } else {
        let file = File::open(path).map_err(unreadable)?;
        file.take(MAX_INPUT + 1)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
    }
    if bytes.len() as u64 > MAX_INPUT {
        return Err(Failure::input(
            name,
            format!("larger than {} MiB: no board is", MAX_INPUT >> 20),
        ));
    }
    Ok(bytes)
}

/// Reads a board as it was written, without laying it out.
pub fn parse(path: &Path, bytes: &[u8], format: Format) -> Result<BoardSnapshot, Failure> {
    let name = name(path);
    let text = text(path, bytes)?;
    match format {
        Format::Storm => model::notation::parse(text)
            .map_err(|error| Failure::input(format!("{name}:{}", error.line), error.message)),
        Format::Board => model::file::read(text.as_bytes()).map_err(|error| {
            let place = if error.pointer.is_empty() {
                name
            } else {
                format!("{name}: {}", error.pointer)
            };
            Failure::input(place, error.message)
        }),
    }
}

/// The text of an input, without a byte order mark.
pub fn text<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str, Failure> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        Failure::input(format!("{}:{line}", name(path)), "not UTF-8 text")
    })
}

/// How messages call an input.
pub fn name(path: &Path) -> String {
    if is_standard(path) {
        "standard input".into()
    } else {
        path.display().to_string()
    }
}
