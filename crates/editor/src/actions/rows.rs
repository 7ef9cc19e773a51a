//! The rows of the registry.

use model::link::LinkStatus;
use model::{Command, FrameKind, Id, NOTE_KINDS};

use super::{Action, Does, Group, Shortcut};
use crate::editor::Editor;
use crate::effect::{Effect, Panel};
use crate::input::EditEnd;
use crate::overview::Way;
use crate::selection::Selection;
use crate::tools::ToolId;
use crate::wall::Wall;

pub(super) fn rows() -> Vec<Action> {
    let mut rows = tools();
    rows.extend(NOTE_KINDS.iter().map(|row| {
        let id = ToolId::Place(row.kind);
        let keys = [Shortcut {
            key: row.shortcut,
            ..Shortcut::default()
        }];
        arm(
            &format!("place.{}", row.name),
            row.label,
            None,
            &keys,
            Group::Notes,
            id,
        )
    }));
    rows.extend(edit());
    rows.extend(arrange());
    rows.extend(view());
    rows.extend(navigate());
    rows.extend(help());
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
    let looks = matches!(tool, ToolId::Select | ToolId::Hand);
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
    ]
}

fn edit() -> Vec<Action> {
    let g = Group::Edit;
    let mut rows = vec![
        run("undo", "Undo", "undo-2", &[ctrl("z")], g, may_edit, |e| {
            e.wall.effect(Effect::Undo)
        }),
        run(
            "redo",
            "Redo",
            "redo-2",
            &[ctrl_shift("z"), ctrl("y")],
            g,
            may_edit,
            |e| {
                e.wall.effect(Effect::Redo);
            },
        ),
        run(
            "edit",
            "Write on it",
            "pencil",
            &[key("Enter"), key("F2")],
            g,
            |e| may_edit(e) && has_selection(e),
            edit_selected,
        ),
        run(
            "next",
            "Place the next to the right",
            "arrow-right-to-line",
            &[shift("Enter")],
            g,
            may_place_next,
            |e| {
                if let Some(id) = e.wall.selection.single_note().cloned() {
                    e.wall.place_next(&id, None, false);
                }
            },
        ),
        run(
            "select-all",
            "Select all",
            "square-dashed-mouse-pointer",
            &[ctrl("a")],
            g,
            has_notes,
            select_all,
        ),
        run(
            "duplicate",
            "Duplicate",
            "copy-plus",
            &[ctrl("d")],
            g,
            may_move,
            |e| e.wall.duplicate_selection(),
        ),
        run("copy", "Copy", "copy", &[ctrl("c")], g, has_movable, |e| {
            e.wall.copy();
        }),
        run("cut", "Cut", "scissors", &[ctrl("x")], g, may_move, |e| {
            if e.wall.copy() {
                delete(e);
            }
        }),
        run(
            "paste",
            "Paste",
            "clipboard-paste",
            &[ctrl("v")],
            g,
            may_edit,
            |e| {
                e.wall.effect(Effect::RequestPaste { one_note: false });
            },
        ),
        run(
            "paste-one",
            "Paste as one note",
            "clipboard-type",
            &[ctrl_shift("v")],
            g,
            may_edit,
            |e| {
                e.wall.effect(Effect::RequestPaste { one_note: true });
            },
        ),
        run(
            "delete",
            "Delete",
            "trash-2",
            &[key("Delete"), key("Backspace")],
            g,
            |e| may_edit(e) && has_selection(e),
            delete,
        ),
    ];
    for row in &mut rows {
        if let ("paste" | "paste-one", Does::Run(run)) = (row.id.as_str(), row.does) {
            row.does = Does::ByBrowser(run);
        }
    }
    rows
}

