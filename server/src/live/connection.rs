//! One WebSocket: reads as fast as its pace allows, writes what its outbox holds, notices when nobody is there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use futures::stream::{SplitSink, SplitStream};
use futures::{SinkExt, StreamExt};
use sync::room::Closing;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};

use super::hub::Seat;
use super::outbox::{Next, Outbox};
use super::pace::Pace;
use super::room::{Event, Joining};
use super::upgrade::{Socket, in_pieces};
use crate::clock::now_ms;
use crate::http::{Access, Shared};
use crate::metrics::Counters;

/// A ping goes out this often …
const PING: Duration = Duration::from_secs(20);
/// … and who says nothing, not even a pong, for this long is gone.
const SILENCE: Duration = Duration::from_secs(50);
/// Who does not take a batch of frames in this time reads too slowly.
const SENDING: Duration = Duration::from_secs(30);
/// How exactly the last use of a link is known, milliseconds.
const USE_MS: i64 = 60_000;
/// How long to wait for the peer's side of a closing.
const PARTING: Duration = Duration::from_secs(3);

pub async fn run(socket: Socket, acks: bool, shared: Shared, access: Access, correlation: String) {
    let _counted = shared.counters.connected();
    let outbox = Arc::new(Outbox::default());
    let joining = Joining {
        role: access.role,
        name: access.name.clone(),
        link: access.link.hash,
        acks,
        correlation,
        outbox: outbox.clone(),
    };
    note_use(&shared, &access).await;
    let (sink, mut stream) = socket.split();
    let mut writing = tokio::spawn(write(sink, outbox.clone(), shared.counters.clone()));
    match shared.hub.join(&access.board, joining).await {
        Ok(seat) => {
            let limits = shared.limits;
            let mut pace = Pace::new(limits.message_rate, limits.byte_rate, Instant::now());
            let why = tokio::select! {
                why = read(&mut stream, &seat, &mut pace, limits.max_message) => why,
                () = outbox.closed() => None,
                () = expired(access.link.expires_ms) => Some(Closing::LinkCut),
            };
            if let Some(why) = why {
                outbox.close(why);
            }
            // An error says that the room has gone already.
            let _ = seat.room.send(Event::Leave { peer: seat.peer }).await;
        }
        Err(error) => {
            tracing::warn!(board.id = %access.board, %error, "nobody could be let in");
            outbox.close(Closing::Restarting);
        }
    }
    // The peer's own close frame comes while ours goes out; what else it says now is not heard.
    let parting = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = tokio::join!(
        tokio::time::timeout(PARTING, parting),
        tokio::time::timeout(PARTING, &mut writing),
    );
    writing.abort();
}

/// Somebody comes in by a link; said to the minute, so that a full room does not keep the store busy.
async fn note_use(shared: &Shared, access: &Access) {
    let now_ms = now_ms();
    let known = access.link.used_ms;
    if known.is_some_and(|used_ms| now_ms - used_ms < USE_MS) {
        return;
    }
    let noted = shared.store.used(&access.board, &access.link.hash, now_ms);
    if let Err(error) = noted.await {
        tracing::warn!(board.id = %access.board, %error, "the use of a link was not noted");
    }
}

/// Waits until a link ends; for ever when it does not.
async fn expired(expires_ms: Option<i64>) {
    let Some(expires_ms) = expires_ms else {
        return std::future::pending().await;
    };
    // Asked again now and then: the clock of the wall may be set.
    while let left @ 1.. = expires_ms - now_ms() {
        let left = Duration::from_millis(left.unsigned_abs());
        tokio::time::sleep(left.min(SILENCE)).await;
    }
}

/// Reads until the peer leaves, breaks the rules or falls silent.
async fn read(
    stream: &mut SplitStream<Socket>,
    seat: &Seat,
    pace: &mut Pace,
    limit: usize,
) -> Option<Closing> {
    loop {
        let Ok(message) = tokio::time::timeout(SILENCE, stream.next()).await else {
            return Some(Closing::Silent);
        };
        let bytes: Bytes = match message {
            Some(Ok(Message::Binary(bytes))) => bytes,
            Some(Ok(Message::Text(_))) => return Some(Closing::NotBinary),
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
            Some(Ok(Message::Close(_))) | None => return Some(Closing::Left),
            Some(Err(error)) => {
                tracing::debug!(%error, "a connection broke");
                return Some(broken(&error, limit));
            }
        };
        if bytes.len() > limit {
            return Some(Closing::FrameTooLarge { limit });
        }
        let pause = pace.read(bytes.len(), Instant::now());
        let peer = seat.peer;
        let room = seat.memory_for(bytes.len()).await;
        if seat
            .room
            .send(Event::Frame { peer, bytes, room })
            .await
            .is_err()
        {
            return Some(Closing::Restarting);
        }
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
}

/// What the reader met: a frame so large that it was not read, or the end.
fn broken(error: &tungstenite::Error, limit: usize) -> Closing {
    match error {
        tungstenite::Error::Capacity(_) => Closing::FrameTooLarge { limit },
        _ => Closing::Left,
    }
}

async fn write(mut sink: SplitSink<Socket, Message>, outbox: Arc<Outbox>, counters: Arc<Counters>) {
    let mut ping = tokio::time::interval(PING);
    ping.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            next = outbox.next() => match next {
                Next::Frames(frames) => {
                    tokio::time::timeout(SENDING, send_all(&mut sink, frames)).await
                }
                Next::Close(why) => {
                    counters.closed(why.code());
                    let frame = CloseFrame {
                        code: why.code().into(),
                        reason: why.reason().into(),
                    };
                    // It may be gone already.
                    let closing = sink.send(Message::Close(Some(frame)));
                    let _ = tokio::time::timeout(PARTING, closing).await;
                    return;
                }
            },
            _ = ping.tick() => {
                let ping = sink.send(Message::Ping(Bytes::new()));
                tokio::time::timeout(SENDING, ping).await
            }
        };
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return outbox.close(Closing::Left),
            Err(_) => return outbox.close(Closing::SlowReader),
        }
    }
}

async fn send_all(
    sink: &mut SplitSink<Socket, Message>,
    frames: Vec<Bytes>,
) -> Result<(), tungstenite::Error> {
    for piece in frames.into_iter().flat_map(in_pieces) {
        sink.feed(piece).await?;
    }
    sink.flush().await
}
