use model::NoteKind;
use model::NoteKind::{Aggregate, Command, DomainEvent, ExternalSystem, Policy, Query, ReadModel};

use super::{Criterion, Tie};
use crate::phrase::quotes;
use crate::wall::Wall;

/// What a note says of itself where nobody drew its link: which act it is, which aggregate it is about, what a policy
/// reacts to and starts.
pub struct Wording;

/// How much the event counts that a policy names, and the command: as criteria of links count them beside an act.
const REACTED_TO: f64 = 0.1;
const STARTED: f64 = 0.2;
/// What a policy may start.
const STARTS: [NoteKind; 3] = [Command, Query, ExternalSystem];
/// One word names too much.
const WORDS: usize = 2;
/// Words that so many notes are named by tell none of them from the others.
const MANY: usize = 16;

impl Criterion for Wording {
    fn id(&self) -> &'static str {
        "wording"
    }

    fn label(&self) -> &'static str {
        "Wording"
    }

    fn about(&self) -> &'static str {
        "Where a link is missing: “Book cargo” and “Cargo booked” are one act, and both are about Cargo."
    }

    fn weight(&self) -> f64 {
        4.0
    }

    fn say(&self, wall: &Wall, _note: usize, with: &[usize]) -> String {
        format!(
            "No link says so, but its words are those of {}.",
            quotes(wall, with, 2)
        )
    }

    /// Only of notes whose link is missing; what several notes are named by is shared among them.
    fn ties(&self, wall: &Wall) -> Vec<Tie> {
        let mut ties = Vec::new();
        let mut tie = |a: usize, with: Vec<&Said>, strength: f64| {
            let many: usize = with.iter().map(|said| said.notes.len()).sum();
            if many > MANY {
                return;
            }
            let strength = strength / many.max(1) as f64;
            let with = with.iter().flat_map(|said| &said.notes);
            ties.extend(with.map(|&b| Tie { a, b, strength }));
        };
        let missing: Vec<usize> = wall.placed().filter(|&n| is_missing(wall, n)).collect();
        if missing.is_empty() {
            return ties;
        }
        let named = Named::of(wall, &missing);
        for n in missing {
            let words = &named.words[n];
            if words.is_empty() {
                continue;
            }
            let acts = |kind| named.by(words, kind).filter(|s| s.words.len() >= WORDS);
            let same = |kind| acts(kind).filter(|s| s.words == *words).collect();
            match wall.kind(n) {
                Policy => {
                    if !is_linked(wall, n, &[DomainEvent]) {
                        tie(n, acts(DomainEvent).collect(), REACTED_TO);
                    }
                    if !is_linked(wall, n, &STARTS) {
                        tie(n, acts(Command).collect(), STARTED);
                    }
                    continue;
                }
                Command => tie(n, same(DomainEvent), 1.0),
                // A command whose link is missing too has said it already.
                DomainEvent => tie(
                    n,
                    same(Command).into_iter().filter(|s| s.linked).collect(),
                    1.0,
                ),
                _ => {}
            }
            let about: Vec<&Said> = named.by(words, Aggregate).collect();
            let most = about.iter().map(|s| s.words.len()).max();
            let longest = |s: &&Said| Some(s.words.len()) == most;
            tie(n, about.into_iter().filter(longest).collect(), 1.0);
        }
        ties
    }
}

fn is_linked(wall: &Wall, note: usize, kinds: &[NoteKind]) -> bool {
    let mut near = wall.next(note).chain(wall.previous(note));
    near.any(|s| kinds.contains(&wall.kind(s.0)))
}

/// Whether nothing tells what the note is part of.
fn is_missing(wall: &Wall, note: usize) -> bool {
    match wall.kind(note) {
        Command => !is_linked(wall, note, &[Aggregate, ExternalSystem, DomainEvent]),
        DomainEvent => !is_linked(wall, note, &[Aggregate, ExternalSystem, Command]),
        ReadModel => !is_linked(wall, note, &[DomainEvent, Query]),
        Query => !is_linked(wall, note, &[ReadModel, Aggregate]),
        Policy => !is_linked(wall, note, &[DomainEvent]) || !is_linked(wall, note, &STARTS),
        _ => false,
    }
}

/// Notes of one kind that say the same words.
struct Said {
    kind: NoteKind,
    /// Sorted.
    words: Vec<usize>,
    /// Whether links tell what these notes are part of.
    linked: bool,
    notes: Vec<usize>,
}

/// Notes by their words.
struct Named {
    /// Per note, sorted.
    words: Vec<Vec<usize>>,
    /// Per word: what is said by the aggregates, commands and events whose rarest word it is.
    by_rarest: Vec<Vec<Said>>,
}

impl Named {
    fn of(wall: &Wall, missing: &[usize]) -> Named {
        let terms = &wall.terms.terms;
        let mut words = wall.terms.of.clone();
        words.iter_mut().for_each(|w| w.sort_unstable());
        let mut notes: Vec<(NoteKind, bool, usize)> = wall
            .placed()
            .filter(|&n| matches!(wall.kind(n), Aggregate | Command | DomainEvent))
            .map(|n| (wall.kind(n), missing.binary_search(&n).is_err(), n))
            .collect();
        let key = |n: &(NoteKind, bool, usize)| (n.0, n.1, &words[n.2], n.2);
        notes.sort_unstable_by(|a, b| key(a).cmp(&key(b)));
        let same = |a: &(NoteKind, bool, usize), b: &(NoteKind, bool, usize)| {
            (a.0, a.1, &words[a.2]) == (b.0, b.1, &words[b.2])
        };
        let mut by_rarest: Vec<Vec<Said>> = Vec::new();
        by_rarest.resize_with(terms.len(), Vec::new);
        for same in notes.chunk_by(same) {
            let (kind, linked, first) = same[0];
            if let Some(&rarest) = words[first].iter().min_by_key(|&&t| terms[t].notes) {
                by_rarest[rarest].push(Said {
                    kind,
                    words: words[first].clone(),
                    linked,
                    notes: same.iter().map(|n| n.2).collect(),
                });
            }
        }
        Named { words, by_rarest }
    }

    /// What notes of a kind say all words of which are among these.
    fn by(&self, words: &[usize], kind: NoteKind) -> impl Iterator<Item = &Said> + '_ {
        let words = words.to_vec();
        let lists = words.clone().into_iter().flat_map(|t| &self.by_rarest[t]);
        lists.filter(move |said| {
            let says = |t: &usize| words.binary_search(t).is_ok();
            said.kind == kind && said.words.iter().all(says)
        })
    }
}
