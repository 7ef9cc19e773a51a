//! The same note twice under other words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::words::key;
use model::{Id, Note, NoteKind};

use super::{Rule, finding};
use crate::english::{Sayings, Spellings};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, quote};

pub struct Duplicate;

impl Rule for Duplicate {
    fn id(&self) -> &'static str {
        "F-FLOW-DUPLICATE"
    }

    fn about(&self) -> &'static str {
        "The same note twice under other words."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.speaks_english(self.id(), report) {
            return;
        }
        let sayings = Sayings::of(wall.board);
        let notes = || wall.board.notes.iter().filter(|n| is_judged(n.kind));
        let mut told: BTreeSet<Vec<Id>> = BTreeSet::new();
        let mut tell = |notes: &[&Arc<Note>], report: &mut Report| {
            let ids: Vec<Id> = notes.iter().map(|n| n.id.clone()).collect();
            if told.insert(ids.clone()) {
                report.findings.push(finding(
                    self,
                    Severity::Hint,
                    ids,
                    message(notes),
                    advice(notes),
                ));
            }
        };
        let mut inside: BTreeMap<Saying, Vec<&Arc<Note>>> = BTreeMap::new();
        for note in notes() {
            let context = note.context.as_ref();
            let meaning = sayings.meaning(note.kind, &note.text, context);
            if !meaning.is_empty() {
                inside
                    .entry((note.kind, context, meaning))
                    .or_default()
                    .push(note);
            }
        }
        for ((kind, ..), notes) in &inside {
            if notes.len() > 1 && (differ(notes) || !may_be_copied(*kind)) {
                tell(notes, report);
            }
        }
        let mut same_kind: BTreeMap<(NoteKind, Option<&Id>), Vec<&Arc<Note>>> = BTreeMap::new();
        for note in notes() {
            let group = same_kind.entry((note.kind, note.context.as_ref()));
            group.or_default().push(note);
        }
        let spellings = Spellings::of(notes().map(|n| n.text.as_str()));
        for group in same_kind.values() {
            let texts: Vec<&str> = group.iter().map(|n| n.text.as_str()).collect();
            for (a, b) in spellings.slips(&texts) {
                tell(&[group[a], group[b]], report);
            }
        }
        // An event is told once for everybody; what two contexts call by the same words may be two things.
        let mut anywhere: BTreeMap<String, Vec<&Arc<Note>>> = BTreeMap::new();
        for event in notes().filter(|n| n.kind == NoteKind::DomainEvent) {
            anywhere
                .entry(sayings.meaning(event.kind, &event.text, None))
                .or_default()
                .push(event);
        }
        for (meaning, events) in &anywhere {
            let contexts: BTreeSet<Option<&Id>> =
                events.iter().map(|n| n.context.as_ref()).collect();
            if !meaning.is_empty() && contexts.len() > 1 && differ(events) {
                tell(events, report);
            }
        }
    }
}

/// What is said of a kind in a context.
type Saying<'a> = (NoteKind, Option<&'a Id>, String);

fn is_judged(kind: NoteKind) -> bool {
    !model::grammar::is_remark(kind)
}

/// Kinds of which people lay copies wherever the flow needs them.
fn may_be_copied(kind: NoteKind) -> bool {
    use NoteKind::*;
    matches!(
        kind,
        Aggregate | ReadModel | Screen | Actor | ExternalSystem
    )
}

fn differ(notes: &[&Arc<Note>]) -> bool {
    notes.iter().any(|n| key(&n.text) != key(&notes[0].text))
}

fn message(notes: &[&Arc<Note>]) -> String {
    let kind = notes[0].kind.label().to_lowercase();
    if differ(notes) {
        let mut texts: Vec<String> = notes.iter().map(|n| quote(n)).collect();
        texts.sort();
        texts.dedup();
        format!(
            "The notes {} seem to be the same {kind} in other words.",
            listed(&texts)
        )
    } else {
        format!(
            "The {kind} {} lies on the wall {} times.",
            quote(notes[0]),
            notes.len()
        )
    }
}

fn advice(notes: &[&Arc<Note>]) -> &'static str {
    if differ(notes) {
        "Keep the words the business uses and join the notes; if they are different things, reword them until that shows."
    } else {
        "Join them into one note with all its links; if they are different things, give each its own words."
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-FLOW-DUPLICATE";

    #[test]
    fn other_words_for_one_event() {
        let report =
            check("# Sales\nevent Order placed\nevent Order paid\nevent The order was placed");
        assert_eq!(report.of(RULE), [["Order placed", "The order was placed"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Hint));
    }

    #[test]
    fn a_slip_of_the_pen() {
        let report = check(
            "# Sales\ncommand Draft invoice\nevent Invoice sent\nevent Invioce sent\nevent Invoice paid",
        );
        assert_eq!(report.of(RULE), [["Invoice sent", "Invioce sent"]]);
    }

    #[test]
    fn one_event_told_by_two_contexts() {
        let report = check("# Sales\nevent Order shipped\n# Depot\nevent Order was dispatched");
        assert_eq!(report.of(RULE).len(), 1);
    }

    #[test]
    fn contexts_may_use_the_same_words() {
        assert!(
            check("# Sales\nevent Member created\n# Billing\nevent Member created")
                .of(RULE)
                .is_empty()
        );
        assert!(
            check("# Sales\ncommand Change order\n# Billing\ncommand Update order")
                .of(RULE)
                .is_empty()
        );
    }

    #[test]
    fn copies_of_an_aggregate_are_no_duplicates_but_of_an_event_are() {
        let report =
            check("aggregate Cargo\naggregate Cargo ~2\nevent Cargo booked\nevent Cargo booked ~2");
        assert_eq!(report.of(RULE), [["Cargo booked", "Cargo booked"]]);
    }

    #[test]
    fn opposites_and_other_kinds_are_different_notes() {
        let report = check(
            "command Place order\nevent Order placed\nevent Order not placed\nevent Cargo loaded\nevent Cargo unloaded",
        );
        assert!(report.of(RULE).is_empty());
    }

    #[test]
    fn the_boards_own_synonyms_count() {
        let mut board = board("event Cargo booked\nevent Freight booked");
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
        board.terms = std::sync::Arc::new(vec![model::team::Term {
            term: "Cargo".into(),
            context: None,
            definition: String::new(),
            synonyms: vec!["Freight".into()],
            forbidden: Vec::new(),
        }]);
        assert_eq!(check_in(&board, Stage::Design).of(RULE).len(), 1);
    }
}
