//! The way to the server: a WebSocket that comes back by itself. What it says and when is decided by `sync::client`.

mod copy;
mod kept;
mod life;
mod news;
mod people;
mod socket;
mod summons;
mod tabs;

use std::cell::Cell;

use editor::LocalPresence;
use leptos::{prelude::*, task::spawn_local};
use sync::client::{Client, Status};
use sync::message::Message;
use sync::presence::{Presence, Summons};

use super::{Saved, Session};
use crate::browser;
use crate::offline;
use crate::person::Me;
use kept::Kept;
pub use kept::left;
pub use life::open;
use socket::Socket;
pub use summons::call as summon;
use tabs::Tabs;

/// What others see of us is said at most this often.
const PRESENCE_MS: f64 = 50.0;
/// Close codes whose reason a person should read: they come again until something is changed.
const TELLING: [u16; 4] = [1007, 1008, 1009, 1011];

/// What is known of the changes that other pages of this browser have left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    Unread,
    Reading,
    /// They were said to the server, by this connection.
    Said,
}

pub struct Connection {
    session: Session,
    board: String,
    token: String,
    client: Client,
    client_id: u64,
    socket: Option<Socket>,
    tabs: Option<Tabs>,
    kept: Kept,
    left: Left,
    me: Me,
    shown: LocalPresence,
    summons: Option<Summons>,
    presence_due: Cell<bool>,
    presence_said: f64,
    /// The board has come at least once, from the server or from this browser's own copy.
    loaded: bool,
    /// The browser's copy of it says that the server may lack something.
    copy_is_unsaved: bool,
    /// It has come from the server.
    met: bool,
    over: bool,
    /// When the server was heard last, and since when it owes an answer, on the steady clock.
    heard: f64,
    owed_since: f64,
    /// The close code that was explained last.
    explained: Option<u16>,
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
            client_id: client,
            socket: None,
            tabs: None,
            kept: Kept::new(board, client),
            left: Left::Unread,
            me: Me::known(client),
            shown: LocalPresence::default(),
            summons: None,
            presence_due: Cell::new(false),
            presence_said: 0.0,
            loaded: false,
            copy_is_unsaved: false,
            met: false,
            over: false,
            heard: 0.0,
            owed_since: 0.0,
            explained: None,
        }
    }

    /// The board's id and this person's token.
    pub fn address(&self) -> (String, String) {
        (self.board.clone(), self.token.clone())
    }

    /// The board was opened from this browser's copy; `unsaved`: with changes that the server may lack.
    pub fn begin_offline(&mut self, unsaved: bool) {
        self.loaded = true;
        if unsaved {
            self.client.assume_unsaved();
            self.copy_is_unsaved = true;
        }
    }

    /// An own change: kept in the browser until the server has it.
    pub fn send(&mut self, update: Vec<u8>) {
        let number = self.client.made();
        let recorded = offline::add(&self.board, self.client_id, number, &update);
        self.kept.add(number, update.clone());
        let session = self.session;
        spawn_local(async move {
            let result = recorded.await;
            session.with_core(|core| {
                let connection = core.connection.as_mut()?;
                connection.kept.recorded(number, result);
                connection.tell_status();
                Some(())
            });
        });
        if !self.is_live() {
            self.tell_tabs(&Message::Update(&update));
        }
        let frames = self.client.local(update);
        self.write(frames);
        self.tell_status();
    }

    fn tell_tabs(&self, message: &Message<'_>) {
        if let Some(tabs) = &self.tabs {
            tabs.say(message);
        }
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
            view,
            laser,
        } = self.shown.clone();
        let presence = Presence {
            name: self.me.name.clone(),
            colour: self.me.colour.clone(),
            cursor,
            selection,
            dragging,
            editing,
            view: Some(view),
            laser,
            summons: self.summons,
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
        self.kept.acknowledged(self.client.safe());
        let kept = self.kept.lack().is_none();
        let saved = match self.client.status() {
            Status::Connecting if self.loaded => Saved::Offline {
                unsaved: self.client.is_unsaved(),
                kept,
            },
            Status::Connecting => Saved::Connecting,
            // What an earlier page left is not yet with the server.
            Status::Saved if self.left != Left::Said => Saved::Saving,
            Status::Saved => {
                self.explained = None;
                Saved::Saved
            }
            Status::Saving => Saved::Saving,
            Status::Offline { unsaved } => Saved::Offline { unsaved, kept },
            Status::ReadOnly => Saved::ReadOnly,
        };
        if saved == Saved::Saved && std::mem::take(&mut self.copy_is_unsaved) {
            copy::soon(self.session);
        }
        if saved == Saved::Saving && self.session.saved.get_untracked() != saved {
            self.owed_since = browser::steady();
        }
        if self.session.saved.get_untracked() != saved {
            self.session.saved.set(saved);
        }
    }

    /// The board is here, and the server answers.
    fn is_live(&self) -> bool {
        matches!(
            self.client.status(),
            Status::Saved | Status::Saving | Status::ReadOnly
        )
    }

    /// Says why the server has closed the connection, once until it is well again.
    fn say_why(&mut self, code: u16, reason: &str) {
        if TELLING.contains(&code) && self.explained.replace(code) != Some(code) {
            let advice = match code {
                1009 => "Undo it to go on saving; until then it is on this page only.",
                _ => "Your changes stay here and are sent again.",
            };
            let reason = if reason.is_empty() {
                "something went wrong"
            } else {
                reason
            };
            self.session.toasts.fail(format!(
                "The server did not take the last change: {reason}. {advice}"
            ));
        }
    }
}
