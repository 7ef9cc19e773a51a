//! From the wall to proposed boundaries: graph, criteria, clustering, evidence, metrics, sizes.

pub mod atoms;
pub mod borders;
mod canonical;
pub mod capacity;
pub mod changes;
pub mod cluster;
pub mod compare;
pub mod constraints;
pub mod criteria;
pub mod cut;
pub mod demand;
pub mod evaluate;
mod evidence;
pub mod graph;
pub mod improve;
pub mod judge;
pub mod metrics;
mod naming;
pub mod ownership;
mod phrase;
pub mod proposal;
pub mod random;
pub mod sizing;
pub mod subdomain;
mod terms;
pub mod wall;

pub use proposal::{Alternative, Decomposition, Options, Strategy, propose, weigh};
