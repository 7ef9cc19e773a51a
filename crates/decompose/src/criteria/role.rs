use std::collections::BTreeMap;

use model::NoteKind::Actor;
use model::words::key;

use super::{Criterion, Tie, group};
use crate::phrase::{count, list, quote};
use crate::wall::Wall;

/// The same actor uses both.
pub struct Role;

/// Who uses more notes than this uses half of the board, which says little of each.
const MOST: usize = 24;

impl Criterion for Role {
    fn id(&self) -> &'static str {
        "role"
    }

    fn label(&self) -> &'static str {
        "Role"
    }

    fn about(&self) -> &'static str {
        "What one actor does and looks at belongs together, the less the more that actor does."
    }

    fn weight(&self) -> f64 {
        1.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        let mut actors: Vec<String> = wall
            .next(note)
            .chain(wall.previous(note))
            .filter(|s| wall.kind(s.0) == Actor)
            .map(|s| quote(wall.text(s.0)))
            .collect();
        actors.dedup();
        let others = count(with.len(), "other note", "other notes");
        format!("{} uses it like {others} here.", list(&actors, 2))
    }

    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut uses: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for actor in (0..wall.notes.len()).filter(|&n| wall.kind(n) == Actor) {
            let near = wall.next(actor).chain(wall.previous(actor)).map(|s| s.0);
            uses.entry(key(&wall.notes[actor].text))
                .or_default()
                .extend(near.filter(|&n| wall.is_placed(n)));
        }
        let mut ties = Vec::new();
        for members in uses.values_mut() {
            members.sort_unstable();
            members.dedup();
            match members.len() {
                2..=MOST => all_pairs(members, &mut ties),
                _ => group(members, &mut ties),
            }
        }
        ties
    }
}

/// Of k notes each pair gets 1 / √(k − 1): halfway between "each pair counts alike" and "each note counts alike".
fn all_pairs(members: &[usize], ties: &mut Vec<Tie>) {
    let strength = 1.0 / ((members.len() - 1) as f64).sqrt();
    for (i, &b) in members.iter().enumerate() {
        ties.extend(members[..i].iter().map(|&a| Tie { a, b, strength }));
    }
}
