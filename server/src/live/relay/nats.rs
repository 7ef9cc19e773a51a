//! Words between nodes over NATS: a subject a board, and one for this node, by which it hears how long its own take.

mod servers;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, Event};
use futures::StreamExt;
use model::Id;
use sync::room::Bytes;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::Instant;

use super::{NodeId, Relay, RelayFigures, Said, Word};

/// KiB of words that may wait to be said; what comes on top is dropped.
const SAYING_KIB: usize = 16 * 1024;
const SAYING: usize = 4_096;
/// Words that wait inside the client, on their way out and for each board on their way in.
const UNDER_WAY: usize = 64;
const UNHEARD: usize = 512;
/// Words that a room has not yet taken.
const HEARING: usize = 16;
/// Bytes of updates in one word: NATS takes a megabyte.
const WORD: usize = 512 << 10;
/// How often this node says something to itself …
const PULSE: Duration = Duration::from_secs(1);
/// … and for how long it may not hear it.
const SILENCE: Duration = Duration::from_secs(3);

#[derive(Debug, thiserror::Error)]
#[error("cannot speak to the other nodes over NATS: {0}")]
pub struct NatsError(String);

#[derive(Debug)]
pub struct Nats {
    node: NodeId,
    client: Client,
    saying: mpsc::Sender<Saying>,
    memory: Arc<Semaphore>,
    pulse: Arc<Pulse>,
    counts: Arc<Counts>,
    /// Counts up with each connection to NATS.
    connections: watch::Receiver<u64>,
}

type Saying = (String, Bytes, OwnedSemaphorePermit);

#[derive(Debug, Default)]
struct Counts {
    said: AtomicU64,
    heard: AtomicU64,
    dropped: AtomicU64,
}

/// When this node last spoke to itself and heard it, in microseconds since it began.
#[derive(Debug)]
struct Pulse {
    began: Instant,
    /// The word that was heard last, by the time it was said, and how long it took.
    heard: AtomicU64,
    took: AtomicU64,
}

impl Nats {
    /// Speaks as a new node, to one server of a cluster, whose addresses are parted by commas. That NATS is away is no error:
    /// it is tried again for ever.
    pub async fn connect(urls: &str) -> Result<Nats, NatsError> {
        let (servers, options) = servers::read(urls)?;
        let random = getrandom::u64().map_err(|e| NatsError(e.to_string()))?;
        let node = random >> 12;
        let counts = Arc::new(Counts::default());
        let (connected, connections) = watch::channel(0);
        let told = counts.clone();
        let client = options
            .name("isobar")
            .retry_on_initial_connect()
            .client_capacity(UNDER_WAY)
            .subscription_capacity(UNHEARD)
            .ping_interval(PULSE)
            .connection_timeout(SILENCE)
            .reconnect_delay_callback(|attempt| {
                Duration::from_millis(100 * u64::try_from(attempt.min(10)).unwrap_or(10))
            })
            .event_callback(move |event| {
                match &event {
                    Event::Connected => connected.send_modify(|times| *times += 1),
                    Event::SlowConsumer(_) => count(&told.dropped),
                    // Each try in vain: that the connection is gone has been said.
                    Event::ClientError(error) => {
                        tracing::debug!(%error, "NATS");
                        return std::future::ready(());
                    }
                    _ => {}
                }
                tracing::info!(relay.event = %event, "NATS");
                std::future::ready(())
            })
            .connect(&*servers)
            .await
            .map_err(|e| NatsError(e.to_string()))?;
        let (saying, words) = mpsc::channel(SAYING);
        tokio::spawn(say(client.clone(), words));
        let pulse = Arc::new(Pulse {
            began: Instant::now(),
            heard: AtomicU64::new(0),
            took: AtomicU64::new(0),
        });
        tokio::spawn(beat(client.clone(), node, pulse.clone()));
        Ok(Nats {
            node,
            client,
            saying,
            memory: Arc::new(Semaphore::new(SAYING_KIB)),
            pulse,
            counts,
            connections,
        })
    }

    fn send(&self, board: &Id, word: Word) {
        let said = Said {
            node: self.node,
            word,
        };
        let bytes = Bytes::from(said.encode());
        let kib = u32::try_from(bytes.len() / 1024 + 1).unwrap_or(u32::MAX);
        let connected = self.client.connection_state() == State::Connected;
        let memory = self.memory.clone().try_acquire_many_owned(kib);
        let taken = memory.ok().filter(|_| connected).is_some_and(|memory| {
            let saying = (subject(board), bytes, memory);
            self.saying.try_send(saying).is_ok()
        });
        count(if taken {
            &self.counts.said
        } else {
            &self.counts.dropped
        });
    }
}

impl Relay for Nats {
    fn node(&self) -> NodeId {
        self.node
    }

    fn tell(&self, board: &Id, word: Word) {
        match word {
            Word::Stored { newest, updates } => {
                for updates in in_words(updates) {
                    self.send(board, Word::Stored { newest, updates });
                }
            }
            word => self.send(board, word),
        }
    }

