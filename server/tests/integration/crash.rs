//! What was acknowledged is there after kill -9, at whatever moment it comes.

use super::client::new_board;
use super::peer::Peer;
use super::process::{Process, notes, write_until_cut_off};

const ROUNDS: u64 = 5;
const PEOPLE: u64 = 4;

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
