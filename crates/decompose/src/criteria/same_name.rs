use std::collections::BTreeMap;

use model::NoteKind::Aggregate;
use model::layout::laid_out_at;
use model::words::key;

use super::{Criterion, Tie, group};
use crate::phrase::{count, quote};
use crate::wall::Wall;

/// Copies of one aggregate may be one thing, or two models that share a name.
pub struct SameName;

impl Criterion for SameName {
    fn id(&self) -> &'static str {
        "same-aggregate"
    }

    fn label(&self) -> &'static str {
        "Same aggregate"
    }

    fn about(&self) -> &'static str {
        "Aggregates of one name are often one aggregate that lies on the wall several times."
    }

    fn weight(&self) -> f64 {
        2.0
    }

    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String {
        let copies = count(with.len(), "other note", "other notes");
        format!(
            "{copies} here {} the name {}.",
            if with.len() == 1 { "has" } else { "have" },
            quote(wall.text(note))
        )
    }

    /// On a wall a copy saves long arrows. Where nobody placed the notes, who drew two of them meant two.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut copies: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let lies = |n: usize| {
            let note = &wall.notes[n];
            note.position().is_some() && laid_out_at(note).is_none()
        };
        for n in wall
            .placed()
            .filter(|&n| wall.kind(n) == Aggregate && lies(n))
        {
            copies.entry(key(&wall.notes[n].text)).or_default().push(n);
        }
        let mut ties = Vec::new();
        for (name, members) in &copies {
            if !name.is_empty() {
                group(members, &mut ties);
            }
        }
        ties
    }
}
