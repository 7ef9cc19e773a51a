//! Slips of the pen: two texts that differ in one misspelt word.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::words::{stem, tokens};

/// Shorter words that differ in a letter are other words.
const LEAST: usize = 5;
/// Words of this length may have a wrong letter.
const LONG: usize = 9;
/// Stems of words that are as near as slips, and none.
const OTHER_WORDS: &[[&str; 2]] = &[
    ["start", "state"],
    ["fill", "file"],
    ["creat", "crate"],
    ["cash", "crash"],
    ["track", "tack"],
    ["plan", "plane"],
    ["trial", "trail"],
    ["price", "princ"],
    ["rout", "router"],
];

/// Where a word stands, and the words around it.
type Rest = (usize, Vec<String>);

/// What a wall calls things: in how many of its texts each stem stands.
pub struct Spellings(HashMap<String, usize>);

impl Spellings {
    pub fn of<'a>(wall: impl Iterator<Item = &'a str>) -> Spellings {
        let mut counts = HashMap::new();
        for text in wall {
            let stems: BTreeSet<String> = tokens(text).iter().map(|w| stem(w)).collect();
            for stem in stems {
                *counts.entry(stem).or_default() += 1;
            }
        }
        Spellings(counts)
    }

    /// Pairs of texts of which one seems to misspell the other, by their places in `texts`; the smaller place first.
    ///
    /// All words but one are the same, that one differs in a letter, and one of its two spellings stands on the wall
    /// nowhere else, where the other does (in any form): “Order picked” is no slip for “Order packed” on a wall that knows both.
    pub fn slips(&self, texts: &[&str]) -> Vec<(usize, usize)> {
        let mut alike: BTreeMap<Rest, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for (i, text) in texts.iter().enumerate() {
            let words = tokens(text);
            for (at, word) in words.iter().enumerate() {
                let digits = word.chars().any(|c| c.is_ascii_digit());
                if word.chars().count() >= LEAST && !digits {
                    let mut rest = words.clone();
                    rest.remove(at);
                    let spellings = alike.entry((at, rest)).or_default();
                    spellings.entry(word.clone()).or_default().push(i);
                }
            }
        }
        let mut pairs = BTreeSet::new();
        for spellings in alike.values() {
            for (a, b) in neighbours(spellings.keys()) {
                if is_slip(a, b) && self.tells_apart(a, b) {
                    for i in &spellings[a] {
                        pairs.extend(spellings[b].iter().map(|j| (*i.min(j), *i.max(j))));
                    }
                }
            }
        }
        pairs.into_iter().collect()
    }

    /// Whether one of the spellings stands here alone, and the other elsewhere too.
    fn tells_apart(&self, a: &str, b: &str) -> bool {
        let (a, b) = (stem(a), stem(b));
        let times = |stem: &String| self.0.get(stem).copied().unwrap_or_default();
        a != b && times(&a).min(times(&b)) <= 1 && times(&a).max(times(&b)) > 1
    }
}

/// Pairs of words among which are all with one letter too few, too many, wrong or swapped with its neighbour: those become
/// the same by leaving out one letter of each, or of one (the index of SymSpell, W. Garbe 2012).
fn neighbours<'a>(words: impl Iterator<Item = &'a String>) -> BTreeSet<(&'a str, &'a str)> {
    let mut shorter: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in words {
        let mut variants: BTreeSet<String> = word
            .char_indices()
            .map(|(at, c)| [&word[..at], &word[at + c.len_utf8()..]].concat())
            .collect();
        variants.insert(word.clone());
        for variant in variants {
            shorter.entry(variant).or_default().push(word);
        }
    }
    let mut pairs = BTreeSet::new();
    for words in shorter.values() {
        for (n, a) in words.iter().enumerate() {
            pairs.extend(words[n + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs
}

/// A letter too few, too many, or swapped with its neighbour; in long words also a wrong one. Words of English that differ by
/// so little mostly do in their first letter ("hired", "fired"), or in one that stands for another ("packed", "picked").
fn is_slip(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (of_a, of_b) = (letters(a), letters(b));
    let replaced = of_a.len() == of_b.len() && of_a != of_b;
    let other_words = OTHER_WORDS
        .iter()
        .any(|pair| pair.contains(&stem(a).as_str()) && pair.contains(&stem(b).as_str()));
    a != b
        && a.chars().next() == b.chars().next()
        && distance(a, b) <= 1
        && (!replaced || of_a.len() >= LONG)
        && !other_words
}

/// Letters to put in, leave out, replace, or swap with their neighbours (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(texts: &[&str]) -> Vec<(usize, usize)> {
        Spellings::of(texts.iter().copied()).slips(texts)
    }

    #[test]
    fn letters_between_words() {
        for (a, b, apart) in [
            ("order", "order", 0),
            ("order", "oder", 1),
            ("order", "ordre", 1),
            ("invoice", "invioce", 1),
            ("loaded", "unloaded", 2),
            ("", "ab", 2),
        ] {
            assert_eq!(distance(a, b), apart, "{a} {b}");
            assert_eq!(distance(b, a), apart, "{b} {a}");
        }
    }

    #[test]
    fn a_word_that_stands_nowhere_else_is_a_slip() {
        let check = |texts: &[&str], pairs: &[(usize, usize)]| {
            assert_eq!(slips(texts), pairs, "{texts:?}");
        };
        check(&["Invoice sent", "Invioce sent", "Invoice paid"], &[(0, 1)]);
        check(
            &["Place order", "Order shiped", "Order shipped", "Ship"],
            &[(1, 2)],
        );
        // both spellings are words of this wall
        check(
            &["Pick goods", "Pack goods", "Goods picked", "Goods packed"],
            &[],
        );
        // nothing tells which is right
        check(&["Goods stored", "Goods scored"], &[]);
        check(&["Level11 done", "Level12 done", "Level11 begun"], &[]);
        check(&["Cargo loaded", "Cargo unloaded", "Load cargo"], &[]);
        check(
            &[
                "Delivery confirmed",
                "Delivery comfirmed",
                "Confirm delivery",
            ],
            &[(0, 1)],
        );
    }

    #[test]
    fn other_words_are_no_slips() {
        for (known, other, also) in [
            ("Employee hired", "Employee fired", "Hire employee"),
            ("Seat blocked", "Seat locked", "Block seat"),
            ("Goods packed", "Goods picked", "Pack goods"),
            ("Order shipped", "Order skipped", "Ship order"),
            ("Room cleaned", "Room cleared", "Clean room"),
            ("Form filled", "Form filed", "Fill form"),
            ("Record created", "Record crated", "Create record"),
            ("Customer charged", "Customer changed", "Charge customer"),
            ("Data transferred", "Data transformed", "Transfer data"),
            (
                "Account deactivated",
                "Account reactivated",
                "Deactivate account",
            ),
        ] {
            let texts = [known, other, also];
            assert_eq!(slips(&texts), [], "{known} / {other}");
        }
    }
}
