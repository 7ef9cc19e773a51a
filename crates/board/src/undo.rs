//! The person's own commands, to be taken back or done again, by inverse commands.
//!
//! Not the CRDT's undo manager: that one, finding a value overwritten by somebody else, goes on to the next item and may
//! take back the making of a note. Here one step is one command, and what others have overwritten is passed over.

use std::collections::VecDeque;

use crate::recorder::Step;

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

    pub fn can(&self, direction: Direction) -> bool {
        match direction {
            Direction::Undo => !self.undo.is_empty(),
            Direction::Redo => !self.redo.is_empty(),
        }
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
