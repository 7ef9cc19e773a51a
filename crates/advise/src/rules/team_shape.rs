//! A team that owns what a team of its type should not.

use model::NoteKind;
use model::context::{Context, Pattern, Subdomain};
use model::team::{Team, TeamType};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, unknown};

pub struct Shape;

impl Rule for Shape {
    fn id(&self) -> &'static str {
        "F-TEAM-SHAPE"
    }

    fn about(&self) -> &'static str {
        "An enabling team that owns a context, a platform team that owns a domain flow, or a complicated-subsystem team \
         whose context has no published interface (Team Topologies)."
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
        for context in &wall.board.contexts {
            let team = context
                .team
                .as_ref()
                .and_then(|t| wall.board.teams.get(t.as_str()));
            let Some(team) = team else { continue };
            match (team.type_, wall.board.relations.is_empty()) {
                (None, _) => {
                    let subjects = vec![team.id.clone(), context.id.clone()];
                    report
                        .unknown
                        .push(unknown(self.id(), subjects, ["team type"]));
                }
                (Some(TeamType::ComplicatedSubsystem), true) => {
                    let subjects = vec![context.id.clone()];
                    report
                        .unknown
                        .push(unknown(self.id(), subjects, ["context map patterns"]));
                }
                (Some(type_), _) => {
                    if let Some((what, advice)) = misfit(wall, context, type_) {
                        report.findings.push(finding(
                            self,
                            Severity::Warning,
                            vec![context.id.clone(), team.id.clone()],
                            message(wall, context, team, what),
                            advice,
                        ));
                    }
                }
            }
        }
    }
}

fn message(wall: &Wall, context: &Context, team: &Team, what: &str) -> String {
    let name = wall.context_name(&context.id);
    format!(
        "The team “{}” owns the context {name}, but {what}.",
        team.name
    )
}

/// What is wrong with a team of this type owning this context, and what to do.
fn misfit(wall: &Wall, context: &Context, type_: TeamType) -> Option<(&'static str, &'static str)> {
    match type_ {
        TeamType::Enabling => Some((
            "an enabling team is temporary and owns no context",
            "Hand the context to the stream-aligned team that it helps.",
        )),
        TeamType::Platform if carries_flow(wall, context) => Some((
            "a platform team serves other teams and owns no domain flow",
            "Hand the flow to a stream-aligned team, or call the team stream-aligned.",
        )),
        TeamType::ComplicatedSubsystem if !is_published(wall, context) => Some((
            "nothing says that a complicated-subsystem team keeps its specialists' context behind a published interface",
            "Make it an open-host service or give it a published language on the context map.",
        )),
        _ => None,
    }
}

/// Core business, or people work with it themselves.
fn carries_flow(wall: &Wall, context: &Context) -> bool {
    let members = context.members.iter().filter_map(|id| wall.board.note(id));
    let mut commands = members.filter(|n| n.kind == NoteKind::Command);
    let by_people = |id| {
        let issuers = wall.before(id);
        issuers
            .iter()
            .any(|(_, n)| matches!(n.kind, NoteKind::Actor | NoteKind::Screen))
    };
    context.subdomain == Some(Subdomain::Core) || commands.any(|c| by_people(&c.id))
}

fn is_published(wall: &Wall, context: &Context) -> bool {
    wall.board.relations.iter().any(|r| {
        r.upstream == context.id
            && matches!(
                r.pattern,
                Pattern::OpenHostService | Pattern::PublishedLanguage
            )
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::fixture::{Judged, board, check, check_in, id_of, teams, with_contexts};
    use model::context::{Pattern, Relation};
    use model::team::{Team, TeamType};
    use model::{BoardSnapshot, Id, Stage, Table};

    const RULE: &str = "F-TEAM-SHAPE";
    const BOARD: &str = "# Sales\nactor Clerk > command Sell > aggregate Sale > event Sold\n# Pricing\n^event Sold > policy Whenever sold, learn > command Learn price > aggregate Price";

    /// Pricing belongs to a team of this type.
    fn owned(by: Option<TeamType>) -> BoardSnapshot {
        let board = with_contexts(&teams(&board(BOARD), &["red"]), |c| {
            c.team = (c.name == "Pricing").then(|| Id::new("red").ok()).flatten()
        });
        let rows = board.teams.iter().map(|t| {
            let mut team = Team::clone(t);
            team.type_ = by;
            team.into()
        });
        let rows = Table::from_rows(rows);
        BoardSnapshot {
            teams: rows,
            ..board
        }
    }

    fn published(pattern: Pattern) -> Judged {
        let mut board = owned(Some(TeamType::ComplicatedSubsystem));
        board.relations = Arc::new(vec![Relation {
            upstream: id_of(&board, "Pricing"),
            downstream: id_of(&board, "Sales"),
            pattern,
            note: String::new(),
        }]);
        check_in(&board, Stage::Design)
    }

    #[test]
    fn enabling_teams_own_nothing() {
        let report = check_in(&owned(Some(TeamType::Enabling)), Stage::Design);
        assert_eq!(report.of(RULE), [["Pricing", "red"]]);
    }

    #[test]
    fn platform_teams_own_no_domain_flow() {
        let serving = check_in(&owned(Some(TeamType::Platform)), Stage::Design);
        assert!(serving.of(RULE).is_empty());
        let mut board = owned(Some(TeamType::Platform));
        board = with_contexts(&board, |c| c.team = Id::new("red").ok());
        assert_eq!(check_in(&board, Stage::Design).of(RULE), [["Sales", "red"]]);
    }

    #[test]
    fn specialists_stand_behind_an_interface() {
        assert!(published(Pattern::OpenHostService).of(RULE).is_empty());
        assert_eq!(published(Pattern::Conformist).of(RULE).len(), 1);
        let silent = check_in(&owned(Some(TeamType::ComplicatedSubsystem)), Stage::Design);
        assert_eq!(silent.missing(RULE), ["context map patterns"]);
    }

    #[test]
    fn stream_aligned_teams_are_fine_and_others_unknown() {
        let report = check_in(&owned(Some(TeamType::StreamAligned)), Stage::Design);
        assert!(report.of(RULE).is_empty() && report.missing(RULE).is_empty());
        assert_eq!(
            check_in(&owned(None), Stage::Design).missing(RULE),
            ["team type"]
        );
        assert_eq!(check(BOARD).missing(RULE), ["teams"]);
    }
}
