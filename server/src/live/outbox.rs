//! What waits to be sent to one connection: bounded. Frames keep their order; of presence only the newest counts.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use sync::room::{Attendant, Closing, PeerId};
use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use super::broadcast::{Changes, Said, Shown, presence_frame};

/// Bytes of changes that may wait; who has more is closed, connects again and catches up.
const LIMIT: usize = 8 << 20;
/// Answers to a step 1 that may wait: some clients ask again and again.
const CATCH_UPS: usize = 32;
/// Bytes of answers made for this connection alone that may wait; the others share theirs with everybody.
const MADE: usize = 16 << 20;

/// What comes next.
#[derive(Debug, PartialEq)]
pub enum Next {
    Frames(Vec<Bytes>),
    /// The end.
    Close(Closing),
}

#[derive(Debug)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    filled: Notify,
    closed: Notify,
    /// Answers for this connection alone are made one after the other: who asks much keeps nobody else waiting.
    making: Semaphore,
}

impl Default for Outbox {
    fn default() -> Outbox {
        Outbox {
            waiting: Mutex::default(),
            filled: Notify::default(),
            closed: Notify::default(),
            making: Semaphore::new(1),
        }
    }
}

#[derive(Debug, Default)]
struct Waiting {
    queue: VecDeque<Queued>,
    /// Of changes only: an answer to a step 1 may be as large as the board.
    bytes: usize,
    catch_ups: usize,
    /// Of answers made for this connection alone.
    made: usize,
    presence: Presence,
    closing: Option<Closing>,
}

#[derive(Debug)]
enum Queued {
    /// A question, a refusal, an acknowledgement.
    Alone(Bytes),
    /// What all are told, and who this is.
    Changes(Arc<Changes>, PeerId),
    CatchUp(Vec<Bytes>),
}

/// Who has changed since presence was last sent.
#[derive(Debug, Default)]
enum Presence {
    #[default]
    Nobody,
    /// As everybody is shown it: mostly it goes out before the next.
    Shared(Arc<Shown>),
    /// The reader is slower than that, or has just come.
    Gathered(BTreeMap<u64, Attendant>),
}

impl Outbox {
    /// Something for this connection alone: a question, a refusal.
    pub fn push(&self, frame: Bytes) {
        self.fill(|waiting| {
            waiting.bytes += frame.len();
            waiting.queue.push_back(Queued::Alone(frame));
        });
    }

    /// What goes out in this moment, as far as it is for this connection.
    pub fn say(&self, peer: PeerId, said: &Said) {
        let changes = said.changes_for(peer);
        let shown = said.shown_to(peer);
        let ack = said.ack_for(peer);
        if changes.is_none() && shown.is_none() && ack.is_none() {
            return;
        }
        self.fill(|waiting| {
            if let Some(changes) = changes {
                waiting.bytes += changes.bytes();
                let changes = Queued::Changes(changes.clone(), peer);
                waiting.queue.push_back(changes);
            }
            if let Some(ack) = ack {
                waiting.bytes += ack.len();
                waiting.queue.push_back(Queued::Alone(ack));
            }
            if let Some(shown) = shown {
                waiting.presence.add_shared(shown);
            }
        });
    }

    /// Presence for this connection alone.
    pub fn presence(&self, entries: &[Attendant]) {
        self.fill(|waiting| waiting.presence.gather(entries));
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

    /// Waits until no other answer is made for this connection alone.
    pub async fn turn(&self) -> Option<SemaphorePermit<'_>> {
        // An error would say that the semaphore is closed, which nobody does.
        self.making.acquire().await.ok()
    }

    /// The answer that was begun.
    pub fn catch_up(&self, frames: Vec<Bytes>) {
        self.fill(|waiting| waiting.queue.push_back(Queued::CatchUp(frames)));
    }

