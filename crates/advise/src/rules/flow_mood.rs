//! A command that is not worded as an order.

use model::words::tokens;
use model::{Note, NoteKind};

use super::{Rule, finding};
use crate::english::is_past;
use crate::report::{Report, Severity};
use crate::wall::{Wall, quote, unknown};

pub struct Mood;

/// Verbs whose object may be followed by what becomes of it: "Mark order shipped".
const RESULTING: &[&str] = &[
    "call", "consider", "declare", "deem", "find", "flag", "get", "have", "hold", "keep", "leave",
    "let", "make", "mark", "mock", "report", "see", "set", "tag",
];

/// Words in -ing that are verbs as they stand.
const BASE_ING: &[&str] = &[
    "bring", "fling", "ping", "ring", "sing", "sling", "spring", "sting", "string", "swing", "wing",
];

impl Rule for Mood {
    fn id(&self) -> &'static str {
        "F-FLOW-MOOD"
    }

    fn about(&self) -> &'static str {
        "A command that is not in the imperative."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.speaks_english(self.id(), report) {
            return;
        }
        let mut foreign = Vec::new();
        for command in wall.notes(NoteKind::Command) {
            if tokens(&command.text).is_empty() {
                continue;
            }
            if !command.text.chars().any(|c| c.is_ascii_alphabetic()) {
                foreign.push(command.id.clone());
            } else if let Some(what) = mood(command) {
                report.findings.push(finding(
                    self,
                    Severity::Hint,
                    vec![command.id.clone()],
                    format!("The command {} {what}.", quote(command)),
                    "Say what is to be done, as in “Place order”. What has happened is an event, what is asked a query.",
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

/// What a command is worded as instead of an order.
fn mood(command: &Note) -> Option<&'static str> {
    let words = tokens(&command.text);
    let (first, last) = (words.first()?, words.last()?);
    let gerund = first.len() > 4 && first.ends_with("ing") && !BASE_ING.contains(&first.as_str());
    let opens_in_past = words.len() > 1 && first.ends_with("ed") && is_past(first);
    let closes_in_past = words.len() == 2 && is_past(last) && !RESULTING.contains(&first.as_str());
    if command.text.trim_end().ends_with('?') {
        Some("is a question")
    } else if gerund {
        Some("names an activity, not an order")
    } else if opens_in_past || closes_in_past {
        Some("says what has happened")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-FLOW-MOOD";

    fn found(command: &str) -> bool {
        !check(&format!("actor A > command {command}"))
            .of(RULE)
            .is_empty()
    }

    #[test]
    fn orders_are_fine() {
        for command in [
            "Place order",
            "Cancel",
            "Mark order shipped",
            "Report repair finished",
            "Mark shipped",
            "Send paid invoices",
            "Bring chair",
            "Set price",
            "Reset password",
            "Feed cat",
            "Order",
            "Sign off",
            "Ship",
            "Read need",
            "Release held order",
            "Process",
        ] {
            assert!(!found(command), "{command}");
        }
    }

    #[test]
    fn what_is_no_order() {
        for command in [
            "Order placed",
            "Placing order",
            "Placed order",
            "Can I pay?",
            "Money sent",
        ] {
            assert!(found(command), "{command}");
        }
        let report = check("actor A > command Order placed");
        assert_eq!(report.severity(RULE), Some(Severity::Hint));
    }

    #[test]
    fn unknown_in_other_languages() {
        let mut german = board("command Bestellung aufgeben");
        std::sync::Arc::make_mut(&mut german.meta).language = Some("de".into());
        let report = check_in(&german, Stage::Design);
        assert_eq!(report.missing(RULE), ["language not supported: de"]);
        assert_eq!(check("command 注文する").missing(RULE).len(), 1);
    }
}
