//! Selecting, moving, duplicating, resizing.

use editor::Effect;
use editor::item::Item;
use model::{Command, Frame, FrameKind, Point, Rect};

use crate::desk::{ALT, CTRL, Desk, SHIFT, board, event, id};

fn three() -> Desk {
    Desk::new(board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 100.0),
        event("c", 700.0, 500.0),
    ]))
}

#[test]
fn click_selects_shift_click_adds_and_takes_away_paper_clears() {
    let mut d = three();
    d.click(150.0, 150.0);
    assert_eq!(d.selected(), ["a"]);
    d.with(SHIFT, |d| d.click(350.0, 150.0));
    assert_eq!(d.selected(), ["a", "b"]);
    d.with(SHIFT, |d| d.click(150.0, 150.0));
    assert_eq!(d.selected(), ["b"]);
    d.click(20.0, 20.0);
    assert!(d.selected().is_empty());
    assert!(d.commands().is_empty());
}

#[test]
fn the_topmost_note_is_hit() {
    let mut d = Desk::new(board([
        event("low", 100.0, 100.0),
        event("high", 150.0, 150.0),
    ]));
    d.click(200.0, 200.0);
    assert_eq!(d.selected(), ["high"]);
}

#[test]
fn marquee_selects_what_it_touches_and_escape_gives_back_what_was() {
    let mut d = three();
    d.click(750.0, 550.0);
    d.go(50.0, 50.0);
    d.down(50.0, 50.0);
    d.go(320.0, 200.0);
    assert_eq!(d.selected(), ["a", "b"]);
    assert!(
        d.editor
            .dynamic_items()
            .iter()
            .any(|i| matches!(i, Item::Shape(s) if s.fill.is_some()))
    );
    d.key("Escape");
    assert_eq!(d.selected(), ["c"]);
    d.up(320.0, 200.0);
    assert_eq!(d.selected(), ["c"]);
    d.with(SHIFT, |d| d.drag((50.0, 50.0), (320.0, 200.0)));
    assert_eq!(d.selected(), ["a", "b", "c"]);
}

#[test]
fn a_drag_is_one_move_and_only_presence_before() {
    let mut d = three();
    d.with(CTRL, |d| {
        d.down(150.0, 150.0);
        d.go(190.0, 170.0);
        assert!(d.commands().is_empty());
        let dragging = d.effects.iter().rev().find_map(|e| match e {
            Effect::Presence(p) => Some(p.dragging.clone()),
            _ => None,
        });
        assert_eq!(dragging.unwrap(), [(id("a"), Point::new(140.0, 120.0))]);
        d.up(190.0, 170.0);
    });
    assert_eq!(d.commands().len(), 1);
    assert_eq!(d.place("a"), (140.0, 120.0));
}

#[test]
fn escape_puts_a_dragged_note_back() {
    let mut d = three();
    d.down(150.0, 150.0);
    d.go(400.0, 400.0);
    assert_ne!(d.editor.note_rect(&id("a")).unwrap().x, 100.0);
    d.key("Escape");
    d.up(400.0, 400.0);
    assert!(d.commands().is_empty());
    assert_eq!(d.editor.note_rect(&id("a")).unwrap().x, 100.0);
}

#[test]
fn all_that_is_selected_moves_what_is_locked_stays() {
    let mut locked = event("locked", 500.0, 100.0);
    locked.locked = true;
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 100.0),
        locked,
    ]));
    d.with(CTRL, |d| {
        d.key("a");
        d.drag((150.0, 150.0), (150.0, 450.0));
    });
    assert_eq!(
        (d.place("a"), d.place("b")),
        ((100.0, 400.0), (300.0, 400.0))
    );
    assert_eq!(d.place("locked"), (500.0, 100.0));
}

#[test]
fn notes_snap_to_neighbours_with_guides_and_ctrl_suspends() {
    let mut d = three();
    d.down(750.0, 550.0);
    d.go(354.0, 450.0);
    let guided = |d: &mut Desk| {
        let shapes = d
            .editor
            .dynamic_items()
            .into_iter()
            .filter(|i| matches!(i, Item::Shape(s) if s.width == 1.0));
        shapes.count()
    };
    assert_eq!(d.editor.note_rect(&id("c")).unwrap().x, 300.0);
    assert_eq!(guided(&mut d), 1);
    d.modifiers = CTRL;
    d.key("Control");
    assert_eq!(d.editor.note_rect(&id("c")).unwrap().x, 304.0);
    assert_eq!(guided(&mut d), 0);
    d.up(354.0, 450.0);
    assert_eq!(d.place("c").0, 304.0);
}

