//! Why a context is one, and why a note lies where it lies, in plain words.

use std::collections::{BTreeMap, BTreeSet};

use model::NoteKind::{Actor, Aggregate, Command, DomainEvent, Policy, Query, ReadModel, Screen};
use model::{Id, NoteKind};

use crate::atoms::Atoms;
use crate::criteria::CRITERIA;
use crate::cut::Cut;
use crate::graph::{BoardGraph, PRIOR};
use crate::phrase::{count, list, quotes};
use crate::proposal::NoteReason;
use crate::wall::Wall;

/// Sentences for each context of the cut.
pub fn of_contexts(
    wall: &Wall,
    graph: &BoardGraph,
    cut: &Cut,
    names: &[String],
) -> Vec<Vec<String>> {
    let members = cut.members();
    let users = users(wall, cut);
    let homes = homes(wall, cut);
    let crossings = crossings(wall, cut);
    (0..cut.count)
        .map(|c| {
            let mut because = Vec::new();
            because.push(aggregates(wall, &members[c]));
            if cut.count > 1 {
                because.extend(language(wall, &homes, c, &members[c]));
            }
            because.extend(roles(&users, c));
            because.push(border(&crossings[c], cut, names));
            let untied = members[c]
                .iter()
                .filter(|&&n| is_untied(graph, cut, n))
                .count();
            if untied > 0 {
                because.push(format!(
                    "{} {} nothing on the wall that ties {} here: look at {} yourself.",
                    count(untied, "note", "notes"),
                    if untied == 1 { "has" } else { "have" },
                    if untied == 1 { "it" } else { "them" },
                    if untied == 1 { "it" } else { "them" },
                ));
            }
            because
        })
        .collect()
}

fn is_untied(graph: &BoardGraph, cut: &Cut, note: usize) -> bool {
    !graph.at[note].iter().any(|&r| {
        let reason = &graph.reasons[r];
        cut.of[reason.a] == cut.of[reason.b]
    })
}

/// What it holds: its aggregates, or what there is without any.
fn aggregates(wall: &Wall, members: &[usize]) -> String {
    let names: BTreeSet<String> = members
        .iter()
        .filter(|&&n| wall.kind(n) == Aggregate)
        .map(|&n| wall.text(n).to_owned())
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let of = |kind: NoteKind| {
        let n = members.iter().filter(|&&n| wall.kind(n) == kind).count();
        let one = kind.label().to_lowercase();
        let many = match one.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{one}s"),
        };
        (n > 0).then(|| count(n, &one, &many))
    };
    let held: Vec<String> = [Command, DomainEvent, Query, ReadModel, Policy, Screen]
        .into_iter()
        .filter_map(of)
        .collect();
    match names.len() {
        0 => format!("Holds {}, and no aggregate.", list(&held, 6)),
        1 if held.is_empty() => format!("Holds one aggregate, {}.", names[0]),
        1 => format!("Everything here is about one aggregate, {}.", names[0]),
        n => format!(
            "Holds {n} aggregates that work together: {}.",
            list(&names, 4)
        ),
    }
}

/// Per word: the only context that says it.
fn homes(wall: &Wall, cut: &Cut) -> Vec<Option<usize>> {
    let mut homes: Vec<Option<usize>> = vec![None; wall.terms.terms.len()];
    let mut many = vec![false; wall.terms.terms.len()];
    for (n, c) in cut.of.iter().enumerate() {
        for &t in wall.terms.of[n].iter().filter(|_| c.is_some()) {
            many[t] |= homes[t].is_some() && homes[t] != *c;
            homes[t] = *c;
        }
    }
    homes
        .iter()
        .zip(many)
        .map(|(h, many)| h.filter(|_| !many))
        .collect()
}

/// Nouns that several notes say here and nobody says elsewhere.
fn language(
    wall: &Wall,
    homes: &[Option<usize>],
    context: usize,
    members: &[usize],
) -> Option<String> {
    let mut here: BTreeMap<usize, usize> = BTreeMap::new();
    for &t in members.iter().flat_map(|&n| &wall.terms.of[n]) {
        if homes[t] == Some(context) && wall.terms.terms[t].noun >= 0.5 {
            *here.entry(t).or_default() += 1;
        }
    }
    let mut own: Vec<(usize, usize)> = here
        .into_iter()
        .filter(|h| h.1 > 1)
        .map(|(t, n)| (n, t))
        .collect();
    own.sort_by_key(|o| (std::cmp::Reverse(o.0), o.1));
    let words: Vec<String> = own
        .iter()
        .take(3)
        .map(|o| wall.terms.terms[o.1].word.clone())
        .collect();
    (!words.is_empty()).then(|| format!("Speaks of {}; nobody else does.", list(&words, 3)))
}

/// Per actor's name: the contexts it uses.
fn users(wall: &Wall, cut: &Cut) -> BTreeMap<String, Vec<usize>> {
    let mut users: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for actor in (0..wall.notes.len()).filter(|&n| wall.kind(n) == Actor) {
        let uses = users.entry(wall.text(actor).to_owned()).or_default();
        let near = wall.next(actor).chain(wall.previous(actor));
        uses.extend(near.filter_map(|s| cut.of[s.0]));
        uses.sort_unstable();
        uses.dedup();
    }
    users
}

