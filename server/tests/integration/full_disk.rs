//! A disk that is full: changes are refused and sent again, what was acknowledged stays, and people read on.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;

use super::client::{Made, get, new_board};
use super::peer::Peer;
use super::process::{Process, notes, write_until_cut_off};

/// Writes until the disk is full, several times; the notes that were acknowledged.
async fn fill(process: &Process, made: &Made) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for client in 1..4 {
        let peer = Peer::join(process.address, &made.id, &made.editor, client).await;
        acknowledged.extend(write_until_cut_off(peer, client).await);
        // Who reads is served on.
        has_all(process, made, &acknowledged).await;
    }
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    // The last page is small enough for a probe or two.
    while ready(process).await != 503 {}
    let live = get(process.address, "/health/live").send().await;
    assert_eq!(live.status, 200);
    acknowledged
}

async fn ready(process: &Process) -> u16 {
    get(process.address, "/health/ready")
        .send()
        .await
        .status
        .as_u16()
}

async fn has_all(process: &Process, made: &Made, acknowledged: &[String]) {
    let stored = notes(process.address, &made.id, &made.viewer).await;
    let lost = acknowledged.iter().filter(|note| !stored.contains(note));
    assert_eq!(lost.count(), 0, "of {}", acknowledged.len());
}

async fn takes_changes(process: &Process, made: &Made, client: u64) {
    let mut peer = Peer::join(process.address, &made.id, &made.editor, client).await;
    peer.place(&format!("after-{client}")).await;
    peer.until_acked().await;
}

#[tokio::test]
async fn files_that_may_not_grow_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start_on_a_small_disk(folder.path(), 1_500);
    let made = new_board(process.address).await;
    let acknowledged = fill(&process, &made).await;
    process.kill();

    let process = Process::start(folder.path());
    has_all(&process, &made, &acknowledged).await;
    takes_changes(&process, &made, 9).await;
    process.kill();
}

/// A file system of a few megabytes, which ends with the value.
struct Volume(tempfile::TempDir);

impl Volume {
    /// None where this is not allowed: it takes root.
    fn mount(size: &str) -> Option<Volume> {
        let volume = Volume(tempfile::tempdir().unwrap());
        volume.call(
            "mount",
            &["-t", "tmpfs", "-o", &format!("size={size}"), "isobar"],
        )?;
        Some(volume)
    }

    fn grow(&self, size: &str) {
        let option = format!("remount,size={size}");
        self.call("mount", &["-o", &option]).unwrap();
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn call(&self, program: &str, arguments: &[&str]) -> Option<()> {
        let mut command = Command::new(program);
        let said = command.args(arguments).arg(self.path()).output();
        said.is_ok_and(|said| said.status.success()).then_some(())
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        // One that was never mounted is not there to be taken away.
        let _ = self.call("umount", &["-l"]);
    }
}

#[tokio::test]
async fn a_file_system_without_room_loses_nothing_and_goes_on_when_there_is_some() {
    let Some(volume) = Volume::mount("3m") else {
        println!("skipped: mounting a small file system takes root");
        return;
    };
    let process = Process::start(volume.path());
    let made = new_board(process.address).await;
    let mut acknowledged = fill(&process, &made).await;
    let backup = |name: &str| {
        let mut isobar = Command::new(env!("CARGO_BIN_EXE_isobar"));
        isobar.arg("backup").arg("--data").arg(volume.path());
        isobar.arg("-o").arg(volume.path().join(name));
        isobar.output().unwrap().status.success()
    };
    assert!(!backup("full.db"), "there is no room for it");

    // Somebody makes room, and the server needs no restart.
    volume.grow("64m");
    while ready(&process).await != 200 {}
    takes_changes(&process, &made, 8).await;
    acknowledged.push("after-8".into());
    has_all(&process, &made, &acknowledged).await;
    assert!(backup("roomy.db"));
    process.kill();

    let process = Process::start(volume.path());
    has_all(&process, &made, &acknowledged).await;
    takes_changes(&process, &made, 9).await;
    println!("acknowledged {}, lost 0", acknowledged.len());
    process.kill();
}
