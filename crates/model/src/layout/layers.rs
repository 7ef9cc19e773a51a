//! Layers of a directed graph: what follows lies in a later layer, as far as cycles allow.

use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Nodes in an order in which what comes `after` stands behind, the smallest first; cycles are entered at the smallest.
pub(super) fn topological(nodes: &[usize], after: &HashMap<usize, BTreeSet<usize>>) -> Vec<usize> {
    let mut waits: BTreeMap<usize, usize> = nodes.iter().map(|&n| (n, 0)).collect();
    for then in after.values().flatten() {
        *waits.entry(*then).or_default() += 1;
    }
    let mut ready: BTreeSet<usize> = waits
        .iter()
        .filter(|&(_, &w)| w == 0)
        .map(|(&n, _)| n)
        .collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(node) = ready.pop_first().or_else(|| waits.keys().next().copied()) {
        waits.remove(&node);
        order.push(node);
        for then in after.get(&node).into_iter().flatten() {
            if let Some(w) = waits.get_mut(then) {
                *w = w.saturating_sub(1);
                if *w == 0 {
                    ready.insert(*then);
                }
            }
        }
    }
    order
}

/// The layer of each node of a weighted graph, from 0. Cycles are opened where least flows back (Eades, Lin and Smyth's
/// greedy order); each node lies one layer behind its last predecessor, and sources right before what they start.
pub(super) fn layers(next: &[BTreeMap<usize, u32>]) -> Vec<usize> {
    let order = greedy_order(next);
    let mut place = vec![0; next.len()];
    for (i, &node) in order.iter().enumerate() {
        place[node] = i;
    }
    let forward = |from: usize| {
        next[from]
            .keys()
            .copied()
            .filter(move |&to| from != to)
            .collect::<Vec<_>>()
    };
    let mut layer = vec![0usize; next.len()];
    let mut has_before = vec![false; next.len()];
    for &from in &order {
        for to in forward(from)
            .into_iter()
            .filter(|&to| place[to] > place[from])
        {
            layer[to] = layer[to].max(layer[from] + 1);
            has_before[to] = true;
        }
    }
    for &node in order.iter().filter(|&&n| !has_before[n]) {
        let ahead = forward(node)
            .into_iter()
            .filter(|&to| place[to] > place[node]);
        if let Some(first) = ahead.map(|to| layer[to]).min() {
            layer[node] = first.saturating_sub(1);
        }
    }
    layer
}

/// An order of the nodes with little weight going back.
fn greedy_order(next: &[BTreeMap<usize, u32>]) -> Vec<usize> {
    let mut before: Vec<BTreeMap<usize, u32>> = vec![BTreeMap::new(); next.len()];
    let (mut out, mut into) = (vec![0i64; next.len()], vec![0i64; next.len()]);
    for (from, targets) in next.iter().enumerate() {
        for (&to, &weight) in targets.iter().filter(|&(&to, _)| to != from) {
            before[to].insert(from, weight);
            out[from] += i64::from(weight);
            into[to] += i64::from(weight);
        }
    }
    // Sinks before all, then sources, then whatever gives most more than it takes.
    let key = |n: usize, out: &[i64], into: &[i64]| match (out[n], into[n]) {
        (0, i) if i > 0 => (0, 0, n),
        (_, 0) => (1, 0, n),
        (o, i) => (2, i - o, n),
    };
    let mut open: BTreeSet<(u8, i64, usize)> =
        (0..next.len()).map(|n| key(n, &out, &into)).collect();
    let (mut first, mut last) = (Vec::new(), Vec::new());
    let mut gone = vec![false; next.len()];
    while let Some((class, _, node)) = open.pop_first() {
        gone[node] = true;
        if class == 0 {
            last.push(node)
        } else {
            first.push(node)
        }
        for (&to, &weight) in next[node]
            .iter()
            .filter(|&(&to, _)| to != node && !gone[to])
        {
            open.remove(&key(to, &out, &into));
            into[to] -= i64::from(weight);
            open.insert(key(to, &out, &into));
        }
        for (&from, &weight) in before[node].iter().filter(|&(&from, _)| !gone[from]) {
            open.remove(&key(from, &out, &into));
            out[from] -= i64::from(weight);
            open.insert(key(from, &out, &into));
        }
    }
    first.extend(last.into_iter().rev());
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, links: &[(usize, usize, u32)]) -> Vec<BTreeMap<usize, u32>> {
        let mut next = vec![BTreeMap::new(); nodes];
        for &(from, to, weight) in links {
            next[from].insert(to, weight);
        }
        next
    }

    #[test]
    fn follows_the_flow_and_opens_cycles_where_little_flows_back() {
        assert_eq!(
            layers(&graph(4, &[(0, 1, 1), (1, 2, 1), (0, 2, 1), (3, 2, 1)])),
            [0, 1, 2, 1]
        );
        assert_eq!(
            layers(&graph(3, &[(0, 1, 5), (1, 2, 5), (2, 0, 1)])),
            [0, 1, 2]
        );
        assert_eq!(layers(&graph(1, &[(0, 0, 1)])), [0]);
    }

    #[test]
    fn time_order() {
        let after = HashMap::from([(3, BTreeSet::from([1])), (1, BTreeSet::from([2]))]);
        assert_eq!(topological(&[0, 1, 2, 3], &after), [0, 3, 1, 2]);
        let cycle = HashMap::from([(0, BTreeSet::from([1])), (1, BTreeSet::from([0]))]);
        assert_eq!(topological(&[0, 1], &cycle), [0, 1]);
    }
}
