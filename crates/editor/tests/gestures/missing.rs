//! What the flow lacks around the selected note, and how it is made real.

use std::sync::Arc;

use editor::item::Item;
use editor::{EditEnd, Effect};
use model::{BoardSnapshot, Link, NoteKind, Stage};

use crate::desk::{Desk, board, event, id, note};

fn at_stage(mut board: BoardSnapshot, stage: Stage) -> Desk {
    Arc::make_mut(&mut board.meta).stage = Some(stage);
    let mut d = Desk::new(board);
    d.editor.settle();
    d
}

/// Kinds of the notes that are drawn and are not there.
fn ghosts(d: &mut Desk) -> Vec<NoteKind> {
    let items = d.editor.dynamic_items();
    let missing = items.into_iter().filter_map(|item| match item {
        Item::Note(n) if n.id.as_str().starts_with("missing.") => Some(n.kind),
        _ => None,
    });
    missing.collect()
}

#[test]
fn the_stage_says_what_is_missing() {
    for (stage, kinds) in [
        (Stage::BigPicture, vec![]),
        (Stage::Process, vec![NoteKind::Command]),
        (Stage::Design, vec![NoteKind::Aggregate]),
    ] {
        let mut d = at_stage(board([event("e", 400.0, 300.0)]), stage);
        assert_eq!(ghosts(&mut d), [], "nothing is selected");
        d.editor.select(&[id("e")], false);
        assert_eq!(ghosts(&mut d), kinds, "{stage:?}");
    }
}

#[test]
fn what_is_there_is_not_missing() {
    let mut b = board([
        note("c", NoteKind::Command, 100.0, 300.0),
        event("e", 500.0, 300.0),
    ]);
    b.links.upsert(Link::new(id("c"), id("e")).into());
    let mut d = at_stage(b, Stage::Process);
    d.editor.select(&[id("e")], false);
    assert_eq!(ghosts(&mut d), []);
    // Nobody gives the command; its event is there.
    d.editor.select(&[id("c")], false);
    assert_eq!(ghosts(&mut d), [NoteKind::Actor]);
}

#[test]
fn tab_makes_it_real_and_escape_takes_it_away() {
    let mut d = at_stage(board([event("e", 400.0, 300.0)]), Stage::Process);
    d.editor.select(&[id("e")], false);
    d.key("Tab");
    let places = d
        .effects
        .iter()
        .filter(|e| matches!(e, Effect::BeginEdit(_)));
    assert_eq!(places.count(), 1);
    let b = d.editor.board().clone();
    let command = b
        .notes
        .iter()
        .find(|n| n.kind == NoteKind::Command)
        .unwrap();
    let link = b.links.iter().next().unwrap();
    assert_eq!((&link.from, &link.to), (&command.id, &id("e")));
    assert!(command.rect().right() < 400.0);
    // Nothing was written on it.
    d.type_text("", EditEnd::Escape);
    assert_eq!(d.editor.board().notes.len(), 1);
    assert_eq!(d.editor.board().links.iter().count(), 0);
}

#[test]
fn a_click_makes_it_real_and_escape_does_not() {
    let mut d = at_stage(board([event("e", 400.0, 300.0)]), Stage::Process);
    d.editor.select(&[id("e")], false);
    let before = (400.0 - 28.0 - 60.0, 360.0);
    d.down(before.0, before.1);
    d.key("Escape");
    d.up(before.0, before.1);
    assert_eq!(d.editor.board().notes.len(), 1);
    d.click(before.0, before.1);
    assert_eq!(d.editor.board().notes.len(), 2);
}

#[test]
fn no_room_no_ghost() {
    let crowd =
        (-3..=3).map(|row| event(&format!("n{row}"), 250.0, 300.0 + 130.0 * f64::from(row)));
    let mut d = at_stage(
        board(crowd.chain([event("e", 400.0, 300.0)])),
        Stage::Process,
    );
    d.editor.select(&[id("e")], false);
    assert_eq!(ghosts(&mut d), []);
}

#[test]
fn a_viewer_sees_none() {
    let mut d = at_stage(board([event("e", 400.0, 300.0)]), Stage::Process);
    d.editor.set_read_only(true);
    d.editor.select(&[id("e")], false);
    assert_eq!(ghosts(&mut d), []);
}
