//! A team whose contexts together ask more of it than its cognitive load budget.

use model::team::Team;

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Load;

impl Rule for Load {
    fn id(&self) -> &'static str {
        "F-SIZE-LOAD"
    }

    fn about(&self) -> &'static str {
        "A team's contexts together exceed its cognitive load budget, counted in COSMIC function points."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        if wall.board.teams.iter().next().is_none() {
            report
                .unknown
                .push(unknown(self.id(), Vec::new(), ["teams"]));
            return;
        }
        for team in &wall.board.teams {
            let owned: Vec<_> = wall
                .board
                .contexts
                .iter()
                .filter(|c| c.team.as_ref() == Some(&team.id))
                .collect();
            if owned.is_empty() {
                continue;
            }
            let Some(budget) = team.budget else {
                report.unknown.push(unknown(
                    self.id(),
                    vec![team.id.clone()],
                    ["cognitive load budget"],
                ));
                continue;
            };
            let load: f64 = wall
                .sizes()
                .iter()
                .filter(|s| owned.iter().any(|c| c.id == s.context))
                .map(|s| s.cosmic)
                .sum();
            if load > budget {
                let names: Vec<String> = owned.iter().map(|c| wall.context_name(&c.id)).collect();
                let mut subjects = vec![team.id.clone()];
                subjects.extend(owned.iter().map(|c| c.id.clone()));
                report.findings.push(finding(
                    self,
                    Severity::Warning,
                    subjects,
                    message(team, &names, load, budget),
                    "Give one of its contexts to another team, buy what is generic, or take work off it with a platform.",
                ));
            }
        }
    }
}

fn message(team: &Team, contexts: &[String], load: f64, budget: f64) -> String {
    format!(
        "The team “{}” carries {load} COSMIC function points with {}; its budget is {budget}.",
        team.name,
        listed(contexts)
    )
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in, teams, with_contexts};
    use crate::report::Severity;
    use model::team::Team;
    use model::{BoardSnapshot, Id, Stage, Table};

    const RULE: &str = "F-SIZE-LOAD";

    /// Two contexts of 6 points each, both of the red team.
    fn with_budget(budget: Option<f64>) -> BoardSnapshot {
        let text = "# Sales\ncommand Sell > aggregate Sale > event Sold\ncommand Stop > aggregate Sale > event Stopped\n# Depot\ncommand Pack > aggregate Box > event Packed\ncommand Ship > aggregate Box > event Shipped";
        let board = with_contexts(&teams(&board(text), &["red"]), |c| {
            c.team = Id::new("red").ok()
        });
        let rows = board.teams.iter().map(|t| {
            let mut team = Team::clone(t);
            team.budget = budget;
            team.into()
        });
        let rows = Table::from_rows(rows);
        BoardSnapshot {
            teams: rows,
            ..board
        }
    }

    #[test]
    fn too_much_is_told_with_its_figures() {
        let report = check_in(&with_budget(Some(11.0)), Stage::Design);
        assert_eq!(report.of(RULE).len(), 1);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(
            report.message(RULE).contains("12 COSMIC function points"),
            "{}",
            report.message(RULE)
        );
    }

    #[test]
    fn within_the_budget_is_fine() {
        assert!(
            check_in(&with_budget(Some(12.0)), Stage::Design)
                .of(RULE)
                .is_empty()
        );
    }

    #[test]
    fn unknown_without_a_budget_or_teams() {
        assert_eq!(
            check_in(&with_budget(None), Stage::Design).missing(RULE),
            ["cognitive load budget"]
        );
        assert_eq!(check("# Sales\ncommand Sell").missing(RULE), ["teams"]);
    }
}
