//! The wall as a graph: atoms joined by what the criteria say.

use petgraph::graph::{NodeIndex, UnGraph};

use crate::atoms::Atoms;
use crate::cluster::network::Network;
use crate::criteria::{CRITERIA, Tie};
use crate::wall::Wall;

/// Everything that speaks for keeping two notes together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    pub a: usize,
    pub b: usize,
    /// Place in [`CRITERIA`]; [`PRIOR`] for the board's own contexts.
    pub criterion: usize,
    /// Weight × strength.
    pub weight: f64,
}

impl Reason {
    /// The note at its other end.
    pub fn other(&self, note: usize) -> usize {
        if self.a == note { self.b } else { self.a }
    }
}

/// The reason "they share a context now", which stands only where people asked to respect contexts.
pub const PRIOR: usize = usize::MAX;

/// How much ties inside an atom count where cuts are judged; they are never at stake.
const INSIDE: f64 = 0.5;

/// Nodes are atoms, by place; edges carry the summed weights.
#[derive(Clone, Debug, Default)]
pub struct BoardGraph {
    pub graph: UnGraph<usize, f64>,
    pub reasons: Vec<Reason>,
    /// Per note of the wall: places in `reasons`.
    pub at: Vec<Vec<usize>>,
}

impl BoardGraph {
    /// Asks every criterion and adds `prior`; reasons inside one atom stay out of the graph.
    pub fn build(
        wall: &Wall,
        atoms: &Atoms,
        weights: &[f64],
        prior: &[Tie],
        prior_weight: f64,
    ) -> BoardGraph {
        let mut reasons = Vec::new();
        for (criterion, (c, &weight)) in CRITERIA.iter().zip(weights).enumerate() {
            if weight > 0.0 {
                reasons.extend(
                    c.ties(wall)
                        .into_iter()
                        .map(|t| reason(t, criterion, weight)),
                );
            }
        }
        reasons.extend(prior.iter().map(|&t| reason(t, PRIOR, prior_weight)));
        reasons.retain(|r| r.weight > 0.0 && r.a != r.b);

        let mut edges: Vec<(usize, usize, f64)> = reasons
            .iter()
            .filter_map(|r| {
                let (a, b) = (atoms.of[r.a]?, atoms.of[r.b]?);
                (a != b).then_some((a.min(b), a.max(b), r.weight))
            })
            .collect();
        edges.sort_by_key(|x| (x.0, x.1));
        let mut graph = UnGraph::with_capacity(atoms.atoms.len(), edges.len());
        for atom in 0..atoms.atoms.len() {
            graph.add_node(atom);
        }
        for same in edges.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            let weight = same.iter().map(|e| e.2).sum();
            graph.add_edge(NodeIndex::new(same[0].0), NodeIndex::new(same[0].1), weight);
        }
        let mut at = vec![Vec::new(); wall.notes.len()];
        for (i, r) in reasons.iter().enumerate() {
            at[r.a].push(i);
            at[r.b].push(i);
        }
        BoardGraph { graph, reasons, at }
    }

    /// For clustering: an atom is as large as it has notes.
    pub fn network(&self, atoms: &Atoms) -> Network {
        let sizes = atoms.atoms.iter().map(|a| a.len() as f64).collect();
        let edges = self
            .graph
            .raw_edges()
            .iter()
            .map(|e| (e.source().index(), e.target().index(), e.weight));
        let mut network = Network::new(sizes, edges);
        for r in &self.reasons {
            if let (Some(a), Some(b)) = (atoms.of[r.a], atoms.of[r.b])
                && a == b
            {
                network.inner[a] += r.weight * INSIDE;
            }
        }
        network
    }
}

fn reason(tie: Tie, criterion: usize, weight: f64) -> Reason {
    Reason {
        a: tie.a,
        b: tie.b,
        criterion,
        weight: tie.strength * weight,
    }
}
