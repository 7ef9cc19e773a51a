//! Ways that are cut: one node does not reach NATS, or PostgreSQL, while the others do.

use std::time::Duration;

use url::Url;

use super::client::{get, new_board};
use super::nodes::{install, until_live, write_and_agree};
use super::peer::{PATIENCE, Peer};
use super::wire::Wire;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_does_not_reach_nats_hears_by_the_database() {
    let Some(installation) = install() else {
        return;
    };
    let wire = Wire::to(installation.nats.port()).await;
    let nats = installation.nats.url_by(wire.address.port());
    let one = installation.node().await;
    let two = installation
        .node_by(installation.postgres.url(), &nats)
        .await;
    let made = new_board(one.address()).await;
    let mut ann = Peer::join(one.address(), &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(two.address(), &made.id, &made.editor, 2).await;
    until_live(&one, true).await;
    until_live(&two, true).await;
    let mut both = [&mut ann, &mut ben];
    let rounds = 3;
    for round in 0..rounds {
        wire.set_whole(false);
        // At once, while neither side knows; and when it is known.
        write_and_agree(&mut both, one.address(), &made, &format!("cut-{round}")).await;
        until_live(&two, false).await;
        until_live(&one, true).await;
        write_and_agree(&mut both, two.address(), &made, &format!("alone-{round}")).await;
        wire.set_whole(true);
        until_live(&two, true).await;
        write_and_agree(&mut both, one.address(), &made, &format!("whole-{round}")).await;
    }
    let notes = both[0].board.snapshot().notes.len();
    assert_eq!(notes, 3 * rounds * 20);
    println!(
        "NATS cut off {rounds} times, {notes} notes acknowledged, lost 0, replicas that differ 0"
    );
    one.stop().await;
    two.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_does_not_reach_the_database_sends_its_people_to_others() {
    let Some(installation) = install() else {
        return;
    };
    let postgres = Url::parse(installation.postgres.url()).unwrap();
    let wire = Wire::to(postgres.port().unwrap()).await;
    let postgres = format!("postgres://postgres@{}/postgres", wire.address);
    let one = installation.node().await;
    let two = installation
        .node_by(&postgres, &installation.nats.url())
        .await;
    let made = new_board(one.address()).await;
    let mut ann = Peer::join(one.address(), &made.id, &made.editor, 1).await;
    let mut ben = Peer::join(two.address(), &made.id, &made.editor, 2).await;
    write_and_agree(&mut [&mut ann, &mut ben], one.address(), &made, "before").await;

    wire.set_whole(false);
    ben.place("stranded").await;
    let ready = get(two.address(), "/health/ready");
    let ready = tokio::time::timeout(PATIENCE, ready.send()).await;
    assert_eq!(ready.expect("the balancer waits").status, 503);
    let closed = tokio::time::timeout(Duration::from_secs(40), async { while ben.read().await {} });
    closed.await.expect("they are kept where nothing is saved");
    assert_eq!(
        ben.acked,
        ben.sent - 1,
        "what is not stored is not called so"
    );
    let mut ben = Peer::join_with(one.address(), &made.id, &made.editor, ben.board).await;
    ben.until_acked().await;
    ann.until(|peer| peer.has("stranded")).await;

    wire.set_whole(true);
    while get(two.address(), "/health/ready").send().await.status != 200 {}
    let mut cem = Peer::join(two.address(), &made.id, &made.editor, 3).await;
    let mut all = [&mut ann, &mut ben, &mut cem];
    write_and_agree(&mut all, two.address(), &made, "after").await;
    assert_eq!(all[0].board.snapshot().notes.len(), 51);
    println!("PostgreSQL cut off once, 51 notes, lost 0, replicas that differ 0");
    one.stop().await;
    two.stop().await;
}
