//! The room's promises: store first, order, roles, presence, no harm by garbage.

use board::coverage::Content;

use super::log::{EMPTY_UPDATE, EMPTY_VECTOR};
use super::*;
use crate::awareness;

const A: PeerId = 1;
const B: PeerId = 2;
const V: PeerId = 3;

/// Updates of one client that insert an "x" each into the root text `t`, in order.
fn updates() -> [&'static [u8]; 3] {
    [
        &[1, 1, 7, 0, 4, 1, 1, b't', 1, b'x', 0],
        &[1, 1, 7, 1, 0x84, 7, 0, 1, b'x', 0],
        &[1, 1, 7, 2, 0x84, 7, 1, 1, b'x', 0],
    ]
}

fn update(bytes: &[u8]) -> Vec<u8> {
    Message::Update(bytes).encode()
}

fn room() -> Room {
    let mut room = Room::load(None, Vec::new(), Limits::default()).unwrap();
    room.join(A, Role::Editor, true);
    room.join(B, Role::Facilitator, false);
    room.join(V, Role::Viewer, true);
    room
}

/// Frames as messages, for reading.
fn frames(outputs: &[Output]) -> Vec<(Recipients, Vec<u8>)> {
    let frames = outputs.iter().filter_map(|output| match output {
        Output::Frame { to, frame } => Some((*to, frame.to_vec())),
        Output::Ack { to, count } => Some((Recipients::One(*to), Message::Ack(*count).encode())),
        _ => None,
    });
    frames.collect()
}

fn tickets(outputs: &[Output]) -> Vec<u64> {
    let tickets = outputs.iter().filter_map(|output| match output {
        Output::Store { ticket, .. } => Some(*ticket),
        _ => None,
    });
    tickets.collect()
}

fn awareness(client: u64, clock: u64, state: &str) -> Vec<u8> {
    let entry = awareness::Entry {
        client,
        clock,
        state,
    };
    Message::Awareness(&awareness::encode([entry].into_iter())).encode()
}

fn attendant(client: u64, clock: u64, state: &str) -> Attendant {
    Attendant {
        client,
        clock,
        state: state.into(),
    }
}

#[test]
fn the_fixtures_are_updates() {
    for update in updates() {
        Content::of(update).unwrap();
    }
}

#[test]
fn nothing_is_said_before_it_is_stored() {
    let mut room = room();
    let outputs = room.receive(A, &update(updates()[0]));
    assert_eq!(tickets(&outputs), [0]);
    assert_eq!(frames(&outputs), []);
    let outputs = room.stored([(0, Ok(1))]);
    assert_eq!(
        frames(&outputs),
        [
            (Recipients::AllBut(A), update(updates()[0])),
            (Recipients::One(A), Message::Ack(1).encode()),
        ]
    );
}

#[test]
fn acknowledgements_count_from_the_front_and_only_for_who_asked() {
    let mut room = room();
    for bytes in updates() {
        room.receive(A, &update(bytes));
    }
    let outputs = room.stored([(1, Ok(1))]);
    assert_eq!(frames(&outputs).len(), 1, "the first one is still missing");
    let outputs = room.stored([(0, Ok(2)), (2, Ok(3))]);
    let acks = frames(&outputs)
        .into_iter()
        .filter(|(to, _)| *to == Recipients::One(A));
    let acks: Vec<_> = acks.map(|(_, frame)| frame).collect();
    assert_eq!(acks, [Message::Ack(3).encode()]);

    let more: &[u8] = &[1, 1, 9, 0, 4, 1, 1, b't', 1, b'y', 0];
    room.receive(B, &update(more));
    let outputs = room.stored([(3, Ok(4))]);
    assert_eq!(frames(&outputs), [(Recipients::AllBut(B), update(more))]);
}

#[test]
fn what_the_log_holds_is_not_stored_again_but_counts() {
    let mut room = room();
    room.receive(A, &update(updates()[0]));
    room.stored([(0, Ok(1))]);
    let again = room.receive(A, &Message::Step2(updates()[0]).encode());
    assert!(tickets(&again).is_empty());
    assert_eq!(
        frames(&again),
        [(Recipients::One(A), Message::Ack(2).encode())]
    );
    // Behind one that still waits, it waits too.
    room.receive(A, &update(updates()[1]));
    assert_eq!(room.receive(A, &Message::Step2(EMPTY_UPDATE).encode()), []);
    let outputs = room.stored([(1, Ok(2))]);
    assert!(frames(&outputs).contains(&(Recipients::One(A), Message::Ack(4).encode())));
}

