//! Data that several contexts use, and names that mean several things.

use std::collections::{BTreeMap, BTreeSet};

use model::NoteKind::Aggregate;
use model::words::key;

use crate::cut::Cut;
use crate::wall::Wall;

/// Two meanings share no more than this part of the words around them.
const SHARED: f64 = 1.0 / 3.0;
/// So many words around a name tell a meaning.
const ENOUGH: usize = 2;

/// The notes of each aggregate by name; those without a name are left out.
fn aggregates(wall: &Wall, cut: &Cut) -> BTreeMap<String, Vec<usize>> {
    let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for n in wall.placed().filter(|&n| wall.kind(n) == Aggregate) {
        if cut.of[n].is_some() && !wall.text(n).trim().is_empty() {
            named.entry(key(wall.text(n))).or_default().push(n);
        }
    }
    named
}

/// Share of the aggregates that notes of more than one context hold, change or ask, 0 to 1.
pub fn shared(wall: &Wall, cut: &Cut) -> f64 {
    let named = aggregates(wall, cut);
    let several = named.values().filter(|notes| {
        let near = |&n: &usize| wall.next(n).chain(wall.previous(n)).map(|s| s.0);
        let users = notes.iter().copied().chain(notes.iter().flat_map(near));
        users
            .filter_map(|n| cut.of[n])
            .collect::<BTreeSet<_>>()
            .len()
            > 1
    });
    several.count() as f64 / named.len().max(1) as f64
}

/// Aggregates of one name in two contexts where the words around them have little in common.
pub fn polysemous(wall: &Wall, cut: &Cut) -> usize {
    let several = |notes: &&Vec<usize>| {
        let mut around: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &n in *notes {
            let Some(context) = cut.of[n] else { continue };
            let words = around.entry(context).or_default();
            let near = wall.next(n).chain(wall.previous(n)).map(|s| s.0);
            for m in near.filter(|&m| cut.of[m] == Some(context)) {
                words.extend(&wall.terms.of[m]);
            }
            for term in &wall.terms.of[n] {
                words.remove(term);
            }
        }
        let told: Vec<&BTreeSet<usize>> = around.values().filter(|w| w.len() >= ENOUGH).collect();
        told.iter().enumerate().any(|(i, a)| {
            told[..i].iter().any(|b| {
                let (both, all) = (a.intersection(b).count(), a.union(b).count());
                both as f64 <= SHARED * all as f64
            })
        })
    };
    aggregates(wall, cut).values().filter(several).count()
}
