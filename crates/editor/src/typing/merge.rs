//! Two people write on one note: both changes are kept.

/// One replaced stretch, in characters of the text it was made on.
struct Splice {
    from: usize,
    to: usize,
    with: Vec<char>,
}

/// What `mine` and `theirs`, both made from `base`, say together.
pub(super) fn merged(base: &str, mine: &str, theirs: &str) -> String {
    let base: Vec<char> = base.chars().collect();
    let (a, b) = (splice(&base, mine), splice(&base, theirs));
    let (first, second) = if (a.from, a.to) <= (b.from, b.to) {
        (a, b)
    } else {
        (b, a)
    };
    let mut out: Vec<char> = base[..first.from].to_vec();
    out.extend(&first.with);
    if second.from >= first.to {
        out.extend(&base[first.to..second.from]);
    }
    out.extend(&second.with);
    out.extend(&base[first.to.max(second.to)..]);
    out.into_iter().collect()
}

fn splice(base: &[char], now: &str) -> Splice {
    let now: Vec<char> = now.chars().collect();
    let start = base.iter().zip(&now).take_while(|(a, b)| a == b).count();
    let most = base.len().min(now.len()) - start;
    let ends = base.iter().rev().zip(now.iter().rev());
    let end = ends.take(most).take_while(|(a, b)| a == b).count();
    Splice {
        from: start,
        to: base.len() - end,
        with: now[start..now.len() - end].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn keeps_both_changes() {
        for (base, mine, theirs, both) in [
            (
                "Cargo booked",
                "Cargo was booked",
                "Cargo booked today",
                "Cargo was booked today",
            ),
            (
                "Cargo booked",
                "Big cargo booked",
                "Cargo booked",
                "Big cargo booked",
            ),
            ("Cargo", "Cargo", "Ship", "Ship"),
            ("", "mine", "theirs", "minetheirs"),
            ("a b c", "a c", "a b c d", "a c d"),
        ] {
            assert_eq!(
                merged(base, mine, theirs),
                both,
                "{base:?} {mine:?} {theirs:?}"
            );
        }
    }
}
