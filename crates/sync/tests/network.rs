//! Clients and rooms over a network that drops connections, with nodes that crash, a slow store, and a way between the
//! nodes that loses, repeats and reorders: what a client calls saved is durable, and in the end all have the same board.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

#[path = "network/world.rs"]
mod world;

use board::Board;
use model::Role;
use proptest::prelude::*;
use sync::client::Status;
use world::World;

#[derive(Clone, Debug)]
enum Event {
    Connect(usize, usize),
    Drop(usize),
    Crash(usize),
    Act(usize, u8),
    Undo(usize),
    Up(usize),
    Down(usize),
    Write(usize),
    /// The store keeps it, and the node dies before it hears so.
    WriteAndCrash(usize),
    Hear(usize, u8),
    Read(usize),
    Present(usize),
    Compact(usize),
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0..4usize;
    let node = 0..2usize;
    prop_oneof![
        3 => (who.clone(), node.clone()).prop_map(|(who, node)| Event::Connect(who, node)),
        1 => who.clone().prop_map(Event::Drop),
        1 => node.clone().prop_map(Event::Crash),
        6 => (who.clone(), any::<u8>()).prop_map(|(who, what)| Event::Act(who, what)),
        1 => who.clone().prop_map(Event::Undo),
        8 => who.clone().prop_map(Event::Up),
        8 => who.clone().prop_map(Event::Down),
        4 => node.clone().prop_map(Event::Write),
        1 => node.clone().prop_map(Event::WriteAndCrash),
        4 => (node.clone(), any::<u8>()).prop_map(|(node, how)| Event::Hear(node, how)),
        1 => node.clone().prop_map(Event::Read),
        1 => who.prop_map(Event::Present),
        1 => node.prop_map(Event::Compact),
    ]
}

fn live_through(world: &mut World, events: Vec<Event>) {
    for event in events {
        match event {
            Event::Connect(who, node) => world.connect(who, node),
            Event::Drop(who) => world.drop_link(who),
            Event::Crash(node) => world.crash(node),
            Event::Act(who, what) => world.act(who, what),
            Event::Undo(who) => world.undo(who),
            Event::Up(who) => drop(world.up(who)),
            Event::Down(who) => drop(world.down(who)),
            Event::Write(node) => drop(world.write(node, true)),
            Event::WriteAndCrash(node) => drop(world.write(node, false)),
            Event::Hear(node, how) => drop(world.hear(node, how)),
            Event::Read(node) => drop(world.read(node)),
            Event::Present(who) => world.present(who, "x"),
            Event::Compact(node) => world.compact(node),
        }
        world.check();
    }
    world.settle();
}

/// All have what is durable, call it saved, and see each other.
fn all_agree(world: &World) {
    let durable = Board::load(9, world.log.iter().map(Vec::as_slice)).unwrap();
    for (who, person) in world.people.iter().enumerate() {
        assert_eq!(person.board.snapshot(), durable.snapshot(), "{who}");
        let expected = match person.role {
            Role::Viewer => Status::ReadOnly,
            _ => Status::Saved,
        };
        assert_eq!(person.client.status(), expected, "{who}");
        let peers = person.client.peers().into_iter();
        let mut names: Vec<String> = peers.map(|(_, p)| p.name).collect();
        names.sort();
        let others = (0..world.people.len()).filter(|other| *other != who);
        let others: Vec<String> = others.map(|other| format!("p{other}")).collect();
        assert_eq!(names, others, "whom {who} sees");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn nothing_called_saved_is_lost_and_all_end_equal(events in prop::collection::vec(event(), 1..120)) {
        let mut world = World::new(1);
        live_through(&mut world, events);
        all_agree(&world);
    }

    #[test]
    fn two_nodes_are_one_board(events in prop::collection::vec(event(), 1..150)) {
        let mut world = World::new(2);
        live_through(&mut world, events);
        all_agree(&world);
    }
}

#[test]
fn work_done_offline_arrives_and_is_called_saved_only_then() {
    let mut world = World::new(1);
    world.settle();
    world.drop_link(0);
    world.act(0, 0);
    world.act(0, 4);
    assert_eq!(
        world.people[0].client.status(),
        Status::Offline { unsaved: true }
    );
    world.connect(0, 0);
    assert_eq!(world.people[0].client.status(), Status::Connecting);
    while world.up(0) | world.down(0) {}
    assert_eq!(
        world.people[0].client.status(),
        Status::Saving,
        "the disk is slow"
    );
    while world.write(0, true) {}
    while world.down(0) {}
    assert_eq!(world.people[0].client.status(), Status::Saved);
}

#[test]
fn a_crash_before_the_disk_has_written_loses_nothing_in_the_end() {
    let mut world = World::new(1);
    world.settle();
    world.act(0, 0);
    while world.up(0) {}
    world.crash(0);
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
fn a_crash_after_the_disk_has_written_doubles_nothing() {
    let mut world = World::new(2);
    world.settle();
    world.act(0, 0);
    while world.up(0) {}
    assert!(world.write(0, false));
    world.settle();
    all_agree(&world);
    assert_eq!(world.people[1].board.snapshot().notes.len(), 1);
}

#[test]
fn a_frame_heard_twice_changes_nothing() {
    let mut world = World::new(1);
    world.settle();
    world.act(0, 0);
    while world.up(0) | world.write(0, true) {}
    let person = &mut world.people[1];
    let frames = person.link.as_mut().unwrap().down.clone();
    assert!(!frames.is_empty());
    for frame in frames.iter().chain(&frames) {
        person.client.on_frame(frame, &mut person.board).unwrap();
    }
    assert_eq!(person.board.snapshot().notes.len(), 1);
}
