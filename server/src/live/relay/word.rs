//! The words between nodes, and their bytes.
//!
//! Format 1: the byte 1, the node, the kind, then what the kind needs; integers and bytes as in lib0. A node that does
//! not know a format or a kind takes it as unsaid: the store has it, so nodes of two versions can serve side by side.

use sync::awareness;
use sync::lib0::{Malformed, Reader, put_bytes, put_integer};
use sync::room::{Attendant, Bytes};

use super::NodeId;

const FORMAT: u64 = 1;

const STORED: u64 = 1;
const SHOWN: u64 = 2;
const ROLL: u64 = 3;
const WHO_IS_THERE: u64 = 4;
const CUT: u64 = 5;
const GONE: u64 = 6;
const NOTICE: u64 = 7;

/// An update larger than this is only announced: others read it from the store.
const CARRIED: usize = 128 << 10;

#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// Updates that are durable now, with their sequences, and the newest sequence: some may be announced only.
    Stored {
        newest: u64,
        updates: Vec<(u64, Bytes)>,
    },
    /// People of this node have moved, come or left.
    Shown(Vec<Attendant>),
    /// All people of this node.
    Roll(Vec<Attendant>),
    /// Asks for rolls.
    WhoIsThere,
    /// A link was taken back: SHA-256 of its token.
    Cut([u8; 32]),
    /// Something beside the document has changed.
    Notice(String),
    /// The board is in the trash, or away for good.
    Gone,
}

/// A word, and whose it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub node: NodeId,
    pub word: Word,
}

impl Word {
    /// Tells of updates; what is too large to carry is announced.
    pub fn stored(updates: &[(u64, Bytes)]) -> Word {
        let newest = updates.iter().map(|(sequence, _)| *sequence).max();
        let carried = updates.iter().filter(|(_, update)| update.len() <= CARRIED);
        Word::Stored {
            newest: newest.unwrap_or(0),
            updates: carried.cloned().collect(),
        }
    }
}

impl Said {
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        put_integer(&mut bytes, FORMAT);
        put_integer(&mut bytes, self.node);
        match &self.word {
            Word::Stored { newest, updates } => {
                put_integer(&mut bytes, STORED);
                put_integer(&mut bytes, *newest);
                put_integer(&mut bytes, updates.len() as u64);
                for (sequence, update) in updates {
                    put_integer(&mut bytes, *sequence);
                    put_bytes(&mut bytes, update);
                }
            }
            Word::Shown(entries) => put_people(&mut bytes, SHOWN, entries),
            Word::Roll(entries) => put_people(&mut bytes, ROLL, entries),
            Word::WhoIsThere => put_integer(&mut bytes, WHO_IS_THERE),
            Word::Cut(link) => {
                put_integer(&mut bytes, CUT);
                put_bytes(&mut bytes, link);
            }
            Word::Notice(topic) => {
                put_integer(&mut bytes, NOTICE);
                put_bytes(&mut bytes, topic.as_bytes());
            }
            Word::Gone => put_integer(&mut bytes, GONE),
        }
        bytes
    }

    /// None where the format or the kind is another version's.
    pub fn decode(bytes: &Bytes) -> Result<Option<Said>, Malformed> {
        let mut reader = Reader::new(bytes);
        if reader.integer()? != FORMAT {
            return Ok(None);
        }
        let node = reader.integer()?;
        let word = match reader.integer()? {
            STORED => {
                let newest = reader.integer()?;
                let count = reader.integer()?;
                let mut updates = Vec::new();
                for _ in 0..count {
                    let sequence = reader.integer()?;
                    updates.push((sequence, bytes.slice_ref(reader.bytes()?)));
                }
                Word::Stored { newest, updates }
            }
            SHOWN => Word::Shown(people(reader.bytes()?)?),
            ROLL => Word::Roll(people(reader.bytes()?)?),
            WHO_IS_THERE => Word::WhoIsThere,
            CUT => match reader.bytes()?.try_into() {
                Ok(link) => Word::Cut(link),
                Err(_) => return Ok(None),
            },
            NOTICE => Word::Notice(reader.text()?.to_owned()),
            GONE => Word::Gone,
            _ => return Ok(None),
        };
        Ok(Some(Said { node, word }))
    }
}

fn put_people(bytes: &mut Vec<u8>, kind: u64, entries: &[Attendant]) {
    put_integer(bytes, kind);
    put_bytes(bytes, &Attendant::encode(entries.iter()));
}

fn people(update: &[u8]) -> Result<Vec<Attendant>, Malformed> {
    let entries = awareness::decode(update)?;
    let people = entries.into_iter().map(|entry| Attendant {
        client: entry.client,
        clock: entry.clock,
        state: entry.state.into(),
    });
    Ok(people.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(word: Word) -> Said {
        Said { node: 77, word }
    }

    #[test]
    fn words_are_read_as_they_were_said() {
        let ann = Attendant {
            client: 7,
            clock: 3,
            state: r#"{"user":{"name":"Ann"}}"#.into(),
        };
        let updates = vec![(4, Bytes::from_static(b"four")), (5, Bytes::new())];
        for word in [
            Word::stored(&updates),
            Word::Shown(vec![ann.clone()]),
            Word::Roll(vec![]),
            Word::WhoIsThere,
            Word::Cut([9; 32]),
            Word::Notice("comments".into()),
            Word::Gone,
        ] {
            let said = said(word);
            let bytes = Bytes::from(said.encode());
            assert_eq!(Said::decode(&bytes), Ok(Some(said)));
            for cut in 0..bytes.len() {
                assert!(Said::decode(&bytes.slice(..cut)).is_err(), "{cut}");
            }
        }
    }

    #[test]
    fn what_is_large_is_announced() {
        let large = Bytes::from(vec![0; CARRIED + 1]);
        let updates = [(1, Bytes::from_static(b"small")), (2, large)];
        let Word::Stored { newest, updates } = Word::stored(&updates) else {
            panic!("not stored");
        };
        assert_eq!((newest, updates.len()), (2, 1));
    }

    #[test]
    fn what_another_version_says_is_as_unsaid() {
        for bytes in [&[2, 1, 2, 3][..], &[1, 77, 99, 1], &[1, 77, 5, 1, 0]] {
            assert_eq!(Said::decode(&Bytes::copy_from_slice(bytes)), Ok(None));
        }
    }
}
