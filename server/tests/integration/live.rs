//! Several people on one board.

use serde_json::json;
use tokio_tungstenite::tungstenite::Error;

use super::client::{call, get, new_board};
use super::peer::{Asking, Peer, connect};
use super::start::start;

#[tokio::test]
async fn two_people_see_each_other_and_the_store_has_it() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(address, &made.id, &made.facilitator, 2).await;
    ann.place("n1").await;
    ben.place("n2").await;
    ann.until(|peer| peer.has("n2")).await;
    ben.until(|peer| peer.has("n1")).await;
    ann.until_acked().await;
    let file = get(address, &made.path(""))
        .token(&made.viewer)
        .send()
        .await
        .json();
    assert!(
        file["notes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|n| n["id"] == "n1")
    );

    ann.show(1, 1, r#"{"user":{"name":"Ann"}}"#).await;
    ben.until(|peer| {
        peer.seen
            .iter()
            .any(|(client, state)| *client == 1 && state.contains("Ann"))
    })
    .await;
    let late = Peer::join(address, &made.id, &made.viewer, 3);
    let mut late = late.await;
    late.until(|peer| peer.seen.iter().any(|(client, _)| *client == 1))
        .await;
    assert!(late.has("n1") && late.has("n2"), "step 2 was complete");
    ann.leave().await;
    ben.until(|peer| {
        peer.seen
            .last()
            .is_some_and(|(client, state)| *client == 1 && state == "null")
    })
    .await;
}

#[tokio::test]
async fn work_done_offline_comes_with_the_answer_to_the_servers_question() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.place("before").await;
    ann.until_acked().await;
    let mut ben = Peer::join(address, &made.id, &made.editor, 2).await;
    let mut offline = ann.leave().await;
    offline.execute(&super::peer::place("offline")).unwrap();
    ben.place("meanwhile").await;
    ben.until_acked().await;
    let mut ann = Peer::join_with(address, &made.id, &made.editor, offline).await;
    ann.until_acked().await;
    ben.until(|peer| peer.has("offline")).await;
    ann.until(|peer| peer.has("meanwhile")).await;
    assert_eq!(ann.board.snapshot(), ben.board.snapshot());
}

#[tokio::test]
async fn a_viewers_content_is_dropped_and_the_connection_stays() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut viewer = Peer::join(address, &made.id, &made.viewer, 1).await;
    let mut editor = Peer::join(address, &made.id, &made.editor, 2).await;
    viewer.place("forbidden").await;
    viewer.show(1, 1, r#"{"user":{"name":"Vera"}}"#).await;
    editor
        .until(|peer| peer.seen.iter().any(|(client, _)| *client == 1))
        .await;
    editor.place("allowed").await;
    viewer.until(|peer| peer.has("allowed")).await;
    let file = get(address, &made.path(""))
        .token(&made.viewer)
        .send()
        .await
        .json();
    let ids: Vec<_> = file["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["id"].clone())
        .collect();
    assert_eq!(ids, ["allowed"]);
    assert_eq!(viewer.acked, 0);
    assert!(viewer.denied && !editor.denied);
}

#[tokio::test]
async fn who_may_not_come_in_is_told_before_the_upgrade() {
    let running = start(&[]).await;
    let address = running.server.address();
    let (made, other) = (new_board(address).await, new_board(address).await);
    let refused = async |board: &str, token: &str, origin: Option<&str>| {
        let asking = Asking {
            origin,
            acks: false,
        };
        match connect(address, board, token, asking).await.map_err(|e| *e) {
            Err(Error::Http(response)) => response.status().as_u16(),
            Err(other) => panic!("{other}"),
            Ok(_) => 101,
        }
    };
    let own = format!("http://{address}");
    assert_eq!(refused(&made.id, &made.viewer, None).await, 101);
    assert_eq!(refused(&made.id, &made.viewer, Some(&own)).await, 101);
    assert_eq!(refused(&made.id, &made.viewer, Some("null")).await, 403);
    assert_eq!(
        refused(&made.id, &made.viewer, Some("http://evil.example")).await,
        403
    );
    assert_eq!(refused(&made.id, &other.facilitator, None).await, 403);
    assert_eq!(refused("nowhere", &made.viewer, None).await, 403);
    assert_eq!(refused(&made.id, "", None).await, 401);
    let long = "x".repeat(5_000);
    assert_eq!(refused(&made.id, &long, None).await, 403);
}

#[tokio::test]
async fn garbage_closes_its_sender_and_harms_nobody() {
    let running = start(&["--max-message", "100000"]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ben = Peer::join(address, &made.id, &made.editor, 2).await;
    let garbage: [(Vec<u8>, u16); 4] = [
        (vec![0, 2, 4, 1, 2, 3, 4], 1007),
        (vec![0, 9], 1007),
        (vec![1, 3, 1, 1, 1], 1007),
        (vec![0; 200_000], 1009),
    ];
    for (bytes, code) in garbage {
        let mut vandal = Peer::join(address, &made.id, &made.editor, 3).await;
        vandal.say(&bytes).await;
        let (said, reason) = vandal.until_closed().await;
        assert_eq!(said, code, "{reason}");
        assert!(!reason.is_empty());
    }
    let mut vandal = Peer::join(address, &made.id, &made.editor, 3).await;
    vandal.say_text("hello").await;
    assert_eq!(vandal.until_closed().await.0, 1003);
    ben.place("n1").await;
    ben.until_acked().await;
}

#[tokio::test]
async fn a_title_from_the_home_page_is_seen_live() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.viewer, 1).await;
    let answer = call(address, "PATCH", &made.path(""))
        .token(&made.editor)
        .json(&json!({ "title": "Renamed" }))
        .send()
        .await;
    assert_eq!(answer.status, 204);
    ann.until(|peer| peer.board.snapshot().meta.title == "Renamed")
        .await;
}

