//! Contexts of what is selected, links read from the wall, stacking, nudging.

use model::link::LinkStatus;

use super::{has_movable, has_notes, key, may_edit, may_move, run, shift};
use crate::actions::{Action, Group};
use crate::editor::Editor;

pub(super) fn rows() -> Vec<Action> {
    let g = Group::Arrange;
    let mut rows = vec![
        run(
            "complete",
            "Add what the flow lacks here",
            "sparkles",
            &[key("Tab")],
            g,
            |e| !e.wall.missing().is_empty(),
            |e| e.wall.complete(),
        ),
        run(
            "gather",
            "Make a context of it",
            "circle-dashed",
            &[shift("g")],
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
            may_gather,
            |e| e.wall.restack(true),
        ),
        run(
            "to-back",
            "Send to back",
            "send-to-back",
            &[key("[")],
            g,
            may_gather,
            |e| e.wall.restack(false),
        ),
    ];
    for n in NUDGES {
        let Nudge {
            way, icon, arrow, ..
        } = n;
        let (one, ten) = (format!("nudge.{way}"), format!("nudge-far.{way}"));
        rows.push(run(
            &one,
            &format!("Move {way} by 1"),
            icon,
            &[key(arrow)],
            g,
            may_nudge,
            n.one,
        ));
        rows.push(run(
            &ten,
            &format!("Move {way} by 10"),
            icon,
            &[shift(arrow)],
            g,
            may_nudge,
            n.ten,
        ));
    }
    rows
}

struct Nudge {
    way: &'static str,
    icon: &'static str,
    arrow: &'static str,
    one: fn(&mut Editor),
    ten: fn(&mut Editor),
}

const NUDGES: [Nudge; 4] = [
    Nudge {
        way: "left",
        icon: "arrow-left",
        arrow: "ArrowLeft",
        one: |e| e.wall.nudge(-1.0, 0.0),
        ten: |e| e.wall.nudge(-10.0, 0.0),
    },
    Nudge {
        way: "right",
        icon: "arrow-right",
        arrow: "ArrowRight",
        one: |e| e.wall.nudge(1.0, 0.0),
        ten: |e| e.wall.nudge(10.0, 0.0),
    },
    Nudge {
        way: "up",
        icon: "arrow-up",
        arrow: "ArrowUp",
        one: |e| e.wall.nudge(0.0, -1.0),
        ten: |e| e.wall.nudge(0.0, -10.0),
    },
    Nudge {
        way: "down",
        icon: "arrow-down",
        arrow: "ArrowDown",
        one: |e| e.wall.nudge(0.0, 1.0),
        ten: |e| e.wall.nudge(0.0, 10.0),
    },
];

fn may_gather(e: &Editor) -> bool {
    may_edit(e) && !e.wall.selection.notes.is_empty()
}

/// Without a selection the arrows take hold of the note in the middle.
fn may_nudge(e: &Editor) -> bool {
    may_move(e) || (!has_movable(e) && has_notes(e))
}

fn has_inferred(e: &Editor) -> bool {
    may_edit(e) && e.wall.selection.inferred.is_some()
}
