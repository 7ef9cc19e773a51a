//! How long it takes to come into a board of 5,000 notes: the first after a restart, the next ones, 200 at once.
//! From the connection's opening until the answer to step 1 has arrived whole. `cargo bench -p server --bench join`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for people who measure"
)]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Request;
use clap::Parser;
use futures::{SinkExt, StreamExt};
use http_body_util::BodyExt;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use server::config::ServeArgs;
use server::serve::Server;
use sync::message::Message;
use tokio::net::TcpStream;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message as Frame;

const NOTES: usize = 5_000;
const AT_ONCE: usize = 200;
const RUNS: usize = 20;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    serve: ServeArgs,
}

#[tokio::main]
async fn main() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let arguments =
        || Arguments::parse_from(["join", "--listen", "127.0.0.1:0", "--data", data]).serve;
    let server = Server::start(arguments()).await.unwrap();
    let (id, token) = board(server.address()).await;
    let url = |address: SocketAddr| format!("ws://{address}/api/v1/live/{id}?access={token}");
    join(&url(server.address())).await;
    server.stop().await;

    let mut first = Vec::new();
    let mut warm = Vec::new();
    for _ in 0..RUNS {
        let server = Server::start(arguments()).await.unwrap();
        let url = url(server.address());
        let started = Instant::now();
        let (stay, bytes) = join(&url).await;
        first.push(started.elapsed());
        let started = Instant::now();
        join(&url).await;
        warm.push(started.elapsed());
        if warm.len() == RUNS {
            println!("board of {NOTES} notes: {bytes} bytes on the wire");
            let mut all = tokio::task::JoinSet::new();
            for _ in 0..AT_ONCE {
                let url = url.clone();
                all.spawn(async move {
                    let started = Instant::now();
                    join(&url).await;
                    started.elapsed()
                });
            }
            report("200 joins at once", all.join_all().await);
        }
        drop(stay);
        server.stop().await;
    }
    report("first join after a restart", first);
    report("warm join", warm);
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!(
        "{what}: median {:.1} ms, p95 {:.1} ms",
        ms(at(0.5)),
        ms(at(0.95))
    );
}

/// Comes in with nothing; the open connection, and the bytes of the answer.
async fn join(url: &str) -> (impl Sized + use<>, usize) {
    let (mut socket, _) = connect_async(url).await.unwrap();
    let question = Message::Step1(&[0]).encode();
    socket.send(Frame::Binary(question.into())).await.unwrap();
    let mut bytes = 0;
    loop {
        let Frame::Binary(frame) = socket.next().await.unwrap().unwrap() else {
            continue;
        };
        bytes += frame.len();
        let messages = Message::read_all(&frame).unwrap();
        if messages.iter().any(|m| matches!(m, Message::Step2(_))) {
            return (socket, bytes);
        }
    }
}

/// A board of commands and events in rows; its id, and the token of an editor.
async fn board(address: SocketAddr) -> (String, String) {
    let note = |n: usize| {
        json!({
            "id": format!("n{n}"),
            "kind": if n.is_multiple_of(2) { "command" } else { "domain-event" },
            "text": format!("Thing number {n} is done"),
            "x": n % 100 * 180,
            "y": n / 100 * 180,
        })
    };
    let notes: Vec<Value> = (0..NOTES).map(note).collect();
    let file = json!({ "format": "isobar/board", "version": 1, "title": "Large", "notes": notes });
    let socket = TcpStream::connect(address).await.unwrap();
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(socket))
        .await
        .unwrap();
    tokio::spawn(connection);
    let request = Request::post("/api/v1/boards")
        .header("host", address.to_string())
        .header("content-type", "application/json")
        .body(Body::from(file.to_string()))
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    let answer = answer.into_body().collect().await.unwrap().to_bytes();
    let made: Value = serde_json::from_slice(&answer).unwrap();
    let link = made["links"]["editor"].as_str().unwrap();
    let (_, token) = link.split_once("access=").unwrap();
    (made["id"].as_str().unwrap().to_owned(), token.to_owned())
}