fn roles(users: &BTreeMap<String, Vec<usize>>, context: usize) -> Option<String> {
    let only: Vec<String> = users
        .iter()
        .filter(|(_, uses)| uses[..] == [context])
        .map(|(name, _)| name.clone())
        .collect();
    (!only.is_empty()).then(|| {
        let works = if only.len() == 1 { "works" } else { "work" };
        format!("{} {works} only here.", list(&only, 3))
    })
}

/// What crosses the border of one context.
#[derive(Clone, Default)]
struct Crossings {
    /// Events that leave it, and other steps that do.
    events: BTreeSet<usize>,
    calls: usize,
    receivers: BTreeSet<usize>,
    /// Steps that come in.
    incoming: usize,
    sources: BTreeSet<usize>,
}

fn crossings(wall: &Wall, cut: &Cut) -> Vec<Crossings> {
    let mut found = vec![Crossings::default(); cut.count];
    for (a, b, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        let from = wall.steps[step].from;
        found[a].receivers.insert(b);
        if wall.kind(from) == DomainEvent {
            found[a].events.insert(from);
        } else {
            found[a].calls += 1;
        }
        found[b].sources.insert(a);
        found[b].incoming += 1;
    }
    found
}

/// What crosses its border, out and in.
fn border(crossings: &Crossings, cut: &Cut, names: &[String]) -> String {
    if cut.count == 1 {
        return "Everything is together: nothing crosses a border.".into();
    }
    let Crossings {
        events,
        calls,
        receivers,
        incoming,
        sources,
    } = crossings;
    let (calls, incoming) = (*calls, *incoming);
    let named = |of: &BTreeSet<usize>| {
        let names: Vec<String> = of.iter().map(|&c| names[c].clone()).collect();
        list(&names, 3)
    };
    let (event, call) = (
        count(events.len(), "event", "events"),
        count(calls, "call or answer", "calls or answers"),
    );
    let out = match (events.len(), calls) {
        (0, 0) if incoming == 0 => return "No flow crosses its border.".into(),
        (0, 0) => "Nothing leaves it".to_owned(),
        (1, 0) => format!("Only one event leaves it, to {}", named(receivers)),
        (n, 0) => format!("Only events leave it: {n} reach {}", named(receivers)),
        (0, n) => format!(
            "{call} {} it, to {}",
            if n == 1 { "leaves" } else { "leave" },
            named(receivers)
        ),
        _ => format!("{event} and {call} leave it, to {}", named(receivers)),
    };
    match incoming {
        0 => format!("{out}; nothing comes in."),
        n => format!(
            "{out}; {} in, from {}.",
            count(n, "step comes", "steps come"),
            named(sources)
        ),
    }
}

/// Why notes lie where they lie, said of one cut after another: most sentences are the same in all.
pub struct Reasons<'a> {
    wall: &'a Wall,
    atoms: &'a Atoms,
    graph: &'a BoardGraph,
    /// Per note: what was said by which criterion of which others.
    said: Vec<Vec<Said>>,
    /// Placed notes in the order of their ids.
    by_id: Vec<usize>,
}

struct Said {
    criterion: usize,
    with: Vec<usize>,
    sentence: String,
}

/// What the ties of some notes weigh, by context.
#[derive(Default)]
struct Shares {
    weights: Vec<f64>,
    contexts: Vec<usize>,
    all: f64,
}

impl Shares {
    fn add(&mut self, context: usize, weight: f64) {
        if context >= self.weights.len() {
            self.weights.resize(context + 1, 0.0);
        }
        if self.weights[context] == 0.0 {
            self.contexts.push(context);
        }
        self.weights[context] += weight;
    }

    fn close(&mut self) {
        self.contexts.sort_unstable();
        self.all = self.contexts.iter().map(|&c| self.weights[c]).sum();
    }

    fn clear(&mut self) {
        for c in self.contexts.drain(..) {
            self.weights[c] = 0.0;
        }
    }

    /// 0 to 1.
    fn of(&self, context: usize) -> f64 {
        match self.weights.get(context) {
            Some(weight) if self.all > 0.0 => weight / self.all,
            _ => 0.0,
        }
    }

    /// The context with the largest share after `own`.
    fn second(&self, own: usize) -> Option<(f64, usize)> {
        let mut second: Option<(f64, usize)> = None;
        for &c in self.contexts.iter().filter(|&&c| c != own) {
            if second.is_none_or(|(most, _)| self.of(c) > most + 1e-12) {
                second = Some((self.of(c), c));
            }
        }
        second
    }
}

