//! Zooming, going from note to note, opening panels.

use super::{alt, always, ctrl, has_movable, has_notes, has_selection, key, run, shift};
use crate::actions::{Action, Group, Shortcut};
use crate::editor::Editor;
use crate::effect::{Effect, Panel};
use crate::overview::Way;

pub(super) fn rows() -> Vec<Action> {
    let g = Group::View;
    vec![
        run(
            "zoom-in",
            "Zoom in",
            "plus",
            &[key("+"), key("="), ctrl("+"), ctrl("=")],
            g,
            always,
            |e| e.wall.zoom_by(1.25),
        ),
        run(
            "zoom-out",
            "Zoom out",
            "minus",
            &[key("-"), ctrl("-")],
            g,
            always,
            |e| e.wall.zoom_by(0.8),
        ),
        run(
            "zoom-100",
            "Zoom to 100 %",
            "scan",
            &[shift("0"), ctrl("0")],
            g,
            always,
            |e| {
                let factor = 1.0 / e.wall.camera.zoom;
                e.wall.zoom_by(factor);
            },
        ),
        run(
            "zoom-all",
            "Show all",
            "maximize",
            &[shift("1")],
            g,
            always,
            |e| e.wall.show_all(),
        ),
        run(
            "zoom-selection",
            "Show the selection",
            "focus",
            &[shift("2")],
            g,
            has_movable,
            |e| e.wall.show_selection(),
        ),
        run(
            "summon",
            "Bring everyone here",
            "megaphone",
            &[],
            g,
            |e| e.wall.may_summon && !e.wall.peers.is_empty(),
            |e| e.wall.effect(Effect::Summon),
        ),
        run(
            "present",
            "Present the frames",
            "presentation",
            &[],
            g,
            has_notes,
            |e| e.wall.effect(Effect::Open(Panel::Present)),
        ),
        run(
            "replay",
            "Replay the storm",
            "history",
            &[],
            g,
            has_notes,
            |e| e.wall.effect(Effect::Open(Panel::Replay)),
        ),
        run("legend", "Legend", "list", &[], g, always, |e| {
            e.wall.effect(Effect::Open(Panel::Legend))
        }),
    ]
}

pub(super) fn navigate() -> Vec<Action> {
    let g = Group::Navigate;
    let mut rows = vec![
        run("find", "Find", "search", &[ctrl("f")], g, always, |e| {
            e.wall.effect(Effect::Open(Panel::Find))
        }),
        run(
            "boundaries",
            "Find boundaries",
            "circle-dot-dashed",
            &[],
            g,
            always,
            |e| e.wall.effect(Effect::Open(Panel::Boundaries)),
        ),
        run(
            "inspect",
            "Fields and facts of the note",
            "panel-right",
            &[key("i")],
            g,
            has_selection,
            |e| e.wall.effect(Effect::Open(Panel::Note)),
        ),
    ];
    rows.push(run(
        "comments",
        "Comments",
        "message-square",
        &[shift("c")],
        g,
        always,
        |e| e.wall.effect(Effect::Open(Panel::Comments)),
    ));
    rows.push(run("history", "History", "history", &[], g, always, |e| {
        e.wall.effect(Effect::Open(Panel::History))
    }));
    for walk in &WALKS {
        let (way, icon) = (walk.way, walk.icon);
        let (go, extend) = (format!("go.{way}"), format!("extend.{way}"));
        let to = format!("Go to the note {}", walk.place);
        let add = format!("Select the note {} too", walk.place);
        let arrow = walk.arrow;
        rows.push(run(&go, &to, icon, &[alt(arrow)], g, has_notes, walk.go));
        let keys = [Shortcut {
            shift: true,
            ..alt(arrow)
        }];
        rows.push(run(&extend, &add, icon, &keys, g, has_notes, walk.extend));
    }
    rows
}

struct Walk {
    way: &'static str,
    place: &'static str,
    icon: &'static str,
    arrow: &'static str,
    go: fn(&mut Editor),
    extend: fn(&mut Editor),
}

const WALKS: [Walk; 4] = [
    Walk {
        way: "left",
        place: "to the left",
        icon: "arrow-left",
        arrow: "ArrowLeft",
        go: |e| e.wall.go(Way::Left),
        extend: |e| e.wall.extend(Way::Left),
    },
    Walk {
        way: "right",
        place: "to the right",
        icon: "arrow-right",
        arrow: "ArrowRight",
        go: |e| e.wall.go(Way::Right),
        extend: |e| e.wall.extend(Way::Right),
    },
    Walk {
        way: "up",
        place: "above",
        icon: "arrow-up",
        arrow: "ArrowUp",
        go: |e| e.wall.go(Way::Up),
        extend: |e| e.wall.extend(Way::Up),
    },
    Walk {
        way: "down",
        place: "below",
        icon: "arrow-down",
        arrow: "ArrowDown",
        go: |e| e.wall.go(Way::Down),
        extend: |e| e.wall.extend(Way::Down),
    },
];

pub(super) fn help() -> Vec<Action> {
    let g = Group::Help;
    vec![
        run(
            "palette",
            "All actions",
            "command",
            &[ctrl("k")],
            g,
            always,
            |e| e.wall.effect(Effect::Open(Panel::Palette)),
        ),
        run(
            "help",
            "Shortcuts",
            "circle-help",
            &[key("?")],
            g,
            always,
            |e| e.wall.effect(Effect::Open(Panel::Help)),
        ),
    ]
}
