//! What everybody in a room is told: gathered for a moment, encoded once, shared by all who send it.
//!
//! The first change after a silence goes out at once; while there are many they go out together, a few times in a tenth
//! of a second. Presence has a frame rate of its own, and only the newest state of each client counts.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use sync::message::Message;
use sync::room::{Attendant, PeerId};
use tokio::time::Instant;

/// Presence is shown this often at most, as often as our own clients say it …
const SHOWN: Duration = Duration::from_millis(50);
/// … or earlier, where changes go out anyhow: then both are one write.
const SHOWN_ALONG: Duration = Duration::from_millis(25);

/// Changes that go out together.
#[derive(Debug, PartialEq)]
pub struct Changes {
    /// Frames, each with the connection that it came from and that needs no echo.
    frames: Vec<(Option<PeerId>, Bytes)>,
    bytes: usize,
}

impl Changes {
    /// All bytes together.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// What one connection has not said itself.
    pub fn news_for(&self, peer: PeerId) -> impl Iterator<Item = &Bytes> {
        let others = self
            .frames
            .iter()
            .filter(move |(from, _)| *from != Some(peer));
        others.map(|(_, frame)| frame)
    }
}

/// What has changed of who is here.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub entries: Vec<Attendant>,
    /// The frame that says the entries.
    pub frame: Bytes,
    /// All of it was said by this connection, which needs no echo.
    from: Option<PeerId>,
}

/// What goes out now.
#[derive(Debug, Default)]
pub struct Said {
    changes: Option<Arc<Changes>>,
    shown: Option<Arc<Shown>>,
    acks: BTreeMap<PeerId, u64>,
}

impl Said {
    /// The changes that one connection has to hear.
    pub fn changes_for(&self, peer: PeerId) -> Option<&Arc<Changes>> {
        let changes = self.changes.as_ref();
        changes.filter(|changes| changes.news_for(peer).next().is_some())
    }

    pub fn shown_to(&self, peer: PeerId) -> Option<&Arc<Shown>> {
        self.shown.as_ref().filter(|shown| shown.from != Some(peer))
    }

    /// Whether it says anything of who is here.
    pub fn shows(&self) -> bool {
        self.shown.is_some()
    }

    /// How many of its messages are durable, if one connection has to hear that.
    pub fn ack_for(&self, peer: PeerId) -> Option<Bytes> {
        let count = self.acks.get(&peer)?;
        Some(Message::Ack(*count).encode().into())
    }
}

/// What waits to be said.
#[derive(Debug, Default)]
pub struct Broadcast {
    changes: Vec<(Option<PeerId>, Bytes)>,
    /// The newest count counts.
    acks: BTreeMap<PeerId, u64>,
    presence: BTreeMap<u64, (Option<PeerId>, Attendant)>,
    /// When changes and presence last went out.
    said: Option<Instant>,
    shown: Option<Instant>,
}

impl Broadcast {
    /// For everybody but the connection that it came from.
    pub fn change(&mut self, from: Option<PeerId>, frame: Bytes) {
        self.changes.push((from, frame));
    }

    /// How many messages of a connection are durable.
    pub fn acknowledge(&mut self, to: PeerId, count: u64) {
        self.acks.insert(to, count);
    }

    pub fn presence(&mut self, from: Option<PeerId>, entries: Vec<Attendant>) {
        for entry in entries {
            self.presence.insert(entry.client, (from, entry));
        }
    }

    /// When something is to go out, in a room of so many; None while nothing waits.
    pub fn due(&self, peers: usize, now: Instant) -> Option<Instant> {
        let next = |last: Option<Instant>, pause| last.map_or(now, |last| now.max(last + pause));
        let says = !self.changes.is_empty() || !self.acks.is_empty();
        let say = says.then(|| next(self.said, pause(peers)));
        let show = (!self.presence.is_empty()).then(|| next(self.shown, SHOWN));
        say.into_iter().chain(show).min()
    }

