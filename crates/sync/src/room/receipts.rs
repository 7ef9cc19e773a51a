//! How much of what one connection sent is stored.

use std::collections::VecDeque;

/// Counts document messages from the front: number n is stored when all before it are.
#[derive(Debug)]
pub struct Receipts {
    /// Whether the peer asked for acknowledgements.
    wanted: bool,
    /// The tickets that are awaited, in order; None needs no storing.
    waiting: VecDeque<Option<u64>>,
    stored: u64,
    told: u64,
}

impl Receipts {
    pub fn new(wanted: bool) -> Receipts {
        Receipts {
            wanted,
            waiting: VecDeque::new(),
            stored: 0,
            told: 0,
        }
    }

    pub fn await_ticket(&mut self, ticket: u64) {
        self.waiting.push_back(Some(ticket));
    }

    pub fn nothing_to_store(&mut self) {
        self.waiting.push_back(None);
        self.advance();
    }

    pub fn stored(&mut self, ticket: u64) {
        if let Some(place) = self.waiting.iter_mut().find(|t| **t == Some(ticket)) {
            *place = None;
        }
        self.advance();
    }

    /// The count to be told, when there is news.
    pub fn due(&mut self) -> Option<u64> {
        let news = self.wanted && self.stored > self.told;
        self.told = self.stored;
        news.then_some(self.stored)
    }

    fn advance(&mut self) {
        while self.waiting.front() == Some(&None) {
            self.waiting.pop_front();
            self.stored += 1;
        }
    }
}
