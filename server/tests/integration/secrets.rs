//! Tokens open boards: they stand in no log, however much is logged.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use super::client::{call, get, new_board};
use super::peer::{Asking, Peer, connect};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_token_reaches_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_isobar"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .env("ISOBAR_LOG", "trace")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = server.stderr.take().unwrap();
    let logging = std::thread::spawn(move || {
        let mut log = Vec::new();
        stderr.read_to_end(&mut log).unwrap();
        String::from_utf8_lossy(&log).into_owned()
    });
    let mut line = String::new();
    let stdout = server.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    let (_, address) = line.trim().split_once("http://").expect(&line);
    let address = address.parse().unwrap();

    let made = new_board(address).await;
    for path in ["", "/export/svg", "/findings"] {
        let in_header = get(address, &made.path(path)).token(&made.editor);
        assert_eq!(in_header.send().await.status, 200);
        let in_query = made.path(&format!("{path}?access={}", made.viewer));
        assert_eq!(get(address, &in_query).send().await.status, 200);
    }
    let links = call(address, "POST", &made.path("/links")).token(&made.facilitator);
    assert_eq!(links.send().await.status, 201);
    let page = format!("/b/{}?access={}", made.id, made.facilitator);
    // As every page is: with 200, or 503 where the site was not built.
    let page = get(address, &page).send().await;
    assert_eq!(page.status, get(address, "/").send().await.status);
    assert_ne!(page.status, 404);
    let wrong = "wrong-but-long-enough-to-be-found-in-a-log";
    let asking = Asking::default();
    assert!(connect(address, &made.id, wrong, asking).await.is_err());
    let mut peer = Peer::join(address, &made.id, &made.editor, 1).await;
    peer.place("n1").await;
    peer.until_acked().await;
    server.kill().unwrap();
    server.wait().unwrap();

    let log = logging.join().unwrap();
    assert!(log.contains(&made.id), "something was logged");
    for secret in [&made.facilitator, &made.editor, &made.viewer, wrong] {
        assert!(!log.contains(secret));
    }
}
