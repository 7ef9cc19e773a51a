//! What a board was, and the way back.

use serde_json::{Value, json};

use super::client::{call, get, new_board};
use super::peer::Peer;
use super::start::start;

fn ids(file: &Value) -> Vec<&str> {
    let notes = file["notes"].as_array().unwrap();
    notes.iter().map(|n| n["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_moment_can_be_seen_and_gone_back_to() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.show(1, 1, r#"{"user":{"name":"Ann"}}"#).await;
    for note in ["n1", "n2", "n3"] {
        ann.place(note).await;
        ann.until_acked().await;
    }
    let read = async |rest: &str| {
        let answer = get(address, &made.path(rest))
            .token(&made.viewer)
            .send()
            .await;
        assert_eq!(answer.status, 200, "{rest}");
        answer.json()
    };
    let history = read("/history").await;
    assert_eq!(history["head"], 3);
    let entries = history["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[0]["author"], "Ann");
    assert!(entries[0]["at"].as_str().unwrap() <= entries[2]["at"].as_str().unwrap());
    let second = &read("/history?after=1&limit=1").await["entries"];
    assert_eq!(second.as_array().unwrap().len(), 1);
    assert_eq!(second[0], entries[1]);
    assert_eq!(ids(&read("?at=0").await), Vec::<&str>::new());
    assert_eq!(ids(&read("?at=2").await), ["n1", "n2"]);
    assert_eq!(ids(&read("?at=3").await), ids(&read("").await));

    let back = async |token: &str, sequence: &str| {
        let path = made.path(&format!("/history/{sequence}/restoration"));
        call(address, "POST", &path).token(token).send().await
    };
    assert_eq!(back(&made.viewer, "1").await.status, 403);
    for beyond in ["4", "x", "-1"] {
        let answer = back(&made.editor, beyond).await;
        assert_eq!(answer.status, 400, "{beyond}");
        answer.problem();
    }
    let answer = back(&made.editor, "1").await;
    assert_eq!(answer.json()["sequence"], 4);
    assert_eq!(ids(&read("").await), ["n1"]);
    ann.until(|peer| !peer.has("n2") && peer.has("n1")).await;
    assert_eq!(
        back(&made.editor, "1").await.json()["sequence"],
        4,
        "it is there"
    );
    assert_eq!(back(&made.editor, "3").await.json()["sequence"], 5);
    ann.until(|peer| peer.has("n3")).await;
    assert_eq!(ids(&read("?at=4").await), ["n1"], "nothing was erased");
    let answer = get(address, &made.path("?at=6")).token(&made.viewer);
    assert_eq!(answer.send().await.status, 400);
}

#[tokio::test]
async fn the_past_comes_as_a_document_with_who_did_what() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.show(1, 1, r#"{"user":{"name":"Ann"}}"#).await;
    for note in ["n1", "n2"] {
        ann.place(note).await;
        ann.until_acked().await;
    }
    let read = async |rest: &str| {
        let read = get(address, &made.path(rest)).token(&made.viewer);
        read.send().await
    };
    let document = read("/history/1/document").await;
    assert_eq!(document.header("content-type"), "application/octet-stream");
    let board = board::Board::load(9, [&document.body[..]]).unwrap();
    assert_eq!(board.snapshot().notes.len(), 1);

    let activity = read("/activity?interval=3600").await.json();
    assert_eq!(activity["interval"], 3600);
    let rows = activity["activity"].as_array().unwrap();
    let updates = rows.iter().map(|row| row["updates"].as_u64().unwrap());
    assert_eq!(updates.sum::<u64>(), 2);
    assert_eq!(rows[0]["author"], "Ann");
    assert_eq!(rows.last().unwrap()["last"], 2);

    let differences = read("/comparison?from=1").await.json();
    assert_eq!(differences["to"], 2);
    assert_eq!(differences["added"][0]["id"], "n2");
    assert_eq!(differences["removed"], json!([]));
    let back = read("/comparison?from=2&to=0").await.json();
    let removed = back["removed"].as_array().unwrap();
    assert_eq!(removed.len(), 2);
    assert!(removed[0]["width"].as_f64().unwrap() > 0.0);
    for bad in [
        "/comparison",
        "/comparison?from=3",
        "/comparison?from=0&to=9",
        "/activity?interval=0",
        "/activity?days=1",
        "/history/7/document",
    ] {
        let answer = read(bad).await;
        assert_eq!(answer.status, 400, "{bad}");
        answer.problem();
    }
}

#[tokio::test]
async fn moments_have_names() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let name = async |token: &str, body: Value| {
        let call = call(address, "POST", &made.path("/versions")).token(token);
        call.json(&body).send().await
    };
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.place("n1").await;
    ann.until_acked().await;
    let answer = name(&made.editor, json!({ "name": " After lunch " })).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.json()["sequence"], 1);
    let first = json!({ "name": "Beginning", "sequence": 0 });
    assert_eq!(name(&made.editor, first).await.status, 201);
    let versions = get(address, &made.path("/versions")).token(&made.viewer);
    let versions = versions.send().await.json();
    let names: Vec<&str> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["After lunch", "Beginning"]);
    let any = json!({ "name": "x" });
    assert_eq!(name(&made.viewer, any).await.status, 403);
    for (bad, pointer) in [
        (json!({ "name": "" }), "/name"),
        (json!({ "name": "x".repeat(201) }), "/name"),
        (json!({ "name": "x", "sequence": 2 }), "/sequence"),
    ] {
        let answer = name(&made.editor, bad).await;
        assert_eq!(answer.status, 422);
        assert_eq!(answer.problem()["pointer"], pointer);
    }
}
