//! Files that people bring: a board file, or storm notation, by name and by content.

use std::sync::Arc;

use model::snapshot::Meta;
use model::{BoardSnapshot, Id, Stage, file, layout, notation, words};
use serde_json::Value;

/// The board file (JSON) of what `text` says, named after the file if it has no title; otherwise what is wrong with it,
/// for the person. Whether JSON is a board the server says, with the place of what is wrong.
pub fn board_file(name: &str, text: &str) -> Result<String, String> {
    if is_board_file(name, text) {
        return titled(name, text).map_err(|e| format!("{name} is no JSON: {e}"));
    }
    // A list is pasted as one note a line, and imported so; what is called a storm has to be one.
    let list = (!name.ends_with(".storm"))
        .then(|| editor::board_of_list(text, numbered()))
        .flatten();
    let mut board = match list {
        Some(list) => list,
        None => notation::parse(text).map_err(|e| format!("{name}: {e}"))?,
    };
    if board.meta.title.trim().is_empty() {
        Arc::make_mut(&mut board.meta).title = title_of(name);
    }
    Ok(file::write(&layout::placed(&board)))
}

/// Ids of the notes of a list.
fn numbered() -> impl FnMut() -> Id {
    let mut count = 0;
    move || {
        count += 1;
        Id::derived("n.", &[&count.to_string()])
    }
}

/// The same file, with a title.
fn titled(name: &str, text: &str) -> serde_json::Result<String> {
    let mut file: Value = serde_json::from_str(text)?;
    if let Some(Value::String(title)) = file.get_mut("title")
        && title.trim().is_empty()
    {
        *title = title_of(name);
        return serde_json::to_string(&file);
    }
    Ok(text.to_owned())
}

/// The board file of a new board: a storm begins with the big picture.
pub fn new_board() -> String {
    let meta = Meta {
        stage: Some(Stage::BigPicture),
        ..Meta::default()
    };
    file::write(&BoardSnapshot {
        meta: Arc::new(meta),
        ..BoardSnapshot::default()
    })
}

/// `cargo-shipping.storm` → `Cargo shipping`
fn title_of(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or_default();
    words::capitalised(&stem.replace(['-', '_'], " "))
}

fn is_board_file(name: &str, text: &str) -> bool {
    name.ends_with(".json") || (!name.ends_with(".storm") && text.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_a_title_are_named_after_themselves() {
        let read = |name: &str, text: &str| {
            let written = board_file(name, text).expect("a board");
            file::read(written.as_bytes())
                .expect("a board")
                .meta
                .title
                .clone()
        };
        assert_eq!(
            read("cargo-shipping.storm", "event A happened"),
            "Cargo shipping"
        );
        assert_eq!(
            read("x.storm", "#! Insurance\nevent A happened"),
            "Insurance"
        );
        let untitled = r#"{"format":"isobar/board","version":1,"title":"","notes":[]}"#;
        assert_eq!(read("x.board.json", untitled), "X");
    }

    #[test]
    fn a_board_file_stays_as_it_is() {
        let given = r#"{ "format": "isobar/board", "version": 1, "title": "Orders", "notes": [] }"#;
        assert_eq!(board_file("x.json", given), Ok(given.to_owned()));
    }

    #[test]
    fn a_plain_list_is_one_note_a_line() {
        let written =
            board_file("events.txt", "Order placed\r\nCommand: Pay order\n").expect("a board");
        let board = file::read(written.as_bytes()).expect("a board");
        let said: Vec<String> = board.notes.iter().map(|n| n.text.clone()).collect();
        assert_eq!(said, ["Order placed", "Pay order"]);
        assert_eq!(board.meta.title, "Events");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = board_file("x.storm", "evnt A happened").expect_err("no kind");
        assert!(error.starts_with("x.storm: "), "{error}");
        let error = board_file("x.json", "{").expect_err("no JSON");
        assert!(error.starts_with("x.json is no JSON: "), "{error}");
    }
}
