//! One aggregate's notes sit in more than one context.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::aggregates::AggregateGroup;
use model::reading::ReadLink;
use model::{Id, Note, NoteKind};

use super::{Rule, finding};
use crate::report::{Report, Severity};
use crate::wall::{Wall, listed, quote, unknown};

pub struct SplitAggregate;

/// What was read from the wall with less confidence accuses nobody.
const SURE: f64 = 0.65;

impl Rule for SplitAggregate {
    fn id(&self) -> &'static str {
        "F-CTX-SPLIT-AGGREGATE"
    }

    fn about(&self) -> &'static str {
        "An aggregate, the commands it handles and the events it emits sit in more than one context."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) {
            return;
        }
        for aggregate in wall.aggregates() {
            let notes = belongings(wall, aggregate);
            let homeless: Vec<Id> = notes
                .iter()
                .filter(|n| n.context.is_none())
                .map(|n| n.id.clone())
                .collect();
            let mut count: BTreeMap<&Id, usize> = BTreeMap::new();
            for context in notes.iter().filter_map(|n| n.context.as_ref()) {
                *count.entry(context).or_default() += 1;
            }
            if count.len() > 1 {
                report
                    .findings
                    .push(self.split(wall, aggregate, &notes, &count));
            } else if !homeless.is_empty() {
                report
                    .unknown
                    .push(unknown(self.id(), homeless, ["context"]));
            }
        }
    }
}

impl SplitAggregate {
    fn split(
        &self,
        wall: &Wall,
        aggregate: &AggregateGroup,
        notes: &[&Arc<Note>],
        count: &BTreeMap<&Id, usize>,
    ) -> crate::Finding {
        let own = aggregate.context.as_ref();
        let most = count
            .iter()
            .max_by_key(|(context, n)| (**n, Some(**context) == own))
            .map(|(context, _)| *context);
        let stray: Vec<&&Arc<Note>> = notes
            .iter()
            .filter(|n| n.context.is_some() && n.context.as_ref() != most)
            .collect();
        let mut subjects = aggregate.notes.clone();
        subjects.extend(
            stray
                .iter()
                .map(|n| n.id.clone())
                .filter(|id| !aggregate.notes.contains(id)),
        );
        let where_: Vec<String> = stray
            .iter()
            .map(|n| {
                let context = n
                    .context
                    .as_ref()
                    .map(|c| wall.context_name(c))
                    .unwrap_or_default();
                format!(
                    "the {} {} in {context}",
                    n.kind.label().to_lowercase(),
                    quote(n)
                )
            })
            .collect();
        let home = most.map(|c| wall.context_name(c)).unwrap_or_default();
        finding(
            self,
            Severity::Warning,
            subjects,
            format!(
                "The aggregate “{}” is cut: most of it is in {home}, but {}.",
                aggregate.name,
                listed(&where_)
            ),
            format!(
                "What one aggregate decides is one transaction: move these notes to {home}, or give the other context an aggregate of its own."
            ),
        )
    }
}

/// The aggregate's notes, the commands it handles and the events it emits, without those that another aggregate in
/// their own context shares.
fn belongings<'a>(wall: &Wall<'a>, aggregate: &AggregateGroup) -> Vec<&'a Arc<Note>> {
    let mut notes: Vec<&Arc<Note>> = aggregate
        .notes
        .iter()
        .filter_map(|id| wall.board.note(id))
        .collect();
    let Some(first) = notes.first().map(|n| n.id.clone()) else {
        return notes;
    };
    let at_home = |note: &Note, owners: Vec<(_, &Arc<Note>)>| {
        owners.iter().any(|(_, owner)| {
            owner.kind == NoteKind::Aggregate
                && !aggregate.notes.contains(&owner.id)
                && owner.context == note.context
        })
    };
    let sure = |(link, note): (&ReadLink, _)| (link.confidence >= SURE).then_some(note);
    let handled = wall.before(&first).into_iter().filter_map(sure);
    let handled = handled.filter(|n| n.kind == NoteKind::Command && !at_home(n, wall.after(&n.id)));
    let emitted = wall.after(&first).into_iter().filter_map(sure);
    let emitted =
        emitted.filter(|n| n.kind == NoteKind::DomainEvent && !at_home(n, wall.before(&n.id)));
    for note in handled.chain(emitted) {
        if !notes.iter().any(|n| n.id == note.id) {
            notes.push(note);
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use crate::fixture::check;
    use crate::report::Severity;

    const RULE: &str = "F-CTX-SPLIT-AGGREGATE";
    const SALES: &str = "# Sales\ncommand Place order > aggregate Order > event Order placed\ncommand Cancel order > aggregate Order > event Order cancelled\n";

    #[test]
    fn a_moved_event_is_named_with_both_contexts() {
        let report = check(&format!(
            "{SALES}# Depot\n^aggregate Order > event Order packed"
        ));
        assert_eq!(report.of(RULE), [["Order", "Order packed"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        let message = report.message(RULE);
        assert!(
            message.contains("“Sales”") && message.contains("“Order packed” in “Depot”"),
            "{message}"
        );
    }

    #[test]
    fn a_moved_aggregate_is_the_stray() {
        let report = check(
            "# Sales\ncommand Place order > ^aggregate Order > event Order placed\n# Depot\naggregate Order",
        );
        assert!(
            report
                .message(RULE)
                .contains("the aggregate “Order” in “Depot”")
        );
    }

    #[test]
    fn whole_aggregates_and_namesakes_are_fine() {
        let report = check(&format!(
            "{SALES}# Depot\ncommand Pack order > aggregate Order > event Order packed\n^event Order placed > policy Whenever placed, pack > command Pack order"
        ));
        assert!(report.of(RULE).is_empty());
        assert!(report.missing(RULE).is_empty());
    }

    #[test]
    fn a_command_for_two_aggregates_is_at_home_with_one() {
        let report = check(&format!(
            "{SALES}command Place order > ^aggregate Stock\n# Depot\ncommand Count > aggregate Stock > event Stock counted"
        ));
        assert!(report.of(RULE).is_empty());
    }

    #[test]
    fn unknown_without_contexts() {
        let report = check("command Place order > aggregate Order > event Order placed");
        assert_eq!(report.missing(RULE), ["contexts"]);
        let report = check("event Order dropped\n# Sales\naggregate Order > ^event Order dropped");
        assert_eq!(report.missing(RULE), ["context"]);
    }
}
