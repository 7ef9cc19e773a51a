//! Whatever happens in whatever order: nothing is stuck, nothing dangles, one gesture is one step.

use editor::{
    Button, EditEnd, InputEvent, Modifiers, Pasted, Pointer, PointerKind, ToolId, actions,
};
use model::{Context, Frame, FrameKind, Link, NOTE_KINDS, Note, Point, Size};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::desk::{Desk, board, id, keyed, note};

#[derive(Clone, Debug)]
enum Event {
    Input(InputEvent),
    /// Somebody else deletes a note.
    Deleted(Index),
    ReadOnly(bool),
}

fn pointer() -> impl Strategy<Value = Pointer> {
    let kind = select(vec![
        PointerKind::Mouse,
        PointerKind::Touch,
        PointerKind::Pen,
    ]);
    let button = prop_oneof![
        8 => Just(Button::Primary),
        1 => Just(Button::Middle),
        1 => Just(Button::Secondary),
    ];
    let at =
        (0..30u8, 0..20u8).prop_map(|(x, y)| Point::new(f64::from(x) * 40.0, f64::from(y) * 40.0));
    (1..3i32, kind, button, at, modifiers()).prop_map(|(id, kind, button, at, modifiers)| Pointer {
        id,
        kind,
        button,
        at,
        modifiers,
        time: 0.0,
    })
}

fn modifiers() -> impl Strategy<Value = Modifiers> {
    let held = || prop::bool::weighted(0.15);
    (held(), held(), held()).prop_map(|(shift, ctrl, alt)| Modifiers { shift, ctrl, alt })
}

fn event() -> impl Strategy<Value = Event> {
    let keys = [
        "Escape",
        "Enter",
        " ",
        "Delete",
        "ArrowLeft",
        "e",
        "c",
        "l",
        "f",
        "g",
        "m",
        "h",
        "v",
        "z",
        "d",
        "a",
        "t",
        "Control",
    ];
    let texts = [
        "",
        "Order placed",
        "one\ntwo",
        "Command: Pay\tx\n\"a\nb\"\ty",
    ];
    let ends = [
        EditEnd::Escape,
        EditEnd::Outside,
        EditEnd::Next,
        EditEnd::Tab,
    ];
    let all: Vec<String> = actions().iter().map(|a| a.id.clone()).collect();
    let input = prop_oneof![
        6 => pointer().prop_map(InputEvent::PointerDown),
        12 => pointer().prop_map(InputEvent::PointerMove),
        6 => pointer().prop_map(InputEvent::PointerUp),
        1 => pointer().prop_map(InputEvent::PointerCancel),
        1 => Just(InputEvent::PointerLeave),
        2 => pointer().prop_map(InputEvent::DoubleClick),
        2 => pointer().prop_map(InputEvent::LongPress),
        6 => (select(keys.to_vec()), modifiers(), any::<bool>()).prop_map(|(key, m, repeat)| {
            let mut key = keyed(key, m);
            key.repeat = repeat;
            InputEvent::Key(key)
        }),
        1 => select(keys.to_vec()).prop_map(|k| InputEvent::KeyUp(keyed(k, Modifiers::default()))),
        6 => select(all).prop_map(InputEvent::Action),
        2 => select(texts.to_vec()).prop_map(|t| InputEvent::TextChanged { text: t.into() }),
        3 => (select(texts.to_vec()), select(ends.to_vec()))
            .prop_map(|(t, how)| InputEvent::EditDone { text: t.into(), how }),
        1 => (select(texts.to_vec()), any::<bool>())
            .prop_map(|(t, one_note)| {
                InputEvent::Paste(if one_note { Pasted::one_note(t) } else { Pasted::read(t) })
            }),
        1 => (-90.0..90.0f64, modifiers()).prop_map(|(y, modifiers)| InputEvent::Wheel {
            at: Point::new(300.0, 300.0),
            delta: Point::new(0.0, y),
            modifiers,
        }),
        1 => (0.2..4.0f64).prop_map(|scale| InputEvent::Pinch { at: Point::new(500.0, 300.0), scale }),
        1 => Just(InputEvent::Blur),
        2 => Just(InputEvent::TypingRest),
        1 => Just(InputEvent::Resize(Size::new(900.0, 700.0))),
    ];
    prop_oneof![
        30 => input.prop_map(Event::Input),
        1 => any::<Index>().prop_map(Event::Deleted),
        1 => prop::bool::weighted(0.2).prop_map(Event::ReadOnly),
    ]
}

