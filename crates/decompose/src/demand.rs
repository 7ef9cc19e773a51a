//! What a service has to carry, as far as the board says: the assumptions from which its capacity is worked out.

use model::NoteKind::{Aggregate, Command, DomainEvent, Query, ReadModel};
use model::{BoardSnapshot, Context, Id, Note, NoteKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::capacity::{Assumptions, Capacity, capacity};
use crate::phrase::count;

/// The demand on one context.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Demand {
    pub context: Id,
    pub assumptions: Assumptions,
    /// Plain sentences: what of it the notes say.
    pub from: Vec<String>,
    /// Members of [`Assumptions`] that people set for this context.
    pub entered: Vec<String>,
    pub capacity: Capacity,
}

/// The extension of a context that holds assumptions as people set them: `{"serviceMs": 20}`.
pub const ENTERED: &str = "isobar.capacity";

const SECONDS_A_DAY: f64 = 86_400.0;

/// One for each context, in the board's order. What the board does not say keeps its usual value.
pub fn demand(board: &BoardSnapshot) -> Vec<Demand> {
    board
        .contexts
        .iter()
        .map(|c| of_context(board, c))
        .collect()
}

fn of_context(board: &BoardSnapshot, context: &Context) -> Demand {
    let notes: Vec<&Note> = context
        .members
        .iter()
        .filter_map(|id| board.note(id))
        .map(|n| &**n)
        .collect();
    let of = |kinds: &[NoteKind]| -> Vec<&Note> {
        let chosen = notes.iter().filter(|n| kinds.contains(&n.kind));
        chosen.copied().collect()
    };
    let (endpoints, events) = (of(&[Command, Query]), of(&[DomainEvent]));
    let mut assumed = Assumptions::default();
    let mut from = Vec::new();
    if let Some((rate, told)) = sum(&endpoints, |n| n.facts.rate) {
        assumed.rate = rate;
        from.push(format!(
            "{rate} requests/s: the rates of {told} of {}.",
            count(endpoints.len(), "command or query", "commands and queries")
        ));
    }
    if let Some((peak, told)) = sum(&endpoints, |n| n.facts.peak_rate) {
        assumed.peak_rate = Some(peak);
        from.push(format!("{peak} requests/s at peak: as entered for {told}."));
    }
    let targets = endpoints.iter().filter_map(|n| n.facts.latency_ms);
    if let Some(target) = targets.min_by(f64::total_cmp) {
        assumed.latency_ms = Some(target);
        from.push(format!(
            "p99 of {target} ms: the strictest target of its endpoints."
        ));
    }
    let grown = sum(&of(&[Aggregate, ReadModel]), |n| n.facts.growth_per_day);
    let published = sum(&events, |n| n.facts.peak_rate.or(n.facts.rate));
    if let Some((growth, told)) = grown {
        assumed.records_per_day = growth;
        let data = count(
            told,
            "aggregate or read model",
            "aggregates and read models",
        );
        from.push(format!("{growth} new records a day: the growth of {data}."));
    } else if let Some((rate, _)) = sum(&events, |n| n.facts.rate) {
        assumed.records_per_day = rate * SECONDS_A_DAY;
        from.push(format!(
            "{} records a day: one for each of its events.",
            rate * SECONDS_A_DAY
        ));
    }
    if let Some((rate, told)) = published {
        assumed.events_per_second = rate;
        from.push(format!(
            "{rate} events/s: the rates of {}.",
            count(told, "event", "events")
        ));
    }
    let kept = events.iter().filter_map(|n| n.facts.retention_days);
    if let Some(days) = kept.max_by(f64::total_cmp) {
        assumed.retention_days = days;
        from.push(format!(
            "Kept for {days} days: the longest retention of its events."
        ));
    }
    let (assumptions, entered) = with_entered(context, assumed);
    Demand {
        context: context.id.clone(),
        capacity: capacity(&assumptions),
        assumptions,
        from,
        entered,
    }
}

/// What people set goes before what the notes say; what is not understood is passed over.
fn with_entered(context: &Context, assumed: Assumptions) -> (Assumptions, Vec<String>) {
    let said = context.extensions.get(ENTERED).and_then(Value::as_object);
    let mut found = assumed;
    let mut entered = Vec::new();
    for (member, value) in said.into_iter().flatten() {
        let Ok(Value::Object(mut all)) = serde_json::to_value(&found) else {
            continue;
        };
        // Only what is a member: a wrong name must not count as entered.
        if all.insert(member.clone(), value.clone()).is_some()
            && let Ok(changed) = serde_json::from_value(Value::Object(all))
        {
            found = changed;
            entered.push(member.clone());
        }
    }
    (found, entered)
}

/// The sum of a fact, and how many notes have it; none where no note has.
fn sum(notes: &[&Note], fact: impl Fn(&Note) -> Option<f64>) -> Option<(f64, usize)> {
    let known: Vec<f64> = notes.iter().filter_map(|n| fact(n)).collect();
    (!known.is_empty()).then(|| (known.iter().sum(), known.len()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::notation::parse;

    use super::*;

    #[test]
    fn facts_of_notes_become_assumptions() {
        let mut board =
            parse("# Sales\ncommand Sell > aggregate Sale > event Sold\nquery Sales today")
                .unwrap();
        let rows = board.notes.iter().map(|n| {
            let mut note = Note::clone(n);
            match note.kind {
                Command => (note.facts.rate, note.facts.latency_ms) = (Some(4.0), Some(300.0)),
                Query => (note.facts.rate, note.facts.latency_ms) = (Some(6.0), Some(200.0)),
                Aggregate => note.facts.growth_per_day = Some(500.0),
                DomainEvent => note.facts.retention_days = Some(30.0),
                _ => {}
            }
            Arc::new(note)
        });
        board.notes = model::Table::from_rows(rows);
        let found = demand(&board);
        let assumed = &found[0].assumptions;
        assert_eq!((assumed.rate, assumed.latency_ms), (10.0, Some(200.0)));
        assert_eq!(
            (assumed.records_per_day, assumed.retention_days),
            (500.0, 30.0)
        );
        assert_eq!(found[0].from.len(), 4, "{:?}", found[0].from);
        let silent = demand(&parse("# Sales\ncommand Sell").unwrap());
        assert_eq!(silent[0].assumptions, Assumptions::default());
        assert!(silent[0].from.is_empty());
        let mut set = parse("# Sales\ncommand Sell").unwrap();
        let mut context = Context::clone(set.contexts.iter().next().unwrap());
        let entered =
            serde_json::json!({ "peakRate": 40, "serviceMs": 100, "nonsense": 1, "rate": "much" });
        context.extensions.insert(ENTERED.into(), entered);
        set.contexts.upsert(Arc::new(context));
        let found = &demand(&set)[0];
        assert_eq!(found.entered, ["peakRate", "serviceMs"]);
        assert_eq!(
            (found.assumptions.peak_rate, found.capacity.in_work),
            (Some(40.0), 4.0)
        );
    }
}
