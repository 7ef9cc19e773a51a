//! How alike two cuts of the same notes are. Labels are places; only who is together with whom counts.

/// The table of how many notes lie in each pair of parts, with its margins.
struct Contingency {
    cells: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    n: f64,
}

fn contingency(a: &[usize], b: &[usize]) -> Contingency {
    let n = a.len().min(b.len());
    let (rows, columns) = (counts(&a[..n]), counts(&b[..n]));
    // The second labels in the order of the first.
    let mut start = vec![0usize; rows.len() + 1];
    for (x, &count) in rows.iter().enumerate() {
        start[x + 1] = start[x] + count;
    }
    let mut free = start.clone();
    let mut ordered = vec![0usize; n];
    for (&x, &y) in a.iter().zip(b) {
        ordered[free[x]] = y;
        free[x] += 1;
    }
    let mut cells = Vec::new();
    let mut here = vec![0usize; columns.len()];
    for row in start.windows(2) {
        let row = &ordered[row[0]..row[1]];
        row.iter().for_each(|&y| here[y] += 1);
        let found = row.iter().map(|&y| std::mem::take(&mut here[y]));
        cells.extend(found.filter(|&count| count > 0));
    }
    // Sorted and without empty ones: sums of floating point numbers must not depend on the labels.
    let figures = |mut counts: Vec<usize>| -> Vec<f64> {
        counts.retain(|&c| c > 0);
        counts.sort_unstable();
        counts.into_iter().map(|c| c as f64).collect()
    };
    Contingency {
        cells: figures(cells),
        rows: figures(rows),
        columns: figures(columns),
        n: n as f64,
    }
}

/// How often each label occurs. Labels are places, so there are about as many as notes at most.
fn counts(labels: &[usize]) -> Vec<usize> {
    let mut counts = vec![0; labels.iter().max().map_or(0, |m| m + 1)];
    labels.iter().for_each(|&l| counts[l] += 1);
    counts
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
