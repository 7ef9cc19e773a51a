//! The aggregates of a board: copies of one name inside one context are one aggregate.

use std::collections::BTreeMap;

use crate::ids::Id;
use crate::note::NoteKind;
use crate::snapshot::BoardSnapshot;
use crate::words;

/// One aggregate and the notes that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AggregateGroup {
    /// The text of its lowest note, on one line.
    pub name: String,
    pub context: Option<Id>,
    /// At least one, in stacking order.
    pub notes: Vec<Id>,
}

/// All aggregates, by name and then by context. Aggregates without a text are each one of their own.
pub fn groups(board: &BoardSnapshot) -> Vec<AggregateGroup> {
    let mut groups: BTreeMap<(String, Option<&Id>, usize), AggregateGroup> = BTreeMap::new();
    let aggregates = board.notes.iter().filter(|n| n.kind == NoteKind::Aggregate);
    for (i, note) in aggregates.enumerate() {
        let name = words::key(&note.text);
        let copy = if name.is_empty() { i } else { 0 };
        groups
            .entry((name, note.context.as_ref(), copy))
            .or_insert_with(|| AggregateGroup {
                name: note.line(),
                context: note.context.clone(),
                notes: Vec::new(),
            })
            .notes
            .push(note.id.clone());
    }
    groups.into_values().collect()
}
