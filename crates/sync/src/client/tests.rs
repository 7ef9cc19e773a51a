//! Small things; the whole client against a room over a bad network is in `tests/network.rs`.

use board::Board;
use model::{Command, Note, NoteKind};

use super::*;
use crate::awareness::{self, Entry};

fn placed(board: &mut Board, id: &str) -> Vec<u8> {
    let note = Note::new(model::Id::new(id).unwrap(), NoteKind::Command, "Book cargo");
    let command = Command::Place {
        notes: vec![note],
        links: vec![],
        frames: vec![],
    };
    board.execute(&command).unwrap().update
}

fn presence(name: &str) -> Presence {
    Presence {
        name: name.into(),
        colour: "#123456".into(),
        ..Presence::default()
    }
}

/// What an awareness frame says: (client, clock, whether they left).
fn said(frame: &[u8]) -> Vec<(u64, u64, bool)> {
    match Message::read_all(frame).unwrap()[..] {
        [Message::Awareness(update)] => awareness::decode(update)
            .unwrap()
            .into_iter()
            .map(|e| (e.client, e.clock, e.has_left()))
            .collect(),
        ref other => panic!("{other:?}"),
    }
}

fn awareness_frame(client: u64, clock: u64, state: &str) -> Vec<u8> {
    let entry = Entry {
        client,
        clock,
        state,
    };
    Message::Awareness(&awareness::encode([entry].into_iter())).encode()
}

const EMPTY_STEP2: Message = Message::Step2(&[0, 0]);
const EMPTY_STEP1: Message = Message::Step1(&[0]);

#[test]
fn the_status_tells_the_truth() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    assert_eq!(client.status(), Status::Connecting);
    client.on_close();
    assert_eq!(client.status(), Status::Offline { unsaved: false });
    assert_eq!(
        client.local(placed(&mut board, "n1")),
        Vec::<Vec<u8>>::new()
    );
    assert_eq!(client.status(), Status::Offline { unsaved: true });

    client.on_open(&board, true);
    assert_eq!(client.status(), Status::Connecting, "nothing has come");
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    assert_eq!(client.status(), Status::Saving, "the server lacks n1");
    // An update of now would come before n1 and leave a gap: it goes with it.
    assert!(client.local(placed(&mut board, "n2")).is_empty());
    assert_eq!(client.status(), Status::Saving);
    let answer = client.on_frame(&EMPTY_STEP1.encode(), &mut board).unwrap();
    assert_eq!(answer.send.len(), 1);
    assert_eq!(client.status(), Status::Saving);
    client
        .on_frame(&Message::Ack(1).encode(), &mut board)
        .unwrap();
    assert_eq!(client.status(), Status::Saved);

    client.local(placed(&mut board, "n3"));
    client.on_close();
    assert_eq!(client.status(), Status::Offline { unsaved: true });
}

#[test]
fn what_is_safe_is_counted() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    client.local(placed(&mut board, "n1"));
    client.on_open(&board, true);
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    assert!(!client.is_open(), "n1 waits for the server's step 1");
    client.on_frame(&EMPTY_STEP1.encode(), &mut board).unwrap();
    assert!(client.is_open());
    client.local(placed(&mut board, "n2"));
    client.local(placed(&mut board, "n3"));
    assert_eq!((client.made(), client.safe()), (3, 0));
    let mut ack = |client: &mut Client, n| {
        client
            .on_frame(&Message::Ack(n).encode(), &mut board)
            .unwrap();
        client.safe()
    };
    assert_eq!(ack(&mut client, 1), 1, "what the server lacked held n1");
    assert_eq!(ack(&mut client, 2), 2);
    assert_eq!(ack(&mut client, 1), 2, "an old word takes nothing back");

    // The acknowledgement of n3 is lost with the connection: it is safe when the next one has said so.
    client.on_close();
    assert!(!client.is_open());
    client.on_open(&board, true);
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    client.on_frame(&EMPTY_STEP1.encode(), &mut board).unwrap();
    assert_eq!(client.safe(), 2);
    client
        .on_frame(&Message::Ack(1).encode(), &mut board)
        .unwrap();
    assert_eq!((client.made(), client.safe()), (3, 3));
}

#[test]
fn without_acknowledgements_saved_means_handed_over() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    client.on_open(&board, false);
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    client.local(placed(&mut board, "n1"));
    assert_eq!(client.status(), Status::Saved);
    client.on_close();
    assert_eq!(client.status(), Status::Offline { unsaved: true });
}

