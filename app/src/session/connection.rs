//! The way to the server: a WebSocket that comes back by itself. What it says and when is decided by `sync::client`.

mod kept;
mod socket;

use std::cell::Cell;

use editor::{LocalPresence, Peer};
use leptos::{prelude::*, task::spawn_local};
use sync::client::{Client, Received, Status};
use sync::presence::Presence;

use super::person::Me;
use super::{Person, Saved, Session, Trouble, core};
use crate::api::{self, ApiError};
use crate::browser;
use kept::Kept;
use socket::Socket;

/// What others see of us is said at most this often.
const PRESENCE_MS: f64 = 50.0;
const TICK_MS: f64 = 5_000.0;
/// The server's words for "the board was deleted".
const GONE: u16 = 4410;

pub struct Connection {
    session: Session,
    board: String,
    token: String,
    client: Client,
    socket: Option<Socket>,
    kept: Kept,
    me: Me,
    shown: LocalPresence,
    presence_due: Cell<bool>,
    presence_said: f64,
    /// The board has come at least once.
    loaded: bool,
    over: bool,
}

impl Connection {
    pub fn new(
        session: Session,
        board: &str,
        token: &str,
        client: u64,
        read_only: bool,
    ) -> Connection {
        let mut speaker = Client::new(client);
        speaker.set_read_only(read_only);
        Connection {
            session,
            board: board.to_owned(),
            token: token.to_owned(),
            client: speaker,
            socket: None,
            kept: Kept::new(board, client),
            me: Me::known(client),
            shown: LocalPresence::default(),
            presence_due: Cell::new(false),
            presence_said: 0.0,
            loaded: false,
            over: false,
        }
    }

    /// The board's id and this person's token.
    pub fn address(&self) -> (String, String) {
        (self.board.clone(), self.token.clone())
    }

    /// An own change: kept in the browser until the server has it.
    pub fn send(&mut self, update: Vec<u8>) {
        self.kept.add(&update);
        let frames = self.client.local(update);
        self.write(frames);
        self.tell_status();
    }

    /// Shows others something else of oneself.
    pub fn show(&mut self, presence: LocalPresence) {
        self.shown = presence;
        self.show_soon();
    }

    pub fn set_name(&mut self, name: &str) {
        self.me.rename(name);
        self.show_soon();
    }

    fn show_soon(&mut self) {
        if self.presence_due.replace(true) {
            return;
        }
        let wait = PRESENCE_MS - (browser::steady() - self.presence_said);
        let session = self.session;
        browser::after(wait.max(0.0), move || {
            session.with_core(|core| {
                if let Some(connection) = &mut core.connection {
                    connection.show_now();
                }
            });
        });
    }

    fn show_now(&mut self) {
        self.presence_due.set(false);
        self.presence_said = browser::steady();
        let LocalPresence {
            cursor,
            selection,
            dragging,
            editing,
        } = self.shown.clone();
        let presence = Presence {
            name: self.me.name.clone(),
            colour: self.me.colour.clone(),
            cursor,
            selection,
            dragging,
            editing,
        };
        let frames = self.client.set_presence(presence, self.presence_said);
        self.write(frames);
    }

    fn write(&self, frames: Vec<Vec<u8>>) {
        if let Some(socket) = &self.socket {
            for frame in frames {
                socket.send(&frame);
            }
        }
    }

    fn tell_status(&mut self) {
        let saved = match self.client.status() {
            Status::Connecting if self.loaded => Saved::Offline {
                unsaved: !self.kept.is_empty(),
            },
            Status::Connecting => Saved::Connecting,
            Status::Saved => {
                self.kept.clear();
                Saved::Saved
            }
            Status::Saving => Saved::Saving,
            Status::Offline { unsaved } => Saved::Offline { unsaved },
            Status::ReadOnly => Saved::ReadOnly,
        };
        if self.session.saved.get_untracked() != saved {
            self.session.saved.set(saved);
        }
    }
}

