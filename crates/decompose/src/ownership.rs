//! A-TEAM-OWN: who owns which context, with fewest hand-overs between teams and nobody over the budget (Skelton, Pais:
//! "Team Topologies", 2019).

use std::collections::BTreeMap;

use model::context_map::context_map;
use model::reading::Reading;
use model::team::{Team, TeamType};
use model::{BoardSnapshot, Id};
use serde::{Deserialize, Serialize};

use crate::phrase::{count, list};
use crate::sizing::ContextSize;

/// An owner for every context.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ownership {
    pub owners: Vec<Owner>,
    pub loads: Vec<Load>,
    /// Steps of the flow that pass from one team to another: with the owners as they are (those without one count as
    /// apart), and with these.
    pub handovers_now: usize,
    pub handovers: usize,
    /// Why nothing can be proposed, or what stays too much; plain sentences.
    pub remarks: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    pub context: Id,
    pub team: Id,
    /// Another team owns it now, or none.
    pub new: bool,
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Load {
    pub team: Id,
    /// COSMIC function points.
    pub load: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
}

/// What an exceeded budget costs, in hand-overs a point: more than any hand-over can save.
const OVERLOAD: f64 = 1000.0;
/// What it costs to take a context from its owner.
const TAKING: f64 = 0.5;

struct Task<'a> {
    teams: Vec<&'a Team>,
    sizes: Vec<f64>,
    /// Per pair of contexts: steps between them.
    steps: BTreeMap<(usize, usize), usize>,
    now: Vec<Option<usize>>,
}

/// Proposes owners among the teams that may own a context: all but enabling and platform teams. Steepest descent from the
/// owners as they are; deterministic.
pub fn ownership(board: &BoardSnapshot, reading: &Reading, sizes: &[ContextSize]) -> Ownership {
    let may_own = |t: &&Team| !matches!(t.type_, Some(TeamType::Enabling | TeamType::Platform));
    let teams: Vec<&Team> = board.teams.iter().map(|t| &**t).filter(may_own).collect();
    if teams.is_empty() || board.contexts.is_empty() {
        let why = "There is no team yet that could own a context.";
        return Ownership {
            remarks: vec![why.into()],
            ..Ownership::default()
        };
    }
    let place = |id: &Id| board.contexts.position(id.as_str());
    let mut steps: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for edge in context_map(board, reading).edges {
        if let (Some(a), Some(b)) = (place(&edge.upstream), place(&edge.downstream)) {
            *steps.entry((a.min(b), a.max(b))).or_default() += edge.crossings.len();
        }
    }
    let task = Task {
        sizes: sizes.iter().map(|s| s.cosmic).collect(),
        now: board
            .contexts
            .iter()
            .map(|c| teams.iter().position(|t| Some(&t.id) == c.team.as_ref()))
            .collect(),
        teams,
        steps,
    };
    let owners = task.solve();
    let names: Vec<&str> = board.contexts.iter().map(|c| c.name.as_str()).collect();
    let loads = task.loads(&owners);
    let over = task.teams.iter().zip(&loads).filter_map(|(team, load)| {
        let budget = team.budget.filter(|b| load > b)?;
        Some(format!(
            "{} would carry {load} points, over its budget of {budget}: no cut of the work spares it.",
            team.name
        ))
    });
    Ownership {
        remarks: over.collect(),
        handovers_now: task.handovers(&task.now),
        handovers: task.handovers(&owners.iter().map(|o| Some(*o)).collect::<Vec<_>>()),
        loads: task
            .teams
            .iter()
            .zip(&loads)
            .map(|(team, &load)| Load {
                team: team.id.clone(),
                load,
                budget: team.budget,
            })
            .collect(),
        owners: board
            .contexts
            .iter()
            .zip(&owners)
            .enumerate()
            .map(|(c, (context, &team))| Owner {
                context: context.id.clone(),
                team: task.teams[team].id.clone(),
                new: task.now[c] != Some(team),
                because: task.because(c, &owners, &names),
            })
            .collect(),
    }
}

