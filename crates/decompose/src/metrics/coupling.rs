//! What crosses the borders, and who depends on whom.
//!
//! Ca, Ce and instability Ce / (Ca + Ce) after Martin ("Agile Software Development", 2002), counted in steps.

use model::NoteKind::{self, Aggregate, Command, Query, ReadModel};
use petgraph::graph::DiGraph;

use crate::cut::Cut;
use crate::wall::Wall;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Coupling {
    pub afferent: usize,
    pub efferent: usize,
}

impl Coupling {
    /// 0: others depend on it only; 1: it depends on others only; none where nothing crosses.
    pub fn instability(&self) -> Option<f64> {
        let all = self.afferent + self.efferent;
        (all > 0).then(|| self.efferent as f64 / all as f64)
    }
}

/// Share of steps between placed notes that cross a border; 0 where there are none.
pub fn crossing(wall: &Wall, cut: &Cut) -> f64 {
    let (mut all, mut crossing) = (0usize, 0usize);
    for (a, b, _) in cut.steps(wall) {
        all += 1;
        crossing += usize::from(a != b);
    }
    if all == 0 {
        0.0
    } else {
        crossing as f64 / all as f64
    }
}

/// Whether what a step leads from depends on what it leads to: what calls a command, query or aggregate depends on it, and a
/// query on the information that answers it. What hears of an event, shows data, or is informed by a read model depends on
/// what the step comes from.
pub fn leans_ahead(from: NoteKind, to: NoteKind) -> bool {
    match (from, to) {
        (ReadModel, _) => false,
        (Query, ReadModel) => true,
        _ => matches!(to, Command | Query | Aggregate),
    }
}

/// The end of a step on which the other end depends.
pub fn upstream(wall: &Wall, step: usize) -> usize {
    let step = &wall.steps[step];
    match leans_ahead(wall.kind(step.from), wall.kind(step.to)) {
        true => step.to,
        false => step.from,
    }
}

/// For each crossing step: (who depends, on whom).
pub fn dependencies<'a>(wall: &'a Wall, cut: &'a Cut) -> impl Iterator<Item = (usize, usize)> + 'a {
    cut.steps(wall)
        .filter(|s| s.0 != s.1)
        .map(
            |(from, to, step)| match upstream(wall, step) == wall.steps[step].to {
                true => (from, to),
                false => (to, from),
            },
        )
}

pub fn by_context(wall: &Wall, cut: &Cut) -> Vec<Coupling> {
    let mut coupling = vec![Coupling::default(); cut.count];
    for (depends, on) in dependencies(wall, cut) {
        coupling[depends].efferent += 1;
        coupling[on].afferent += 1;
    }
    coupling
}

/// Number of contexts in circles of dependencies (strongly connected components, Tarjan 1972).
pub fn cyclic(wall: &Wall, cut: &Cut) -> usize {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let nodes: Vec<_> = (0..cut.count).map(|_| graph.add_node(())).collect();
    for (depends, on) in dependencies(wall, cut) {
        graph.update_edge(nodes[depends], nodes[on], ());
    }
    petgraph::algo::tarjan_scc(&graph)
        .iter()
        .map(Vec::len)
        .filter(|&l| l > 1)
        .sum()
}
