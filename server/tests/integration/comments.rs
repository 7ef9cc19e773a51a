//! Comments over HTTP: who may say, change and remove them, and who is told.

use std::net::SocketAddr;

use board::Board;
use serde_json::{Value, json};

use super::client::{Answer, Made, call, get};
use super::peer::{Asking, Peer};
use super::start::start;

const ANN: &str = "ann-keeps-this-to-herself";
const BO: &str = "bo-keeps-this-to-himself";

/// A board with the token of its commenters.
async fn board(address: SocketAddr) -> (Made, String) {
    let answer = call(address, "POST", "/api/v1/boards").send().await;
    let link = answer.json()["links"]["commenter"]
        .as_str()
        .unwrap()
        .to_owned();
    let token = link.split_once("access=").unwrap().1.to_owned();
    (Made::of(&answer), token)
}

async fn say(
    address: SocketAddr,
    (method, path): (&'static str, &str),
    (token, author): (&str, &str),
    body: Value,
) -> Answer {
    let call = call(address, method, path).token(token);
    call.header("isobar-author", author)
        .json(&body)
        .send()
        .await
}

#[tokio::test]
async fn a_thread_is_opened_answered_settled_and_gone() {
    let running = start(&[]).await;
    let address = running.server.address();
    let (made, commenter) = board(address).await;
    let threads = made.path("/threads");
    let ann = (commenter.as_str(), ANN);
    let bo = (made.editor.as_str(), BO);
    let opening = json!({ "note": "n1", "text": " Why here? ", "author": "Ann" });
    let opened = say(address, ("POST", &threads), ann, opening).await;
    assert_eq!(opened.status, 201);
    let thread = opened.json();
    assert_eq!(thread["comments"][0]["text"], "Why here?");
    assert_eq!(thread["comments"][0]["yours"], true);
    let one = format!("{threads}/{}", thread["id"].as_str().unwrap());
    let answers = format!("{one}/comments");
    let answer = say(
        address,
        ("POST", &answers),
        bo,
        json!({ "text": "Because." }),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.json()["author"].clone()),
        (201, json!("Guest"))
    );
    let answered = format!("{answers}/{}", answer.json()["id"].as_str().unwrap());

    let read = async || {
        let list = get(address, &threads).token(&made.viewer);
        let list = list.header("isobar-author", BO).send().await.json();
        list["threads"].clone()
    };
    let list = read().await;
    assert_eq!(list[0]["note"], "n1");
    let yours = [0, 1].map(|i| list[0]["comments"][i]["yours"].clone());
    assert_eq!(yours, [json!(false), json!(true)]);

    let other = json!({ "text": "Because of Ann." });
    let edited = say(address, ("PATCH", &answered), ann, other.clone()).await;
    assert_eq!(edited.status, 403);
    assert_eq!(edited.problem()["type"], "urn:isobar:problem:not-yours");
    let edited = say(address, ("PATCH", &answered), bo, other).await;
    assert_eq!(edited.status, 204);
    let settled = json!({ "resolved": true, "author": "Bo" });
    assert_eq!(say(address, ("PATCH", &one), bo, settled).await.status, 204);
    let list = read().await;
    assert_eq!(list[0]["resolvedBy"], "Bo");
    assert_eq!(list[0]["comments"][1]["text"], "Because of Ann.");
    assert!(list[0]["comments"][1]["editedAt"].is_string());
    let again = json!({ "resolved": false });
    assert_eq!(say(address, ("PATCH", &one), ann, again).await.status, 204);
    assert_eq!(read().await[0]["resolvedAt"], Value::Null);

    // Not somebody else's; a facilitator may remove any.
    let remove = async |token: &str, author| {
        let call = call(address, "DELETE", &answered).token(token);
        call.header("isobar-author", author).send().await.status
    };
    assert_eq!(remove(&commenter, ANN).await, 403);
    assert_eq!(remove(&made.facilitator, ANN).await, 204);
    assert_eq!(remove(&made.facilitator, ANN).await, 404);
    let first = format!(
        "{answers}/{}",
        thread["comments"][0]["id"].as_str().unwrap()
    );
    let gone = call(address, "DELETE", &first).token(&commenter);
    assert_eq!(gone.header("isobar-author", ANN).send().await.status, 204);
    assert_eq!(read().await, json!([]));
}

#[tokio::test]
async fn it_takes_the_right_and_sense() {
    let running = start(&[]).await;
    let address = running.server.address();
    let (made, commenter) = board(address).await;
    let threads = made.path("/threads");
    let good = json!({ "note": "n1", "text": "x" });
    let viewer = (made.viewer.as_str(), ANN);
    let refused = say(address, ("POST", &threads), viewer, good.clone()).await;
    assert_eq!(refused.status, 403);
    refused.problem();
    let ann = (commenter.as_str(), ANN);
    for (bad, status) in [
        (json!({ "note": "n1", "text": " " }), 422),
        (json!({ "note": "n1", "text": "x".repeat(4_001) }), 422),
        (json!({ "note": "no id", "text": "x" }), 422),
        (json!({ "text": "x" }), 422),
        (json!({ "note": "n1", "text": "x", "more": 1 }), 422),
    ] {
        let answer = say(address, ("POST", &threads), ann, bad.clone()).await;
        assert_eq!(answer.status, status, "{bad}");
        answer.problem();
    }
    let nowhere = format!("{threads}/none/comments");
    let answer = say(address, ("POST", &nowhere), ann, json!({ "text": "x" })).await;
    assert_eq!(answer.status, 404);
    // A commenter comments and no more.
    let rename = call(address, "PATCH", &made.path("")).token(&commenter);
    assert_eq!(
        rename.json(&json!({ "title": "x" })).send().await.status,
        403
    );

    let mut refused = None;
    for _ in 0..40 {
        let answer = say(address, ("POST", &threads), ann, good.clone()).await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    assert_eq!(refused.problem()["type"], "urn:isobar:problem:too-often");
    assert!(!refused.header("retry-after").is_empty());
    let bo = (commenter.as_str(), BO);
    assert_eq!(say(address, ("POST", &threads), bo, good).await.status, 201);
}

#[tokio::test]
async fn open_pages_are_told_and_copies_begin_without_comments() {
    let running = start(&[]).await;
    let address = running.server.address();
    let (made, commenter) = board(address).await;
    let mut ours = Peer::join(address, &made.id, &made.viewer, 1).await;
    let (stock, empty) = (Asking::default(), Board::new(2));
    let mut other = Peer::join_as(address, &made.id, &made.viewer, empty, stock).await;
    let opening = json!({ "note": "n1", "text": "x" });
    let ann = (commenter.as_str(), ANN);
    let threads = made.path("/threads");
    assert_eq!(
        say(address, ("POST", &threads), ann, opening).await.status,
        201
    );
    ours.until(|peer| peer.notices == ["comments"]).await;
    let mut editor = Peer::join(address, &made.id, &made.editor, 3).await;
    editor.place("n1").await;
    other.until(|peer| peer.has("n1")).await;
    assert!(other.notices.is_empty());
    let copies = call(address, "POST", &made.path("/copies")).token(&made.editor);
    let copy = Made::of(&copies.send().await);
    let list = get(address, &copy.path("/threads")).token(&copy.viewer);
    assert_eq!(list.send().await.json()["threads"], json!([]));
}
