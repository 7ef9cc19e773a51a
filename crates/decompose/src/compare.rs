//! How alike two cuts of the same notes are. Labels are places; only who is together with whom counts.

use std::collections::HashMap;

/// The table of how many notes lie in each pair of parts, with its margins.
struct Contingency {
    cells: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

fn contingency(a: &[usize], b: &[usize]) -> Contingency {
    let mut cells: HashMap<(usize, usize), usize> = HashMap::new();
    let (mut rows, mut columns) = (HashMap::new(), HashMap::new());
    for (&x, &y) in a.iter().zip(b) {
        *cells.entry((x, y)).or_default() += 1;
        *rows.entry(x).or_default() += 1usize;
        *columns.entry(y).or_default() += 1usize;
    }
    // Sorted: sums of floating point numbers must not depend on the order of a hash map.
    let sorted = |counts: Vec<usize>| {
        let mut counts = counts;
        counts.sort_unstable();
        counts.into_iter().map(|c| c as f64).collect()
    };
    Contingency {
        cells: sorted(cells.into_values().collect()),
        rows: sorted(rows.into_values().collect()),
        columns: sorted(columns.into_values().collect()),
        n: a.len().min(b.len()) as f64,
    }
}

fn pairs(counts: &[f64]) -> f64 {
    counts.iter().map(|c| c * (c - 1.0) / 2.0).sum()
}

/// Adjusted Rand index (Hubert, Arabie: "Comparing partitions", 1985): 1 for the same cut, about 0 for chance.
pub fn adjusted_rand(a: &[usize], b: &[usize]) -> f64 {
    let t = contingency(a, b);
    let (together, x, y) = (pairs(&t.cells), pairs(&t.rows), pairs(&t.columns));
    let all = t.n * (t.n - 1.0) / 2.0;
    let expected = if all > 0.0 { x * y / all } else { 0.0 };
    let most = (x + y) / 2.0;
    if (most - expected).abs() < 1e-12 {
        1.0
    } else {
        (together - expected) / (most - expected)
    }
}

/// F1 of "these two notes are together", `truth` being the second cut; 1 where neither joins any.
pub fn pairwise_f1(proposal: &[usize], truth: &[usize]) -> f64 {
    let t = contingency(proposal, truth);
    let sum = pairs(&t.rows) + pairs(&t.columns);
    if sum == 0.0 {
        1.0
    } else {
        2.0 * pairs(&t.cells) / sum
    }
}

/// Adjusted mutual information (Vinh, Epps, Bailey: "Information theoretic measures for clusterings comparison", JMLR
/// 2010), with the arithmetic mean of the entropies: 1 for the same cut, about 0 for chance.
pub fn adjusted_mutual_information(a: &[usize], b: &[usize]) -> f64 {
    let t = contingency(a, b);
    if (t.rows.len() == 1 && t.columns.len() == 1)
        || t.cells.len() as f64 == t.n && t.rows == t.columns
    {
        return 1.0;
    }
    let entropy =
        |counts: &[f64]| -> f64 { -counts.iter().map(|c| c / t.n * (c / t.n).ln()).sum::<f64>() };
    let (x, y) = (entropy(&t.rows), entropy(&t.columns));
    let mutual = x + y - entropy(&t.cells);
    let expected = expected_mutual_information(&t);
    let bound = (x + y) / 2.0 - expected;
    if bound.abs() < 1e-12 {
        1.0
    } else {
        (mutual - expected) / bound
    }
}

/// The mean over all tables with the same margins (hypergeometric).
fn expected_mutual_information(t: &Contingency) -> f64 {
    let n = t.n as usize;
    let mut ln_factorial = vec![0.0; n + 1];
    for i in 2..=n {
        ln_factorial[i] = ln_factorial[i - 1] + (i as f64).ln();
    }
    let f = |x: f64| ln_factorial[x as usize];
    let mut sum = 0.0;
    for &x in &t.rows {
        for &y in &t.columns {
            let mut k = (x + y - t.n).max(1.0);
            while k <= x.min(y) {
                let ln_chance = f(x) + f(y) + f(t.n - x) + f(t.n - y)
                    - f(t.n)
                    - f(k)
                    - f(x - k)
                    - f(y - k)
                    - f(t.n - x - y + k);
                sum += k / t.n * (t.n * k / (x * y)).ln() * ln_chance.exp();
                k += 1.0;
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    /// The expected mutual information was enumerated over all permutations of one cut; the Rand indices are 4/7 and 8/33.
    #[test]
    fn figures_worked_out_apart() {
        let (a, b) = ([0, 0, 1, 1], [0, 0, 1, 2]);
        close(adjusted_rand(&a, &b), 4.0 / 7.0);
        close(adjusted_mutual_information(&a, &b), 0.571_428_571_428_571_5);
        let (a, b) = ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]);
        close(adjusted_rand(&a, &b), 8.0 / 33.0);
        close(adjusted_mutual_information(&a, &b), 0.298_792_458_170_890_3);
        close(pairwise_f1(&a, &b), 4.0 / 9.0);
    }

    #[test]
    fn the_same_cut_under_other_labels_is_the_same() {
        let (a, b) = ([0, 0, 1, 1, 2], [7, 7, 3, 3, 9]);
        close(adjusted_rand(&a, &b), 1.0);
        close(adjusted_mutual_information(&a, &b), 1.0);
        close(pairwise_f1(&a, &b), 1.0);
        close(adjusted_rand(&[0, 0, 0], &[1, 1, 1]), 1.0);
    }
}