#[test]
fn who_may_only_look_sends_nothing() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    client.on_open(&board, true);
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    client
        .on_frame(&Message::Denied("a viewer").encode(), &mut board)
        .unwrap();
    assert_eq!(client.status(), Status::ReadOnly);
    assert!(client.local(placed(&mut board, "n1")).is_empty());
    let answer = client.on_frame(&EMPTY_STEP1.encode(), &mut board).unwrap();
    assert!(answer.send.is_empty());
    assert_eq!(client.set_presence(presence("Vi"), 0.0).len(), 1);
}

#[test]
fn presence_is_said_again_after_a_reconnect_with_a_raised_clock() {
    let board = Board::new(1);
    let mut client = Client::new(7);
    assert!(
        client.set_presence(presence("Ann"), 0.0).is_empty(),
        "nobody is there to hear it"
    );
    let first = said(&client.on_open(&board, true)[1])[0];
    client.on_close();
    let second = said(&client.on_open(&board, true)[1])[0];
    assert_eq!((first.0, first.2, second.2), (7, false, false));
    assert!(second.1 > first.1);
    let goodbye = said(&client.leave()[0])[0];
    assert!(goodbye.1 > second.1 && goodbye.2);
}

#[test]
fn presence_is_renewed_and_expires() {
    let mut board = Board::new(1);
    let mut client = Client::new(7);
    client.on_open(&board, true);
    client.set_presence(presence("Ann"), 1_000_000.0);
    let heard = awareness_frame(8, 1, &presence("Bo").to_json());
    assert!(client.on_frame(&heard, &mut board).unwrap().presence);
    assert!(
        !client.on_frame(&heard, &mut board).unwrap().presence,
        "again the same"
    );
    assert_eq!(client.peers(), [(8, presence("Bo"))]);

    assert_eq!(client.tick(1_014_000.0), Received::default());
    assert_eq!(client.tick(1_015_000.0).send.len(), 1, "renewed");
    assert_eq!(client.tick(1_016_000.0), Received::default());
    assert!(client.tick(1_030_000.0).presence, "Bo was silent for 30 s");
    assert!(client.peers().is_empty());
    assert!(
        !client.on_frame(&heard, &mut board).unwrap().presence,
        "old news"
    );
    let renewed = awareness_frame(8, 2, &presence("Bo").to_json());
    assert!(client.on_frame(&renewed, &mut board).unwrap().presence);
    // A machine that slept heard nobody: that is not their silence.
    assert!(!client.tick(2_000_000.0).presence);
    let left = awareness_frame(8, 2, "null");
    assert!(client.on_frame(&left, &mut board).unwrap().presence);
}

#[test]
fn nobody_else_speaks_for_this_client() {
    let mut board = Board::new(1);
    let mut client = Client::new(7);
    client.on_open(&board, true);
    client.set_presence(presence("Ann"), 0.0);
    let heard = client
        .on_frame(&awareness_frame(7, 9, "null"), &mut board)
        .unwrap();
    assert_eq!(said(&heard.send[0]), [(7, 10, false)]);
    let echo = awareness_frame(7, 10, &presence("Ann").to_json());
    assert_eq!(
        client.on_frame(&echo, &mut board).unwrap(),
        Received::default()
    );
}

#[test]
fn what_breaks_the_protocol_is_an_error_and_what_breaks_the_document_is_not() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    client.on_open(&board, true);
    assert!(client.on_frame(&[0, 9], &mut board).is_err());
    assert_eq!(
        client.on_frame(&Message::Ack(3).encode(), &mut board),
        Err(ProtocolError::AcknowledgedTooMuch {
            acknowledged: 3,
            sent: 0
        })
    );
    let heard = client.on_frame(&Message::Step2(&[9, 9]).encode(), &mut board);
    assert_eq!(heard.unwrap().refused.len(), 1);
    assert_eq!(client.status(), Status::Saved);
    assert_eq!(
        client.on_frame(&[99, 1], &mut board),
        Ok(Received::default())
    );
}

#[test]
fn pauses_double_with_jitter_and_start_again_once_the_board_has_come() {
    let mut board = Board::new(1);
    let mut client = Client::new(1);
    let pauses: Vec<f64> = (0..8).map(|_| client.next_delay(1.0)).collect();
    assert_eq!(pauses[..3], [500.0, 1000.0, 2000.0]);
    assert_eq!(pauses[7], 30_000.0);
    client.on_open(&board, true);
    assert_eq!(client.next_delay(0.0), 15_000.0, "open is not yet well");
    client.on_frame(&EMPTY_STEP2.encode(), &mut board).unwrap();
    assert_eq!(client.next_delay(0.0), 250.0);
}