fn arrange() -> Vec<Action> {
    let g = Group::Arrange;
    let nudges: [(&str, &str, &'static str, &'static str, [fn(&mut Editor); 2]); 4] = [
        (
            "left",
            "left",
            "arrow-left",
            "ArrowLeft",
            [|e| e.wall.nudge(-1.0, 0.0), |e| e.wall.nudge(-10.0, 0.0)],
        ),
        (
            "right",
            "right",
            "arrow-right",
            "ArrowRight",
            [|e| e.wall.nudge(1.0, 0.0), |e| e.wall.nudge(10.0, 0.0)],
        ),
        (
            "up",
            "up",
            "arrow-up",
            "ArrowUp",
            [|e| e.wall.nudge(0.0, -1.0), |e| e.wall.nudge(0.0, -10.0)],
        ),
        (
            "down",
            "down",
            "arrow-down",
            "ArrowDown",
            [|e| e.wall.nudge(0.0, 1.0), |e| e.wall.nudge(0.0, 10.0)],
        ),
    ];
    let mut rows = vec![
        run(
            "gather",
            "Make a context of it",
            "circle-dashed",
            &[ctrl("g")],
            g,
            may_gather,
            |e| {
                let notes = e.wall.selection.notes.iter().cloned().collect();
                e.wall.gather(notes);
            },
        ),
        run(
            "confirm-link",
            "Confirm the link",
            "check",
            &[],
            g,
            has_inferred,
            |e| e.wall.settle_selected(LinkStatus::Confirmed),
        ),
        run("refuse-link", "Not so", "x", &[], g, has_inferred, |e| {
            e.wall.settle_selected(LinkStatus::Refused)
        }),
        run(
            "to-front",
            "Bring to front",
            "bring-to-front",
            &[key("]")],
            g,
            may_restack,
            |e| e.wall.restack(true),
        ),
        run(
            "to-back",
            "Send to back",
            "send-to-back",
            &[key("[")],
            g,
            may_restack,
            |e| e.wall.restack(false),
        ),
    ];
    for (id, way, icon, arrow, [one, ten]) in nudges {
        rows.push(run(
            &format!("nudge.{id}"),
            &format!("Move {way} by 1"),
            icon,
            &[key(arrow)],
            g,
            may_nudge,
            one,
        ));
        rows.push(run(
            &format!("nudge-far.{id}"),
            &format!("Move {way} by 10"),
            icon,
            &[shift(arrow)],
            g,
            may_nudge,
            ten,
        ));
    }
    rows
}

fn view() -> Vec<Action> {
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

fn navigate() -> Vec<Action> {
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

fn help() -> Vec<Action> {
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

fn may_place_next(e: &Editor) -> bool {
    may_edit(e) && e.wall.selection.single_note().is_some()
}

fn may_gather(e: &Editor) -> bool {
    may_edit(e) && !e.wall.selection.notes.is_empty()
}

fn may_restack(e: &Editor) -> bool {
    may_gather(e)
}

/// Without a selection the arrows take hold of the note in the middle.
fn may_nudge(e: &Editor) -> bool {
    may_move(e) || (!has_movable(e) && has_notes(e))
}

fn has_inferred(e: &Editor) -> bool {
    may_edit(e) && e.wall.selection.inferred.is_some()
}

fn edit_selected(e: &mut Editor) {
    let s = e.wall.selection.clone();
    if let Some(id) = s.single_note() {
        e.wall.type_on_note(id);
    } else if let Some(id) = s.frames.first() {
        e.wall.type_frame_title(id);
    } else if let Some(id) = &s.context {
        e.wall.type_context_name(id);
    } else if let Some(id) = s.links.first() {
        e.wall.type_link_label(id);
    }
}

fn select_all(e: &mut Editor) {
    let board = e.wall.board();
    let selection = Selection {
        notes: board.notes.iter().map(|n| n.id.clone()).collect(),
        frames: board.frames.iter().map(|f| f.id.clone()).collect(),
        ..Selection::default()
    };
    let count = selection.notes.len();
    e.wall.select(selection);
    e.wall.announce(format!("{count} notes selected."));
}

fn delete(e: &mut Editor) {
    let wall = &mut e.wall;
    if wall.typing.is_some() {
        wall.edit_done(String::new(), EditEnd::Outside);
    }
    let s = wall.selection.clone();
    if let Some((from, to)) = s.inferred {
        let status = LinkStatus::Refused;
        wall.execute(Command::SettleLink { from, to, status });
    }
    if let Some(context) = s.context {
        wall.execute(Command::DeleteContexts {
            contexts: vec![context],
        });
    }
    let locked = |id: &Id| wall.board().note(id).is_some_and(|n| n.locked);
    let notes: Vec<Id> = s.notes.iter().filter(|id| !locked(id)).cloned().collect();
    if notes.len() < s.notes.len() {
        wall.announce("What is locked stays.");
    }
    let next = deleted_next(wall, &notes);
    let ids: Vec<Id> = notes.into_iter().chain(s.frames).chain(s.links).collect();
    if !ids.is_empty() {
        wall.announce(match ids.len() {
            1 => "Deleted.".to_owned(),
            n => format!("Deleted {n} things."),
        });
        wall.execute(Command::Delete { ids });
    }
    wall.select_notes(next);
}

/// After one note is deleted the one to its left or right is next, so that the keyboard does not lose its place.
fn deleted_next(wall: &Wall, notes: &[Id]) -> Option<Id> {
    let [only] = notes else { return None };
    wall.neighbour(only, Way::Left)
        .or_else(|| wall.neighbour(only, Way::Right))
}
