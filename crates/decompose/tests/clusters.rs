//! What holds for the clustering of any network, and what it finds in known ones.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;

use decompose::cluster::leiden::quality;
use decompose::cluster::{Network, Objective, leiden};
use decompose::compare::{adjusted_mutual_information, adjusted_rand};
use decompose::random::Random;
use proptest::prelude::*;

type Edges = Vec<(usize, usize, f64)>;

/// Groups of nodes that are all tied inside, with a few weaker ties between them: every run finds their best cut.
fn networks() -> impl Strategy<Value = (usize, Edges)> {
    (1..5usize, 3..7usize, any::<u64>()).prop_map(|(groups, size, seed)| {
        let mut random = Random::new(seed);
        let mut edges = Vec::new();
        for a in 0..groups * size {
            for b in 0..a {
                if a / size == b / size {
                    edges.push((a, b, 1.0 + random.unit() / 4.0));
                } else if random.unit() < 0.1 {
                    edges.push((a, b, random.unit() / 2.0));
                }
            }
        }
        (groups * size, edges)
    })
}

fn best(network: &Network, gamma: f64) -> (Vec<usize>, f64) {
    let runs = (1..=8).map(|seed| {
        let found = leiden(network, Objective::Cpm, gamma, &mut Random::new(seed));
        let q = quality(network, Objective::Cpm, gamma, &found);
        (found, q)
    });
    runs.max_by(|a, b| a.1.total_cmp(&b.1)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// CPM is local: two networks side by side are cut as each is cut alone.
    #[test]
    fn a_union_is_cut_as_its_parts((n, edges) in networks(), (m, others) in networks(), gamma in 0.3..0.7f64) {
        let a = best(&Network::new(vec![1.0; n], edges.clone()), gamma);
        let b = best(&Network::new(vec![1.0; m], others.clone()), gamma);
        let shifted = others.iter().map(|&(x, y, w)| (x + n, y + n, w));
        let union: Edges = edges.into_iter().chain(shifted).collect();
        let both = best(&Network::new(vec![1.0; n + m], union), gamma);
        prop_assert!((both.1 - a.1 - b.1).abs() < 1e-6, "{} is not {} + {}", both.1, a.1, b.1);
        let none_crosses = both.0[..n].iter().all(|c| !both.0[n..].contains(c));
        prop_assert!(none_crosses);
    }

    /// With node weights, notes that stay together may be one node.
    #[test]
    fn an_atom_is_worth_its_notes((n, edges) in networks(), gamma in 0.3..0.7f64) {
        let network = Network::new(vec![1.0; n], edges);
        // Pairs of neighbouring places become atoms.
        let atom: Vec<usize> = (0..n).map(|i| i / 2).collect();
        let count = n.div_ceil(2);
        let level = network.aggregate(&atom, count);
        let found = leiden(&level, Objective::Cpm, gamma, &mut Random::new(1));
        let spread: Vec<usize> = atom.iter().map(|&a| found[a]).collect();
        let of_atoms = quality(&level, Objective::Cpm, gamma, &found);
        let of_notes = quality(&network, Objective::Cpm, gamma, &spread);
        prop_assert!((of_atoms - of_notes).abs() < 1e-9, "{of_atoms} is not {of_notes}");
    }

    #[test]
    fn communities_hang_together((n, edges) in networks(), gamma in 0.05..0.9f64, seed in 0..9u64) {
        let network = Network::new(vec![1.0; n], edges);
        let found = leiden(&network, Objective::Cpm, gamma, &mut Random::new(seed));
        prop_assert_eq!(&found, &leiden(&network, Objective::Cpm, gamma, &mut Random::new(seed)));
        for community in 0..=found.iter().copied().max().unwrap_or(0) {
            let members: Vec<usize> = (0..n).filter(|&i| found[i] == community).collect();
            let mut reached = vec![members[0]];
            let mut next = 0;
            while let Some(&node) = reached.get(next) {
                next += 1;
                let near: Vec<usize> = network.near(node).map(|e| e.0).collect();
                for other in near {
                    if found[other] == community && !reached.contains(&other) {
                        reached.push(other);
                    }
                }
            }
            prop_assert_eq!(reached.len(), members.len());
        }
    }
}

/// Zachary 1977: the best modularity of the karate club is 0.4198 (Brandes et al. 2008), in 4 communities.
#[test]
fn the_karate_club_has_four_groups() {
    const CLUB: &str = "1 0,2 0,2 1,3 0,3 1,3 2,4 0,5 0,6 0,6 4,6 5,7 0,7 1,7 2,7 3,8 0,8 2,9 2,10 0,10 4,10 5,11 0,12 0,12 3,13 0,13 1,13 2,13 3,16 5,16 6,17 0,17 1,19 0,19 1,21 0,21 1,25 23,25 24,27 2,27 23,27 24,28 2,29 23,29 26,30 1,30 8,31 0,31 24,31 25,31 28,32 2,32 8,32 14,32 15,32 18,32 20,32 22,32 23,32 29,32 30,32 31,33 8,33 9,33 13,33 14,33 15,33 18,33 19,33 20,33 22,33 23,33 26,33 27,33 28,33 29,33 30,33 31,33 32";
    let edges: Edges = CLUB
        .split(',')
        .map(|e| e.split_once(' ').unwrap())
        .map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap(), 1.0))
        .collect();
    assert_eq!(edges.len(), 78);
    let network = Network::new(vec![1.0; 34], edges);
    let rb = Objective::ReichardtBornholdt;
    let best = (1..=10)
        .map(|seed| leiden(&network, rb, 1.0, &mut Random::new(seed)))
        .map(|found| (quality(&network, rb, 1.0, &found) / network.total(), found))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .unwrap();
    assert!((best.0 - 0.4198).abs() < 5e-4, "{}", best.0);
    assert_eq!(best.1.iter().max(), Some(&3));
}

#[test]
fn planted_communities_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/lfr");
    let nodes = 10_000;
    let name = |ending| folder.join(format!("lfr_nx_{nodes}_mu0.3_s1.{ending}"));
    let (Ok(edges), Ok(truth)) = (
        std::fs::read_to_string(name("edges")),
        std::fs::read_to_string(name("truth")),
    ) else {
        println!("skipped: the LFR graphs are not here");
        return;
    };
    let numbers = |line: &str| -> Vec<usize> {
        line.split_whitespace()
            .map(|n| n.parse().unwrap())
            .collect()
    };
    let edges: Edges = edges
        .lines()
        .map(numbers)
        .map(|e| (e[0], e[1], 1.0))
        .collect();
    let truth: Vec<usize> = truth.lines().map(|l| *numbers(l).last().unwrap()).collect();
    let network = Network::new(vec![1.0; truth.len()], edges);
    let found = leiden(&network, Objective::Cpm, 0.02, &mut Random::new(1));
    let ami = adjusted_mutual_information(&found, &truth);
    let ari = adjusted_rand(&found, &truth);
    println!("{nodes}: AMI {ami:.4}, ARI {ari:.4}");
    assert!(ami >= 0.97, "{nodes}: {ami}");
}
