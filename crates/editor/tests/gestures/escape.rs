//! Escape in every state of every tool: nothing is done, nothing stays behind, and whoever goes on is with Select.

use editor::{InputEvent, Modifiers, ToolId};
use model::NoteKind;
use model::snapshot::Meta;
use model::voting::{Round, SETTING, Scope};

use crate::desk::{ALT, Desk, board, event, note};

/// Brings a tool into a state; true where a pointer is down in it.
type Into = fn(&mut Desk) -> bool;

/// By tool and state.
const STATES: &[(&str, Into)] = &[
    ("place: armed", |d| {
        d.key("e");
        false
    }),
    ("place: pressed", |d| {
        d.key("e");
        d.down(600.0, 600.0);
        true
    }),
    ("frame: idle", |d| {
        d.key("f");
        false
    }),
    ("frame: drawing", |d| {
        d.key("f");
        d.down(600.0, 500.0);
        d.go(800.0, 700.0);
        true
    }),
    ("lasso: idle", |d| {
        d.key("g");
        false
    }),
    ("lasso: drawing", |d| {
        d.key("g");
        d.down(50.0, 50.0);
        d.go(600.0, 50.0);
        d.go(600.0, 400.0);
        true
    }),
    ("link: idle", |d| {
        d.key("l");
        false
    }),
    ("link: from a note, down", |d| {
        d.key("l");
        d.down(160.0, 160.0);
        d.go(460.0, 160.0);
        true
    }),
    ("link: from a note, clicked", |d| {
        d.key("l");
        d.click(160.0, 160.0);
        d.go(460.0, 160.0);
        false
    }),
    ("room: idle", |d| {
        d.key("m");
        d.go(300.0, 160.0);
        false
    }),
    ("room: pressed", |d| {
        d.key("m");
        d.down(300.0, 160.0);
        true
    }),
    ("room: pushing", |d| {
        d.key("m");
        d.down(300.0, 160.0);
        d.go(500.0, 160.0);
        true
    }),
    ("hand: idle", |d| {
        d.key("h");
        false
    }),
    ("hand: pressed", |d| {
        d.key("h");
        d.down(300.0, 160.0);
        true
    }),
    ("laser: idle", |d| {
        d.key("k");
        false
    }),
    ("laser: drawing", |d| {
        d.key("k");
        d.down(300.0, 160.0);
        d.go(500.0, 260.0);
        true
    }),
    ("vote: armed", |d| {
        d.send(InputEvent::Action("tool.vote".into()));
        assert_eq!(d.editor.tool(), ToolId::Vote);
        d.go(160.0, 160.0);
        false
    }),
    ("select: pressed", |d| {
        d.down(160.0, 160.0);
        true
    }),
    ("select: marquee", |d| {
        d.down(50.0, 50.0);
        d.go(600.0, 400.0);
        true
    }),
    ("select: moving", |d| {
        d.down(160.0, 160.0);
        d.go(360.0, 560.0);
        true
    }),
    ("select: copying", |d| {
        d.modifiers = ALT;
        d.down(160.0, 160.0);
        d.go(360.0, 560.0);
        d.modifiers = Modifiers::default();
        true
    }),
    ("select: resizing", |d| {
        d.click(160.0, 160.0);
        d.down(220.0, 220.0);
        d.go(300.0, 300.0);
        true
    }),
    ("select: linking", |d| {
        d.click(160.0, 160.0);
        let edge = 220.0 + 14.0;
        d.go(edge, 160.0);
        d.down(edge, 160.0);
        d.go(460.0, 160.0);
        true
    }),
    ("select: chosen by a long press", |d| {
        d.touch = true;
        d.down(160.0, 160.0);
        d.long_press(160.0, 160.0);
        d.go(360.0, 560.0);
        true
    }),
];

/// A board on which a vote is on.
fn with_a_vote() -> Meta {
    let round = Round {
        dots: 3,
        scope: Scope::Any,
        hidden: false,
        open: true,
    };
    let mut meta = Meta::default();
    meta.settings.insert(SETTING.into(), round.value());
    meta
}

#[test]
fn escape_ends_every_state_and_leaves_nothing() {
    for (state, into) in STATES {
        let mut b = board([
            event("a", 100.0, 100.0),
            note("b", NoteKind::Policy, 400.0, 100.0),
        ]);
        b.meta = with_a_vote().into();
        let mut d = Desk::new(b);
        let before = d.editor.board().clone();
        let is_down = into(&mut d);
        d.key("Escape");
        if is_down {
            d.go(700.0, 640.0);
            d.up(700.0, 640.0);
        }
        assert!(d.commands().is_empty(), "{state}: {:?}", d.commands());
        assert_eq!(*d.editor.board(), before, "{state}");
        d.key("Escape");
        d.key("Escape");
        assert_eq!(d.editor.tool(), ToolId::Select, "{state}");
        assert!(d.editor.selection().is_empty(), "{state}");
        assert!(d.editing().is_none(), "{state}");
        d.go(1000.0, 700.0);
        // What the laser drew fades.
        d.send(InputEvent::Tick {
            now: 10_000.0,
            still: false,
        });
        let shown = d.editor.dynamic_items();
        assert!(shown.is_empty(), "{state}: {shown:?}");
    }
}

#[test]
fn escape_stops_a_wall_that_is_dragged_where_it_is() {
    for (hand, touch) in [("h", false), ("v", true)] {
        let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
        d.key(hand);
        d.touch = touch;
        d.down(600.0, 600.0);
        d.go(700.0, 600.0);
        let camera = *d.editor.camera();
        d.key("Escape");
        d.go(900.0, 300.0);
        d.up(900.0, 300.0);
        assert_eq!(*d.editor.camera(), camera, "{hand}");
        assert!(d.commands().is_empty());
    }
}
