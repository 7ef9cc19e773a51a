//! How far contexts speak languages of their own.

use crate::cut::Cut;
use crate::wall::Wall;

/// From this on a word counts as a noun.
const NOUN: f64 = 0.5;

/// Share of the nouns on placed notes that more than one context uses, 0 to 1.
pub fn shared(wall: &Wall, cut: &Cut) -> f64 {
    let mut home: Vec<Option<usize>> = vec![None; wall.terms.terms.len()];
    let mut many = vec![false; wall.terms.terms.len()];
    for (n, c) in cut.of.iter().enumerate() {
        let Some(c) = *c else { continue };
        for &t in wall.terms.of[n]
            .iter()
            .filter(|&&t| wall.terms.terms[t].noun >= NOUN)
        {
            match home[t] {
                None => home[t] = Some(c),
                Some(h) => many[t] |= h != c,
            }
        }
    }
    let all = home.iter().flatten().count();
    if all == 0 {
        0.0
    } else {
        many.iter().filter(|m| **m).count() as f64 / all as f64
    }
}
