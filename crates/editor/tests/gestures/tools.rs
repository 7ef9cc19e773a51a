//! The other tools, each state and its Escape.

use editor::{EditEnd, EditTarget, ToolId};
use model::{Command, FrameKind};

use crate::desk::{Desk, SHIFT, board, event, id};

#[test]
fn the_hand_drags_the_wall() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.key("h");
    d.drag((150.0, 150.0), (250.0, 130.0));
    assert_eq!(d.editor.camera().origin, model::Point::new(-100.0, 20.0));
    d.down(0.0, 0.0);
    d.key("Escape");
    d.go(500.0, 500.0);
    assert_eq!(d.editor.camera().origin, model::Point::new(-100.0, 20.0));
    d.up(500.0, 500.0);
    assert_eq!(d.editor.tool(), ToolId::Hand);
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
    assert!(d.commands().is_empty());
}

#[test]
fn frames_are_drawn_or_placed_by_a_click_and_titled() {
    let mut d = Desk::new(board([]));
    d.key("f");
    d.drag((100.0, 100.0), (500.0, 400.0));
    d.type_text("Booking", EditEnd::Next);
    let frame = d.editor.board().frames.at(0).unwrap().clone();
    assert_eq!(
        (frame.kind, frame.title.as_str(), frame.width),
        (FrameKind::Section, "Booking", 400.0)
    );
    d.with(SHIFT, |d| d.key("F"));
    assert_eq!(d.editor.tool(), ToolId::Frame(FrameKind::Swimlane));
    d.click(100.0, 500.0);
    d.type_text("", EditEnd::Escape);
    assert_eq!(
        d.editor.board().frames.at(1).unwrap().kind,
        FrameKind::Swimlane
    );
}

#[test]
fn escape_ends_a_frame_being_drawn_and_then_the_tool() {
    let mut d = Desk::new(board([]));
    d.key("f");
    d.down(100.0, 100.0);
    d.go(300.0, 300.0);
    d.key("Escape");
    d.up(300.0, 300.0);
    assert_eq!(d.editor.tool(), ToolId::Frame(FrameKind::Section));
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
    assert!(d.commands().is_empty());
}

#[test]
fn a_title_is_written_by_a_double_click() {
    let mut d = Desk::new(board([]));
    d.key("f");
    d.drag((100.0, 100.0), (500.0, 400.0));
    d.type_text("Old", EditEnd::Outside);
    d.double_click(120.0, 88.0);
    assert_eq!(d.editing(), Some(EditTarget::FrameTitle(id("new1"))));
    d.type_text("New", EditEnd::Escape);
    assert_eq!(d.editor.board().frames.at(0).unwrap().title, "New");
}

fn around(d: &mut Desk) {
    d.down(80.0, 80.0);
    for (x, y) in [(450.0, 80.0), (450.0, 250.0), (80.0, 250.0)] {
        d.go(x, y);
    }
}

#[test]
fn the_lasso_makes_a_context_of_what_it_encloses() {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 100.0),
        event("c", 700.0, 100.0),
    ]));
    d.key("g");
    around(&mut d);
    d.up(80.0, 250.0);
    let members = vec![id("a"), id("b")];
    assert_eq!(d.editing(), Some(EditTarget::NewContext(members.clone())));
    d.type_text("Booking", EditEnd::Next);
    assert_eq!(d.editor.board().contexts.at(0).unwrap().members, members);
}

#[test]
fn a_lasso_without_a_name_or_with_escape_makes_nothing() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.key("g");
    around(&mut d);
    d.key("Escape");
    d.up(80.0, 250.0);
    assert_eq!(d.editing(), None);
    around(&mut d);
    d.up(80.0, 250.0);
    d.type_text("Booking", EditEnd::Escape);
    d.key("g");
    around(&mut d);
    d.up(80.0, 250.0);
    d.type_text(" ", EditEnd::Outside);
    assert!(d.commands().is_empty());
    d.key("g");
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
}

#[test]
fn with_a_context_selected_the_lasso_adds_to_it() {
    let mut b = board([event("a", 100.0, 100.0), event("b", 700.0, 100.0)]);
    b.contexts
        .upsert(model::Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    d.editor.select(&[id("k")], false);
    d.key("g");
    around(&mut d);
    d.up(80.0, 250.0);
    assert!(matches!(d.commands()[..], [Command::Assign { .. }]));
    assert_eq!(
        d.editor.board().note(&id("a")).unwrap().context,
        Some(id("k"))
    );
}

#[test]
fn blur_and_a_lost_pointer_end_every_gesture() {
    for key in ["v", "h", "e", "l", "f", "g"] {
        let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]));
        d.key(key);
        d.down(150.0, 150.0);
        d.go(250.0, 350.0);
        d.send(editor::InputEvent::Blur);
        d.up(250.0, 350.0);
        assert!(d.commands().is_empty(), "{key}");
        assert!(!d.editor.is_busy(), "{key}");
    }
}

#[test]
fn every_tool_is_left_by_escape() {
    for action in editor::actions().iter().filter(|a| a.tool.is_some()) {
        let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
        d.send(editor::InputEvent::Action(action.id.clone()));
        assert_eq!(Some(d.editor.tool()), action.tool, "{}", action.id);
        d.down(150.0, 150.0);
        d.go(350.0, 350.0);
        d.key("Escape");
        d.up(350.0, 350.0);
        d.key("Escape");
        assert_eq!(d.editor.tool(), ToolId::Select, "{}", action.id);
        assert!(d.commands().is_empty(), "{}", action.id);
    }
}

#[test]
fn the_handles_of_a_note_go_with_the_tool_that_shows_them() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.go(160.0, 160.0);
    assert!(!d.editor.dynamic_items().is_empty());
    d.go(240.0, 160.0);
    d.key("h");
    d.go(900.0, 600.0);
    assert!(d.editor.dynamic_items().is_empty());
}
