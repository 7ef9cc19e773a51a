//! Whatever bytes come over the wire, nothing breaks and nobody else is harmed.
#![allow(clippy::unwrap_used, reason = "a test stops where it is wrong")]

use board::Board;
use model::{Command, Id, Note, NoteKind, Point, Role};
use proptest::prelude::*;
use sync::awareness::{self, Entry};
use sync::client::Client;
use sync::message::Message;
use sync::room::{Limits, Output, Room};

const VANDAL: u64 = 1;
const OTHER: u64 = 2;
/// The number of a document that no broken frame hits upon.
const OWN: u64 = 123_456_789;

/// The update that places a note.
fn update(client: u64, name: &str) -> Vec<u8> {
    let note = Note::new(Id::new(name).unwrap(), NoteKind::Command, "Book cargo");
    let command = Command::Place {
        notes: vec![note.at(Point { x: 1.0, y: 2.0 })],
        links: vec![],
        frames: vec![],
    };
    Board::new(client).execute(&command).unwrap().update
}

/// Frames as clients and servers say them.
fn said() -> Vec<Vec<u8>> {
    let entry = Entry {
        client: 7,
        clock: 3,
        state: r#"{"user":{"name":"Ann"},"cursor":{"x":1,"y":2}}"#,
    };
    let here = awareness::encode([entry].into_iter());
    let update = update(7, "n1");
    let mut several = Message::Update(&update).encode();
    several.extend(Message::Awareness(&here).encode());
    vec![
        Message::Step1(&[1, 7, 3]).encode(),
        Message::Step2(&update).encode(),
        Message::Awareness(&here).encode(),
        Message::QueryAwareness.encode(),
        Message::Ack(300).encode(),
        Message::Denied("no").encode(),
        several,
    ]
}

/// A frame of which some bytes are others, are missing, or are there twice.
fn broken() -> impl Strategy<Value = Vec<u8>> {
    let frames = said();
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..3u8);
    let changes = prop::collection::vec(change, 0..8);
    (0..frames.len(), changes).prop_map(move |(which, changes)| {
        let mut frame = frames[which].clone();
        for (at, byte, how) in changes {
            if frame.is_empty() {
                break;
            }
            let at = at.index(frame.len());
            match how {
                0 => frame[at] = byte,
                1 => drop(frame.remove(at)),
                _ => frame.insert(at, byte),
            }
        }
        frame
    })
}

fn any_frame() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![broken(), prop::collection::vec(any::<u8>(), 0..200)]
}

/// Well formed, but a row of it is a child of the letters of another's text: no document takes that in.
#[test]
fn a_child_of_a_letter_breaks_nobody() {
    let mut child_of_a_letter = update(VANDAL, "n1");
    let x = [0x28, 0, VANDAL as u8, 0, 1, b'x'];
    let at = child_of_a_letter
        .windows(x.len())
        .position(|bytes| bytes == x)
        .unwrap();
    child_of_a_letter[at + 3] = 3;
    board::wire::is_well_formed(&child_of_a_letter).unwrap();
    let log = [child_of_a_letter, update(OWN, "n2")];
    let log = || log.iter().map(Vec::as_slice);

    let board = Board::load(9, log()).unwrap();
    assert!(board.snapshot().notes.contains("n2"));
    // Who comes in later gets what can be taken in, and the log stays as it is.
    let all = board::wire::diff_of(log(), &[0]).unwrap();
    let mut late = Board::new(10);
    late.apply_remote(&all).unwrap();
    assert!(late.snapshot().notes.contains("n2"));
    assert!(board::wire::compact(log()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_room_bears_any_frame(frames in prop::collection::vec(any_frame(), 1..6)) {
        let mut room = Room::load(None, vec![], Limits::default()).unwrap();
        room.join(VANDAL, Role::Editor, true);
        room.join(OTHER, Role::Editor, true);
        let mut stored: Vec<Vec<u8>> = vec![];
        for frame in frames {
            for output in room.receive(VANDAL, &frame) {
                match output {
                    Output::Store { ticket, update, .. } => {
                        stored.push(update.to_vec());
                        room.stored([(ticket, Ok(stored.len() as u64))]);
                    }
                    Output::Close { peer, .. } => prop_assert_eq!(peer, VANDAL),
                    _ => {}
                }
            }
        }
        // What was let in can be read, and the other goes on.
        Board::load(9, stored.iter().map(Vec::as_slice)).unwrap();
        let outputs = room.receive(OTHER, &Message::Update(&update(OWN, "n2")).encode());
        prop_assert!(matches!(&outputs[..], [Output::Store { .. }]), "{:?}", outputs);
    }

    #[test]
    fn a_client_bears_any_frame(frames in prop::collection::vec(any_frame(), 1..6)) {
        let mut board = Board::new(5);
        let mut client = Client::new(board.client());
        client.on_open(&board, true);
        for frame in frames {
            // An error says that the connection is to be closed.
            let _ = client.on_frame(&frame, &mut board);
        }
        client.on_close();
        client.on_open(&board, true);
        let whole = Message::Step2(&update(OWN, "n2")).encode();
        client.on_frame(&whole, &mut board).unwrap();
        prop_assert!(board.snapshot().notes.contains("n2"));
    }
}
