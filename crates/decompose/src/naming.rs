//! Names for contexts, from their own words: nouns over verbs, what is special here over what is said everywhere, and
//! no two alike.

use model::NoteKind;
use model::words::{capitalised, key};

use crate::cut::Cut;
use crate::wall::Wall;

/// Longest name, in characters.
const MOST: usize = 100;

/// One name for each context of the cut.
pub fn names(wall: &Wall, cut: &Cut) -> Vec<String> {
    let members = cut.members();
    let choices: Vec<Vec<String>> = members.iter().map(|m| choices(wall, m)).collect();
    let mut taken: Vec<String> = Vec::new();
    let mut names = Vec::new();
    for (c, wanted) in choices.iter().enumerate() {
        let free = |n: &String| !taken.contains(&key(n));
        let name = wanted.iter().find(|n| free(n)).cloned().unwrap_or_else(|| {
            numbered(wanted.first().cloned().unwrap_or("Context".into()), c, free)
        });
        taken.push(key(&name));
        names.push(name);
    }
    names
}

/// Why a context has the name that [`names`] gave it.
pub fn because(wall: &Wall, members: &[usize], name: &str) -> String {
    let wanted = key(name);
    let members = || members.iter().copied();
    let called = |kind| {
        let mut notes = members().filter(move |&n| wall.kind(n) == kind);
        notes.find(|&n| key(wall.text(n)) == wanted)
    };
    let says = |&n: &usize| key(wall.text(n)).split(' ').any(|w| w == wanted);
    let said = || members().filter(says).count();
    if called(NoteKind::Aggregate).is_some() {
        "It is the aggregate here that most of the flow goes through.".into()
    } else if called(NoteKind::ReadModel).is_some() {
        "It holds no aggregate; this is the information that most of the flow goes through.".into()
    } else if let said @ 1.. = said() {
        let all = members().count();
        if all == 1 {
            return "Its only note says this word.".into();
        }
        format!("{said} of its {all} notes say this word, more than it is said elsewhere.")
    } else if name.contains(" and ") {
        "The two things that it is most about; one alone would name another context too.".into()
    } else {
        "The first of its own words that no other context is named by.".into()
    }
}

fn numbered(base: String, from: usize, free: impl Fn(&String) -> bool) -> String {
    let mut number = from.max(1) + 1;
    loop {
        let name = format!("{base} {number}");
        if free(&name) {
            return name;
        }
        number += 1;
    }
}

/// Names that would fit, best first.
fn choices(wall: &Wall, members: &[usize]) -> Vec<String> {
    let mut subjects = titles(wall, members, NoteKind::Aggregate);
    if subjects.is_empty() {
        subjects = titles(wall, members, NoteKind::ReadModel);
    }
    let words = nouns(wall, members);
    if subjects.len() > 2 {
        // Many aggregates: the noun that most of them share says it better.
        if let Some(common) = common_word(&subjects, &words) {
            subjects.insert(0, common);
        }
    }
    if subjects.is_empty() {
        subjects = words.clone();
    } else {
        for word in words {
            if !subjects.iter().any(|s| key(s).contains(&word)) {
                subjects.push(word);
            }
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut push = |name: String| {
        let name: String = capitalised(name.trim()).chars().take(MOST).collect();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    };
    if let Some(first) = subjects.first() {
        push(first.clone());
        for second in subjects.iter().skip(1).take(4) {
            push(format!("{first} and {}", uncapitalised(second)));
        }
    }
    for other in subjects.iter().skip(1).take(3) {
        push(other.clone());
    }
    if let Some(&n) = members.first() {
        push(wall.text(n).to_owned());
    }
    names
}

/// Names of the notes of one kind, those with most steps first.
fn titles(wall: &Wall, members: &[usize], kind: NoteKind) -> Vec<String> {
    let mut found: Vec<(usize, usize)> = members
        .iter()
        .filter(|&&n| wall.kind(n) == kind)
        .map(|&n| (wall.leaving[n].len() + wall.reaching[n].len(), n))
        .collect();
    found.sort_by_key(|f| (std::cmp::Reverse(f.0), f.1));
    let mut names: Vec<String> = Vec::new();
    for (_, n) in found {
        let name = wall.text(n).to_owned();
        if !name.is_empty() && !names.iter().any(|m| key(m) == key(&name)) {
            names.push(name);
        }
    }
    names
}

/// The nouns of the members: weight of the notes that say them, by how much of their use is here.
fn nouns(wall: &Wall, members: &[usize]) -> Vec<String> {
    let mut here: std::collections::BTreeMap<usize, f64> = Default::default();
    for &n in members {
        let weight = match wall.kind(n) {
            NoteKind::Aggregate => 3.0,
            NoteKind::ReadModel => 2.0,
            _ => 1.0,
        };
        for &t in &wall.terms.of[n] {
            *here.entry(t).or_default() += weight * wall.terms.terms[t].noun;
        }
    }
    let mut scored: Vec<(f64, usize)> = here
        .into_iter()
        .filter(|(t, w)| *w > 0.0 && !wall.terms.terms[*t].word.chars().all(|c| c.is_numeric()))
        .map(|(t, w)| {
            let inside = members
                .iter()
                .filter(|&&n| wall.terms.of[n].contains(&t))
                .count() as f64;
            (w * inside / wall.terms.terms[t].notes.max(1) as f64, t)
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored
        .into_iter()
        .take(6)
        .map(|(_, t)| wall.terms.terms[t].word.clone())
        .collect()
}

/// The best of `words` that more than half of the aggregates have in their name.
fn common_word(aggregates: &[String], words: &[String]) -> Option<String> {
    let has = |name: &String, word: &String| key(name).split(' ').any(|w| w == word);
    let best = words
        .iter()
        .find(|w| aggregates.iter().filter(|a| has(a, w)).count() * 2 > aggregates.len())?;
    let exact = aggregates.iter().find(|a| key(a) == **best);
    Some(exact.unwrap_or(best).clone())
}

/// With a small first letter, unless the word is an abbreviation.
fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(a), Some(b)) if a.is_uppercase() && !b.is_uppercase() => {
            a.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}
