//! A context that is nearly, but not quite, of the right size for one team and one service.

use decompose::sizing::{ENDPOINTS, NANO_ENDPOINTS, STARTUP_SECONDS, TEAM, Verdict, WEEKS};
use model::Context;

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, unknown};

pub struct Fit;

impl Rule for Fit {
    fn id(&self) -> &'static str {
        "F-SIZE-FIT"
    }

    fn about(&self) -> &'static str {
        "A team outside 5 to 9 people, a rewrite of over 4 weeks, a start-up of 30 s or more, a shared pipeline, or 3 to 4 endpoints."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        let limit = |name, default| wall.threshold(self.id(), name, default);
        let weeks = limit("weeks", WEEKS.1);
        let seconds = limit("startupSeconds", STARTUP_SECONDS);
        for size in wall.sizes().iter().filter(|s| s.verdict != Verdict::Empty) {
            let Some(context) = wall.board.context(&size.context) else {
                continue;
            };
            let mut reasons = Vec::new();
            let mut missing = Vec::new();
            match people(wall, context) {
                None => missing.push("people in the team"),
                Some(people) if (TEAM.0..=TEAM.1).contains(&people) => {}
                Some(people) => reasons.push(format!(
                    "its team has {people} people (right size: {} to {})",
                    TEAM.0, TEAM.1
                )),
            }
            if size.weeks.0 > weeks {
                reasons.push(format!(
                    "rewriting it takes about {} to {} weeks (right size: up to {weeks})",
                    size.weeks.0, size.weeks.1
                ));
            }
            match context.startup_seconds {
                None => missing.push("start-up time"),
                Some(start) if start >= seconds => {
                    reasons.push(format!("it starts in {start} s (right: under {seconds} s)"))
                }
                Some(_) => {}
            }
            match &context.pipeline {
                None => missing.push("pipeline"),
                Some(pipeline) => reasons.extend(shared(wall, context, pipeline)),
            }
            if (NANO_ENDPOINTS + 1..ENDPOINTS.0).contains(&size.endpoints) {
                reasons.push(format!(
                    "it offers only {} commands and queries (right size: {} to {})",
                    size.endpoints, ENDPOINTS.0, ENDPOINTS.1
                ));
            }
            if !reasons.is_empty() {
                report.findings.push(finding(
                    self,
                    Severity::Hint,
                    vec![context.id.clone()],
                    format!(
                        "The context {} does not quite fit: {}.",
                        wall.context_name(&context.id),
                        listed(&reasons)
                    ),
                    "No reason to cut or to join by itself: keep it in mind when the border is talked about again.",
                ));
            }
            if !missing.is_empty() {
                report
                    .unknown
                    .push(unknown(self.id(), vec![context.id.clone()], missing));
            }
        }
    }
}

fn people(wall: &Wall, context: &Context) -> Option<u32> {
    wall.board
        .teams
        .get(context.team.as_ref()?.as_str())?
        .people
}

fn shared(wall: &Wall, context: &Context, pipeline: &str) -> Option<String> {
    let others: Vec<String> = wall
        .board
        .contexts
        .iter()
        .filter(|c| c.id != context.id && c.pipeline.as_deref() == Some(pipeline))
        .map(|c| wall.context_name(&c.id))
        .collect();
    (!others.is_empty()).then(|| format!("it shares its pipeline with {}", listed(&others)))
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check_in, teams, with_contexts};
    use crate::report::Severity;
    use model::{BoardSnapshot, Context, Id, Stage};

    const RULE: &str = "F-SIZE-FIT";

    fn contexts(endpoints: usize) -> BoardSnapshot {
        let mut text = String::new();
        for name in ["Sales", "Depot"] {
            text += &format!("# {name}\n");
            for i in 1..=endpoints {
                text += &format!(
                    "actor Clerk > command Do {name} {i} > aggregate {name} > event {name} {i} done\n"
                );
            }
        }
        with_people(teams(&board(&text), &["red"]), Some(6))
    }

    fn with_people(board: BoardSnapshot, people: Option<u32>) -> BoardSnapshot {
        let teams = model::Table::from_rows(board.teams.iter().map(|t| {
            let mut team = model::team::Team::clone(t);
            team.people = people;
            team.into()
        }));
        BoardSnapshot { teams, ..board }
    }

    fn fitting(c: &mut Context) {
        c.team = Id::new("red").ok();
        c.startup_seconds = Some(3.0);
        c.pipeline = Some(c.name.clone());
    }

    #[test]
    fn what_fits_is_silent_and_known() {
        let report = check_in(&with_contexts(&contexts(5), fitting), Stage::Design);
        assert!(report.of(RULE).is_empty(), "{:?}", report.messages(RULE));
        assert!(report.missing(RULE).is_empty());
    }

    #[test]
    fn three_or_four_endpoints_and_a_slow_start() {
        for n in [3, 4] {
            let report = check_in(&with_contexts(&contexts(n), fitting), Stage::Design);
            assert_eq!(report.of(RULE), [["Sales"], ["Depot"]]);
            assert_eq!(report.severity(RULE), Some(Severity::Hint));
        }
        let slow = with_contexts(&contexts(5), |c| {
            fitting(c);
            c.startup_seconds = Some(if c.name == "Sales" { 30.0 } else { 29.0 });
        });
        assert_eq!(check_in(&slow, Stage::Design).of(RULE), [["Sales"]]);
    }

    #[test]
    fn a_shared_pipeline_is_told_on_both_sides() {
        let shared = with_contexts(&contexts(5), |c| {
            fitting(c);
            c.pipeline = Some("main".into());
        });
        assert_eq!(
            check_in(&shared, Stage::Design).of(RULE),
            [["Sales"], ["Depot"]]
        );
    }

    #[test]
    fn a_team_too_small_or_too_large() {
        let people = |n: u32| {
            let board = with_people(with_contexts(&contexts(5), fitting), Some(n));
            check_in(&board, Stage::Design).of(RULE).len()
        };
        assert_eq!([4, 5, 9, 10].map(people), [2, 0, 0, 2]);
    }

    #[test]
    fn what_the_board_does_not_hold_is_unknown() {
        let report = check_in(&contexts(5), Stage::Design);
        assert_eq!(
            report.missing(RULE),
            ["people in the team", "start-up time", "pipeline"].repeat(2)
        );
    }
}
