//! Clients and a room over a network that drops connections, with a server that crashes and a slow disk: what a client
//! calls saved is durable, and in the end all have the same board.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use std::collections::VecDeque;

use board::coverage::{Content, Coverage};
use board::{Board, BoardError, wire};
use model::{Command, Id, Note, NoteKind, Point, Role};
use proptest::prelude::*;
use sync::client::{Client, Status};
use sync::message::Message;
use sync::presence::Presence;
use sync::room::{Attendant, Bytes, Limits, Output, PeerId, Recipients, Room};

/// The bytes under way between one client and the server; both ends lose them together.
struct Link {
    peer: PeerId,
    up: VecDeque<Vec<u8>>,
    down: VecDeque<Vec<u8>>,
}

struct Person {
    board: Board,
    client: Client,
    link: Option<Link>,
    role: Role,
    acks: bool,
    /// All updates made here.
    made: Vec<Vec<u8>>,
    placed: usize,
}

struct World {
    people: Vec<Person>,
    room: Room,
    /// What is durable.
    log: Vec<Vec<u8>>,
    /// What the disk has been asked to keep.
    writing: VecDeque<(u64, Vec<u8>)>,
    next_peer: PeerId,
    now_ms: f64,
}

fn room_over(log: &[Vec<u8>]) -> Room {
    let tail = log
        .iter()
        .zip(1..)
        .map(|(u, i)| (i, Bytes::copy_from_slice(u)));
    Room::load(None, tail.collect(), Limits::default()).unwrap()
}

impl World {
    fn new() -> World {
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
        World {
            people,
            room: room_over(&[]),
            log: vec![],
            writing: VecDeque::new(),
            next_peer: 1,
            now_ms: 0.0,
        }
    }

    fn connect(&mut self, who: usize) {
        if self.people[who].link.is_some() {
            return;
        }
        let peer = self.next_peer;
        self.next_peer += 1;
        let person = &mut self.people[who];
        let up = person.client.on_open(&person.board, person.acks).into();
        person.link = Some(Link {
            peer,
            up,
            down: VecDeque::new(),
        });
        let outputs = self
            .room
            .join(peer, self.people[who].role, self.people[who].acks);
        self.carry_out(outputs);
    }

    fn drop_link(&mut self, who: usize) {
        if let Some(link) = self.people[who].link.take() {
            self.people[who].client.on_close();
            let outputs = self.room.leave(link.peer);
            self.carry_out(outputs);
        }
    }

    /// The server dies and comes back with what is durable.
    fn crash(&mut self) {
        for person in &mut self.people {
            if person.link.take().is_some() {
                person.client.on_close();
            }
        }
        self.writing.clear();
        self.room = room_over(&self.log);
    }

