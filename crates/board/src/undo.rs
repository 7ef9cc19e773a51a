//! The person's own commands, to be taken back or done again, by inverse commands.
//!
//! Not the CRDT's undo manager: that one, finding a value overwritten by somebody else, goes on to the next item and may
//! take back the making of a note. Here one step is one command, and what others have overwritten is passed over.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::place::{Holds, Place};
use crate::recorder::Step;
use crate::value::same_or_absent;

/// Steps that can be taken back; older ones are forgotten.
const MAX_STEPS: usize = 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Undo,
    Redo,
}

impl Direction {
    fn other(self) -> Direction {
        match self {
            Direction::Undo => Direction::Redo,
            Direction::Redo => Direction::Undo,
        }
    }
}

/// What each command did, the last one last.
#[derive(Debug, Default)]
pub struct History {
    undo: VecDeque<Vec<Step>>,
    redo: VecDeque<Vec<Step>>,
}

impl History {
    /// Remembers a command; one that changed nothing is no step.
    pub fn did(&mut self, steps: Vec<Step>) {
        if !steps.is_empty() {
            self.redo.clear();
            self.push(Direction::Undo, steps);
        }
    }

    /// Joins a command to the last step where it goes on with it: it touches no row that the step has not touched. What
    /// the two have done together may be nothing, and then there is no step.
    pub fn went_on(&mut self, steps: Vec<Step>) {
        let goes_on = |last: &Vec<Step>| {
            let rows: HashSet<_> = last.iter().map(|step| step.place.row()).collect();
            steps.iter().all(|step| rows.contains(&step.place.row()))
        };
        match self.undo.pop_back_if(|last| goes_on(last)) {
            Some(last) if !steps.is_empty() => {
                self.redo.clear();
                let joined = joined(last, steps);
                if !joined.is_empty() {
                    self.undo.push_back(joined);
                }
            }
            Some(last) => self.undo.push_back(last),
            None => self.did(steps),
        }
    }

    pub fn can(&self, direction: Direction) -> bool {
        match direction {
            Direction::Undo => !self.undo.is_empty(),
            Direction::Redo => !self.redo.is_empty(),
        }
    }

    /// Steps that can be taken back.
    pub fn steps(&self) -> usize {
        self.undo.len()
    }

    pub fn take(&mut self, direction: Direction) -> Option<Vec<Step>> {
        self.stack(direction).pop_back()
    }

    /// Remembers what taking back did, so that it can be done again; nothing where all was passed over.
    pub fn took_back(&mut self, direction: Direction, inverse: Vec<Step>) {
        if !inverse.is_empty() {
            self.push(direction.other(), inverse);
        }
    }

    pub fn put_back(&mut self, direction: Direction, steps: Vec<Step>) {
        self.push(direction, steps);
    }

    fn push(&mut self, direction: Direction, steps: Vec<Step>) {
        let stack = self.stack(direction);
        stack.push_back(steps);
        if stack.len() > MAX_STEPS {
            stack.pop_front();
        }
    }

    fn stack(&mut self, direction: Direction) -> &mut VecDeque<Vec<Step>> {
        match direction {
            Direction::Undo => &mut self.undo,
            Direction::Redo => &mut self.redo,
        }
    }
}

/// The steps of both, where two at one place follow each other as one, without those that changed nothing in the end.
fn joined(first: Vec<Step>, then: Vec<Step>) -> Vec<Step> {
    let mut all: Vec<Step> = Vec::with_capacity(first.len() + then.len());
    let mut last: HashMap<Place, usize> = HashMap::new();
    for step in first.into_iter().chain(then) {
        // What a row holds when it comes or goes must be there again when that is taken back.
        if step.place.holds() == Holds::Row {
            last.retain(|place, _| place.row() != step.place.row());
            all.push(step);
            continue;
        }
        let before = last.get(&step.place).map(|&i| &mut all[i]);
        match before.filter(|b| same_or_absent(b.after.as_ref(), step.before.as_ref())) {
            Some(before) => before.after = step.after,
            None => {
                last.insert(step.place.clone(), all.len());
                all.push(step);
            }
        }
    }
    // A row that was made here and is deleted again was never there.
    let mut made: HashMap<Place, bool> = HashMap::new();
    for step in all.iter().filter(|step| step.place.holds() == Holds::Row) {
        let there = step.after.is_some();
        if step.makes_row {
            made.insert(step.place.clone(), there);
        } else if let Some(now) = made.get_mut(&step.place) {
            *now = there;
        }
    }
    made.retain(|_, there| !*there);
    let never: HashSet<_> = made.keys().map(Place::row).collect();
    all.retain(|step| {
        let changed = !same_or_absent(step.before.as_ref(), step.after.as_ref());
        changed && !never.contains(&step.place.row())
    });
    all
}
