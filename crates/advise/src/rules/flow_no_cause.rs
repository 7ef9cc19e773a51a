//! An event nobody causes: no command, system, policy or time before it.

use std::collections::HashSet;

use model::{Id, Note, NoteKind};

use super::{Rule, finding};
use crate::english::{names_duration, names_moment};
use crate::report::Report;
use crate::wall::{Wall, quote};

pub struct NoCause;

impl Rule for NoCause {
    fn id(&self) -> &'static str {
        "F-FLOW-NO-CAUSE"
    }

    fn about(&self) -> &'static str {
        "An event nobody causes: no command, system, policy or time comes before it."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        let Some(severity) = wall.stage_severity() else {
            return;
        };
        let caused = caused(wall);
        for event in wall.notes(NoteKind::DomainEvent) {
            if is_timed(&event.text) || caused.contains(&event.id) {
                continue;
            }
            let through = wall
                .before(&event.id)
                .into_iter()
                .find(|(_, n)| n.kind == NoteKind::Aggregate);
            let message = match through {
                Some((_, aggregate)) => format!(
                    "Nothing causes the event {}: the aggregate {} before it handles no command.",
                    quote(event),
                    quote(aggregate)
                ),
                None => format!(
                    "Nothing causes the event {}: no command, system, policy or time comes before it.",
                    quote(event)
                ),
            };
            report.findings.push(finding(
                self,
                severity,
                vec![event.id.clone()],
                message,
                "Ask what made it happen, and put the command, external system or policy before it; if it is the clock, say when.",
            ));
        }
    }
}

fn is_timed(text: &str) -> bool {
    names_moment(text) || names_duration(text)
}

/// The aggregates and events that something sets going, itself or through aggregates and earlier events: found from what
/// sets going onwards, each step once, so that a wall of thousands of notes takes as long as its links are many. Of the
/// copies of an aggregate it holds the first.
fn caused<'a>(wall: &'a Wall) -> HashSet<&'a Id> {
    let first = |id: &'a Id| wall.copies(id).first().unwrap_or(id);
    let mut way: Vec<&Id> = [NoteKind::DomainEvent, NoteKind::Aggregate]
        .into_iter()
        .flat_map(|kind| wall.notes(kind))
        .filter(|note| *first(&note.id) == note.id && is_set_going(wall, note))
        .map(|note| &note.id)
        .collect();
    let mut caused: HashSet<&Id> = way.iter().copied().collect();
    while let Some(id) = way.pop() {
        for (_, next) in wall.after(id) {
            let next_id = first(&next.id);
            if carries_on(next.kind) && caused.insert(next_id) {
                way.push(next_id);
            }
        }
    }
    caused
}

fn carries_on(kind: NoteKind) -> bool {
    matches!(kind, NoteKind::Aggregate | NoteKind::DomainEvent)
}

/// Whether what sets things going comes right before it.
fn is_set_going(wall: &Wall, note: &Note) -> bool {
    use NoteKind::*;
    wall.before(&note.id)
        .into_iter()
        .any(|(link, before)| match before.kind {
            Command | ExternalSystem | Policy => true,
            Aggregate | DomainEvent => {
                is_timed(&before.text) || label(wall, link.link.as_ref()).is_some_and(is_timed)
            }
            Actor | Screen => wall.skipping_is_normal(),
            _ => false,
        })
}

fn label<'a>(wall: &'a Wall, link: Option<&Id>) -> Option<&'a str> {
    Some(wall.board.links.get(link?.as_str())?.label.as_str())
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-FLOW-NO-CAUSE";

    #[test]
    fn an_event_alone_has_no_cause() {
        let report = check("event Order placed > readmodel Orders > actor Clerk");
        assert_eq!(report.of(RULE), [["Order placed"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(report.message(RULE).contains("“Order placed”"));
    }

    #[test]
    fn an_aggregate_alone_is_no_cause() {
        assert_eq!(
            check("aggregate Order > event Order placed").of(RULE),
            [["Order placed"]]
        );
    }

    #[test]
    fn commands_systems_policies_and_time_are_causes() {
        for flow in [
            "command Place order > aggregate Order > event Order placed",
            "command Pay > system Bank > event Paid",
            "system Port authority > event Port closed",
            "policy Whenever idle, close > event Session closed",
            "event Month ended > policy Whenever a month ended, bill",
            "event Every night",
            "event Invoice unpaid for 30 days",
            "aggregate Quote > event Quote expired after 30 days",
            "command Place > event Order placed > event Order packed",
        ] {
            assert!(check(flow).of(RULE).is_empty(), "{flow}");
        }
    }

    #[test]
    fn a_label_can_say_when() {
        let mut board = board("event Month ended\nevent Invoice issued > event Invoice fell due");
        board.links = model::Table::from_rows(board.links.iter().map(|l| {
            let mut link = model::Link::clone(l);
            link.label = "after 14 days".into();
            link.into()
        }));
        assert_eq!(
            check_in(&board, Stage::Design).of(RULE),
            [["Invoice issued"]]
        );
    }

    #[test]
    fn people_may_skip_the_command_in_the_process_stage() {
        let skipped = board("actor Clerk > event Order placed");
        assert!(check_in(&skipped, Stage::Process).of(RULE).is_empty());
        assert_eq!(
            check_in(&skipped, Stage::Design).of(RULE),
            [["Order placed"]]
        );
    }

    #[test]
    fn the_stage_says_how_grave_it_is() {
        let alone = board("event Order placed");
        assert!(check_in(&alone, Stage::BigPicture).of(RULE).is_empty());
        assert_eq!(
            check_in(&alone, Stage::Process).severity(RULE),
            Some(Severity::Hint)
        );
        for stage in [Stage::Design, Stage::Boundaries, Stage::Review] {
            assert_eq!(
                check_in(&alone, stage).severity(RULE),
                Some(Severity::Warning)
            );
        }
    }

    #[test]
    fn a_ring_of_events_ends() {
        assert_eq!(
            check("event A done > event B done > event A done")
                .of(RULE)
                .len(),
            2
        );
    }
}
