//! How much machine a service needs: the result, the arithmetic, and every assumption to change (A-SIZE-CAPACITY).

use decompose::demand::{Demand, ENTERED};
use leptos::prelude::*;
use model::{Command, Context, Id};
use serde_json::{Map, Value};

use crate::components::control::{Labelled, NumberInput};
use crate::panels::study::Study;
use crate::session::use_session;

/// A member of the assumptions, its label, unit, and least and highest value.
type Row = (&'static str, &'static str, &'static str, f64, Option<f64>);

const ROWS: [Row; 15] = [
    ("rate", "Requests, average", "/s", 0.0, None),
    (
        "peakRate",
        "Requests at peak (3 × average unless set)",
        "/s",
        0.0,
        None,
    ),
    ("serviceMs", "Work for one request", "ms", 0.0, None),
    ("latencyMs", "p99 target", "ms", 0.0, None),
    (
        "workersPerReplica",
        "Requests at once in a replica",
        "",
        1.0,
        None,
    ),
    (
        "cpuShare",
        "Core that a busy worker uses",
        "0 to 1",
        0.0,
        Some(1.0),
    ),
    ("ceiling", "Highest utilisation", "0 to 1", 0.05, Some(1.0)),
    ("spare", "Replicas that may fail", "", 0.0, Some(100.0)),
    ("memoryMib", "Memory of a replica", "MiB", 0.0, None),
    ("recordsPerDay", "Records a day", "", 0.0, None),
    ("recordBytes", "Size of a record", "bytes", 0.0, None),
    ("retentionDays", "Kept for", "days", 0.0, None),
    ("copies", "Copies", "", 1.0, None),
    ("eventsPerSecond", "Events at peak", "/s", 0.0, None),
    (
        "partitionRate",
        "Events that a partition carries",
        "/s",
        1.0,
        None,
    ),
];

/// Members that count things.
const WHOLE: [&str; 2] = ["workersPerReplica", "spare"];

fn bytes(n: f64) -> String {
    const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
    let (mut n, mut unit) = (n, 0);
    while n >= 1000.0 && unit + 1 < UNITS.len() {
        n /= 1000.0;
        unit += 1;
    }
    format!("{n:.0} {}", UNITS[unit])
}

#[component]
pub fn CapacityOf(id: Id) -> impl IntoView {
    let study = expect_context::<Study>();
    study.follow_contexts();
    let demand = Memo::new(move |_| {
        study.services.with(|s| {
            let mut demand = s.value()?.demand.iter();
            demand.find(|d| d.context == id).cloned()
        })
    });
    let open = RwSignal::new(false);
    move || demand.get().map(|demand| view! { <Shown demand open/> })
}

#[component]
fn Shown(demand: Demand, open: RwSignal<bool>) -> impl IntoView {
    let c = &demand.capacity;
    let unknown = |known: bool, shown: String| if known { shown } else { "unknown".to_owned() };
    let by_hand = |member: &str| demand.entered.iter().any(|m| m == member);
    let (records, events) = (
        demand.assumptions.records_per_day > 0.0 || by_hand("recordsPerDay"),
        demand.assumptions.events_per_second > 0.0 || by_hand("eventsPerSecond"),
    );
    let figures = [
        (
            c.replicas.to_string(),
            "replicas",
            "Workers at the ceiling by those of a replica, and the spare ones",
        ),
        (
            format!("{:.1}", c.cores),
            "cores",
            "Busy workers by the ceiling, spare replicas included",
        ),
        (
            bytes(c.memory_mib * 1_048_576.0),
            "memory",
            "Of all replicas",
        ),
        (
            format!("{:.0} ms", c.wait_p99_ms),
            "p99 wait",
            "Time in the queue at peak, M/M/c",
        ),
        (
            unknown(records, bytes(c.storage_bytes)),
            "storage a year",
            "Records, size, retention and copies; unknown until somebody says how many records a day",
        ),
        (
            unknown(events, c.partitions.to_string()),
            "partitions",
            "Of the broker, at the ceiling; unknown until somebody says how many events",
        ),
    ];
    let target = c.meets_target.map(|meets| match meets {
        true => view! { <p class="all-good">"The p99 target is met."</p> },
        false => view! { <p class="all-good missed">"The p99 target is missed: more workers, or less work for one request."</p> },
    });
    let set_by_hand = demand.entered.clone();
    let assumed = match serde_json::to_value(&demand.assumptions) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let context = demand.context.clone();
    let rows = ROWS
        .into_iter()
        .map(|row| view! { <Assumption row context=context.clone() value=assumed.get(row.0).and_then(Value::as_f64) by_hand=set_by_hand.iter().any(|m| m == row.0)/> })
        .collect_view();
    let list = |title: &'static str, lines: Vec<String>| {
        (!lines.is_empty()).then(|| {
            view! { <h4>{title}</h4> <ul class="why">{lines.into_iter().map(|l| view! { <li>{l}</li> }).collect_view()}</ul> }
        })
    };
    view! {
        <section class="capacity">
            <h3>"Capacity" <small class="code-tag">"A-SIZE-CAPACITY"</small></h3>
            <dl class="figures thirds">
                {figures.into_iter().map(|(value, name, help)| view! { <div title=help><dd>{value}</dd><dt>{name}</dt></div> }).collect_view()}
            </dl>
            {target}
            <details prop:open=open on:toggle=move |event| open.set(is_open(&event))>
                <summary>"Assumptions and arithmetic"</summary>
                {list("From the notes", demand.from)}
                <h4>"Assumed" <small>" change any; empty goes back"</small></h4>
                {rows}
                {list("The arithmetic", demand.capacity.arithmetic)}
            </details>
        </section>
    }
}

