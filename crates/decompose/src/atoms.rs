//! Must-link atoms: an aggregate with the commands it alone handles and the events it alone emits is a consistency
//! boundary and is never cut.

use std::collections::HashMap;

use model::NoteKind;
use model::words::key;

use crate::constraints::{Constraints, Groups};
use crate::wall::Wall;

/// Confidence from which an inferred link binds.
const BINDING: f64 = 0.5;

/// Notes that stay together whatever is proposed.
#[derive(Clone, Debug, Default)]
pub struct Atoms {
    /// Places of notes, sorted; atoms are ordered by their first note.
    pub atoms: Vec<Vec<usize>>,
    /// Per note of the wall: its atom; none for what is not placed or was left out.
    pub of: Vec<Option<usize>>,
}

impl Atoms {
    /// Atoms of the placed notes for which `take` says yes; what people want together is one atom, and nothing they want
    /// apart is.
    pub fn of(wall: &Wall, take: impl Fn(usize) -> bool, wishes: &Constraints) -> Atoms {
        let mut sets = Groups::new(wall.notes.len(), &wishes.apart);
        for &(a, b) in &wishes.together {
            sets.join(a, b);
        }
        let taken: Vec<bool> = (0..wall.notes.len())
            .map(|n| wall.is_placed(n) && take(n))
            .collect();
        join_copies(wall, &taken, &mut sets);
        let aggregate = |n: usize| wall.kind(n) == NoteKind::Aggregate;
        for n in wall.placed().filter(|&n| taken[n]) {
            let owners: Vec<(usize, f64)> = match wall.kind(n) {
                NoteKind::Command => wall.next(n).filter(|s| aggregate(s.0)).collect(),
                NoteKind::DomainEvent => {
                    let emits = |k| {
                        matches!(
                            k,
                            NoteKind::Aggregate | NoteKind::ExternalSystem | NoteKind::Policy
                        )
                    };
                    wall.previous(n).filter(|s| emits(wall.kind(s.0))).collect()
                }
                _ => continue,
            };
            let Some(&(first, _)) = owners.first() else {
                continue;
            };
            let root = sets.root(first);
            let sole = owners
                .iter()
                .all(|&(o, _)| aggregate(o) && taken[o] && sets.root(o) == root);
            if sole && owners.iter().any(|o| o.1 >= BINDING) {
                sets.join(root, n);
            }
        }
        let mut atoms: Vec<Vec<usize>> = Vec::new();
        let mut by_root: HashMap<usize, usize> = HashMap::new();
        let mut of = vec![None; wall.notes.len()];
        for n in (0..wall.notes.len()).filter(|&n| taken[n]) {
            let atom = *by_root.entry(sets.root(n)).or_insert_with(|| {
                atoms.push(Vec::new());
                atoms.len() - 1
            });
            atoms[atom].push(n);
            of[n] = Some(atom);
        }
        Atoms { atoms, of }
    }
}

/// Copies of one aggregate on the wall are one where the same command or event touches both; copies that nothing
/// joins may be two models of one name, and only the criteria speak for them.
fn join_copies(wall: &Wall, taken: &[bool], sets: &mut Groups) {
    for n in wall.placed() {
        let near: Vec<usize> = wall
            .next(n)
            .chain(wall.previous(n))
            .map(|s| s.0)
            .filter(|&m| taken[m] && wall.kind(m) == NoteKind::Aggregate)
            .collect();
        for (i, &a) in near.iter().enumerate() {
            for &b in &near[..i] {
                if key(&wall.notes[a].text) == key(&wall.notes[b].text) {
                    sets.join(a, b);
                }
            }
        }
    }
}
