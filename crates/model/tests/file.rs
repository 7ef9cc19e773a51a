//! The interchange file: what is refused and where, and that nothing is lost on the way.
#![allow(clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

use model::file::{read, write};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "support/boards.rs"]
mod boards;
#[path = "support/full.rs"]
mod full;

use full::{full, read_value};

#[test]
fn every_member_comes_back() {
    let file = full();
    let board = read_value(&file).expect("the full file");
    let written = write(&board);
    assert_eq!(read(written.as_bytes()).expect("what was written"), board);
    let again: Value = serde_json::from_str(&written).expect("JSON");
    assert_eq!(again, file);
    assert!(
        written.contains("\"x\": 10,"),
        "whole numbers have no point"
    );
    assert_eq!(
        write(&read(written.as_bytes()).expect("again")),
        written,
        "stable"
    );
}

#[test]
fn links_without_ids_get_the_same_ones_each_time() {
    let board = read_value(&full()).expect("board");
    let ids: Vec<&str> = board.links.iter().map(|l| l.id.as_str()).collect();
    let (a1, a2) = (
        &board.links.at(0).expect("a link").from,
        &board.links.at(0).expect("a link").to,
    );
    assert_eq!(ids[0], model::Link::derived_id(a1, a2, 0).as_str());
    assert_eq!(ids[1], model::Link::derived_id(a1, a2, 1).as_str());
    assert_eq!(ids[2], "own");
    // An id that looks derived but stands elsewhere in the order is written and kept.
    let mut file = full();
    file["links"][1]["id"] = json!(ids[0]);
    let board = read_value(&file).expect("board");
    assert_eq!(board.links.len(), 4);
    assert_eq!(read(write(&board).as_bytes()).expect("board"), board);
}

#[test]
fn what_dangles_is_never_written() {
    let mut board = read_value(&full()).expect("board");
    board.teams = model::Table::default();
    board.contexts = model::Table::default();
    let rest = board.notes.iter().skip(3).cloned().collect::<Vec<_>>();
    board.notes = model::Table::from_rows(rest);
    let written = write(&board);
    let again = read(written.as_bytes()).expect("a file that reads");
    assert_eq!(again.notes.len(), 4);
    assert_eq!(again, board.normalised());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_board_comes_back(board in boards::random(true), x in any::<f64>(), rate in 0.0..1e12f64, title in "(?s).{0,200}") {
        let mut board = board;
        if let Some(note) = board.notes.at(0) {
            let mut odd = model::Note::clone(note);
            odd.x = Some(if x.is_finite() { x } else { 0.0 });
            odd.facts.rate = Some(rate);
            board.notes.upsert(odd.into());
        }
        board.meta = std::sync::Arc::new(model::snapshot::Meta { title, ..Default::default() });
        let text = write(&board);
        let again = read(text.as_bytes());
        prop_assert_eq!(again.as_ref(), Ok(&board), "{}", text);
        prop_assert_eq!(write(&board), text);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}

#[test]
fn boards_of_others_come_back() {
    for (name, board) in boards::fixtures() {
        assert!(!board.notes.is_empty());
        assert_eq!(read(write(&board).as_bytes()), Ok(board), "{name}");
    }
}
