//! A policy that starts nothing, or that nothing triggers.

use model::facts::Reaction;
use model::grammar::is_remark;
use model::{Note, NoteKind};

use super::{Rule, finding};
use crate::english::names_moment;
use crate::report::Report;
use crate::wall::{Wall, quote};

pub struct DeadPolicy;

impl Rule for DeadPolicy {
    fn id(&self) -> &'static str {
        "F-FLOW-DEAD-POLICY"
    }

    fn about(&self) -> &'static str {
        "A policy that starts nothing, or that nothing triggers."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        for policy in wall.notes(NoteKind::Policy) {
            let flows = |n: &Note| !is_remark(n.kind);
            let starts = wall.after(&policy.id).iter().any(|(_, n)| flows(n));
            let triggered =
                is_timed(policy) || wall.before(&policy.id).iter().any(|(_, n)| flows(n));
            let (what, advice) = match (triggered, starts) {
                (true, true) => continue,
                (true, false) => (
                    "starts nothing",
                    "Put the command it issues, the query it asks or the external system it calls after it, or take the policy down.",
                ),
                (false, true) => (
                    "is triggered by nothing",
                    "Put the event it reacts to before it, or say when the clock triggers it (“every night, …”).",
                ),
                (false, false) => (
                    "is triggered by nothing and starts nothing",
                    "Put the event it reacts to before it and the command it issues after it, or take the policy down.",
                ),
            };
            report.findings.push(finding(
                self,
                severity,
                vec![policy.id.clone()],
                format!("The policy {} {what}.", quote(policy)),
                advice,
            ));
        }
    }
}

/// The clock triggers it. "Unpaid for 30 days" is no such time: it counts from an event.
fn is_timed(policy: &Note) -> bool {
    policy.facts.reaction == Some(Reaction::Scheduled) || names_moment(&policy.text)
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use model::Stage;

    const RULE: &str = "F-FLOW-DEAD-POLICY";

    #[test]
    fn one_without_an_end_and_one_without_a_start() {
        let report = check(
            "event Order paid > policy Whenever paid, ship\npolicy Whenever idle, close > command Close session",
        );
        assert_eq!(
            report.of(RULE),
            [["Whenever paid, ship"], ["Whenever idle, close"]]
        );
        assert!(report.message(RULE).contains("starts nothing"));
    }

    #[test]
    fn a_remark_triggers_nothing() {
        let report =
            check("hotspot Who pays? > policy Whenever idle, close > command Close session");
        assert_eq!(report.of(RULE).len(), 1);
    }

    #[test]
    fn living_policies() {
        for flow in [
            "event Order paid > policy Whenever paid, ship > command Ship order",
            "event Order paid > policy Whenever paid, tell > system Mailer",
            "event Booked > policy Whenever booked, find routes > query Which routes fit",
            "policy Every night, settle > command Settle accounts",
            "readmodel Overdue invoices > policy Whenever one is overdue, remind > command Remind",
        ] {
            assert!(check(flow).of(RULE).is_empty(), "{flow}");
        }
    }

    #[test]
    fn a_span_of_time_counts_from_an_event() {
        let report = check(
            "policy Whenever an invoice is unpaid for 30 days, remind > command Send reminder",
        );
        assert_eq!(report.of(RULE).len(), 1);
    }

    #[test]
    fn silent_in_the_big_picture() {
        let dead = board("policy Whenever idle, close");
        assert!(check_in(&dead, Stage::BigPicture).of(RULE).is_empty());
        assert_eq!(check_in(&dead, Stage::Process).of(RULE).len(), 1);
    }
}
