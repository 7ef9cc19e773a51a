//! Files of every format that was ever written open for ever: `tests/golden/format-N` has a backup with log, snapshot and
//! named moments, and the board files that it has to become. A new format gets a folder beside the others; theirs stay.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use board::Board;
use model::file;
use serde_json::{Value, json};

use super::client::{Made, call, get};
use super::peer::Peer;
use super::start::start;

/// The sequence of the moment whose board file lies there too.
const MOMENT: u64 = 12;

fn golden(format: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format)
}

fn isobar(args: &[&str]) {
    let mut isobar = Command::new(env!("CARGO_BIN_EXE_isobar"));
    let done = isobar.args(args).output().unwrap();
    assert!(done.status.success(), "{done:?}");
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_format_1_wrote_opens_as_it_was() {
    let golden = golden("format-1");
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let backup = golden.join("backup.db");
    let (from, to) = (backup.to_str().unwrap(), data.to_str().unwrap());
    isobar(&["restore", from, "--data", to]);
    isobar(&["doctor", "--data", to]);

    let url = format!("sqlite://{}", data.join("isobar.db").display());
    let store = store::open(&url).await.unwrap();
    let board = store.boards().await.unwrap().remove(0);
    let now = store.load(&board).await.unwrap();
    assert!(now.snapshot.is_some() && !now.tail.is_empty());
    let then = store.load_at(&board, MOMENT).await.unwrap();
    for (stored, name) in [(now, "now.json"), (then, "then.json")] {
        let read = Board::load(1, stored.updates()).unwrap().snapshot();
        let expected = fs::read(golden.join(name)).unwrap();
        assert_eq!(
            json(file::write(&read).as_bytes()),
            json(&expected),
            "{name}"
        );
    }
    let versions = store.versions(&board).await.unwrap();
    assert_eq!(versions[0].name, "Before the break");
    let log = store.log(&board, 0, 1_000).await.unwrap();
    assert!(log.iter().zip(1..).all(|(entry, n)| entry.sequence == n));
    assert!(log.len() as u64 > MOMENT);
    store.close().await;

    // The interchange file comes in and goes out as it is.
    let running = start(&[]).await;
    let address = running.server.address();
    let expected = json(&fs::read(golden.join("now.json")).unwrap());
    let made = call(address, "POST", "/api/v1/boards").json(&expected);
    let made = Made::of(&made.send().await);
    let again = get(address, &made.path("")).token(&made.viewer).send();
    assert_eq!(again.await.json(), expected);
}

/// Writes the golden files of the present format.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes golden files, once for each new format: ISOBAR_GOLDEN=format-N"]
async fn write() {
    let golden = golden(&std::env::var("ISOBAR_GOLDEN").unwrap());
    fs::create_dir_all(&golden).unwrap();
    let storm = Path::new(env!("CARGO_MANIFEST_DIR")).join("../boards/cargo-shipping.storm");
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source.json");
    let (storm, to) = (storm.to_str().unwrap(), source.to_str().unwrap());
    isobar(&["convert", storm, "-o", to]);

    let running = start(&[]).await;
    let address = running.server.address();
    let file = json(&fs::read(&source).unwrap());
    let made = call(address, "POST", "/api/v1/boards").json(&file);
    let made = Made::of(&made.send().await);
    let mut peer = Peer::join(address, &made.id, &made.editor, 1).await;
    for n in 0..MOMENT {
        peer.place(&format!("first-{n}")).await;
        peer.until_acked().await;
    }
    let name = json!({ "name": "Before the break" });
    let name = call(address, "POST", &made.path("/versions")).json(&name);
    assert_eq!(name.token(&made.editor).send().await.status, 201);
    peer.leave().await;
    running.server.hub().emptied().await;
    let mut peer = Peer::join(address, &made.id, &made.editor, 2).await;
    for n in 0..5 {
        peer.place(&format!("second-{n}")).await;
        peer.until_acked().await;
    }
    for (query, name) in [
        ("".to_owned(), "now.json"),
        (format!("?at={MOMENT}"), "then.json"),
    ] {
        let file = get(address, &made.path(&query)).token(&made.viewer).send();
        fs::write(golden.join(name), file.await.body).unwrap();
    }
    let backup = golden.join("backup.db");
    let data = running.folder.path().to_str().unwrap();
    isobar(&["backup", "--data", data, "-o", backup.to_str().unwrap()]);
}
