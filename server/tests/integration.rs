//! The server from outside: HTTP, live connections, and what a crash leaves.

mod integration {
    pub mod client;
    pub mod crash;
    pub mod description;
    pub mod http;
    pub mod limits;
    pub mod live;
    pub mod peer;
    pub mod start;
}