    fn listen(&self, board: &Id) -> Option<mpsc::Receiver<Said>> {
        let (hearing, heard) = mpsc::channel(HEARING);
        let asking = Said {
            node: self.node,
            word: Word::WhoIsThere,
        };
        let listening = Listening {
            client: self.client.clone(),
            subject: subject(board),
            asking: asking.encode().into(),
            counts: self.counts.clone(),
            connections: self.connections.clone(),
        };
        tokio::spawn(listening.run(hearing));
        Some(heard)
    }

    fn is_live(&self) -> bool {
        self.client.connection_state() == State::Connected && self.pulse.awaited() < SILENCE
    }

    fn figures(&self) -> Option<RelayFigures> {
        let read = |figure: &AtomicU64| figure.load(Ordering::Relaxed);
        Some(RelayFigures {
            live: self.is_live(),
            lag_seconds: self.pulse.lag().as_secs_f64(),
            said: read(&self.counts.said),
            heard: read(&self.counts.heard),
            dropped: read(&self.counts.dropped),
            found: 0,
        })
    }
}

impl Pulse {
    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    /// Since when nothing came back.
    fn awaited(&self) -> Duration {
        let heard = self.heard.load(Ordering::Relaxed);
        Duration::from_micros(self.now().saturating_sub(heard))
    }

    fn lag(&self) -> Duration {
        let took = Duration::from_micros(self.took.load(Ordering::Relaxed));
        took.max(self.awaited().saturating_sub(PULSE))
    }
}

/// One board's subject, for as long as its room listens.
struct Listening {
    client: Client,
    subject: String,
    asking: Bytes,
    counts: Arc<Counts>,
    connections: watch::Receiver<u64>,
}

impl Listening {
    async fn run(mut self, hearing: mpsc::Sender<Said>) {
        let Ok(mut words) = self.client.subscribe(self.subject.clone()).await else {
            return tracing::warn!(relay.subject = self.subject, "no subscription");
        };
        self.ask().await;
        loop {
            let word = tokio::select! {
                () = hearing.closed() => return,
                // The subscription is there again, and something may have been missed.
                Ok(()) = self.connections.changed() => {
                    self.ask().await;
                    continue;
                }
                word = words.next() => word,
            };
            let Some(word) = word else { return };
            match Said::decode(&word.payload) {
                Ok(Some(said)) => {
                    count(&self.counts.heard);
                    if hearing.send(said).await.is_err() {
                        return;
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::warn!(relay.subject = self.subject, %error, "not understood");
                }
            }
        }
    }

    /// Comes back after all that was said before the subscription.
    async fn ask(&self) {
        let asked = self
            .client
            .publish(self.subject.clone(), self.asking.clone());
        // Who is not connected asks when it is.
        let _ = asked.await;
    }
}

async fn say(client: Client, mut words: mpsc::Receiver<Saying>) {
    while let Some((subject, bytes, _memory)) = words.recv().await {
        if let Err(error) = client.publish(subject, bytes).await {
            tracing::warn!(%error, "a word to the other nodes was not said");
        }
    }
}

/// Speaks to itself, to know whether others could hear it.
async fn beat(client: Client, node: NodeId, pulse: Arc<Pulse>) {
    let subject = format!("isobar.1.node.{node}");
    let Ok(mut words) = client.subscribe(subject.clone()).await else {
        return;
    };
    let mut next = tokio::time::interval(PULSE);
    next.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let saying = async {
        loop {
            next.tick().await;
            let now = Bytes::copy_from_slice(&pulse.now().to_le_bytes());
            let _ = client.publish(subject.clone(), now).await;
        }
    };
    let hearing = async {
        while let Some(word) = words.next().await {
            let Ok(said) = word.payload[..].try_into().map(u64::from_le_bytes) else {
                continue;
            };
            let took = pulse.now().saturating_sub(said);
            pulse.heard.store(said, Ordering::Relaxed);
            pulse.took.store(took, Ordering::Relaxed);
        }
    };
    tokio::select! {
        () = saying => {}
        () = hearing => {}
    }
}

/// Ids may hold dots, which would part a subject; no id holds a percent sign.
fn subject(board: &Id) -> String {
    format!("isobar.1.board.{}", board.as_str().replace('.', "%"))
}

/// Updates in pieces that a word can carry; one piece at least, for it says the newest sequence.
fn in_words(updates: Vec<(u64, Bytes)>) -> Vec<Vec<(u64, Bytes)>> {
    let mut pieces = vec![Vec::new()];
    let mut bytes = 0;
    for update in updates {
        if bytes + update.1.len() > WORD {
            pieces.push(Vec::new());
            bytes = 0;
        }
        bytes += update.1.len();
        if let Some(piece) = pieces.last_mut() {
            piece.push(update);
        }
    }
    pieces
}

fn count(figure: &AtomicU64) {
    figure.fetch_add(1, Ordering::Relaxed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_have_four_parts() {
        let id = Id::new("a.b-c:d").unwrap();
        assert_eq!(subject(&id), "isobar.1.board.a%b-c:d");
    }

    #[test]
    fn words_are_within_what_nats_takes() {
        let update = |n: u64, kib: usize| (n, Bytes::from(vec![0; kib << 10]));
        let sizes = |updates| -> Vec<usize> { in_words(updates).iter().map(Vec::len).collect() };
        assert_eq!(sizes(vec![]), [0]);
        assert_eq!(sizes((0..9).map(|n| update(n, 128)).collect()), [4, 4, 1]);
    }
}
