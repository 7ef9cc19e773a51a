//! A flow crosses more than 3 contexts before its user gets an answer.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use model::{Id, Note, NoteKind};

use super::{Rule, finding};
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
        let outcomes = Outcomes::of(wall);
        for command in wall.notes(Command).filter(|n| n.facts.waits != Some(false)) {
            let users: Vec<&Arc<Note>> = wall
                .before(&command.id)
                .into_iter()
                .map(|(_, n)| n)
                .filter(|n| matches!(n.kind, Actor | Screen))
                .collect();
            let Some(user) = users.first() else {
                continue;
            };
            let walk = Walk::from(wall, &outcomes, command, &users);
            let path = walk.answer.as_ref().or(walk.farthest.as_ref());
            let Some(contexts) = path
                .map(|last| walk.contexts(wall, last))
                .filter(|c| c.len() > MOST)
            else {
                continue;
            };
            let names: Vec<String> = contexts.iter().map(|c| wall.context_name(c)).collect();
            let outcome = if walk.answer.is_some() {
                "before it answers"
            } else {
                "and never answers"
            };
            let mut subjects = vec![command.id.clone()];
            subjects.extend(walk.answer.clone());
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

/// The flow from a command, by the fewest borders crossed.
struct Walk {
    came_from: HashMap<Id, Id>,
    /// The read model or screen that answers one of the users first.
    answer: Option<Id>,
    /// The note behind the most borders.
    farthest: Option<Id>,
}

impl Walk {
    fn from(wall: &Wall, outcomes: &Outcomes, command: &Arc<Note>, users: &[&Arc<Note>]) -> Walk {
        let mut walk = Walk {
            came_from: HashMap::new(),
            answer: None,
            farthest: None,
        };
        let mut borders: HashMap<Id, usize> = HashMap::from([(command.id.clone(), 0)]);
        let mut most = 0;
        let mut done = BTreeSet::new();
        let mut queue = VecDeque::from([(command, command.context.clone())]);
        while let Some((note, context)) = queue.pop_front() {
            if !done.insert(note.id.clone()) {
                continue;
            }
            let crossed = borders[&note.id];
            if crossed > most {
                (most, walk.farthest) = (crossed, Some(note.id.clone()));
            }
            if answers(wall, note, users) {
                walk.answer = Some(note.id.clone());
                break;
            }
            let by = walk.came_from.get(&note.id);
            for next in following(wall, outcomes, note, by) {
                let lands = next.context.clone().or_else(|| context.clone());
                let cost = usize::from(lands != context);
                let known = borders.get(&next.id).copied().unwrap_or(usize::MAX);
                if crossed + cost < known {
                    borders.insert(next.id.clone(), crossed + cost);
                    walk.came_from.insert(next.id.clone(), note.id.clone());
                    if cost == 0 {
                        queue.push_front((next, lands));
                    } else {
                        queue.push_back((next, lands));
                    }
                }
            }
        }
        walk
    }

    /// The contexts on the way to a note, in order, each once.
    fn contexts(&self, wall: &Wall, last: &Id) -> Vec<Id> {
        let mut way = vec![last];
        while let Some(before) = way.last().and_then(|id| self.came_from.get(*id)) {
            way.push(before);
        }
        let mut contexts = Vec::new();
        for id in way.into_iter().rev() {
            if let Some(context) = wall.board.note(id).and_then(|n| n.context.clone())
                && !contexts.contains(&context)
            {
                contexts.push(context);
            }
        }
        contexts
    }
}

/// Whether one of the users sees this note.
fn answers(wall: &Wall, note: &Note, users: &[&Arc<Note>]) -> bool {
    use NoteKind::*;
    let is_user = |n: &Note| users.iter().any(|u| u.id == n.id);
    match note.kind {
        ReadModel => {
            let shown = wall
                .after(&note.id)
                .into_iter()
                .any(|(_, n)| is_user(n) || n.kind == Screen);
            shown || wall.before(&note.id).into_iter().any(|(_, n)| is_user(n))
        }
        Screen => true,
        _ => false,
    }
}

/// What a note sets going; from an aggregate or a system, what it emits for the command that reached it.
fn following<'a>(
    wall: &Wall<'a>,
    outcomes: &Outcomes,
    note: &Note,
    by: Option<&Id>,
) -> Vec<&'a Arc<Note>> {
    use NoteKind::*;
    let after = wall.after(&note.id).into_iter().map(|(_, n)| n);
    after
        .filter(|n| !model::grammar::is_remark(n.kind) && n.kind != Actor)
        // Information is passed on only where a policy acts on it; others look at it when they like.
        .filter(|n| note.kind != ReadModel || n.kind == Policy)
        .filter(|n| {
            by.is_none_or(|by| n.kind != DomainEvent || outcomes.allow(by, &note.id, &n.id))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
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
