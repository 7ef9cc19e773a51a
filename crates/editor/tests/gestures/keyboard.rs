//! Keys: every action has its own, and the wall is walked and arranged without a pointer.

use std::collections::HashMap;

use editor::{Effect, InputEvent, Key, Modifiers, Panel, ToolId, actions};
use model::{NOTE_KINDS, NoteKind};

use crate::desk::{ALT, CTRL, Desk, SHIFT, board, event, keyed, note};

#[test]
fn no_two_actions_share_a_key_or_an_id() {
    let mut keys = HashMap::new();
    let mut ids = HashMap::new();
    for action in actions() {
        assert!(ids.insert(&action.id, ()).is_none(), "{}", action.id);
        for s in &action.shortcuts {
            let other = keys.insert((s.key, s.ctrl, s.shift, s.alt), &action.id);
            assert!(other.is_none(), "{} and {other:?}", action.id);
        }
    }
}

#[test]
fn every_kind_has_its_key() {
    for row in NOTE_KINDS {
        let mut d = Desk::new(board([]));
        let shift = row.shortcut == "!";
        d.modifiers = Modifiers {
            shift,
            ..Modifiers::default()
        };
        d.key(row.shortcut);
        assert_eq!(d.editor.tool(), ToolId::Place(row.kind), "{}", row.name);
    }
}

#[test]
fn letters_work_by_their_place_on_another_script() {
    let mut d = Desk::new(board([]));
    let key = Key {
        key: "у".into(),
        code: "KeyE".into(),
        ..Key::default()
    };
    assert!(d.editor.wants(&key));
    d.send(InputEvent::Key(key));
    assert_eq!(d.editor.tool(), ToolId::Place(NoteKind::DomainEvent));
}

#[test]
fn arrows_nudge_by_one_and_ten() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0)]));
    d.click(150.0, 150.0);
    d.key("ArrowRight");
    d.key("ArrowDown");
    d.with(SHIFT, |d| d.key("ArrowLeft"));
    assert_eq!(d.place("a"), (91.0, 101.0));
}

#[test]
fn alt_arrows_walk_from_note_to_note() {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        event("b", 300.0, 110.0),
        event("c", 2500.0, 100.0),
        event("below", 310.0, 400.0),
    ]));
    d.click(150.0, 150.0);
    let mut walk = |key: &str| {
        d.with(ALT, |d| d.key(key));
        d.selected().join(" ")
    };
    assert_eq!(walk("ArrowRight"), "b");
    assert_eq!(walk("ArrowDown"), "below");
    assert_eq!(walk("ArrowUp"), "b");
    assert_eq!(walk("ArrowRight"), "c");
    assert_eq!(walk("ArrowRight"), "c");
    let shown = d.editor.note_rect(&crate::desk::id("c")).unwrap();
    assert!(d.editor.camera().visible().encloses(&shown));
}

#[test]
fn with_nothing_selected_an_arrow_takes_hold_of_a_note() {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        event("middle", 560.0, 380.0),
    ]));
    d.key("ArrowRight");
    assert_eq!(d.selected(), ["middle"]);
    assert!(d.commands().is_empty());
    d.key("Enter");
    assert!(d.editing().is_some());
}

#[test]
fn commands_of_the_edit_menu() {
    let mut d = Desk::new(board([event("a", 100.0, 100.0), event("b", 300.0, 100.0)]));
    d.with(CTRL, |d| {
        d.key("a");
        d.key("d");
        d.key("z");
        d.key("k");
        d.key("f");
    });
    d.with(
        Modifiers {
            ctrl: true,
            shift: true,
            alt: false,
        },
        |d| d.key("Z"),
    );
    d.with(SHIFT, |d| d.key("?"));
    assert_eq!(d.texts().len(), 4);
    for wanted in [
        Effect::Undo,
        Effect::Redo,
        Effect::Open(Panel::Palette),
        Effect::Open(Panel::Find),
        Effect::Open(Panel::Help),
    ] {
        assert!(d.effects.contains(&wanted), "{wanted:?}");
    }
}

#[test]
fn zoom_by_keys() {
    let mut d = Desk::new(board([event("a", 0.0, 0.0), event("far", 90_000.0, 0.0)]));
    let zoom = |d: &Desk| d.editor.camera().zoom;
    d.key("+");
    assert_eq!(zoom(&d), 1.25);
    d.key("-");
    d.with(SHIFT, |d| d.key("1"));
    assert!(zoom(&d) < 0.02, "fits any board");
    assert!(
        d.editor
            .camera()
            .visible()
            .encloses(&d.editor.bounds().unwrap())
    );
    d.with(SHIFT, |d| d.key("0"));
    assert_eq!(zoom(&d), 1.0);
    d.editor.select(&[crate::desk::id("a")], false);
    d.with(SHIFT, |d| d.key("2"));
    assert_eq!(zoom(&d), 2.0);
}

