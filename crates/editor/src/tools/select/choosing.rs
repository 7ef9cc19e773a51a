//! What is chosen by presses, clicks and marquees.

use std::collections::BTreeSet;

use model::{Id, Rect};

use crate::hit_test::Hit;
use crate::input::PointerKind;
use crate::selection::Selection;
use crate::wall::{Touch, Wall};

/// What happens at once when a pointer goes down: what is not selected yet becomes so.
pub(super) fn press(on: &Hit, t: &Touch, wall: &mut Wall) {
    if t.modifiers.shift {
        return;
    }
    let s = &wall.selection;
    match on {
        Hit::Note(id) if !s.notes.contains(id) && t.kind != PointerKind::Touch => {
            let all = together(id, t, wall);
            wall.select_notes(all);
        }
        Hit::FrameTitle(id) | Hit::FrameBorder(id)
            if !s.frames.contains(id) && t.kind != PointerKind::Touch =>
        {
            wall.select(Selection {
                frames: [id.clone()].into(),
                ..Selection::default()
            });
        }
        _ => {}
    }
}

pub(super) fn click(on: &Hit, t: &Touch, wall: &mut Wall) {
    let mut s = if t.modifiers.shift {
        wall.selection.clone()
    } else {
        Selection::default()
    };
    let shift = t.modifiers.shift;
    match on {
        Hit::Note(id) => {
            let take = shift && s.notes.contains(id);
            for id in together(id, t, wall) {
                match take {
                    true => s.notes.remove(&id),
                    false => s.notes.insert(id),
                };
            }
        }
        Hit::FrameTitle(id) | Hit::FrameBorder(id) => toggle(&mut s.frames, id, shift),
        Hit::Link(id) => toggle(&mut s.links, id, shift),
        Hit::Inferred(from, to) => s.inferred = Some((from.clone(), to.clone())),
        Hit::ContextName(id) | Hit::ContextLine(id) => s.context = Some(id.clone()),
        Hit::Bubble(..) | Hit::LinkHandle(..) | Hit::Corner(..) => s = wall.selection.clone(),
        Hit::Paper => {}
    }
    wall.select(s);
}

/// A note with its group; with Ctrl the note alone.
pub(super) fn together(id: &Id, t: &Touch, wall: &Wall) -> BTreeSet<Id> {
    match t.modifiers.ctrl {
        true => BTreeSet::from([id.clone()]),
        false => wall.with_groups([id.clone()]),
    }
}

fn toggle(set: &mut BTreeSet<Id>, id: &Id, shift: bool) {
    if !(shift && set.remove(id)) {
        set.insert(id.clone());
    }
}

/// Selects what the marquee touches: notes; frames only when they lie inside.
pub(super) fn stretch(marquee: Rect, before: &Selection, t: &Touch, wall: &mut Wall) {
    let mut s = if t.modifiers.shift {
        before.clone()
    } else {
        Selection::default()
    };
    let met = wall.scene.notes.meeting(marquee);
    let met = met.map(|n| n.note.id.clone());
    match t.modifiers.ctrl {
        true => s.notes.extend(met),
        false => s.notes.extend(wall.with_groups(met)),
    }
    let frames = wall
        .board()
        .frames
        .iter()
        .filter(|f| marquee.encloses(&f.rect()));
    s.frames.extend(frames.map(|f| f.id.clone()));
    wall.select(s);
    wall.show(|p| p.marquee = Some(marquee));
}
