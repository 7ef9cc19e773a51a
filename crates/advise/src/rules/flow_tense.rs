//! An event that is not worded in the past tense.

use model::words::tokens;
use model::{Note, NoteKind};

use super::{Rule, finding};
use crate::english::{is_past, names_moment};
use crate::report::{Report, Severity};
use crate::wall::{Wall, quote, unknown};

pub struct Tense;

impl Rule for Tense {
    fn id(&self) -> &'static str {
        "F-FLOW-TENSE"
    }

    fn about(&self) -> &'static str {
        "An event that is not in the past tense."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.speaks_english(self.id(), report) {
            return;
        }
        let mut foreign = Vec::new();
        for event in wall
            .notes(NoteKind::DomainEvent)
            .filter(|n| !tokens(&n.text).is_empty())
        {
            if is_foreign(event) {
                foreign.push(event.id.clone());
            } else if !is_past(&event.text) && !names_moment(&event.text) {
                report.findings.push(finding(
                    self,
                    Severity::Hint,
                    vec![event.id.clone()],
                    format!("The event {} is not in the past tense.", quote(event)),
                    "Say what has happened, as in “Order placed”. If it is something to be done, it is a command or a policy.",
                ));
            }
        }
        if !foreign.is_empty() {
            report.unknown.push(unknown(
                self.id(),
                foreign,
                ["language not supported: not written in Latin letters"],
            ));
        }
    }
}

/// Whether no word of it can be English.
fn is_foreign(event: &Note) -> bool {
    !event.text.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-FLOW-TENSE";

    #[test]
    fn events_tell_what_happened() {
        let report = check(
            "event Place order\nevent Order placed\nevent Payment overdue\nevent Every night",
        );
        assert_eq!(report.of(RULE), [["Place order"], ["Payment overdue"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Hint));
    }

    #[test]
    fn other_kinds_are_not_judged() {
        assert!(
            check("command Place order\npolicy Whenever x, y")
                .of(RULE)
                .is_empty()
        );
    }

    #[test]
    fn a_hint_in_every_stage() {
        let report = check_in(&board("event Place order"), Stage::BigPicture);
        assert_eq!(report.of(RULE), [["Place order"]]);
    }

    #[test]
    fn unknown_in_other_languages() {
        let mut german = board("event Bestellung aufgegeben");
        std::sync::Arc::make_mut(&mut german.meta).language = Some("de-AT".into());
        let report = check_in(&german, Stage::Design);
        assert!(report.of(RULE).is_empty());
        assert_eq!(report.missing(RULE), ["language not supported: de-AT"]);
        let report = check("event 注文が確定した");
        assert!(report.of(RULE).is_empty());
        assert_eq!(report.missing(RULE).len(), 1);
        let report = check(
            "actor Kunde > command Bestellung aufgeben > aggregate Bestellung > event Bestellung aufgegeben\n\
             event Bestellung aufgegeben > policy Sobald bestellt ist, liefern > command Ware liefern > event Ware geliefert",
        );
        assert!(report.of(RULE).is_empty());
        assert_eq!(
            report.missing(RULE),
            ["language: the notes do not look English, and the board names none"]
        );
    }
}
