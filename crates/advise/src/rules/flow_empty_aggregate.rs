//! An aggregate with no event, or no command.

use model::NoteKind;

use super::{Rule, finding};
use crate::report::Report;
use crate::wall::{Wall, listed, quote};

pub struct EmptyAggregate;

impl Rule for EmptyAggregate {
    fn id(&self) -> &'static str {
        "F-FLOW-EMPTY-AGGREGATE"
    }

    fn about(&self) -> &'static str {
        "An aggregate with no event, or no command."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        for aggregate in wall.aggregates() {
            let Some(note) = aggregate.notes.first().and_then(|id| wall.board.note(id)) else {
                continue;
            };
            let handles = wall
                .before(&note.id)
                .iter()
                .any(|(_, n)| n.kind == NoteKind::Command);
            let emits = wall
                .after(&note.id)
                .iter()
                .any(|(_, n)| n.kind == NoteKind::DomainEvent);
            let mut lacks = Vec::new();
            if !handles {
                lacks.push("handles no command".to_owned());
            }
            if !emits {
                lacks.push("emits no event".to_owned());
            }
            if lacks.is_empty() {
                continue;
            }
            report.findings.push(finding(
                self,
                severity,
                aggregate.notes.clone(),
                format!("The aggregate {} {}.", quote(note), listed(&lacks)),
                "An aggregate decides: put the commands it may refuse before it and the events that tell of its decisions after it, or take it down.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use model::Stage;

    const RULE: &str = "F-FLOW-EMPTY-AGGREGATE";

    #[test]
    fn what_is_missing_is_named() {
        let report = check(
            "command Place > aggregate Order\naggregate Quote > event Quote given\naggregate Rate",
        );
        assert_eq!(report.of(RULE), [["Order"], ["Quote"], ["Rate"]]);
        let messages = report.messages(RULE);
        assert!(
            messages
                .iter()
                .any(|m| m == "The aggregate “Order” emits no event.")
        );
        assert!(
            messages
                .iter()
                .any(|m| m == "The aggregate “Quote” handles no command.")
        );
        assert!(
            messages
                .iter()
                .any(|m| m == "The aggregate “Rate” handles no command and emits no event.")
        );
    }

    #[test]
    fn copies_in_one_context_are_one_aggregate() {
        let report = check(
            "# Sales\ncommand Place > aggregate Order\naggregate Order ~2 > event Order placed",
        );
        assert!(report.of(RULE).is_empty());
    }

    #[test]
    fn the_same_name_in_two_contexts_is_two_aggregates() {
        let report = check(
            "# Sales\ncommand Place > aggregate Order\n# Depot\naggregate Order > event Order packed",
        );
        assert_eq!(report.of(RULE).len(), 2);
    }

    #[test]
    fn silent_in_the_big_picture() {
        assert!(
            check_in(&board("aggregate Rate"), Stage::BigPicture)
                .of(RULE)
                .is_empty()
        );
    }
}