#[test]
fn a_viewers_content_is_dropped_and_the_viewer_stays() {
    let mut room = room();
    assert_eq!(room.receive(V, &update(updates()[0])), []);
    assert_eq!(room.receive(V, &update(b"garbage")), []);
    assert_eq!(room.head(), 0);
    let outputs = room.receive(V, &awareness(9, 1, "{}"));
    assert_eq!(
        outputs,
        [Output::Presence {
            to: Recipients::AllBut(V),
            entries: vec![attendant(9, 1, "{}")]
        }]
    );
}

#[test]
fn a_viewer_of_ours_is_told_so() {
    let mut room = room();
    let denied = |outputs: Vec<Output>| match &frames(&outputs)[..] {
        [(_, frame)] => matches!(Message::read_all(frame).unwrap()[..], [Message::Denied(_)]),
        other => other.len() > 1,
    };
    assert!(denied(room.join(10, Role::Viewer, true)));
    assert!(!denied(room.join(11, Role::Viewer, false)));
    assert!(!denied(room.join(12, Role::Editor, true)));
}

#[test]
fn a_failed_store_closes_the_author_and_tells_nobody() {
    let mut room = room();
    room.receive(A, &update(updates()[0]));
    let outputs = room.stored([(0, Err(Closing::NotStored))]);
    assert_eq!(
        outputs,
        [Output::Close {
            peer: A,
            why: Closing::NotStored
        }]
    );
    assert_eq!(room.updates(), Vec::<Bytes>::new());
    assert!(!room.is_storing());
}

#[test]
fn garbage_closes_its_sender_only() {
    let garbage = [
        vec![0, 2, 9, 1],
        update(b"no update"),
        vec![1, 1, 0xff],
        awareness(5, 1, "{not json"),
        awareness(5, 1, &format!("\"{}\"", "x".repeat(70_000))),
    ];
    for bytes in garbage {
        let mut room = room();
        let outputs = room.receive(A, &bytes);
        assert!(
            matches!(&outputs[..], [Output::Close { peer: A, .. }]),
            "{outputs:?}"
        );
        assert_eq!(tickets(&room.receive(B, &update(updates()[0]))), [0]);
    }
    let mut room = room();
    assert_eq!(
        room.receive(A, &[42, 1, 2, 3]),
        [],
        "unknown kinds are ignored"
    );
    assert_eq!(room.receive(A, &[]), []);
    assert_eq!(
        room.receive(77, &update(updates()[0])),
        [],
        "not in the room"
    );
}

#[test]
fn an_update_over_the_limit_is_refused_with_the_figures() {
    let limits = Limits {
        update_bytes: 10,
        ..Limits::default()
    };
    let mut room = Room::load(None, Vec::new(), limits).unwrap();
    room.join(A, Role::Editor, true);
    let outputs = room.receive(A, &update(updates()[0]));
    let why = Closing::TooLarge {
        bytes: 11,
        limit: 10,
    };
    assert_eq!(outputs, [Output::Close { peer: A, why }]);
}

#[test]
fn who_comes_gets_snapshot_and_tail_and_the_step_2_last() {
    let [one, two, three] = updates();
    let tail = vec![(2, two.into()), (3, three.into())];
    let mut room = Room::load(Some((1, one.into())), tail, Limits::default()).unwrap();
    let greeting = room.join(A, Role::Editor, true);
    // Client 7 is held up to clock 3.
    assert_eq!(
        frames(&greeting),
        [(Recipients::One(A), Message::Step1(&[1, 7, 3]).encode())]
    );
    let outputs = room.receive(A, &Message::Step1(EMPTY_VECTOR).encode());
    let expected = [
        Message::Update(one).encode(),
        Message::Update(two).encode(),
        Message::Step2(three).encode(),
    ];
    let frames = expected.map(Bytes::from).to_vec();
    assert_eq!(outputs, [Output::CatchUp { to: A, frames }]);

    let outputs = room.receive(A, &Message::Step1(&[1, 8, 1]).encode());
    assert!(
        matches!(&outputs[..], [Output::Lacking { to: A, updates, state_vector }]
            if updates.len() == 3 && state_vector == &[1, 8, 1])
    );
    assert_eq!(room.tail_size(), (2, two.len() + three.len()));
    room.rebase(2, b"snapshot", Content::of(two).unwrap());
    assert_eq!(
        room.updates(),
        [Bytes::from_static(b"snapshot"), Bytes::from_static(three)]
    );
    assert_eq!(room.head(), 3);
    assert_eq!(room.tail_size(), (1, three.len()));
}

