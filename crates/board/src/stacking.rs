//! Fractional indices: short texts whose byte order is the stacking order.
//!
//! The form is that of the npm package `fractional-indexing` (base 62): a head letter that tells the length of the integer
//! part (`a` 2 … `z` 27 characters, `Z` 2 … `A` 27 for those below), its digits, then a fraction without a trailing 0. Two
//! people may take the same index at once; the id breaks the tie.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The index of a first thing.
const FIRST: &str = "a0";

fn digit(byte: u8) -> Option<usize> {
    DIGITS.iter().position(|&d| d == byte)
}

/// The length of the integer part, head included, by the head.
fn integer_length(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

/// Whether a text has the form of an index.
pub fn is_valid(index: &str) -> bool {
    let bytes = index.as_bytes();
    bytes.len() <= 256
        && bytes
            .first()
            .and_then(|&head| integer_length(head))
            .is_some_and(|length| bytes.len() >= length)
        && bytes[1..].iter().all(|&b| digit(b).is_some())
}

fn integer_part(index: &str) -> &str {
    let length = index
        .as_bytes()
        .first()
        .and_then(|&head| integer_length(head))
        .unwrap_or(0);
    index.get(..length).unwrap_or(FIRST)
}

/// An index above `highest`; the first one where there is none.
pub fn above(highest: Option<&str>) -> String {
    let Some(highest) = highest.filter(|h| is_valid(h)) else {
        return FIRST.to_owned();
    };
    let mut digits = integer_part(highest).as_bytes().to_vec();
    for i in (1..digits.len()).rev() {
        match digit(digits[i]) {
            Some(d) if d + 1 < DIGITS.len() => {
                digits[i] = DIGITS[d + 1];
                return text(digits);
            }
            _ => digits[i] = DIGITS[0],
        }
    }
    // All digits ran over: the next head, whose integers are longer (or shorter, below `a`).
    match digits[0] {
        b'Z' => FIRST.to_owned(),
        b'z' => format!("{highest}V"),
        head => {
            digits[0] = head + 1;
            if head + 1 > b'a' {
                digits.push(DIGITS[0]);
            } else {
                digits.pop();
            }
            text(digits)
        }
    }
}

/// An index below `lowest`; the first one where there is none.
pub fn below(lowest: Option<&str>) -> String {
    let Some(lowest) = lowest.filter(|l| is_valid(l)) else {
        return FIRST.to_owned();
    };
    let integer = integer_part(lowest);
    if integer.len() < lowest.len() {
        return integer.to_owned();
    }
    let mut digits = integer.as_bytes().to_vec();
    for i in (1..digits.len()).rev() {
        match digit(digits[i]) {
            Some(d) if d > 0 => {
                digits[i] = DIGITS[d - 1];
                return text(digits);
            }
            _ => digits[i] = DIGITS[61],
        }
    }
    match digits[0] {
        b'a' => "Zz".to_owned(),
        // 62^26 things below all others: no board gets there; equal indices fall back on the id.
        b'A' => lowest.to_owned(),
        head => {
            digits[0] = head - 1;
            if head - 1 < b'Z' {
                digits.push(DIGITS[61]);
            } else {
                digits.pop();
            }
            text(digits)
        }
    }
}

/// The first `count` indices, ascending.
pub fn first(count: usize) -> Vec<String> {
    let mut last: Option<String> = None;
    (0..count)
        .map(|_| {
            let next = above(last.as_deref());
            last = Some(next.clone());
            next
        })
        .collect()
}

fn text(digits: Vec<u8>) -> String {
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascends_and_descends_through_the_heads() {
        let up = first(70_000);
        assert_eq!(up[..3], ["a0", "a1", "a2"]);
        assert_eq!(up[62], "b00");
        assert!(up.iter().all(|i| is_valid(i)));
        assert!(up.is_sorted() && up.windows(2).all(|w| w[0] != w[1]));
        let mut down = vec!["a5".to_owned()];
        for _ in 0..70_000 {
            let next = below(down.last().map(String::as_str));
            assert!(is_valid(&next) && &next < down.last().unwrap(), "{next}");
            down.push(next);
        }
        let mut climb = down.last().unwrap().clone();
        for _ in 0..70_000 {
            let next = above(Some(&climb));
            assert!(next > climb, "{next} after {climb}");
            climb = next;
        }
        assert_eq!(climb, "a5");
    }

    #[test]
    fn works_beside_indices_of_others() {
        assert_eq!(above(Some("a0V")), "a1");
        assert_eq!(below(Some("a0V")), "a0");
        assert!(above(Some(&format!("z{}", "z".repeat(26)))) > format!("z{}", "z".repeat(26)));
        for bad in ["", "a", "0", "b0", "a é", "~"] {
            assert!(!is_valid(bad), "{bad:?}");
            assert_eq!(above(Some(bad)), "a0");
        }
    }
}
