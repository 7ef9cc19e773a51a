//! Links that nobody drew: notes that touch or nearly touch and may follow each other.
//!
//! Architecture invariant: knows positions, kinds and drawn links, nothing of contexts and nothing of texts.

use std::collections::HashSet;

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::arrangement::{Arrangement, arrangement};
use super::phrase::because;
use super::{LinkSource, NEAR, ReadLink};
use crate::geometry::Rect;
use crate::ids::Id;
use crate::link::FrameKind;
use crate::note::{Note, NoteKind};
use crate::snapshot::BoardSnapshot;

/// A note among more neighbours than this lies in a pile, and from a pile nothing can be read.
const PILE: usize = 48;
/// A link of less confidence gives way where both its ends are served better.
const WEAK: f64 = 0.65;

type Place = GeomWithData<Rectangle<[f64; 2]>, usize>;

/// A link that might be read; notes by place in the board.
struct Candidate {
    from: usize,
    to: usize,
    arrangement: Arrangement,
}

/// All links that positions give, in the order of the board.
pub(super) fn inferred(board: &BoardSnapshot) -> Vec<ReadLink> {
    let notes: Vec<&Note> = board.notes.iter().map(|n| &**n).collect();
    let steps = |n: &Note| n.position().is_some() && is_finite(&n.rect()) && is_step(n.kind);
    let placed: Vec<usize> = (0..notes.len()).filter(|&i| steps(notes[i])).collect();
    let tree: RTree<Place> =
        RTree::bulk_load(placed.iter().map(|&i| place(&notes[i].rect(), i)).collect());
    let settled: HashSet<(&Id, &Id)> = board.links.iter().map(|l| (&l.from, &l.to)).collect();
    let lanes: Vec<Option<usize>> = notes.iter().map(|n| lane(board, n)).collect();

    let mut candidates = Vec::new();
    for &from in &placed {
        let mut near: Vec<usize> = tree
            .locate_in_envelope_intersecting(envelope(&notes[from].rect().inflate(NEAR)))
            .map(|found| found.data)
            .take(PILE + 1)
            .collect();
        if near.len() > PILE {
            continue;
        }
        near.sort_unstable();
        for to in near {
            let (a, b) = (notes[from], notes[to]);
            let is_settled = settled.contains(&(&a.id, &b.id)) || settled.contains(&(&b.id, &a.id));
            if from == to
                || is_settled
                || lanes[from] != lanes[to]
                || !a.kind.row().may_follow.contains(&b.kind)
            {
                continue;
            }
            if let Some(arrangement) = arrangement(a, b) {
                candidates.push(Candidate {
                    from,
                    to,
                    arrangement,
                });
            }
        }
    }
    let kept = without_the_poorer(board, &notes, candidates);
    kept.into_iter()
        .map(|c| ReadLink {
            from: notes[c.from].id.clone(),
            to: notes[c.to].id.clone(),
            source: LinkSource::Inferred,
            confidence: c.arrangement.confidence,
            reason: format!(
                "{}, and {}.",
                c.arrangement.phrase,
                because(notes[c.from].kind, notes[c.to].kind)
            ),
            link: None,
        })
        .collect()
}

/// Drops what is only half likely where something better is known: an actor tucked into one command does not give its
/// neighbour too; an event beside its own aggregate does not come from the aggregate of the row above.
fn without_the_poorer(
    board: &BoardSnapshot,
    notes: &[&Note],
    candidates: Vec<Candidate>,
) -> Vec<Candidate> {
    let mut served: HashSet<(usize, NoteKind, bool)> = HashSet::new();
    let mut serve = |from: usize, to: usize| {
        served.insert((from, notes[to].kind, true));
        served.insert((to, notes[from].kind, false));
    };
    for link in board
        .links
        .iter()
        .filter(|l| l.status != crate::LinkStatus::Refused)
    {
        let place = |id: &Id| board.notes.position(id.as_str());
        if let (Some(from), Some(to)) = (place(&link.from), place(&link.to)) {
            serve(from, to);
        }
    }
    for c in candidates
        .iter()
        .filter(|c| c.arrangement.confidence >= WEAK)
    {
        serve(c.from, c.to);
    }
    let poorer = |c: &Candidate| {
        let ahead = served.contains(&(c.from, notes[c.to].kind, true));
        let back = served.contains(&(c.to, notes[c.from].kind, false));
        match notes[c.from].kind {
            NoteKind::Actor => ahead,
            _ => ahead && back,
        }
    };
    candidates
        .into_iter()
        .filter(|c| c.arrangement.confidence >= WEAK || !poorer(c))
        .collect()
}

fn is_finite(r: &Rect) -> bool {
    [r.x, r.y, r.right(), r.bottom()]
        .iter()
        .all(|n| n.is_finite())
}

fn is_step(kind: NoteKind) -> bool {
    !crate::grammar::is_remark(kind)
}

/// The swimlane in which the middle of a note lies, the smallest where several do; a lane is a divide.
fn lane(board: &BoardSnapshot, note: &Note) -> Option<usize> {
    let middle = note.rect().center();
    let lanes = board.frames.iter().enumerate();
    let around = lanes.filter(|(_, f)| f.kind == FrameKind::Swimlane && f.rect().contains(middle));
    let area = |r: Rect| r.width * r.height;
    around
        .min_by(|a, b| area(a.1.rect()).total_cmp(&area(b.1.rect())))
        .map(|(i, _)| i)
}

fn place(rect: &Rect, note: usize) -> Place {
    let corners = [[rect.x, rect.y], [rect.right(), rect.bottom()]];
    GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), note)
}

fn envelope(rect: &Rect) -> AABB<[f64; 2]> {
    AABB::from_corners([rect.x, rect.y], [rect.right(), rect.bottom()])
}
