//! The wheel, the middle button, Space, fingers and pens.

use editor::{Button, Effect, InputEvent, Modifiers, Pointer, PointerKind};
use model::Point;

use crate::desk::{CTRL, Desk, board, event, id};

fn wheel(d: &mut Desk, dx: f64, dy: f64, modifiers: Modifiers) {
    d.send(InputEvent::Wheel {
        at: Point::new(600.0, 400.0),
        delta: Point::new(dx, dy),
        modifiers,
    });
}

#[test]
fn the_wheel_pans_and_with_ctrl_zooms_about_the_pointer() {
    let mut d = Desk::new(board([]));
    wheel(&mut d, 30.0, 50.0, Modifiers::default());
    assert_eq!(d.editor.camera().origin, Point::new(30.0, 50.0));
    let fixed = d.editor.camera().to_world(Point::new(600.0, 400.0));
    wheel(&mut d, 0.0, -100.0, CTRL);
    // A notch is a quarter more.
    assert!((1.2..1.3).contains(&d.editor.camera().zoom));
    let now = d.editor.camera().to_world(Point::new(600.0, 400.0));
    assert!(fixed.distance(now) < 1e-9);
    for _ in 0..20 {
        wheel(&mut d, 0.0, -100.0, CTRL);
    }
    assert_eq!(d.editor.camera().zoom, 4.0);
    for _ in 0..30 {
        wheel(&mut d, 0.0, 100.0, CTRL);
    }
    assert_eq!(d.editor.camera().zoom, 0.02);
}

#[test]
fn space_and_the_middle_button_pan_in_any_tool() {
    for key in ["v", "e", "l"] {
        let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
        d.key(key);
        d.key(" ");
        d.drag((150.0, 150.0), (170.0, 150.0));
        d.key_up(" ");
        let middle = |x| Pointer {
            id: 1,
            button: Button::Middle,
            at: Point::new(x, 150.0),
            ..Pointer::default()
        };
        d.send(InputEvent::PointerDown(middle(150.0)));
        d.send(InputEvent::PointerMove(middle(180.0)));
        d.send(InputEvent::PointerUp(middle(180.0)));
        assert_eq!(d.editor.camera().origin.x, -50.0, "{key}");
        assert!(d.commands().is_empty(), "{key}");
    }
}

#[test]
fn one_finger_pans_a_selected_note_moves() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.touch = true;
    d.drag((150.0, 150.0), (250.0, 150.0));
    assert_eq!(
        d.editor.camera().origin.x,
        -50.0,
        "from where it began to drag"
    );
    assert!(d.commands().is_empty());
    d.click(200.0, 150.0);
    assert_eq!(d.selected(), ["a"]);
    d.modifiers = CTRL;
    d.drag((200.0, 150.0), (200.0, 450.0));
    assert_eq!(d.place("a"), (100.0, 400.0));
}

#[test]
fn a_long_press_selects_more() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]));
    d.touch = true;
    d.click(150.0, 150.0);
    d.down(350.0, 150.0);
    d.long_press(350.0, 150.0);
    d.up(350.0, 150.0);
    assert_eq!(d.selected(), ["a", "b"]);
    d.down(600.0, 600.0);
    d.long_press(600.0, 600.0);
    d.go(320.0, 200.0);
    d.up(320.0, 200.0);
    assert_eq!(d.selected(), ["b"]);
}

#[test]
fn two_fingers_zoom_and_undo_what_the_first_began() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.click(150.0, 150.0);
    let finger = |id, x| Pointer {
        id,
        kind: PointerKind::Touch,
        at: Point::new(x, 150.0),
        ..Pointer::default()
    };
    d.send(InputEvent::PointerDown(finger(7, 150.0)));
    d.send(InputEvent::PointerMove(finger(7, 200.0)));
    d.send(InputEvent::PointerDown(finger(8, 300.0)));
    d.send(InputEvent::PointerMove(finger(8, 400.0)));
    assert_eq!(d.editor.camera().zoom, 2.0);
    d.send(InputEvent::PointerUp(finger(7, 200.0)));
    d.send(InputEvent::PointerMove(finger(8, 100.0)));
    assert_eq!(d.editor.camera().zoom, 2.0);
    d.send(InputEvent::PointerUp(finger(8, 100.0)));
    assert!(d.commands().is_empty());
    assert_eq!(d.editor.note_rect(&id("a")).unwrap().x, 100.0);
    assert!(!d.editor.is_busy());
}

#[test]
fn presence_says_where_the_pointer_is_on_the_wall() {
    let mut d = Desk::new(board([]));
    wheel(&mut d, 100.0, 0.0, Modifiers::default());
    d.go(20.0, 30.0);
    let cursor = |d: &Desk| {
        d.effects.iter().rev().find_map(|e| match e {
            Effect::Presence(p) => Some(p.cursor),
            _ => None,
        })
    };
    assert_eq!(cursor(&d), Some(Some(Point::new(120.0, 30.0))));
    d.send(InputEvent::PointerLeave);
    assert_eq!(cursor(&d), Some(None));
}

#[test]
fn another_button_selects_for_its_menu() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    let p = Pointer {
        id: 1,
        button: Button::Secondary,
        at: Point::new(150.0, 150.0),
        ..Pointer::default()
    };
    d.send(InputEvent::PointerDown(p));
    d.send(InputEvent::PointerUp(p));
    assert_eq!(d.selected(), ["a"]);
    let paper = Pointer {
        at: Point::new(900.0, 600.0),
        ..p
    };
    d.send(InputEvent::PointerDown(paper));
    assert!(d.selected().is_empty(), "on paper it is about the wall");
}
