//! Identity of everything on a board.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};

/// Longest id, in characters.
pub const MAX_ID: usize = 64;

/// The id of a note, link, frame, context or team: 1 to 64 of `A-Z a-z 0-9 _ . : -`.
///
/// Cheap to clone: the text is shared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(Arc<str>);

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no id: use 1 to {MAX_ID} of A-Z a-z 0-9 _ . : -")]
pub struct InvalidId(pub String);

impl Id {
    /// Checks a text against the id pattern of `board.schema.json`.
    pub fn new(text: &str) -> Result<Id, InvalidId> {
        if Id::is_valid(text) {
            Ok(Id(text.into()))
        } else {
            Err(InvalidId(text.chars().take(MAX_ID + 16).collect()))
        }
    }

    /// Whether a text has the form of an id.
    pub fn is_valid(text: &str) -> bool {
        (1..=MAX_ID).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.:-".contains(&b))
    }

    /// An id that is a pure function of `parts`: `prefix` + 128 bits of FNV-1a, in hex.
    ///
    /// Used for things that have no id of their own: the same parts give the same id on every machine.
    pub fn derived(prefix: &str, parts: &[&str]) -> Id {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
        for part in parts {
            for byte in part.bytes().chain([0xff]) {
                hash = (hash ^ u128::from(byte)).wrapping_mul(PRIME);
            }
        }
        let mut text: String = prefix
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || "_.:-".contains(*c))
            .take(MAX_ID - 33)
            .collect();
        text.push_str(&format!("{hash:032x}"));
        Id(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Id {
    type Err = InvalidId;
    fn from_str(text: &str) -> Result<Id, InvalidId> {
        Id::new(text)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        let text = String::deserialize(deserializer)?;
        Id::new(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern() {
        assert!(Id::new("n1").is_ok());
        assert!(Id::new("a_b.c:d-e").is_ok());
        for bad in ["", "a b", "é", &"x".repeat(65)] {
            assert!(Id::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn derived_ids_are_valid_stable_and_separate_their_parts() {
        let id = Id::derived("n-", &["Booking", "command", "Book cargo"]);
        assert!(Id::is_valid(id.as_str()));
        assert_eq!(id, Id::derived("n-", &["Booking", "command", "Book cargo"]));
        assert_ne!(Id::derived("", &["ab", "c"]), Id::derived("", &["a", "bc"]));
    }
}
