//! `cargo xtask dev`: build, serve, and do both again whenever a source changes.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, SystemTime};

use crate::error::{Error, say};
use crate::{Profile, build, root};

const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Never returns unless the server cannot be started.
pub fn run() -> Result<(), Error> {
    let mut server: Option<Child> = None;
    let mut seen = None;
    loop {
        let now = newest(&root());
        if seen != Some(now) {
            seen = Some(now);
            match build(Profile::Watched) {
                Ok(()) => {
                    if let Some(mut old) = server.take() {
                        let _ = old.kill();
                        let _ = old.wait();
                    }
                    say("==> Server");
                    server = Some(serve()?);
                }
                Err(error) => say(&format!("xtask: {error}; waiting for a change")),
            }
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

fn serve() -> Result<Child, Error> {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(["run", "--package", "server", "--", "serve"])
        .spawn()
        .map_err(|source| Error::Run {
            program: "cargo".into(),
            source,
        })
}

/// When a source was last written.
fn newest(root: &Path) -> SystemTime {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut folders: Vec<PathBuf> = ["app", "crates", "server", "style", "migrations"]
        .iter()
        .map(|name| root.join(name))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(data) = entry.metadata() else { continue };
            if data.is_dir() {
                folders.push(entry.path());
            } else if let Ok(written) = data.modified() {
                newest = newest.max(written);
            }
        }
    }
    newest
}
