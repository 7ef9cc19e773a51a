//! A store that fails or is slow: what was acknowledged stays, replicas do not differ, and nothing waits without a bound.

use std::sync::Arc;

use model::Id;
use server::serve::Server;
use sync::lib0::{put_bytes, put_integer};
use sync::message::Message;

use super::chaos::random;
use super::client::{Made, new_board};
use super::faulty_store::{Fate, FaultyStore};
use super::peer::{Asking, Peer};
use super::start::arguments;

struct Faulty {
    server: Server,
    store: Arc<FaultyStore>,
    folder: tempfile::TempDir,
}

async fn start(more: &[&str]) -> Faulty {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("isobar.db");
    let inner = store::open(&format!("sqlite://{}", file.display())).await;
    let store = FaultyStore::over(inner.unwrap());
    let args = arguments(folder.path(), more);
    let server = Server::start_over(store.clone(), args).await.unwrap();
    Faulty {
        server,
        store,
        folder,
    }
}

impl Faulty {
    /// What a new process finds.
    async fn stored(&self, made: &Made) -> board::Board {
        let file = self.folder.path().join("isobar.db");
        let store = store::open(&format!("sqlite://{}", file.display())).await;
        let store = store.unwrap();
        let stored = store.load(&Id::new(&made.id).unwrap()).await.unwrap();
        store.close().await;
        board::Board::load(99, stored.updates()).unwrap()
    }
}

