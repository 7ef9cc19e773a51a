//! The life of the connection: it opens, hears, breaks, and comes back.

use leptos::{prelude::*, task::spawn_local};
use sync::client::{Received, Status};

use super::socket::Socket;
use super::{Connection, news, people};
use crate::api::{self, ApiError};
use crate::browser;
use crate::recent;
use crate::session::{Session, Trouble, comments, core};

const TICK_MS: f64 = 5_000.0;
/// A server that owes an answer for this long is not there any more, though nobody has said so.
const PATIENCE_MS: f64 = 15_000.0;
/// The server's words for "the link was taken back, or has ended".
const CUT: u16 = 4403;
/// The server's words for "the board was deleted".
const GONE: u16 = 4410;

/// Connects, and stays so until the page goes.
pub fn open(session: Session) {
    connect(session);
    let tick = set_interval_with_handle(
        move || tick(session),
        std::time::Duration::from_millis(TICK_MS as u64),
    );
    let handles = [
        window_event_listener_untyped("online", move |_| again_now(session)),
        // A socket would notice much later.
        window_event_listener_untyped("offline", move |_| cut(session)),
        window_event_listener_untyped("pagehide", move |_| {
            act(session, |c, _| Received {
                send: c.client.leave(),
                ..Received::default()
            });
        }),
        window_event_listener_untyped("beforeunload", move |event| {
            let lost = session.with_core(|core| {
                let connection = core.connection.as_ref()?;
                Some(!connection.kept.is_whole() && !connection.over)
            });
            if lost.flatten().unwrap_or_default() {
                event.prevent_default();
            }
        }),
    ];
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        handles.into_iter().for_each(WindowListenerHandle::remove);
        session.with_core(|core| core.connection = None);
    });
}

fn connect(session: Session) {
    session.with_core(|core| {
        let Some(connection) = &mut core.connection else {
            return;
        };
        if connection.socket.is_none() && !connection.over {
            connection.socket = Socket::open(session, &connection.board, &connection.token);
            connection.heard = browser::steady();
        }
    });
}

/// The network is back: no need to wait.
fn again_now(session: Session) {
    session.with_core(|core| {
        if let Some(connection) = &mut core.connection
            && !connection.is_live()
        {
            connection.socket = None;
        }
    });
    connect(session);
}

/// Gives the socket up, and tries again later.
fn cut(session: Session) {
    let was_there = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.socket.take()
    });
    if was_there.flatten().is_some() {
        closed(session, 0, "", true);
    }
}

fn tick(session: Session) {
    act(session, |c, _| c.client.tick(browser::steady()));
    let silent = session.with_core(|core| {
        let connection = core.connection.as_ref()?;
        let owed = matches!(
            connection.client.status(),
            Status::Saving | Status::Connecting
        );
        let since = connection.heard.max(connection.owed_since);
        Some(owed && connection.socket.is_some() && browser::steady() - since > PATIENCE_MS)
    });
    if silent.flatten().unwrap_or_default() {
        cut(session);
    }
}

/// The socket is open.
pub fn opened(session: Session, acks: bool) {
    act(session, |connection, board| {
        connection.heard = browser::steady();
        connection.show_now();
        Received {
            send: connection.client.on_open(board, acks),
            ..Received::default()
        }
    });
}

pub fn heard(session: Session, frame: &[u8]) {
    act(session, |connection, board| {
        connection.heard = browser::steady();
        match connection.client.on_frame(frame, board) {
            Ok(received) => received,
            Err(_) => {
                // Not our protocol: begin again.
                if let Some(socket) = &connection.socket {
                    socket.close();
                }
                Received::default()
            }
        }
    });
    let first = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        let here = connection.is_live();
        (here && !std::mem::replace(&mut connection.loaded, here))
            .then(|| connection.kept.take_old())
    });
    if let Some(kept) = first.flatten() {
        loaded(session, kept);
    }
}

/// The board has come: changes that an earlier page could not save are made again.
fn loaded(session: Session, kept: Vec<Vec<u8>>) {
    for update in kept {
        act(session, |connection, board| {
            let Ok(change) = board.apply_remote(&update) else {
                return Received::default();
            };
            connection.send(update);
            Received {
                changes: vec![change],
                ..Received::default()
            }
        });
    }
    session.loaded.set(true);
}

/// Runs a step of the protocol and carries out what it led to.
fn act(session: Session, step: impl FnOnce(&mut Connection, &mut board::Board) -> Received) {
    let led_to = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        let was_here = connection.loaded;
        let received = step(connection, &mut core.board);
        connection.write(received.send);
        let peers = received.presence.then(|| connection.client.peers());
        connection.tell_status();
        let notices = received.notices;
        Some((was_here, received.changes, peers, received.refused, notices))
    });
    let Some((was_here, changes, peers, refused, notices)) = led_to.flatten() else {
        return;
    };
    if notices.iter().any(|topic| topic == "comments") {
        comments::read(session);
    }
    if was_here {
        news::heard(session, &changes);
    }
    for change in &changes {
        core::changed(session, change, None);
    }
    if let Some(peers) = peers {
        people::show(session, peers);
    }
    for error in refused {
        session.toasts.fail(format!(
            "A change of somebody else could not be taken in: {error}"
        ));
    }
}

/// The socket is gone, or could not be opened.
pub fn closed(session: Session, code: u16, reason: &str, was_open: bool) {
    let again = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.socket = None;
        connection.client.on_close();
        connection.tell_status();
        connection.say_why(code, reason);
        Some((
            connection.client.next_delay(browser::random()),
            connection.address(),
        ))
    });
    people::show(session, Vec::new());
    let Some((delay, (board, token))) = again.flatten() else {
        return;
    };
    if code == GONE {
        return end(session, Trouble::Trashed);
    }
    if code == CUT {
        return end(session, revoked(session));
    }
    if !was_open {
        // Perhaps the server refuses us: a WebSocket does not say so.
        spawn_local(async move {
            let trouble = match api::about(&board, &token).await {
                Ok(about) => about.trashed_at.map(|_| Trouble::Trashed),
                Err(ApiError::Refused { status, .. }) => Trouble::of(status),
                Err(_) => None,
            };
            if let Some(trouble) = trouble {
                // It was open a moment ago: then it is the link that is gone.
                let was_open = session.loaded.try_get_untracked() == Some(true);
                let trouble = match trouble {
                    Trouble::NotAllowed if was_open => revoked(session),
                    other => other,
                };
                end(session, trouble);
            }
        });
    }
    browser::after(delay, move || connect(session));
}

fn revoked(session: Session) -> Trouble {
    let kept = session.with_core(|core| Some(!core.connection.as_ref()?.kept.is_empty()));
    Trouble::Revoked {
        unsaved: kept.flatten().unwrap_or_default(),
    }
}

/// There is nothing to come back to.
fn end(session: Session, trouble: Trouble) {
    let board = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.over = true;
        Some(connection.board.clone())
    });
    if let (Trouble::Trashed, Some(board)) = (trouble, board.flatten()) {
        recent::change(&board, |b| b.deleted = Some(browser::now()));
    }
    session.trouble.set(Some(trouble));
}
