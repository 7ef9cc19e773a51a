//! Making room.

use editor::{CursorStyle, Effect, ToolId};
use model::{Frame, FrameKind};

use crate::desk::{Desk, board, event, id};

fn wall() -> Desk {
    let mut locked = event("locked", 900.0, 100.0);
    locked.locked = true;
    let mut b = board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 100.0),
        event("c", 600.0, 400.0),
        locked,
    ]);
    let frame = |name: &str, x: f64, width: f64| Frame {
        id: id(name),
        kind: FrameKind::Swimlane,
        title: String::new(),
        x,
        y: 50.0,
        width,
        height: 600.0,
    };
    b.frames.upsert(frame("across", 50.0, 800.0).into());
    b.frames.upsert(frame("beyond", 1000.0, 100.0).into());
    Desk::new(b)
}

fn frame(d: &Desk, name: &str) -> (f64, f64) {
    let f = d.editor.board().frames.get(name).unwrap();
    (f.x, f.width)
}

#[test]
fn a_drag_to_the_right_pushes_all_beyond_the_line_in_one_step() {
    let mut d = wall();
    d.key("m");
    assert_eq!(d.editor.tool(), ToolId::Room);
    d.drag((250.0, 20.0), (400.0, 40.0));
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).0), [100.0, 450.0, 750.0]);
    assert_eq!(d.place("locked").0, 900.0);
    assert_eq!(frame(&d, "across"), (50.0, 950.0));
    assert_eq!(frame(&d, "beyond"), (1150.0, 100.0));
    assert_eq!((d.steps(), d.editor.tool()), (1, ToolId::Select));
}

#[test]
fn a_drag_down_pushes_down() {
    let mut d = wall();
    d.key("m");
    d.drag((250.0, 350.0), (260.0, 450.0));
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).1), [100.0, 100.0, 500.0]);
    assert!(d.effects.contains(&Effect::Cursor(CursorStyle::ResizeNs)));
}

#[test]
fn dragged_back_the_wall_closes_as_far_as_it_is_free() {
    let mut d = wall();
    d.key("m");
    d.drag((500.0, 20.0), (100.0, 20.0));
    // The next thing lay 100 beyond the line.
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).0), [100.0, 300.0, 500.0]);
    assert_eq!(frame(&d, "across"), (50.0, 700.0));
}

#[test]
fn it_shows_what_it_pushes_and_escape_puts_it_back() {
    let mut d = wall();
    d.key("m");
    d.go(250.0, 20.0);
    assert!(!d.editor.dynamic_items().is_empty(), "the line");
    d.down(250.0, 20.0);
    d.go(400.0, 20.0);
    assert_eq!(d.editor.note_rect(&id("b")).unwrap().x, 450.0);
    d.key("Escape");
    assert_eq!(d.editor.note_rect(&id("b")).unwrap().x, 300.0);
    d.up(400.0, 20.0);
    assert_eq!(d.editor.tool(), ToolId::Room);
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
    assert!(d.commands().is_empty());
    assert!(d.editor.dynamic_items().is_empty());
}

#[test]
fn a_click_pushes_nothing() {
    let mut d = wall();
    d.key("m");
    d.click(250.0, 20.0);
    assert!(d.commands().is_empty() && !d.editor.is_busy());
}

#[test]
fn enter_makes_room_after_the_selected_note() {
    let mut d = wall();
    d.click(150.0, 150.0);
    d.key("m");
    d.key("Enter");
    assert_eq!(["a", "b", "c"].map(|n| d.place(n).0), [100.0, 444.0, 744.0]);
    assert_eq!((d.steps(), d.editor.tool()), (1, ToolId::Select));
}

#[test]
fn what_somebody_deletes_meanwhile_is_let_go() {
    let mut d = wall();
    d.key("m");
    d.down(250.0, 20.0);
    d.go(350.0, 20.0);
    d.delete_remotely("b");
    d.up(350.0, 20.0);
    assert_eq!(["a", "c"].map(|n| d.place(n).0), [100.0, 700.0]);
}
