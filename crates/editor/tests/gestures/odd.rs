//! What hardly happens: others in between, far places, huge pastes, several pointers.

use editor::{Button, EditEnd, Effect, InputEvent, Pasted, Pointer, PointerKind, ToolId};
use model::{Command, Point, Rect};

use crate::desk::{CTRL, Desk, SHIFT, board, event, id};

fn two() -> Desk {
    Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]))
}

fn paste(d: &mut Desk, text: &str) {
    d.send(InputEvent::Paste(Pasted::read(text)));
}

#[test]
fn a_note_deleted_while_it_is_dragged_is_let_go() {
    let mut d = two();
    d.down(150.0, 150.0);
    d.go(250.0, 350.0);
    d.delete_remotely("a");
    assert!(!d.editor.is_busy() && d.said("Somebody deleted"));
    d.up(250.0, 350.0);
    assert!(d.commands().is_empty());

    let mut d = two();
    d.with(CTRL, |d| {
        d.key("a");
        d.down(150.0, 150.0);
        d.go(150.0, 350.0);
        d.delete_remotely("a");
        d.up(150.0, 350.0);
    });
    let [Command::Move { to }] = d.commands()[..] else {
        panic!("{:?}", d.commands())
    };
    assert_eq!(to.len(), 1, "the other goes on");
    assert_eq!(d.place("b"), (300.0, 300.0));
}

#[test]
fn a_note_deleted_while_it_is_resized_linked_or_written_on_is_let_go() {
    let mut d = two();
    d.click(150.0, 150.0);
    d.down(220.0, 220.0);
    d.go(260.0, 300.0);
    d.delete_remotely("a");
    d.up(260.0, 300.0);
    assert!(d.commands().is_empty() && !d.editor.is_busy());

    let mut d = two();
    d.click(150.0, 150.0);
    d.down(234.0, 160.0);
    d.go(280.0, 300.0);
    assert!(d.editor.is_busy());
    d.delete_remotely("a");
    d.up(350.0, 150.0);
    assert!(d.commands().is_empty() && !d.editor.is_busy());

    let mut d = two();
    d.key("l");
    d.click(150.0, 150.0);
    d.delete_remotely("a");
    d.click(350.0, 150.0);
    assert!(d.commands().is_empty());
    d.key("Escape");
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);

    let mut d = two();
    d.double_click(150.0, 150.0);
    d.delete_remotely("a");
    assert_eq!(d.editing(), None, "nothing was written");
    d.send(InputEvent::EditDone {
        text: "late".into(),
        how: EditEnd::Next,
    });
    assert!(d.commands().is_empty());
}

#[test]
fn an_action_that_changes_the_board_ends_a_drag() {
    for action in ["undo", "delete", "duplicate"] {
        let mut d = two();
        d.down(150.0, 150.0);
        d.go(250.0, 350.0);
        d.send(InputEvent::Action(action.into()));
        assert!(!d.editor.is_busy(), "{action}");
        d.forget();
        d.up(250.0, 350.0);
        assert!(d.commands().is_empty(), "{action}");
    }
    let mut d = two();
    d.down(150.0, 150.0);
    d.go(250.0, 350.0);
    d.send(InputEvent::Action("zoom-in".into()));
    assert!(d.editor.is_busy(), "looking about does not");
}

#[test]
fn keys_of_editing_wait_until_a_drag_is_done() {
    let mut d = two();
    d.down(150.0, 150.0);
    d.go(250.0, 350.0);
    d.with(CTRL, |d| d.key("z"));
    d.key("Delete");
    d.key("e");
    assert!(d.commands().is_empty() && !d.effects.contains(&Effect::Undo));
    assert_eq!(d.editor.tool(), ToolId::Select);
}

