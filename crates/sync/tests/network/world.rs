//! People with clients, nodes with rooms of one board, a store that all nodes share, and what is under way between them.

use std::collections::VecDeque;

use board::coverage::{Content, Coverage};
use board::{Board, BoardError, wire};
use model::{Command, Id, Note, NoteKind, Point, Role};
use sync::client::{Client, Status};
use sync::message::Message;
use sync::presence::Presence;
use sync::room::{Attendant, Bytes, Limits, Output, PeerId, Recipients, Room};

/// The bytes under way between one client and a node; both ends lose them together.
pub struct Link {
    peer: PeerId,
    node: usize,
    up: VecDeque<Vec<u8>>,
    pub down: VecDeque<Vec<u8>>,
}

pub struct Person {
    pub board: Board,
    pub client: Client,
    pub link: Option<Link>,
    pub role: Role,
    acks: bool,
    /// All updates made here.
    made: Vec<Vec<u8>>,
    placed: usize,
}

/// What one node tells the others.
#[derive(Clone)]
enum Word {
    Stored(u64, Bytes),
    Shown(PeerId, Vec<Attendant>),
    Roll(PeerId, Vec<Attendant>),
}

struct Node {
    /// As the other nodes' rooms know it; another one after each start.
    name: PeerId,
    room: Room,
    /// What the store has been asked to keep.
    writing: VecDeque<(u64, Vec<u8>)>,
    /// What others have said and is not yet heard.
    words: VecDeque<Word>,
}

pub struct World {
    pub people: Vec<Person>,
    nodes: Vec<Node>,
    /// Nodes that have died.
    gone: Vec<PeerId>,
    /// What is durable: all updates, and a snapshot of so many of them.
    pub log: Vec<Vec<u8>>,
    base: Option<(u64, Bytes)>,
    next_peer: PeerId,
    now_ms: f64,
}

impl World {
    pub fn new(nodes: usize) -> World {
        let person = |i: u64, role, acks| Person {
            board: Board::new(i),
            client: Client::new(i),
            link: None,
            role,
            acks,
            made: vec![],
            placed: 0,
        };
        let mut people = vec![
            person(1, Role::Editor, true),
            person(2, Role::Facilitator, true),
            person(3, Role::Editor, false),
            person(4, Role::Viewer, true),
        ];
        people[3].client.set_read_only(true);
        let mut world = World {
            people,
            nodes: vec![],
            gone: vec![],
            log: vec![],
            base: None,
            next_peer: 1,
            now_ms: 0.0,
        };
        for _ in 0..nodes {
            let node = world.start();
            world.nodes.push(node);
        }
        world
    }

    /// A node that knows what is durable.
    fn start(&mut self) -> Node {
        self.next_peer += 1;
        let after = self.base.as_ref().map_or(0, |(sequence, _)| *sequence);
        let log = self.log.iter().zip(1..).skip(after as usize);
        let tail = log.map(|(update, n)| (n, Bytes::copy_from_slice(update)));
        let room = Room::load(self.base.clone(), tail.collect(), Limits::default());
        Node {
            name: self.next_peer | 1 << 63,
            room: room.unwrap(),
            writing: VecDeque::new(),
            words: VecDeque::new(),
        }
    }

    pub fn connect(&mut self, who: usize, node: usize) {
        if self.people[who].link.is_some() {
            return;
        }
        let node = node % self.nodes.len();
        let peer = self.next_peer;
        self.next_peer += 1;
        let person = &mut self.people[who];
        let up = person.client.on_open(&person.board, person.acks).into();
        person.link = Some(Link {
            peer,
            node,
            up,
            down: VecDeque::new(),
        });
        let (role, acks) = (person.role, person.acks);
        let outputs = self.nodes[node].room.join(peer, role, acks);
        self.carry_out(node, outputs);
    }

    pub fn drop_link(&mut self, who: usize) {
        if let Some(link) = self.people[who].link.take() {
            self.people[who].client.on_close();
            let outputs = self.nodes[link.node].room.leave(link.peer);
            self.carry_out(link.node, outputs);
        }
    }

    /// A node dies and comes back with what is durable.
    pub fn crash(&mut self, node: usize) {
        let node = node % self.nodes.len();
        for person in &mut self.people {
            if person.link.take_if(|link| link.node == node).is_some() {
                person.client.on_close();
            }
        }
        self.gone.push(self.nodes[node].name);
        self.nodes[node] = self.start();
    }

