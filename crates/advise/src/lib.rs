//! The linter of a storm: the rules of the guidance catalogue, one file each.
//!
//! A questionable board is a finding, never an error; a rule that lacks its facts is unknown, never passed.

pub mod checklist;
pub mod english;
mod journey;
mod outcomes;
pub mod report;
pub mod rules;
pub mod wall;

#[cfg(test)]
mod fixture;

use std::cmp::Ordering;

use model::decision::DecisionStatus;
use model::{BoardSnapshot, Id, Stage};

pub use report::{Finding, Report, Severity, Unknown};
pub use rules::{RULES, Rule};
pub use wall::Wall;

/// Checks a board at its own stage.
pub fn check(board: &BoardSnapshot) -> Report {
    check_at(board, board.stage())
}

/// Checks a board as if it were at `stage`.
pub fn check_at(board: &BoardSnapshot, stage: Stage) -> Report {
    judge(board, stage).report
}

/// What the rules say, and what of it people have decided not to hear.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    pub report: Report,
    /// Findings that a decision on the board rejects.
    pub rejected: Vec<Finding>,
}

/// Checks a board as if it were at `stage`, and sets aside what its decisions reject.
pub fn judge(board: &BoardSnapshot, stage: Stage) -> Judgement {
    let wall = Wall::new(board, stage);
    let mut report = Report::default();
    for rule in RULES {
        if wall.is_switched_off(rule.id()) {
            let missing = ["switched off in the settings of the board"];
            report
                .unknown
                .push(wall::unknown(rule.id(), Vec::new(), missing));
        } else {
            rule.check(&wall, &mut report);
        }
    }
    report.findings.sort_by(|a, b| {
        (a.severity, &a.rule)
            .cmp(&(b.severity, &b.rule))
            .then_with(|| by_place(board, &a.subjects, &b.subjects))
    });
    report.unknown.sort_by(|a, b| {
        a.rule
            .cmp(&b.rule)
            .then_with(|| by_place(board, &a.subjects, &b.subjects))
    });
    let findings = std::mem::take(&mut report.findings).into_iter();
    let (rejected, findings) = findings.partition(|f| is_rejected(board, f));
    report.findings = findings;
    Judgement { report, rejected }
}

/// Whether a decision rejects this finding: it is about all of its subjects, or about the whole board.
fn is_rejected(board: &BoardSnapshot, finding: &Finding) -> bool {
    board.decisions.iter().any(|decision| {
        decision.rule == finding.rule
            && decision.status == DecisionStatus::Rejected
            && (decision.subjects.is_empty()
                || finding
                    .subjects
                    .iter()
                    .all(|s| decision.subjects.contains(s)))
    })
}

/// In the order of the board: notes by stacking order, then contexts.
fn by_place(board: &BoardSnapshot, a: &[Id], b: &[Id]) -> Ordering {
    let place = |id: &Id| {
        let note = board.notes.position(id.as_str());
        note.map(|i| (0, i))
            .or_else(|| board.contexts.position(id.as_str()).map(|i| (1, i)))
    };
    a.iter().map(place).cmp(b.iter().map(place))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::decision::{Decision, DecisionStatus};

    use super::*;
    use crate::fixture::{board, id_of};

    const RULE: &str = "F-FLOW-TENSE";

    fn decided(subjects: &[&str], rule: &str, status: DecisionStatus) -> Judgement {
        let mut board = board("event Place order\nevent Send order");
        let subjects = subjects.iter().map(|text| id_of(&board, text)).collect();
        board.decisions = Arc::new(vec![Decision {
            rule: rule.into(),
            subjects,
            status,
            choice: None,
            reason: String::new(),
            by: None,
            at: None,
        }]);
        judge(&board, Stage::BigPicture)
    }

    #[test]
    fn a_rejected_finding_is_set_aside_and_no_other() {
        let judged = decided(&["Place order"], RULE, DecisionStatus::Rejected);
        assert_eq!(judged.report.findings.len(), 1);
        assert_eq!(judged.rejected.len(), 1);
        assert!(judged.rejected[0].message.contains("Place order"));
    }

    #[test]
    fn a_rejection_of_the_whole_rule_has_no_subjects() {
        let judged = decided(&[], RULE, DecisionStatus::Rejected);
        assert!(judged.report.findings.is_empty());
        assert_eq!(judged.rejected.len(), 2);
    }

    #[test]
    fn other_decisions_change_nothing() {
        for (rule, status) in [
            (RULE, DecisionStatus::Accepted),
            (RULE, DecisionStatus::Changed),
            ("F-FLOW-DUPLICATE", DecisionStatus::Rejected),
        ] {
            let judged = decided(&["Place order"], rule, status);
            assert_eq!(judged.report.findings.len(), 2, "{rule} {status:?}");
        }
    }

    #[test]
    fn a_rule_that_is_switched_off_is_unknown_not_passed() {
        let mut board = board("event Place order");
        let settings = &mut Arc::make_mut(&mut board.meta).settings;
        settings.insert(RULE.into(), false.into());
        let report = check_at(&board, Stage::Design);
        assert!(report.findings.iter().all(|f| f.rule != RULE));
        assert!(report.unknown.iter().any(|u| u.rule == RULE));
    }
}
