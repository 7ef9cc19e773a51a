//! The client's side of awareness: its own state and those of others, with their clocks.

use std::collections::BTreeMap;

use crate::awareness::{self, Entry, MAX_CLOCK};
use crate::lib0::Malformed;
use crate::presence::Presence;

/// A state is said again after this time, in milliseconds, as in y-protocols.
const RENEW_MS: f64 = 15_000.0;
/// Who has been silent for this long is taken to be gone.
const EXPIRE_MS: f64 = 30_000.0;
/// How long the clock of somebody gone is remembered, so that old news do not bring them back.
const FORGET_MS: f64 = 300_000.0;

#[derive(Debug)]
struct Other {
    clock: u64,
    heard_ms: f64,
    presence: Option<Presence>,
}

/// What hearing an awareness update led to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// What others show has changed.
    pub news: bool,
    /// Somebody said something of this client that is not so: say it right.
    pub contradicted: bool,
}

#[derive(Debug)]
pub struct Attendees {
    client: u64,
    clock: u64,
    own: Option<Presence>,
    said_ms: f64,
    /// The last time that was told; others are heard at that time.
    now_ms: Option<f64>,
    others: BTreeMap<u64, Other>,
}

impl Attendees {
    pub fn new(client: u64) -> Attendees {
        Attendees {
            client,
            clock: 0,
            own: None,
            said_ms: 0.0,
            now_ms: None,
            others: BTreeMap::new(),
        }
    }

    pub fn set_own(&mut self, presence: Presence, now_ms: f64) {
        self.go_on_to(now_ms);
        self.own = Some(presence);
    }

    /// The awareness update that says the own state anew, with a raised clock; None where there is nothing to say.
    pub fn say(&mut self) -> Option<Vec<u8>> {
        let state = self.own.as_ref()?.to_json();
        Some(self.tell(&state))
    }

    /// The awareness update that says that this client leaves.
    pub fn leave(&mut self) -> Vec<u8> {
        self.own = None;
        self.tell("null")
    }

    pub fn hear(&mut self, update: &[u8]) -> Result<Heard, Malformed> {
        let mut heard = Heard::default();
        for entry in awareness::decode(update)? {
            if entry.client == self.client {
                // An echo says what was said; anything newer was somebody else's doing, or an earlier life's.
                if entry.clock > self.clock || (entry.clock == self.clock && entry.has_left()) {
                    self.clock = self.clock.max(entry.clock);
                    heard.contradicted |= self.own.is_some();
                }
                continue;
            }
            heard.news |= self.hear_other(entry);
        }
        Ok(heard)
    }

    fn hear_other(&mut self, entry: Entry<'_>) -> bool {
        let known = self.others.get(&entry.client);
        let is_news = known.is_none_or(|known| {
            entry.clock > known.clock
                || (entry.clock == known.clock && entry.has_left() && known.presence.is_some())
        });
        if !is_news {
            return false;
        }
        let presence = Presence::from_json(entry.state);
        let before = known.and_then(|known| known.presence.as_ref());
        let changed = before != presence.as_ref();
        let other = Other {
            clock: entry.clock,
            heard_ms: self.now_ms.unwrap_or_default(),
            presence,
        };
        self.others.insert(entry.client, other);
        changed
    }

    /// Lets those expire who have been silent too long; whether anybody did.
    pub fn expire(&mut self, now_ms: f64) -> bool {
        self.go_on_to(now_ms);
        let mut changed = false;
        self.others.retain(|_, other| {
            let silent_ms = now_ms - other.heard_ms;
            if silent_ms >= EXPIRE_MS {
                changed |= other.presence.take().is_some();
            }
            other.presence.is_some() || silent_ms < FORGET_MS
        });
        changed
    }

    /// Whether the own state must be said again.
    pub fn is_due(&self) -> bool {
        let now_ms = self.now_ms.unwrap_or_default();
        self.own.is_some() && now_ms - self.said_ms >= RENEW_MS
    }

    /// Without a connection nobody is here; whether anybody was.
    pub fn forget_others(&mut self) -> bool {
        let somebody = self.present().next().is_some();
        self.others.clear();
        somebody
    }

    pub fn present(&self) -> impl Iterator<Item = (u64, &Presence)> {
        let others = self.others.iter();
        others.filter_map(|(client, other)| Some((*client, other.presence.as_ref()?)))
    }

    /// Takes over the time. After a pause (the first time, a machine that slept) nobody is taken to have been silent: they
    /// could not be heard.
    fn go_on_to(&mut self, now_ms: f64) {
        if self.now_ms.is_none_or(|last| now_ms - last >= EXPIRE_MS) {
            for other in self.others.values_mut() {
                other.heard_ms = now_ms;
            }
            self.said_ms = if self.now_ms.is_none() {
                now_ms
            } else {
                self.said_ms
            };
        }
        self.now_ms = Some(now_ms);
    }

    fn tell(&mut self, state: &str) -> Vec<u8> {
        self.clock = (self.clock + 1).min(MAX_CLOCK);
        self.said_ms = self.now_ms.unwrap_or_default();
        let entry = Entry {
            client: self.client,
            clock: self.clock,
            state,
        };
        awareness::encode([entry].into_iter())
    }
}