impl<'a> Reasons<'a> {
    pub fn new(wall: &'a Wall, atoms: &'a Atoms, graph: &'a BoardGraph) -> Reasons<'a> {
        let mut by_id: Vec<usize> = wall.placed().collect();
        by_id.sort_unstable_by(|&a, &b| wall.notes[a].id.cmp(&wall.notes[b].id));
        let said = wall.notes.iter().map(|_| Vec::new()).collect();
        Reasons {
            wall,
            atoms,
            graph,
            said,
            by_id,
        }
    }

    /// Per note of the cut: why it lies in its context, how strongly, and where it would go next.
    ///
    /// What moves is the note with all that stays with it (its atom): shares are those of the whole.
    pub fn of(&mut self, cut: &Cut, names: &[String]) -> BTreeMap<Id, NoteReason> {
        let mut found: Vec<Option<NoteReason>> = vec![None; self.wall.notes.len()];
        let mut shares = Shares::default();
        let (atoms, wall) = (self.atoms, self.wall);
        let free = wall.placed().filter(|&n| atoms.of[n].is_none());
        let alone: Vec<usize> = free.collect();
        let groups = atoms.atoms.iter().map(|a| &a[..]);
        for together in groups.chain(alone.chunks(1)) {
            for &member in together {
                for (_, context, weight) in self.ties(cut, member) {
                    shares.add(context, weight);
                }
            }
            shares.close();
            for &note in together {
                if let Some(own) = cut.of[note] {
                    found[note] =
                        Some(self.of_note(cut, names, note, own, together.len(), &shares));
                }
            }
            shares.clear();
        }
        let reason = |&n: &usize| Some((wall.notes[n].id.clone(), found[n].take()?));
        self.by_id.iter().filter_map(reason).collect()
    }

    /// The ties of a note to notes that live in contexts: the place of the reason, the other's context, the weight.
    fn ties(&self, cut: &'a Cut, note: usize) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        self.graph.at[note].iter().filter_map(move |&r| {
            let reason = &self.graph.reasons[r];
            Some((r, cut.of[reason.other(note)]?, reason.weight))
        })
    }

    fn of_note(
        &mut self,
        cut: &Cut,
        names: &[String],
        note: usize,
        own: usize,
        together: usize,
        shares: &Shares,
    ) -> NoteReason {
        // Reasons of one criterion stand together, strongest first in each of the strongest three.
        let here = self.ties(cut, note).filter(|t| t.1 == own);
        let here: Vec<usize> = here.map(|t| t.0).collect();
        let reasons = &self.graph.reasons;
        let mut strongest: Vec<(f64, &[usize])> = here
            .chunk_by(|&x, &y| reasons[x].criterion == reasons[y].criterion)
            .map(|of| (of.iter().map(|&r| reasons[r].weight).sum(), of))
            .collect();
        strongest.sort_by(|a, b| b.0.total_cmp(&a.0));
        strongest.truncate(3);
        let mut because: Vec<String> = Vec::with_capacity(strongest.len() + 1);
        for (_, of) in strongest {
            let mut of = of.to_vec();
            of.sort_by(|&x, &y| {
                let (x, y) = (&reasons[x], &reasons[y]);
                let by_weight = y.weight.total_cmp(&x.weight);
                by_weight.then(x.other(note).cmp(&y.other(note)))
            });
            let mut with: Vec<usize> = Vec::with_capacity(of.len());
            for &r in &of {
                let other = reasons[r].other(note);
                if !with.contains(&other) {
                    with.push(other);
                }
            }
            let criterion = reasons[of[0]].criterion;
            let said = &mut self.said[note];
            let known = |s: &&Said| s.criterion == criterion && s.with == with;
            because.push(match said.iter().find(known) {
                Some(said) => said.sentence.clone(),
                None => {
                    let sentence = sentence(self.wall, note, criterion, &with);
                    said.push(Said {
                        criterion,
                        with,
                        sentence: sentence.clone(),
                    });
                    sentence
                }
            });
        }
        let second = shares.second(own);
        if shares.all == 0.0 {
            because
                .push("Nothing on the wall ties it to other notes: it could lie anywhere.".into());
        }
        if let Some((elsewhere, c)) = second {
            because.push(second_home(together, shares.of(own), elsewhere, &names[c]));
        }
        NoteReason {
            because,
            second: second.map(|(_, c)| names[c].clone()),
            strength: shares.of(own),
        }
    }
}

/// What a criterion says, in its own words.
fn sentence(wall: &Wall, note: usize, criterion: usize, with: &[usize]) -> String {
    match CRITERIA.get(criterion) {
        Some(c) => c.say(wall, note, with),
        None => {
            debug_assert_eq!(criterion, PRIOR);
            format!("It shares a context with {} now.", quotes(wall, with, 2))
        }
    }
}

/// How its ties are shared between its home and the next; where more point there, why it is here all the same.
fn second_home(together: usize, here: f64, there: f64, name: &str) -> String {
    let percent = |share: f64| match (share * 100.0).round() {
        0.0 if share > 0.0 => 1.0,
        100.0 if share < 1.0 => 99.0,
        shown => shown,
    };
    let (mine, theirs) = (percent(here), percent(there));
    let whose = if together > 1 {
        "Of its ties and those of what stays with it,"
    } else {
        "Of its ties,"
    };
    if there > here {
        format!(
            "{whose} {theirs} % point to {name} and {mine} % stay: it could well live there; the cut as a whole is better with it here."
        )
    } else {
        format!("{whose} {mine} % stay here and {theirs} % point to {name}.")
    }
}
