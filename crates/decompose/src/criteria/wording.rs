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
        let mut tie = |a: usize, with: Vec<usize>, strength: f64| {
            let strength = strength / with.len().max(1) as f64;
            ties.extend(with.into_iter().map(|b| Tie { a, b, strength }));
        };
        let missing: Vec<usize> = wall.placed().filter(|&n| is_missing(wall, n)).collect();
        if missing.is_empty() {
            return ties;
        }
        let named = Named::of(wall);
        for n in missing {
            let words = &named.words[n];
            if words.is_empty() {
                continue;
            }
            let acts = |kind| {
                named
                    .by(words, kind)
                    .filter(|&m| named.words[m].len() >= WORDS)
            };
            let same = |kind| acts(kind).filter(|&m| named.words[m] == *words).collect();
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
                DomainEvent => {
                    let mut commands: Vec<usize> = same(Command);
                    commands.retain(|&m| !is_missing(wall, m));
                    tie(n, commands, 1.0);
                }
                _ => {}
            }
            let about: Vec<usize> = named.by(words, Aggregate).collect();
            let most = about.iter().map(|&m| named.words[m].len()).max();
            let longest = |m: &usize| Some(named.words[*m].len()) == most;
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

/// Notes by their words.
struct Named<'a> {
    wall: &'a Wall,
    /// Per note, sorted.
    words: Vec<Vec<usize>>,
    /// Per word: the aggregates, commands and events whose rarest word it is.
    by_rarest: Vec<Vec<usize>>,
}

impl<'a> Named<'a> {
    fn of(wall: &'a Wall) -> Named<'a> {
        let terms = &wall.terms.terms;
        let mut words = wall.terms.of.clone();
        words.iter_mut().for_each(|w| w.sort_unstable());
        let mut by_rarest = vec![Vec::new(); terms.len()];
        for n in wall.placed() {
            if matches!(wall.kind(n), Aggregate | Command | DomainEvent)
                && let Some(&rarest) = words[n].iter().min_by_key(|&&t| terms[t].notes)
            {
                by_rarest[rarest].push(n);
            }
        }
        Named {
            wall,
            words,
            by_rarest,
        }
    }

    /// The notes of a kind all words of which are among these.
    fn by(&self, words: &[usize], kind: NoteKind) -> impl Iterator<Item = usize> + '_ {
        let words = words.to_vec();
        let lists = words.clone().into_iter().flat_map(|t| &self.by_rarest[t]);
        lists.copied().filter(move |&n| {
            let says = |t: &usize| words.binary_search(t).is_ok();
            self.wall.kind(n) == kind && self.words[n].iter().all(says)
        })
    }
}
