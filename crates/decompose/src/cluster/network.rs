//! An undirected weighted network in compressed rows: what the clustering works on.

/// Nodes are places from 0; every edge is stored at both its ends.
#[derive(Clone, Debug, Default)]
pub struct Network {
    starts: Vec<usize>,
    ends: Vec<(usize, f64)>,
    /// How many notes a node stands for.
    pub sizes: Vec<f64>,
    /// Weight inside a node (of an aggregated network).
    pub inner: Vec<f64>,
}

impl Network {
    /// Edges between the same nodes add up; an edge from a node to itself counts as inner weight.
    pub fn new(sizes: Vec<f64>, edges: impl IntoIterator<Item = (usize, usize, f64)>) -> Network {
        let n = sizes.len();
        let mut inner = vec![0.0; n];
        let mut half: Vec<(usize, usize, f64)> = Vec::new();
        for (a, b, w) in edges {
            if a == b {
                inner[a] += w;
            } else {
                half.push((a, b, w));
                half.push((b, a, w));
            }
        }
        half.sort_by_key(|x| (x.0, x.1));
        let mut starts = vec![0; n + 1];
        let mut ends: Vec<(usize, f64)> = Vec::with_capacity(half.len());
        for same in half.chunk_by(|x, y| (x.0, x.1) == (y.0, y.1)) {
            ends.push((same[0].1, same.iter().map(|e| e.2).sum()));
            starts[same[0].0 + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        Network {
            starts,
            ends,
            sizes,
            inner,
        }
    }

    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Neighbours with the weight of the edge, by place.
    pub fn near(&self, node: usize) -> &[(usize, f64)] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// Number of edges between different nodes.
    pub fn edge_count(&self) -> usize {
        self.ends.len() / 2
    }

    /// Weight of all edges at a node; an inner edge counts twice.
    pub fn degree(&self, node: usize) -> f64 {
        self.near(node).iter().map(|e| e.1).sum::<f64>() + 2.0 * self.inner[node]
    }

    /// Weight of all edges.
    pub fn total(&self) -> f64 {
        self.ends.iter().map(|e| e.1).sum::<f64>() / 2.0 + self.inner.iter().sum::<f64>()
    }

    /// One node for each community. `communities` are numbered from 0 without gaps.
    pub fn aggregate(&self, communities: &[usize], count: usize) -> Network {
        let mut sizes = vec![0.0; count];
        let mut inner = vec![0.0; count];
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); count];
        for (node, &c) in communities.iter().enumerate() {
            sizes[c] += self.sizes[node];
            inner[c] += self.inner[node];
            members[c].push(node);
        }
        let mut starts = Vec::with_capacity(count + 1);
        let mut ends: Vec<(usize, f64)> = Vec::new();
        let mut weight_to = vec![0.0; count];
        starts.push(0);
        for (from, members) in members.iter().enumerate() {
            let first = ends.len();
            for &(near, weight) in members.iter().flat_map(|&node| self.near(node)) {
                let to = communities[near];
                if weight_to[to] == 0.0 {
                    ends.push((to, 0.0));
                }
                weight_to[to] += weight;
            }
            for end in &mut ends[first..] {
                end.1 = std::mem::take(&mut weight_to[end.0]);
                if end.0 == from {
                    // Both ends of an inner edge are here.
                    inner[from] += end.1 / 2.0;
                    end.1 = 0.0;
                }
            }
            let mut kept = first;
            for i in first..ends.len() {
                if ends[i].0 != from {
                    ends[kept] = ends[i];
                    kept += 1;
                }
            }
            ends.truncate(kept);
            ends[first..].sort_unstable_by_key(|e| e.0);
            starts.push(ends.len());
        }
        Network {
            starts,
            ends,
            sizes,
            inner,
        }
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
