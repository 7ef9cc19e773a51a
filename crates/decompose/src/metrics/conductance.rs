//! Conductance (Kannan, Vempala, Vetta 2004): weight that leaves by the smaller of the weights at both sides.

use crate::cut::Cut;
use crate::graph::BoardGraph;

pub fn by_context(graph: &BoardGraph, cut: &Cut) -> Vec<f64> {
    let mut volume = vec![0.0; cut.count];
    let mut leaving = vec![0.0; cut.count];
    for r in &graph.reasons {
        let (Some(a), Some(b)) = (cut.of[r.a], cut.of[r.b]) else {
            continue;
        };
        volume[a] += r.weight;
        volume[b] += r.weight;
        if a != b {
            leaving[a] += r.weight;
            leaving[b] += r.weight;
        }
    }
    let all: f64 = volume.iter().sum();
    (0..cut.count)
        .map(|c| {
            let smaller = volume[c].min(all - volume[c]);
            if smaller > 0.0 {
                (leaving[c] / smaller).min(1.0)
            } else {
                0.0
            }
        })
        .collect()
}
