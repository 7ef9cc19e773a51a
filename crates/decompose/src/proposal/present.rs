//! The contexts that a board has, as far as a proposal respects them.

use std::sync::Arc;

use model::{BoardSnapshot, Context};

use crate::criteria::{Tie, group};
use crate::cut::Cut;
use crate::wall::Wall;

/// The contexts of the board, as far as they are respected.
pub struct Present {
    /// Locked contexts that hold notes.
    pub fixed: Vec<Arc<Context>>,
    /// Per note of the wall: its place in `fixed`.
    pub locked: Vec<Option<usize>>,
    pub prior: Vec<Tie>,
    /// Per context of the board: its name and its notes.
    names: Vec<(String, Vec<usize>)>,
}

impl Present {
    pub fn nothing(wall: &Wall) -> Present {
        Present {
            fixed: Vec::new(),
            locked: vec![None; wall.notes.len()],
            prior: Vec::new(),
            names: Vec::new(),
        }
    }

    pub fn of(board: &BoardSnapshot, wall: &Wall) -> Present {
        let mut present = Present::nothing(wall);
        for context in &board.contexts {
            let members: Vec<usize> = wall
                .placed()
                .filter(|&n| {
                    board
                        .context_of(&wall.notes[n].id)
                        .is_some_and(|c| c.id == context.id)
                })
                .collect();
            if members.is_empty() {
                continue;
            }
            if context.locked {
                for &n in &members {
                    present.locked[n] = Some(present.fixed.len());
                }
                present.fixed.push(context.clone());
            } else {
                group(&members, &mut present.prior);
            }
            present.names.push((context.name.clone(), members));
        }
        present
    }

    /// A proposed context that is mostly one of the board's keeps its name.
    pub fn keep_names(&self, cut: &Cut, names: &mut [String]) {
        let sizes = cut.sizes();
        for (name, members) in &self.names {
            for c in 0..cut.count {
                let both = members.iter().filter(|&&n| cut.of[n] == Some(c)).count();
                if both * 2 > members.len() && both * 2 > sizes[c] {
                    // Whoever had this name by its words gives it up.
                    if let Some(other) = names.iter().position(|n| n == name).filter(|&o| o != c) {
                        names[other] = names[c].clone();
                    }
                    names[c] = name.clone();
                }
            }
        }
    }
}
