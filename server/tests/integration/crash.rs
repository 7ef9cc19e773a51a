//! What was acknowledged is there after kill -9, at whatever moment it comes.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::client::{get, new_board};
use super::peer::Peer;

const ROUNDS: u64 = 5;
const PEOPLE: u64 = 4;

struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start(data: &Path) -> Process {
        Process::run(Command::new(env!("CARGO_BIN_EXE_isobar")), data)
    }

    /// No file grows beyond so many blocks of 512 bytes: writing more fails, as on a full disk.
    #[cfg(unix)]
    fn start_on_a_small_disk(data: &Path, blocks: u32) -> Process {
        let mut shell = Command::new("sh");
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_isobar")]);
        Process::run(shell, data)
    }

    fn run(mut isobar: Command, data: &Path) -> Process {
        let mut child = isobar
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
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

    /// SIGKILL: nothing is said, nothing is flushed.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_update_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(folder.path());
    let made = new_board(process.address).await;
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..ROUNDS {
        let mut people = tokio::task::JoinSet::new();
        for person in 0..PEOPLE {
            let client = round * PEOPLE + person + 1;
            let (address, made) = (process.address, made.clone());
            people.spawn(async move {
                let peer = Peer::join(address, &made.id, &made.editor, client).await;
                write_until_cut_off(peer, client).await
            });
        }
        // The moment moves with the round: it is when so many notes are stored.
        let wanted = acknowledged.len() + 10 + 23 * round as usize;
        while notes(process.address, &made.id, &made.viewer).await.len() < wanted {}
        process.kill();
        while let Some(theirs) = people.join_next().await {
            acknowledged.extend(theirs.unwrap());
        }
        process = Process::start(folder.path());
        let stored = notes(process.address, &made.id, &made.viewer).await;
        let lost: Vec<&String> = acknowledged
            .iter()
            .filter(|n| !stored.contains(n))
            .collect();
        assert!(
            lost.is_empty(),
            "round {round}: lost {lost:?} of {}",
            acknowledged.len()
        );
        assert!(stored.len() >= wanted);
    }
    println!(
        "acknowledged {}, lost 0, rounds {ROUNDS}",
        acknowledged.len()
    );
    process.kill();
}

#[cfg(unix)]
#[tokio::test]
async fn a_full_disk_refuses_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start_on_a_small_disk(folder.path(), 1_500);
    let made = new_board(process.address).await;
    let mut acknowledged = Vec::new();
    for client in 1..4 {
        let peer = Peer::join(process.address, &made.id, &made.editor, client).await;
        acknowledged.extend(write_until_cut_off(peer, client).await);
        // Who reads is served on.
        let stored = notes(process.address, &made.id, &made.viewer).await;
        assert!(acknowledged.iter().all(|note| stored.contains(note)));
    }
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    // The last page is small enough for a probe or two.
    let ready = || get(process.address, "/health/ready").send();
    while ready().await.status != 503 {}
    assert_eq!(
        get(process.address, "/health/live").send().await.status,
        200
    );
    process.kill();

    let process = Process::start(folder.path());
    let stored = notes(process.address, &made.id, &made.viewer).await;
    assert!(acknowledged.iter().all(|note| stored.contains(note)));
    let mut peer = Peer::join(process.address, &made.id, &made.editor, 9).await;
    peer.place("after").await;
    peer.until_acked().await;
    process.kill();
}

/// Writes notes as fast as the server takes them; those of which it said that they are stored.
async fn write_until_cut_off(mut peer: Peer, client: u64) -> Vec<String> {
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

async fn notes(address: SocketAddr, board: &str, token: &str) -> Vec<String> {
    let path = format!("/api/v1/boards/{board}");
    let file = get(address, &path).token(token).send().await.json();
    let notes = file["notes"].as_array().unwrap().iter();
    notes
        .map(|n| n["id"].as_str().unwrap().to_owned())
        .collect()
}
