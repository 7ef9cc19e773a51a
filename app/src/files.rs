//! Files that people bring: a board file, or storm notation, by name and by content.

use model::{file, layout, notation};

/// The board file (JSON) of what `text` says; otherwise what is wrong with it, for the person.
pub fn board_file(name: &str, text: &str) -> Result<String, String> {
    let board = if is_board_file(name, text) {
        file::read(text.as_bytes()).map_err(|e| format!("{name} is no board file: {e}"))?
    } else {
        notation::parse(text).map_err(|e| format!("{name}: {e}"))?
    };
    Ok(file::write(&layout::placed(&board)))
}

fn is_board_file(name: &str, text: &str) -> bool {
    name.ends_with(".json") || (!name.ends_with(".storm") && text.trim_start().starts_with('{'))
}
