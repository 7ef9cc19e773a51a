//! A context without an owner, or with more than one.

use std::collections::BTreeSet;

use model::{Context, Id};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Owner;

impl Rule for Owner {
    fn id(&self) -> &'static str {
        "F-SIZE-OWNER"
    }

    fn about(&self) -> &'static str {
        "A context that no team owns, on a board that names owners, or that more than one team owns."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let owners: Vec<(&Context, BTreeSet<&Id>)> = wall
            .board
            .contexts
            .iter()
            .map(|c| (&**c, owners(wall, c)))
            .collect();
        // Where nobody is named anywhere, owners have not been talked about yet.
        if owners.iter().all(|(_, teams)| teams.is_empty()) {
            let contexts = owners.iter().map(|(c, _)| c.id.clone()).collect();
            report.unknown.push(unknown(self.id(), contexts, ["team"]));
            return;
        }
        for (context, teams) in owners {
            let name = wall.context_name(&context.id);
            let (message, advice) = match teams.len() {
                1 => continue,
                0 => (
                    format!("Nobody owns the context {name}, though others have their team."),
                    "Give it to the team that answers for it at night, or join it with a context that has one.",
                ),
                n => {
                    let names: Vec<String> = teams.iter().map(|t| wall.team_name(t)).collect();
                    (
                        format!("{n} teams own the context {name}: {}.", listed(&names)),
                        "Decide on one owner; if each team keeps its part, that is where the border runs.",
                    )
                }
            };
            report.findings.push(finding(
                self,
                Severity::Error,
                vec![context.id.clone()],
                message,
                advice,
            ));
        }
    }
}

/// The teams that the context or notes in it name.
fn owners<'a>(wall: &Wall<'a>, context: &'a Context) -> BTreeSet<&'a Id> {
    let notes = context.members.iter().filter_map(|id| wall.board.note(id));
    let on_notes = notes.filter_map(|n| n.facts.team.as_ref());
    context.team.iter().chain(on_notes).collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in, teams, with_contexts};
    use crate::report::Severity;
    use model::{BoardSnapshot, Id, Note, Stage, Table};

    const RULE: &str = "F-SIZE-OWNER";
    const TWO: &str =
        "# Sales\ncommand Sell > aggregate Sale\n# Depot\ncommand Pack > aggregate Box";

    fn owned(by: impl Fn(&str) -> Option<&'static str>) -> BoardSnapshot {
        let board = teams(&board(TWO), &["red", "blue"]);
        with_contexts(&board, |c| {
            c.team = by(&c.name).and_then(|t| Id::new(t).ok())
        })
    }

    #[test]
    fn one_owner_each_is_fine() {
        let board = owned(|name| Some(if name == "Sales" { "red" } else { "blue" }));
        let report = check_in(&board, Stage::Design);
        assert!(report.of(RULE).is_empty() && report.missing(RULE).is_empty());
        let one_team_for_all = owned(|_| Some("red"));
        assert!(
            check_in(&one_team_for_all, Stage::Design)
                .of(RULE)
                .is_empty()
        );
    }

    #[test]
    fn nobody_where_others_have_somebody() {
        let board = owned(|name| (name == "Sales").then_some("red"));
        let report = check_in(&board, Stage::Design);
        assert_eq!(report.of(RULE), [["Depot"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Error));
    }

    #[test]
    fn two_teams_in_one_context() {
        let mut board = owned(|_| Some("red"));
        board.notes = Table::from_rows(board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            if note.text == "Pack" {
                note.facts.team = Id::new("blue").ok();
            }
            note.into()
        }));
        let report = check_in(&board, Stage::Design);
        assert_eq!(report.of(RULE), [["Depot"]]);
        assert!(report.message(RULE).contains("2 teams"));
    }

    #[test]
    fn unknown_where_no_owner_is_named_at_all() {
        assert!(check(TWO).of(RULE).is_empty());
        assert_eq!(check(TWO).missing(RULE), ["team"]);
        assert_eq!(check("event Sold").missing(RULE), ["contexts"]);
    }
}