#[test]
fn keys_belong_to_the_browser_while_typing_and_where_nothing_is_to_be_done() {
    let mut d = Desk::new(board([note("a", NoteKind::Command, 100.0, 100.0)]));
    assert!(d.editor.wants(&keyed("e", Modifiers::default())));
    assert!(!d.editor.wants(&keyed("v", CTRL)), "the browser pastes");
    assert!(
        !d.editor.wants(&keyed("Tab", Modifiers::default())),
        "focus moves on"
    );
    assert!(!d.editor.wants(&keyed("r", CTRL)), "the browser reloads");
    d.double_click(150.0, 150.0);
    assert!(!d.editor.wants(&keyed("e", Modifiers::default())));
    d.key("e");
    assert_eq!(d.editor.tool(), ToolId::Select);
}

#[test]
fn shortcuts_read_as_on_the_keys() {
    let label = |id: &str, mac| editor::action(id).unwrap().shortcuts[0].label(mac);
    assert_eq!(label("redo", false), "Ctrl+Shift+Z");
    assert_eq!(label("redo", true), "⌘⇧Z");
    assert_eq!(label("go.left", false), "Alt+←");
    assert_eq!(label("place.hotspot", false), "!");
}

#[test]
fn notes_are_selected_and_linked_without_a_pointer() {
    let mut d = Desk::new(board([
        event("a", 100.0, 100.0),
        note("b", NoteKind::Policy, 300.0, 110.0),
        note("c", NoteKind::Command, 520.0, 105.0),
    ]));
    d.editor.select(&[crate::desk::id("a")], false);
    let alt_shift = Modifiers {
        ctrl: false,
        shift: true,
        alt: true,
    };
    d.with(alt_shift, |d| {
        d.key("ArrowRight");
        d.key("ArrowRight");
    });
    assert_eq!(d.selected(), ["a", "b", "c"]);
    d.with(SHIFT, |d| d.key("L"));
    let links: Vec<_> = d
        .editor
        .board()
        .links
        .iter()
        .map(|l| format!("{}>{}", l.from, l.to))
        .collect();
    assert_eq!(links, ["a>b", "b>c"]);
    assert_eq!(d.steps(), 1);
    d.with(SHIFT, |d| d.key("L"));
    assert!(d.said("linked already") && d.steps() == 1);
    d.with(ALT, |d| d.key("ArrowLeft"));
    assert_eq!(d.selected(), ["b"], "from the note reached last");
}

/// The table of shortcuts, row by row: the key as a keyboard gives it, and what it does.
#[test]
fn every_row_of_the_table_of_shortcuts() {
    const NONE: Modifiers = Modifiers {
        ctrl: false,
        shift: false,
        alt: false,
    };
    const CTRL_SHIFT: Modifiers = Modifiers {
        ctrl: true,
        shift: true,
        alt: false,
    };
    let rows: &[(&str, &str, Modifiers, &str)] = &[
        ("v", "KeyV", NONE, "tool.select"),
        ("h", "KeyH", NONE, "tool.hand"),
        ("+", "Equal", SHIFT, "zoom-in"),
        ("-", "Minus", NONE, "zoom-out"),
        (")", "Digit0", SHIFT, "zoom-100"),
        ("!", "Digit1", SHIFT, "zoom-all"),
        ("@", "Digit2", SHIFT, "zoom-selection"),
        ("Enter", "Enter", NONE, "edit"),
        ("l", "KeyL", NONE, "tool.link"),
        ("f", "KeyF", NONE, "tool.section"),
        ("F", "KeyF", SHIFT, "tool.swimlane"),
        ("a", "KeyA", CTRL, "select-all"),
        ("ArrowUp", "ArrowUp", NONE, "nudge.up"),
        ("ArrowUp", "ArrowUp", SHIFT, "nudge-far.up"),
        ("m", "KeyM", NONE, "tool.room"),
        ("z", "KeyZ", CTRL, "undo"),
        ("Z", "KeyZ", CTRL_SHIFT, "redo"),
        ("c", "KeyC", CTRL, "copy"),
        ("x", "KeyX", CTRL, "cut"),
        ("v", "KeyV", CTRL, "paste"),
        ("V", "KeyV", CTRL_SHIFT, "paste-one"),
        ("g", "KeyG", CTRL, "group"),
        ("G", "KeyG", CTRL_SHIFT, "ungroup"),
        ("L", "KeyL", CTRL_SHIFT, "lock"),
        ("f", "KeyF", CTRL, "find"),
        ("k", "KeyK", CTRL, "palette"),
        ("?", "Slash", SHIFT, "help"),
    ];
    for (key, code, modifiers, id) in rows {
        let key = Key {
            key: (*key).into(),
            code: (*code).into(),
            modifiers: *modifiers,
            repeat: false,
        };
        assert_eq!(editor::action_of(&key).map(|a| a.id.as_str()), Some(*id));
    }
}
