//! Who says too much is heard later, who reads too little is sent away; nothing is lost by either.

use std::time::{Duration, Instant};

use model::{Command, Id};

use super::client::{Made, new_board};
use super::nodes::metrics;
use super::peer::{PATIENCE, Peer, place};
use super::start::{Running, start};

#[tokio::test]
async fn who_says_too_much_is_heard_later_and_whole() {
    // The bucket holds ten seconds of it.
    let running = start(&["--message-rate", "10"]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let started = Instant::now();
    for n in 0..130 {
        ann.place(&format!("n{n}")).await;
    }
    ann.until_acked().await;
    assert!(
        started.elapsed() > Duration::from_secs(2),
        "it was not held back"
    );
    let ben = Peer::join(address, &made.id, &made.viewer, 2).await;
    assert_eq!(ben.board.snapshot().notes.len(), 130);
}

#[tokio::test]
async fn who_does_not_read_is_sent_away_and_catches_up() {
    let running = start(&[
        "--byte-rate",
        "1000000000",
        "--metrics-listen",
        "127.0.0.1:0",
    ])
    .await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut slow = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 2).await;
    let mut ben = Peer::join(address, &made.id, &made.editor, 3).await;
    ann.place("n1").await;
    // More than any socket takes for somebody who does not read.
    for n in 0..48 {
        let value = format!("{n:4}").repeat(1 << 18).into();
        let key = "large".to_owned();
        ann.execute(Command::SetSetting { key, value }).await;
        ann.until_acked().await;
        let newest = ann.board.snapshot();
        ben.until(|peer| peer.board.snapshot() == newest).await;
    }
    let newest = ann.board.snapshot();
    // What is cut off while even the farewell does not fit in the socket looks like a lost connection.
    let code = slow.until_closed().await.0;
    assert!([1013, 1006].contains(&code), "{code}");
    let sent_away = "isobar_closed_total{code=\"1013\"} 1";
    let counted = async { while !metrics(&running.server).await.contains(sent_away) {} };
    tokio::time::timeout(PATIENCE, counted).await.unwrap();
    let again = Peer::join_with(address, &made.id, &made.editor, slow.board).await;
    assert_eq!(again.board.snapshot(), newest);
}

#[tokio::test]
async fn a_frame_too_large_to_be_read_is_said_to_be() {
    let running = start(&["--max-message", "1000"]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    for bytes in [1_500, 3_000] {
        let mut vandal = Peer::join(address, &made.id, &made.editor, 1).await;
        vandal.say(&vec![0; bytes]).await;
        let (code, reason) = vandal.until_closed().await;
        assert_eq!(code, 1009, "{bytes}: {reason}");
        assert!(reason.contains("1000"), "{reason}");
    }
}

#[tokio::test]
async fn a_long_log_gets_a_snapshot_while_people_work() {
    let running = start(&[]).await;
    let made = new_board(running.server.address()).await;
    let address = running.server.address();
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(address, &made.id, &made.editor, 2).await;
    let mut notes = 0;
    // Until there is a snapshot, and then some more.
    let mut more = 20;
    while more > 0 {
        let mut command = place(&format!("n{notes}"));
        if let Command::Place { notes, .. } = &mut command {
            notes[0].description = "x".repeat(1_000);
        }
        ann.execute(command).await;
        ann.until_acked().await;
        notes += 1;
        more -= u32::from(has_snapshot(&running, &made).await);
    }
    ben.until(|peer| peer.board.snapshot().notes.len() == notes)
        .await;
    let cara = Peer::join(address, &made.id, &made.viewer, 3).await;
    assert_eq!(cara.board.snapshot(), ann.board.snapshot());
    // Who was here before the snapshot comes again with what they have.
    let again = Peer::join_with(address, &made.id, &made.editor, ben.leave().await).await;
    assert_eq!(again.board.snapshot(), ann.board.snapshot());
    let running = running.restart().await;
    let address = running.server.address();
    let dora = Peer::join(address, &made.id, &made.viewer, 4).await;
    assert_eq!(dora.board.snapshot(), ann.board.snapshot());
}

async fn has_snapshot(running: &Running, made: &Made) -> bool {
    let file = running.folder.path().join("isobar.db");
    let url = format!("sqlite://{}", file.display());
    let store = store::open(&url).await.unwrap();
    let stored = store.load(&Id::new(&made.id).unwrap()).await.unwrap();
    store.close().await;
    stored.snapshot.is_some()
}
