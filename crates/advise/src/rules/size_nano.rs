//! A context too small to be a service of its own.

use decompose::sizing::{NANO_ENDPOINTS, Verdict};
use model::{Context, Id, NoteKind};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Steps, Wall, listed, unknown};

pub struct Nano;

impl Rule for Nano {
    fn id(&self) -> &'static str {
        "F-SIZE-NANO"
    }

    fn about(&self) -> &'static str {
        "A context too small for a service: 1 or 2 endpoints, less business logic than plumbing, more network than work, \
         versions tied to another's, or no answer without calling another service."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        if !wall.has(NoteKind::Command) && !wall.has(NoteKind::Query) {
            report
                .unknown
                .push(unknown(self.id(), Vec::new(), ["commands and queries"]));
            return;
        }
        let most = wall.limit(self.id(), "endpoints", NANO_ENDPOINTS);
        for size in wall.sizes().iter().filter(|s| s.verdict != Verdict::Empty) {
            let Some(context) = wall.board.context(&size.context) else {
                continue;
            };
            let steps = wall.steps(&context.id);
            let mut reasons = Vec::new();
            if size.endpoints <= most {
                reasons.push(match size.endpoints {
                    0 => "it offers no command or query (right size: 5 to 15)".into(),
                    1 => "it offers 1 command or query (right size: 5 to 15)".into(),
                    n => format!("it offers {n} commands and queries (right size: 5 to 15)"),
                });
            }
            if !has_logic(wall, context) {
                reasons.push(
                    "it only passes on: no aggregate, policy or read model of its own".into(),
                );
            }
            if steps.crossing() > steps.inside {
                reasons.push(format!(
                    "more network than work: {} steps of its flow cross its border, {} stay inside",
                    steps.crossing(),
                    steps.inside
                ));
            }
            reasons.extend(tied(wall, context));
            reasons.extend(dependent(wall, context));
            if !reasons.is_empty() {
                report.findings.push(finding(
                    self,
                    Severity::Warning,
                    vec![context.id.clone()],
                    format!(
                        "The context {} is very small for a service of its own: {}.",
                        wall.context_name(&context.id),
                        listed(&reasons)
                    ),
                    advice(wall, context, steps, most),
                ));
            }
            let missing = missing(context);
            if !missing.is_empty() {
                report
                    .unknown
                    .push(unknown(self.id(), vec![context.id.clone()], missing));
            }
        }
    }
}

fn advice(wall: &Wall, context: &Context, steps: &Steps, most: usize) -> String {
    let is_small = |id: &Id| {
        let mut sizes = wall.sizes().iter();
        sizes.any(|s| s.context == *id && s.verdict != Verdict::Empty && s.endpoints <= most)
    };
    match steps.nearest() {
        // The same advice on both: neither is to go into the other.
        Some(nearest) if is_small(nearest) && is_small(&context.id) => {
            let mut both = [wall.context_name(&context.id), wall.context_name(nearest)];
            both.sort();
            format!(
                "Make one context of {} and {}: each is small, and they share the steps that cross.",
                both[0], both[1]
            )
        }
        Some(nearest) => format!(
            "Join it with {}, with which it shares the most steps, or keep it as a module there until it grows.",
            wall.context_name(nearest)
        ),
        None => "Join it with the context that needs it most, or keep it as a module there until it grows.".into(),
    }
}

fn has_logic(wall: &Wall, context: &Context) -> bool {
    use NoteKind::*;
    let kinds = context
        .members
        .iter()
        .filter_map(|id| wall.board.note(id))
        .map(|n| n.kind);
    kinds
        .into_iter()
        .any(|k| matches!(k, Aggregate | Policy | ReadModel))
}

/// Deployed together with some, but not all, of the others: its versions are theirs.
fn tied(wall: &Wall, context: &Context) -> Option<String> {
    let unit = context
        .deploy_unit
        .as_ref()
        .filter(|_| context.inside_monolith != Some(true))?;
    let all = || wall.board.contexts.iter();
    let others: Vec<String> = all()
        .filter(|c| c.id != context.id && c.deploy_unit.as_ref() == Some(unit))
        .map(|c| wall.context_name(&c.id))
        .collect();
    (!others.is_empty() && others.len() + 1 < all().len()).then(|| {
        format!(
            "its versions are tied to those of {}, with which it is deployed",
            listed(&others)
        )
    })
}

/// Every command and query is answered in another context.
fn dependent(wall: &Wall, context: &Context) -> Option<String> {
    let mut elsewhere: Vec<Id> = Vec::new();
    let endpoints = context
        .members
        .iter()
        .filter_map(|id| wall.board.note(id))
        .filter(|n| matches!(n.kind, NoteKind::Command | NoteKind::Query));
    for endpoint in endpoints {
        let handlers: Vec<Option<&Id>> = wall
            .after(&endpoint.id)
            .into_iter()
            .map(|(_, n)| n.context.as_ref())
            .collect();
        let other = handlers.iter().flatten().find(|c| **c != &context.id)?;
        if handlers.contains(&Some(&context.id)) {
            return None;
        }
        if !elsewhere.contains(other) {
            elsewhere.push((*other).clone());
        }
    }
    let names: Vec<String> = elsewhere.iter().map(|c| wall.context_name(c)).collect();
    (!names.is_empty()).then(|| format!("it cannot answer without calling {}", listed(&names)))
}