    pub fn act(&mut self, who: usize, what: u8) {
        let person = &mut self.people[who];
        if person.role == Role::Viewer {
            return;
        }
        let notes = person.board.snapshot().notes;
        let some = notes
            .at(what as usize % notes.len().max(1))
            .map(|n| n.id.clone());
        let command = match (what % 4, some) {
            (1, Some(id)) => Command::Move {
                to: vec![(id, Point::new(f64::from(what), 1.0))],
            },
            (2, Some(note)) => Command::EditText {
                note,
                text: format!("text {what}"),
            },
            (3, Some(id)) => Command::Delete { ids: vec![id] },
            _ => {
                person.placed += 1;
                let id = Id::new(&format!("n{who}.{}", person.placed)).unwrap();
                Command::Place {
                    notes: vec![Note::new(id, NoteKind::Policy, "Whenever")],
                    links: vec![],
                    frames: vec![],
                }
            }
        };
        let update = person.board.execute(&command).unwrap().update;
        self.send(who, update);
    }

    pub fn undo(&mut self, who: usize) {
        if let Some(undone) = self.people[who].board.undo() {
            self.send(who, undone.update);
        }
    }

    fn send(&mut self, who: usize, update: Vec<u8>) {
        let person = &mut self.people[who];
        if !update.is_empty() {
            person.made.push(update.clone());
        }
        let frames = person.client.local(update);
        match &mut person.link {
            Some(link) => link.up.extend(frames),
            None => assert!(frames.is_empty(), "nothing is sent without a connection"),
        }
    }

    /// A node hears one frame of a client; whether there was one.
    pub fn up(&mut self, who: usize) -> bool {
        let Some(link) = &mut self.people[who].link else {
            return false;
        };
        let Some(frame) = link.up.pop_front() else {
            return false;
        };
        let node = link.node;
        let outputs = self.nodes[node].room.receive(link.peer, &frame);
        self.carry_out(node, outputs);
        true
    }

    /// A client hears one frame of its node; whether there was one.
    pub fn down(&mut self, who: usize) -> bool {
        let person = &mut self.people[who];
        let Some(link) = &mut person.link else {
            return false;
        };
        let Some(frame) = link.down.pop_front() else {
            return false;
        };
        let received = person.client.on_frame(&frame, &mut person.board).unwrap();
        assert_eq!(received.refused, []);
        link.up.extend(received.send);
        true
    }

    /// The store has written something of a node; whether there was anything to write. `told`: the node hears of it.
    pub fn write(&mut self, node: usize, told: bool) -> bool {
        let node = node % self.nodes.len();
        let Some((ticket, update)) = self.nodes[node].writing.pop_front() else {
            return false;
        };
        self.log.push(update);
        if told {
            let sequence = self.log.len() as u64;
            let outputs = self.nodes[node].room.stored([(ticket, Ok(sequence))]);
            self.carry_out(node, outputs);
        } else {
            // It died at that moment.
            self.crash(node);
        }
        true
    }

    /// A node hears the oldest word of the others, or the newest, or one twice, or never.
    pub fn hear(&mut self, node: usize, how: u8) -> bool {
        let node = node % self.nodes.len();
        let words = &mut self.nodes[node].words;
        let word = match how % 4 {
            1 => words.pop_back(),
            _ => words.pop_front(),
        };
        let Some(word) = word else {
            return false;
        };
        match how % 4 {
            2 => self.nodes[node].words.push_back(word.clone()),
            3 => return true,
            _ => {}
        }
        let room = &mut self.nodes[node].room;
        let outputs = match word {
            Word::Stored(sequence, update) => room.found([(sequence, update)]).unwrap(),
            Word::Shown(from, entries) => room.shown_by(from, entries).into_iter().collect(),
            Word::Roll(from, entries) => room.roll_of(from, entries).into_iter().collect(),
        };
        self.carry_out_here(node, outputs);
        true
    }

    /// A node asks the store what it has missed; whether there was anything.
    pub fn read(&mut self, node: usize) -> bool {
        let node = node % self.nodes.len();
        let head = self.nodes[node].room.head();
        let missed = self.log.iter().zip(1..).skip(head as usize);
        let missed = missed.map(|(update, n)| (n, Bytes::copy_from_slice(update)));
        let missed: Vec<(u64, Bytes)> = missed.collect();
        let any = !missed.is_empty();
        let outputs = self.nodes[node].room.found(missed).unwrap();
        self.carry_out_here(node, outputs);
        any
    }

    fn carry_out(&mut self, node: usize, outputs: Vec<Output>) {
        let name = self.nodes[node].name;
        for output in &outputs {
            let word = match output {
                Output::Relay { sequence, update } => Word::Stored(*sequence, update.clone()),
                Output::Presence { to, entries } if !matches!(to, Recipients::One(_)) => {
                    Word::Shown(name, entries.clone())
                }
                _ => continue,
            };
            self.tell_others(node, &word);
        }
        self.carry_out_here(node, outputs);
    }

    fn tell_others(&mut self, node: usize, word: &Word) {
        let others = self.nodes.iter_mut().enumerate();
        for (_, other) in others.filter(|(n, _)| *n != node) {
            other.words.push_back(word.clone());
        }
    }

