//! Figures of a cut. None is a grade by itself: accepted real designs have modularity from 0.12 to 0.80.

pub mod balance;
pub mod calls;
pub mod capability;
pub mod cohesion;
pub mod conductance;
pub mod coupling;
pub mod data;
pub mod figures;
pub mod interface;
pub mod language;
pub mod modularity;

use serde::{Deserialize, Serialize};

use crate::cut::Cut;
use crate::graph::BoardGraph;
use crate::wall::Wall;

/// Figures of one cut as a whole (decomposition.md, "Judging a cut").
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Metrics {
    pub contexts: usize,
    /// Share of the flow's links that cross a border, 0 to 1.
    pub crossing: f64,
    /// Newman–Girvan modularity of the flow, −0.5 to 1; larger is better.
    pub modularity: f64,
    /// Mean relational cohesion of the contexts, 0 or more.
    pub cohesion: f64,
    /// Mean conductance of the contexts, 0 to 1; smaller is better.
    pub conductance: f64,
    /// Calls between contexts by all calls (ICP), 0 to 1; smaller is better.
    pub calls: f64,
    /// Mean number of notes that a context publishes (IFN); smaller is better.
    pub interface: f64,
    /// Calls between contexts for one user action: mean and most; smaller is better.
    pub chattiness: f64,
    pub chattiest: usize,
    /// Mean balance of strength, distance and volatility, 1 to 10; larger is better.
    pub balance: f64,
    /// Mean entropy of the user actions that a context serves, bits; smaller is better.
    pub capability: f64,
    /// Share of aggregates that more than one context uses, 0 to 1.
    pub shared_data: f64,
    /// Aggregates whose name means different things in different contexts.
    pub polysemous: usize,
    /// Contexts that depend on each other in a circle.
    pub cyclic: usize,
    /// Share of nouns that more than one context uses, 0 to 1.
    pub shared_terms: f64,
    /// Evenness of sizes: entropy by its largest possible value, 0 to 1.
    pub evenness: f64,
    /// Range of resolutions over which this cut stays the best, in doublings; 0 where it was asked for.
    pub persistence: f64,
    /// Mean agreement of repeated runs (adjusted Rand), 0 to 1.
    pub stability: f64,
    /// By context, in the order of the contexts.
    pub by_context: Vec<ContextMetrics>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContextMetrics {
    pub notes: usize,
    /// (steps inside + 1) / notes.
    pub cohesion: f64,
    /// 0 to 1; smaller is better.
    pub conductance: f64,
    /// Steps by which others depend on this context.
    pub afferent: usize,
    /// Steps by which this context depends on others.
    pub efferent: usize,
    /// Ce / (Ca + Ce), 0 to 1; none where nothing crosses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instability: Option<f64>,
    /// Notes that others call, read or hear of.
    pub interface: usize,
}

/// All figures of a cut; `persistence` and `stability` are left to who found it.
pub fn measure(wall: &Wall, graph: &BoardGraph, cut: &Cut) -> Metrics {
    let sizes = cut.sizes();
    let coupling = coupling::by_context(wall, cut);
    let cohesion = cohesion::by_context(wall, cut);
    let conductance = conductance::by_context(graph, cut);
    let interface = interface::by_context(wall, cut);
    let (chattiness, chattiest) = calls::chattiness(wall, cut);
    let by_context: Vec<ContextMetrics> = (0..cut.count)
        .map(|c| ContextMetrics {
            notes: sizes[c],
            cohesion: cohesion[c],
            conductance: conductance[c],
            afferent: coupling[c].afferent,
            efferent: coupling[c].efferent,
            instability: coupling[c].instability(),
            interface: interface[c],
        })
        .collect();
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    Metrics {
        contexts: cut.count,
        crossing: coupling::crossing(wall, cut),
        modularity: modularity::of_flow(wall, cut),
        cohesion: mean(&cohesion),
        conductance: mean(&conductance),
        calls: calls::between(wall, cut),
        interface: interface.iter().sum::<usize>() as f64 / cut.count.max(1) as f64,
        chattiness,
        chattiest,
        balance: balance::of_cut(wall, cut),
        capability: capability::entropy(wall, cut),
        shared_data: data::shared(wall, cut),
        polysemous: data::polysemous(wall, cut),
        cyclic: coupling::cyclic(wall, cut),
        shared_terms: language::shared(wall, cut),
        evenness: evenness(&sizes),
        persistence: 0.0,
        stability: 0.0,
        by_context,
    }
}

/// Shannon entropy of the shares, by ln of their number; 1 for a single context.
fn evenness(sizes: &[usize]) -> f64 {
    if sizes.len() < 2 {
        return 1.0;
    }
    let all = sizes.iter().sum::<usize>() as f64;
    let entropy: f64 = sizes
        .iter()
        .map(|&s| s as f64 / all)
        .filter(|p| *p > 0.0)
        .map(|p| -p * p.ln())
        .sum();
    entropy / (sizes.len() as f64).ln()
}
