//! Interface number (Jin, Liu, Zheng, Cui, Cai: "Functionality-Oriented Microservice Extraction Based on Execution Trace
//! Clustering", ICWS 2018): how many operations, data and events a context has to publish.

use std::collections::BTreeSet;

use super::coupling::upstream;
use crate::cut::Cut;
use crate::wall::Wall;

/// Per context: notes that others call, read or hear of.
pub fn by_context(wall: &Wall, cut: &Cut) -> Vec<usize> {
    let mut published = vec![BTreeSet::new(); cut.count];
    for (a, b, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        let note = upstream(wall, step);
        let context = if note == wall.steps[step].from { a } else { b };
        published[context].insert(note);
    }
    published.iter().map(BTreeSet::len).collect()
}
