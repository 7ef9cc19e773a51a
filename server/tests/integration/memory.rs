//! What each person costs the server, in memory.

use std::net::SocketAddr;

use futures::{SinkExt, StreamExt};
use serde_json::json;
use sync::message::Message;
use tokio_tungstenite::tungstenite;

use super::client::{Made, call};
use super::peer::{Asking, connect};
use super::process::Process;

const PEOPLE: usize = 200;

/// A board of many notes.
pub async fn large_board(address: SocketAddr, notes: usize) -> Made {
    let notes: Vec<_> = (0..notes)
        .map(|n| {
            json!({
                "id": format!("n{n}"),
                "kind": "domain-event",
                "text": format!("Something of some length has happened to order {n}"),
                "x": 160 * (n % 100),
                "y": 120 * (n / 100),
            })
        })
        .collect();
    let file = json!({ "format": "isobar/board", "version": 1, "title": "Large", "notes": notes });
    Made::of(
        &call(address, "POST", "/api/v1/boards")
            .json(&file)
            .send()
            .await,
    )
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn who_joins_a_large_board_leaves_no_large_buffer_behind() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path());
    let made = large_board(process.address, 5_000).await;
    let join = async || {
        let asking = Asking::default();
        let socket = connect(process.address, &made.id, &made.editor, asking).await;
        let mut socket = socket.unwrap();
        let step1 = Message::Step1(&[0]).encode();
        socket
            .send(tungstenite::Message::Binary(step1.into()))
            .await
            .unwrap();
        loop {
            let frame = socket.next().await.unwrap().unwrap().into_data();
            let messages = Message::read_all(&frame).unwrap();
            if messages.iter().any(|m| matches!(m, Message::Step2(_))) {
                assert!(frame.len() > 500_000, "{}", frame.len());
                return socket;
            }
        }
    };
    let mut people = vec![join().await];
    let one = process.resident_kib();
    while people.len() < PEOPLE {
        people.push(join().await);
    }
    let each = process.resident_kib().saturating_sub(one) / (PEOPLE - 1);
    println!("{one} KiB with one, {each} KiB for each of {PEOPLE}");
    assert!(each < 150, "{each} KiB for each");
    process.kill();
}
