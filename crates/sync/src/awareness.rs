//! The awareness update of y-protocols: who is here, as one JSON text a client.
//!
//! Layout: the number of entries, then for each client id, clock, state text; `null` says that the client left.

use crate::lib0::{Malformed, Reader, put_bytes, put_integer};

/// Clocks count up by one: nobody gets here in a lifetime. Beyond lies what JavaScript could not read, and who came near
/// it could not raise their clock any more.
pub const MAX_CLOCK: u64 = 1 << 48;

/// What one client says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    pub client: u64,
    /// Counts up with each change by the client; the higher one wins.
    pub clock: u64,
    /// JSON, `null` when the client left.
    pub state: &'a str,
}

impl Entry<'_> {
    pub fn has_left(&self) -> bool {
        self.state == "null"
    }
}

/// Reads the payload of [`crate::message::Message::Awareness`].
pub fn decode(update: &[u8]) -> Result<Vec<Entry<'_>>, Malformed> {
    let mut reader = Reader::new(update);
    let count = reader.integer()?;
    // An entry has three bytes at least: no count from outside reserves memory.
    let mut entries = Vec::with_capacity((count as usize).min(update.len() / 3));
    for _ in 0..count {
        let entry = Entry {
            client: reader.integer()?,
            clock: reader.integer()?,
            state: reader.text()?,
        };
        if entry.clock > MAX_CLOCK {
            return Err(Malformed::Clock);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The payload of [`crate::message::Message::Awareness`].
pub fn encode<'a>(entries: impl ExactSizeIterator<Item = Entry<'a>>) -> Vec<u8> {
    let mut update = Vec::new();
    put_integer(&mut update, entries.len() as u64);
    for entry in entries {
        put_integer(&mut update, entry.client);
        put_integer(&mut update, entry.clock);
        put_bytes(&mut update, entry.state.as_bytes());
    }
    update
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_garbage() {
        let said = [
            Entry {
                client: 7,
                clock: 1,
                state: r#"{"user":{"name":"Ann"}}"#,
            },
            Entry {
                client: 900,
                clock: 3,
                state: "null",
            },
        ];
        let update = encode(said.into_iter());
        assert_eq!(decode(&update).unwrap(), said);
        assert!(said[1].has_left() && !said[0].has_left());
        for cut in 0..update.len() {
            assert!(decode(&update[..cut]).is_err(), "{cut}");
        }
        assert!(decode(&[0xff, 0xff, 0xff, 0xff, 0x0f]).is_err());
        let beyond = Entry {
            clock: MAX_CLOCK + 1,
            ..said[0]
        };
        assert_eq!(decode(&encode([beyond].into_iter())), Err(Malformed::Clock));
    }
}
