//! The notes of a wall as steps of the flow, with an index by place, and what the place of each says.
//!
//! Architecture invariant: knows positions, kinds and drawn links, nothing of contexts and nothing of texts.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::NEAR;
use super::arrangement::{Arrangement, Lying, arrangement};
use crate::geometry::Rect;
use crate::ids::Id;
use crate::link::{Frame, FrameKind, Link, LinkStatus};
use crate::note::Note;

/// A note among more neighbours than this lies in a pile, and from a pile nothing can be read.
const PILE: usize = 48;
/// A link of less confidence gives way where both its ends are served better.
pub(super) const WEAK: f64 = 0.65;

pub(super) type Slot = u32;
type Place = GeomWithData<Rectangle<[f64; 2]>, Slot>;

/// A link that the places of two notes give.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub to: Slot,
    pub arrangement: Arrangement,
}

/// A link that people settled, as one of its ends sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    pub other: Slot,
    pub leaves: bool,
    pub refused: bool,
}

/// A note.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub id: Id,
    pub lying: Lying,
    /// Whether it has a place and is a step of a flow: only then anything is read of it.
    pub lies: bool,
    /// The swimlane in which it lies; a lane is a divide.
    pub lane: Option<Id>,
    pub said: Vec<Said>,
    /// What the places say about what follows it.
    pub out: Vec<Candidate>,
    /// Whose candidates reach it, and whether they are strong.
    pub into: Vec<(Slot, bool)>,
    /// Those of `out` that are read as links.
    pub kept: Vec<Slot>,
}

impl Step {
    pub fn of(note: &Note, lanes: &[(Id, Rect)]) -> Step {
        let rect = note.rect();
        Step {
            id: note.id.clone(),
            lane: lane(lanes, &rect),
            lying: Lying {
                kind: note.kind,
                rect,
            },
            lies: lies(note),
            said: Vec::new(),
            out: Vec::new(),
            into: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Whether a note says the same of the flow as before.
    pub fn is_as(&self, other: &Step) -> bool {
        self.lies == other.lies && self.lying == other.lying && self.lane == other.lane
    }
}

/// Whether a note has a sound place and is a step of a flow.
pub(super) fn lies(note: &Note) -> bool {
    let rect = note.rect();
    let sound = [rect.x, rect.y, rect.right(), rect.bottom()];
    note.position().is_some()
        && sound.iter().all(|n| n.is_finite())
        && !crate::grammar::is_remark(note.kind)
}

/// All steps of a wall.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    pub all: Vec<Step>,
    pub tree: RTree<Place>,
}

impl Steps {
    /// Builds the index by place anew.
    pub fn index(&mut self) {
        let lying = (0..).zip(&self.all).filter(|(_, step)| step.lies);
        self.tree = RTree::bulk_load(lying.map(|(slot, s)| place(&s.lying.rect, slot)).collect());
    }

    pub fn at(&self, slot: Slot) -> &Step {
        &self.all[slot as usize]
    }

    pub fn at_mut(&mut self, slot: Slot) -> &mut Step {
        &mut self.all[slot as usize]
    }

    /// Those that lie near a place, in no order.
    pub fn near(&self, rect: &Rect) -> impl Iterator<Item = Slot> {
        let area = rect.inflate(NEAR);
        let area = AABB::from_corners([area.x, area.y], [area.right(), area.bottom()]);
        let found = self.tree.locate_in_envelope_intersecting(area);
        found.map(|found| found.data)
    }

    /// What the places say about what follows a note, settled links aside.
    pub fn candidates(&self, slot: Slot) -> Vec<Candidate> {
        let from = self.at(slot);
        if !from.lies {
            return Vec::new();
        }
        let near: Vec<Slot> = self.near(&from.lying.rect).take(PILE + 1).collect();
        if near.len() > PILE {
            return Vec::new();
        }
        let may_follow = from.lying.kind.row().may_follow;
        let follows = |to: Slot| {
            let next = self.at(to);
            let possible = to != slot
                && may_follow.contains(&next.lying.kind)
                && next.lane == from.lane
                && !self.is_settled(slot, to);
            let arrangement = possible.then(|| arrangement(&from.lying, &next.lying))??;
            Some(Candidate { to, arrangement })
        };
        near.into_iter().filter_map(follows).collect()
    }

    fn is_settled(&self, a: Slot, b: Slot) -> bool {
        let (one, other) = (&self.at(a).said, &self.at(b).said);
        if one.len() <= other.len() {
            one.iter().any(|s| s.other == b)
        } else {
            other.iter().any(|s| s.other == a)
        }
    }

    /// The candidates of a note that are read as links. What is only half likely goes where something better is known: an
    /// actor tucked into one command does not give its neighbour too; an event beside its own aggregate does not come from
    /// the aggregate of the row above.
    pub fn kept(&self, slot: Slot) -> Vec<Slot> {
        let kept = |c: &&Candidate| c.is_strong() || !self.is_poorer(slot, c.to);
        let from = self.at(slot);
        from.out.iter().filter(kept).map(|c| c.to).collect()
    }

    fn is_poorer(&self, from: Slot, to: Slot) -> bool {
        let kind = |slot: Slot| self.at(slot).lying.kind;
        let (a, b) = (self.at(from), self.at(to));
        let said = |step: &Step, leaves: bool, other| {
            let serves = |s: &&Said| s.leaves == leaves && !s.refused;
            step.said
                .iter()
                .filter(serves)
                .any(|s| kind(s.other) == other)
        };
        let ahead = || {
            let strong = a.out.iter().filter(|c| c.is_strong());
            strong.map(|c| kind(c.to)).any(|k| k == b.lying.kind) || said(a, true, b.lying.kind)
        };
        let back = || {
            let strong = b.into.iter().filter(|(_, strong)| *strong);
            strong.map(|(f, _)| kind(*f)).any(|k| k == a.lying.kind) || said(b, false, a.lying.kind)
        };
        match a.lying.kind {
            crate::note::NoteKind::Actor => ahead(),
            _ => ahead() && back(),
        }
    }
}

impl Candidate {
    pub fn is_strong(&self) -> bool {
        self.arrangement.confidence >= WEAK
    }
}

/// A settled link, as each of its ends sees it.
pub(super) fn said(link: &Link, from: Slot, to: Slot) -> [(Slot, Said); 2] {
    let refused = link.status == LinkStatus::Refused;
    let seen = |other, leaves| Said {
        other,
        leaves,
        refused,
    };
    [(from, seen(to, true)), (to, seen(from, false))]
}

/// The swimlanes among frames.
pub(super) fn lanes<'a>(frames: impl Iterator<Item = &'a Frame>) -> Vec<(Id, Rect)> {
    let lanes = frames.filter(|f| f.kind == FrameKind::Swimlane);
    lanes.map(|f| (f.id.clone(), f.rect())).collect()
}

/// The swimlane in which the middle of a rectangle lies, the smallest where several do.
pub(super) fn lane(lanes: &[(Id, Rect)], rect: &Rect) -> Option<Id> {
    let middle = rect.center();
    let area = |r: &Rect| r.width * r.height;
    let around = lanes.iter().filter(|(_, lane)| lane.contains(middle));
    let smallest = around.min_by(|a, b| area(&a.1).total_cmp(&area(&b.1)));
    smallest.map(|(id, _)| id.clone())
}

pub(super) fn place(rect: &Rect, slot: Slot) -> Place {
    let corners = [[rect.x, rect.y], [rect.right(), rect.bottom()]];
    GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), slot)
}
