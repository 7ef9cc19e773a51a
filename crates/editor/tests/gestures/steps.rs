//! One gesture, one undo step.

use editor::{EditEnd, Effect, InputEvent, Pasted};
use model::{Command, Context, Note};

use crate::desk::{ALT, CTRL, Desk, board, event, id, keyed};

fn booking() -> Desk {
    let member = |name, x| Note {
        context: Some(id("k")),
        ..event(name, x, 100.0)
    };
    let mut b = board([
        member("a", 100.0),
        member("b", 300.0),
        event("out", 800.0, 200.0),
    ]);
    b.contexts.upsert(Context::new(id("k"), "Booking").into());
    Desk::new(b)
}

fn home(d: &Desk, name: &str) -> Option<String> {
    let context = d.editor.board().note(&id(name)).unwrap().context.clone();
    context.map(|c| c.to_string())
}

#[test]
fn a_drag_across_a_contour_moves_and_changes_the_home_in_one() {
    let mut d = booking();
    d.with(CTRL, |d| d.drag((850.0, 250.0), (260.0, 170.0)));
    assert_eq!(home(&d, "out").as_deref(), Some("k"));
    assert_eq!(d.steps(), 1);
    let Command::Compound { commands } = d.commands()[0] else {
        panic!("{:?}", d.commands())
    };
    assert!(matches!(
        commands[..],
        [Command::Move { .. }, Command::Assign { .. }]
    ));
    d.forget();
    d.with(CTRL, |d| d.drag((260.0, 170.0), (900.0, 600.0)));
    assert_eq!((d.steps(), home(&d, "out")), (1, None));
}

#[test]
fn a_copy_lives_where_it_is_put_down() {
    let mut d = booking();
    d.with(ALT, |d| d.drag((150.0, 150.0), (1000.0, 600.0)));
    assert_eq!((d.steps(), home(&d, "new1")), (1, None));
    d.forget();
    d.with(ALT, |d| d.drag((850.0, 250.0), (260.0, 170.0)));
    assert_eq!(d.steps(), 1);
    assert_eq!(home(&d, "new2").as_deref(), Some("k"));
    assert_eq!(home(&d, "out"), None);
}

#[test]
fn pasting_with_new_contexts_is_one_step() {
    let mut d = Desk::new(board([]));
    d.send(InputEvent::Paste(Pasted::read(
        "# Booking\nevent Booked\n# Billing\nevent Billed",
    )));
    assert_eq!(d.steps(), 1);
    let contexts = &d.editor.board().contexts;
    assert_eq!(contexts.len(), 2);
    assert!(contexts.iter().all(|c| c.members.len() == 1));
}

#[test]
fn a_note_is_placed_and_written_in_one_step() {
    let mut d = Desk::new(board([]));
    d.double_click(300.0, 300.0);
    d.type_text("Cargo booked", EditEnd::Next);
    d.type_text("Cargo routed", EditEnd::Tab);
    d.type_text("", EditEnd::Escape);
    // Each note with its words; the last went again with what placed it.
    assert_eq!(d.steps(), 3);
    let amended = |e: &&Effect| matches!(e, Effect::Amend(_));
    assert_eq!(d.effects.iter().filter(amended).count(), 3);
    assert_eq!(d.texts(), ["Cargo booked", "Cargo routed"]);
}

#[test]
fn a_frame_is_drawn_and_titled_in_one_step() {
    let mut d = Desk::new(board([]));
    d.key("f");
    d.drag((100.0, 100.0), (500.0, 400.0));
    d.type_text("Booking", EditEnd::Next);
    assert_eq!(d.steps(), 1);
    d.forget();
    d.double_click(120.0, 88.0);
    d.type_text("Invoicing", EditEnd::Next);
    assert_eq!(d.steps(), 1, "a title written later is a step of its own");
}

#[test]
fn an_arrow_that_is_held_is_one_step() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.click(150.0, 150.0);
    d.key("ArrowRight");
    for _ in 0..5 {
        let mut key = keyed("ArrowRight", Default::default());
        key.repeat = true;
        d.send(InputEvent::Key(key));
    }
    assert_eq!((d.place("a"), d.steps()), ((106.0, 100.0), 1));
    d.key_up("ArrowRight");
    d.key("ArrowRight");
    assert_eq!(d.steps(), 2);
    // Held from before anything was chosen, it goes on with nothing.
    let mut d = Desk::new(board([event("a", 560.0, 340.0)]));
    d.drag((620.0, 400.0), (660.0, 400.0));
    d.key("Escape");
    d.key("ArrowRight");
    for _ in 0..3 {
        let mut key = keyed("ArrowRight", Default::default());
        key.repeat = true;
        d.send(InputEvent::Key(key));
    }
    assert_eq!(d.steps(), 2, "the drag, and the arrow");
}

#[test]
fn deleting_a_context_with_notes_is_one_step() {
    let mut d = booking();
    d.editor.select(&[id("k"), id("a")], false);
    d.key("Delete");
    assert_eq!(d.steps(), 1);
    assert!(d.editor.board().contexts.is_empty());
    assert_eq!(d.texts(), ["b", "out"]);
}
