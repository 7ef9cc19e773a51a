//! The server: HTTP API, live rooms and the site in one process.

pub mod auth;
pub mod clock;
pub mod config;
pub mod http;
pub mod live;
pub mod maintenance;
pub mod metrics;
pub mod serve;
pub mod site;
pub mod telemetry;
pub mod templates;
