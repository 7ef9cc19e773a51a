//! Things stacked in a column, as near as possible to where they wish to be.

/// Tops of things stacked in the given order with gaps between, least squares from their wished middles (the pool
/// adjacent violators algorithm). `wishes` are pairs of wished middle and height.
pub(super) fn stack(wishes: &[(f64, f64)], gap: f64) -> Vec<f64> {
    // With the heights above it taken off, a thing's top may not be less than the one's above.
    let mut offsets = Vec::with_capacity(wishes.len());
    let mut above = 0.0;
    // Pools of things that touch: sum of wishes, count.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for &(middle, height) in wishes {
        offsets.push(above);
        pools.push((middle - height / 2.0 - above, 1));
        above += height + gap;
        while let [.., upper, lower] = pools.as_mut_slice() {
            if upper.0 / upper.1 as f64 <= lower.0 / lower.1 as f64 {
                break;
            }
            *upper = (upper.0 + lower.0, upper.1 + lower.1);
            pools.pop();
        }
    }
    let tops = pools
        .iter()
        .flat_map(|&(sum, count)| std::iter::repeat_n(sum / count as f64, count));
    tops.zip(offsets)
        .map(|(top, offset)| top + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_and_what_does_not_is_pushed_apart() {
        assert_eq!(stack(&[(0.0, 10.0), (100.0, 10.0)], 5.0), [-5.0, 95.0]);
        assert_eq!(stack(&[(0.0, 10.0), (0.0, 10.0)], 5.0), [-12.5, 2.5]);
        let tops = stack(
            &[(50.0, 10.0), (0.0, 20.0), (0.0, 10.0), (200.0, 10.0)],
            4.0,
        );
        assert!(tops[0] + 14.0 <= tops[1] + 1e-9 && tops[1] + 24.0 <= tops[2] + 1e-9);
        assert_eq!(tops[3], 195.0);
        assert!(stack(&[], 1.0).is_empty());
    }
}
