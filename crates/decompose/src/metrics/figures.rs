//! The figures of a cut in words: what each is, where it should go, what moves it, and the one move that improves it most.

use std::collections::BTreeMap;

use model::Id;
use serde::{Deserialize, Serialize};

use super::Metrics;
use crate::cut::Cut;
use crate::wall::Wall;

/// Which way is better; accepted designs lie anywhere, so none is a grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    Lower,
    Higher,
}

/// One figure for people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Stable: "crossing".
    pub id: String,
    pub label: String,
    pub value: f64,
    /// The value as it is read: "12 %".
    pub shown: String,
    pub better: Better,
    /// What it counts and what moves it, with its source.
    pub about: String,
    /// The move of one note that improves it most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<BestMove>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BestMove {
    pub note: Id,
    /// The name of the context that it would go to.
    pub to: String,
    /// The figure then, as it is read.
    pub then: String,
}

struct Row {
    id: &'static str,
    label: &'static str,
    better: Better,
    about: &'static str,
    value: fn(&Metrics) -> f64,
    shown: fn(f64) -> String,
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn two(value: f64) -> String {
    format!("{value:.2}")
}

fn one(value: f64) -> String {
    format!("{value:.1}")
}

fn whole(value: f64) -> String {
    format!("{value:.0}")
}

const ROWS: [Row; 14] = [
    Row {
        id: "crossing",
        label: "Flow across borders",
        better: Better::Lower,
        value: |m| m.crossing,
        shown: percent,
        about: "Steps of the flow that cross a border, by all steps. Moving a note to where its neighbours are lowers it.",
    },
    Row {
        id: "calls",
        label: "Calls across borders",
        better: Better::Lower,
        value: |m| m.calls,
        shown: percent,
        about: "Steps that somebody waits for and that cross, by all of them (ICP, Mono2Micro 2021). Events in place of calls lower it.",
    },
    Row {
        id: "chattiness",
        label: "Calls per user action",
        better: Better::Lower,
        value: |m| m.chattiness,
        shown: two,
        about: "Calls between contexts until one action of a person is answered, on average. Over 3 is chatty (our own figure).",
    },
    Row {
        id: "interface",
        label: "Published per context",
        better: Better::Lower,
        value: |m| m.interface,
        shown: one,
        about: "Commands, data and events that others use, on average (interface number, Jin et al. 2018). Narrow borders lower it.",
    },
    Row {
        id: "conductance",
        label: "Ties that leave",
        better: Better::Lower,
        value: |m| m.conductance,
        shown: percent,
        about: "Weight of ties that leave a context by the ties it has, on average (conductance, Kannan et al. 2004).",
    },
    Row {
        id: "cohesion",
        label: "Cohesion",
        better: Better::Higher,
        value: |m| m.cohesion,
        shown: two,
        about: "(Steps inside + 1) / notes, on average (relational cohesion, Larman). Notes that nothing ties here lower it.",
    },
    Row {
        id: "modularity",
        label: "Modularity",
        better: Better::Higher,
        value: |m| m.modularity,
        shown: two,
        about: "Steps inside beyond what chance would give (Newman, Girvan 2004). Accepted designs lie between 0.12 and 0.80.",
    },
    Row {
        id: "balance",
        label: "Balance of coupling",
        better: Better::Higher,
        value: |m| m.balance,
        shown: one,
        about: "Strength against distance and volatility, 1 to 10 (Khononov 2024): strong ties between far teams about a core lower it.",
    },
    Row {
        id: "capability",
        label: "Mix of user actions",
        better: Better::Lower,
        value: |m| m.capability,
        shown: two,
        about: "Entropy of the user actions that a context serves, in bits, on average (after business context purity, Mono2Micro 2021). Smaller contexts lower it.",
    },
    Row {
        id: "shared-data",
        label: "Shared data",
        better: Better::Lower,
        value: |m| m.shared_data,
        shown: percent,
        about: "Aggregates that notes of more than one context hold, change or ask.",
    },
    Row {
        id: "shared-terms",
        label: "Shared words",
        better: Better::Lower,
        value: |m| m.shared_terms,
        shown: percent,
        about: "Nouns that more than one context says. A language of its own is what makes a context one (Evans 2003).",
    },
    Row {
        id: "polysemy",
        label: "Words of two meanings",
        better: Better::Lower,
        value: |m| m.polysemous as f64,
        shown: whole,
        about: "Aggregates of one name that stand in different company in different contexts.",
    },
    Row {
        id: "cycles",
        label: "Contexts in circles",
        better: Better::Lower,
        value: |m| m.cyclic as f64,
        shown: whole,
        about: "Contexts that depend on each other round and round (Tarjan 1972). Turning one dependency round breaks a circle.",
    },
    Row {
        id: "evenness",
        label: "Evenness of sizes",
        better: Better::Higher,
        value: |m| m.evenness,
        shown: percent,
        about: "Entropy of the sizes by its largest value: 100 % where all contexts hold the same number of notes.",
    },
];

/// How much repeated runs of the search agree, 0 to 1: a figure of cuts that were found.
pub fn stability(value: f64) -> Figure {
    Figure {
        id: "stability".into(),
        label: "Stability".into(),
        value,
        shown: percent(value),
        better: Better::Higher,
        about: "How much repeated runs of the search agree on this cut (adjusted Rand, Hubert and Arabie 1985).".into(),
        best: None,
    }
}

/// All figures of a cut; `names` are those of its contexts.
pub fn figures(wall: &Wall, cut: &Cut, metrics: &Metrics, names: &[String]) -> Vec<Figure> {
    ROWS.iter()
        .map(|row| {
            let value = (row.value)(metrics);
            let waited =
                |step: usize| wall.kind(wall.steps[step].from) != model::NoteKind::DomainEvent;
            let best = match row.id {
                "crossing" => best_move(wall, cut, |_| true),
                "calls" => best_move(wall, cut, waited),
                _ => None,
            };
            Figure {
                id: row.id.into(),
                label: row.label.into(),
                value,
                shown: (row.shown)(value),
                better: row.better,
                about: row.about.into(),
                best: best.map(|(note, to, then)| BestMove {
                    note: wall.notes[note].id.clone(),
                    to: names.get(to).cloned().unwrap_or_default(),
                    then: (row.shown)(then),
                }),
            }
        })
        .collect()
}

/// The note whose move saves most crossings of the steps that count, with its new context and the share of crossings
/// then; none where no move saves any. Of equals the first note.
fn best_move(
    wall: &Wall,
    cut: &Cut,
    counts: impl Fn(usize) -> bool,
) -> Option<(usize, usize, f64)> {
    let sizes = cut.sizes();
    let mut near: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); cut.of.len()];
    let (mut all, mut crossing) = (0usize, 0usize);
    for (a, b, step) in cut.steps(wall).filter(|s| counts(s.2)) {
        let (from, to) = (wall.steps[step].from, wall.steps[step].to);
        all += 1;
        crossing += usize::from(a != b);
        *near[from].entry(b).or_default() += 1;
        *near[to].entry(a).or_default() += 1;
    }
    let mut best: Option<(usize, usize, usize)> = None;
    for (note, near) in near.iter().enumerate() {
        let Some(own) = cut.of[note].filter(|&c| sizes[c] > 1) else {
            continue;
        };
        let here = near.get(&own).copied().unwrap_or_default();
        for (&to, &there) in near.iter().filter(|(c, _)| **c != own) {
            let saved = there.saturating_sub(here);
            if saved > best.map_or(0, |b| b.2) {
                best = Some((note, to, saved));
            }
        }
    }
    best.map(|(note, to, saved)| (note, to, (crossing - saved) as f64 / all as f64))
}
