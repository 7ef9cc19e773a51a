//! Lining up, spreading, tidying, linking, merging, grouping, locking.

use super::{ctrl, ctrl_shift, may_edit, may_move, run, shift};
use crate::actions::{Action, Group};
use crate::aligning::Edge;
use crate::axis::Axis;
use crate::editor::Editor;

pub(super) fn rows() -> Vec<Action> {
    let g = Group::Arrange;
    let line_up = |id: &str, label: &str, icon, act: fn(&mut Editor)| {
        run(&format!("align.{id}"), label, icon, &[], g, has_two, act)
    };
    vec![
        line_up("left", "Align left", "align-start-vertical", |e| {
            e.wall.align(Axis::Across, Edge::Start)
        }),
        line_up("center", "Align centres", "align-center-vertical", |e| {
            e.wall.align(Axis::Across, Edge::Middle)
        }),
        line_up("right", "Align right", "align-end-vertical", |e| {
            e.wall.align(Axis::Across, Edge::End)
        }),
        line_up("top", "Align top", "align-start-horizontal", |e| {
            e.wall.align(Axis::Down, Edge::Start)
        }),
        line_up("middle", "Align middles", "align-center-horizontal", |e| {
            e.wall.align(Axis::Down, Edge::Middle)
        }),
        line_up("bottom", "Align bottom", "align-end-horizontal", |e| {
            e.wall.align(Axis::Down, Edge::End)
        }),
        run(
            "distribute.across",
            "Spread evenly across",
            "align-horizontal-space-between",
            &[],
            g,
            has_three,
            |e| e.wall.distribute(Axis::Across),
        ),
        run(
            "distribute.down",
            "Spread evenly down",
            "align-vertical-space-between",
            &[],
            g,
            has_three,
            |e| e.wall.distribute(Axis::Down),
        ),
        run(
            "tidy",
            "Tidy the flow along time",
            "sparkles",
            &[shift("t")],
            g,
            may_change_notes,
            |e| e.wall.tidy(),
        ),
        run(
            "link-selected",
            "Link the selected notes along time",
            "move-up-right",
            &[shift("l")],
            g,
            may_group,
            |e| e.wall.link_selected(),
        ),
        run(
            "merge",
            "Merge into one note",
            "merge",
            &[],
            g,
            |e| may_edit(e) && e.wall.may_merge(),
            |e| e.wall.merge(),
        ),
        run(
            "wish-together",
            "Keep in one context",
            "circle-dot-dashed",
            &[],
            g,
            |e| may_edit(e) && e.wall.may_wish(),
            |e| e.wall.wish(true),
        ),
        run(
            "wish-apart",
            "Keep in different contexts",
            "unfold-horizontal",
            &[],
            g,
            |e| may_edit(e) && e.wall.may_wish(),
            |e| e.wall.wish(false),
        ),
        run("group", "Group", "group", &[ctrl("g")], g, may_group, |e| {
            e.wall.group()
        }),
        run(
            "ungroup",
            "Ungroup",
            "ungroup",
            &[ctrl_shift("g")],
            g,
            |e| may_edit(e) && e.wall.has_group(),
            |e| e.wall.ungroup(),
        ),
        run(
            "lock",
            "Lock or unlock",
            "lock",
            &[ctrl_shift("l")],
            g,
            may_change_notes,
            |e| e.wall.toggle_lock(),
        ),
        run(
            "pivotal",
            "Pivotal event, or not",
            "flag",
            &[shift("p")],
            g,
            |e| may_edit(e) && e.wall.has_event(),
            |e| e.wall.toggle_pivotal(),
        ),
        run(
            "resolve",
            "Hotspot settled, or not",
            "check",
            &[],
            g,
            |e| may_edit(e) && e.wall.has_hotspot(),
            |e| e.wall.toggle_resolved(),
        ),
    ]
}

fn may_change_notes(e: &Editor) -> bool {
    may_edit(e) && !e.wall.selection.notes.is_empty()
}

fn may_group(e: &Editor) -> bool {
    may_edit(e) && e.wall.selection.notes.len() > 1
}

fn has_two(e: &Editor) -> bool {
    may_move(e) && e.wall.selection.movable().nth(1).is_some()
}

fn has_three(e: &Editor) -> bool {
    may_move(e) && e.wall.selection.movable().nth(2).is_some()
}
