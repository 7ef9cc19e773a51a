//! Reasons why two notes belong together. One criterion a file; a new one is a file and a line in [`CRITERIA`].
//!
//! The reference catalogue is Service Cutter's (Gysel, Kölbener, Giersche, Zimmermann: "Service Cutter: A Systematic
//! Approach to Service Decomposition", ESOCC 2016).

mod answer;
mod consistency;
mod contract;
mod data_locality;
mod lane;
mod lifecycle;
mod ownership;
mod projection;
mod reaction;
mod role;
mod same_name;
mod time;
pub(crate) mod vocabulary;
mod wording;

use model::BoardSnapshot;

use crate::wall::Wall;

/// One reason between two placed notes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Places in [`Wall::notes`].
    pub a: usize,
    pub b: usize,
    /// 0 to 1; the criterion's weight times this is what it contributes.
    pub strength: f64,
}

pub trait Criterion: Sync {
    /// In settings and files: `data-locality`.
    fn id(&self) -> &'static str;
    /// For people: "Data locality".
    fn label(&self) -> &'static str;
    /// What it looks at, in one sentence.
    fn about(&self) -> &'static str;
    /// The weight unless the board's settings say otherwise.
    fn weight(&self) -> f64;
    fn ties(&self, wall: &Wall) -> Vec<Tie>;
    /// Why `note` belongs with the notes `with`, to which this criterion ties it: one plain sentence.
    fn say(&self, wall: &Wall, note: usize, with: &[usize]) -> String;
}

/// All criteria, strongest first. Their weights were fixed leaving one board out, never on the board that is reported.
pub const CRITERIA: &[&dyn Criterion] = &[
    &consistency::Consistency,
    &data_locality::DataLocality,
    &projection::Projection,
    &wording::Wording,
    &lifecycle::Lifecycle,
    &answer::Answer,
    &same_name::SameName,
    &ownership::Ownership,
    &lane::Lane,
    &reaction::Reaction,
    &role::Role,
    &contract::Contract,
    &time::Time,
    &vocabulary::Vocabulary,
];

/// The weight of each criterion on this board, in the order of [`CRITERIA`]: the setting `criterion.<id>` where it is
/// a number of 0 or more, else the criterion's own.
pub fn weights(board: &BoardSnapshot) -> Vec<f64> {
    CRITERIA
        .iter()
        .map(|c| {
            board
                .meta
                .settings
                .get(&format!("criterion.{}", c.id()))
                .and_then(|v| v.as_f64())
                .filter(|w| w.is_finite() && *w >= 0.0)
                .unwrap_or(c.weight())
        })
        .collect()
}

/// Ties for the steps of the flow that `takes` accepts, as strong as the step is sure.
fn steps(wall: &Wall, takes: impl Fn(usize, usize) -> bool) -> Vec<Tie> {
    wall.steps
        .iter()
        .filter(|s| wall.is_placed(s.from) && wall.is_placed(s.to) && takes(s.from, s.to))
        .map(|s| Tie {
            a: s.from,
            b: s.to,
            strength: s.confidence,
        })
        .collect()
}

/// Ties among the members of one group, in which each member gets a strength of at most 1 in all, however large the
/// group is. `members` are sorted; in large groups each is tied to its nearest in that order.
pub fn group(members: &[usize], ties: &mut Vec<Tie>) {
    const REACH: usize = 6;
    let n = members.len();
    if n < 2 {
        return;
    }
    let reach = REACH.min(n - 1);
    let strength = if reach == n - 1 {
        1.0 / reach as f64
    } else {
        0.5 / reach as f64
    };
    for i in 0..n {
        for j in i + 1..=(i + reach).min(n - 1) {
            ties.push(Tie {
                a: members[i],
                b: members[j],
                strength,
            });
        }
    }
}
