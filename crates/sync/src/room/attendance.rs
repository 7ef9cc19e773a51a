//! Who is in a room, as they say themselves: the awareness protocol seen from the server.
//!
//! A client is its connection's that brought it first: nobody else may change it or take it away, until it leaves, its
//! connection ends, or nothing was heard of it for so long that whoever speaks for it now has come back by another way. What
//! others say of it is not heard, and no offence, for stock clients echo what they hear. What has left is remembered, or a
//! late echo would bring it back.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Closing, Limits, PeerId, within};
use crate::awareness::{self, MAX_CLOCK};
use crate::presence::SUMMONS;

/// Clients that have left are remembered up to this number.
const REMEMBERED: usize = 4_096;
/// Clocks count up by one: who leaps further than years of it is not who they say they are.
const LEAP: u64 = 1 << 32;
/// Clients say again every 15 s that they are here: who was silent at so many looks has lost their connection.
const SILENT_LOOKS: u32 = 4;
/// A name is cut after this many characters.
const NAME: usize = 100;

/// What is known of one awareness client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendant {
    pub client: u64,
    pub clock: u64,
    /// JSON; `null` when the client left.
    pub state: Arc<str>,
}

impl Attendant {
    /// The awareness update that says these.
    pub fn encode<'a>(all: impl ExactSizeIterator<Item = &'a Attendant>) -> Vec<u8> {
        awareness::encode(all.map(|a| awareness::Entry {
            client: a.client,
            clock: a.clock,
            state: &a.state,
        }))
    }
}

#[derive(Debug)]
struct Seen {
    clock: u64,
    /// None when the client left.
    here: Option<Here>,
}

#[derive(Debug)]
struct Here {
    peer: PeerId,
    state: Arc<str>,
    /// Looks since something was heard of it.
    silent: u32,
}

#[derive(Debug)]
pub struct Attendance {
    limits: Limits,
    clients: BTreeMap<u64, Seen>,
    /// What each connection's people call themselves.
    names: BTreeMap<PeerId, String>,
}

/// What an awareness update changes.
#[derive(Debug, Default)]
pub struct Heard {
    /// For the others.
    pub news: Vec<Attendant>,
    /// For the sender: clients that it takes to be here although they left. A client that reads this of itself raises
    /// its clock and says again that it is here.
    pub corrections: Vec<Attendant>,
}

impl Attendance {
    pub fn new(limits: Limits) -> Attendance {
        Attendance {
            limits,
            clients: BTreeMap::new(),
            names: BTreeMap::new(),
        }
    }

    /// `may_summon`: whether this connection may ask everyone to come.
    pub fn hear(
        &mut self,
        peer: PeerId,
        update: &[u8],
        may_summon: bool,
    ) -> Result<Heard, Closing> {
        let malformed = |e: &dyn std::fmt::Display| Closing::Malformed(format!("awareness: {e}"));
        within(
            update.len(),
            self.limits.presence_bytes * self.limits.clients_per_peer,
        )?;
        let entries = awareness::decode(update).map_err(|e| malformed(&e))?;
        let mut heard = Heard::default();
        for entry in entries {
            within(entry.state.len(), self.limits.presence_bytes)?;
            // Others parse it: what is no JSON must not reach them.
            let mut json: serde_json::Value =
                serde_json::from_str(entry.state).map_err(|e| malformed(&e))?;
            let state = json.as_object_mut().filter(|_| !may_summon);
            let state = match state.and_then(|state| state.shift_remove(SUMMONS)) {
                None => entry.state.into(),
                Some(_) => json.to_string().into(),
            };
            let attendant = Attendant {
                client: entry.client,
                clock: entry.clock,
                state,
            };
            if json.is_null() {
                let attendant = gone(entry.client, entry.clock);
                heard.news.extend(self.take_away(peer, attendant));
            } else {
                self.bring(peer, attendant, &json, &mut heard)?;
            }
        }
        self.forget_some();
        Ok(heard)
    }

