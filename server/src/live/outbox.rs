//! What waits to be sent to one connection: bounded. Frames keep their order; of presence only the newest counts.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sync::message::Message;
use sync::room::{Attendant, Bytes, Closing};
use tokio::sync::Notify;

/// Bytes of changes that may wait; who has more is closed, connects again and catches up.
const LIMIT: usize = 8 << 20;
/// Answers to a step 1 that may wait.
const CATCH_UPS: usize = 2;

/// What comes next.
#[derive(Debug, PartialEq)]
pub enum Next {
    Frames(Vec<Bytes>),
    /// The end.
    Close(Closing),
}

#[derive(Debug, Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    filled: Notify,
    closed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    frames: VecDeque<Frame>,
    /// Of changes only: an answer to a step 1 may be as large as the board.
    bytes: usize,
    catch_ups: usize,
    presence: BTreeMap<u64, Attendant>,
    closing: Option<Closing>,
}

#[derive(Debug)]
struct Frame {
    bytes: Bytes,
    counts: usize,
    ends_catch_up: bool,
}

impl Outbox {
    /// A change, an acknowledgement, a question.
    pub fn push(&self, bytes: Bytes) {
        let mut waiting = self.waiting();
        if waiting.closing.is_some() {
            return;
        }
        if waiting.bytes + bytes.len() > LIMIT && waiting.bytes > 0 {
            drop(waiting);
            self.close(Closing::SlowReader);
            return;
        }
        waiting.bytes += bytes.len();
        waiting.frames.push_back(Frame {
            counts: bytes.len(),
            bytes,
            ends_catch_up: false,
        });
        drop(waiting);
        self.filled.notify_one();
    }

    /// Whether there is room for an answer to a step 1; takes the room.
    pub fn begin_catch_up(&self) -> bool {
        let mut waiting = self.waiting();
        if waiting.catch_ups >= CATCH_UPS {
            drop(waiting);
            self.close(Closing::SlowReader);
            return false;
        }
        waiting.catch_ups += 1;
        true
    }

    /// The answer that was begun.
    pub fn catch_up(&self, frames: Vec<Bytes>) {
        let mut waiting = self.waiting();
        if waiting.closing.is_some() {
            return;
        }
        let last = frames.len().saturating_sub(1);
        waiting
            .frames
            .extend(frames.into_iter().enumerate().map(|(i, bytes)| Frame {
                bytes,
                counts: 0,
                ends_catch_up: i == last,
            }));
        drop(waiting);
        self.filled.notify_one();
    }

    pub fn presence(&self, entries: &[Attendant]) {
        let mut waiting = self.waiting();
        if waiting.closing.is_some() {
            return;
        }
        for entry in entries {
            waiting.presence.insert(entry.client, entry.clone());
        }
        drop(waiting);
        self.filled.notify_one();
    }

    /// Ends the connection; what waits is sent before, unless the reader is slow. The first reason stays.
    pub fn close(&self, why: Closing) {
        let mut waiting = self.waiting();
        if why == Closing::SlowReader {
            *waiting = Waiting {
                closing: waiting.closing.take(),
                ..Waiting::default()
            };
        }
        waiting.closing.get_or_insert(why);
        drop(waiting);
        self.filled.notify_one();
        self.closed.notify_one();
    }

    /// Waits for [`Outbox::close`]; for one waiter.
    pub async fn closed(&self) {
        self.closed.notified().await;
    }

    /// Waits for something to send; for one waiter.
    pub async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.waiting().take() {
                return next;
            }
            self.filled.notified().await;
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing here panics half-way through a change.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn take(&mut self) -> Option<Next> {
        let mut frames: Vec<Bytes> = Vec::with_capacity(self.frames.len() + 1);
        for frame in self.frames.drain(..) {
            self.bytes -= frame.counts;
            self.catch_ups -= usize::from(frame.ends_catch_up);
            frames.push(frame.bytes);
        }
        if !self.presence.is_empty() {
            let update = Attendant::encode(self.presence.values());
            frames.push(Message::Awareness(&update).encode().into());
            self.presence.clear();
        }
        if frames.is_empty() {
            return self.closing.clone().map(Next::Close);
        }
        Some(Next::Frames(frames))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(size: usize) -> Bytes {
        vec![7; size].into()
    }

    fn someone(client: u64, clock: u64) -> Attendant {
        Attendant {
            client,
            clock,
            state: "{}".into(),
        }
    }

    #[tokio::test]
    async fn frames_keep_their_order_and_presence_its_newest() {
        let outbox = Outbox::default();
        outbox.push(frame(1));
        outbox.presence(&[someone(1, 1), someone(2, 1)]);
        outbox.presence(&[someone(1, 2)]);
        outbox.push(frame(2));
        let newest = [someone(1, 2), someone(2, 1)];
        let update = Attendant::encode(newest.iter());
        let presence = Message::Awareness(&update).encode().into();
        assert_eq!(
            outbox.next().await,
            Next::Frames(vec![frame(1), frame(2), presence])
        );
    }

    #[tokio::test]
    async fn a_slow_reader_is_closed_and_nothing_grows() {
        let outbox = Outbox::default();
        for _ in 0..20 {
            outbox.push(frame(1 << 20));
        }
        outbox.closed().await;
        assert!(outbox.waiting().frames.len() < 20);
        // What came before the end is not kept for it.
        while let Next::Frames(_) = outbox.next().await {}
        assert_eq!(outbox.next().await, Next::Close(Closing::SlowReader));
    }

    #[tokio::test]
    async fn a_large_board_may_be_sent_and_a_flood_of_questions_not() {
        let outbox = Outbox::default();
        assert!(outbox.begin_catch_up() && outbox.begin_catch_up());
        outbox.catch_up(vec![frame(LIMIT), frame(LIMIT)]);
        outbox.catch_up(vec![frame(LIMIT)]);
        outbox.push(frame(10));
        assert!(matches!(outbox.next().await, Next::Frames(frames) if frames.len() == 4));
        assert!(outbox.begin_catch_up() && outbox.begin_catch_up());
        assert!(!outbox.begin_catch_up());
        assert_eq!(outbox.next().await, Next::Close(Closing::SlowReader));
    }

    #[tokio::test]
    async fn what_waits_is_sent_before_the_end() {
        let outbox = Outbox::default();
        outbox.push(frame(1));
        outbox.close(Closing::Gone);
        outbox.close(Closing::Restarting);
        assert_eq!(outbox.next().await, Next::Frames(vec![frame(1)]));
        assert_eq!(outbox.next().await, Next::Close(Closing::Gone));
    }
}
