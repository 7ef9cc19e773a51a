//! A context too large for one service and one team.

use std::collections::BTreeSet;

use decompose::sizing::{ENDPOINTS, LINES, TABLES, Verdict};
use model::{Context, NoteKind};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Large;

/// Contexts that it may call; the fan-out that guidance.md allows.
const MOST_CALLED: usize = 3;

impl Rule for Large {
    fn id(&self) -> &'static str {
        "F-SIZE-LARGE"
    }

    fn about(&self) -> &'static str {
        "A context too large for a service: over 15 endpoints, over 5 tables, over 1,000 lines, several teams, parts that \
         scale differently, slow to deploy, or tightly coupled."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let limit = |name, default| wall.limit(self.id(), name, default);
        let endpoints = limit("endpoints", ENDPOINTS.1);
        let tables = limit("tables", TABLES.1);
        let lines = wall.threshold(self.id(), "lines", LINES.1);
        let most_called = limit("called", MOST_CALLED);
        for size in wall.sizes().iter().filter(|s| s.verdict != Verdict::Empty) {
            let Some(context) = wall.board.context(&size.context) else {
                continue;
            };
            let mut reasons = Vec::new();
            if size.endpoints > endpoints {
                reasons.push(format!(
                    "it offers {} commands and queries (right size: {} to {endpoints})",
                    size.endpoints, ENDPOINTS.0
                ));
            }
            if size.tables > tables {
                reasons.push(format!(
                    "it keeps {} tables (right size: {} to {tables})",
                    size.tables, TABLES.0
                ));
            }
            if size.lines.0 > lines {
                reasons.push(format!(
                    "about {:.0} to {:.0} lines of business logic (right size: {:.0} to {lines:.0})",
                    size.lines.0, size.lines.1, LINES.0
                ));
            }
            let teams = teams(wall, context);
            if teams.len() > 1 {
                reasons.push(format!(
                    "{} teams work on it: {}",
                    teams.len(),
                    listed(&teams)
                ));
            }
            let scalings = scalings(wall, context);
            if scalings.len() > 1 {
                reasons.push(format!(
                    "its parts scale differently: {}",
                    listed(&scalings)
                ));
            }
            let called = called(wall, context);
            if called.len() > most_called {
                reasons.push(format!(
                    "it is tightly coupled: it calls {}",
                    listed(&called)
                ));
            }
            if !reasons.is_empty() {
                report.findings.push(finding(
                    self,
                    Severity::Warning,
                    vec![context.id.clone()],
                    format!(
                        "The context {} is large for one service: {}.",
                        wall.context_name(&context.id),
                        listed(&reasons)
                    ),
                    "Look for a second capability in it: a group of aggregates with their own actors, words or pace; “Find boundaries” shows where it would part.",
                ));
            }
            let missing = missing(context, &teams, &scalings);
            if !missing.is_empty() {
                report
                    .unknown
                    .push(unknown(self.id(), vec![context.id.clone()], missing));
            }
        }
    }
}

fn teams(wall: &Wall, context: &Context) -> Vec<String> {
    let notes = context
        .members
        .iter()
        .filter_map(|id| wall.board.note(id)?.facts.team.as_ref());
    let teams: BTreeSet<_> = context.team.iter().chain(notes).collect();
    teams.into_iter().map(|t| wall.team_name(t)).collect()
}

fn scalings(wall: &Wall, context: &Context) -> Vec<String> {
    let notes = context
        .members
        .iter()
        .filter_map(|id| wall.board.note(id)?.facts.scaling.as_ref());
    let scalings: BTreeSet<_> = context.scaling.iter().chain(notes).collect();
    scalings.into_iter().cloned().collect()
}

/// The contexts to which it sends commands and queries.
fn called(wall: &Wall, context: &Context) -> Vec<String> {
    let mut called = BTreeSet::new();
    for link in context
        .members
        .iter()
        .flat_map(|id| wall.reading.leaving(id))
    {
        let to = wall
            .board
            .note(&link.to)
            .filter(|n| matches!(n.kind, NoteKind::Command | NoteKind::Query));
        called.extend(
            to.and_then(|n| n.context.as_ref())
                .filter(|c| **c != context.id),
        );
    }
    called.into_iter().map(|c| wall.context_name(c)).collect()
}

fn missing(context: &Context, teams: &[String], scalings: &[String]) -> Vec<&'static str> {
    let facts = [
        (teams.is_empty(), "team"),
        (scalings.is_empty(), "scaling profile"),
        (context.pipeline.is_none(), "pipeline"),
        (context.startup_seconds.is_none(), "start-up time"),
    ];
    facts
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, name)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in, with_setting};
    use crate::report::Severity;
    use model::{Id, Note, Stage, Table};

    const RULE: &str = "F-SIZE-LARGE";

    fn context(name: &str, commands: usize, read_models: usize) -> String {
        let mut text = format!("# {name}\n");
        for i in 1..=commands {
            text += &format!(
                "actor Clerk > command Do {name} {i} > aggregate {name} > event {name} {i} done\n"
            );
        }
        for i in 1..=read_models {
            text += &format!("event {name} 1 done > readmodel {name} list {i} > actor Clerk\n");
        }
        text
    }

    #[test]
    fn too_many_endpoints_or_tables() {
        let report =
            check(&(context("Sales", 16, 1) + &context("Depot", 6, 6) + &context("Bills", 15, 4)));
        assert_eq!(report.of(RULE), [["Sales"], ["Depot"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(
            report
                .message(RULE)
                .contains("it offers 16 commands and queries")
        );
        assert!(report.messages(RULE)[1].contains("it keeps 7 tables"));
    }

    #[test]
    fn a_workspace_may_allow_more() {
        let board = board(&context("Sales", 16, 1));
        let allowed = |endpoints: u32| {
            with_setting(&board, RULE, serde_json::json!({ "endpoints": endpoints }))
        };
        assert!(check_in(&allowed(16), Stage::Design).of(RULE).is_empty());
        let report = check_in(&allowed(12), Stage::Design);
        assert!(report.message(RULE).contains("(right size: 5 to 12)"));
    }

    #[test]
    fn parts_that_scale_differently_and_several_teams() {
        let mut board = board(&context("Sales", 6, 1));
        let mut count = 0;
        board.notes = Table::from_rows(board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            if note.context.is_some() {
                count += 1;
                note.facts.scaling = Some(format!("s{}", count % 2));
                note.facts.team = Id::new(&format!("t{}", count % 2)).ok();
            }
            note.into()
        }));
        let report = check_in(&board, Stage::Design);
        assert!(
            report
                .message(RULE)
                .contains("2 teams work on it: t0 and t1")
        );
        assert!(
            report
                .message(RULE)
                .contains("its parts scale differently: s0 and s1")
        );
        assert_eq!(report.missing(RULE), ["pipeline", "start-up time"]);
    }

    #[test]
    fn calls_to_many_others() {
        let mut text = context("Hub", 6, 0);
        for i in 1..=4 {
            text += &format!(
                "# Spoke {i}\ncommand Turn {i} > aggregate Wheel\n# Hub\nevent Hub 1 done > policy Whenever {i}, turn > ^command Turn {i}\n"
            );
        }
        assert_eq!(check(&text).of(RULE), [["Hub"]]);
    }

    #[test]
    fn what_the_board_does_not_hold_is_unknown() {
        assert_eq!(check("event Sold").missing(RULE), ["contexts"]);
        assert_eq!(
            check(&context("Sales", 6, 1)).missing(RULE),
            ["team", "scaling profile", "pipeline", "start-up time"]
        );
    }
}