/// Connects, and stays so until the page goes.
pub fn open(session: Session) {
    connect(session);
    let tick = set_interval_with_handle(
        move || act(session, |c, _| c.client.tick(browser::steady())),
        std::time::Duration::from_millis(TICK_MS as u64),
    );
    let online = window_event_listener_untyped("online", move |_| connect(session));
    let leave = window_event_listener_untyped("pagehide", move |_| {
        act(session, |c, _| Received {
            send: c.client.leave(),
            ..Received::default()
        });
    });
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
        online.remove();
        leave.remove();
        session.with_core(|core| core.connection = None);
    });
}

fn connect(session: Session) {
    session.with_core(|core| {
        let Some(connection) = &mut core.connection else {
            return;
        };
        if connection.socket.is_none() && !connection.over {
            let (board, token) = (&connection.board, &connection.token);
            connection.socket = Socket::open(session, &socket::address(board, token));
        }
    });
}

/// The socket is open.
fn opened(session: Session, acks: bool) {
    act(session, |connection, board| {
        connection.show_now();
        Received {
            send: connection.client.on_open(board, acks),
            ..Received::default()
        }
    });
}

fn heard(session: Session, frame: &[u8]) {
    act(session, |connection, board| {
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
        let status = connection.client.status();
        let here = matches!(status, Status::Saved | Status::Saving | Status::ReadOnly);
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
        let received = step(connection, &mut core.board);
        connection.write(received.send);
        let peers = received.presence.then(|| connection.client.peers());
        connection.tell_status();
        Some((received.changes, peers, received.refused))
    });
    let Some((changes, peers, refused)) = led_to.flatten() else {
        return;
    };
    for change in &changes {
        core::changed(session, change, None);
    }
    if let Some(peers) = peers {
        show_peers(session, peers);
    }
    for error in refused {
        session.toasts.fail(format!(
            "A change of somebody else could not be taken in: {error}"
        ));
    }
}

fn show_peers(session: Session, peers: Vec<(u64, Presence)>) {
    let people = peers
        .iter()
        .map(|(client, p)| Person {
            client: *client,
            name: p.name.clone(),
            colour: p.colour.clone(),
        })
        .collect();
    if session
        .people
        .with_untracked(|known: &Vec<Person>| *known != people)
    {
        session.people.set(people);
    }
    let peers = peers
        .into_iter()
        .map(|(client, p)| Peer {
            client,
            name: p.name,
            colour: p.colour,
            cursor: p.cursor,
            selection: p.selection,
            dragging: p.dragging,
            editing: p.editing,
        })
        .collect();
    let effects = session.with_core(|core| core.editor.set_peers(peers));
    core::carry_out(session, effects.unwrap_or_default());
}

/// The socket is gone, or could not be opened.
fn closed(session: Session, code: u16, was_open: bool) {
    let again = session.with_core(|core| {
        let connection = core.connection.as_mut()?;
        connection.socket = None;
        connection.client.on_close();
        connection.tell_status();
        if code == GONE {
            connection.over = true;
            session.trouble.set(Some(Trouble::Trashed));
            return None;
        }
        Some((
            connection.client.next_delay(browser::random()),
            connection.address(),
        ))
    });
    show_peers(session, Vec::new());
    let Some((delay, (board, token))) = again.flatten() else {
        return;
    };
    if !was_open {
        // Perhaps the server refuses us: a WebSocket does not say so.
        spawn_local(async move {
            if let Err(ApiError::Refused { status, .. }) = api::about(&board, &token).await
                && let Some(trouble) = Trouble::of(status)
            {
                session.with_core(|core| {
                    if let Some(connection) = &mut core.connection {
                        connection.over = true;
                    }
                });
                session.trouble.set(Some(trouble));
            }
        });
    }
    browser::after(delay, move || connect(session));
}