#[test]
fn a_pen_draws_while_the_hand_rests_on_the_wall() {
    let mut d = two();
    let at = |id, kind, x, y| Pointer {
        id,
        kind,
        at: Point::new(x, y),
        modifiers: CTRL,
        ..Pointer::default()
    };
    use PointerKind::{Pen, Touch};
    d.send(InputEvent::PointerDown(at(1, Pen, 150.0, 150.0)));
    d.send(InputEvent::PointerMove(at(1, Pen, 150.0, 250.0)));
    d.send(InputEvent::PointerDown(at(2, Touch, 400.0, 500.0)));
    d.send(InputEvent::PointerDown(at(3, Touch, 450.0, 500.0)));
    d.send(InputEvent::PointerMove(at(3, Touch, 460.0, 520.0)));
    d.send(InputEvent::PointerUp(at(2, Touch, 400.0, 500.0)));
    d.send(InputEvent::PointerMove(at(1, Pen, 150.0, 350.0)));
    d.send(InputEvent::PointerUp(at(3, Touch, 460.0, 520.0)));
    d.send(InputEvent::PointerUp(at(1, Pen, 150.0, 350.0)));
    assert_eq!(d.place("a"), (100.0, 300.0));
    assert_eq!(d.editor.camera().zoom, 1.0);
}

#[test]
fn a_finger_reaches_further_for_handles() {
    let mut d = two();
    d.touch = true;
    d.click(150.0, 150.0);
    d.drag((232.0, 232.0), (280.0, 280.0));
    assert!(matches!(d.commands()[..], [Command::Resize { .. }]));
}

#[test]
fn a_finger_does_not_drag_a_frame_it_has_not_chosen() {
    let mut d = Desk::new(board([]));
    d.key("f");
    d.drag((100.0, 100.0), (500.0, 400.0));
    d.type_text("S", EditEnd::Outside);
    d.key("Escape");
    d.forget();
    d.touch = true;
    d.drag((300.0, 100.0), (300.0, 200.0));
    assert!(d.commands().is_empty());
    assert_ne!(d.editor.camera().origin, Point::default());
}

#[test]
fn a_marquee_without_an_area_still_touches() {
    let mut d = two();
    d.drag((50.0, 150.0), (500.0, 150.0));
    assert_eq!(d.selected(), ["a", "b"]);
    d.drag((50.0, 700.0), (50.0, 700.0));
    assert!(d.selected().is_empty() && d.commands().is_empty());
}

#[test]
fn ten_thousand_lines_are_pasted_as_one_step() {
    let mut d = two();
    let text: String = (0..10_000).map(|i| format!("Event {i}\r\n")).collect();
    paste(&mut d, &text);
    assert_eq!((d.texts().len(), d.steps()), (10_002, 1));
    assert_eq!(d.selected().len(), 10_000);
    let presence = d.effects.iter().rev().find_map(|e| match e {
        Effect::Presence(p) => Some(p.selection.len()),
        _ => None,
    });
    assert!(presence.unwrap() <= 200, "others are told of some");
}

#[test]
fn malformed_notation_is_pasted_as_lines_and_said_so() {
    let mut d = two();
    paste(
        &mut d,
        "event Order placed > nonsense >\nevent Order paid > gadget x",
    );
    assert_eq!(d.texts().len(), 4);
    assert!(d.said("Pasted as lines"));
}