#[test]
fn shift_keeps_to_one_direction() {
    let mut d = three();
    d.down(150.0, 150.0);
    d.with(SHIFT, |d| {
        d.go(350.0, 190.0);
        d.up(350.0, 190.0);
    });
    assert_eq!(d.place("a").1, 100.0);
    assert!(d.place("a").0 > 290.0);
}

#[test]
fn alt_drag_duplicates_with_links_and_letting_go_of_alt_moves() {
    let mut two = board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]);
    two.links.upsert(model::Link::new(id("a"), id("b")).into());
    let mut d = Desk::new(two);
    d.with(CTRL, |d| d.key("a"));
    d.with(ALT, |d| d.drag((150.0, 150.0), (150.0, 500.0)));
    let board = d.editor.board();
    assert_eq!((board.notes.len(), board.links.len()), (4, 2));
    assert_eq!(d.place("a"), (100.0, 100.0));
    assert_eq!(d.selected(), ["new1", "new2"]);
    assert_eq!(d.commands().len(), 1);

    d.forget();
    d.down(150.0, 150.0);
    d.with(ALT, |d| d.go(150.0, 600.0));
    d.key_up("Alt");
    d.up(150.0, 600.0);
    assert!(matches!(d.commands()[0], Command::Move { .. }));
}

#[test]
fn a_corner_resizes_and_escape_keeps_the_size() {
    let mut d = three();
    d.click(150.0, 150.0);
    d.with(CTRL, |d| d.drag((220.0, 220.0), (260.0, 300.0)));
    let rect = d.editor.board().note(&id("a")).unwrap().rect();
    assert_eq!(rect, Rect::new(100.0, 100.0, 160.0, 200.0));
    d.forget();
    d.down(100.0, 100.0);
    d.go(140.0, 140.0);
    d.key("Escape");
    d.up(140.0, 140.0);
    assert!(d.commands().is_empty());
}

#[test]
fn a_note_is_never_turned_inside_out() {
    let mut d = three();
    d.click(150.0, 150.0);
    d.with(CTRL, |d| d.drag((220.0, 220.0), (20.0, 20.0)));
    let rect = d.editor.board().note(&id("a")).unwrap().rect();
    assert_eq!(rect, Rect::new(100.0, 100.0, 40.0, 40.0));
}

#[test]
fn a_frame_takes_along_what_lies_in_it() {
    let mut b = board([event("in", 120.0, 140.0), event("out", 700.0, 140.0)]);
    b.frames.upsert(
        Frame {
            id: id("f"),
            kind: FrameKind::Section,
            title: "S".into(),
            x: 100.0,
            y: 100.0,
            width: 400.0,
            height: 300.0,
        }
        .into(),
    );
    let mut d = Desk::new(b);
    d.with(CTRL, |d| d.drag((300.0, 100.0), (300.0, 180.0)));
    assert_eq!(
        (d.place("in"), d.place("out")),
        ((120.0, 220.0), (700.0, 140.0))
    );
    assert_eq!(d.editor.board().frames.get("f").unwrap().y, 180.0);
    assert_eq!(d.selected(), ["f"]);
}

#[test]
fn delete_takes_the_selection_away_and_goes_on_to_a_neighbour() {
    let mut d = three();
    d.click(350.0, 150.0);
    d.key("Delete");
    assert_eq!(d.texts(), ["a", "c"]);
    assert_eq!(d.selected(), ["a"]);
    d.key("Backspace");
    assert_eq!(d.texts(), ["c"]);
}

#[test]
fn somebody_else_deleting_what_is_selected_deselects_it() {
    let mut d = three();
    d.click(150.0, 150.0);
    let left = board([event("b", 300.0, 100.0), event("c", 700.0, 500.0)]);
    let effects = d.editor.set_snapshot(left, &[id("a")]);
    assert!(effects.contains(&Effect::SelectionChanged));
    assert!(d.selected().is_empty());
}

#[test]
fn a_viewer_selects_and_changes_nothing() {
    let mut d = three();
    d.editor.set_read_only(true);
    d.click(150.0, 150.0);
    assert_eq!(d.selected(), ["a"]);
    d.drag((150.0, 150.0), (400.0, 400.0));
    d.double_click(900.0, 200.0);
    for key in ["Delete", "ArrowLeft", "e", "Enter"] {
        d.key(key);
    }
    assert!(d.commands().is_empty());
    assert_eq!(d.editing(), None);
}
