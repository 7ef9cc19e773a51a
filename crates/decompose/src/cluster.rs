//! Communities of a weighted network: Leiden, a profile over resolutions, and consensus between runs.

pub mod leiden;
pub mod merge;
pub mod network;
pub mod profile;

pub use leiden::{Objective, leiden};
pub use network::Network;
