//! What a room hears of the same board's rooms on other nodes: updates that are stored, and who is there.
//!
//! The store is the truth and numbers updates without gaps. What comes twice is known by its sequence, what comes in
//! another order finds its place, and what does not come at all leaves a gap, which [`Room::is_behind`] tells.

use board::BoardError;
use board::coverage::Content;

use super::log::Said;
use super::{Attendant, Bytes, Output, PeerId, Recipients, Room, presence};

impl Room {
    /// Updates that are stored already, with their sequences: another node has stored them, or they were read.
    pub fn found(
        &mut self,
        updates: impl IntoIterator<Item = (u64, Bytes)>,
    ) -> Result<Vec<Output>, BoardError> {
        let mut outputs = Vec::new();
        for (sequence, update) in updates {
            if self.log.knows(sequence) {
                continue;
            }
            let content = Content::of(&update)?;
            let said = Said::new(&update);
            let frame = said.frame.clone();
            self.log.push(sequence, said, content);
            outputs.push(Output::Frame {
                to: Recipients::All,
                frame,
            });
        }
        Ok(outputs)
    }

    /// What the people of another node show. The node has a number among the connections', used for nothing else.
    pub fn shown_by(&mut self, node: PeerId, entries: Vec<Attendant>) -> Option<Output> {
        let news = self.attendance.hear_node(node, entries);
        presence(Recipients::All, news)
    }

    /// Everybody of another node: who is not among them has left it.
    pub fn roll_of(&mut self, node: PeerId, entries: Vec<Attendant>) -> Option<Output> {
        let mut news = self.attendance.leave_node(node, &entries);
        news.extend(self.attendance.hear_node(node, entries));
        presence(Recipients::All, news)
    }

    /// Everybody of this node, for the others.
    pub fn roll(&self) -> Vec<Attendant> {
        self.attendance
            .brought(|peer| self.peers.contains_key(&peer))
    }
}

#[cfg(test)]
mod tests {
    use model::Role;

    use super::super::Limits;
    use super::*;
    use crate::awareness;
    use crate::message::Message;

    const NODE: PeerId = 1 << 63;

    /// Updates of one client that insert an "x" each into the root text `t`, in order.
    fn updates() -> [Bytes; 3] {
        [
            Bytes::from_static(&[1, 1, 7, 0, 4, 1, 1, b't', 1, b'x', 0]),
            Bytes::from_static(&[1, 1, 7, 1, 0x84, 7, 0, 1, b'x', 0]),
            Bytes::from_static(&[1, 1, 7, 2, 0x84, 7, 1, 1, b'x', 0]),
        ]
    }

    fn room() -> Room {
        let mut room = Room::load(None, Vec::new(), Limits::default()).unwrap();
        room.join(1, Role::Editor, true);
        room
    }

    fn entry(client: u64, clock: u64, state: &str) -> Attendant {
        Attendant {
            client,
            clock,
            state: state.into(),
        }
    }

    fn says(room: &mut Room, client: u64, clock: u64) -> Vec<Output> {
        let entry = awareness::Entry {
            client,
            clock,
            state: "{}",
        };
        let update = awareness::encode([entry].into_iter());
        room.receive(1, &Message::Awareness(&update).encode())
    }

    #[test]
    fn what_comes_twice_and_in_any_order_is_one_log() {
        let [a, b, c] = updates();
        let mut room = room();
        let mut find = |sequence, update: &Bytes| {
            let said = room.found([(sequence, update.clone())]).unwrap().len();
            (said, room.head(), room.is_behind())
        };
        assert_eq!(find(3, &c), (1, 0, true), "two are missing");
        assert_eq!(find(1, &a), (1, 1, true));
        assert_eq!(find(3, &c), (0, 1, true), "known");
        assert_eq!(find(2, &b), (1, 3, false));
        assert_eq!(find(1, &a), (0, 3, false));
        assert_eq!(room.updates(), updates());
        assert!(room.found([(4, Bytes::from_static(b"garbage"))]).is_err());
    }

    #[test]
    fn an_own_update_is_acknowledged_though_the_store_brought_it_first() {
        let [a, b, _] = updates();
        let mut room = room();
        room.receive(1, &Message::Update(&a).encode());
        assert_eq!(room.found([(1, a.clone())]).unwrap().len(), 1);
        let outputs = room.stored([(0, Ok(1))]);
        let relayed = Output::Relay {
            sequence: 1,
            update: a,
        };
        assert_eq!(outputs, [relayed, Output::Ack { to: 1, count: 1 }]);
        // One of another node's lies between: a snapshot may not say that it holds it.
        room.receive(1, &Message::Update(&b).encode());
        room.stored([(1, Ok(3))]);
        assert_eq!((room.head(), room.is_behind()), (1, true));
    }

    #[test]
    fn people_of_other_nodes_come_move_and_leave() {
        let mut room = room();
        says(&mut room, 5, 1);
        let come = room.shown_by(NODE, vec![entry(8, 1, "{}"), entry(9, 1, "{}")]);
        assert!(matches!(come, Some(Output::Presence { entries, .. }) if entries.len() == 2));
        assert_eq!(room.shown_by(NODE, vec![entry(8, 1, "{}")]), None, "old");
        assert_eq!(room.roll(), [entry(5, 1, "{}")], "own people only");
        assert_eq!(room.shown_by(NODE, vec![entry(5, 1, "null")]), None);

        let left = room.roll_of(NODE, vec![entry(9, 1, "{}")]);
        let gone = Output::Presence {
            to: Recipients::All,
            entries: vec![entry(8, 1, "null")],
        };
        assert_eq!(left, Some(gone));
        assert!(room.shown_by(NODE, vec![entry(8, 2, "{}")]).is_some());
        // Who has come by one node is not taken over by another, neither here nor there …
        assert_eq!(room.shown_by(NODE, vec![entry(5, 7, "{}")]), None);
        assert_eq!(says(&mut room, 8, 3), []);
        // … until nothing has been heard of them for a while: then they have come back by this one.
        (0..4).for_each(|_| room.look());
        assert_eq!(says(&mut room, 8, 4).len(), 1);
        assert_eq!(room.shown_by(NODE, vec![entry(8, 5, "null")]), None);
        assert!(room.roll_of(NODE, Vec::new()).is_some(), "9 is gone");
        assert_eq!(room.roll(), [entry(5, 1, "{}"), entry(8, 4, "{}")]);
    }
}
