//! What people want of boundaries: notes that stay in one context, notes that stay apart.
//!
//! Wishes are settings of the board, so that they are shared and undone like everything else: a key `wish.…` each, with
//! the notes as its value. What is no such list, or is down to one note, is no wish.

use serde_json::{Value, json};

use crate::command::Command;
use crate::{BoardSnapshot, Id};

const TOGETHER: &str = "wish.together.";
const APART: &str = "wish.apart.";

/// A wish of two notes or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The setting's key.
    pub key: String,
    /// All in one context; otherwise no two of them in one.
    pub together: bool,
    pub notes: Vec<Id>,
}

/// The board's wishes, in the order of their keys; notes that are gone are left out.
pub fn wishes(board: &BoardSnapshot) -> Vec<Wish> {
    let mut found: Vec<Wish> = board
        .meta
        .settings
        .iter()
        .filter_map(|(key, value)| {
            let together = key.starts_with(TOGETHER);
            if !together && !key.starts_with(APART) {
                return None;
            }
            let ids = value.as_array()?.iter().filter_map(Value::as_str);
            let notes: Vec<Id> = ids
                .filter_map(|id| Id::new(id).ok())
                .filter(|id| board.note(id).is_some())
                .collect();
            (notes.len() > 1).then(|| Wish {
                key: key.clone(),
                together,
                notes,
            })
        })
        .collect();
    found.sort_by(|a, b| a.key.cmp(&b.key));
    found
}

/// The command that wishes; the same notes give the same key, in whatever order.
pub fn wish(together: bool, mut notes: Vec<Id>) -> Command {
    notes.sort();
    notes.dedup();
    let parts: Vec<&str> = notes.iter().map(Id::as_str).collect();
    let start = if together { TOGETHER } else { APART };
    Command::SetSetting {
        key: format!("{start}{}", Id::derived("w", &parts)),
        value: json!(notes),
    }
}

impl Wish {
    /// The command that takes it back.
    pub fn withdraw(&self) -> Command {
        Command::SetSetting {
            key: self.key.clone(),
            value: Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Note, NoteKind, Table};

    #[test]
    fn wishes_are_read_from_the_settings() {
        let id = |text: &str| Id::new(text).unwrap();
        let Command::SetSetting { key, value } = wish(true, vec![id("b"), id("a")]) else {
            panic!("another command")
        };
        let mut board = BoardSnapshot::default();
        let rows = ["a", "b"].map(|n| Note::new(id(n), NoteKind::Command, n).into());
        board.notes = Table::from_rows(rows);
        let meta = std::sync::Arc::make_mut(&mut board.meta);
        meta.settings.insert(key.clone(), value);
        meta.settings
            .insert("wish.apart.x".into(), json!(["a", "gone"]));
        meta.settings
            .insert("wish.apart.y".into(), json!("nonsense"));
        let found = wishes(&board);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].together, &found[0].notes),
            (true, &vec![id("a"), id("b")])
        );
        assert_eq!(
            found[0].withdraw(),
            Command::SetSetting {
                key,
                value: Value::Null
            }
        );
    }
}
