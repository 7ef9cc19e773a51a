//! From the wall to proposed boundaries: graph, criteria, clustering, evidence, metrics, sizes.

pub mod atoms;
mod canonical;
pub mod cluster;
pub mod compare;
pub mod criteria;
pub mod cut;
mod evidence;
pub mod graph;
pub mod metrics;
mod naming;
mod phrase;
pub mod proposal;
pub mod random;
pub mod sizing;
mod terms;
pub mod wall;

pub use proposal::{Alternative, Decomposition, Options, propose};
