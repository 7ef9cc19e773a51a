//! A clock that jumps, by years, forth and back: libfaketime moves it under the running process.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::client::{Made, call, get, new_board};
use super::peer::{Peer, place};
use super::process::{Process, notes};

/// Debian's package `faketime`; None where it is not installed.
fn library() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    let mut files = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
    files.find(|file| file.is_file())
}

struct Clock {
    file: PathBuf,
    library: PathBuf,
}

impl Clock {
    /// None, said aloud, where the library is not installed.
    fn of(folder: &Path) -> Option<Clock> {
        let Some(library) = library() else {
            println!("skipped: no libfaketime on this machine");
            return None;
        };
        let file = folder.join("clock");
        let clock = Clock { file, library };
        clock.set(0.0);
        Some(clock)
    }

    /// Away from the true time from now on, by days.
    fn set(&self, days: f64) {
        // Never half a file.
        let new = self.file.with_extension("new");
        fs::write(&new, format!("{days:+}d\n")).unwrap();
        fs::rename(new, &self.file).unwrap();
    }

    fn start(&self, data: &Path) -> Process {
        let variables = [
            ("LD_PRELOAD", self.library.to_str().unwrap()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        Process::start_in(data, &[], &variables)
    }
}

/// What an update of now would be dated: the year of the newest.
async fn newest_year(process: &Process, made: &Made) -> i32 {
    let history = get(process.address, &made.path("/history?limit=1000"));
    let history = history.token(&made.viewer).send().await.json();
    let at = history["entries"].as_array().unwrap().last().unwrap()["at"].clone();
    at.as_str().unwrap()[..4].parse().unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_jumps_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let Some(clock) = Clock::of(folder.path()) else {
        return;
    };
    let data = folder.path().join("data");
    let process = clock.start(&data);
    let address = process.address;
    let made = new_board(address).await;
    let hour = json!({ "role": "editor", "expiresIn": 3_600 });
    let guest = call(address, "POST", &made.path("/links")).json(&hour);
    let guest = guest.token(&made.facilitator).send().await.json();
    let guest = guest["editor"].as_str().unwrap();
    let guest = guest.split_once("?access=").unwrap().1.to_owned();
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let mut gus = Peer::join(address, &made.id, &guest, 2).await;
    gus.place("gus").await;
    gus.until_acked().await;
    let jumps = [400.0, -400.0, 4_000.0, -4_000.0, 0.0];
    let mut years = Vec::new();
    for (n, days) in jumps.into_iter().enumerate() {
        clock.set(days);
        for i in 0..15 {
            let mut command = place(&format!("n{n}-{i}"));
            if let model::Command::Place { notes, .. } = &mut command {
                // Long enough that the log gets snapshots.
                notes[0].description = "x".repeat(10_000);
            }
            ann.execute(command).await;
            ann.until_acked().await;
        }
        years.push(newest_year(&process, &made).await);
        if n == 0 {
            let late = super::peer::connect(address, &made.id, &guest, Default::default()).await;
            assert!(late.is_err(), "the link of an hour has ended");
        }
        // Emptied now and then: a snapshot is made at that time.
        let board = ann.leave().await;
        ann = Peer::join_with(address, &made.id, &made.editor, board).await;
    }
    assert!(years[2] - years[3] > 20, "the clock has jumped: {years:?}");
    process.kill();

    let process = Process::start(&data);
    let stored = notes(process.address, &made.id, &made.viewer).await;
    assert_eq!(stored.len(), 15 * jumps.len() + 1);
    let ben = Peer::join(process.address, &made.id, &made.viewer, 3).await;
    assert_eq!(ben.board.snapshot(), ann.board.snapshot());
    process.kill();
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_isobar"));
    let healthy = doctor.arg("doctor").arg("--data").arg(&data).output();
    assert!(healthy.unwrap().status.success());
    println!(
        "{} jumps of up to {} days, {} notes acknowledged, lost 0",
        jumps.len(),
        8_000,
        stored.len()
    );
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_with_a_clock_a_month_ahead_leaves_the_trash_alone() {
    let folder = tempfile::tempdir().unwrap();
    let Some(clock) = Clock::of(folder.path()) else {
        return;
    };
    let data = folder.path().join("data");
    let process = clock.start(&data);
    let made = new_board(process.address).await;
    let trash = call(process.address, "DELETE", &made.path("")).token(&made.facilitator);
    assert_eq!(trash.send().await.status, 204);
    process.stop();

    for restart in 0..3 {
        clock.set(31.0);
        let process = clock.start(&data);
        write_somewhere(&process).await;
        let there = get(process.address, &made.path("/about")).token(&made.facilitator);
        let there = there.send().await;
        assert_eq!(there.status, 200, "restart {restart}");
        assert!(there.json()["trashedAt"].is_string());
        process.stop();
    }
    // A day later, by whatever clock, nobody has said that it is wrong.
    clock.set(31.6);
    let process = clock.start(&data);
    write_somewhere(&process).await;
    process.stop();
    clock.set(32.2);
    let process = clock.start(&data);
    let path = made.path("/about");
    let about = || get(process.address, &path).token(&made.facilitator).send();
    while about().await.status != 403 {}
    process.stop();
}

/// The trash is looked through at the start: what is written then comes after it.
#[cfg(target_os = "linux")]
async fn write_somewhere(process: &Process) {
    let made = new_board(process.address).await;
    let mut ann = Peer::join(process.address, &made.id, &made.editor, 1).await;
    ann.place("n1").await;
    ann.until_acked().await;
}
