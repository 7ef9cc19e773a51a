use std::collections::HashMap;

use super::{Criterion, Tie};
use crate::phrase::{count, list};
use crate::wall::Wall;

/// Both speak of the same things.
pub struct Vocabulary;

/// A note is tied to so many others at most …
const NEAREST: usize = 6;
/// … whose cosine is over this.
const FLOOR: f64 = 0.4;
/// Words that stand on more notes than this share of the board (and on more than 50) find no neighbours by themselves.
const COMMON: f64 = 0.25;

impl Criterion for Vocabulary {
    fn id(&self) -> &'static str {
        "vocabulary"
    }

    fn label(&self) -> &'static str {
        "Vocabulary"
    }

    fn about(&self) -> &'static str {
        "Terms used together belong together: rare words that two notes share."
    }

    fn weight(&self) -> f64 {
        0.4
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        let own = &wall.terms.of[note];
        let mut shared: Vec<(usize, usize)> = own
            .iter()
            .map(|&t| {
                (
                    with.iter()
                        .filter(|&&n| wall.terms.of[n].contains(&t))
                        .count(),
                    t,
                )
            })
            .filter(|s| s.0 > 0)
            .collect();
        shared.sort_by_key(|s| std::cmp::Reverse(s.0));
        let words: Vec<String> = shared
            .iter()
            .map(|s| format!("“{}”", wall.terms.terms[s.1].word))
            .collect();
        let others = count(with.len(), "note", "notes");
        format!(
            "It shares the word{} {} with {others} here.",
            if words.len() == 1 { "" } else { "s" },
            list(&words, 3)
        )
    }

    /// Cosine of the TF-IDF vectors of stems (Salton, Buckley 1988), for each note with its nearest.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let placed: Vec<usize> = wall.placed().collect();
        let vectors = vectors(wall, &placed);
        let mut posting: Vec<Vec<(usize, f64)>> = vec![Vec::new(); wall.terms.terms.len()];
        for (i, vector) in vectors.iter().enumerate() {
            for &(term, weight) in vector {
                posting[term].push((i, weight));
            }
        }
        let common = ((placed.len() as f64 * COMMON) as usize).max(50);
        let mut best: HashMap<(usize, usize), f64> = HashMap::new();
        let mut cosine = vec![0.0; placed.len()];
        let mut touched = Vec::new();
        for (i, vector) in vectors.iter().enumerate() {
            for &(term, weight) in vector.iter().filter(|t| posting[t.0].len() <= common) {
                for &(j, other) in posting[term].iter().filter(|p| p.0 != i) {
                    if cosine[j] == 0.0 {
                        touched.push(j);
                    }
                    cosine[j] += weight * other;
                }
            }
            let mut near: Vec<(usize, f64)> = touched
                .drain(..)
                .map(|j| (j, std::mem::take(&mut cosine[j])))
                .filter(|n| n.1 > FLOOR)
                .collect();
            near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for &(j, c) in near.iter().take(NEAREST) {
                best.insert((i.min(j), i.max(j)), c);
            }
        }
        let mut ties: Vec<Tie> = best
            .into_iter()
            .map(|((i, j), c)| Tie {
                a: placed[i],
                b: placed[j],
                strength: c.min(1.0),
            })
            .collect();
        ties.sort_by_key(|t| (t.a, t.b));
        ties
    }
}

/// Per note: its terms with TF-IDF weights, of length 1. Nouns count fully, verbs by half: what things are called
/// marks a context, what is done to them ("create", "paid") is much the same in all.
fn vectors(wall: &Wall, placed: &[usize]) -> Vec<Vec<(usize, f64)>> {
    let mut notes_with = vec![0usize; wall.terms.terms.len()];
    for &n in placed {
        for &t in &wall.terms.of[n] {
            notes_with[t] += 1;
        }
    }
    let all = placed.len() as f64;
    placed
        .iter()
        .map(|&n| {
            let mut vector: Vec<(usize, f64)> = wall.terms.of[n]
                .iter()
                .map(|&t| {
                    let idf = ((1.0 + all) / (1.0 + notes_with[t] as f64)).ln() + 1.0;
                    let noun = wall.terms.terms[t].noun;
                    (t, idf * (1.0 + noun) / 2.0)
                })
                .collect();
            let length = vector.iter().map(|t| t.1 * t.1).sum::<f64>().sqrt();
            vector.iter_mut().for_each(|t| t.1 /= length);
            vector
        })
        .collect()
}
