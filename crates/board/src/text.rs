//! Changes of text: small differences, and what becomes of two people's changes of one text.
//!
//! A difference is found between whole words and trimmed to characters, so that an edit in a word that somebody else left
//! alone stays small and an edit elsewhere does not tear words apart. Positions are in characters; only [`utf16`] counts
//! as JavaScript does, and a surrogate pair is one character here, so it is never split.

use std::ops::Range;

/// One replaced range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// In the old text, characters.
    pub old: Range<usize>,
    pub new: String,
}

/// What two people made of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub text: String,
    /// How many of our changes met a change of theirs and were left out.
    pub left_out: usize,
}

/// The number of UTF-16 units of some characters.
pub fn utf16(chars: &[char]) -> u32 {
    chars.iter().map(|c| c.len_utf16() as u32).sum()
}

/// The ranges of `old` that must be replaced to get `new`, in order, none touching the next.
pub fn difference(old: &[char], new: &[char]) -> Vec<Hunk> {
    let mut hunks = Vec::new();
    let (start, old_end, new_end) = trimmed(old, new, 0..old.len(), 0..new.len());
    if start.0 == old_end && start.1 == new_end {
        return hunks;
    }
    let old_words = words(&old[start.0..old_end]);
    let new_words = words(&new[start.1..new_end]);
    let (mut o, mut n) = start;
    let mut push = |old_range: Range<usize>, new_range: Range<usize>| {
        let (from, old_to, new_to) = trimmed(old, new, old_range, new_range);
        if from.0 < old_to || from.1 < new_to {
            hunks.push(Hunk {
                old: from.0..old_to,
                new: new[from.1..new_to].iter().collect(),
            });
        }
    };
    for (old_common, new_common, length) in common_words(&old_words, &new_words) {
        let (oc, nc) = (start.0 + old_common, start.1 + new_common);
        push(o..oc, n..nc);
        (o, n) = (oc + length, nc + length);
    }
    push(o..old_end, n..new_end);
    hunks
}

/// Cuts what both ranges share at their start and end: the start in old and new, the end in old, the end in new.
fn trimmed(
    old: &[char],
    new: &[char],
    o: Range<usize>,
    n: Range<usize>,
) -> ((usize, usize), usize, usize) {
    let (a, b) = (&old[o.clone()], &new[n.clone()]);
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    ((o.start + head, n.start + head), o.end - tail, n.end - tail)
}

/// Words and single other characters, with where they start.
fn words(chars: &[char]) -> Vec<(usize, &[char])> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let mut end = start + 1;
        if chars[start].is_alphanumeric() {
            while end < chars.len() && chars[end].is_alphanumeric() {
                end += 1;
            }
        }
        words.push((start, &chars[start..end]));
        start = end;
    }
    words
}

/// The longest common subsequence of words: (start in old, start in new, length), characters.
fn common_words(old: &[(usize, &[char])], new: &[(usize, &[char])]) -> Vec<(usize, usize, usize)> {
    /// Above this many cells the whole middle is taken as one change.
    const MAX_CELLS: usize = 1_000_000;
    let (rows, columns) = (old.len(), new.len());
    if rows.saturating_mul(columns) > MAX_CELLS {
        return Vec::new();
    }
    let width = columns + 1;
    let mut lengths = vec![0u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            lengths[i * width + j] = if old[i].1 == new[j].1 {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while i < rows && j < columns {
        if old[i].1 == new[j].1 {
            common.push((old[i].0, new[j].0, old[i].1.len()));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// Brings our changes of `base` into their text; one that meets a change of theirs is left out.
///
/// An input that typed `ours` while the board moved on to `theirs` gives this text to the next command.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Merged {
    let base: Vec<char> = base.chars().collect();
    let ours: Vec<char> = ours.chars().collect();
    let their_chars: Vec<char> = theirs.chars().collect();
    let their_hunks = difference(&base, &their_chars);
    let mut text = String::new();
    let mut left_out = 0;
    let mut position = 0;
    let mut pending = their_hunks.iter().peekable();
    let take = |text: &mut String, position: &mut usize, hunk: &Hunk| {
        text.extend(&base[*position..hunk.old.start]);
        text.push_str(&hunk.new);
        *position = hunk.old.end;
    };
    for our in difference(&base, &ours) {
        if their_hunks
            .iter()
            .any(|their| collide(&our.old, &their.old))
        {
            left_out += 1;
            continue;
        }
        // Where both insert at one place, theirs stands first, as the one that everybody has seen.
        let reached =
            |their: &Hunk| (their.old.start, their.old.end) <= (our.old.start, our.old.end);
        while let Some(their) = pending.next_if(|their| reached(their)) {
            take(&mut text, &mut position, their);
        }
        take(&mut text, &mut position, &our);
    }
    for their in pending {
        take(&mut text, &mut position, their);
    }
    text.extend(&base[position..]);
    Merged { text, left_out }
}

/// Whether two changes cannot both be made: they share a character, or one inserts inside what the other replaces.
fn collide(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn apply(old: &str, hunks: &[Hunk]) -> String {
        let old: Vec<char> = old.chars().collect();
        let (mut text, mut at) = (String::new(), 0);
        for hunk in hunks {
            text.extend(&old[at..hunk.old.start]);
            text.push_str(&hunk.new);
            at = hunk.old.end;
        }
        text.extend(&old[at..]);
        text
    }

    fn hunks(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        difference(&old, &new)
            .into_iter()
            .map(|h| (h.old, h.new))
            .collect()
    }

    #[test]
    fn differences_are_small() {
        assert_eq!(hunks("Order placed", "Order placed"), []);
        assert_eq!(hunks("Order placed", "Order was placed").len(), 1);
        assert_eq!(hunks("recieve", "receive"), [(3..5, "ei".to_owned())]);
        assert_eq!(
            hunks("Order placed by clerk", "Cargo placed by agent"),
            [(0..5, "Cargo".to_owned()), (16..21, "agent".to_owned())]
        );
        assert_eq!(hunks("a😀b", "a😁b"), [(1..2, "😁".to_owned())]);
    }

    #[test]
    fn changes_apart_are_both_made() {
        let merged = merge("Order placed", "Order was placed", "Order placed twice");
        assert_eq!(merged.text, "Order was placed twice");
        assert_eq!(merged.left_out, 0);
    }

    #[test]
    fn a_change_that_meets_theirs_is_left_out() {
        let merged = merge("Order placed", "Order shipped", "Order billed");
        assert_eq!((merged.text.as_str(), merged.left_out), ("Order billed", 1));
    }

    proptest! {
        #[test]
        fn a_difference_applied_gives_the_new_text(old in "[ab 😀é]{0,30}", new in "[ab 😀é]{0,30}") {
            let (o, n): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let found = difference(&o, &n);
            prop_assert_eq!(apply(&old, &found), new);
            prop_assert!(found.windows(2).all(|w| w[0].old.end <= w[1].old.start));
        }

        #[test]
        fn merging_into_an_unchanged_text_gives_ours(base in "[ab 😀]{0,20}", ours in "[ab 😀]{0,20}") {
            prop_assert_eq!(merge(&base, &ours, &base), Merged { text: ours.clone(), left_out: 0 });
            prop_assert_eq!(merge(&base, &base, &ours), Merged { text: ours, left_out: 0 });
        }

        #[test]
        fn merging_never_panics(base in "[ab ]{0,12}", ours in "[ab ]{0,12}", theirs in "[ab ]{0,12}") {
            merge(&base, &ours, &theirs);
        }
    }
}
