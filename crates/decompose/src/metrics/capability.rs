//! How many things that people do share a context: the entropy of business use cases (business context purity of Kalia et
//! al., "Mono2Micro", ESEC/FSE 2021), here over user actions.

use std::collections::{BTreeMap, VecDeque};

use super::calls::user_actions;
use crate::cut::Cut;
use crate::wall::Wall;

/// Mean over the contexts of the Shannon entropy, in bits, of the user actions that its notes serve: 0 where each context
/// serves one. A note serves the action that leads to it in the fewest steps.
pub fn entropy(wall: &Wall, cut: &Cut) -> f64 {
    let serves = serves(wall);
    let mut counts: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); cut.count];
    for (n, context) in cut.of.iter().enumerate() {
        if let (Some(c), Some(action)) = (*context, serves[n]) {
            *counts[c].entry(action).or_default() += 1.0;
        }
    }
    let entropies = counts.iter().map(|count| {
        let all: f64 = count.values().sum();
        let shares = count.values().map(|n| n / all);
        shares.map(|p| -p * p.log2()).sum::<f64>()
    });
    entropies.sum::<f64>() / cut.count.max(1) as f64
}

fn serves(wall: &Wall) -> Vec<Option<usize>> {
    let mut serves = vec![None; wall.notes.len()];
    let mut open: VecDeque<usize> = user_actions(wall).collect();
    for &action in &open {
        serves[action] = Some(action);
    }
    while let Some(note) = open.pop_front() {
        for (next, _) in wall.next(note) {
            if wall.is_placed(next) && serves[next].is_none() {
                serves[next] = serves[note];
                open.push_back(next);
            }
        }
    }
    serves
}
