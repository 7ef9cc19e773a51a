//! Several nodes serve one board: PostgreSQL keeps it, NATS says what is new, and either may fail for a while.

use std::net::SocketAddr;
use std::time::Instant;

use server::serve::Server;
use tokio_tungstenite::tungstenite::Error;

use super::client::{Made, call, get, new_board};
use super::nats_server::NatsServer;
use super::peer::{Asking, PATIENCE, Peer, connect};
use super::postgres_server::PostgresServer;
use super::process::{Process, notes, write_until_cut_off};
use super::start::arguments;

pub struct Installation {
    pub postgres: PostgresServer,
    pub nats: NatsServer,
    folder: tempfile::TempDir,
}

/// None, said aloud, where PostgreSQL or NATS is not installed.
pub fn install() -> Option<Installation> {
    let (Some(postgres), Some(nats)) = (PostgresServer::start(), NatsServer::start()) else {
        println!("skipped: no PostgreSQL or NATS server programs on this machine");
        return None;
    };
    Some(Installation {
        postgres,
        nats,
        folder: tempfile::tempdir().unwrap(),
    })
}

impl Installation {
    pub async fn node(&self) -> Server {
        self.node_by(self.postgres.url(), &self.nats.url()).await
    }

    /// A node that reaches the others by ways of its own.
    pub async fn node_by(&self, postgres: &str, nats: &str) -> Server {
        let more = [
            "--database-url",
            postgres,
            "--nats-url",
            nats,
            "--metrics-listen",
            "127.0.0.1:0",
        ];
        Server::start(arguments(self.folder.path(), &more))
            .await
            .unwrap()
    }
}

/// The text that Prometheus reads.
pub async fn metrics(node: &Server) -> String {
    let page = get(node.metrics_address().unwrap(), "/metrics")
        .send()
        .await;
    String::from_utf8(page.body).unwrap()
}

