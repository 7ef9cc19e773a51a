//! A wall that was read, and is read again where it changes: what an update costs is what was touched.

use std::collections::{BTreeSet, HashMap};

use super::phrase::because;
use super::steps::{self, Said, Slot, Step, Steps, lane, lanes, place, said};
use super::{LinkSource, ReadLink, Reading};
use crate::geometry::Rect;
use crate::ids::Id;
use crate::order::Order;
use crate::snapshot::BoardSnapshot;

/// From more changed notes than this share of the wall on, the index by place is built anew.
const MANY: usize = 4;

/// Keeps what is read from a board's positions and links.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    steps: Steps,
    slots: HashMap<Id, Slot>,
    free: Vec<Slot>,
    /// The ends of each link, and how they see it.
    links: HashMap<Id, [(Slot, Said); 2]>,
    lanes: Vec<(Id, Rect)>,
}

/// Which inferred links an update brought and which it took, by their ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reread {
    pub come: Vec<(Id, Id)>,
    pub gone: Vec<(Id, Id)>,
}

impl Reader {
    /// Reads a whole board.
    pub fn new(board: &BoardSnapshot) -> Reader {
        let mut reader = Reader::unread(board);
        for (step, note) in reader.steps.all.iter_mut().zip(&board.notes) {
            step.lies = steps::lies(note);
        }
        reader.steps.index();
        for slot in 0..reader.steps.all.len() as Slot {
            reader.look_around(slot);
        }
        for slot in 0..reader.steps.all.len() as Slot {
            reader.steps.at_mut(slot).kept = reader.steps.kept(slot);
        }
        reader
    }

    /// Knows a board's notes and links, and has read none of them yet: it does with [`Reader::update`], in parts if need be.
    pub fn unread(board: &BoardSnapshot) -> Reader {
        let mut reader = Reader {
            lanes: lanes(board.frames.iter().map(|f| &**f)),
            ..Reader::default()
        };
        for note in &board.notes {
            let step = Step::of(note, &reader.lanes);
            reader.open(&step);
        }
        for link in &board.links {
            reader.say(board, &link.id);
        }
        reader
    }

    /// Reads again what changed since: `touched` are the ids of notes, links and frames that changed, came or went. The
    /// result is the same as of reading the whole board.
    pub fn update(&mut self, board: &BoardSnapshot, touched: &[Id]) -> Reread {
        let changed = self.changed(board, touched);
        // Whose candidates may be others now: what changed, and what lay or lies near it.
        let mut around: BTreeSet<Slot> = BTreeSet::new();
        for (slot, _) in &changed {
            let was = self.steps.at(*slot);
            if was.lies {
                around.extend(self.steps.near(&was.lying.rect));
            }
            around.insert(*slot);
        }
        self.move_to(&changed);
        for (slot, _) in &changed {
            let is = self.steps.at(*slot);
            if is.lies {
                around.extend(self.steps.near(&is.lying.rect));
            }
        }
        // Whose settled links, or the kinds at the other end of them, are others.
        let mut served: BTreeSet<Slot> = BTreeSet::new();
        for (slot, _) in &changed {
            served.extend(self.steps.at(*slot).said.iter().map(|s| s.other));
        }
        for id in touched {
            let before = self.unsay(id).into_iter().flatten();
            served.extend(before.map(|(slot, _)| slot));
            let now = self.say(board, id).into_iter().flatten();
            served.extend(now.map(|(slot, _)| slot));
        }
        around.extend(&served);
        let mut reached = served;
        for slot in &around {
            reached.extend(self.steps.at(*slot).out.iter().map(|c| c.to));
            self.look_around(*slot);
            reached.extend(self.steps.at(*slot).out.iter().map(|c| c.to));
        }
        for slot in reached {
            around.extend(self.steps.at(slot).into.iter().map(|(from, _)| from));
        }
        let mut reread = Reread::default();
        for slot in around {
            self.keep(slot, &mut reread);
        }
        for (slot, now) in changed {
            if now.is_none() {
                self.slots.remove(&self.steps.at(slot).id);
                self.free.push(slot);
            }
        }
        reread
    }

    /// The link that was read between two notes.
    pub fn link(&self, from: &Id, to: &Id) -> Option<ReadLink> {
        let (from, to) = (*self.slots.get(from)?, *self.slots.get(to)?);
        let is_kept = self.steps.at(from).kept.contains(&to);
        is_kept.then(|| self.read_link(from, to))?
    }

    /// The ends of all links that were read, in no order.
    pub fn pairs(&self) -> impl Iterator<Item = (&Id, &Id)> {
        let steps = self.steps.all.iter();
        steps.flat_map(|s| s.kept.iter().map(|to| (&s.id, &self.steps.at(*to).id)))
    }

    /// All links that were read, in the order of the board.
    pub fn inferred(&self, board: &BoardSnapshot) -> Vec<ReadLink> {
        let ranks: Vec<Option<usize>> = self
            .steps
            .all
            .iter()
            .map(|s| board.notes.position(s.id.as_str()))
            .collect();
        let rank = |slot: Slot| ranks[slot as usize];
        let mut pairs: Vec<(Slot, Slot)> = (0..)
            .zip(&self.steps.all)
            .flat_map(|(from, s)| s.kept.iter().map(move |to| (from, *to)))
            .collect();
        pairs.order_by_key(|(from, to)| (rank(*from), rank(*to)));
        let links = pairs.into_iter();
        links
            .filter_map(|(from, to)| self.read_link(from, to))
            .collect()
    }

