//! Undo, the clipboard, writing, deleting.

use model::link::LinkStatus;
use model::{Command, Id};

use super::{
    ctrl, ctrl_shift, has_movable, has_notes, has_selection, key, may_edit, may_move, run, shift,
};
use crate::actions::{Action, Does, Group};
use crate::editor::Editor;
use crate::effect::{Effect, Panel};
use crate::overview::Way;
use crate::selection::Selection;
use crate::wall::Wall;

pub(super) fn rows() -> Vec<Action> {
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
            may_write,
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
            "template",
            "Insert a template",
            "layout-template",
            &[],
            g,
            may_edit,
            |e| e.wall.effect(Effect::Open(Panel::Templates)),
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

/// Whether there is one thing that words can be written on.
fn may_write(e: &Editor) -> bool {
    let s = &e.wall.selection;
    let others = s.frames.len() + s.links.len() + usize::from(s.context.is_some());
    may_edit(e) && (s.single_note().is_some() || (s.notes.is_empty() && others == 1))
}

fn may_place_next(e: &Editor) -> bool {
    may_edit(e) && e.wall.selection.single_note().is_some()
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
    wall.stop_typing();
    let s = wall.selection.clone();
    let mut commands = Vec::new();
    if let Some((from, to)) = s.inferred {
        let status = LinkStatus::Refused;
        commands.push(Command::SettleLink { from, to, status });
    }
    if let Some(context) = s.context {
        commands.push(Command::DeleteContexts {
            contexts: vec![context],
        });
    }
    let locked = |id: &Id| wall.board().note(id).is_some_and(|n| n.locked);
    let (kept, notes): (Vec<Id>, Vec<Id>) = s.notes.into_iter().partition(locked);
    if !kept.is_empty() {
        wall.tell("What is locked stays.");
    }
    let next = deleted_next(wall, &notes);
    let ids: Vec<Id> = notes.into_iter().chain(s.frames).chain(s.links).collect();
    if !ids.is_empty() {
        wall.announce(match ids.len() {
            1 => "Deleted.".to_owned(),
            n => format!("Deleted {n} things."),
        });
        commands.push(Command::Delete { ids });
    }
    wall.execute_all(commands);
    wall.select_notes(kept.into_iter().chain(next));
}

/// After one note is deleted the one to its left or right is next, so that the keyboard does not lose its place.
fn deleted_next(wall: &Wall, notes: &[Id]) -> Option<Id> {
    let [only] = notes else { return None };
    wall.neighbour(only, Way::Left)
        .or_else(|| wall.neighbour(only, Way::Right))
}