/// Places notes and comes back whenever it is sent away; those that were acknowledged.
async fn insist(server: &Server, made: &Made, client: u64, notes: usize) -> (Vec<String>, u64) {
    let address = server.address();
    let mut acknowledged = Vec::new();
    let mut sent_away = 0;
    let mut peer = Peer::join(address, &made.id, &made.editor, client).await;
    for n in 0..notes {
        let id = format!("c{client}-{n}");
        peer.place(&id).await;
        loop {
            // The answer to the server's question is the first that counts.
            if peer.sent > 0 && peer.acked == peer.sent {
                break;
            }
            if !peer.read().await {
                sent_away += 1;
                let asking = Asking {
                    acks: true,
                    ..Asking::default()
                };
                peer = Peer::open(address, &made.id, &made.editor, peer.board, asking).await;
            }
        }
        acknowledged.push(id);
    }
    (acknowledged, sent_away)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_that_fail_lose_nothing_acknowledged() {
    let mut counts = (0, 0, 0, 0);
    for seed in [4, 46, 460, 4600] {
        let faulty = start(&[]).await;
        let made = new_board(faulty.server.address()).await;
        let mut dice = seed;
        faulty.store.decide(move || match random(&mut dice) % 10 {
            0 | 1 => Fate::Refused,
            2 | 3 => Fate::StoredAndDenied,
            _ => Fate::Stored,
        });
        let people = (1..=4).map(|client| insist(&faulty.server, &made, client, 25));
        let done = futures::future::join_all(people).await;
        faulty.store.decide(|| Fate::Stored);

        let address = faulty.server.address();
        let mut last = Peer::join(address, &made.id, &made.editor, 9).await;
        last.place("last").await;
        last.until_acked().await;
        let stored = faulty.stored(&made).await;
        for (acknowledged, sent_away) in done {
            counts.0 += acknowledged.len();
            counts.1 += sent_away;
            for id in acknowledged {
                assert!(stored.snapshot().notes.contains(id.as_str()), "lost {id}");
            }
        }
        last.until(|peer| peer.board.snapshot() == stored.snapshot())
            .await;
        assert_eq!(stored.snapshot().notes.len(), 101, "nothing twice");
        let (refused, denied) = faulty.store.counts();
        counts = (counts.0, counts.1, counts.2 + refused, counts.3 + denied);
        faulty.server.stop().await;
    }
    let (acknowledged, sent_away, refused, denied) = counts;
    assert!(refused > 10 && denied > 10, "{refused} {denied}");
    println!(
        "acknowledged {acknowledged}, lost 0, transactions refused {refused}, stored and denied {denied}, sent away {sent_away}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_last_while_it_is_still_saved_loses_nothing() {
    let faulty = start(&[]).await;
    let address = faulty.server.address();
    let made = new_board(address).await;
    let rounds = 5;
    for round in 0..rounds {
        let mut ann = Peer::join(address, &made.id, &made.editor, 10 + round).await;
        faulty.store.set_open(false);
        ann.place(&format!("slow-{round}")).await;
        // Nobody is there any more, and the store has not answered.
        let board = ann.leave().await;
        assert_eq!(faulty.server.hub().loaded(), 1, "the room waits for it");
        if round % 2 == 0 {
            faulty.store.set_open(true);
            faulty.server.hub().emptied().await;
        } else {
            // Somebody comes in meanwhile, into the same room.
            let mut ben = Peer::join(address, &made.id, &made.viewer, 50 + round).await;
            faulty.store.set_open(true);
            ben.until(|peer| peer.has(&format!("slow-{round}"))).await;
            ben.leave().await;
            faulty.server.hub().emptied().await;
        }
        let stored = faulty.stored(&made).await;
        assert_eq!(stored.snapshot(), board.snapshot(), "round {round}");
    }
    println!("left during a slow save {rounds} times, lost 0");
    faulty.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_while_it_saves_saves_all_it_was_sent() {
    let faulty = start(&[]).await;
    let address = faulty.server.address();
    let (made, other) = (new_board(address).await, new_board(address).await);
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(address, &other.id, &other.editor, 2).await;
    faulty.store.set_open(false);
    for n in 0..50 {
        ann.place(&format!("n{n}")).await;
    }
    // The room has heard all of it when this is answered.
    ann.show(1, 1, r#"{"user":{"name":"Ann"}}"#).await;
    let mut cem = Peer::join(address, &made.id, &made.viewer, 3).await;
    cem.until(|peer| peer.sees(1, "Ann")).await;
    let Faulty {
        server,
        store,
        folder,
    } = faulty;
    let stopping = tokio::spawn(server.stop());
    for peer in [&mut ann, &mut ben, &mut cem] {
        assert_eq!(
            peer.until_closed().await.0,
            1012,
            "nobody waits for the store"
        );
    }
    store.set_open(true);
    stopping.await.unwrap();
    let file = folder.path().join("isobar.db");
    let store = store::open(&format!("sqlite://{}", file.display())).await;
    let stored = store.unwrap().load(&Id::new(&made.id).unwrap()).await;
    let stored = board::Board::load(9, stored.unwrap().updates()).unwrap();
    assert_eq!(stored.snapshot(), ann.board.snapshot());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_for_a_store_that_stands_still_is_bounded() {
    const PEOPLE: u64 = 4;
    const MESSAGES: u64 = 40;
    let faulty = start(&[
        "--byte-rate",
        "1000000000",
        "--board-byte-rate",
        "1000000000",
    ])
    .await;
    let address = faulty.server.address();
    let mut boards = Vec::new();
    for _ in 0..PEOPLE {
        boards.push(new_board(address).await);
    }
    faulty.store.set_open(false);
    let mut senders = tokio::task::JoinSet::new();
    for (client, made) in (1..).zip(boards) {
        let mut peer = Peer::join(address, &made.id, &made.editor, client).await;
        senders.spawn(async move {
            for clock in 0..MESSAGES {
                peer.sent += 1;
                let update = bytes_after(client, clock);
                peer.say(&Message::Update(&update).encode()).await;
            }
            peer.until_acked().await;
        });
    }
    // 160 MiB are on their way; no more is taken in than may wait.
    let hub = faulty.server.hub();
    while hub.figures().waiting_kib < 60 << 10 {
        tokio::task::yield_now().await;
    }
    let figures = hub.figures();
    assert!(figures.waiting_kib <= 64 << 10, "{figures:?}");
    assert!(figures.waiting_updates <= 64, "{figures:?}");
    faulty.store.set_open(true);
    while let Some(sent) = senders.join_next().await {
        sent.unwrap();
    }
    let figures = faulty.server.hub().figures();
    println!(
        "160 MiB sent against 64 + 64 MiB, {} updates stored, lost 0",
        figures.commits.updates
    );
    assert_eq!(figures.commits.updates, PEOPLE * MESSAGES);
    faulty.server.stop().await;
}

/// An update (Yjs, v1) that puts a mebibyte after the one before of the same client, in a root array that nobody reads.
fn bytes_after(client: u64, clock: u64) -> Vec<u8> {
    const BINARY: u64 = 3;
    const HAS_ORIGIN: u64 = 0x80;
    let mut update = Vec::new();
    for number in [1, 1, client, clock] {
        put_integer(&mut update, number);
    }
    match clock.checked_sub(1) {
        None => {
            update.extend([BINARY as u8, 1]);
            put_bytes(&mut update, b"large");
        }
        Some(before) => {
            update.push((BINARY | HAS_ORIGIN) as u8);
            put_integer(&mut update, client);
            put_integer(&mut update, before);
        }
    }
    put_bytes(&mut update, &vec![7; 1 << 20]);
    update.push(0);
    update
}
