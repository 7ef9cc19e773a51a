//! The facts of notes as rows: which control asks for each, in which words, on which kinds (guidance.md, section 1).

use model::NoteKind::{self, *};

/// What asks for a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Control {
    /// Yes, no, unknown.
    YesNo,
    /// A number with its unit.
    Number {
        unit: &'static str,
        min: f64,
        max: Option<f64>,
    },
    Text {
        placeholder: &'static str,
    },
    /// (value in the file, words on screen)
    Choice(&'static [(&'static str, &'static str)]),
    /// One line an entry.
    Lines {
        placeholder: &'static str,
    },
    /// A team of the board.
    Team,
    /// A command of the board.
    Command,
}

/// One fact.
#[derive(Debug)]
pub struct FactRow {
    /// Key in the board file.
    pub key: &'static str,
    pub label: &'static str,
    pub help: &'static str,
    pub control: Control,
    pub kinds: &'static [NoteKind],
}

const fn number(unit: &'static str) -> Control {
    Control::Number {
        unit,
        min: 0.0,
        max: None,
    }
}

const CADENCES: Control = Control::Choice(&[
    ("continuous", "Continuously"),
    ("daily", "Daily"),
    ("weekly", "Weekly"),
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("rarely", "Rarely"),
]);

const PLACED: &[NoteKind] = &[
    DomainEvent,
    Command,
    Query,
    Aggregate,
    Policy,
    ReadModel,
    Screen,
];