pub async fn metric(node: &Server, name: &str) -> f64 {
    let page = metrics(node).await;
    let line = page.lines().find(|line| line.starts_with(name)).unwrap();
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

/// Waits until the node hears itself over NATS, or until it does not.
pub async fn until_live(node: &Server, live: bool) {
    let began = Instant::now();
    while (metric(node, "isobar_relay_live").await > 0.0) != live {
        assert!(began.elapsed() < PATIENCE, "live: {live}");
    }
}

/// All write, hear each other, and have the same board; the store has it too.
pub async fn write_and_agree(
    peers: &mut [&mut Peer],
    address: SocketAddr,
    made: &Made,
    round: &str,
) {
    for (n, peer) in peers.iter_mut().enumerate() {
        for i in 0..10 {
            peer.place(&format!("{round}-{n}-{i}")).await;
        }
    }
    for peer in peers.iter_mut() {
        peer.until_acked().await;
    }
    agree(peers, address, made).await;
}

pub async fn agree(peers: &mut [&mut Peer], address: SocketAddr, made: &Made) {
    let file = get(address, &made.path("")).token(&made.viewer).send();
    let notes = file.await.json()["notes"].as_array().unwrap().len();
    for peer in peers.iter_mut() {
        peer.until(|peer| peer.board.snapshot().notes.len() == notes)
            .await;
    }
    let first = peers[0].board.snapshot();
    for peer in peers.iter() {
        assert_eq!(peer.board.snapshot(), first, "replicas differ");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_on_two_nodes_share_a_board() {
    let Some(installation) = install() else {
        return;
    };
    let (one, two) = (installation.node().await, installation.node().await);
    let made = new_board(one.address()).await;
    let mut ann = Peer::join(one.address(), &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(two.address(), &made.id, &made.facilitator, 2).await;
    until_live(&one, true).await;
    until_live(&two, true).await;
    write_and_agree(&mut [&mut ann, &mut ben], two.address(), &made, "both").await;

    // An update too large for a word is announced, and read from the store.
    let large = model::Command::SetSetting {
        key: "large".into(),
        value: "x".repeat(2 << 20).into(),
    };
    ann.execute(large).await;
    let newest = ann.board.snapshot();
    ben.until(|peer| peer.board.snapshot() == newest).await;

    // Who comes later is told who is on the other node; who leaves there is gone here.
    ann.show(1, 1, r#"{"user":{"name":"Ann"}}"#).await;
    ben.until(|peer| peer.sees(1, "Ann")).await;
    let mut cem = Peer::join(two.address(), &made.id, &made.viewer, 3).await;
    cem.until(|peer| peer.sees(1, "Ann")).await;
    ann.leave().await;
    ben.until(|peer| peer.sees(1, "null")).await;
    assert!(metric(&two, "isobar_relay_heard_total").await > 0.0);
    assert!(metric(&two, "isobar_relay_lag_seconds").await < 5.0);

    // A link taken back on one node closes connections on the other; so does the trash.
    let path = made.path("/links");
    let links = get(one.address(), &path).token(&made.facilitator).send();
    let links = links.await.json();
    let viewer = links["links"].as_array().unwrap().iter();
    let viewer = viewer.clone().find(|l| l["role"] == "viewer").unwrap();
    let path = format!("{path}/{}", viewer["name"].as_str().unwrap());
    let revoke = call(one.address(), "DELETE", &path).token(&made.facilitator);
    assert_eq!(revoke.send().await.status, 204);
    assert_eq!(cem.until_closed().await.0, 4403);
    let trash = call(one.address(), "DELETE", &made.path("")).token(&made.facilitator);
    assert_eq!(trash.send().await.status, 204);
    assert_eq!(ben.until_closed().await.0, 4410);
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nats_may_fail_and_nothing_is_lost() {
    let Some(mut installation) = install() else {
        return;
    };
    let (one, two) = (installation.node().await, installation.node().await);
    let made = new_board(one.address()).await;
    let mut ann = Peer::join(one.address(), &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(two.address(), &made.id, &made.editor, 2).await;
    until_live(&two, true).await;
    let mut both = [&mut ann, &mut ben];
    write_and_agree(&mut both, one.address(), &made, "before").await;

    installation.nats.kill();
    until_live(&one, false).await;
    write_and_agree(&mut both, one.address(), &made, "killed").await;
    let ready = get(one.address(), "/health/ready").send().await;
    assert_eq!(ready.status, 200, "the store is there");
    assert!(String::from_utf8_lossy(&ready.body).contains("database only"));
    installation.nats.go_on();
    until_live(&one, true).await;
    until_live(&two, true).await;
    write_and_agree(&mut both, one.address(), &made, "restarted").await;

    installation.nats.signal("STOP");
    write_and_agree(&mut both, two.address(), &made, "stopped").await;
    installation.nats.signal("CONT");
    until_live(&one, true).await;
    until_live(&two, true).await;
    write_and_agree(&mut both, two.address(), &made, "resumed").await;
    assert!(metric(&one, "isobar_relay_found_total").await > 0.0);

    // While NATS is away a link taken back closes connections all the same.
    installation.nats.kill();
    let trash = call(one.address(), "DELETE", &made.path("")).token(&made.facilitator);
    assert_eq!(trash.send().await.status, 204);
    assert_eq!(ben.until_closed().await.0, 4410);
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_may_fail_and_nothing_acknowledged_is_lost() {
    let Some(installation) = install() else {
        return;
    };
    let (one, two) = (installation.node().await, installation.node().await);
    let made = new_board(one.address()).await;
    let mut ann = Peer::join(one.address(), &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(two.address(), &made.id, &made.editor, 2).await;
    write_and_agree(&mut [&mut ann, &mut ben], one.address(), &made, "before").await;

    installation.postgres.kill();
    ann.place("offline").await;
    assert_eq!(ann.until_closed().await.0, 1011);
    assert_eq!(
        ann.acked,
        ann.sent - 1,
        "what is not stored is not acknowledged"
    );
    let asking = Asking::default();
    let refused = connect(two.address(), &made.id, &made.editor, asking).await;
    assert!(matches!(refused.map_err(|e| *e), Err(Error::Http(r)) if r.status() == 503));
    let ready = async |node: &Server| get(node.address(), "/health/ready").send().await.status;
    while ready(&one).await != 503 {}
    installation.postgres.go_on();
    while ready(&one).await != 200 {}
    while ready(&two).await != 200 {}

    let mut ann = Peer::join_with(one.address(), &made.id, &made.editor, ann.board).await;
    ann.until_acked().await;
    ben.until(|peer| peer.has("offline")).await;
    write_and_agree(&mut [&mut ann, &mut ben], two.address(), &made, "after").await;
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_is_killed_takes_nothing_acknowledged_along() {
    let Some(installation) = install() else {
        return;
    };
    let (postgres, nats) = (installation.postgres.url(), installation.nats.url());
    let more = ["--database-url", postgres, "--nats-url", &nats];
    let start = || Process::start_with(installation.folder.path(), &more);
    let staying = start();
    let made = new_board(staying.address).await;
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..3 {
        let other = start();
        let mut people = tokio::task::JoinSet::new();
        for person in 0..3 {
            let client = 10 * round + person + 1;
            let peer = Peer::join(other.address, &made.id, &made.editor, client).await;
            people.spawn(write_until_cut_off(peer, client));
        }
        let mut here = Peer::join(staying.address, &made.id, &made.editor, 900 + round).await;
        let wanted = notes(staying.address, &made.id, &made.viewer).await.len() + 40;
        let mut n = 0;
        while here.board.snapshot().notes.len() < wanted {
            here.place(&format!("here-{round}-{n}")).await;
            here.until_acked().await;
            n += 1;
        }
        other.kill();
        while let Some(theirs) = people.join_next().await {
            acknowledged.extend(theirs.unwrap());
        }
        agree(&mut [&mut here], staying.address, &made).await;
        let lost = acknowledged.iter().filter(|note| !here.has(note)).count();
        assert_eq!(lost, 0, "of {}", acknowledged.len());
    }
    assert!(acknowledged.len() > 100, "{}", acknowledged.len());
    println!("acknowledged {}, lost 0, rounds 3", acknowledged.len());
    staying.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_stops_hands_its_people_over() {
    let Some(installation) = install() else {
        return;
    };
    let (one, two) = (installation.node().await, installation.node().await);
    let made = new_board(one.address()).await;
    let mut people = Vec::new();
    for client in 1..=20 {
        people.push(Peer::join(one.address(), &made.id, &made.editor, client).await);
    }
    for peer in &mut people {
        peer.place(&format!("n{}", peer.board.client())).await;
    }
    let began = Instant::now();
    let stopping = tokio::spawn(one.stop());
    let (to, again) = (two.address(), &made);
    let moving = people.into_iter().map(async |mut peer| {
        assert_eq!(peer.until_closed().await.0, 1012);
        Peer::join_with(to, &again.id, &again.editor, peer.board).await
    });
    let mut moved = futures::future::join_all(moving).await;
    println!("20 people handed over in {:?}", began.elapsed());
    stopping.await.unwrap();
    let mut moved: Vec<&mut Peer> = moved.iter_mut().collect();
    write_and_agree(&mut moved, two.address(), &made, "moved").await;
    assert_eq!(moved[0].board.snapshot().notes.len(), 220);
    two.stop().await;
}

#[tokio::test]
async fn several_nodes_need_postgres() {
    let folder = tempfile::tempdir().unwrap();
    let more = ["--nats-url", "nats://127.0.0.1:1"];
    let refused = Server::start(arguments(folder.path(), &more)).await;
    let error = refused.err().unwrap().to_string();
    assert!(error.contains("--database-url postgres://"), "{error}");
}
