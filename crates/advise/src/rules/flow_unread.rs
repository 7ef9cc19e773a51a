//! A read model nobody reads, or that nothing feeds.

use std::collections::HashSet;

use model::{Id, NoteKind};

use super::{Rule, finding};
use crate::report::Report;
use crate::wall::{Wall, quote};

pub struct Unread;

impl Rule for Unread {
    fn id(&self) -> &'static str {
        "F-FLOW-UNREAD"
    }

    fn about(&self) -> &'static str {
        "A read model nobody reads, or that nothing feeds."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        for model in wall.notes(NoteKind::ReadModel) {
            let (what, advice) = match (
                is_fed(wall, &model.id, &mut HashSet::new()),
                is_read(wall, &model.id),
            ) {
                (true, true) => continue,
                (true, false) => (
                    "Nobody reads",
                    "Say who decides something with it: lead it to an actor, a screen, a policy or a query, or take it down.",
                ),
                (false, true) => (
                    "Nothing feeds",
                    "Say where its information comes from: put the events that keep it up to date before it.",
                ),
                (false, false) => (
                    "Nothing feeds and nobody reads",
                    "Put the events that keep it up to date before it and its reader after it, or take it down.",
                ),
            };
            report.findings.push(finding(
                self,
                severity,
                vec![model.id.clone()],
                format!("{what} the read model {}.", quote(model)),
                advice,
            ));
        }
    }
}

/// Fed by what happens, or by a query that itself draws on another fed read model.
fn is_fed(wall: &Wall, model: &Id, seen: &mut HashSet<Id>) -> bool {
    use NoteKind::*;
    if !seen.insert(model.clone()) {
        return false;
    }
    wall.before(model).into_iter().any(|(_, n)| match n.kind {
        DomainEvent | ExternalSystem | Aggregate | Policy | Command => true,
        Query => wall
            .before(&n.id)
            .into_iter()
            .any(|(_, source)| source.kind == ReadModel && is_fed(wall, &source.id, seen)),
        _ => false,
    })
}

/// Whether it reaches a reader. The answer to a query is read by the actor or screen that asks; where events feed the
/// read model, the query itself is its reader.
fn is_read(wall: &Wall, model: &Id) -> bool {
    use NoteKind::*;
    let after = wall.after(model);
    if after.iter().any(|(_, n)| {
        matches!(
            n.kind,
            Actor | Screen | Policy | Command | Query | ExternalSystem
        )
    }) {
        return true;
    }
    let before = wall.before(model);
    let by_events = before
        .iter()
        .any(|(_, n)| !matches!(n.kind, Query | Actor | Screen));
    before.iter().any(|(_, n)| match n.kind {
        Actor | Screen => true,
        Query => {
            by_events
                || wall
                    .before(&n.id)
                    .iter()
                    .any(|(_, asker)| matches!(asker.kind, Actor | Screen))
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use model::Stage;

    const RULE: &str = "F-FLOW-UNREAD";

    #[test]
    fn unread_and_unfed() {
        let report = check(
            "event Order placed > readmodel Orders\nreadmodel Rates > actor Clerk\nreadmodel Notes",
        );
        assert_eq!(report.of(RULE), [["Orders"], ["Rates"], ["Notes"]]);
        let says = |what: &str| report.messages(RULE).iter().any(|m| m.starts_with(what));
        assert!(says("Nobody reads the read model “Orders”"));
        assert!(says("Nothing feeds the read model “Rates”"));
        assert!(says(
            "Nothing feeds and nobody reads the read model “Notes”"
        ));
    }

    #[test]
    fn readers() {
        for reader in [
            "readmodel Orders > actor Clerk",
            "actor Clerk > readmodel Orders",
            "readmodel Orders > screen Desk",
            "readmodel Orders > policy Whenever late, remind",
            "readmodel Orders > command Ship order",
            "actor Clerk > query Which orders are late > readmodel Orders",
            "readmodel Orders > query Which orders are late",
        ] {
            let flow = format!("event Order placed > readmodel Orders\n{reader}");
            assert!(check(&flow).of(RULE).is_empty(), "{reader}");
        }
    }

    #[test]
    fn the_answer_to_a_query_is_fed_by_what_the_query_draws_on() {
        let asked = "event Voyage scheduled > readmodel Network > query Which routes fit > readmodel Routes";
        assert_eq!(
            check(&format!("{asked}\npolicy P > query Which routes fit")).of(RULE),
            [["Routes"]]
        );
        assert!(check(&format!("{asked} > actor Clerk")).of(RULE).is_empty());
        assert!(
            check(&format!("{asked}\nactor Clerk > query Which routes fit"))
                .of(RULE)
                .is_empty()
        );
        let unfed = check("actor Clerk > query Which routes fit > readmodel Routes > actor Clerk");
        assert_eq!(unfed.of(RULE), [["Routes"]]);
        assert!(unfed.message(RULE).starts_with("Nothing feeds"));
    }

    #[test]
    fn silent_in_the_big_picture() {
        assert!(
            check_in(&board("readmodel Notes"), Stage::BigPicture)
                .of(RULE)
                .is_empty()
        );
    }
}
