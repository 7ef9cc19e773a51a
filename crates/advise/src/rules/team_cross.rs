//! A flow that hands over between more than 2 teams.

use std::collections::BTreeSet;

use model::{Id, NoteKind};

use super::{Rule, finding};
use crate::journey::{Journey, users};
use crate::outcomes::Outcomes;
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, quote, unknown};

pub struct TeamCross;

/// Teams that a flow may pass through.
const MOST: usize = 2;

impl Rule for TeamCross {
    fn id(&self) -> &'static str {
        "F-TEAM-CROSS"
    }

    fn about(&self) -> &'static str {
        "A flow that hands over between more than 2 teams before its user gets an answer."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let most = wall.limit(self.id(), "teams", MOST);
        let outcomes = Outcomes::of(wall);
        let mut ownerless: BTreeSet<Id> = BTreeSet::new();
        for command in wall.notes(NoteKind::Command) {
            let users = users(wall, command);
            let Some(user) = users.first() else {
                continue;
            };
            let journey = Journey::from(wall, &outcomes, command, &users);
            let Some(last) = journey.answer.as_ref().or(journey.farthest.as_ref()) else {
                continue;
            };
            let contexts = journey.contexts(wall, last);
            let mut teams: Vec<&Id> = Vec::new();
            for context in contexts.iter().filter_map(|c| wall.board.context(c)) {
                match &context.team {
                    Some(team) if teams.contains(&team) => {}
                    Some(team) => teams.push(team),
                    // A way through few contexts has few teams, whoever they are.
                    None if contexts.len() <= most => {}
                    None => _ = ownerless.insert(context.id.clone()),
                }
            }
            if teams.len() <= most {
                continue;
            }
            let names: Vec<String> = teams.iter().map(|t| wall.team_name(t)).collect();
            let mut subjects = vec![command.id.clone()];
            subjects.extend(journey.answer.clone());
            report.findings.push(finding(
                self,
                Severity::Warning,
                subjects,
                format!(
                    "The flow of {} for {} hands over between {} teams: {}.",
                    quote(command),
                    quote(user),
                    names.len(),
                    listed(&names)
                ),
                "Give the contexts along this flow to fewer teams, or answer the user before the second hand-over.",
            ));
        }
        if !ownerless.is_empty() {
            let subjects = ownerless.into_iter().collect();
            report.unknown.push(unknown(self.id(), subjects, ["team"]));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{Judged, board, check, check_in, teams, with_contexts, with_setting};
    use crate::report::Severity;
    use model::{BoardSnapshot, Id, Stage};

    const RULE: &str = "F-TEAM-CROSS";
    const FLOW: &str = "\
# C1
actor Customer > command Start one > aggregate A1 > event One done
# C2
^event One done > policy Whenever one, then two > command Start two > aggregate A2 > event Two done
# C3
^event Two done > policy Whenever two, then three > command Start three > aggregate A3 > event Three done
event Three done > readmodel Result > actor Customer
";

    fn owned(by: impl Fn(&str) -> Option<&'static str>) -> BoardSnapshot {
        let board = teams(&board(FLOW), &["red", "blue", "green"]);
        with_contexts(&board, |c| {
            c.team = by(&c.name).and_then(|t| Id::new(t).ok())
        })
    }

    fn three_teams() -> BoardSnapshot {
        owned(|name| {
            Some(match name {
                "C1" => "red",
                "C2" => "blue",
                _ => "green",
            })
        })
    }

    fn judged(board: &BoardSnapshot) -> Judged {
        check_in(board, Stage::Design)
    }

    #[test]
    fn three_teams_on_one_way() {
        let report = judged(&three_teams());
        assert_eq!(report.of(RULE), [["Start one", "Result"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(
            report
                .message(RULE)
                .contains("3 teams: red, blue and green")
        );
        let allowed = with_setting(&three_teams(), RULE, 3.into());
        assert!(judged(&allowed).of(RULE).is_empty());
    }

    #[test]
    fn two_teams_are_fine() {
        let board = owned(|name| Some(if name == "C2" { "blue" } else { "red" }));
        assert!(judged(&board).of(RULE).is_empty());
        assert!(judged(&board).missing(RULE).is_empty());
    }

    #[test]
    fn unknown_without_owners() {
        assert_eq!(judged(&owned(|_| None)).missing(RULE), ["team"]);
        assert_eq!(check("event Sold").missing(RULE), ["contexts"]);
    }
}
