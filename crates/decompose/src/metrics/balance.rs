//! Balance of a coupling: strength against distance, forgiven where little changes (Khononov, "Balancing Coupling in
//! Software Design", 2024): max(|strength − distance|, 10 − volatility) + 1, on scales of 1 to 10.

use std::collections::{BTreeMap, BTreeSet};

use model::NoteKind::{Aggregate, Command, DomainEvent, Query};
use model::{Id, Subdomain};

use super::coupling::upstream;
use crate::cut::Cut;
use crate::subdomain::types;
use crate::wall::Wall;

/// How much two sides have to know of each other: a contract, a model, a function, the inside.
const CONTRACT: f64 = 1.0;
const MODEL: f64 = 5.0;
const FUNCTION: f64 = 8.0;
const INTRUSIVE: f64 = 10.0;
/// How far apart they are: one team, nobody has said, two teams.
const ONE_TEAM: f64 = 4.0;
const APART: f64 = 6.0;
const TWO_TEAMS: f64 = 9.0;

/// Khononov's figure, 1 to 10; more is better.
pub fn balance(strength: f64, distance: f64, volatility: f64) -> f64 {
    (strength - distance).abs().max(10.0 - volatility) + 1.0
}

/// How often the upstream side changes, from the type of its subdomain.
fn volatility(subdomain: Subdomain) -> f64 {
    match subdomain {
        Subdomain::Core => 10.0,
        Subdomain::Supporting => 4.0,
        Subdomain::Generic => 2.0,
    }
}

/// The mean over all (downstream, upstream) pairs of contexts; 10 where nothing crosses.
pub fn of_cut(wall: &Wall, cut: &Cut) -> f64 {
    let types = types(wall, cut);
    let teams = teams(wall, cut);
    let mut strengths: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (a, b, step) in cut.steps(wall).filter(|s| s.0 != s.1) {
        let note = upstream(wall, step);
        let pair = if note == wall.steps[step].from {
            (b, a)
        } else {
            (a, b)
        };
        let strength = match wall.kind(note) {
            DomainEvent => CONTRACT,
            Command | Query => FUNCTION,
            Aggregate => INTRUSIVE,
            _ => MODEL,
        };
        let strongest = strengths.entry(pair).or_default();
        *strongest = strongest.max(strength);
    }
    let sum: f64 = strengths
        .iter()
        .map(|(&(down, up), &strength)| {
            let distance = match (&teams[down], &teams[up]) {
                (Some(a), Some(b)) if a == b => ONE_TEAM,
                (Some(_), Some(_)) => TWO_TEAMS,
                _ => APART,
            };
            balance(strength, distance, volatility(types[up].0))
        })
        .sum();
    if strengths.is_empty() {
        10.0
    } else {
        sum / strengths.len() as f64
    }
}

/// The one team that people entered for the notes of a context.
fn teams(wall: &Wall, cut: &Cut) -> Vec<Option<Id>> {
    let mut teams = vec![BTreeSet::new(); cut.count];
    for (n, context) in cut.of.iter().enumerate() {
        if let (Some(c), Some(team)) = (*context, &wall.notes[n].facts.team) {
            teams[c].insert(team.clone());
        }
    }
    let only = |teams: BTreeSet<Id>| teams.into_iter().next();
    teams
        .into_iter()
        .map(|t| if t.len() == 1 { only(t) } else { None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::balance;

    /// The book's extremes: far and tightly bound is worst where much changes, and is forgiven where nothing does.
    #[test]
    fn strength_distance_and_volatility() {
        assert_eq!(balance(10.0, 10.0, 10.0), 1.0);
        assert_eq!(balance(10.0, 1.0, 10.0), 10.0);
        assert_eq!(balance(1.0, 10.0, 10.0), 10.0);
        assert_eq!(balance(10.0, 10.0, 1.0), 10.0);
    }
}
