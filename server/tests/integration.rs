//! The server from outside: HTTP, live connections, and what a crash leaves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "what a test cannot do, fails it"
)]

mod integration {
    pub mod access;
    pub mod chaos;
    pub mod client;
    pub mod clock;
    pub mod comments;
    pub mod crash;
    pub mod description;
    pub mod faults;
    pub mod faulty_store;
    pub mod full_disk;
    pub mod golden;
    pub mod history;
    pub mod http;
    pub mod limits;
    pub mod links;
    pub mod live;
    pub mod maintenance;
    pub mod memory;
    pub mod nats_server;
    pub mod nodes;
    pub mod partitions;
    pub mod peer;
    #[path = "../../../crates/store/tests/conformance/postgres_server.rs"]
    pub mod postgres_server;
    pub mod pressure;
    pub mod process;
    pub mod secrets;
    pub mod start;
    pub mod traces;
    pub mod wire;
}