#[tokio::test]
async fn a_board_that_is_trashed_closes() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    call(address, "DELETE", &made.path(""))
        .token(&made.facilitator)
        .send()
        .await;
    assert_eq!(ann.until_closed().await.0, 4410);
    let asking = Asking::default();
    let again = connect(address, &made.id, &made.editor, asking).await;
    assert!(matches!(again.map_err(|e| *e), Err(Error::Http(r)) if r.status() == 410));
    call(address, "POST", &made.path("/restoration"))
        .token(&made.facilitator)
        .send()
        .await;
    Peer::join(address, &made.id, &made.editor, 1).await;
}

#[tokio::test]
async fn a_restart_hands_people_over_and_keeps_everything() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    for n in 0..50 {
        ann.place(&format!("n{n}")).await;
    }
    ann.until_acked().await;
    let (running, closed) = tokio::join!(running.restart(), ann.until_closed());
    assert_eq!(closed.0, 1012);
    let address = running.server.address();
    let ben = Peer::join(address, &made.id, &made.viewer, 2).await;
    assert_eq!(ben.board.snapshot().notes.len(), 50);
    assert_eq!(ben.board.snapshot(), ann.board.snapshot());
}

#[tokio::test]
async fn empty_rooms_are_unloaded_with_a_snapshot() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    for n in 0..20 {
        ann.place(&format!("n{n}")).await;
    }
    ann.until_acked().await;
    assert_eq!(running.server.hub().loaded(), 1);
    ann.leave().await;
    running.server.hub().emptied().await;
    assert_eq!(running.server.hub().loaded(), 0);
    let url = format!(
        "sqlite://{}",
        running.folder.path().join("isobar.db").display()
    );
    let store = store::open(&url).await.unwrap();
    let stored = store
        .load(&model::Id::new(&made.id).unwrap())
        .await
        .unwrap();
    assert!(stored.snapshot.is_some() && stored.tail.is_empty());
    let log = store
        .log(&model::Id::new(&made.id).unwrap(), 0, 100)
        .await
        .unwrap();
    assert_eq!(log.len(), 20, "the log stays whole");
    let ben = Peer::join(address, &made.id, &made.viewer, 2).await;
    assert_eq!(ben.board.snapshot().notes.len(), 20);
}
