//! Cuts the links under one heading into flows that read like a storm: one a line, each link in one of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::note::NoteKind;
use crate::order::Order;
use crate::snapshot::BoardSnapshot;
use crate::words;

/// A flow that reaches an event at this length ends there; what follows from it is the next line.
const LONG: usize = 4;

/// Places of notes, at least two a flow. Flows start where nothing comes before, in the order of the board, each followed
/// by what its end leads to; branches and cycles come last.
pub(super) fn flows(board: &BoardSnapshot, links: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut left = Left {
        board,
        next: BTreeMap::new(),
    };
    let mut reached = BTreeSet::new();
    for &(from, to) in links {
        left.next.entry(from).or_default().push(to);
        // People act of their own accord, whatever they looked at before.
        if left.kind(to) != Some(NoteKind::Actor) {
            reached.insert(to);
        }
    }
    let mut starts: Vec<usize> = left.next.keys().copied().collect();
    starts.order_by_key(|n| (reached.contains(n), *n));
    let mut flows = Vec::new();
    for start in starts {
        let mut from = start;
        while let Some(flow) = left.flow(from).or_else(|| left.flow(start)) {
            from = flow.last().copied().unwrap_or(start);
            flows.push(flow);
        }
    }
    flows
}

struct Left<'a> {
    board: &'a BoardSnapshot,
    /// Links not yet in a flow.
    next: BTreeMap<usize, Vec<usize>>,
}

impl Left<'_> {
    fn flow(&mut self, start: usize) -> Option<Vec<usize>> {
        let mut flow = vec![start];
        let mut last = start;
        while let Some(to) = self.take(last, &flow) {
            flow.push(to);
            last = to;
            let ends = match self.kind(to) {
                Some(NoteKind::Actor) => true,
                Some(NoteKind::DomainEvent) => flow.len() >= LONG,
                _ => false,
            };
            if ends {
                break;
            }
        }
        (flow.len() > 1).then_some(flow)
    }

    /// The next note; after an aggregate the event that speaks of the flow's command.
    fn take(&mut self, from: usize, flow: &[usize]) -> Option<usize> {
        let choices = self.next.get(&from).filter(|c| !c.is_empty())?;
        let mut chosen = 0;
        if self.kind(from) == Some(NoteKind::Aggregate) && choices.len() > 1 && flow.len() > 1 {
            let said = self.stems(flow[flow.len() - 2]);
            let shared = |to: &usize| said.intersection(&self.stems(*to)).count();
            let counts: Vec<usize> = choices.iter().map(shared).collect();
            let most = counts.iter().max().copied().unwrap_or_default();
            chosen = counts.iter().position(|&c| c == most).unwrap_or_default();
        }
        self.next.get_mut(&from).map(|c| c.remove(chosen))
    }

    fn kind(&self, note: usize) -> Option<NoteKind> {
        self.board.notes.at(note).map(|n| n.kind)
    }

    fn stems(&self, note: usize) -> BTreeSet<String> {
        let text = self.board.notes.at(note).map(|n| n.text.as_str());
        let tokens = words::tokens(text.unwrap_or_default());
        tokens.iter().map(|w| words::stem(w)).collect()
    }
}