fn missing(context: &Context) -> Vec<&'static str> {
    let facts = [
        (context.team.is_none(), "team"),
        (context.pipeline.is_none(), "pipeline"),
        (
            context.deploy_unit.is_none() && context.inside_monolith.is_none(),
            "deploy unit",
        ),
    ];
    facts
        .into_iter()
        .filter(|(lacks, _)| *lacks)
        .map(|(_, name)| name)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::{BoardSnapshot, Context, Stage};

    const RULE: &str = "F-SIZE-NANO";

    /// A context with `n` commands on one aggregate.
    fn context(name: &str, n: usize) -> String {
        let mut text = format!("# {name}\n");
        for i in 1..=n {
            text += &format!(
                "actor Clerk > command Do {name} {i} > aggregate {name} > event {name} {i} done\n"
            );
        }
        text
    }

    fn with_facts(board: &mut BoardSnapshot, change: impl Fn(&mut Context)) {
        let changed: Vec<_> = board
            .contexts
            .iter()
            .map(|c| {
                let mut context = Context::clone(c);
                change(&mut context);
                context.into()
            })
            .collect();
        board.contexts = model::Table::from_rows(changed);
    }

    #[test]
    fn one_or_two_endpoints_are_too_few() {
        let report = check(&(context("Sales", 5) + &context("Rates", 2) + &context("Tax", 1)));
        assert_eq!(report.of(RULE), [["Rates"], ["Tax"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(
            report
                .message(RULE)
                .contains("it offers 2 commands and queries")
        );
    }

    #[test]
    fn right_sized_contexts_are_not_nano() {
        for n in 3..=6 {
            assert!(
                check(&(context("Sales", n) + &context("Depot", n)))
                    .of(RULE)
                    .is_empty(),
                "{n}"
            );
        }
    }

    #[test]
    fn more_network_than_work() {
        let mut text = context("Sales", 6) + "# Relay\n";
        for i in 1..=6 {
            text += &format!("^event Sales {i} done > policy Whenever {i}, tell > system Mailer\n");
        }
        text += "command Stop\ncommand Pause\ncommand Resume\n";
        let report = check(&text);
        assert_eq!(report.of(RULE), [["Relay"]]);
        assert!(
            report
                .message(RULE)
                .contains("12 steps of its flow cross its border, 0 stay inside")
        );
        assert!(report.advice(RULE).contains("“Sales”"));
    }

    #[test]
    fn answers_that_others_give() {
        let text = context("Sales", 5)
            + "# Front\nactor A > command X1 > ^aggregate Sales\nactor A > command X2 > ^aggregate Sales\nactor A > command X3 > ^aggregate Sales\n";
        let report = check(&text);
        assert_eq!(report.of(RULE), [["Front"]]);
        assert!(
            report
                .message(RULE)
                .contains("it cannot answer without calling “Sales”")
        );
    }

    #[test]
    fn versions_tied_to_another() {
        let mut board = board(&(context("Sales", 5) + &context("Depot", 5) + &context("Bills", 5)));
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
        with_facts(&mut board, |c| {
            c.deploy_unit = Some(if c.name == "Bills" { "b" } else { "a" }.into())
        });
        assert_eq!(
            check_in(&board, Stage::Design).of(RULE),
            [["Sales"], ["Depot"]]
        );
        with_facts(&mut board, |c| c.deploy_unit = Some("one".into()));
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
    }

    #[test]
    fn what_the_board_does_not_hold_is_unknown() {
        assert_eq!(
            check("command A > aggregate B > event C done").missing(RULE),
            ["contexts"]
        );
        assert_eq!(
            check("# Sales\nevent Sold").missing(RULE),
            ["commands and queries"]
        );
        assert_eq!(
            check(&context("Sales", 5)).missing(RULE),
            ["team", "pipeline", "deploy unit"]
        );
        let mut board = board(&context("Sales", 5));
        with_facts(&mut board, |c| {
            (c.team, c.pipeline, c.deploy_unit) =
                (model::Id::new("t").ok(), Some("p".into()), Some("u".into()));
        });
        assert!(check_in(&board, Stage::Design).missing(RULE).is_empty());
    }

    #[test]
    fn two_small_ones_are_told_the_same() {
        let storm = "# Till\ncommand Sell > aggregate Sale > event Sold\n# Drawer\n^event Sold > policy Whenever sold, store > command Store > aggregate Cash > event Stored";
        let report = crate::check_at(&board(storm), Stage::Design);
        let own = report.findings.iter().filter(|f| f.rule == RULE);
        let advice: Vec<&String> = own.map(|f| &f.advice).collect();
        assert_eq!(advice.len(), 2);
        assert_eq!(advice[0], advice[1], "neither is to go into the other");
        assert!(advice[0].contains("“Drawer” and “Till”"), "{}", advice[0]);
    }
}
