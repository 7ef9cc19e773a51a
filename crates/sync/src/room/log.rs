//! What is stored of a board, ready to be said: the newest snapshot and all updates after it, each in its frame.

use board::BoardError;
use board::coverage::{Content, Coverage};

use super::Bytes;
use crate::message::Message;

/// Nothing: an update without insertions and deletions.
pub const EMPTY_UPDATE: &[u8] = &[0, 0];
/// The state vector of an empty document.
pub const EMPTY_VECTOR: &[u8] = &[0];

/// An update and the frame that says it; both share their bytes.
#[derive(Clone, Debug)]
pub struct Said {
    pub update: Bytes,
    pub frame: Bytes,
}

impl Said {
    pub fn new(update: &[u8]) -> Said {
        let frame = Bytes::from(Message::Update(update).encode());
        Said {
            update: frame.slice(frame.len() - update.len()..),
            frame,
        }
    }
}

#[derive(Debug)]
struct Base {
    said: Said,
    content: Content,
}

#[derive(Debug, Default)]
pub struct Log {
    base: Option<Base>,
    /// Up to this sequence nothing is missing here.
    head: u64,
    /// The updates after the base that are here, in the order of their sequences. Beyond the head some may be missing,
    /// which another node has stored.
    tail: Vec<(u64, Said)>,
    tail_bytes: usize,
    coverage: Coverage,
    /// The frames that say everything, kept until something changes: many may come in at once.
    whole: Option<Vec<Bytes>>,
}

impl Log {
    /// The newest snapshot and all updates after it, each with its sequence.
    pub fn load(base: Option<(u64, Bytes)>, tail: Vec<(u64, Bytes)>) -> Result<Log, BoardError> {
        let mut log = Log::default();
        if let Some((sequence, snapshot)) = base {
            let content = Content::of(&snapshot)?;
            log.coverage.add(content.clone());
            log.head = sequence;
            log.base = Some(Base {
                said: Said::new(&snapshot),
                content,
            });
        }
        for (sequence, update) in tail {
            let content = Content::of(&update)?;
            // A store's log has no gaps.
            log.head = sequence;
            log.coverage.add(content);
            log.tail_bytes += update.len();
            log.tail.push((sequence, Said::new(&update)));
        }
        Ok(log)
    }

    /// One more stored update; false where it was here before.
    pub fn push(&mut self, sequence: u64, said: Said, content: Content) -> bool {
        if self.knows(sequence) {
            return false;
        }
        self.coverage.add(content);
        self.tail_bytes += said.update.len();
        let place = self.tail.partition_point(|(of, _)| *of < sequence);
        self.tail.insert(place, (sequence, said));
        let known = self.tail.partition_point(|(of, _)| *of <= self.head);
        for (of, _) in &self.tail[known..] {
            if *of == self.head + 1 {
                self.head = *of;
            }
        }
        self.whole = None;
        true
    }

    /// Whether the update of a sequence is here.
    pub fn knows(&self, sequence: u64) -> bool {
        sequence <= self.head || self.tail.binary_search_by_key(&sequence, |t| t.0).is_ok()
    }

    /// The newest sequence that is here; beyond [`Log::head`] some before it are missing.
    pub fn newest(&self) -> u64 {
        let tail = self.tail.last().map_or(0, |(sequence, _)| *sequence);
        tail.max(self.head)
    }

    /// A newer snapshot stands for all updates up to its sequence.
    pub fn rebase(&mut self, sequence: u64, snapshot: &[u8], content: Content) {
        self.tail.retain(|(of, _)| *of > sequence);
        self.tail_bytes = self.tail.iter().map(|(_, said)| said.update.len()).sum();
        self.base = Some(Base {
            said: Said::new(snapshot),
            content,
        });
        self.whole = None;
    }

    /// Whether an update would bring nothing.
    pub fn holds(&self, content: &Content) -> bool {
        self.coverage.holds(content)
    }

    pub fn state_vector(&self) -> Vec<u8> {
        self.coverage.state_vector()
    }

    /// The sequence up to which nothing is missing, 0 when there is nothing.
    pub fn head(&self) -> u64 {
        self.head
    }

    /// The updates that together are the document.
    pub fn updates(&self) -> Vec<Bytes> {
        self.all().map(|said| said.update.clone()).collect()
    }

    /// Updates after the newest snapshot, and their bytes together.
    pub fn tail_size(&self) -> (usize, usize) {
        (self.tail.len(), self.tail_bytes)
    }

    /// The answer to a step 1, as far as it can be given without a document: None where the peer has only a part of the
    /// snapshot. Of deletions all are said, for a state vector does not tell which a peer has.
    pub fn answer(&mut self, state_vector: &[u8]) -> Result<Option<Vec<Bytes>>, BoardError> {
        if state_vector == EMPTY_VECTOR || self.all().next().is_none() {
            return Ok(Some(self.whole()));
        }
        let all = self.coverage.content();
        if all.is_within(state_vector)? {
            return Ok(Some(vec![step2(&all.deletions())]));
        }
        let Some(base) = &self.base else {
            return Ok(None);
        };
        if !base.content.is_within(state_vector)? {
            return Ok(None);
        }
        let mut frames: Vec<Bytes> = self.tail.iter().map(|(_, s)| s.frame.clone()).collect();
        frames.push(step2(&base.content.deletions()));
        Ok(Some(frames))
    }

    /// Everything; the step 2 comes last, for who hears it takes the document to be complete.
    fn whole(&mut self) -> Vec<Bytes> {
        if let Some(whole) = &self.whole {
            return whole.clone();
        }
        let mut frames: Vec<Bytes> = self.all().map(|said| said.frame.clone()).collect();
        frames.pop();
        let last = self.all().last();
        let last = last.map_or(EMPTY_UPDATE, |said| &said.update);
        frames.push(step2(last));
        self.whole = Some(frames.clone());
        frames
    }

    fn all(&self) -> impl Iterator<Item = &Said> {
        let base = self.base.iter().map(|base| &base.said);
        base.chain(self.tail.iter().map(|(_, said)| said))
    }
}

fn step2(update: &[u8]) -> Bytes {
    Message::Step2(update).encode().into()
}

/// The answer to a step 1 that holds all of these updates.
pub fn whole(updates: &[Bytes]) -> Vec<Bytes> {
    let Some((last, before)) = updates.split_last() else {
        return vec![step2(EMPTY_UPDATE)];
    };
    let before = before.iter().map(|update| Message::Update(update));
    before
        .chain([Message::Step2(last)])
        .map(|message| message.encode().into())
        .collect()
}
