//! Who may make boards, who somebody is, and what goes for good.

use serde_json::json;

use super::client::{Made, call, get, new_board};
use super::peer::{Asking, Peer, connect};
use super::start::{arguments, start};

#[tokio::test]
async fn boards_are_made_by_who_knows_the_token() {
    let secret = "a token of the operator";
    let running = start(&["--create", "token", "--create-token", secret]).await;
    let address = running.server.address();
    let make = || call(address, "POST", "/api/v1/boards");
    let refused = make().send().await;
    assert_eq!(refused.status, 401);
    assert_eq!(
        refused.problem()["type"],
        "urn:isobar:problem:may-not-create"
    );
    let wrong = make().header("x-create-token", "another token of the operator");
    assert_eq!(wrong.send().await.status, 401);
    let made = make().header("x-create-token", secret).send().await;
    let made = Made::of(&made);
    let copy = call(address, "POST", &made.path("/copies")).token(&made.viewer);
    assert_eq!(copy.clone().send().await.status, 401);
    let copy = copy.header("x-create-token", secret);
    assert_eq!(copy.send().await.status, 201);

    let folder = tempfile::tempdir().unwrap();
    for more in [
        &["--create", "token"][..],
        &["--create", "token", "--create-token", "short"],
    ] {
        let error = server::serve::Server::start(arguments(folder.path(), more)).await;
        assert!(error.err().unwrap().to_string().contains("--create-token"));
    }
}

#[tokio::test]
async fn a_trusted_proxy_says_who_somebody_is() {
    let rename = |address, made: &Made, title: &str| {
        let call = call(address, "PATCH", &made.path("")).token(&made.editor);
        call.header("x-forwarded-user", "Ann Proxy")
            .json(&json!({ "title": title }))
    };
    let authors = async |address, made: &Made| -> Vec<String> {
        let history = get(address, &made.path("/history")).token(&made.viewer);
        let history = history.send().await.json();
        let entries = history["entries"].as_array().unwrap().iter();
        entries
            .map(|e| e["author"].as_str().unwrap().to_owned())
            .collect()
    };
    // Without the option anybody could say anything: it is not heard.
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    rename(address, &made, "A").send().await;
    assert_eq!(authors(address, &made).await, ["editor"]);

    let running = start(&["--trust-name-header", "X-Forwarded-User"]).await;
    let address = running.server.address();
    let file = json!({ "format": "isobar/board", "version": 1, "title": "M", "notes": [] });
    let make = call(address, "POST", "/api/v1/boards").json(&file);
    let made = make.header("x-forwarded-user", "Ann Proxy").send().await;
    let made = Made::of(&made);
    rename(address, &made, "A").send().await;
    let mut peer = Peer::join(address, &made.id, &made.editor, 1).await;
    peer.show(1, 1, r#"{"user":{"name":"Ben"}}"#).await;
    peer.place("n1").await;
    peer.until_acked().await;
    let expected = ["Ann Proxy", "Ann Proxy", "Ben"];
    assert_eq!(authors(address, &made).await, expected);
    let about = get(address, &made.path("/about")).token(&made.viewer);
    let about = about.header("x-forwarded-user", "Ann Proxy").send().await;
    assert_eq!(about.json()["name"], "Ann Proxy");
    let export = get(address, &made.path("")).token(&made.viewer);
    export.header("x-forwarded-user", "Ann Proxy").send().await;
    let audit = async || {
        let audit = get(address, &made.path("/audit")).token(&made.facilitator);
        audit.send().await.json()["entries"].clone()
    };
    let lines = audit().await;
    assert_eq!(lines[0]["what"], "exported the board file");
    let who = |line: &serde_json::Value| line["who"].as_str().unwrap().to_owned();
    assert!(who(&lines[0]).starts_with("Ann Proxy · viewer "));
    assert!(who(&lines[1]).starts_with("Ann Proxy · facilitator "));

    // … and a name is erased from all of that.
    let erase = |token: &str, name: &str| {
        let call = call(address, "POST", &made.path("/erasures")).token(token);
        call.json(&json!({ "name": name })).send()
    };
    assert_eq!(erase(&made.editor, "Ann Proxy").await.status, 403);
    assert_eq!(erase(&made.facilitator, " ").await.status, 422);
    let erased = erase(&made.facilitator, "Ann Proxy").await;
    assert_eq!(erased.json()["places"], 4);
    let expected = ["somebody", "somebody", "Ben"];
    assert_eq!(authors(address, &made).await, expected);
    let lines = audit().await.to_string();
    assert!(lines.contains("somebody · viewer ") && !lines.contains("Ann Proxy"));
}

#[tokio::test]
async fn a_board_is_erased_for_good_out_of_the_trash() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let erase = |token: &str| {
        call(address, "POST", &made.path("/erasure"))
            .token(token)
            .send()
    };
    assert_eq!(erase(&made.editor).await.status, 403);
    assert_eq!(
        erase(&made.facilitator).await.status,
        409,
        "not in the trash"
    );
    let trash = call(address, "DELETE", &made.path("")).token(&made.facilitator);
    assert_eq!(trash.send().await.status, 204);
    assert_eq!(erase(&made.facilitator).await.status, 204);
    assert_eq!(
        erase(&made.facilitator).await.status,
        403,
        "nothing is left"
    );
    let gone = connect(address, &made.id, &made.editor, Asking::default()).await;
    assert!(gone.is_err());
}

#[tokio::test]
async fn the_title_is_the_newest_while_people_work() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut peer = Peer::join(address, &made.id, &made.editor, 1).await;
    let title = "Said live".to_owned();
    peer.execute(model::Command::SetTitle { title }).await;
    peer.until_acked().await;
    let about = get(address, &made.path("/about")).token(&made.viewer);
    assert_eq!(about.send().await.json()["title"], "Said live");
}
