//! The rows of the registry.

mod align;
mod arrange;
mod edit;
mod view;

use model::{FrameKind, NOTE_KINDS, NoteKind};

use super::{Action, Does, Group, Shortcut};
use crate::editor::Editor;
use crate::tools::ToolId;

pub(super) fn rows() -> Vec<Action> {
    let mut rows = tools();
    rows.extend(NOTE_KINDS.iter().map(|row| {
        let id = ToolId::Place(row.kind);
        let mut keys = vec![key(row.shortcut)];
        // On most keyboards “!” is Shift+1, which shows the whole wall.
        if row.kind == NoteKind::Hotspot {
            keys.push(key("w"));
        }
        arm(
            &format!("place.{}", row.name),
            row.label,
            None,
            &keys,
            Group::Notes,
            id,
        )
    }));
    rows.extend(edit::rows());
    rows.extend(arrange::rows());
    rows.extend(align::rows());
    rows.extend(view::rows());
    rows.extend(view::navigate());
    rows.extend(view::help());
    rows
}

const fn key(key: &'static str) -> Shortcut {
    Shortcut {
        key,
        ctrl: false,
        shift: false,
        alt: false,
    }
}

const fn ctrl(key: &'static str) -> Shortcut {
    Shortcut {
        key,
        ctrl: true,
        shift: false,
        alt: false,
    }
}

const fn shift(key: &'static str) -> Shortcut {
    Shortcut {
        key,
        ctrl: false,
        shift: true,
        alt: false,
    }
}

const fn ctrl_shift(key: &'static str) -> Shortcut {
    Shortcut {
        key,
        ctrl: true,
        shift: true,
        alt: false,
    }
}

const fn alt(key: &'static str) -> Shortcut {
    Shortcut {
        key,
        ctrl: false,
        shift: false,
        alt: true,
    }
}

fn always(_: &Editor) -> bool {
    true
}

fn may_edit(e: &Editor) -> bool {
    !e.wall.read_only
}

fn has_selection(e: &Editor) -> bool {
    !e.wall.selection.is_empty()
}

fn has_movable(e: &Editor) -> bool {
    e.wall.selection.movable().next().is_some()
}

/// Whether a round of voting is on.
fn may_vote(e: &Editor) -> bool {
    may_edit(e) && model::voting::Round::of(&e.wall.board().meta).is_some_and(|r| r.open)
}

fn may_move(e: &Editor) -> bool {
    may_edit(e) && has_movable(e)
}

fn has_notes(e: &Editor) -> bool {
    !e.wall.board().notes.is_empty()
}

fn arm(
    id: &str,
    label: &str,
    icon: Option<&'static str>,
    keys: &[Shortcut],
    group: Group,
    tool: ToolId,
) -> Action {
    let looks = matches!(tool, ToolId::Select | ToolId::Hand | ToolId::Laser);
    Action {
        id: id.to_owned(),
        label: label.to_owned(),
        icon,
        shortcuts: keys.to_vec(),
        group,
        tool: Some(tool),
        enabled: if looks { always } else { may_edit },
        does: Does::Arm(tool),
    }
}

fn run(
    id: &str,
    label: &str,
    icon: &'static str,
    keys: &[Shortcut],
    group: Group,
    enabled: fn(&Editor) -> bool,
    run: fn(&mut Editor),
) -> Action {
    Action {
        id: id.to_owned(),
        label: label.to_owned(),
        icon: Some(icon),
        shortcuts: keys.to_vec(),
        group,
        tool: None,
        enabled,
        does: Does::Run(run),
    }
}

fn tools() -> Vec<Action> {
    let g = Group::Tools;
    vec![
        arm(
            "tool.select",
            "Select",
            Some("mouse-pointer-2"),
            &[key("v")],
            g,
            ToolId::Select,
        ),
        arm(
            "tool.hand",
            "Hand",
            Some("hand"),
            &[key("h")],
            g,
            ToolId::Hand,
        ),
        arm(
            "tool.laser",
            "Laser pointer",
            Some("wand"),
            &[key("k")],
            g,
            ToolId::Laser,
        ),
        arm(
            "tool.link",
            "Link",
            Some("move-up-right"),
            &[key("l")],
            g,
            ToolId::Link,
        ),
        arm(
            "tool.section",
            "Section",
            Some("frame"),
            &[key("f")],
            g,
            ToolId::Frame(FrameKind::Section),
        ),
        arm(
            "tool.swimlane",
            "Swimlane",
            Some("rows-2"),
            &[shift("f")],
            g,
            ToolId::Frame(FrameKind::Swimlane),
        ),
        arm(
            "tool.lasso",
            "Lasso a context",
            Some("lasso"),
            &[key("g")],
            g,
            ToolId::Lasso,
        ),
        Action {
            tool: None,
            enabled: may_vote,
            ..arm(
                "tool.vote",
                "Place dots",
                Some("circle-dot"),
                &[],
                g,
                ToolId::Vote,
            )
        },
        arm(
            "tool.room",
            "Make room",
            Some("unfold-horizontal"),
            &[key("m")],
            g,
            ToolId::Room,
        ),
    ]
}
