//! Nothing fails in silence: what does not come about is said for everyone to read; what is chosen stays in sight.

use editor::item::Item;
use editor::{Hit, InputEvent, Pasted, ProposedContext, actions};
use model::{BoardSnapshot, Context, Note, NoteKind, Point, Rect, Size};

use crate::desk::{CTRL, Desk, board, event, id, note};

fn wall() -> BoardSnapshot {
    let locked = Note {
        locked: true,
        ..event("locked", 700.0, 100.0)
    };
    board([
        event("a", 100.0, 100.0),
        event("b", 400.0, 100.0),
        note("who", NoteKind::Actor, 100.0, 500.0),
        locked,
    ])
}

fn act(d: &mut Desk, action: &str) {
    d.send(InputEvent::Action(action.into()));
}

type Does = fn(&mut Desk);

#[test]
fn what_does_not_come_about_is_said_for_everyone_to_read() {
    let cases: &[(&str, Does)] = &[
        ("locked stays where it is", |d| {
            d.drag((760.0, 160.0), (760.0, 400.0))
        }),
        ("note is locked", |d| d.double_click(760.0, 160.0)),
        ("What is locked stays", |d| {
            d.click(760.0, 160.0);
            d.key("Delete");
        }),
        ("linked already", |d| {
            d.key("l");
            d.drag((160.0, 160.0), (460.0, 160.0));
            d.key("l");
            d.drag((160.0, 160.0), (460.0, 160.0));
        }),
        ("lies inside the line", |d| {
            d.key("g");
            d.down(900.0, 600.0);
            d.go(1000.0, 600.0);
            d.go(1000.0, 700.0);
            d.up(900.0, 700.0);
        }),
        ("cannot be pasted", |d| {
            let broken = r#"{"format":"isobar/board","version":1,"title":"","notes":[{}]}"#;
            d.send(InputEvent::Paste(Pasted::read(broken)));
        }),
        ("to tidy it", |d| {
            d.click(160.0, 160.0);
            act(d, "tidy");
        }),
        ("not change it", |d| {
            d.editor.set_read_only(true);
            d.drag((160.0, 160.0), (160.0, 400.0));
        }),
        ("Somebody deleted", |d| {
            d.double_click(160.0, 160.0);
            d.delete_remotely("a");
        }),
    ];
    for (words, does) in cases {
        let mut d = Desk::new(wall());
        does(&mut d);
        let told = d.told();
        assert!(told.iter().any(|t| t.contains(words)), "{words}: {told:?}");
    }
}

#[test]
fn words_go_on_one_thing() {
    let mut d = Desk::new(wall());
    let may_write = |d: &Desk| {
        let action = actions().iter().find(|a| a.id == "edit").unwrap();
        action.is_enabled(&d.editor)
    };
    assert!(!may_write(&d));
    d.click(160.0, 160.0);
    assert!(may_write(&d));
    d.with(CTRL, |d| d.key("a"));
    assert!(!may_write(&d), "of several notes none is written on");
}

#[test]
fn what_is_chosen_stays_in_sight_when_the_view_becomes_smaller() {
    let mut d = Desk::new(board([event("a", 1000.0, 600.0), event("b", 100.0, 100.0)]));
    d.click(1060.0, 660.0);
    let seen = |d: &Desk| {
        d.editor
            .camera()
            .visible()
            .encloses(&Rect::new(1000.0, 600.0, 120.0, 120.0))
    };
    // A panel at the right, a sheet at the foot.
    d.send(InputEvent::Resize(Size::new(800.0, 800.0)));
    assert!(seen(&d));
    d.send(InputEvent::Resize(Size::new(400.0, 300.0)));
    assert!(seen(&d));
    // What was out of view already is not brought back.
    let mut d = Desk::new(board([
        event("a", 1000.0, 600.0),
        event("b", 3000.0, 100.0),
    ]));
    d.editor.select(&[id("b")], false);
    let before = d.editor.camera().origin;
    d.send(InputEvent::Resize(Size::new(400.0, 300.0)));
    assert_eq!(d.editor.camera().origin, before);
}

#[test]
fn a_selected_context_gives_way_to_a_proposal() {
    let member = |name, x| Note {
        context: Some(id("k")),
        ..event(name, x, 100.0)
    };
    let mut b = board([member("a", 100.0), member("b", 300.0)]);
    b.contexts.upsert(Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    d.editor.select(&[id("k")], false);
    let is_shown = |d: &mut Desk| {
        let items = d.editor.dynamic_items();
        items.iter().any(|i| matches!(i, Item::Context(_)))
    };
    assert!(is_shown(&mut d));
    let line = Point::new(200.0, 82.0);
    assert_ne!(d.editor.hit(line), Hit::Paper);
    let part = ProposedContext {
        id: id("new"),
        name: "One".into(),
        hue: 0,
        members: vec![id("a")],
        moved: Vec::new(),
    };
    d.editor.set_proposal(Some(vec![part]));
    assert!(!is_shown(&mut d));
    assert_eq!(d.editor.hit(line), Hit::Paper);
    d.editor.set_proposal(None);
    assert!(is_shown(&mut d));
}