    fn act(&mut self, who: usize, what: u8) {
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

    fn undo(&mut self, who: usize) {
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

    /// The server hears one frame of a client; whether there was one.
    fn up(&mut self, who: usize) -> bool {
        let Some(link) = &mut self.people[who].link else {
            return false;
        };
        let Some(frame) = link.up.pop_front() else {
            return false;
        };
        let outputs = self.room.receive(link.peer, &frame);
        self.carry_out(outputs);
        true
    }

    /// A client hears one frame of the server; whether there was one.
    fn down(&mut self, who: usize) -> bool {
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

    /// The disk has written something; whether there was anything to write.
    fn write(&mut self) -> bool {
        let Some((ticket, update)) = self.writing.pop_front() else {
            return false;
        };
        self.log.push(update);
        let sequence = self.log.len() as u64;
        let outputs = self.room.stored([(ticket, Ok(sequence))]);
        self.carry_out(outputs);
        true
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        for output in outputs {
            match output {
                Output::Frame { to, frame } => self.say(to, &frame),
                Output::Ack { to, count } => {
                    self.say(Recipients::One(to), &Message::Ack(count).encode());
                }
                Output::Presence { to, entries } => {
                    let update = Attendant::encode(entries.iter());
                    self.say(to, &Message::Awareness(&update).encode());
                }
                Output::CatchUp { to, frames } => {
                    for frame in frames {
                        self.say(Recipients::One(to), &frame);
                    }
                }
                Output::Lacking {
                    to,
                    updates,
                    state_vector,
                } => {
                    let all = updates.iter().map(|u| &**u);
                    match wire::diff_of(all.clone(), &state_vector) {
                        Ok(lacking) => {
                            let step2 = Message::Step2(&lacking).encode();
                            self.say(Recipients::One(to), &step2);
                        }
                        Err(BoardError::Incomplete) => {
                            for update in all {
                                let update = Message::Update(update).encode();
                                self.say(Recipients::One(to), &update);
                            }
                            let step2 = Message::Step2(&[0, 0]).encode();
                            self.say(Recipients::One(to), &step2);
                        }
                        Err(error) => panic!("{error}"),
                    }
                }
                Output::Store { ticket, update, .. } => {
                    self.writing.push_back((ticket, update.to_vec()));
                }
                // There is one node.
                Output::Relay { .. } => {}
                Output::Close { why, .. } => panic!("{why}"),
            }
        }
    }

    fn say(&mut self, to: Recipients, frame: &[u8]) {
        for link in self.people.iter_mut().filter_map(|p| p.link.as_mut()) {
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
    fn compact(&mut self) {
        let updates = self.room.updates();
        if let Ok(snapshot) = wire::compact(updates.iter().map(|u| &**u)) {
            let content = Content::of(&snapshot).unwrap();
            self.room.rebase(self.room.head(), &snapshot, content);
        }
    }

    /// What a client calls saved is in the log.
    fn check(&self) {
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

    /// Everybody connects, and everything under way arrives.
    fn settle(&mut self) {
        for who in 0..self.people.len() {
            self.connect(who);
            let name = format!("p{who}");
            self.present(who, &name);
        }
        loop {
            let mut moved = self.write();
            for who in 0..self.people.len() {
                moved |= self.up(who) | self.down(who);
            }
            self.check();
            if !moved {
                return;
            }
        }
    }

    fn present(&mut self, who: usize, name: &str) {
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

#[derive(Clone, Debug)]
enum Event {
    Connect(usize),
    Drop(usize),
    Crash,
    Act(usize, u8),
    Undo(usize),
    Up(usize),
    Down(usize),
    Write,
    Present(usize),
    Compact,
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0..4usize;
    prop_oneof![
        3 => who.clone().prop_map(Event::Connect),
        1 => who.clone().prop_map(Event::Drop),
        1 => Just(Event::Crash),
        6 => (who.clone(), any::<u8>()).prop_map(|(who, what)| Event::Act(who, what)),
        1 => who.clone().prop_map(Event::Undo),
        8 => who.clone().prop_map(Event::Up),
        8 => who.clone().prop_map(Event::Down),
        4 => Just(Event::Write),
        1 => who.prop_map(Event::Present),
        1 => Just(Event::Compact),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_called_saved_is_lost_and_all_end_equal(events in prop::collection::vec(event(), 1..120)) {
        let mut world = World::new();
        for event in events {
            match event {
                Event::Connect(who) => world.connect(who),
                Event::Drop(who) => world.drop_link(who),
                Event::Crash => world.crash(),
                Event::Act(who, what) => world.act(who, what),
                Event::Undo(who) => world.undo(who),
                Event::Up(who) => { world.up(who); }
                Event::Down(who) => { world.down(who); }
                Event::Write => { world.write(); }
                Event::Present(who) => world.present(who, "x"),
                Event::Compact => world.compact(),
            }
            world.check();
        }
        world.settle();
        let durable = Board::load(9, world.log.iter().map(Vec::as_slice)).unwrap().snapshot();
        for person in &world.people {
            prop_assert_eq!(&person.board.snapshot(), &durable);
            let expected = if person.role == Role::Viewer { Status::ReadOnly } else { Status::Saved };
            prop_assert_eq!(person.client.status(), expected);
            let mut names: Vec<String> =
                person.client.peers().into_iter().map(|(_, p)| p.name).collect();
            names.sort();
            prop_assert_eq!(names.len(), 3, "everybody sees the other three: {:?}", names);
        }
    }
}

#[test]
fn work_done_offline_arrives_and_is_called_saved_only_then() {
    let mut world = World::new();
    world.settle();
    world.drop_link(0);
    world.act(0, 0);
    world.act(0, 4);
    assert_eq!(
        world.people[0].client.status(),
        Status::Offline { unsaved: true }
    );
    world.connect(0);
    assert_eq!(world.people[0].client.status(), Status::Connecting);
    while world.up(0) | world.down(0) {}
    assert_eq!(
        world.people[0].client.status(),
        Status::Saving,
        "the disk is slow"
    );
    while world.write() {}
    while world.down(0) {}
    assert_eq!(world.people[0].client.status(), Status::Saved);
}

#[test]
fn a_crash_before_the_disk_has_written_loses_nothing_in_the_end() {
    let mut world = World::new();
    world.settle();
    world.act(0, 0);
    while world.up(0) {}
    world.crash();
    assert_eq!(
        world.people[0].client.status(),
        Status::Offline { unsaved: true }
    );
    world.settle();
    for person in &world.people {
        assert_eq!(person.board.snapshot().notes.len(), 1);
    }
}

#[test]
fn a_frame_heard_twice_changes_nothing() {
    let mut world = World::new();
    world.settle();
    world.act(0, 0);
    while world.up(0) | world.write() {}
    let person = &mut world.people[1];
    let frames = person.link.as_mut().unwrap().down.clone();
    assert!(!frames.is_empty());
    for frame in frames.iter().chain(&frames) {
        person.client.on_frame(frame, &mut person.board).unwrap();
    }
    assert_eq!(person.board.snapshot().notes.len(), 1);
}
