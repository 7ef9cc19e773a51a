//! Placing and typing: storming by pointer and by keyboard alone.

use editor::{EditEnd, EditTarget, Effect, InputEvent, ToolId};
use model::{Command, Note, NoteKind};

use crate::desk::{Desk, board, event, id, note};

fn empty() -> Desk {
    Desk::new(board([]))
}

#[test]
fn a_key_arms_a_click_places_and_typing_begins() {
    let mut d = empty();
    d.key("c");
    assert_eq!(d.editor.tool(), ToolId::Place(NoteKind::Command));
    d.click(400.0, 300.0);
    assert_eq!(d.editor.tool(), ToolId::Select);
    assert_eq!(d.editing(), Some(EditTarget::Note(id("new1"))));
    d.type_text("Book cargo", EditEnd::Outside);
    assert_eq!(d.texts(), ["Book cargo"]);
    assert_eq!(d.place("new1"), (340.0, 240.0));
}

#[test]
fn escape_disarms_before_and_during_the_press() {
    let mut d = empty();
    d.key("e");
    d.key("Escape");
    assert_eq!(d.editor.tool(), ToolId::Select);
    d.key("e");
    d.down(400.0, 300.0);
    d.key("Escape");
    d.up(400.0, 300.0);
    assert_eq!(d.editor.tool(), ToolId::Place(NoteKind::DomainEvent));
    assert!(d.commands().is_empty());
}

#[test]
fn a_double_click_on_paper_places_an_event_on_a_note_edits_it() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.double_click(600.0, 400.0);
    assert_eq!(
        d.editor.board().notes.at(1).unwrap().kind,
        NoteKind::DomainEvent
    );
    d.type_text("Order placed", EditEnd::Escape);
    d.double_click(150.0, 150.0);
    assert_eq!(d.editing(), Some(EditTarget::Note(id("a"))));
    d.type_text("Order paid", EditEnd::Escape);
    assert_eq!(d.texts(), ["Order paid", "Order placed"]);
    assert_eq!(d.selected(), ["a"]);
}

#[test]
fn ten_notes_by_keyboard_alone() {
    let mut d = empty();
    d.key("e");
    d.key("Enter");
    for n in 1..=10 {
        d.type_text(&format!("Event {n}"), EditEnd::Next);
    }
    d.type_text("", EditEnd::Escape);
    assert_eq!(d.texts().len(), 10);
    let rects: Vec<_> = d.editor.board().notes.iter().map(|n| n.rect()).collect();
    for pair in rects.windows(2) {
        assert_eq!(pair[0].y, pair[1].y);
        assert!(pair[1].x > pair[0].right(), "{pair:?}");
    }
    let last = rects.last().unwrap();
    assert!(
        d.editor.camera().visible().encloses(last),
        "the wall follows the writer"
    );
}

#[test]
fn enter_finds_free_room() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 250.0, 120.0)]));
    d.double_click(150.0, 150.0);
    d.type_text("a", EditEnd::Next);
    let new = d.editor.board().note(&id("new1")).unwrap().rect();
    assert!(new.x > 370.0);
    assert_eq!(new.y, 100.0);
}

