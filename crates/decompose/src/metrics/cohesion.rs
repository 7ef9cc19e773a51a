//! Relational cohesion H = (R + 1) / N (Larman, "Applying UML and Patterns"; NDepend): R relations among N members.

use crate::cut::Cut;
use crate::wall::Wall;

pub fn by_context(wall: &Wall, cut: &Cut) -> Vec<f64> {
    let mut inside = vec![0usize; cut.count];
    for (a, b, _) in cut.steps(wall) {
        if a == b {
            inside[a] += 1;
        }
    }
    inside
        .iter()
        .zip(cut.sizes())
        .map(|(&r, n)| (r + 1) as f64 / n.max(1) as f64)
        .collect()
}
