//! Changes that the server has not acknowledged, kept in the browser so that a page that goes away does not take them along.
//!
//! A record each, see [`offline`]. Whoever has said a change to the server, and heard that it is stored, lets its record go:
//! the tab that made it, another that has the board open, or one that comes later. Where there are no records, local storage
//! takes the changes, an entry each: `isobar.unsaved.{board}.{client}.{number}`, as earlier releases wrote them too.

use std::collections::BTreeMap;

use crate::browser;
use crate::offline::{self, Lack};
use model::order::Order;

/// Where a change of another page lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Client and number.
    Record(u64, u64),
    /// Key of local storage.
    Entry(String),
}

/// What another page left: where, and its update (v1).
pub type Left = (Place, Vec<u8>);

/// How far an own change has come.
#[derive(Debug, PartialEq, Eq)]
enum Own {
    /// Its record is being written.
    Writing(Vec<u8>),
    Recorded,
    /// Local storage has it.
    Entered,
    /// In this page only.
    Nowhere(Lack),
}

/// Changes are numbered as [`sync::client::Client`] counts them.
pub struct Kept {
    board: String,
    client: u64,
    own: BTreeMap<u64, Own>,
    /// Changes of other pages that this one has said to the server.
    adopted: BTreeMap<u64, Place>,
}

impl Kept {
    pub fn new(board: &str, client: u64) -> Kept {
        Kept {
            board: board.to_owned(),
            client,
            own: BTreeMap::new(),
            adopted: BTreeMap::new(),
        }
    }

    /// An own change, which is being recorded under this number.
    pub fn add(&mut self, number: u64, update: Vec<u8>) {
        self.own.insert(number, Own::Writing(update));
    }

    /// What became of the record. Where there is none, local storage is asked.
    pub fn recorded(&mut self, number: u64, result: Result<(), Lack>) {
        let key = self.key(number);
        let Some(own) = self.own.get_mut(&number) else {
            return;
        };
        let Own::Writing(update) = own else { return };
        *own = match result {
            Ok(()) => Own::Recorded,
            Err(_) if browser::remember(&key, &to_text(update)) => Own::Entered,
            Err(lack) => Own::Nowhere(lack),
        };
        if result.is_ok() {
            browser::forget(&key);
        }
    }

    /// The page goes: what is still being written may not arrive, so local storage has it too.
    pub fn hurry(&self) {
        for (number, own) in &self.own {
            if let Own::Writing(update) = own {
                browser::remember(&self.key(*number), &to_text(update));
            }
        }
    }

    /// A change of another page was said to the server as this one's.
    pub fn adopt(&mut self, number: u64, place: Place) {
        self.adopted.insert(number, place);
    }

    /// The connection is gone: what was adopted is other pages' again.
    pub fn give_back(&mut self) {
        self.adopted.clear();
    }

    /// The first `safe` changes are durable: nothing is kept of them any more.
    pub fn acknowledged(&mut self, safe: u64) {
        let mut records = Vec::new();
        let rest = self.own.split_off(&safe);
        for (number, own) in std::mem::replace(&mut self.own, rest) {
            if own != Own::Entered {
                records.push((self.client, number));
            }
            if own != Own::Recorded {
                browser::forget(&self.key(number));
            }
        }
        offline::remove(&self.board, &records);
        let rest = self.adopted.split_off(&safe);
        for place in std::mem::replace(&mut self.adopted, rest).into_values() {
            self.discard(place);
        }
    }

    /// Lets a change of another page go.
    pub fn discard(&self, place: Place) {
        match place {
            Place::Record(client, number) => offline::remove(&self.board, &[(client, number)]),
            Place::Entry(key) => browser::forget(&key),
        }
    }

    /// Why something does not outlive the page.
    pub fn lack(&self) -> Option<Lack> {
        self.own.values().find_map(|own| match own {
            Own::Nowhere(lack) => Some(*lack),
            _ => None,
        })
    }

    fn key(&self, number: u64) -> String {
        format!("{}{}.{number}", prefix(&self.board), self.client)
    }
}

/// What other pages than this session's have left, in their order.
pub async fn left(board: &str, client: u64) -> Vec<Left> {
    let records = offline::changes(board).await.unwrap_or_default();
    let mut left: Vec<Left> = records
        .into_iter()
        .filter(|(of, ..)| *of != client)
        .map(|(client, number, update)| (Place::Record(client, number), update))
        .collect();
    let mut entries: Vec<((u64, u64), String)> = browser::remembered_keys()
        .into_iter()
        .filter_map(|key| Some((place(board, &key)?, key)))
        .filter(|((of, _), _)| *of != client)
        .collect();
    entries.order();
    left.extend(entries.into_iter().filter_map(|(_, key)| {
        let update = from_text(&browser::remembered(&key)?)?;
        Some((Place::Entry(key), update))
    }));
    left
}

/// Of all pages that have this board open.
fn prefix(board: &str) -> String {
    format!("isobar.unsaved.{board}.")
}

/// Client and number of an entry of this board.
fn place(board: &str, key: &str) -> Option<(u64, u64)> {
    let (client, number) = key.strip_prefix(&prefix(board))?.split_once('.')?;
    Some((client.parse().ok()?, number.parse().ok()?))
}

/// Storage keeps text: one character a byte.
fn to_text(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

fn from_text(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_text(&to_text(&bytes)), Some(bytes));
        assert_eq!(from_text("\u{100}"), None);
    }

    #[test]
    fn keys_say_whose_they_are() {
        let kept = Kept::new("b1", 7);
        assert_eq!(place("b1", &kept.key(12)), Some((7, 12)));
        assert_eq!(place("b1", "isobar.unsaved.b12.7.1"), None);
    }

    #[test]
    fn what_is_not_kept_is_said_until_the_server_has_it() {
        let mut kept = Kept::new("b1", 7);
        for number in 0..3 {
            kept.add(number, vec![1]);
        }
        kept.recorded(0, Ok(()));
        assert_eq!(kept.lack(), None);
        // There is no local storage here either.
        kept.recorded(1, Err(Lack::Full));
        assert_eq!(kept.lack(), Some(Lack::Full));
        kept.acknowledged(1);
        assert_eq!(kept.lack(), Some(Lack::Full));
        kept.acknowledged(2);
        assert_eq!(kept.lack(), None);
        // A record that is written late is of no interest.
        kept.recorded(1, Err(Lack::Full));
        assert_eq!(kept.lack(), None);
        assert_eq!(kept.own.keys().collect::<Vec<_>>(), [&2]);
    }

    #[test]
    fn only_what_was_acknowledged_is_let_go() {
        let mut kept = Kept::new("b1", 7);
        kept.adopt(0, Place::Record(3, 0));
        kept.adopt(1, Place::Record(3, 1));
        kept.add(2, vec![1]);
        kept.acknowledged(1);
        assert_eq!(kept.adopted.len(), 1);
        assert_eq!(kept.own.len(), 1);
        // Lost with its connection: it is adopted again with the next.
        kept.give_back();
        kept.acknowledged(2);
        assert_eq!(kept.own.len(), 1);
    }
}
