//! The server as a process of its own, which can be killed; and who writes to it until then.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::client::get;
use super::peer::Peer;

pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    pub fn start(data: &Path) -> Process {
        Process::start_with(data, &[])
    }

    pub fn start_with(data: &Path, more: &[&str]) -> Process {
        Process::run(Command::new(env!("CARGO_BIN_EXE_isobar")), data, more)
    }

    /// No file grows beyond so many blocks of 512 bytes: writing more fails, as on a full disk.
    #[cfg(unix)]
    pub fn start_on_a_small_disk(data: &Path, blocks: u32) -> Process {
        let mut shell = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_isobar")]);
        Process::run(shell, data, &[])
    }

    /// In an environment with more variables.
    pub fn start_in(data: &Path, more: &[&str], variables: &[(&str, &str)]) -> Process {
        let mut isobar = Command::new(env!("CARGO_BIN_EXE_isobar"));
        isobar.envs(variables.iter().copied());
        Process::run(isobar, data, more)
    }

    fn run(mut isobar: Command, data: &Path, more: &[&str]) -> Process {
        let mut child = isobar
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .env("ISOBAR_LOG", "off")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let (_, address) = line.trim().split_once("http://").expect(&line);
        Process {
            address: address.parse().unwrap(),
            child,
        }
    }

    /// The memory it has, in KiB.
    #[cfg(target_os = "linux")]
    pub fn resident_kib(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.unwrap()
            .trim()
            .trim_end_matches(" kB")
            .parse()
            .unwrap()
    }

    /// SIGTERM, and waits for a good end.
    #[cfg(unix)]
    pub fn stop(mut self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-s", "TERM", &id]).status();
        assert!(told.unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }

    /// SIGKILL: nothing is said, nothing is flushed.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Writes notes as fast as the server takes them; those of which it said that they are stored.
pub async fn write_until_cut_off(mut peer: Peer, client: u64) -> Vec<String> {
    // What the server's own question was answered with counts too.
    let mut ids: Vec<Option<String>> = Vec::new();
    let mut next = 0;
    loop {
        while ids.len() < usize::try_from(peer.sent).unwrap() {
            ids.push(None);
        }
        // A few are always under way.
        while peer.sent < peer.acked + 8 {
            let id = format!("c{client}-{next}");
            next += 1;
            peer.place(&id).await;
            ids.push(Some(id));
        }
        if !peer.read().await {
            break;
        }
    }
    let acked = usize::try_from(peer.acked).unwrap();
    ids.into_iter().take(acked).flatten().collect()
}

pub async fn notes(address: SocketAddr, board: &str, token: &str) -> Vec<String> {
    let path = format!("/api/v1/boards/{board}");
    let file = get(address, &path).token(token).send().await.json();
    let notes = file["notes"].as_array().unwrap().iter();
    notes
        .map(|n| n["id"].as_str().unwrap().to_owned())
        .collect()
}
