//! What an exported file was made from. There is no clock in it: the same board gives the same bytes.

use model::{BoardSnapshot, Id};

use crate::architecture::Architecture;

pub const ISOBAR_VERSION: &str = env!("CARGO_PKG_VERSION");

/// 16 hex digits that are the same for two boards of the same content.
pub fn fingerprint(board: &BoardSnapshot) -> String {
    let id = Id::derived("", &[&model::file::write(board)]);
    id.as_str().chars().take(16).collect()
}

/// Whether a file that begins like this was exported by Isobar.
pub fn is_signed(head: &[u8]) -> bool {
    let holds = |text: &str| {
        let found = head.windows(text.len()).position(|w| w == text.as_bytes());
        found.map(|at| at + text.len())
    };
    matches!((holds(MADE), holds(BY)), (Some(made), Some(by)) if made < by)
}

const MADE: &str = "Made from the board “";
const BY: &str = ") by Isobar ";

/// One line for the head of a file: safe inside any kind of comment.
pub fn line(architecture: &Architecture) -> String {
    let title: String = crate::naming::brief(&architecture.title, 120)
        .replace("*/", "* /")
        .replace("--", "- -")
        .replace("-->", "- - >");
    format!(
        "{MADE}{title}” (content {}{BY}{ISOBAR_VERSION}.",
        architecture.fingerprint
    )
}
