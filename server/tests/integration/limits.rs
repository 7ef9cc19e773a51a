//! What is refused, and how: sizes, origins, methods, slow senders; and what every answer carries.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::{call, get, new_board};
use super::start::start;

#[tokio::test]
async fn limits_are_the_operators_and_named() {
    let more = ["--max-body", "5000", "--max-notes", "2", "--max-text", "10"];
    let running = start(&more).await;
    let address = running.server.address();
    let post = |notes: serde_json::Value| {
        let file = json!({ "format": "isobar/board", "version": 1, "title": "", "notes": notes });
        call(address, "POST", "/api/v1/boards").json(&file).send()
    };
    let note = |id: &str, text: &str| json!({ "id": id, "kind": "command", "text": text });
    let many = post(json!([note("a", "x"), note("b", "x"), note("c", "x")])).await;
    assert_eq!(many.status, 422);
    let problem = many.problem();
    assert_eq!(problem["pointer"], "/notes");
    assert!(
        problem["detail"].as_str().unwrap().contains('2'),
        "{problem}"
    );
    let long = post(json!([note("a", "x"), note("b", "12345678901")])).await;
    assert_eq!(long.problem()["pointer"], "/notes/1/text");
    let large = post(json!([note("a", &"x".repeat(6_000))])).await;
    assert_eq!(large.status, 413);
    assert_eq!(large.problem()["limit"], 5_000);
    assert_eq!(post(json!([note("a", "1234567890")])).await.status, 201);
}

/// Most clients say all before they listen: they are heard out, up to a point.
#[tokio::test]
async fn who_sends_far_too_much_still_hears_why() {
    let running = start(&[]).await;
    let body = vec![b' '; 100 << 20];
    let post = call(running.server.address(), "POST", "/api/v1/boards").body(&body);
    let answer = post.send().await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.problem()["limit"], 16 << 20);
}

#[tokio::test]
async fn pages_of_others_change_nothing() {
    let running = start(&[]).await;
    let address = running.server.address();
    let own = format!("http://{address}");
    let post = |origin: &str| {
        call(address, "POST", "/api/v1/boards")
            .header("origin", origin)
            .send()
    };
    assert_eq!(post(&own).await.status, 201);
    for foreign in ["null", "https://evil.example"] {
        let answer = post(foreign).await;
        assert_eq!(answer.status, 403, "{foreign}");
        assert_eq!(
            answer.problem()["type"],
            "urn:isobar:problem:foreign-origin"
        );
    }
}

#[tokio::test]
async fn behind_a_proxy_links_and_origins_are_the_public_ones() {
    let running = start(&["--public-url", "https://storm.example"]).await;
    let address = running.server.address();
    let post = |origin: &str| {
        call(address, "POST", "/api/v1/boards")
            .header("origin", origin)
            .send()
    };
    let answer = post("https://storm.example").await;
    assert_eq!(answer.status, 201);
    let links = answer.json()["links"].clone();
    assert!(
        links["editor"]
            .as_str()
            .unwrap()
            .starts_with("https://storm.example/b/")
    );
    assert_eq!(post(&format!("http://{address}")).await.status, 403);
}

#[tokio::test]
async fn wrong_addresses_and_methods_are_problems() {
    let running = start(&[]).await;
    let address = running.server.address();
    for path in [
        "/api/v1/nothing",
        "/api/v2",
        "/api/v1",
        "/api",
        "/health",
        "/health/x",
    ] {
        let answer = get(address, path).send().await;
        assert_eq!(answer.status, 404, "{path}");
        let detail = answer.problem()["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(path), "{detail}");
    }
    for (method, path) in [
        ("PUT", "/api/v1/boards"),
        ("DELETE", "/api/v1/formats"),
        ("POST", "/health/live"),
    ] {
        let answer = call(address, method, path).send().await;
        assert_eq!(answer.status, 405, "{method} {path}");
        answer.problem();
        assert!(!answer.header("allow").is_empty());
    }
    let made = new_board(address).await;
    let live = format!("/api/v1/live/{}?access={}", made.id, made.viewer);
    let answer = get(address, &live).send().await;
    assert_eq!(answer.status, 426);
    answer.problem();
}

#[tokio::test]
async fn answers_carry_what_protects_people() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    for path in [
        "/health/live",
        "/api/v1/formats",
        "/api/v1/nothing",
        &made.path("?access=wrong"),
    ] {
        let answer = get(address, path)
            .header("x-request-id", "abc-1")
            .send()
            .await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'")
        );
        assert_eq!(answer.header("x-request-id"), "abc-1", "{path}");
    }
    let answer = get(address, "/api/v1/openapi.json")
        .header("accept-encoding", "br")
        .send()
        .await;
    assert_eq!(answer.header("content-encoding"), "br");
}

#[tokio::test]
async fn probes_answer() {
    let running = start(&[]).await;
    let address = running.server.address();
    for path in ["/health/live", "/health/ready"] {
        assert_eq!(get(address, path).send().await.status, 200, "{path}");
    }
}

/// Who sends a header a minute is not waited for. Real time: that is what is tested.
#[tokio::test]
async fn slow_headers_are_cut_off() {
    let running = start(&[]).await;
    let mut socket = TcpStream::connect(running.server.address()).await.unwrap();
    socket
        .write_all(b"GET /health/live HTTP/1.1\r\nhost: x\r\n")
        .await
        .unwrap();
    let mut heard = Vec::new();
    let reading = socket.read_to_end(&mut heard);
    let ended = tokio::time::timeout(Duration::from_secs(40), reading).await;
    assert!(ended.is_ok(), "the connection is still open");
    assert!(!String::from_utf8_lossy(&heard).contains("200"));
}
