//! The Bounded Context Canvas, version 5 (github.com/ddd-crew/bounded-context-canvas).

use model::reading::Reading;
use model::{BoardSnapshot, Context, Note, NoteKind};

use super::messages::{across, quoted};
use super::{Canvas, Input, choices, hotspots, section};
use crate::naming::plain;

const BUSINESS_MODEL: &[(&str, &str)] = &[
    ("revenue", "Revenue: people pay for it"),
    ("engagement", "Engagement: people like it, and stay"),
    (
        "compliance",
        "Compliance: it keeps our good name and the law",
    ),
    ("cost-reduction", "Cost reduction: it saves money"),
];

const EVOLUTION: &[(&str, &str)] = &[
    ("genesis", "Genesis: new and unexplored"),
    ("custom-built", "Custom built: companies make their own"),
    ("product", "Product: off the shelf, with differences"),
    ("commodity", "Commodity: much the same from everyone"),
];

/// Model traits of contexts (Alberto Brandolini, Rebecca Wirfs-Brock, ddd-crew).
const ROLES: &[(&str, &str)] = &[
    (
        "specification",
        "Specification: makes a document that becomes orders",
    ),
    ("execution", "Execution: carries out or tracks work"),
    ("audit", "Audit: watches what is carried out"),
    ("approver", "Approver: takes in requests and decides"),
    (
        "enforcer",
        "Enforcer: sees to it that others do what is due",
    ),
    (
        "octopus-enforcer",
        "Octopus enforcer: sees to it everywhere at once",
    ),
    ("interchange", "Interchange: translates between many"),
    ("gateway", "Gateway: minds the border to the outside"),
    ("gateway-interchange", "Gateway interchange: both"),
    ("analysis", "Analysis: finds meaning in data"),
    ("engagement", "Engagement: draws people in and keeps them"),
    ("funnel", "Funnel: takes in much and lets little through"),
    ("dogfood", "Dogfood: simulates the customer's experience"),
    (
        "bubble",
        "Bubble: sits upon old contexts with a model of its own",
    ),
    (
        "autonomous-bubble",
        "Autonomous bubble: has its own data, kept in step",
    ),
    (
        "brain",
        "Brain: holds most of the rules, and too much of them",
    ),
];

pub(super) fn canvas(board: &BoardSnapshot, reading: &Reading, context: &Context) -> Canvas {
    let kept = &context.extensions;
    let members: Vec<&Note> = context
        .members
        .iter()
        .filter_map(|id| board.note(id).map(|n| &**n))
        .collect();
    let messages = across(board, reading, &context.members);
    let subdomain = match context.subdomain {
        Some(subdomain) => format!("Subdomain: {}", subdomain.name()),
        None => String::new(),
    };
    let terms = board
        .terms
        .iter()
        .filter(|t| t.context.as_ref() == Some(&context.id));
    let terms = terms.map(|t| match plain(&t.definition) {
        meaning if meaning.is_empty() => plain(&t.term),
        meaning => format!("{}: {meaning}", plain(&t.term)),
    });
    let nouns = members.iter().filter(|n| n.kind == NoteKind::Aggregate);
    let policies = members.iter().filter(|n| n.kind == NoteKind::Policy);
    let rules = members
        .iter()
        .flat_map(|n| n.facts.invariants.iter().flatten());
    Canvas {
        title: "Bounded Context Canvas v5".into(),
        name: plain(&context.name),
        sections: vec![
            section("Purpose", "What benefit it gives, and to whom: in the words of the business, not of its making.")
                .known([plain(&context.purpose)]),
            section("Strategic classification", "How much it matters, what it earns, and how new it is.")
                .known([subdomain])
                .entry(kept, "businessModel", "Business model", Input::One(choices(BUSINESS_MODEL)))
                .entry(kept, "evolution", "Evolution", Input::One(choices(EVOLUTION))),
            section("Domain roles", "How it behaves: most contexts play one or two of these roles.")
                .entry(kept, "domainRoles", "", Input::Some(choices(ROLES))),
            section("Inbound communication", "Who asks for what, and which events of others it takes up.")
                .known(messages.inbound)
                .entry(kept, "inbound", "Also", Input::Lines),
            section("Outbound communication", "What it asks of others, and whom it tells.")
                .known(messages.outbound)
                .entry(kept, "outbound", "Also", Input::Lines),
            section("Ubiquitous language", "The words that mean something here, and what they mean.")
                .known(terms.chain(nouns.map(|n| quoted(n))))
                .entry(kept, "language", "Also", Input::Lines),
            section("Business decisions", "The rules and policies that it keeps, which others rely upon.")
                .known(policies.map(|n| quoted(n)).chain(rules.map(|r| plain(r))))
                .entry(kept, "decisions", "Also", Input::Lines),
            section("Assumptions", "What you take for true and have not tested: it may change the design.")
                .entry(kept, "assumptions", "", Input::Lines),
            section("Verification metrics", "What would show, from production or from the code, that the border is right or wrong.")
                .entry(kept, "metrics", "", Input::Lines),
            section("Open questions", "What has to be answered before the canvas is done.")
                .known(hotspots(board, reading, &context.members))
                .entry(kept, "questions", "", Input::Lines),
        ],
    }
}
