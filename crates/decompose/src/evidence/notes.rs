//! Why each note lies in its context, how strongly, and where it would go next.

use std::collections::BTreeMap;

use model::Id;

use crate::atoms::Atoms;
use crate::criteria::CRITERIA;
use crate::cut::Cut;
use crate::graph::{BoardGraph, PRIOR};
use crate::phrase::quotes;
use crate::proposal::NoteReason;
use crate::wall::Wall;

/// Why notes lie where they lie, said of one cut after another: most sentences are the same in all.
pub struct Reasons<'a> {
    wall: &'a Wall,
    atoms: &'a Atoms,
    graph: &'a BoardGraph,
    /// Per note: what was said by which criterion of which others.
    said: Vec<Vec<Said>>,
    /// Placed notes in the order of their ids.
    by_id: Vec<usize>,
    /// Whether the cuts were found; otherwise people made them up.
    found: bool,
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
    pub fn new(
        wall: &'a Wall,
        atoms: &'a Atoms,
        graph: &'a BoardGraph,
        found: bool,
    ) -> Reasons<'a> {
        let mut by_id: Vec<usize> = wall.placed().collect();
        by_id.sort_unstable_by(|&a, &b| wall.notes[a].id.cmp(&wall.notes[b].id));
        let said = wall.notes.iter().map(|_| Vec::new()).collect();
        Reasons {
            wall,
            atoms,
            graph,
            said,
            by_id,
            found,
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
            let here = shares.of(own);
            because.push(second_home(
                self.found, together, here, elsewhere, &names[c],
            ));
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
fn second_home(found: bool, together: usize, here: f64, there: f64, name: &str) -> String {
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
        let so = match found {
            true => "it could well live there; the cut as a whole is better with it here",
            false => "it would be more at home there",
        };
        format!("{whose} {theirs} % point to {name} and {mine} % stay: {so}.")
    } else {
        format!("{whose} {mine} % stay here and {theirs} % point to {name}.")
    }
}
