//! Tidies a flow along time: straight rows, even gaps, and nothing overtakes what lay before it.

mod runs;

use std::collections::{BTreeSet, HashMap, HashSet};

use model::{Command, Id, Point, Rect};

use crate::wall::Wall;
use model::order::Order;

impl Wall {
    /// Tidies the selected notes; of one note, its whole flow.
    pub fn tidy(&mut self) {
        let notes = self.to_be_tidied();
        if notes.len() < 2 {
            return self.tell("Select a flow, or one of its notes, to tidy it.");
        }
        let (ids, rects): (Vec<Id>, Vec<Rect>) = notes.into_iter().unzip();
        let places = runs::tidied(&rects, &self.links_among(&ids));
        let moved = ids.into_iter().zip(rects).zip(places);
        let to: Vec<(Id, Point)> = moved
            .filter(|((_, was), place)| was.origin() != *place)
            .map(|((id, _), place)| (id, place))
            .collect();
        if to.is_empty() {
            return self.tell("It is tidy already.");
        }
        self.announce(format!("Tidied; {} notes moved.", to.len()));
        self.execute(Command::Move { to });
    }

    /// By their left edges.
    fn to_be_tidied(&self) -> Vec<(Id, Rect)> {
        let ids: BTreeSet<Id> = match self.selection.single_note() {
            Some(id) => self.flow_of(id),
            None => self.selection.notes.clone(),
        };
        let board = self.board();
        let free = ids
            .into_iter()
            .filter(|id| board.note(id).is_some_and(|n| !n.locked));
        let mut notes: Vec<(Id, Rect)> = free
            .filter_map(|id| self.scene.rect(&id).map(|rect| (id, rect)))
            .collect();
        notes.order_by(|(_, a), (_, b)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
        notes
    }

    /// All notes that the flow joins to this one, either way.
    fn flow_of(&self, note: &Id) -> BTreeSet<Id> {
        let reading = self.scene.reading();
        let mut flow = BTreeSet::from([note.clone()]);
        let mut open = vec![note.clone()];
        while let Some(id) = open.pop() {
            let after = reading.leaving(&id).map(|l| &l.to);
            for next in after.chain(reading.reaching(&id).map(|l| &l.from)) {
                if flow.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        flow
    }

    /// For each note those that the flow joins to it.
    fn links_among(&self, notes: &[Id]) -> Vec<HashSet<usize>> {
        let number: HashMap<&Id, usize> = notes.iter().zip(0..).collect();
        let reading = self.scene.reading();
        let mut links = vec![HashSet::new(); notes.len()];
        for (from, id) in notes.iter().enumerate() {
            let after = reading.leaving(id);
            for to in after.filter_map(|l| number.get(&l.to).copied()) {
                links[from].insert(to);
                links[to].insert(from);
            }
        }
        links
    }
}