/// In the order of the inspector.
pub const FACTS: &[FactRow] = &[
    FactRow {
        key: "waits",
        label: "Someone waits for the answer",
        help: "Decides between a synchronous call and a message.",
        control: Control::YesNo,
        kinds: &[Command],
    },
    FactRow {
        key: "caller",
        label: "Caller",
        help: "Who calls it: it decides protocol and limits.",
        control: Control::Choice(&[
            ("browser", "A browser or app"),
            ("public", "The public"),
            ("internal", "Another service"),
        ]),
        kinds: &[Command, Query, ReadModel],
    },
    FactRow {
        key: "rate",
        label: "Rate, average",
        help: "How often, on an ordinary day.",
        control: number("per second"),
        kinds: &[Command, Query, ReadModel, DomainEvent],
    },
    FactRow {
        key: "peakRate",
        label: "Rate, peak",
        help: "How often, in the busiest minute.",
        control: number("per second"),
        kinds: &[Command, Query, ReadModel, DomainEvent],
    },
    FactRow {
        key: "latencyMs",
        label: "Latency, p99",
        help: "What 99 of 100 callers should get; for a system, what is seen.",
        control: Control::Number {
            unit: "ms",
            min: 0.001,
            max: None,
        },
        kinds: &[Command, Query, ExternalSystem],
    },
    FactRow {
        key: "longRunning",
        label: "Takes more than 5 s",
        help: "Long work is accepted first and finished later.",
        control: Control::YesNo,
        kinds: &[Command],
    },
    FactRow {
        key: "idempotent",
        label: "Safe to repeat",
        help: "Doing it twice is the same as doing it once.",
        control: Control::YesNo,
        kinds: &[Command],
    },
    FactRow {
        key: "stalenessSeconds",
        label: "May be old by",
        help: "How stale an answer may be before it hurts.",
        control: number("s"),
        kinds: &[Query, ReadModel],
    },
    FactRow {
        key: "shape",
        label: "Shape of the answer",
        help: "One thing, a page of many, or a stream.",
        control: Control::Choice(&[
            ("one", "One"),
            ("page", "A page of many"),
            ("stream", "A stream"),
        ]),
        kinds: &[Query, ReadModel],
    },
    FactRow {
        key: "eventKind",
        label: "Kind of event",
        help: "Domain events stay inside; integration events are published; a command sent as an event is seldom right.",
        control: Control::Choice(&[
            ("domain", "Domain event"),
            ("integration", "Integration event"),
            ("command", "An order sent as an event"),
        ]),
        kinds: &[DomainEvent],
    },
    FactRow {
        key: "eventVersion",
        label: "Version",
        help: "Of the event’s schema, such as 1 or 2.1.",
        control: Control::Text { placeholder: "1" },
        kinds: &[DomainEvent],
    },
    FactRow {
        key: "retentionDays",
        label: "Kept for",
        help: "How long the event must stay readable.",
        control: number("days"),
        kinds: &[DomainEvent],
    },
    FactRow {
        key: "replay",
        label: "Replayed",
        help: "Somebody reads old events again.",
        control: Control::YesNo,
        kinds: &[DomainEvent],
    },
    FactRow {
        key: "invariants",
        label: "Invariants",
        help: "What must always be true, one a line.",
        control: Control::Lines {
            placeholder: "An itinerary reaches the destination",
        },
        kinds: &[Aggregate],
    },
    FactRow {
        key: "instances",
        label: "Instances",
        help: "How many there are today.",
        control: number("in all"),
        kinds: &[Aggregate],
    },
    FactRow {
        key: "growthPerDay",
        label: "Growth",
        help: "How many are added.",
        control: number("per day"),
        kinds: &[Aggregate],
    },
    FactRow {
        key: "consistency",
        label: "Consistency",
        help: "Strong for money, stock and legal duties; eventual for the rest.",
        control: Control::Choice(&[("strong", "Strong"), ("eventual", "Eventual")]),
        kinds: &[Aggregate],
    },
    FactRow {
        key: "audit",
        label: "Audit trail needed",
        help: "Somebody must be able to say who did what when.",
        control: Control::YesNo,
        kinds: &[Aggregate],
    },
    FactRow {
        key: "eventSourced",
        label: "Event-sourced",
        help: "Its state is what its events add up to.",
        control: Control::YesNo,
        kinds: &[Aggregate],
    },
    FactRow {
        key: "reaction",
        label: "Reacts",
        help: "At once, after a while, or on a schedule.",
        control: Control::Choice(&[
            ("immediate", "Immediately"),
            ("delayed", "After a delay"),
            ("scheduled", "On a schedule"),
        ]),
        kinds: &[Policy],
    },
    FactRow {
        key: "undoneBy",
        label: "Undone by",
        help: "The command that compensates it.",
        control: Control::Command,
        kinds: &[Command, Policy],
    },
    FactRow {
        key: "protocol",
        label: "Protocol",
        help: "How it is called.",
        control: Control::Text {
            placeholder: "REST, SOAP, files over SFTP …",
        },
        kinds: &[ExternalSystem],
    },
    FactRow {
        key: "latencyClass",
        label: "Latency class",
        help: "Decides timeouts and breakers.",
        control: Control::Choice(&[
            ("fast", "Fast: under 100 ms"),
            ("medium", "Medium: under 1 s"),
            ("slow", "Slow"),
        ]),
        kinds: &[ExternalSystem],
    },
    FactRow {
        key: "availability",
        label: "Availability",
        help: "As a share: 0.999 is three nines.",
        control: Control::Number {
            unit: "0 to 1",
            min: 0.0,
            max: Some(1.0),
        },
        kinds: &[ExternalSystem],
    },
    FactRow {
        key: "owner",
        label: "Owner",
        help: "Who owns the system.",
        control: Control::Text {
            placeholder: "Finance department",
        },
        kinds: &[ExternalSystem],
    },
    FactRow {
        key: "team",
        label: "Team",
        help: "Who owns this part today.",
        control: Control::Team,
        kinds: PLACED,
    },
    FactRow {
        key: "cadence",
        label: "Changes",
        help: "How often this part is released; a strong reason for a border where it differs.",
        control: CADENCES,
        kinds: PLACED,
    },
    FactRow {
        key: "scaling",
        label: "Scales like",
        help: "A name for how it scales; parts with different names scale differently.",
        control: Control::Text {
            placeholder: "with visitors",
        },
        kinds: PLACED,
    },
    FactRow {
        key: "technology",
        label: "Technology",
        help: "Where it differs from the rest.",
        control: Control::Text {
            placeholder: "Python, GPU …",
        },
        kinds: PLACED,
    },
];

/// Rows that ask something of this kind.
pub fn of(kind: NoteKind) -> impl Iterator<Item = &'static FactRow> {
    FACTS.iter().filter(move |row| row.kinds.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_fact_of_the_model() {
        for row in FACTS {
            let probe = match row.control {
                Control::YesNo => serde_json::json!(true),
                Control::Number { .. } => serde_json::json!(0.5),
                Control::Choice(choices) => serde_json::json!(choices[0].0),
                Control::Lines { .. } => serde_json::json!(["a"]),
                Control::Text { .. } | Control::Team | Control::Command => serde_json::json!("x"),
            };
            let mut object = serde_json::Map::new();
            object.insert(row.key.into(), probe);
            let facts: Result<model::Facts, _> = serde_json::from_value(object.into());
            assert!(facts.is_ok_and(|f| !f.is_empty()), "{}", row.key);
        }
    }

    #[test]
    fn every_choice_is_a_value_of_the_model() {
        for row in FACTS {
            if let Control::Choice(choices) = row.control {
                for (value, _) in choices {
                    let object = serde_json::json!({ row.key: value });
                    assert!(
                        serde_json::from_value::<model::Facts>(object).is_ok(),
                        "{}: {value}",
                        row.key
                    );
                }
            }
        }
    }
}