/// Every kind once, some linked, grouped, in a context, in a frame.
fn wall() -> Desk {
    let notes = NOTE_KINDS.iter().enumerate().map(|(i, row)| {
        let (x, y) = ((i % 5) as f64 * 160.0 + 60.0, (i / 5) as f64 * 170.0 + 60.0);
        Note {
            context: (i < 7).then(|| id("k")),
            group: (i % 4 == 1).then(|| id("g")),
            locked: i == 3,
            ..note(row.name, row.kind, x, y)
        }
    });
    let mut b = board(notes);
    b.contexts.upsert(Context::new(id("k"), "Booking").into());
    let link = Link::new(id("domain-event"), id("policy"));
    b.links.upsert(link.into());
    let frame = Frame {
        id: id("f"),
        kind: FrameKind::Swimlane,
        title: "Lane".into(),
        x: 20.0,
        y: 200.0,
        width: 700.0,
        height: 220.0,
    };
    b.frames.upsert(frame.into());
    Desk::new(b)
}

fn happen(d: &mut Desk, event: &Event) {
    match event {
        Event::Input(input) => d.send(input.clone()),
        Event::Deleted(which) => {
            let notes = &d.editor.board().notes;
            let count = notes.len();
            if count > 0 {
                let name = notes.at(which.index(count)).unwrap().id.to_string();
                d.delete_remotely(&name);
            }
        }
        Event::ReadOnly(on) => {
            let effects = d.editor.set_read_only(*on);
            d.carry_out(effects);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_is_stuck_and_nothing_dangles(events in prop::collection::vec(event(), 1..60)) {
        let mut d = wall();
        d.editor.settle();
        for (i, event) in events.iter().enumerate() {
            let typed = d.editing().is_some();
            d.forget_commands();
            happen(&mut d, event);
            if i % 5 == 4 {
                d.editor.settle();
            }
            // What is written is a step of its own, before what ends the writing.
            prop_assert!(d.steps() <= 1 + usize::from(typed), "{event:?}: {:?}", d.commands());
            let board = d.editor.board();
            let s = d.editor.selection();
            prop_assert!(s.notes.iter().all(|n| board.notes.contains(n.as_str())), "{event:?}");
            prop_assert!(s.frames.iter().all(|f| board.frames.contains(f.as_str())));
            let sound = board.notes.iter().all(|n| {
                let r = n.rect();
                [r.x, r.y, r.width, r.height].iter().all(|v| v.is_finite())
            });
            prop_assert!(sound, "{event:?}");
            let (camera, seen) = (*d.editor.camera(), d.editor.camera().visible());
            prop_assert!(camera.zoom.is_finite() && camera.zoom > 0.0);
            d.editor.static_items(seen, camera.zoom);
            d.editor.dynamic_items();
        }
        happen(&mut d, &Event::ReadOnly(false));
        d.send(InputEvent::Blur);
        d.send(InputEvent::EditDone { text: "x".into(), how: EditEnd::Outside });
        d.key("Escape");
        d.key("Escape");
        prop_assert!(!d.editor.is_busy());
        prop_assert_eq!(d.editor.tool(), ToolId::Select);
        prop_assert_eq!(d.editing(), None);
        prop_assert!(d.editor.selection().is_empty());
        // Nothing is left in hand: all lies where the board says.
        let loose = d.editor.board().notes.iter().any(|n| {
            d.editor.note_rect(&n.id).is_none_or(|r| r.origin() != n.rect().origin())
        });
        prop_assert!(!loose);
    }
}
