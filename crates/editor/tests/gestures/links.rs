//! Drawing links, and those read from the wall.

use editor::{EditEnd, EditTarget, Hit, ToolId};
use model::{Command, Link, LinkStatus, NoteKind, Point};

use crate::desk::{Desk, board, event, id, note};

fn two() -> Desk {
    Desk::new(board([event("a", 100.0, 100.0), event("b", 500.0, 100.0)]))
}

#[test]
fn a_drag_from_an_edge_handle_links() {
    let mut d = two();
    d.click(150.0, 150.0);
    assert!(matches!(
        d.editor.hit(Point::new(234.0, 160.0)),
        Hit::LinkHandle(..)
    ));
    d.drag((234.0, 160.0), (550.0, 150.0));
    let link = d.editor.board().links.at(0).unwrap().clone();
    assert_eq!((&link.from, &link.to), (&id("a"), &id("b")));
}

#[test]
fn handles_are_out_while_the_pointer_is_near() {
    let mut d = two();
    d.go(150.0, 150.0);
    assert!(matches!(
        d.editor.hit(Point::new(234.0, 160.0)),
        Hit::LinkHandle(..)
    ));
    d.go(400.0, 400.0);
    assert_eq!(d.editor.hit(Point::new(234.0, 160.0)), Hit::Paper);
}

#[test]
fn a_link_let_go_on_paper_places_what_may_follow() {
    let mut d = Desk::new(board([note("a", NoteKind::Command, 100.0, 100.0)]));
    d.click(150.0, 150.0);
    d.drag((234.0, 160.0), (500.0, 400.0));
    d.type_text("Cargo", EditEnd::Escape);
    let board = d.editor.board();
    assert_eq!((board.notes.len(), board.links.len()), (2, 1));
    assert_eq!(board.notes.at(1).unwrap().kind, NoteKind::Aggregate);
}

#[test]
fn escape_ends_a_link_from_a_handle() {
    let mut d = two();
    d.click(150.0, 150.0);
    d.down(234.0, 160.0);
    d.go(550.0, 150.0);
    d.key("Escape");
    d.up(550.0, 150.0);
    assert!(d.commands().is_empty());
}

#[test]
fn the_tool_links_by_drag_and_by_two_clicks() {
    let mut d = two();
    d.key("l");
    d.drag((150.0, 150.0), (550.0, 150.0));
    assert_eq!(d.editor.board().links.len(), 1);
    d.click(550.0, 150.0);
    d.click(150.0, 150.0);
    assert_eq!(d.editor.board().links.len(), 2);
    assert_eq!(d.editor.tool(), ToolId::Link);
}

#[test]
fn escape_forgets_the_first_note_and_then_the_tool() {
    let mut d = two();
    d.key("l");
    d.click(150.0, 150.0);
    d.key("Escape");
    d.click(550.0, 150.0);
    assert!(d.commands().is_empty());
    d.key("Escape");
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
}

#[test]
fn two_notes_are_linked_once() {
    let mut d = two();
    d.key("l");
    d.drag((150.0, 150.0), (550.0, 150.0));
    d.drag((150.0, 150.0), (550.0, 150.0));
    assert_eq!(d.editor.board().links.len(), 1);
}

#[test]
fn a_refused_link_that_is_drawn_is_confirmed() {
    let mut b = board([event("a", 100.0, 100.0), event("b", 500.0, 100.0)]);
    let refused = Link {
        status: LinkStatus::Refused,
        ..Link::new(id("a"), id("b"))
    };
    b.links.upsert(refused.into());
    let mut d = Desk::new(b);
    d.key("l");
    d.drag((150.0, 150.0), (550.0, 150.0));
    assert!(matches!(
        d.commands()[..],
        [Command::SettleLink {
            status: LinkStatus::Confirmed,
            ..
        }]
    ));
}

#[test]
fn a_link_is_selected_labelled_and_deleted() {
    let mut b = board([event("a", 100.0, 100.0), event("b", 500.0, 100.0)]);
    b.links.upsert(Link::new(id("a"), id("b")).into());
    let mut d = Desk::new(b);
    d.click(360.0, 160.0);
    assert_eq!(d.editor.selection().links.len(), 1);
    d.double_click(360.0, 160.0);
    assert!(matches!(d.editing(), Some(EditTarget::LinkLabel(_))));
    d.type_text("then", EditEnd::Next);
    assert_eq!(d.editor.board().links.at(0).unwrap().label, "then");
    d.key("Delete");
    assert!(d.editor.board().links.is_empty());
}

#[test]
fn a_link_between_notes_that_meet_is_a_knob_on_them() {
    let mut d = Desk::new(board([
        note("c", NoteKind::Command, 100.0, 100.0),
        note("g", NoteKind::Aggregate, 220.0, 110.0),
    ]));
    d.editor.settle();
    let seam = Point::new(220.0, 165.0);
    let knobs = |d: &mut Desk| {
        let items = d
            .editor
            .static_items(model::Rect::new(0.0, 0.0, 900.0, 900.0), 1.0);
        let shapes = items.into_iter();
        shapes
            .filter(|i| matches!(i, editor::item::Item::Shape(_)))
            .count()
    };
    assert_eq!(knobs(&mut d), 1);
    assert_eq!(d.editor.hit(seam), Hit::Inferred(id("c"), id("g")));
    d.click(seam.x, seam.y);
    let tip = d.editor.link_tip().unwrap();
    assert_eq!((tip.at, tip.from), (seam, id("c")));
    d.send(editor::InputEvent::Action("confirm-link".into()));
    let link = d.editor.board().links.at(0).unwrap().id.clone();
    assert_eq!(d.editor.hit(seam), Hit::Link(link));
}