#[test]
fn who_has_the_snapshot_gets_the_tail_and_all_deletions() {
    let [one, two, three] = updates();
    // Client 7's first three, of which the second was deleted.
    let deletion: &[u8] = &[0, 1, 7, 1, 1, 1];
    let snapshot = board::wire::merge([one, two, deletion]).unwrap();
    let base = Some((3, snapshot.into()));
    let tail = vec![(4, three.into())];
    let mut room = Room::load(base, tail, Limits::default()).unwrap();
    room.join(V, Role::Viewer, false);
    let outputs = room.receive(V, &Message::Step1(&[1, 7, 2]).encode());
    let frames = [
        Message::Update(three).encode(),
        Message::Step2(deletion).encode(),
    ];
    let frames = frames.map(Bytes::from).to_vec();
    assert_eq!(outputs, [Output::CatchUp { to: V, frames }]);
    let outputs = room.receive(V, &Message::Step1(&[1, 7, 1]).encode());
    assert!(matches!(&outputs[..], [Output::Lacking { to: V, .. }]));
    let outputs = room.receive(V, &Message::Step1(&[1, 7, 3]).encode());
    let frames = vec![Message::Step2(deletion).encode().into()];
    let everything = Output::CatchUp { to: V, frames };
    assert_eq!(outputs, [everything], "who has all hears deletions only");
    let outputs = room.receive(V, &Message::Step1(&[7, 7]).encode());
    assert!(matches!(&outputs[..], [Output::Close { peer: V, .. }]));
}

#[test]
fn an_empty_board_answers_with_an_empty_step_2() {
    let mut room = room();
    let outputs = room.receive(V, &Message::Step1(&[1, 7, 3]).encode());
    let frames = vec![Message::Step2(EMPTY_UPDATE).encode().into()];
    assert_eq!(outputs, [Output::CatchUp { to: V, frames }]);
}

