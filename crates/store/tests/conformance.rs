//! One suite that every backend passes: memory, SQLite in a real file, PostgreSQL from a real server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "what a test cannot do, fails it"
)]

mod conformance {
    pub mod comments;
    pub mod erasure;
    pub mod postgres_server;
    pub mod suite;
}

use std::sync::Arc;

use conformance::postgres_server::PostgresServer;
use conformance::suite;
use store::BoardStore;

#[tokio::test]
async fn memory() {
    suite::run(store::open("memory:").await.unwrap()).await;
}

#[tokio::test]
async fn sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("isobar.db").display());
    let store = store::open(&url).await.unwrap();
    suite::run(store.clone()).await;
    survives_reopening(store, &url).await;
}

#[tokio::test]
async fn postgres() {
    let Some(server) = PostgresServer::start() else {
        println!("skipped: no PostgreSQL server programs on this machine");
        return;
    };
    let store = store::open(server.url()).await.unwrap();
    suite::run(store.clone()).await;
    survives_reopening(store.clone(), server.url()).await;

    let store = store::open(server.url()).await.unwrap();
    let before = suite::everything(&*store).await;
    server.kill();
    assert!(store.ping().await.is_err());
    server.go_on();
    assert_eq!(suite::everything(&*store).await, before, "connects again");
    store.ping().await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn postgres_waits_for_the_disk() {
    let Some(server) = PostgresServer::start() else {
        println!("skipped: no PostgreSQL server programs on this machine");
        return;
    };
    let careless = format!("{}?options[synchronous_commit]=off", server.url());
    let store = store::open(&careless).await.unwrap();
    assert_eq!(store.faults().await.unwrap(), Vec::<String>::new());
    store.close().await;
    server.kill();
    server.go_on_with("-c fsync=off");
    let store = store::open(server.url()).await.unwrap();
    let faults = store.faults().await.unwrap();
    assert!(
        faults.len() == 1 && faults[0].contains("fsync"),
        "{faults:?}"
    );
    store.close().await;
}

#[tokio::test]
async fn an_unknown_scheme_is_named() {
    let error = store::open("redis://x").await.err().unwrap();
    assert!(error.to_string().contains("redis"), "{error}");
}

async fn survives_reopening(store: Arc<dyn BoardStore>, url: &str) {
    let before = suite::fill(&*store).await;
    store.close().await;
    let again = store::open(url).await.unwrap();
    assert_eq!(suite::everything(&*again).await, before);
    again.close().await;
}
