//! Who means harm, and disks that lie: nobody else is served worse, memory stays bounded, what is stored stays readable.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use model::Id;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::{get, new_board};
use super::peer::Peer;
use super::process::{Process, write_until_cut_off};

/// Cuts are at the same places in every run.
pub fn random(seed: &mut u64) -> u64 {
    // SplitMix64.
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *seed;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_cut_at_any_byte_is_a_log() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path());
    let made = new_board(process.address).await;
    let peer = Peer::join(process.address, &made.id, &made.editor, 1).await;
    let writing = tokio::spawn(write_until_cut_off(peer, 1));
    let wal = folder.path().join("isobar.db-wal");
    while fs::metadata(&wal).map_or(0, |wal| wal.len()) < 400_000 {}
    process.kill();
    let acknowledged = writing.await.unwrap().len();
    let whole = fs::read(&wal).unwrap();
    let id = Id::new(&made.id).unwrap();
    let mut seed = 4600;
    let (mut most, cuts) = (0, 40);
    for cut in 0..cuts {
        let length = match cut {
            0 => whole.len(),
            _ => (random(&mut seed) % whole.len() as u64) as usize,
        };
        let copy = tempfile::tempdir().unwrap();
        fs::copy(
            folder.path().join("isobar.db"),
            copy.path().join("isobar.db"),
        )
        .unwrap();
        fs::write(copy.path().join("isobar.db-wal"), &whole[..length]).unwrap();
        let url = format!("sqlite://{}", copy.path().join("isobar.db").display());
        let store = store::open(&url).await.unwrap();
        assert_eq!(
            store.faults().await.unwrap(),
            Vec::<String>::new(),
            "{length}"
        );
        let log = store.log(&id, 0, u32::MAX).await.unwrap();
        let in_order = log.iter().zip(1..).all(|(entry, n)| entry.sequence == n);
        assert!(in_order, "cut at {length}: a gap");
        let stored = store.load(&id).await.unwrap();
        board::Board::load(1, stored.updates()).unwrap();
        most = most.max(log.len());
        store.close().await;
    }
    assert!(most >= acknowledged, "uncut, nothing acknowledged is lost");
    println!(
        "{cuts} cuts of {} bytes, {most} updates, faults 0",
        whole.len()
    );
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_strangers_and_of_bytes_disturbs_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path());
    let address = process.address;
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    ann.place("before").await;
    ann.until_acked().await;
    let before = process.resident_kib();

    let mut strangers = tokio::task::JoinSet::new();
    for n in 0..40 {
        let path = made.path("");
        strangers.spawn(async move {
            let mut refused = 0;
            for _ in 0..50 {
                let guess = format!("a guess that opens nothing {n}");
                let answer = get(address, &path).token(&guess).send().await;
                refused += usize::from(answer.status == 403);
            }
            refused
        });
    }
    let mut vandals = tokio::task::JoinSet::new();
    for client in 0..3 {
        let mut vandal = Peer::join(address, &made.id, &made.editor, 10 + client).await;
        vandals.spawn(async move {
            vandal.say(&vec![7; 64 << 20]).await;
            vandal.until_closed().await.0
        });
    }
    for n in 0..50 {
        ann.place(&format!("n{n}")).await;
        ann.until_acked().await;
    }
    let refused: usize = strangers.join_all().await.into_iter().sum();
    assert_eq!(refused, 2_000);
    for code in vandals.join_all().await {
        // Cut off while it still spoke, it may not have heard why.
        assert!(code == 1009 || code == 1006, "{code}");
    }
    let grown = process.resident_kib().saturating_sub(before) / 1024;
    println!("2000 refused, 3 × 64 MiB refused, {grown} MiB more memory");
    assert!(grown < 100, "{grown} MiB");
    process.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sockets_that_say_nothing_take_nobodys_place_for_long() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start_with(Path::new(folder.path()), &["--max-connections", "100"]);
    let mut slow = Vec::new();
    for _ in 0..100 {
        slow.push(stalled(process.address).await);
    }
    // All places are taken: who comes now waits until the first are sent away, and is served.
    let began = Instant::now();
    let alive = get(process.address, "/health/live").send();
    let alive = tokio::time::timeout(Duration::from_secs(40), alive).await;
    assert_eq!(alive.expect("nobody is served").status, 200);
    for socket in &mut slow {
        let mut rest = Vec::new();
        // An answer, or a reset: the end in any case.
        let _ = socket.read_to_end(&mut rest).await;
    }
    println!("100 stalled sockets gone after {:?}", began.elapsed());
    process.kill();
}

/// Begins a request and leaves it there.
async fn stalled(address: SocketAddr) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket
        .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-")
        .await
        .unwrap();
    socket
}

/// Anybody may send a body, and stop before it is whole.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_bodies_from_nobody_is_bounded() {
    const MIB: usize = 1 << 20;
    let folder = tempfile::tempdir().unwrap();
    let process = Process::start(folder.path());
    let address = process.address;
    let made = new_board(address).await;
    let mut ann = Peer::join(address, &made.id, &made.editor, 1).await;
    let before = process.resident_kib();
    let mut flood = tokio::task::JoinSet::new();
    for _ in 0..40 {
        flood.spawn(async move {
            let mut socket = TcpStream::connect(address).await.unwrap();
            let head = format!(
                "POST /api/v1/boards HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n",
                15 * MIB + 1
            );
            socket.write_all(head.as_bytes()).await.unwrap();
            let body = vec![b' '; MIB];
            for _ in 0..15 {
                // Who is sent away hears it no more.
                if socket.write_all(&body).await.is_err() {
                    break;
                }
            }
            let mut answer = vec![0; 12];
            let answered = socket.read_exact(&mut answer).await.is_ok();
            // Those whose body has a place are asked for its last byte until they are too slow.
            if answered {
                String::from_utf8(answer).unwrap()
            } else {
                String::new()
            }
        });
    }
    let mut sent_away = 0;
    let mut most = before;
    while sent_away < 25 {
        let answer = flood.join_next().await.expect("all have a place").unwrap();
        sent_away += usize::from(answer.is_empty() || answer.ends_with("503"));
        most = most.max(process.resident_kib());
    }
    for n in 0..20 {
        ann.place(&format!("n{n}")).await;
        ann.until_acked().await;
    }
    most = most.max(process.resident_kib());
    let grown = (most - before) / 1024;
    println!("40 bodies of 15 MiB, {sent_away} sent away, {grown} MiB more memory");
    assert!(grown < 400, "{grown} MiB");
    assert_eq!(get(address, "/health/live").send().await.status, 200);
    process.kill();
}
