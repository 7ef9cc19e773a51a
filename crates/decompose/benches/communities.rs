//! Community detection on a planted partition: `cargo bench -p decompose --bench communities -- FILE [NODES EDGES]`
//! writes the graph as an edge list (100,000 nodes and 1,000,000 edges unless said otherwise) and prints how long it
//! takes; tools/bench-decompose.sh gives the same file to igraph.
#![allow(clippy::print_stdout, clippy::expect_used)]

use std::collections::HashSet;
use std::io::{BufWriter, Write};
use std::time::Instant;

use decompose::cluster::leiden::quality;
use decompose::cluster::{Network, Objective, leiden};
use decompose::compare::adjusted_mutual_information;
use decompose::random::Random;

/// Nodes of a community.
const SIZE: usize = 100;
/// Share of the edges that stay inside their community.
const INSIDE: f64 = 0.7;
const GAMMA: f64 = 0.02;

fn main() {
    let mut words = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    let file = words.next();
    let mut number = |or: usize| words.next().and_then(|n| n.parse().ok()).unwrap_or(or);
    let (nodes, edges) = (number(100_000), number(1_000_000));
    let graph = planted(nodes, edges, &mut Random::new(1));
    if let Some(file) = file {
        let mut out = BufWriter::new(std::fs::File::create(&file).expect("a file"));
        for (u, v) in &graph {
            writeln!(out, "{u} {v}").expect("space on the disk");
        }
    }
    let network = Network::new(vec![1.0; nodes], graph.iter().map(|&(u, v)| (u, v, 1.0)));
    let start = Instant::now();
    let found = leiden(&network, Objective::Cpm, GAMMA, &mut Random::new(1));
    let seconds = start.elapsed().as_secs_f64();
    let truth: Vec<usize> = (0..nodes).map(|n| n / SIZE).collect();
    println!(
        "{nodes} nodes, {edges} edges: {seconds:.2} s, quality {:.6}, {} communities, AMI {:.4}",
        quality(&network, Objective::Cpm, GAMMA, &found) / network.total(),
        found.iter().max().map_or(0, |m| m + 1),
        adjusted_mutual_information(&found, &truth)
    );
}

/// Distinct edges; a node's community is its number by [`SIZE`].
fn planted(nodes: usize, edges: usize, random: &mut Random) -> Vec<(usize, usize)> {
    let mut known = HashSet::with_capacity(edges);
    while known.len() < edges {
        let u = random.below(nodes);
        let v = if random.unit() < INSIDE {
            (u / SIZE * SIZE + random.below(SIZE)).min(nodes - 1)
        } else {
            random.below(nodes)
        };
        if u != v {
            known.insert((u.min(v), u.max(v)));
        }
    }
    let mut edges: Vec<(usize, usize)> = known.into_iter().collect();
    edges.sort_unstable();
    edges
}
