//! One WebSocket: reads as fast as its pace allows, writes what its outbox holds, notices when nobody is there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use futures::stream::{SplitSink, SplitStream};
use futures::{SinkExt, StreamExt};
use sync::room::Closing;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};
use tracing::{Instrument, Span};

use super::arriving::{Meter, Patience};
use super::hub::Seat;
use super::outbox::{Next, Outbox};
use super::pace::Pace;
use super::room::{Event, Joining};
use super::upgrade::{Socket, in_pieces};
use super::uses;
use crate::clock::now_ms;
use crate::http::{Access, Shared};

/// With each ping stock clients get a word besides: y-websocket sees no pings, and goes away after 30 s without a message.
/// Nobody's awareness is a word that means nothing.
const STILL_HERE: &[u8] = &[1, 1, 0];
/// A ping goes out this often …
const PING: Duration = Duration::from_secs(20);
/// … and who says nothing, not even a pong, for this long is gone.
const SILENCE: Duration = Duration::from_secs(50);
/// A message that has begun is whole by then: 16 MiB at 28 KB a second.
const MESSAGE: Duration = Duration::from_secs(600);
/// Who does not take a piece of a message in this time reads too slowly; a whole board may take a slow line minutes.
const SENDING: Duration = Duration::from_secs(30);
/// How long to wait for the peer's side of a closing.
const PARTING: Duration = Duration::from_secs(3);

/// How somebody comes in.
pub struct Way {
    pub socket: Socket,
    pub meter: Arc<Meter>,
    /// Whether they asked to be told what is stored.
    pub acks: bool,
}

/// `coming_in`: the span of that.
pub async fn run(way: Way, shared: Shared, access: Access, correlation: String, coming_in: Span) {
    let Way {
        socket,
        meter,
        acks,
    } = way;
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
    uses::note(&shared, &access);
    let (sink, mut stream) = socket.split();
    let writing = write(sink, outbox.clone(), acks);
    let mut writing = tokio::spawn(writing);
    let joined = shared
        .hub
        .join(&access.board, joining)
        .instrument(coming_in);
    match joined.await {
        Ok(seat) => {
            let limits = shared.limits;
            let mut pace = Pace::new(limits.of_a_connection(), Instant::now());
            let why = tokio::select! {
                why = read(&mut stream, &meter, &seat, &mut pace, limits.max_message) => why,
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
    // Counted here: a reader that is far behind may never be told.
    if let Some(why) = outbox.why() {
        shared.counters.closed(why.code());
    }
    // The peer's own close frame comes while ours goes out; what else it says now is not heard.
    let parting = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = tokio::join!(
        tokio::time::timeout(PARTING, parting),
        tokio::time::timeout(PARTING, &mut writing),
    );
    writing.abort();
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
    meter: &Meter,
    seat: &Seat,
    pace: &mut Pace,
    limit: usize,
) -> Option<Closing> {
    let patience = Patience {
        silence: SILENCE,
        message: MESSAGE,
    };
    loop {
        let message = match meter.next(stream, patience).await {
            Ok(message) => message,
            Err(why) => return Some(why),
        };
        let bytes: Bytes = match message {
            Some(Ok(Message::Binary(bytes))) => bytes,
            Some(Ok(Message::Text(_))) => return Some(Closing::NotBinary),
            Some(Ok(Message::Ping(payload) | Message::Pong(payload))) => {
                meter.pass(payload.len());
                continue;
            }
            Some(Ok(Message::Frame(_))) => continue,
            Some(Ok(Message::Close(_))) | None => return Some(Closing::Left),
            Some(Err(error)) => {
                tracing::debug!(%error, "a connection broke");
                return Some(broken(&error, limit));
            }
        };
        if bytes.len() > limit {
            return Some(Closing::FrameTooLarge { limit });
        }
        let now = Instant::now();
        let pause = pace.read(bytes.len(), now);
        let pause = pause.max(seat.pace.read(bytes.len(), now));
        let peer = seat.peer;
        let room = seat.memory_for(bytes.len()).await;
        meter.begin();
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

async fn write(mut sink: SplitSink<Socket, Message>, outbox: Arc<Outbox>, acks: bool) {
    let mut ping = tokio::time::interval(PING);
    ping.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let sent = tokio::select! {
            next = outbox.next() => match next {
                Next::Frames(frames) => send_all(&mut sink, frames).await,
                Next::Close(why) => {
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
                if !acks {
                    outbox.push(Bytes::from_static(STILL_HERE));
                }
                in_time(sink.send(Message::Ping(Bytes::new()))).await
            }
        };
        if let Err(why) = sent {
            return outbox.close(why);
        }
    }
}

async fn send_all(
    sink: &mut SplitSink<Socket, Message>,
    frames: Vec<Bytes>,
) -> Result<(), Closing> {
    for piece in frames.into_iter().flat_map(in_pieces) {
        in_time(sink.feed(piece)).await?;
    }
    in_time(sink.flush()).await
}

async fn in_time(
    sending: impl Future<Output = Result<(), tungstenite::Error>>,
) -> Result<(), Closing> {
    match tokio::time::timeout(SENDING, sending).await {
        Ok(sent) => sent.map_err(|_| Closing::Left),
        Err(_) => Err(Closing::SlowReader),
    }
}
