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
        let groups = groups(wall, &placed);
        let mut posting: Vec<Vec<(usize, f64)>> = vec![Vec::new(); wall.terms.terms.len()];
        let mut said = vec![0usize; wall.terms.terms.len()];
        for (g, group) in groups.iter().enumerate() {
            for &(term, weight) in &group.vector {
                posting[term].push((g, weight));
                said[term] += group.notes.len();
            }
        }
        let common = ((placed.len() as f64 * COMMON) as usize).max(50);
        let mut cosine = vec![0.0; groups.len()];
        let mut touched = Vec::new();
        // By the two notes, the lower first.
        let mut best: Vec<(usize, usize, f64)> = Vec::new();
        for group in &groups {
            for &(term, weight) in group.vector.iter().filter(|t| said[t.0] <= common) {
                for &(other, its) in &posting[term] {
                    if cosine[other] == 0.0 {
                        touched.push(other);
                    }
                    cosine[other] += weight * its;
                }
            }
            let mut near = Nearest::default();
            for other in touched.drain(..) {
                let c = std::mem::take(&mut cosine[other]);
                if c > FLOOR {
                    near.offer(c, &groups[other].notes);
                }
            }
            for &i in &group.notes {
                let others = near.0.iter().filter(|n| n.1 != i).take(NEAREST);
                best.extend(others.map(|&(c, j)| (i.min(j), i.max(j), c)));
            }
        }
        best.sort_unstable_by(|x, y| (x.0, x.1).cmp(&(y.0, y.1)).then(y.2.total_cmp(&x.2)));
        best.dedup_by_key(|pair| (pair.0, pair.1));
        let tie = |(i, j, c): (usize, usize, f64)| Tie {
            a: placed[i],
            b: placed[j],
            strength: c.min(1.0),
        };
        best.into_iter().map(tie).collect()
    }
}

/// Notes that say the same words: places among the placed notes, in order.
struct Group {
    notes: Vec<usize>,
    vector: Vec<(usize, f64)>,
}

fn groups(wall: &Wall, placed: &[usize]) -> Vec<Group> {
    let words: Vec<Vec<usize>> = placed
        .iter()
        .map(|&n| {
            let mut words = wall.terms.of[n].clone();
            words.sort_unstable();
            words
        })
        .collect();
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_unstable_by(|&a, &b| words[a].cmp(&words[b]).then(a.cmp(&b)));
    let weights = weights(wall, placed);
    let same = order.chunk_by(|&a, &b| words[a] == words[b]);
    same.map(|notes| Group {
        notes: notes.to_vec(),
        vector: vector(&words[notes[0]], &weights),
    })
    .collect()
}

/// The nearest notes, nearest first, of equals the first on the wall: one more than are wanted, as one may be the note
/// itself.
#[derive(Default)]
struct Nearest(Vec<(f64, usize)>);

impl Nearest {
    fn offer(&mut self, cosine: f64, notes: &[usize]) {
        for &note in notes {
            let comes_after = |n: &(f64, usize)| (n.0, note) > (cosine, n.1);
            let place = self.0.iter().take_while(|n| comes_after(n)).count();
            if place > NEAREST {
                return;
            }
            self.0.insert(place, (cosine, note));
            self.0.truncate(NEAREST + 1);
        }
    }
}

/// Per term: how much it tells of a note that says it (TF-IDF). Nouns count fully, verbs by half: what things are called
/// marks a context, what is done to them ("create", "paid") is much the same in all.
fn weights(wall: &Wall, placed: &[usize]) -> Vec<f64> {
    let mut notes_with = vec![0usize; wall.terms.terms.len()];
    for &n in placed {
        for &t in &wall.terms.of[n] {
            notes_with[t] += 1;
        }
    }
    let all = placed.len() as f64;
    let idf = |n: usize| ((1.0 + all) / (1.0 + n as f64)).ln() + 1.0;
    let terms = wall.terms.terms.iter().zip(notes_with);
    terms
        .map(|(term, n)| idf(n) * (1.0 + term.noun) / 2.0)
        .collect()
}

/// The weights of some words, of length 1.
fn vector(words: &[usize], weights: &[f64]) -> Vec<(usize, f64)> {
    let length = words.iter().map(|&t| weights[t] * weights[t]);
    let length = length.sum::<f64>().sqrt();
    words.iter().map(|&t| (t, weights[t] / length)).collect()
}