    /// The whole flow: what people settled, then what was read.
    pub fn reading(&self, board: &BoardSnapshot) -> Reading {
        let mut links = super::settled(board);
        links.extend(self.inferred(board));
        Reading::new(links)
    }

    fn read_link(&self, from: Slot, to: Slot) -> Option<ReadLink> {
        let (a, b) = (self.steps.at(from), self.steps.at(to));
        let arrangement = &a.out.iter().find(|c| c.to == to)?.arrangement;
        Some(ReadLink {
            from: a.id.clone(),
            to: b.id.clone(),
            source: LinkSource::Inferred,
            confidence: arrangement.confidence,
            reason: format!(
                "{}, and {}.",
                arrangement.phrase,
                because(a.lying.kind, b.lying.kind)
            ),
            link: None,
        })
    }

    /// The notes that say something else of the flow than before, with what they are now; none for those that went.
    fn changed(&mut self, board: &BoardSnapshot, touched: &[Id]) -> Vec<(Slot, Option<Step>)> {
        let lanes = lanes(board.frames.iter().map(|f| &**f));
        let mut changed: HashMap<Slot, Option<Step>> = HashMap::new();
        if lanes != self.lanes {
            self.lanes = lanes;
            for (id, &slot) in &self.slots {
                let step = self.steps.at(slot);
                if lane(&self.lanes, &step.lying.rect) != step.lane
                    && let Some(note) = board.note(id)
                {
                    changed.insert(slot, Some(Step::of(note, &self.lanes)));
                }
            }
        }
        for id in touched {
            let now = board.note(id).map(|note| Step::of(note, &self.lanes));
            match (self.slots.get(id).copied(), now) {
                (None, None) => {}
                (Some(slot), Some(now)) if self.steps.at(slot).is_as(&now) => {}
                (Some(slot), now) => {
                    changed.insert(slot, now);
                }
                (None, Some(now)) => {
                    let slot = self.open(&now);
                    changed.insert(slot, Some(now));
                }
            }
        }
        let mut changed: Vec<_> = changed.into_iter().collect();
        changed.order_by_key(|(slot, _)| *slot);
        changed
    }

    /// A slot for a note that came; it does not lie there yet.
    fn open(&mut self, step: &Step) -> Slot {
        let mut empty = step.clone();
        empty.lies = false;
        let slot = match self.free.pop() {
            Some(slot) => {
                *self.steps.at_mut(slot) = empty;
                slot
            }
            None => {
                self.steps.all.push(empty);
                (self.steps.all.len() - 1) as Slot
            }
        };
        self.slots.insert(step.id.clone(), slot);
        slot
    }

    fn move_to(&mut self, changed: &[(Slot, Option<Step>)]) {
        let many = changed.len() * MANY > self.steps.all.len();
        for (slot, now) in changed {
            let Steps { all, tree } = &mut self.steps;
            let step = &mut all[*slot as usize];
            if step.lies && !many {
                tree.remove(&place(&step.lying.rect, *slot));
            }
            step.lies = now.as_ref().is_some_and(|now| now.lies);
            if let Some(now) = now {
                step.lying = now.lying;
                step.lane.clone_from(&now.lane);
            }
            if step.lies && !many {
                tree.insert(place(&step.lying.rect, *slot));
            }
        }
        if many {
            self.steps.index();
        }
    }

    /// Takes a settled link in, when both its ends are there.
    fn say(&mut self, board: &BoardSnapshot, id: &Id) -> Option<[(Slot, Said); 2]> {
        let link = board.links.get(id.as_str())?;
        let (from, to) = (*self.slots.get(&link.from)?, *self.slots.get(&link.to)?);
        let ends = said(link, from, to);
        for (slot, said) in ends {
            self.steps.at_mut(slot).said.push(said);
        }
        self.links.insert(id.clone(), ends);
        Some(ends)
    }

    fn unsay(&mut self, id: &Id) -> Option<[(Slot, Said); 2]> {
        let ends = self.links.remove(id)?;
        for (slot, said) in ends {
            let all = &mut self.steps.at_mut(slot).said;
            if let Some(at) = all.iter().position(|s| *s == said) {
                all.swap_remove(at);
            }
        }
        Some(ends)
    }

    /// Finds the candidates of a note anew.
    fn look_around(&mut self, slot: Slot) {
        let now = self.steps.candidates(slot);
        let before = std::mem::take(&mut self.steps.at_mut(slot).out);
        for candidate in before {
            let into = &mut self.steps.at_mut(candidate.to).into;
            into.retain(|(from, _)| *from != slot);
        }
        for candidate in &now {
            let into = &mut self.steps.at_mut(candidate.to).into;
            into.push((slot, candidate.is_strong()));
        }
        self.steps.at_mut(slot).out = now;
    }

    /// Says which links of a note come and go.
    fn keep(&mut self, slot: Slot, reread: &mut Reread) {
        let now = self.steps.kept(slot);
        let before = std::mem::replace(&mut self.steps.at_mut(slot).kept, now);
        let now = &self.steps.at(slot).kept;
        let ends = |to: &Slot| {
            (
                self.steps.at(slot).id.clone(),
                self.steps.at(*to).id.clone(),
            )
        };
        let come = now.iter().filter(|to| !before.contains(to));
        reread.come.extend(come.map(ends));
        let gone = before.iter().filter(|to| !now.contains(to));
        reread.gone.extend(gone.map(ends));
    }
}
