//! An undirected weighted network in compressed rows: what the clustering works on.

/// Nodes are places from 0, at most 2³² − 2; every edge is stored at both its ends.
#[derive(Clone, Debug, Default)]
pub struct Network {
    starts: Vec<usize>,
    ends: Vec<u32>,
    weights: Vec<f64>,
    /// How many notes a node stands for.
    pub sizes: Vec<f64>,
    /// Weight inside a node (of an aggregated network).
    pub inner: Vec<f64>,
}

impl Network {
    /// Edges between the same nodes add up; an edge from a node to itself counts as inner weight.
    pub fn new(
        sizes: Vec<f64>,
        edges: impl IntoIterator<Item = (usize, usize, f64), IntoIter: Clone>,
    ) -> Network {
        let n = sizes.len();
        let edges = edges.into_iter();
        let mut inner = vec![0.0; n];
        let mut starts = vec![0usize; n + 1];
        for (a, b, w) in edges.clone() {
            if a == b {
                inner[a] += w;
            } else {
                starts[a + 1] += 1;
                starts[b + 1] += 1;
            }
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut free = starts.clone();
        let mut half = vec![(0u32, 0.0); starts[n]];
        for (a, b, w) in edges.filter(|e| e.0 != e.1) {
            for (from, to) in [(a, b), (b, a)] {
                half[free[from]] = (to as u32, w);
                free[from] += 1;
            }
        }
        let mut network = Network {
            starts: vec![0],
            ends: Vec::with_capacity(half.len()),
            weights: Vec::with_capacity(half.len()),
            sizes,
            inner,
        };
        for node in 0..n {
            let row = &mut half[starts[node]..starts[node + 1]];
            row.sort_by_key(|e| e.0);
            for same in row.chunk_by(|x, y| x.0 == y.0) {
                network.ends.push(same[0].0);
                network.weights.push(same.iter().map(|e| e.1).sum());
            }
            network.starts.push(network.ends.len());
        }
        network
    }

    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Neighbours with the weight of the edge, by place.
    pub fn near(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let row = self.starts[node]..self.starts[node + 1];
        let ends = self.ends[row.clone()].iter().map(|&e| e as usize);
        ends.zip(self.weights[row].iter().copied())
    }

    /// Number of different neighbours.
    pub fn neighbours(&self, node: usize) -> usize {
        self.starts[node + 1] - self.starts[node]
    }

    /// Number of edges between different nodes.
    pub fn edge_count(&self) -> usize {
        self.ends.len() / 2
    }

    /// Weight of all edges at a node; an inner edge counts twice.
    pub fn degree(&self, node: usize) -> f64 {
        self.near(node).map(|e| e.1).sum::<f64>() + 2.0 * self.inner[node]
    }

    /// Weight of all edges.
    pub fn total(&self) -> f64 {
        self.between() + self.inner.iter().sum::<f64>()
    }

    /// Weight of the edges between different nodes.
    pub fn between(&self) -> f64 {
        self.weights.iter().sum::<f64>() / 2.0
    }

    /// One node for each community. `communities` are numbered from 0 without gaps.
    pub fn aggregate(&self, communities: &[usize], count: usize) -> Network {
        let mut sizes = vec![0.0; count];
        let mut inner = vec![0.0; count];
        let mut starts = vec![0usize; count + 1];
        for (node, &c) in communities.iter().enumerate() {
            sizes[c] += self.sizes[node];
            inner[c] += self.inner[node];
            starts[c + 1] += 1;
        }
        for c in 0..count {
            starts[c + 1] += starts[c];
        }
        let mut free = starts.clone();
        let mut members = vec![0u32; communities.len()];
        for (node, &c) in communities.iter().enumerate() {
            members[free[c]] = node as u32;
            free[c] += 1;
        }
        let mut level = Network {
            starts: Vec::with_capacity(count + 1),
            ends: Vec::new(),
            weights: Vec::new(),
            sizes,
            inner,
        };
        level.starts.push(0);
        let mut weight_to = vec![0.0; count];
        let mut touched: Vec<u32> = Vec::new();
        for from in 0..count {
            for &node in &members[starts[from]..starts[from + 1]] {
                for (near, weight) in self.near(node as usize) {
                    let to = communities[near];
                    if weight_to[to] == 0.0 {
                        touched.push(to as u32);
                    }
                    weight_to[to] += weight;
                }
            }
            touched.sort_unstable();
            touched.dedup();
            for to in touched.drain(..) {
                let weight = std::mem::take(&mut weight_to[to as usize]);
                if to as usize == from {
                    // Both ends of an inner edge are here.
                    level.inner[from] += weight / 2.0;
                } else {
                    level.ends.push(to);
                    level.weights.push(weight);
                }
            }
            level.starts.push(level.ends.len());
        }
        level
    }
}

/// Numbers communities from 0 in the order of their first node; gives their number.
pub fn renumber(communities: &mut [usize]) -> usize {
    let highest = communities.iter().copied().max().map_or(0, |m| m + 1);
    let mut number = vec![usize::MAX; highest];
    let mut count = 0;
    for c in communities.iter_mut() {
        if number[*c] == usize::MAX {
            number[*c] = count;
            count += 1;
        }
        *c = number[*c];
    }
    count
}
