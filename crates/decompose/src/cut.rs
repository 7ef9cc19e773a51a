//! A cut: which note lies in which context.

use crate::wall::Wall;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cut {
    /// Number of contexts, numbered from 0.
    pub count: usize,
    /// Per note of the wall; none for what is not placed.
    pub of: Vec<Option<usize>>,
}

impl Cut {
    /// Numbers the contexts by size, largest first, then by their first note.
    pub fn new(of: Vec<Option<usize>>) -> Cut {
        let highest = of.iter().flatten().copied().max().map_or(0, |m| m + 1);
        let mut sizes = vec![0usize; highest];
        let mut first = vec![usize::MAX; highest];
        for (n, c) in of.iter().enumerate() {
            if let Some(c) = *c {
                sizes[c] += 1;
                first[c] = first[c].min(n);
            }
        }
        let mut order: Vec<usize> = (0..highest).filter(|&c| sizes[c] > 0).collect();
        order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c]), first[c]));
        let mut number = vec![0; highest];
        for (i, &c) in order.iter().enumerate() {
            number[c] = i;
        }
        Cut {
            count: order.len(),
            of: of.into_iter().map(|c| c.map(|c| number[c])).collect(),
        }
    }

    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        for c in self.of.iter().flatten() {
            sizes[*c] += 1;
        }
        sizes
    }

    /// Notes of each context, in the order of the wall.
    pub fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.count];
        for (n, c) in self.of.iter().enumerate() {
            if let Some(c) = *c {
                members[c].push(n);
            }
        }
        members
    }

    /// The contexts at both ends of each step between placed notes, with the step's place.
    pub fn steps<'a>(&'a self, wall: &'a Wall) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
        wall.steps
            .iter()
            .enumerate()
            .filter_map(|(i, s)| Some((self.of[s.from]?, self.of[s.to]?, i)))
    }
}
