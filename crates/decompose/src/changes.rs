//! What is different between two cuts, in words: split, merged, moved, new.

use std::collections::{BTreeMap, BTreeSet};

use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use crate::phrase::{count, list, quote};

/// A part of a context that is at least so large, of its notes, is a part and not a note that moves.
const PART: f64 = 0.25;
const PART_NOTES: usize = 2;

/// How a cut differs from another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Changes {
    /// Plain sentences; empty where nothing is different.
    pub words: Vec<String>,
    /// Notes that do not stay with most of their context, in the board's order.
    pub moved: Vec<Id>,
    /// Per context: what it was made of, where that is more or less than one context as it was ("part of Orders",
    /// "Orders and Billing"); else empty.
    pub origins: Vec<String>,
}

/// How `after` differs from `before`: names and notes of contexts.
pub fn changes(
    board: &BoardSnapshot,
    before: &[(String, Vec<Id>)],
    after: &[(String, Vec<Id>)],
) -> Changes {
    let home: BTreeMap<&Id, usize> = after
        .iter()
        .enumerate()
        .flat_map(|(c, (_, members))| members.iter().map(move |m| (m, c)))
        .collect();
    let mut words = Vec::new();
    let mut moved: BTreeSet<Id> = BTreeSet::new();
    // Per new context: the old ones of which a part is in it.
    let mut sources: Vec<Vec<usize>> = vec![Vec::new(); after.len()];
    let mut moves: BTreeMap<(usize, usize), Vec<&Id>> = BTreeMap::new();
    for (old, (name, members)) in before.iter().enumerate() {
        let mut shares: BTreeMap<usize, Vec<&Id>> = BTreeMap::new();
        for member in members {
            if let Some(&new) = home.get(member) {
                shares.entry(new).or_default().push(member);
            }
        }
        let mut shares: Vec<(usize, Vec<&Id>)> = shares.into_iter().collect();
        shares.sort_by_key(|(new, notes)| (std::cmp::Reverse(notes.len()), *new));
        let least = (PART * members.len() as f64).max(PART_NOTES as f64) as usize;
        let (parts, rest): (Vec<_>, Vec<_>) = shares
            .into_iter()
            .enumerate()
            .partition(|(i, (_, notes))| *i == 0 || notes.len() >= least);
        for (i, (new, notes)) in &parts {
            sources[*new].push(old);
            if *i > 0 {
                moved.extend(notes.iter().map(|id| (*id).clone()));
            }
        }
        if parts.len() > 1 {
            let named: Vec<String> = parts
                .iter()
                .map(|(_, (new, notes))| {
                    format!(
                        "{} ({})",
                        after[*new].0,
                        count(notes.len(), "note", "notes")
                    )
                })
                .collect();
            words.push(format!("{name} is split into {}.", list(&named, 4)));
        }
        for (_, (new, notes)) in rest {
            moved.extend(notes.iter().map(|id| (*id).clone()));
            moves.insert((old, new), notes);
        }
    }
    for (new, old) in sources.iter().enumerate().filter(|(_, old)| old.len() > 1) {
        let named: Vec<String> = old.iter().map(|&o| before[o].0.clone()).collect();
        words.push(format!(
            "{} are merged into {}.",
            list(&named, 4),
            after[new].0
        ));
    }
    for ((old, new), notes) in moves {
        let line = |id: &&Id| board.note(id).map(|n| quote(&n.line()));
        let texts: Vec<String> = notes.iter().filter_map(line).collect();
        words.push(format!(
            "{} from {} to {}: {}.",
            match notes.len() {
                1 => "One note moves".to_owned(),
                n => format!("{n} notes move"),
            },
            before[old].0,
            after[new].0,
            list(&texts, 3)
        ));
    }
    let known: BTreeSet<&Id> = before.iter().flat_map(|(_, members)| members).collect();
    let homeless = home.keys().filter(|id| !known.contains(**id)).count();
    if homeless > 0 && !before.is_empty() {
        words.push(format!(
            "{} a home that lived in no context.",
            match homeless {
                1 => "One note gets".to_owned(),
                n => format!("{n} notes get"),
            }
        ));
    }
    for (new, (name, _)) in after.iter().enumerate() {
        let [old] = sources[new][..] else { continue };
        let was = &before[old].0;
        let whole = sources.iter().filter(|s| s.contains(&old)).count() == 1;
        if whole && was != name {
            words.push(format!("{was} is called {name}."));
        }
    }
    let mut moved: Vec<Id> = moved.into_iter().collect();
    moved.sort_by_key(|id| board.notes.position(id.as_str()));
    let parts = |old: usize| sources.iter().filter(|s| s.contains(&old)).count();
    let origins = sources.iter().map(|old| match old[..] {
        [] if before.is_empty() => String::new(),
        [] => "new".into(),
        [old] if parts(old) > 1 => format!("part of {}", before[old].0),
        [_] => String::new(),
        _ => {
            let named: Vec<String> = old.iter().map(|&o| before[o].0.clone()).collect();
            list(&named, 3)
        }
    });
    Changes {
        words,
        moved,
        origins: origins.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(contexts: &[(&str, &str)]) -> Vec<(String, Vec<Id>)> {
        let id = |c: char| Id::new(&c.to_string()).unwrap();
        contexts
            .iter()
            .map(|(name, notes)| ((*name).to_owned(), notes.chars().map(id).collect()))
            .collect()
    }

    fn check(before: &[(&str, &str)], after: &[(&str, &str)], words: &[&str], moved: &str) {
        let found = changes(&BoardSnapshot::default(), &cut(before), &cut(after));
        assert_eq!(found.words, words);
        let ids: String = found.moved.iter().map(Id::as_str).collect();
        assert_eq!(ids, moved);
    }

    #[test]
    fn the_same_cut_is_no_change() {
        check(
            &[("A", "abc"), ("B", "de")],
            &[("B", "de"), ("A", "abc")],
            &[],
            "",
        );
    }

    #[test]
    fn split_merged_moved_new_and_renamed() {
        check(
            &[("A", "abcd")],
            &[("A", "ab"), ("B", "cd")],
            &["A is split into A (2 notes) and B (2 notes)."],
            "cd",
        );
        check(
            &[("A", "ab"), ("B", "cd")],
            &[("A", "abcd")],
            &["A and B are merged into A."],
            "",
        );
        check(
            &[("A", "abcdefgh"), ("B", "ijk")],
            &[("A", "abcdefg"), ("B", "hijkz")],
            &[
                "One note moves from A to B: .",
                "One note gets a home that lived in no context.",
            ],
            "h",
        );
        check(&[("A", "ab")], &[("Z", "ab")], &["A is called Z."], "");
        let (before, after) = (
            [("A", "abcd"), ("B", "e"), ("C", "f")],
            [("A", "ab"), ("D", "cd"), ("E", "ef"), ("F", "g")],
        );
        let found = changes(&BoardSnapshot::default(), &cut(&before), &cut(&after));
        assert_eq!(found.origins, ["part of A", "part of A", "B and C", "new"]);
    }
}