#[test]
fn pasted_notes_live_in_the_context_they_fall_into() {
    let member = |name, x| model::Note {
        context: Some(id("k")),
        ..event(name, x, 100.0)
    };
    let mut b = board([member("a", 100.0), member("b", 400.0)]);
    b.contexts
        .upsert(model::Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    d.go(310.0, 160.0);
    paste(&mut d, "Order placed");
    let new = d
        .editor
        .board()
        .note(&id("new2"))
        .or(d.editor.board().note(&id("new1")));
    assert_eq!(new.unwrap().context, Some(id("k")));
    assert_eq!(d.steps(), 1);
}

#[test]
fn far_and_huge_places_are_no_trouble() {
    for at in [1e7, -1e7, 1e12, 1e300, f64::MAX, f64::NAN, f64::INFINITY] {
        let mut odd = event("odd", at, -at);
        odd.context = Some(id("k"));
        let mut b = board([event("a", 0.0, 0.0), odd]);
        b.contexts
            .upsert(model::Context::new(id("k"), "Far").into());
        let mut d = Desk::new(b);
        d.editor.settle();
        d.with(SHIFT, |d| d.key("1"));
        let camera = *d.editor.camera();
        assert!(camera.zoom > 0.0 && camera.zoom <= 1.0, "{at}: {camera:?}");
        let seen = camera.visible();
        d.editor.static_items(seen, camera.zoom);
        d.editor.minimap(100);
        d.with(CTRL, |d| d.key("a"));
        d.drag((600.0, 400.0), (640.0, 420.0));
        d.key("ArrowRight");
        for action in [
            "align.left",
            "distribute.across",
            "tidy",
            "tool.room",
            "zoom-in",
        ] {
            d.send(InputEvent::Action(action.into()));
        }
        d.drag((600.0, 400.0), (640.0, 420.0));
        d.editor.dynamic_items();
        d.editor.settle();
        let (c, odd) = (*d.editor.camera(), at);
        assert!(c.zoom.is_finite() && c.origin.x.is_finite(), "{odd}: {c:?}");
    }
}

#[test]
fn one_note_far_out_is_shown_at_full_size() {
    let mut d = Desk::new(board([event("a", 1e7, 1e7)]));
    d.with(SHIFT, |d| d.key("1"));
    assert_eq!(d.editor.camera().zoom, 1.0);
    let rect = d.editor.note_rect(&id("a")).unwrap();
    assert!(d.editor.camera().visible().encloses(&rect));
    d.click(600.0, 400.0);
    assert_eq!(d.selected(), ["a"]);
    let map = d.editor.minimap(100).unwrap();
    assert_eq!(map.bounds, Rect::new(1e7, 1e7, 120.0, 120.0));
}

#[test]
fn the_other_buttons_draw_nothing() {
    for key in ["e", "l", "f", "g", "m", "v"] {
        let mut d = two();
        d.key(key);
        let p = |x| Pointer {
            id: 1,
            button: Button::Secondary,
            at: Point::new(x, 150.0),
            ..Pointer::default()
        };
        d.send(InputEvent::PointerDown(p(150.0)));
        d.send(InputEvent::PointerMove(p(250.0)));
        d.send(InputEvent::PointerUp(p(250.0)));
        assert!(d.commands().is_empty(), "{key}");
        assert!(!d.editor.is_busy(), "{key}");
    }
}

#[test]
fn the_row_of_digits_shows_and_an_exclamation_mark_of_its_own_places() {
    use editor::Key;
    let mut d = Desk::new(board([event("a", 0.0, 0.0), event("far", 9000.0, 0.0)]));
    let press = |d: &mut Desk, code: &str, shift: bool| {
        let mut key = Key {
            key: "!".into(),
            code: code.into(),
            ..Key::default()
        };
        key.modifiers.shift = shift;
        d.send(InputEvent::Key(key));
    };
    press(&mut d, "Digit1", true);
    assert!(d.editor.camera().zoom < 1.0, "Shift+1 shows all");
    assert_eq!(d.editor.tool(), ToolId::Select);
    press(&mut d, "Slash", false);
    assert_eq!(d.editor.tool(), ToolId::Place(model::NoteKind::Hotspot));
    d.key("Escape");
    d.key("w");
    assert_eq!(d.editor.tool(), ToolId::Place(model::NoteKind::Hotspot));
}

#[test]
fn words_on_a_note_that_somebody_deletes_go_on_a_new_one() {
    let mut d = two();
    d.double_click(150.0, 150.0);
    d.send(InputEvent::TextChanged {
        text: "Order paid".into(),
    });
    d.delete_remotely("a");
    assert_eq!(d.place("new1"), (100.0, 100.0));
    assert_eq!(
        d.editing(),
        Some(editor::EditTarget::Note(id("new1"))),
        "writing goes on"
    );
    d.type_text("Order paid twice", EditEnd::Escape);
    assert_eq!(d.texts(), ["b", "Order paid twice"]);
    assert_eq!((d.steps(), d.said("your words")), (1, true));
}

#[test]
fn what_is_pasted_covers_nothing_and_comes_into_view() {
    let mut d = two();
    d.go(150.0, 150.0);
    for _ in 0..3 {
        paste(&mut d, "one\ntwo\nthree");
    }
    let rects: Vec<Rect> = d.editor.board().notes.iter().map(|n| n.rect()).collect();
    for (i, a) in rects.iter().enumerate() {
        assert!(rects[i + 1..].iter().all(|b| !a.intersects(b)), "{rects:?}");
    }
    let seen = |d: &Desk| {
        let seen = d.editor.camera().visible();
        let selected = d.selected();
        selected
            .iter()
            .all(|n| seen.encloses(&d.editor.note_rect(&id(n)).unwrap()))
    };
    assert!(seen(&d));
    let many: String = (0..300).map(|i| format!("Event {i}\n")).collect();
    paste(&mut d, &many);
    assert!(seen(&d), "from further away");
}
