//! Zooming, going from note to note, opening panels.

use super::{alt, always, ctrl, has_movable, has_notes, has_selection, key, run, shift};
use crate::actions::{Action, Group};
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
        run("legend", "Legend", "list", &[], g, always, |e| {
            e.wall.effect(Effect::Open(Panel::Legend))
        }),
    ]
}

pub(super) fn navigate() -> Vec<Action> {
    let g = Group::Navigate;
    vec![
        run(
            "go.left",
            "Note to the left",
            "arrow-left",
            &[alt("ArrowLeft")],
            g,
            has_notes,
            |e| e.wall.go(Way::Left),
        ),
        run(
            "go.right",
            "Note to the right",
            "arrow-right",
            &[alt("ArrowRight")],
            g,
            has_notes,
            |e| e.wall.go(Way::Right),
        ),
        run(
            "go.up",
            "Note above",
            "arrow-up",
            &[alt("ArrowUp")],
            g,
            has_notes,
            |e| e.wall.go(Way::Up),
        ),
        run(
            "go.down",
            "Note below",
            "arrow-down",
            &[alt("ArrowDown")],
            g,
            has_notes,
            |e| e.wall.go(Way::Down),
        ),
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
    ]
}

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