pub fn is_open(event: &web_sys::Event) -> bool {
    use wasm_bindgen::JsCast;
    let target = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|t| t.has_attribute("open"))
}

#[component]
fn Assumption(row: Row, context: Id, value: Option<f64>, by_hand: bool) -> impl IntoView {
    let session = use_session();
    let (member, label, unit, min, max) = row;
    let commit = Callback::new(move |n: Option<f64>| {
        let now = session
            .board
            .with_untracked(|b| b.context(&context).cloned());
        let Some(now) = now else { return };
        let mut changed = Context::clone(&now);
        let mut entered = match changed.extensions.remove(ENTERED) {
            Some(Value::Object(entered)) => entered,
            _ => Map::new(),
        };
        match n {
            Some(n) if WHOLE.contains(&member) => {
                entered.insert(member.into(), Value::from(n as u64))
            }
            Some(n) => entered.insert(member.into(), Value::from(n)),
            None => entered.remove(member),
        };
        if !entered.is_empty() {
            changed
                .extensions
                .insert(ENTERED.into(), Value::Object(entered));
        }
        session.execute(Command::SetContext { context: changed });
    });
    let label = if by_hand {
        format!("{label} · set by hand")
    } else {
        label.to_owned()
    };
    view! {
        <Labelled label>
            <NumberInput value=Signal::derive(move || value) unit min max whole=WHOLE.contains(&member)
                disabled=Signal::derive(move || !session.may_edit()) commit/>
        </Labelled>
    }
}

#[cfg(test)]
mod tests {
    use decompose::capacity::Assumptions;

    use super::*;

    #[test]
    fn every_assumption_can_be_changed() {
        let all = Assumptions {
            peak_rate: Some(1.0),
            latency_ms: Some(1.0),
            ..Assumptions::default()
        };
        let Ok(Value::Object(members)) = serde_json::to_value(all) else {
            panic!("no object")
        };
        let rows: Vec<&str> = ROWS.iter().map(|r| r.0).collect();
        assert_eq!(members.len(), rows.len());
        assert!(members.keys().all(|m| rows.contains(&m.as_str())));
        assert!(WHOLE.iter().all(|w| members[*w].is_u64()));
    }

    #[test]
    fn sizes_are_said_in_units_that_fit() {
        assert_eq!([bytes(0.0), bytes(1_500_000.0)], ["0 B", "2 MB"]);
    }
}
