//! What operators do beside serving, and what they watch.

use std::path::Path;
use std::process::{Command, Output};

use super::client::{get, new_board};
use super::peer::Peer;
use super::start::{arguments, start};
use server::serve::Server;

fn isobar(args: &[&str]) -> Output {
    let mut isobar = Command::new(env!("CARGO_BIN_EXE_isobar"));
    isobar.args(args).output().unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_taken_while_people_work_comes_back_whole() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    for n in 0..20 {
        ann.place(&format!("n{n}")).await;
    }
    ann.until_acked().await;
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("all.db"), folder.path().join("data"));
    let backup = [
        "backup",
        "--data",
        text(running.folder.path()),
        "-o",
        text(&file),
    ];
    let done = isobar(&backup);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(isobar(&backup).status.code(), Some(1), "never over a file");
    ann.place("later").await;
    ann.until_acked().await;

    let restore = ["restore", text(&file), "--data", text(&data)];
    let done = isobar(&restore);
    assert!(done.status.success(), "{done:?}");
    assert_eq!(String::from_utf8_lossy(&done.stdout), "1 boards are back\n");
    assert_eq!(
        isobar(&restore).status.code(),
        Some(1),
        "never over a database"
    );
    let server = Server::start(arguments(&data, &[])).await.unwrap();
    let back = get(server.address(), &made.path(""))
        .token(&made.viewer)
        .send()
        .await;
    assert_eq!(back.json()["notes"].as_array().unwrap().len(), 20);
    server.stop().await;
}

#[test]
fn what_is_no_backup_or_damaged_is_not_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("all.db"), folder.path().join("data"));
    let nothing = folder.path().join("nothing");
    for args in [
        ["backup", "--data", text(&nothing), "-o", text(&file)],
        [
            "restore",
            text(&file),
            "--data",
            text(&data),
            "--database-url=postgres://h/d",
        ],
    ] {
        assert_eq!(isobar(&args).status.code(), Some(1), "{args:?}");
    }
    assert!(!nothing.exists(), "nothing is made by looking");
    std::fs::write(&file, "no database at all").unwrap();
    let done = isobar(&["restore", text(&file), "--data", text(&data)]);
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&done.stderr).contains("no backup"));
    assert!(!data.join("isobar.db").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_finds_what_is_missing() {
    let running = start(&[]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    for n in 0..5 {
        ann.place(&format!("n{n}")).await;
    }
    ann.until_acked().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("isobar.db");
    let backup = [
        "backup",
        "--data",
        text(running.folder.path()),
        "-o",
        text(&file),
    ];
    assert!(isobar(&backup).status.success());
    let doctor = ["doctor", "--data", text(folder.path())];
    let done = isobar(&doctor);
    assert!(done.status.success(), "{done:?}");
    assert!(String::from_utf8_lossy(&done.stdout).contains("1 boards were read"));

    // The head of the file stays, so that it is a database still; its middle goes.
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0);
    std::fs::write(&file, bytes).unwrap();
    let done = isobar(&doctor);
    assert_eq!(done.status.code(), Some(1), "{done:?}");
}

#[tokio::test]
async fn who_watches_sees_figures_and_who_works_does_not() {
    let running = start(&["--metrics-listen", "127.0.0.1:0"]).await;
    let address = running.server.address();
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.place("n1").await;
    ann.until_acked().await;
    let metrics = running.server.metrics_address().unwrap();
    let answer = get(metrics, "/metrics").send().await;
    assert_eq!(answer.status, 200);
    let page = String::from_utf8(answer.body).unwrap();
    for line in [
        "isobar_connections 1",
        "isobar_rooms 1",
        "isobar_updates_stored_total 1",
        "isobar_commit_seconds_count 1",
        "isobar_waiting_updates 0",
    ] {
        assert!(page.lines().any(|l| l == line), "{line} is not in\n{page}");
    }
    assert_eq!(get(metrics, "/api/v1/formats").send().await.status, 404);
    assert_eq!(get(address, "/metrics").send().await.status, 404);
}
