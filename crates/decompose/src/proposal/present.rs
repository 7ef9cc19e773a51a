//! The contexts that a board has, as far as a proposal respects them.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{BoardSnapshot, Context, Id};

use super::Options;
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
    /// Without options that read contexts: nothing of them.
    pub fn of(board: &BoardSnapshot, wall: &Wall, options: &Options) -> Present {
        let mut present = Present {
            fixed: Vec::new(),
            locked: vec![None; wall.notes.len()],
            prior: Vec::new(),
            names: Vec::new(),
        };
        if !(options.respect_contexts || options.keep_decided) {
            return present;
        }
        let mut homes: BTreeMap<&Id, Vec<usize>> = BTreeMap::new();
        for n in wall.placed() {
            if let Some(context) = board.context_of(&wall.notes[n].id) {
                homes.entry(&context.id).or_default().push(n);
            }
        }
        for context in &board.contexts {
            let Some(members) = homes.remove(&context.id) else {
                continue;
            };
            if context.locked {
                for &n in &members {
                    present.locked[n] = Some(present.fixed.len());
                }
                present.fixed.push(context.clone());
            } else if options.respect_contexts {
                group(&members, &mut present.prior);
            }
            present.names.push((context.name.clone(), members));
        }
        present
    }

    /// A proposed context that is mostly one of the board's keeps its name; says of each whether it did.
    pub fn keep_decided(&self, cut: &Cut, names: &mut [String]) -> Vec<bool> {
        let sizes = cut.sizes();
        let mut kept = vec![false; cut.count];
        for (name, members) in &self.names {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for c in members.iter().filter_map(|&n| cut.of[n]) {
                *shared.entry(c).or_default() += 1;
            }
            let mostly =
                |(c, both): &(usize, usize)| both * 2 > members.len() && both * 2 > sizes[*c];
            let Some((c, _)) = shared.into_iter().find(mostly) else {
                continue;
            };
            // Whoever had this name by its words gives it up.
            if let Some(other) = names.iter().position(|n| n == name).filter(|&o| o != c) {
                names[other] = names[c].clone();
            }
            names[c] = name.clone();
            kept[c] = true;
        }
        kept
    }
}
