//! A command no actor, policy or screen issues.

use model::NoteKind;

use super::{Rule, finding};
use crate::report::Report;
use crate::wall::{Wall, quote};

pub struct NoIssuer;

impl Rule for NoIssuer {
    fn id(&self) -> &'static str {
        "F-FLOW-NO-ISSUER"
    }

    fn about(&self) -> &'static str {
        "A command no actor, policy or screen issues."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        use NoteKind::*;
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        for command in wall.notes(Command) {
            let issued = wall
                .before(&command.id)
                .into_iter()
                .any(|(_, n)| match n.kind {
                    Actor | Policy | Screen => true,
                    // Where kinds are skipped, an event stands for the policy between.
                    DomainEvent | ExternalSystem => wall.skipping_is_normal(),
                    _ => false,
                });
            if !issued {
                report.findings.push(finding(
                    self,
                    severity,
                    vec![command.id.clone()],
                    format!("Nobody issues the command {}: no actor, policy or screen leads to it.", quote(command)),
                    "Say who asks for it: put the actor or the screen before it, or the policy that reacts to an event.",
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use model::Stage;

    const RULE: &str = "F-FLOW-NO-ISSUER";

    #[test]
    fn a_command_out_of_nowhere() {
        let report = check("command Place order > aggregate Order > event Order placed");
        assert_eq!(report.of(RULE), [["Place order"]]);
    }

    #[test]
    fn information_is_no_issuer() {
        assert_eq!(
            check("readmodel Open orders > command Ship order").of(RULE),
            [["Ship order"]]
        );
    }

    #[test]
    fn actors_policies_and_screens_issue() {
        for issuer in [
            "actor Customer",
            "policy Whenever paid, ship",
            "screen Checkout",
        ] {
            assert!(
                check(&format!("{issuer} > command Place order"))
                    .of(RULE)
                    .is_empty(),
                "{issuer}"
            );
        }
    }

    #[test]
    fn an_event_stands_for_its_policy_while_kinds_are_skipped() {
        let skipped = board("event Order paid > command Ship order");
        assert!(check_in(&skipped, Stage::Process).of(RULE).is_empty());
        assert_eq!(check_in(&skipped, Stage::Design).of(RULE), [["Ship order"]]);
        assert!(check_in(&skipped, Stage::BigPicture).of(RULE).is_empty());
    }
}
