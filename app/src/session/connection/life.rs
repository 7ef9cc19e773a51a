//! The life of the connection: it opens, hears, breaks, and comes back.

use leptos::{prelude::*, task::spawn_local};
use sync::client::{Received, Status};
use sync::message::Message;

use super::kept::Left as LeftBehind;
use super::socket::Socket;
use super::tabs::Tabs;
use super::{Connection, Left, copy, kept, news, people};
use crate::api::{self, ApiError};
use crate::browser;
use crate::offline;
use crate::recent;
use crate::session::{Session, Trouble, comments, core};
use crate::visit;

const TICK_MS: f64 = 5_000.0;
/// A server that owes an answer for this long is not there any more, though nobody has said so.
const PATIENCE_MS: f64 = 15_000.0;
/// A whole board may take a slow line minutes, and nothing is heard before all of it is here.
const BOARD_PATIENCE_MS: f64 = 180_000.0;
/// The server's words for "the link was taken back, or has ended".
const CUT: u16 = 4403;
/// The server's words for "the board was deleted".
const GONE: u16 = 4410;

/// Connects, and stays so until the page goes.
pub fn open(session: Session) {
    session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.tabs = Tabs::join(session, &connection.board);
        if connection.loaded {
            connection.tell_tabs(&Message::Step1(&core.board.state_vector()));
        }
        Some(())
    });
    connect(session);
    copy::follow(session);
    spawn_local(async move {
        let start = offline::start().await;
        let _ = session.keeping.try_update(|keeping| keeping.start = start);
    });
    let tick = set_interval_with_handle(
        move || tick(session),
        std::time::Duration::from_millis(TICK_MS as u64),
    );
    let handles = [
        window_event_listener_untyped("online", move |_| again_now(session)),
        // A socket would notice much later.
        window_event_listener_untyped("offline", move |_| cut(session)),
        window_event_listener_untyped("pagehide", move |_| {
            copy::renew(session);
            act(session, |c, _| {
                c.kept.hurry();
                Received {
                    send: c.client.leave(),
                    ..Received::default()
                }
            });
        }),
        window_event_listener_untyped("beforeunload", move |event| {
            let lost = session.with_core(|core| {
                let connection = core.connection.as_ref()?;
                Some(connection.kept.lack().is_some() && !connection.over)
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
        let patience = match connection.client.status() {
            Status::Saving => PATIENCE_MS,
            Status::Connecting if connection.client.is_open() => BOARD_PATIENCE_MS,
            Status::Connecting => PATIENCE_MS,
            _ => return Some(false),
        };
        let since = connection.heard.max(connection.owed_since);
        Some(connection.socket.is_some() && browser::steady() - since > patience)
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
    take_up(session);
}

/// The board has come, or come back: changes that other pages have left are said to the server as one's own.
fn take_up(session: Session) {
    let next = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        if !connection.is_live() || connection.left != Left::Unread {
            return None;
        }
        if connection.client.is_read_only() {
            connection.left = Left::Said;
            return Some(None);
        }
        // What is local goes first, see `Client::local`.
        connection.client.is_open().then(|| {
            connection.left = Left::Reading;
            Some((connection.board.clone(), connection.client_id))
        })
    });
    match next.flatten() {
        None => {}
        Some(None) => say(session, Vec::new()),
        Some(Some((board, client))) => spawn_local(async move {
            say(session, kept::left(&board, client).await);
        }),
    }
}

fn say(session: Session, left: Vec<LeftBehind>) {
    let here = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        let here = connection.client.is_read_only() || connection.client.is_open();
        connection.left = if here { Left::Said } else { Left::Unread };
        connection.loaded |= here;
        here.then(|| !std::mem::replace(&mut connection.met, true))
    });
    let Some(first) = here.flatten() else {
        return;
    };
    for (place, update) in left {
        act(session, |connection, board| {
            let change = match board.apply_remote(&update) {
                Ok(change) => change,
                Err(_) => {
                    // What cannot be read is nobody's work; what cannot be taken in now may be another time.
                    if board::wire::is_well_formed(&update).is_err() {
                        connection.kept.discard(place);
                    }
                    return Received::default();
                }
            };
            connection.kept.adopt(connection.client.made(), place);
            Received {
                send: connection.client.local(update),
                changes: vec![change],
                ..Received::default()
            }
        });
    }
    act(session, |_, _| Received::default());
    if first && session.loaded.get_untracked() {
        // It was opened from the copy: what the server says of it may have changed.
        ask_again(session);
    }
    session.loaded.set(true);
}

/// What the link allows now, and what people say.
fn ask_again(session: Session) {
    comments::read(session);
    let Some((board, token)) = session.address() else {
        return;
    };
    spawn_local(async move {
        if let Ok(about) = api::about(&board, &token).await {
            visit::granted(&board, &token, about.role);
            let _ = session.role.try_set(about.role);
            let read_only = !about.role.may_edit();
            let effects = session.with_core(|core| {
                if let Some(connection) = &mut core.connection {
                    let grown = connection.client.is_read_only() && !read_only;
                    connection.client.set_read_only(read_only);
                    if grown {
                        // What this browser has, and was not asked for while it only looked, is said anew.
                        connection.client.assume_unsaved();
                        connection.left = Left::Unread;
                        if let Some(socket) = &connection.socket {
                            socket.close();
                        }
                    }
                    connection.tell_status();
                }
                core.editor.set_may_summon(about.role.may_manage());
                core.editor.set_read_only(read_only || core.past.is_some())
            });
            core::carry_out(session, effects.unwrap_or_default());
        }
    });
}

/// Runs a step of the protocol and carries out what it led to.
pub fn act(session: Session, step: impl FnOnce(&mut Connection, &mut board::Board) -> Received) {
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
        connection.kept.give_back();
        connection.left = Left::Unread;
        connection.tell_status();
        connection.say_why(code, reason);
        if was_open && connection.loaded {
            connection.tell_tabs(&Message::Step1(&core.board.state_vector()));
        }
        Some((
            connection.client.next_delay(browser::random()),
            connection.address(),
        ))
    });
    people::show(session, Vec::new());
    copy::renew(session);
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
    let unsaved = session.with_core(|core| Some(core.connection.as_ref()?.client.is_unsaved()));
    Trouble::Revoked {
        unsaved: unsaved.flatten().unwrap_or_default(),
    }
}

/// There is nothing to come back to.
fn end(session: Session, trouble: Trouble) {
    let ended = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.over = true;
        Some((connection.board.clone(), connection.client.is_unsaved()))
    });
    let Some((board, unsaved)) = ended.flatten() else {
        return;
    };
    // What this browser may not open any more it does not keep either, but for work that nobody else has.
    if !unsaved {
        offline::remove_copy(&board);
    }
    if trouble == Trouble::Trashed {
        recent::change(&board, |b| b.deleted = Some(browser::now()));
    }
    session.trouble.set(Some(trouble));
}