#[test]
fn tab_places_what_the_grammar_lets_follow_linked() {
    let mut d = Desk::new(board([note("a", NoteKind::Command, 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.type_text("Book cargo", EditEnd::Tab);
    d.type_text("Cargo", EditEnd::Tab);
    d.type_text("Cargo booked", EditEnd::Escape);
    let kinds: Vec<_> = d.editor.board().notes.iter().map(|n| n.kind).collect();
    assert_eq!(
        kinds,
        [
            NoteKind::Command,
            NoteKind::Aggregate,
            NoteKind::DomainEvent
        ]
    );
    assert_eq!(d.editor.board().links.len(), 2);
}

#[test]
fn what_nothing_follows_ends_with_a_word() {
    let mut d = Desk::new(board([note("a", NoteKind::Hotspot, 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.type_text("Who?", EditEnd::Tab);
    assert_eq!(d.editor.board().notes.len(), 1);
    assert!(d.told().iter().any(|t| t.starts_with("Nothing follows")));
}

#[test]
fn a_fresh_note_nobody_wrote_on_goes_again() {
    for how in [
        EditEnd::Escape,
        EditEnd::Next,
        EditEnd::Tab,
        EditEnd::Outside,
    ] {
        let mut d = empty();
        d.key("e");
        d.key("Enter");
        d.type_text("  ", how);
        assert!(d.texts().is_empty(), "{how:?}");
    }
}

#[test]
fn the_next_note_lives_in_the_same_context() {
    let mut b = board([Note {
        context: Some(id("k")),
        ..event("a", 100.0, 100.0)
    }]);
    b.contexts
        .upsert(model::Context::new(id("k"), "Booking").into());
    let mut d = Desk::new(b);
    d.double_click(150.0, 150.0);
    d.type_text("a", EditEnd::Next);
    assert_eq!(
        d.editor.board().note(&id("new1")).unwrap().context,
        Some(id("k"))
    );
}

#[test]
fn a_click_elsewhere_keeps_what_was_typed() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.send(InputEvent::TextChanged {
        text: "Order paid".into(),
    });
    d.click(600.0, 600.0);
    assert_eq!(d.texts(), ["Order paid"]);
    assert_eq!(d.editing(), None);
}

#[test]
fn a_long_text_makes_the_paper_grow_while_typing() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.send(InputEvent::TextChanged {
        text: "a very long event ".repeat(20),
    });
    assert!(
        d.effects
            .iter()
            .any(|e| matches!(e, Effect::ResizeEdit { rect } if rect.height > 120.0))
    );
}

#[test]
fn what_another_person_types_meanwhile_is_kept() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.send(InputEvent::TextChanged {
        text: "a paid".into(),
    });
    let theirs = board([Note {
        text: "Order a".into(),
        ..event("a", 100.0, 100.0)
    }]);
    let effects = d.editor.set_snapshot(theirs, &[id("a")]);
    assert!(effects.contains(&Effect::RetypeEdit {
        text: "Order a paid".into()
    }));
    let gone = d.editor.set_snapshot(board([]), &[id("a")]);
    assert!(gone.contains(&Effect::EndEdit));
}

#[test]
fn typing_is_one_step() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    for text in ["O", "Or", "Order"] {
        d.send(InputEvent::TextChanged { text: text.into() });
    }
    d.send(InputEvent::EditDone {
        text: "Order".into(),
        how: EditEnd::Escape,
    });
    assert!(matches!(d.commands()[..], [Command::EditText { .. }]));
    d.forget();
    d.double_click(150.0, 150.0);
    d.send(InputEvent::EditDone {
        text: "Order".into(),
        how: EditEnd::Escape,
    });
    assert!(d.commands().is_empty(), "nothing changed");
}

#[test]
fn what_is_written_is_kept_while_the_hand_rests() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    let rest = |d: &mut Desk, text: &str| {
        d.send(InputEvent::TextChanged { text: text.into() });
        d.send(InputEvent::TypingRest);
    };
    d.double_click(150.0, 150.0);
    rest(&mut d, "Order ");
    assert_eq!(d.texts(), ["Order"]);
    rest(&mut d, "Order placed");
    d.send(InputEvent::TypingRest);
    d.type_text("Order placed!", EditEnd::Escape);
    assert_eq!(d.texts(), ["Order placed!"]);
    assert_eq!((d.steps(), d.commands().len()), (1, 3), "in one step");
    assert!(
        !d.effects
            .iter()
            .any(|e| matches!(e, Effect::RetypeEdit { .. }))
    );
    d.forget();
    // A fresh note goes again when all that was written is taken away.
    d.double_click(600.0, 400.0);
    rest(&mut d, "Oops");
    d.type_text("", EditEnd::Escape);
    assert_eq!((d.texts().len(), d.steps()), (1, 1));
}

#[test]
fn tab_again_turns_the_blank_note_into_the_next_kind_that_may_follow() {
    let mut d = Desk::new(board([note("p", NoteKind::Policy, 100.0, 100.0)]));
    d.double_click(150.0, 150.0);
    d.type_text("Whenever booked", EditEnd::Tab);
    let kind = |d: &Desk| d.editor.board().note(&id("new1")).unwrap().kind;
    assert_eq!(kind(&d), NoteKind::Command);
    let mut seen = Vec::new();
    for _ in 0..3 {
        d.type_text("", EditEnd::Tab);
        assert_eq!(d.editing(), Some(EditTarget::Note(id("new1"))));
        seen.push(kind(&d));
    }
    assert_eq!(
        seen,
        [NoteKind::ExternalSystem, NoteKind::Query, NoteKind::Command]
    );
    d.type_text("Draft invoice", EditEnd::Escape);
    let board = d.editor.board();
    assert_eq!((board.notes.len(), board.links.len()), (2, 1));
    assert_eq!(d.steps(), 2, "the words before, and the new note");
}
