//! The hues of proposed contexts: what is mostly the same has one hue on the wall, in the cards and at every stop.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use editor::scene::contours::HUES;
use model::Id;

/// The members of a context, and its hue.
pub type Anchor = (BTreeSet<Id>, u8);

/// A hue for each context: that of the anchor with which it shares most, each once; the others have those that are left.
pub fn hues<'a>(contexts: impl IntoIterator<Item = &'a [Id]>, anchors: &[Anchor]) -> Vec<u8> {
    let contexts: Vec<&[Id]> = contexts.into_iter().collect();
    let anchor_of: HashMap<&Id, usize> = (anchors.iter().enumerate())
        .flat_map(|(a, (members, _))| members.iter().map(move |m| (m, a)))
        .collect();
    let mut shared: Vec<(usize, usize, usize)> = Vec::new();
    for (c, members) in contexts.iter().enumerate() {
        let mut both: BTreeMap<usize, usize> = BTreeMap::new();
        for anchor in members.iter().filter_map(|m| anchor_of.get(m)) {
            *both.entry(*anchor).or_default() += 1;
        }
        shared.extend(both.into_iter().map(|(a, both)| (both, c, a)));
    }
    shared.sort_by_key(|&(both, c, a)| (std::cmp::Reverse(both), c, a));
    let mut found: Vec<Option<u8>> = vec![None; contexts.len()];
    let mut given = vec![false; anchors.len()];
    for (_, c, a) in shared {
        if found[c].is_none() && !given[a] {
            found[c] = Some(anchors[a].1);
            given[a] = true;
        }
    }
    let mut times = [0usize; HUES as usize];
    for hue in found.iter().flatten() {
        times[usize::from(*hue) % usize::from(HUES)] += 1;
    }
    let all = found.into_iter().map(|hue| {
        hue.unwrap_or_else(|| {
            let rarest = (0..HUES)
                .min_by_key(|&h| times[usize::from(h)])
                .unwrap_or_default();
            times[usize::from(rarest)] += 1;
            rarest
        })
    });
    all.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<Id> {
        let id = |c: char| Id::new(&c.to_string()).unwrap();
        text.chars().map(id).collect()
    }

    #[test]
    fn what_stays_mostly_itself_keeps_its_hue() {
        let anchors: Vec<Anchor> = [("abc", 5), ("def", 0)]
            .map(|(m, hue)| (ids(m).into_iter().collect(), hue))
            .into();
        let cut = [ids("de"), ids("abf"), ids("c")];
        let found = hues(cut.iter().map(|c| &c[..]), &anchors);
        assert_eq!(found[..2], [0, 5]);
        assert!(![0, 5].contains(&found[2]));
        assert_eq!(hues(cut.iter().map(|c| &c[..]), &[]), [0, 1, 2]);
    }
}
