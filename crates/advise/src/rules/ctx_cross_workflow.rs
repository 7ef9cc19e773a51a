//! A flow crosses more than 3 contexts before its user gets an answer.

use model::NoteKind;

use super::{Rule, finding};
use crate::journey::{Journey, users};
use crate::outcomes::Outcomes;
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, quote, unknown};

pub struct CrossWorkflow;

/// Contexts that a flow may run through.
const MOST: usize = 3;

impl Rule for CrossWorkflow {
    fn id(&self) -> &'static str {
        "F-CTX-CROSS-WORKFLOW"
    }

    fn about(&self) -> &'static str {
        "A flow crosses more than 3 contexts before its user gets an answer."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        use NoteKind::*;
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        if !wall.has(Actor) && !wall.has(Screen) {
            report.unknown.push(unknown(
                self.id(),
                Vec::new(),
                ["actors or screens that issue commands"],
            ));
            return;
        }
        let most = wall.limit(self.id(), "contexts", MOST);
        let outcomes = Outcomes::of(wall);
        for command in wall.notes(Command).filter(|n| n.facts.waits != Some(false)) {
            let users = users(wall, command);
            let Some(user) = users.first() else {
                continue;
            };
            let journey = Journey::from(wall, &outcomes, command, &users);
            let path = journey.answer.as_ref().or(journey.farthest.as_ref());
            let Some(contexts) = path
                .map(|last| journey.contexts(wall, last))
                .filter(|c| c.len() > most)
            else {
                continue;
            };
            let names: Vec<String> = contexts.iter().map(|c| wall.context_name(c)).collect();
            let outcome = if journey.answer.is_some() {
                "before it answers"
            } else {
                "and never answers"
            };
            let mut subjects = vec![command.id.clone()];
            subjects.extend(journey.answer.clone());
            report.findings.push(finding(
                self,
                Severity::Warning,
                subjects,
                format!(
                    "The flow of {} runs through {} contexts, {}, {outcome} {}.",
                    quote(command),
                    contexts.len(),
                    listed(&names),
                    quote(user)
                ),
                "Answer early: give the user a read model or screen fed by the first events of the flow, or join contexts that always act together.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in, with_setting};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-CTX-CROSS-WORKFLOW";

    /// A customer's order that runs through the first `n` of five contexts before the customer sees it.
    fn chain(n: usize) -> String {
        let mut text =
            "# C1\nactor Customer > command Start c1 > aggregate A1 > event C1 done\n".to_owned();
        for i in 2..=n {
            let before = i - 1;
            text += &format!(
                "# C{i}\n^event C{before} done > policy Whenever c{before}, then c{i} > command Start c{i} > aggregate A{i} > event C{i} done\n"
            );
        }
        text + &format!("event C{n} done > readmodel Result > actor Customer\n")
    }

    #[test]
    fn a_long_way_to_an_answer() {
        let report = check(&chain(5));
        assert_eq!(report.of(RULE), [["Start c1", "Result"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(
            report
                .message(RULE)
                .contains("“C1”, “C2”, “C3”, “C4” and “C5”")
        );
        assert_eq!(check(&chain(4)).of(RULE).len(), 1);
    }

    #[test]
    fn three_contexts_are_fine() {
        assert!(check(&chain(3)).of(RULE).is_empty());
    }

    #[test]
    fn an_early_answer_is_fine() {
        let early = format!(
            "{}# C1\nevent C1 done > readmodel Receipt > actor Customer",
            chain(5)
        );
        assert!(check(&early).of(RULE).is_empty());
    }

    #[test]
    fn a_workspace_may_allow_more() {
        let board = board(&chain(5));
        let allowed = |n: i64| with_setting(&board, RULE, n.into());
        assert!(check_in(&allowed(5), Stage::Design).of(RULE).is_empty());
        assert_eq!(check_in(&allowed(4), Stage::Design).of(RULE).len(), 1);
        assert_eq!(check_in(&allowed(-1), Stage::Design).of(RULE).len(), 1);
    }

    #[test]
    fn no_answer_at_all() {
        let text = chain(5).replace("> readmodel Result > actor Customer", "");
        let report = check(&text);
        assert_eq!(report.of(RULE), [["Start c1"]]);
        assert!(report.message(RULE).contains("never answers “Customer”"));
    }

    #[test]
    fn nobody_waits() {
        let mut board = board(&chain(5));
        board.notes = model::Table::from_rows(board.notes.iter().map(|n| {
            let mut note = model::Note::clone(n);
            note.facts.waits = Some(false);
            note.into()
        }));
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
    }

    #[test]
    fn another_commands_event_is_not_on_the_way() {
        let other = chain(5).replace("actor Customer > command Start c1", "command Start c1")
            + "# C1\nactor Customer > command Rename it > aggregate A1 > event It renamed\n";
        assert!(check(&other).of(RULE).is_empty());
    }

    #[test]
    fn unknown_without_contexts_or_users() {
        assert_eq!(check("actor A > command B").missing(RULE), ["contexts"]);
        let report = check("# S\ncommand B > aggregate C");
        assert_eq!(
            report.missing(RULE),
            ["actors or screens that issue commands"]
        );
    }
}