    /// Takes what is to go out now.
    pub fn take(&mut self, now: Instant) -> Said {
        let mut said = Said::default();
        if !self.changes.is_empty() || !self.acks.is_empty() {
            self.said = Some(now);
            said.acks = std::mem::take(&mut self.acks);
        }
        if !self.changes.is_empty() {
            let frames = std::mem::take(&mut self.changes);
            let bytes = frames.iter().map(|(_, frame)| frame.len()).sum();
            said.changes = Some(Arc::new(Changes { frames, bytes }));
        }
        let rest = if said.changes.is_some() {
            SHOWN_ALONG
        } else {
            SHOWN
        };
        let rested = self.shown.is_none_or(|shown| now >= shown + rest);
        if !self.presence.is_empty() && rested {
            self.shown = Some(now);
            said.shown = Some(Arc::new(shown(std::mem::take(&mut self.presence))));
        }
        said
    }
}

/// Changes rest this long before the next go out: the more listen, the more is saved by saying several at once.
fn pause(peers: usize) -> Duration {
    Duration::from_millis(match peers {
        0..=4 => 10,
        5..=100 => 33,
        _ => 40,
    })
}

fn shown(presence: BTreeMap<u64, (Option<PeerId>, Attendant)>) -> Shown {
    let mut authors = presence.values().map(|(from, _)| *from);
    let first = authors.next().flatten();
    let from = first.filter(|first| authors.all(|from| from == Some(*first)));
    let entries: Vec<Attendant> = presence.into_values().map(|(_, entry)| entry).collect();
    Shown {
        frame: presence_frame(&entries),
        entries,
        from,
    }
}

/// The frame that says these.
pub fn presence_frame<'a, I>(entries: I) -> Bytes
where
    I: IntoIterator<Item = &'a Attendant, IntoIter: ExactSizeIterator>,
{
    let update = Attendant::encode(entries.into_iter());
    Message::Awareness(&update).encode().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn someone(client: u64, clock: u64) -> Attendant {
        Attendant {
            client,
            clock,
            state: "{}".into(),
        }
    }

    fn frame(name: &'static str) -> Bytes {
        Bytes::from_static(name.as_bytes())
    }

    #[test]
    fn the_first_goes_at_once_and_the_next_together() {
        let mut broadcast = Broadcast::default();
        let start = Instant::now();
        assert_eq!(broadcast.due(10, start), None);
        broadcast.change(Some(1), frame("a"));
        assert_eq!(broadcast.due(10, start), Some(start));
        let said = broadcast.take(start);
        assert_eq!(said.changes_for(1), None, "no echo");
        let heard: Vec<_> = said.changes_for(2).unwrap().news_for(2).cloned().collect();
        assert_eq!(heard, [frame("a")]);

        broadcast.change(Some(1), frame("b"));
        broadcast.change(Some(2), frame("c"));
        broadcast.change(None, frame("d"));
        assert_eq!(broadcast.due(10, start), Some(start + pause(10)));
        let said = broadcast.take(start + pause(10));
        let heard = |peer| -> Vec<_> {
            let changes = said.changes_for(peer).unwrap();
            changes.news_for(peer).cloned().collect()
        };
        assert_eq!(heard(1), [frame("c"), frame("d")]);
        assert_eq!(heard(3), [frame("b"), frame("c"), frame("d")]);
    }

    #[test]
    fn presence_has_a_frame_rate_and_its_newest_counts() {
        let mut broadcast = Broadcast::default();
        let start = Instant::now();
        broadcast.presence(Some(1), vec![someone(7, 1)]);
        let said = broadcast.take(start);
        assert!(said.shown_to(1).is_none(), "no echo");
        assert_eq!(said.shown_to(2).unwrap().entries, [someone(7, 1)]);

        broadcast.presence(Some(1), vec![someone(7, 2)]);
        broadcast.presence(Some(2), vec![someone(8, 1)]);
        broadcast.presence(Some(1), vec![someone(7, 3)]);
        assert_eq!(broadcast.due(2, start), Some(start + SHOWN));
        broadcast.change(None, frame("a"));
        let early = broadcast.take(start + SHOWN_ALONG - Duration::from_millis(1));
        assert!(early.shown.is_none() && early.changes.is_some());
        let said = broadcast.take(start + SHOWN);
        let shown = said.shown_to(1).unwrap();
        assert_eq!(shown.entries, [someone(7, 3), someone(8, 1)]);
        assert_eq!(shown.frame, presence_frame(&shown.entries));
        assert_eq!(broadcast.due(2, start), None);
    }
}
