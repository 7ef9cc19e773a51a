//! Voting with dots: a round says how many dots each person has and for what; each note keeps who gave it how many.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::ids::Id;
use crate::note::{Note, NoteKind};
use crate::snapshot::{BoardSnapshot, Meta};

/// The setting in which a board keeps its round.
pub const SETTING: &str = "voting";
/// Dots of one person, at most.
pub const MOST_DOTS: u32 = 50;

/// What may be voted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    Any,
    Kind(NoteKind),
    Notes(Vec<Id>),
}

/// A round: the setting `voting` is `{"dots", "kind" or "notes", "hidden", "open"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Of each person.
    pub dots: u32,
    pub scope: Scope,
    /// Nobody sees others' dots before the round has ended.
    pub hidden: bool,
    pub open: bool,
}

impl Round {
    /// The round of a board; None where there is none that makes sense.
    pub fn of(meta: &Meta) -> Option<Round> {
        let round = meta.settings.get(SETTING)?;
        let dots = round.get("dots")?.as_f64()?;
        let kind = round.get("kind").and_then(Value::as_str);
        let notes = round.get("notes").and_then(Value::as_array);
        let scope = match (kind, notes) {
            (Some(kind), _) => Scope::Kind(NoteKind::from_name(kind)?),
            (None, Some(notes)) => {
                let ids = notes.iter().filter_map(|id| Id::new(id.as_str()?).ok());
                Scope::Notes(ids.collect())
            }
            (None, None) => Scope::Any,
        };
        let is = |name: &str| round.get(name).and_then(Value::as_bool) == Some(true);
        (dots >= 1.0).then(|| Round {
            dots: dots.min(f64::from(MOST_DOTS)) as u32,
            scope,
            hidden: is("hidden"),
            open: is("open"),
        })
    }

    /// As the setting.
    pub fn value(&self) -> Value {
        let mut value = json!({ "dots": self.dots, "hidden": self.hidden, "open": self.open });
        match &self.scope {
            Scope::Any => {}
            Scope::Kind(kind) => value["kind"] = kind.name().into(),
            Scope::Notes(ids) => value["notes"] = json!(ids),
        }
        value
    }

    pub fn takes(&self, note: &Note) -> bool {
        match &self.scope {
            Scope::Any => note.kind != NoteKind::Text,
            Scope::Kind(kind) => note.kind == *kind,
            Scope::Notes(ids) => ids.contains(&note.id),
        }
    }

    /// Whether others' dots are not to be seen now.
    pub fn hides(&self) -> bool {
        self.hidden && self.open
    }

    /// How many dots a person has left.
    pub fn left(&self, board: &BoardSnapshot, voter: &str) -> u32 {
        let placed = board.notes.iter().filter_map(|n| n.voters.get(voter));
        self.dots.saturating_sub(placed.sum())
    }

    /// Notes that may be voted for and have dots, the most first, then along time.
    pub fn results(&self, board: &BoardSnapshot) -> Vec<Arc<Note>> {
        let voted = |n: &&Arc<Note>| n.votes > 0 && self.takes(n);
        let mut notes: Vec<Arc<Note>> = board.notes.iter().filter(voted).cloned().collect();
        notes.sort_by(|a, b| {
            let (x, y) = (a.rect().x, b.rect().x);
            b.votes
                .cmp(&a.votes)
                .then(x.total_cmp(&y))
                .then(a.id.cmp(&b.id))
        });
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Table;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    #[test]
    fn a_round_is_read_as_it_was_written() {
        for scope in [
            Scope::Any,
            Scope::Kind(NoteKind::Hotspot),
            Scope::Notes(vec![id("a"), id("b")]),
        ] {
            let round = Round {
                dots: 3,
                scope,
                hidden: true,
                open: true,
            };
            let mut meta = Meta::default();
            meta.settings.insert(SETTING.into(), round.value());
            assert_eq!(Round::of(&meta), Some(round));
        }
        for odd in [
            json!(3),
            json!({}),
            json!({ "dots": 0 }),
            json!({ "dots": 2, "kind": "x" }),
        ] {
            let mut meta = Meta::default();
            meta.settings.insert(SETTING.into(), odd);
            assert_eq!(Round::of(&meta), None);
        }
    }

    #[test]
    fn dots_are_counted_by_person_and_sorted_by_note() {
        let note = |name: &str, x: f64, votes: &[(&str, u32)]| {
            let mut note = Note::new(id(name), NoteKind::Hotspot, name);
            (note.x, note.y) = (Some(x), Some(0.0));
            note.voters = votes.iter().map(|(v, n)| ((*v).to_owned(), *n)).collect();
            note.votes = note.voters.values().sum();
            Arc::new(note)
        };
        let board = BoardSnapshot {
            notes: Table::from_rows([
                note("late", 9.0, &[("ann", 1), ("bo", 1)]),
                note("early", 1.0, &[("ann", 2)]),
                note("most", 5.0, &[("bo", 3)]),
                note("none", 0.0, &[]),
            ]),
            ..BoardSnapshot::default()
        };
        let round = Round {
            dots: 4,
            scope: Scope::Any,
            hidden: false,
            open: true,
        };
        assert_eq!(round.left(&board, "ann"), 1);
        assert_eq!(round.left(&board, "bo"), 0);
        assert_eq!(round.left(&board, "cy"), 4);
        let found: Vec<String> = round
            .results(&board)
            .iter()
            .map(|n| n.text.clone())
            .collect();
        assert_eq!(found, ["most", "early", "late"]);
    }
}