    /// The answer that was begun, made for this connection alone. A single one may be larger than the limit.
    pub fn catch_up_alone(&self, frames: Vec<Bytes>) {
        let bytes: usize = frames.iter().map(Bytes::len).sum();
        let mut waiting = self.waiting();
        let slow = waiting.made > 0 && waiting.made + bytes > MADE;
        waiting.made += bytes;
        drop(waiting);
        if slow {
            self.close(Closing::SlowReader);
        } else {
            self.catch_up(frames);
        }
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

    /// Why it was closed, if it was.
    pub fn why(&self) -> Option<Closing> {
        self.waiting().closing.clone()
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

    /// Puts something in, and closes where the reader is too slow for it. A single thing may be larger than the limit.
    fn fill(&self, put: impl FnOnce(&mut Waiting)) {
        let mut waiting = self.waiting();
        if waiting.closing.is_some() {
            return;
        }
        let before = waiting.bytes;
        put(&mut waiting);
        let slow = before > 0 && waiting.bytes > LIMIT;
        drop(waiting);
        if slow {
            self.close(Closing::SlowReader);
        } else {
            self.filled.notify_one();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing here panics half-way through a change.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn take(&mut self) -> Option<Next> {
        let mut frames: Vec<Bytes> = Vec::with_capacity(self.queue.len() + 1);
        for queued in self.queue.drain(..) {
            match queued {
                Queued::Alone(frame) => frames.push(frame),
                Queued::Changes(changes, peer) => frames.extend(changes.news_for(peer).cloned()),
                Queued::CatchUp(answer) => {
                    // A queue that was emptied for closing has counted anew.
                    self.catch_ups = self.catch_ups.saturating_sub(1);
                    frames.extend(answer);
                }
            }
        }
        (self.bytes, self.made) = (0, 0);
        frames.extend(self.presence.take());
        if frames.is_empty() {
            return self.closing.clone().map(Next::Close);
        }
        Some(Next::Frames(frames))
    }
}

impl Presence {
    fn add_shared(&mut self, shown: &Arc<Shown>) {
        match self {
            Presence::Nobody => *self = Presence::Shared(shown.clone()),
            _ => self.gather(&shown.entries),
        }
    }

    fn gather(&mut self, entries: &[Attendant]) {
        let mut gathered = match std::mem::take(self) {
            Presence::Nobody => BTreeMap::new(),
            Presence::Shared(shown) => by_client(&shown.entries).collect(),
            Presence::Gathered(gathered) => gathered,
        };
        gathered.extend(by_client(entries));
        *self = Presence::Gathered(gathered);
    }

    /// The frame that says it.
    fn take(&mut self) -> Option<Bytes> {
        match std::mem::take(self) {
            Presence::Nobody => None,
            Presence::Shared(shown) => Some(shown.frame.clone()),
            Presence::Gathered(gathered) if gathered.is_empty() => None,
            Presence::Gathered(gathered) => {
                Some(presence_frame(&gathered.into_values().collect::<Vec<_>>()))
            }
        }
    }
}

fn by_client(entries: &[Attendant]) -> impl Iterator<Item = (u64, Attendant)> {
    entries.iter().map(|entry| (entry.client, entry.clone()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sync::message::Message;
    use tokio::time::Instant;

    use super::super::broadcast::Broadcast;
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
        let presence = presence_frame(&[someone(1, 2), someone(2, 1)]);
        assert_eq!(
            outbox.next().await,
            Next::Frames(vec![frame(1), frame(2), presence])
        );
    }

    #[tokio::test]
    async fn what_all_are_told_is_gathered_where_the_reader_is_slow() {
        let outbox = Outbox::default();
        let mut broadcast = Broadcast::default();
        let mut moment = Instant::now();
        let mut say = |from: PeerId, entry: Attendant| {
            broadcast.change(Some(from), frame(from as usize));
            broadcast.acknowledge(from, entry.clock);
            broadcast.presence(Some(from), vec![entry]);
            moment += Duration::from_secs(1);
            outbox.say(1, &broadcast.take(moment));
        };
        say(2, someone(20, 1));
        let shared = presence_frame(&[someone(20, 1)]);
        assert_eq!(outbox.next().await, Next::Frames(vec![frame(2), shared]));
        say(2, someone(20, 2));
        say(1, someone(10, 5));
        say(3, someone(20, 3));
        let newest = presence_frame(&[someone(20, 3)]);
        let ack = Message::Ack(5).encode().into();
        assert_eq!(
            outbox.next().await,
            Next::Frames(vec![frame(2), ack, frame(3), newest])
        );
    }

    #[tokio::test]
    async fn a_slow_reader_is_closed_and_nothing_grows() {
        let outbox = Outbox::default();
        for _ in 0..20 {
            outbox.push(frame(1 << 20));
        }
        outbox.closed().await;
        assert!(outbox.waiting().queue.len() < 20);
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
        for _ in 0..CATCH_UPS {
            assert!(outbox.begin_catch_up());
        }
        assert!(!outbox.begin_catch_up());
        assert_eq!(outbox.next().await, Next::Close(Closing::SlowReader));
    }

    #[tokio::test]
    async fn answers_made_for_one_are_bounded_by_their_bytes() {
        let outbox = Outbox::default();
        assert!(outbox.begin_catch_up());
        outbox.catch_up_alone(vec![frame(MADE + 1)]);
        assert!(matches!(outbox.next().await, Next::Frames(frames) if frames.len() == 1));
        for _ in 0..3 {
            assert!(outbox.begin_catch_up());
            outbox.catch_up_alone(vec![frame(MADE / 2)]);
        }
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
