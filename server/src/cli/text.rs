//! Wording of what people read in a terminal.

use std::path::Path;

use model::{BoardSnapshot, Id};

use super::board::is_standard;

/// The board's title; for a board without one the name of its file.
pub fn title(board: &BoardSnapshot, path: &Path) -> String {
    let title = board
        .meta
        .title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    match path.file_name() {
        _ if !title.is_empty() => title,
        Some(name) if !is_standard(path) => name.to_string_lossy().into_owned(),
        _ => "The board".into(),
    }
}

/// "1 note", "2 notes".
pub fn counted(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

/// Notes by kind and text, contexts by name; more than five are counted.
pub fn named(board: &BoardSnapshot, ids: &[&Id]) -> String {
    const SHOWN: usize = 5;
    let mut names: Vec<String> = ids.iter().take(SHOWN).map(|id| name(board, id)).collect();
    if ids.len() > SHOWN {
        names.push(format!("{} more", ids.len() - SHOWN));
    }
    names.join(", ")
}

fn name(board: &BoardSnapshot, id: &Id) -> String {
    if let Some(note) = board.note(id) {
        format!("{} “{}”", note.kind.label().to_lowercase(), note.line())
    } else if let Some(context) = board.context(id) {
        format!("“{}”", context.name)
    } else {
        id.to_string()
    }
}