    /// What another node says of its people: it has read it already, and many come with it. What is news here.
    pub fn hear_node(&mut self, node: PeerId, entries: Vec<Attendant>) -> Vec<Attendant> {
        let mut news = Vec::new();
        for attendant in entries {
            if &*attendant.state == "null" {
                news.extend(self.take_away(node, attendant));
                continue;
            }
            let known = self.clients.get(&attendant.client);
            if known.is_some_and(|seen| attendant.clock <= seen.clock || is_anothers(node, seen)) {
                continue;
            }
            let here = Here {
                peer: node,
                state: attendant.state.clone(),
                silent: 0,
            };
            let seen = Seen {
                clock: attendant.clock,
                here: Some(here),
            };
            self.clients.insert(attendant.client, seen);
            news.push(attendant);
        }
        self.forget_some();
        news
    }

    /// The people of another node are gone, but for these. Their clocks stay: should they be back, the next thing they
    /// say is heard.
    pub fn leave_node(&mut self, node: PeerId, staying: &[Attendant]) -> Vec<Attendant> {
        let stays = |client| staying.iter().any(|attendant| attendant.client == client);
        let leaving = self
            .clients
            .iter_mut()
            .filter(|(client, seen)| brought_by(node, seen) && !stays(**client));
        leaving
            .map(|(client, seen)| {
                seen.here = None;
                gone(*client, seen.clock)
            })
            .collect()
    }

    /// Time goes by: to be called every five seconds.
    pub fn look(&mut self) {
        let here = self.clients.values_mut().filter_map(|s| s.here.as_mut());
        here.for_each(|here| here.silent = here.silent.saturating_add(1));
    }

    /// All who came with this connection go with it.
    pub fn leave(&mut self, peer: PeerId) -> Vec<Attendant> {
        self.names.remove(&peer);
        let leaving = self
            .clients
            .iter_mut()
            .filter(|(_, seen)| brought_by(peer, seen));
        leaving
            .map(|(client, seen)| {
                seen.clock = (seen.clock + 1).min(MAX_CLOCK);
                seen.here = None;
                gone(*client, seen.clock)
            })
            .collect()
    }

    pub fn everyone(&self) -> Vec<Attendant> {
        self.brought(|_| true)
    }

    /// Who came with certain connections.
    pub fn brought(&self, by: impl Fn(PeerId) -> bool) -> Vec<Attendant> {
        let here = self.clients.iter().filter_map(|(client, seen)| {
            let here = seen.here.as_ref().filter(|here| by(here.peer))?;
            Some(Attendant {
                client: *client,
                clock: seen.clock,
                state: here.state.clone(),
            })
        });
        here.collect()
    }

    /// What a connection's people call themselves.
    pub fn name_of(&self, peer: PeerId) -> Option<&str> {
        self.names.get(&peer).map(String::as_str)
    }

    fn bring(
        &mut self,
        peer: PeerId,
        attendant: Attendant,
        json: &serde_json::Value,
        heard: &mut Heard,
    ) -> Result<(), Closing> {
        match self.clients.get(&attendant.client) {
            Some(Seen { clock, here }) if attendant.clock <= *clock => {
                if here.is_none() {
                    heard.corrections.push(gone(attendant.client, *clock));
                }
                return Ok(());
            }
            Some(seen) if attendant.clock - seen.clock > LEAP => return Ok(()),
            Some(seen) if is_anothers(peer, seen) => {
                // Perhaps they have come back before their old connection ended: their changes are theirs all the same.
                self.call(peer, json);
                return Ok(());
            }
            Some(seen) if brought_by(peer, seen) => {}
            _ => {
                let limit = self.limits.clients_per_peer;
                let own = self.clients.values().filter(|seen| brought_by(peer, seen));
                if own.count() >= limit {
                    return Err(Closing::TooManyClients { limit });
                }
            }
        }
        let here = Here {
            peer,
            state: attendant.state.clone(),
            silent: 0,
        };
        let seen = Seen {
            clock: attendant.clock,
            here: Some(here),
        };
        self.clients.insert(attendant.client, seen);
        heard.news.push(attendant);
        self.call(peer, json);
        Ok(())
    }

