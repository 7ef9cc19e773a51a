//! An order of notes that depends on what they say and how they are linked, never on their ids, their order in the
//! file or the context they live in: whoever relabels or reorders a board gets the same proposal.
//!
//! Colour refinement (Weisfeiler, Leman 1968), then individualisation of what is still alike (McKay: "Practical graph
//! isomorphism", 1981; one branch suffices here, as members of one colour are alike for our purpose). Ids decide only
//! between notes that nothing else tells apart.

use std::collections::HashMap;
use std::sync::Arc;

use model::Note;
use model::layout::laid_out_at;
use model::words::key;

use crate::random::{hash, mix};

/// From, to (places in the notes) and confidence.
pub type Arrow = (usize, usize, f64);

/// What one note says, without id and context; `key` is that of its text.
fn face(note: &Note, key: &str) -> u64 {
    let mut h = hash(note.kind.name().as_bytes());
    let mut add = |v: u64| h = mix(h ^ v.wrapping_mul(0x9e37_79b9_7f4a_7c15)).rotate_left(17);
    add(hash(key.as_bytes()));
    add(hash(note.text.as_bytes()));
    add(u64::from(note.pivotal));
    // A place that layout made is a consequence of all else.
    let meant = note.position().filter(|p| laid_out_at(note) != Some(*p));
    let place = [meant.map(|p| p.x), meant.map(|p| p.y)];
    for v in place.into_iter().chain([note.width, note.height]) {
        add(v.map_or(1, f64::to_bits));
    }
    for field in &note.fields {
        add(hash(field.name.as_bytes()) ^ hash(field.type_.as_bytes()).rotate_left(1));
    }
    for tag in &note.tags {
        add(hash(tag.as_bytes()));
    }
    h
}

/// The notes in canonical order, and the `steps` (from, to as places in `notes`) as places in that order, sorted.
pub fn order(mut notes: Vec<Arc<Note>>, steps: &[Arrow]) -> (Vec<Arc<Note>>, Vec<Arrow>) {
    let keys: Vec<String> = notes.iter().map(|n| key(&n.text)).collect();
    let colours = colours(&notes, &keys, steps);
    let mut places: Vec<usize> = (0..notes.len()).collect();
    places.sort_by(|&a, &b| {
        let (x, y) = (&notes[a], &notes[b]);
        (x.kind, &keys[a], &x.text, colours[a], &x.id)
            .cmp(&(y.kind, &keys[b], &y.text, colours[b], &y.id))
    });
    let mut rank = vec![0; notes.len()];
    for (r, &p) in places.iter().enumerate() {
        rank[p] = r;
    }
    notes = places.iter().map(|&p| notes[p].clone()).collect();
    let mut steps: Vec<_> = steps
        .iter()
        .map(|&(f, t, c)| (rank[f], rank[t], c))
        .collect();
    steps.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
    steps.dedup_by_key(|s| (s.0, s.1));
    (notes, steps)
}

fn colours(notes: &[Arc<Note>], keys: &[String], steps: &[Arrow]) -> Vec<u64> {
    let mut around: Vec<Vec<(usize, u64)>> = vec![Vec::new(); notes.len()];
    for &(from, to, confidence) in steps {
        around[from].push((to, mix(confidence.to_bits() ^ 0x0a)));
        around[to].push((from, mix(confidence.to_bits() ^ 0x1b)));
    }
    let faces = notes.iter().zip(keys).map(|(n, key)| face(n, key));
    let mut colours: Vec<u64> = faces.collect();
    refine(&around, &mut colours);
    // Alike and without links: their order cannot matter. The others are told apart one by one.
    let mut by_id: Vec<usize> = (0..notes.len())
        .filter(|&i| !around[i].is_empty())
        .collect();
    by_id.sort_by(|&a, &b| notes[a].id.cmp(&notes[b].id));
    loop {
        let mut count: HashMap<u64, usize> = HashMap::new();
        for &i in &by_id {
            *count.entry(colours[i]).or_default() += 1;
        }
        let Some(&first) = by_id
            .iter()
            .filter(|&&i| count[&colours[i]] > 1)
            .min_by_key(|&&i| colours[i])
        else {
            return colours;
        };
        colours[first] = mix(colours[first] ^ 0x51ed);
        refine(&around, &mut colours);
        by_id.retain(|&i| i != first);
    }
}

/// Mixes the colours of the neighbours in until no more notes can be told apart.
fn refine(around: &[Vec<(usize, u64)>], colours: &mut Vec<u64>) {
    let classes = |c: &[u64]| {
        let mut sorted = c.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        sorted.len()
    };
    let mut before = classes(colours);
    loop {
        let next: Vec<u64> = around
            .iter()
            .zip(colours.iter())
            .map(|(near, &own)| {
                let sum = near
                    .iter()
                    .fold(0u64, |s, &(n, way)| s.wrapping_add(mix(colours[n] ^ way)));
                mix(own.rotate_left(23) ^ mix(sum))
            })
            .collect();
        let after = classes(&next);
        if after <= before {
            return;
        }
        before = after;
        *colours = next;
        if after == around.len() {
            return;
        }
    }
}