    fn carry_out_here(&mut self, node: usize, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Frame { to, frame } => self.say(node, to, &frame),
                Output::Ack { to, count } => {
                    let ack = Message::Ack(count).encode();
                    self.say(node, Recipients::One(to), &ack);
                }
                Output::Presence { to, entries } => {
                    let update = Attendant::encode(entries.iter());
                    self.say(node, to, &Message::Awareness(&update).encode());
                }
                Output::CatchUp { to, frames } => {
                    for frame in frames {
                        self.say(node, Recipients::One(to), &frame);
                    }
                }
                Output::Lacking {
                    to,
                    updates,
                    state_vector,
                } => {
                    let all = updates.iter().map(|u| &**u);
                    let frames = match wire::diff_of(all, &state_vector) {
                        Ok(lacking) => vec![Message::Step2(&lacking).encode().into()],
                        Err(BoardError::Incomplete) => sync::room::whole(&updates),
                        Err(error) => panic!("{error}"),
                    };
                    for frame in frames {
                        self.say(node, Recipients::One(to), &frame);
                    }
                }
                Output::Store { ticket, update, .. } => {
                    self.nodes[node]
                        .writing
                        .push_back((ticket, update.to_vec()));
                }
                Output::Relay { .. } => {}
                Output::Close { why, .. } => panic!("{why}"),
            }
        }
    }

    fn say(&mut self, node: usize, to: Recipients, frame: &[u8]) {
        let links = self.people.iter_mut().filter_map(|p| p.link.as_mut());
        for link in links.filter(|link| link.node == node) {
            let hears = match to {
                Recipients::One(peer) => link.peer == peer,
                Recipients::AllBut(peer) => link.peer != peer,
                Recipients::All => true,
            };
            if hears {
                link.down.push_back(frame.to_vec());
            }
        }
    }

    /// A snapshot takes the place of the log, where that has no gap.
    pub fn compact(&mut self, node: usize) {
        let node = node % self.nodes.len();
        let room = &mut self.nodes[node].room;
        let (head, updates) = (room.head(), room.updates());
        if let Ok(snapshot) = wire::compact(updates.iter().map(|u| &**u)) {
            let content = Content::of(&snapshot).unwrap();
            room.rebase(head, &snapshot, content);
            if self.base.as_ref().is_none_or(|(of, _)| *of < head) {
                self.base = Some((head, snapshot.into()));
            }
        }
    }

    /// What a client calls saved is in the log.
    pub fn check(&self) {
        let mut durable = Coverage::default();
        for update in &self.log {
            durable.add(Content::of(update).unwrap());
        }
        for person in self.people.iter().filter(|p| p.acks) {
            let saved = match person.client.status() {
                Status::Saved => true,
                Status::Offline { unsaved } => !unsaved,
                _ => false,
            };
            let lacks = |u: &&Vec<u8>| !durable.holds(&Content::of(u).unwrap());
            let lost = person.made.iter().filter(lacks).count();
            assert!(
                !saved || lost == 0,
                "{lost} updates are called saved and are not"
            );
            let safe = &person.made[..person.client.safe() as usize];
            let lost = safe.iter().filter(lacks).count();
            assert_eq!(lost, 0, "updates are called safe and are not");
        }
    }

    /// Everybody connects, everything under way arrives, and time goes by.
    pub fn settle(&mut self) {
        self.come_and_show();
        // A late word of a node that died may have brought somebody back, as whose cursor stands where it stood: until nothing
        // is heard of it for a while, nobody else speaks for it.
        for node in &mut self.nodes {
            (0..4).for_each(|_| node.room.look());
        }
        self.come_and_show();
    }

    /// Everybody connects and shows themselves, nodes say who is there, and all of it arrives.
    fn come_and_show(&mut self) {
        for node in 0..self.nodes.len() {
            for gone in self.gone.clone() {
                let left = self.nodes[node].room.roll_of(gone, Vec::new());
                self.carry_out_here(node, left.into_iter().collect());
            }
        }
        for who in 0..self.people.len() {
            self.connect(who, who);
            self.present(who, &format!("p{who}"));
        }
        self.arrive();
        for node in 0..self.nodes.len() {
            let roll = Word::Roll(self.nodes[node].name, self.nodes[node].room.roll());
            self.tell_others(node, &roll);
        }
        self.arrive();
    }

    fn arrive(&mut self) {
        loop {
            let mut moved = false;
            for node in 0..self.nodes.len() {
                moved |= self.write(node, true) | self.hear(node, 0) | self.read(node);
            }
            for who in 0..self.people.len() {
                moved |= self.up(who) | self.down(who);
            }
            self.check();
            if !moved {
                return;
            }
        }
    }

    pub fn present(&mut self, who: usize, name: &str) {
        let person = &mut self.people[who];
        let presence = Presence {
            name: name.into(),
            colour: "#abcdef".into(),
            ..Presence::default()
        };
        let frames = person.client.set_presence(presence, self.now_ms);
        if let Some(link) = &mut person.link {
            link.up.extend(frames);
        }
    }
}