    fn call(&mut self, peer: PeerId, json: &serde_json::Value) {
        if let Some(name) = name(json) {
            self.names.insert(peer, name);
        }
    }

    fn take_away(&mut self, peer: PeerId, attendant: Attendant) -> Option<Attendant> {
        let seen = self.clients.get_mut(&attendant.client)?;
        let leaps = attendant.clock.saturating_sub(seen.clock) > LEAP;
        if !brought_by(peer, seen) || attendant.clock < seen.clock || leaps {
            return None;
        }
        seen.clock = attendant.clock;
        seen.here = None;
        Some(attendant)
    }

    fn forget_some(&mut self) {
        if self.clients.len() > REMEMBERED {
            self.clients.retain(|_, seen| seen.here.is_some());
        }
    }
}

fn brought_by(peer: PeerId, seen: &Seen) -> bool {
    seen.here.as_ref().is_some_and(|here| here.peer == peer)
}

/// Whether somebody else brought it, of whom something was heard lately.
fn is_anothers(peer: PeerId, seen: &Seen) -> bool {
    let here = seen.here.as_ref();
    here.is_some_and(|here| here.peer != peer && here.silent < SILENT_LOOKS)
}

fn gone(client: u64, clock: u64) -> Attendant {
    Attendant {
        client,
        clock,
        state: "null".into(),
    }
}

/// `name` as our own clients say it, or `user.name` as y-protocols clients do.
fn name(json: &serde_json::Value) -> Option<String> {
    let name = json.get("name").or_else(|| json.pointer("/user/name"))?;
    let name: String = name.as_str()?.trim().chars().take(NAME).collect();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: PeerId = 1;
    const BEN: PeerId = 2;
    /// Ann's awareness client.
    const HERS: u64 = 5;

    struct Entrance(Attendance);

    impl Entrance {
        fn new() -> Entrance {
            Entrance(Attendance::new(Limits::default()))
        }

        /// Somebody says something of Ann's client; whether the others are told.
        fn says(&mut self, peer: PeerId, clock: u64, state: &str) -> bool {
            let entry = awareness::Entry {
                client: HERS,
                clock,
                state,
            };
            let update = awareness::encode([entry].into_iter());
            let heard = self.0.hear(peer, &update, false).unwrap();
            assert_eq!(heard.corrections, []);
            !heard.news.is_empty()
        }

        fn state(&self) -> String {
            self.0.everyone()[0].state.to_string()
        }
    }

    #[test]
    fn nobody_else_speaks_for_a_client_and_who_tries_may_stay() {
        let mut room = Entrance::new();
        assert!(room.says(ANN, 1, r#"{"name":"Ann"}"#));
        assert!(!room.says(BEN, 9, r#"{"name":"Not Ann"}"#));
        assert!(!room.says(BEN, 10, "null"));
        assert_eq!(room.state(), r#"{"name":"Ann"}"#);
        assert!(room.says(ANN, 2, "{}"), "she is not held up by it");
        // What they change is theirs.
        assert_eq!(room.0.name_of(ANN), Some("Ann"));
        assert_eq!(room.0.name_of(BEN), Some("Not Ann"));
        room.0.leave(BEN);
        assert_eq!(room.0.name_of(BEN), None);
        assert_eq!(room.0.everyone().len(), 1);
    }

    #[test]
    fn who_comes_back_speaks_for_their_client_again() {
        let mut room = Entrance::new();
        assert!(room.says(ANN, 1, "{}"));
        room.0.leave(ANN);
        assert!(room.says(BEN, 3, "{}"), "by a new connection");
        // The old one has not ended, but is silent.
        for _ in 1..SILENT_LOOKS {
            room.0.look();
        }
        assert!(!room.says(ANN, 4, "{}"));
        assert!(room.says(BEN, 5, "{}"), "it was there after all");
        (0..SILENT_LOOKS).for_each(|_| room.0.look());
        assert!(room.says(ANN, 6, "{}"));
        assert_eq!(room.0.leave(BEN), []);
        assert_eq!(room.0.everyone().len(), 1);
    }
}
