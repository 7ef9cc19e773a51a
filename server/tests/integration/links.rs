//! Links that are listed, end, are taken back and replaced; and who did that.

use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Error;

use super::client::{Answer, Made, call, get, new_board};
use super::peer::{Asking, Peer, connect};
use super::start::start;

async fn links(address: SocketAddr, made: &Made) -> Vec<Value> {
    let path = made.path("/links");
    let answer = get(address, &path).token(&made.facilitator).send().await;
    assert_eq!(answer.status, 200);
    answer.json()["links"].as_array().unwrap().clone()
}

/// The name of the one link of a role.
async fn name_of(address: SocketAddr, made: &Made, role: &str) -> String {
    let links = links(address, made).await;
    let link = links.iter().find(|link| link["role"] == role).unwrap();
    link["name"].as_str().unwrap().to_owned()
}

fn token(links: &Answer, role: &str) -> String {
    let link = links.json()[role].as_str().unwrap().to_owned();
    link.split_once("access=").unwrap().1.to_owned()
}

async fn opens(address: SocketAddr, made: &Made, token: &str) -> bool {
    let answer = get(address, &made.path("")).token(token).send().await;
    assert!(answer.status == 200 || answer.status == 403);
    answer.status == 200
}

#[tokio::test]
async fn a_link_taken_back_closes_who_came_by_it_and_nobody_else() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut editor = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut viewer = Peer::join(address, &made.id, &made.viewer, 2).await;
    editor.place("n1").await;
    editor.until_acked().await;
    let name = name_of(address, &made, "editor").await;
    let path = made.path(&format!("/links/{name}"));
    for token in [&made.viewer, &made.editor] {
        let answer = call(address, "DELETE", &path).token(token).send().await;
        assert_eq!(answer.status, 403);
    }
    let revoke = || call(address, "DELETE", &path).token(&made.facilitator);
    assert_eq!(revoke().send().await.status, 204);
    assert_eq!(editor.until_closed().await.0, 4403);
    assert!(!opens(address, &made, &made.editor).await);
    let again = connect(address, &made.id, &made.editor, Asking::default()).await;
    assert!(matches!(again.map_err(|e| *e), Err(Error::Http(r)) if r.status() == 403));
    assert_eq!(revoke().send().await.status, 404);

    let mut other = Peer::join(address, &made.id, &made.facilitator, 3).await;
    other.place("n2").await;
    viewer.until(|peer| peer.has("n1") && peer.has("n2")).await;
}

#[tokio::test]
async fn a_link_ends_by_itself() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mint = |body: Value| {
        let call = call(address, "POST", &made.path("/links")).token(&made.facilitator);
        call.json(&body).send()
    };
    let past = mint(json!({ "role": "viewer", "expiresIn": 0 })).await;
    assert!(!opens(address, &made, &token(&past, "viewer")).await);
    let soon = mint(json!({ "role": "editor", "expiresIn": 2 })).await;
    let soon = token(&soon, "editor");
    let mut peer = Peer::join(address, &made.id, &soon, 1).await;
    let listed = links(address, &made).await;
    assert_eq!(listed.len(), 5, "what has ended is not listed");
    assert!(listed.iter().any(|link| link["expiresAt"].is_string()));
    assert_eq!(peer.until_closed().await.0, 4403);
    assert!(!opens(address, &made, &soon).await);
    assert_eq!(mint(json!({ "expiresIn": -1 })).await.status, 422);
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_an_old_one() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let rotate = async |name: &str| {
        let path = made.path(&format!("/links/{name}/rotation"));
        call(address, "POST", &path)
            .token(&made.facilitator)
            .send()
            .await
    };
    let answer = rotate(&name_of(address, &made, "viewer").await).await;
    assert_eq!(answer.status, 201);
    assert!(!opens(address, &made, &made.viewer).await);
    assert!(opens(address, &made, &token(&answer, "viewer")).await);
    assert_eq!(rotate("nothing").await.status, 404);
    assert_eq!(links(address, &made).await.len(), 4);

    let own = name_of(address, &made, "facilitator").await;
    let path = made.path(&format!("/links/{own}"));
    let revoke = call(address, "DELETE", &path).token(&made.facilitator);
    assert_eq!(
        revoke.send().await.status,
        409,
        "nobody locks themselves out"
    );
    let answer = rotate(&own).await;
    assert!(!opens(address, &made, &made.facilitator).await);
    assert!(opens(address, &made, &token(&answer, "facilitator")).await);
}

#[tokio::test]
async fn who_let_whom_in_is_on_record() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let name = name_of(address, &made, "viewer").await;
    let export = get(address, &made.path("/export/svg")).token(&made.viewer);
    export.header("x-request-id", "r-1").send().await;
    let revoke = call(address, "DELETE", &made.path(&format!("/links/{name}")));
    revoke.token(&made.facilitator).send().await;
    let audit = get(address, &made.path("/audit"));
    assert_eq!(audit.clone().token(&made.editor).send().await.status, 403);
    let lines = audit.token(&made.facilitator).send().await.json();
    let lines = lines["entries"].as_array().unwrap();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["what"], format!("revoked viewer {name}"));
    assert_eq!(lines[1]["what"], "exported svg");
    assert_eq!(lines[1]["who"], format!("viewer {name}"));
    assert_eq!(lines[1]["correlation"], "r-1");
    let what = lines[2]["what"].as_str().unwrap();
    assert!(what.starts_with("made the board, granted facilitator "));
    assert!(what.contains(&format!(", granted viewer {name}")), "{what}");
    let ask = |method, path: &str, token: &str| {
        call(address, method, &made.path(path)).token(token).send()
    };
    assert_eq!(ask("POST", "/copies", &made.editor).await.status, 201);
    assert_eq!(ask("DELETE", "", &made.facilitator).await.status, 204);
    let back = ask("POST", "/restoration", &made.facilitator).await;
    assert_eq!(back.status, 204);
    let lines = ask("GET", "/audit", &made.facilitator).await.json();
    let lines = lines["entries"].as_array().unwrap().iter();
    let newest: Vec<&str> = lines
        .map(|line| line["what"].as_str().unwrap())
        .take(3)
        .collect();
    let expected = [
        "took the board out of the trash",
        "put the board into the trash",
        "copied the board",
    ];
    assert_eq!(newest, expected);
}