impl Task<'_> {
    fn loads(&self, owners: &[usize]) -> Vec<f64> {
        let mut loads = vec![0.0; self.teams.len()];
        for (&team, size) in owners.iter().zip(&self.sizes) {
            loads[team] += size;
        }
        loads
    }

    fn handovers(&self, owners: &[Option<usize>]) -> usize {
        let apart = |&(&(a, b), _): &(&(usize, usize), &usize)| {
            owners[a].is_none() || owners[a] != owners[b]
        };
        self.steps.iter().filter(apart).map(|(_, n)| n).sum()
    }

    fn cost(&self, owners: &[usize]) -> f64 {
        let all: Vec<Option<usize>> = owners.iter().map(|o| Some(*o)).collect();
        let loads = self.loads(owners);
        let mean = loads.iter().sum::<f64>() / loads.len() as f64;
        let over: f64 = self
            .teams
            .iter()
            .zip(&loads)
            // Where nobody said a budget, twice a fair share is too much.
            .map(|(team, load)| (load - team.budget.unwrap_or(mean * 2.0)).max(0.0))
            .sum();
        let moves = |(now, then): &(&Option<usize>, &usize)| now.is_some_and(|now| now != **then);
        let taken = self.now.iter().zip(owners).filter(moves).count();
        self.handovers(&all) as f64 + OVERLOAD * over + TAKING * taken as f64
    }

    fn solve(&self) -> Vec<usize> {
        // Those without an owner go, largest first, where they cost least.
        let mut owners: Vec<usize> = self.now.iter().map(|o| o.unwrap_or(0)).collect();
        let mut free: Vec<usize> = (0..owners.len())
            .filter(|&c| self.now[c].is_none())
            .collect();
        free.sort_by(|&a, &b| self.sizes[b].total_cmp(&self.sizes[a]).then(a.cmp(&b)));
        for c in free {
            owners[c] = self.best(&owners, c).1;
        }
        for _ in 0..owners.len() * self.teams.len() {
            let before = self.cost(&owners);
            let best = (0..owners.len())
                .map(|c| (self.best(&owners, c), c))
                .min_by(|a, b| a.0.0.total_cmp(&b.0.0));
            match best {
                Some(((cost, team), c)) if cost + 1e-9 < before => owners[c] = team,
                _ => break,
            }
        }
        owners
    }

    /// The cheapest owner of one context, all others as they are: (cost, team).
    fn best(&self, owners: &[usize], context: usize) -> (f64, usize) {
        let mut tried = owners.to_vec();
        let costs = (0..self.teams.len()).map(|team| {
            tried[context] = team;
            (self.cost(&tried), team)
        });
        costs.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or_default()
    }

    fn because(&self, context: usize, owners: &[usize], names: &[&str]) -> String {
        let team = owners[context];
        let with: Vec<(usize, usize)> = self
            .steps
            .iter()
            .filter_map(|(&(a, b), &n)| match context {
                c if c == a => Some((b, n)),
                c if c == b => Some((a, n)),
                _ => None,
            })
            .filter(|(other, _)| owners[*other] == team)
            .collect();
        let saved: usize = with.iter().map(|w| w.1).sum();
        let near: Vec<String> = with.iter().map(|w| names[w.0].to_owned()).collect();
        let saved = count(saved, "hand-over stays", "hand-overs stay");
        match (near.is_empty(), self.now[context] == Some(team)) {
            (true, true) => "It is theirs now, and nothing is gained by moving it.".into(),
            (true, false) => "They have room for it.".into(),
            (false, _) => format!("They own {} too: {saved} inside the team.", list(&near, 3)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::notation::parse;
    use model::reading::read;
    use model::{Context, Table};

    use super::*;
    use crate::sizing::sizes;

    const STORM: &str = "# Sales
command Sell > aggregate Sale > event Sold
# Billing
^event Sold > policy Whenever sold, bill > command Bill > aggregate Bill > event Billed
# Depot
command Pack > aggregate Box > event Packed
";

    fn check(budget: Option<f64>, owner_of_sales: Option<&str>) -> Ownership {
        let mut board = parse(STORM).unwrap();
        let team = |id: &str| {
            Arc::new(Team {
                id: Id::new(id).unwrap(),
                name: id.to_uppercase(),
                people: None,
                type_: None,
                interactions: Vec::new(),
                budget,
            })
        };
        board.teams = Table::from_rows([team("red"), team("blue")]);
        let rows = board.contexts.iter().map(|c| {
            let mut context = Context::clone(c);
            if context.name == "Sales" {
                context.team = owner_of_sales.and_then(|t| Id::new(t).ok());
            }
            Arc::new(context)
        });
        board.contexts = Table::from_rows(rows);
        let reading = read(&board);
        let sizes = sizes(&board, &reading);
        ownership(&board, &reading, &sizes)
    }

    #[test]
    fn what_hands_over_most_shares_an_owner_as_far_as_the_budget_goes() {
        let found = check(None, Some("blue"));
        assert_eq!(found.owners.len(), 3);
        assert_eq!(
            found.owners[0].team.as_str(),
            "blue",
            "it keeps what it has"
        );
        assert_eq!(found.owners[1].team.as_str(), "blue", "{found:?}");
        assert_eq!(found.handovers, 0);
        assert!(found.handovers_now > 0 && found.remarks.is_empty());
        let tight = check(Some(7.0), Some("blue"));
        assert_ne!(tight.owners[0].team, tight.owners[1].team, "{tight:?}");
    }

    #[test]
    fn nobody_to_own_is_said() {
        let board = parse(STORM).unwrap();
        let found = ownership(&board, &read(&board), &[]);
        assert!(found.owners.is_empty() && found.remarks.len() == 1);
    }
}
