//! From the wall to proposed boundaries: graph, criteria, clustering, evidence, metrics, sizes.

pub mod proposal;
pub mod sizing;

pub use proposal::{Alternative, Decomposition, Options, propose};