#[test]
fn presence_goes_with_its_connection_and_echoes_do_not_bring_it_back() {
    let mut room = room();
    room.receive(A, &awareness(5, 3, r#"{"user":{"name":"Ann"}}"#));
    // B echoes what it heard: no news. B may not take Ann away either.
    assert_eq!(
        room.receive(B, &awareness(5, 3, r#"{"user":{"name":"Ann"}}"#)),
        []
    );
    assert_eq!(room.receive(B, &awareness(5, 9, "null")), []);
    let greeting = room.join(4, Role::Viewer, false);
    let ann = attendant(5, 3, r#"{"user":{"name":"Ann"}}"#);
    assert_eq!(
        greeting,
        [Output::Presence {
            to: Recipients::One(4),
            entries: vec![ann]
        }]
    );

    let outputs = room.leave(A);
    let gone = vec![attendant(5, 4, "null")];
    assert_eq!(
        outputs,
        [Output::Presence {
            to: Recipients::All,
            entries: gone.clone()
        }]
    );
    // A late echo is corrected, not believed; the same correction tells Ann herself to speak up after a reconnect.
    let outputs = room.receive(B, &awareness(5, 3, "{}"));
    assert_eq!(
        outputs,
        [Output::Presence {
            to: Recipients::One(B),
            entries: gone
        }]
    );
    room.join(5, Role::Editor, true);
    let outputs = room.receive(5, &awareness(5, 5, "{}"));
    assert!(matches!(
        &outputs[..],
        [Output::Presence {
            to: Recipients::AllBut(5),
            ..
        }]
    ));
}

#[test]
fn only_a_facilitator_asks_everyone_to_come() {
    let mut room = room();
    let asking = r#"{"user":{"name":"Ann"},"summons":{"number":1},"view":1}"#;
    let said = |outputs: Vec<Output>| match &outputs[..] {
        [Output::Presence { entries, .. }] => entries[0].state.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(said(room.receive(B, &awareness(6, 1, asking))), asking);
    for peer in [A, V] {
        let heard = said(room.receive(peer, &awareness(peer + 10, 1, asking)));
        assert_eq!(heard, r#"{"user":{"name":"Ann"},"view":1}"#);
    }
}

#[test]
fn nobody_is_shut_out_by_a_clock() {
    let mut room = room();
    room.receive(A, &awareness(5, 3, "{}"));
    // Such a clock could not be raised any more: not by Ann, and not by the room when she leaves.
    let leap = awareness(5, awareness::MAX_CLOCK, "{}");
    assert_eq!(room.receive(B, &leap), []);
    let beyond = awareness(6, (1 << 53) - 1, "{}");
    let outputs = room.receive(B, &beyond);
    assert!(matches!(outputs[..], [Output::Close { peer: B, .. }]));
    assert_eq!(room.receive(A, &awareness(5, 4, "{}")).len(), 1);

    room.receive(A, &awareness(7, awareness::MAX_CLOCK, "{}"));
    let gone = vec![
        attendant(5, 5, "null"),
        attendant(7, awareness::MAX_CLOCK, "null"),
    ];
    let to = Recipients::All;
    assert_eq!(room.leave(A), [Output::Presence { to, entries: gone }]);
}

#[test]
fn a_frame_of_a_million_questions_is_not_answered_a_million_times() {
    let check = |message: Message, times: usize, answers: Option<usize>| {
        let mut room = room();
        room.receive(A, &awareness(5, 3, "{}"));
        let outputs = room.receive(V, &message.encode().repeat(times));
        match answers {
            Some(answers) => assert_eq!(outputs.len(), answers, "{message:?}"),
            None => assert!(
                matches!(outputs[..], [Output::Close { peer: V, .. }]),
                "{message:?}"
            ),
        }
    };
    check(Message::QueryAwareness, 1_000_000, Some(1));
    check(Message::Step1(EMPTY_VECTOR), 16, Some(16));
    check(Message::Step1(EMPTY_VECTOR), 17, None);
    check(Message::Ack(1), 1_024, Some(0));
    check(Message::Ack(1), 1_025, None);
    check(Message::Step1(&[0; 5 << 20]), 1, None);
    check(Message::Awareness(&[0; 3 << 20]), 1, None);
}

#[test]
fn who_leaves_is_gone_however_it_is_written() {
    let mut room = room();
    room.receive(A, &awareness(5, 3, "{}"));
    let outputs = room.receive(A, &awareness(5, 3, " null\n"));
    let gone = Output::Presence {
        to: Recipients::AllBut(A),
        entries: vec![attendant(5, 3, "null")],
    };
    assert_eq!(outputs, [gone]);
}

#[test]
fn one_connection_speaks_for_a_few_clients() {
    let mut room = room();
    let limit = Limits::default().clients_per_peer as u64;
    for client in 0..limit {
        assert_eq!(room.receive(A, &awareness(client, 1, "{}")).len(), 1);
    }
    let outputs = room.receive(A, &awareness(limit, 1, "{}"));
    assert!(matches!(outputs[..], [Output::Close { peer: A, .. }]));
}

#[test]
fn updates_carry_the_name_of_their_author() {
    let author = |outputs: Vec<Output>| match &outputs[..] {
        [Output::Store { author, .. }] => author.clone(),
        other => panic!("{other:?}"),
    };
    let mut room = room();
    assert_eq!(author(room.receive(A, &update(updates()[0]))), "editor");
    room.receive(A, &awareness(5, 3, r#"{"name":" Ann "}"#));
    assert_eq!(author(room.receive(A, &update(updates()[1]))), "Ann");
}

#[test]
fn the_reason_of_a_closing_fits_its_frame() {
    let why = Closing::Malformed("ü".repeat(200));
    assert!(why.reason().len() <= 123 && why.reason().len() > 100);
}
