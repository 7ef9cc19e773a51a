//! Modularity (Newman, Girvan: "Finding and evaluating community structure in networks", Physical Review E 69, 2004).

use crate::cut::Cut;
use crate::wall::Wall;

/// Of the flow between placed notes, undirected, each step 1: Σ over contexts of inside/m − (degrees/2m)².
pub fn of_flow(wall: &Wall, cut: &Cut) -> f64 {
    let mut inside = vec![0.0; cut.count];
    let mut degrees = vec![0.0_f64; cut.count];
    let mut m = 0.0_f64;
    for (a, b, _) in cut.steps(wall) {
        m += 1.0;
        degrees[a] += 1.0;
        degrees[b] += 1.0;
        if a == b {
            inside[a] += 1.0;
        }
    }
    if m == 0.0 {
        return 0.0;
    }
    inside
        .iter()
        .zip(&degrees)
        .map(|(i, d)| i / m - (d / (2.0 * m)).powi(2))
        .sum()
}
