//! How two notes lie to each other, and what that says about one following the other.

use super::{BELOW, NEAR};
use crate::geometry::Rect;
use crate::note::NoteKind;

/// A note as it lies on the wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lying {
    pub kind: NoteKind,
    pub rect: Rect,
}

/// What the places of two notes say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrangement {
    /// 0 to 1.
    pub confidence: f64,
    /// Starts a sentence.
    pub phrase: &'static str,
}

/// What the places say about `to` following `from`, which the grammar allows; none if nothing.
///
/// Time runs to the right, so what follows lies beside on the right, or below; an actor may be tucked into any corner.
pub(super) fn arrangement(from: &Lying, to: &Lying) -> Option<Arrangement> {
    let (a, b) = (from.rect, to.rect);
    let (dx, dy) = (
        gap(a.x, a.width, b.x, b.width),
        gap(a.y, a.height, b.y, b.height),
    );
    let told = |confidence: f64, phrase: &'static str| Some(Arrangement { confidence, phrase });
    // How much of the smaller note lies beside (or below) the other, 0 to 1.
    let beside = (-dy).max(0.0) / a.height.min(b.height);
    let below = (-dx).max(0.0) / a.width.min(b.width);
    let rightwards = a.center().x < b.center().x;
    let downwards = a.center().y < b.center().y;
    let touching = if dx.max(dy) <= 4.0 {
        "They touch"
    } else {
        "They nearly touch"
    };

    if from.kind == NoteKind::Actor && to.kind != NoteKind::ReadModel && is_tucked(&a, &b, dx, dy) {
        return told(0.95, "The actor is tucked into its corner");
    }
    if beside >= 0.3 && dx <= NEAR && below <= 0.5 && rightwards {
        let closeness = 1.0 - dx.max(0.0) / NEAR;
        return told(0.7 + 0.15 * closeness + 0.1 * beside.min(1.0), touching);
    }
    if below >= 0.3 && dy <= BELOW && beside <= 0.5 && downwards && may_stand_below(from.kind) {
        let feeds = to.kind == NoteKind::ReadModel;
        return told(
            if feeds { 0.8 } else { 0.55 },
            "One is right below the other",
        );
    }
    // One actor stands above, below or across the corner of what it does.
    let corner = dx.max(0.0).hypot(dy.max(0.0)) <= BELOW;
    if corner && (from.kind == NoteKind::Actor || (rightwards && beside < 0.3 && below < 0.3)) {
        return told(0.5, "They nearly touch at a corner");
    }
    None
}

/// Distance of two spans; negative by as much as they overlap.
fn gap(a: f64, a_length: f64, b: f64, b_length: f64) -> f64 {
    (a - (b + b_length)).max(b - (a + a_length))
}

/// An actor that overlaps its command, or touches it low on the left where hands put it.
fn is_tucked(actor: &Rect, other: &Rect, dx: f64, dy: f64) -> bool {
    let overlaps = dx < 0.0 && dy < 0.0;
    let low_left = actor.center().x < other.x + other.width / 2.0 && dx <= 8.0 && dy <= 8.0;
    overlaps || low_left
}

/// What follows may lie below its cause, but a read model informs what is beside it.
fn may_stand_below(from: NoteKind) -> bool {
    !matches!(
        from,
        NoteKind::ReadModel | NoteKind::Actor | NoteKind::Screen
    )
}
