//! A context that is one noun with only create, read, update and delete, and no policy or invariant.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::words::{key, stem, tokens};
use model::{Context, Note, NoteKind};

use super::{Rule, finding};
use crate::english::stems;
use crate::report::{Report, Severity};
use crate::wall::Wall;

pub struct EntityService;

const CREATE: &[&str] = &["create", "add", "new", "insert", "save", "store"];
const READ: &[&str] = &[
    "read", "get", "list", "view", "show", "find", "search", "fetch", "retrieve", "browse", "load",
    "display",
];
const UPDATE: &[&str] = &[
    "update", "edit", "change", "modify", "set", "replace", "rename", "patch", "save",
];
const DELETE: &[&str] = &["delete", "remove", "erase", "drop"];

impl Rule for EntityService {
    fn id(&self) -> &'static str {
        "F-ENTITY-SERVICE"
    }

    fn about(&self) -> &'static str {
        "A context that is one noun with only create, read, update and delete and no policy or invariant."
    }

    fn check(&self, wall: &Wall, report: &mut Report) {
        if !wall.has_contexts(self.id(), report) || !wall.speaks_english(self.id(), report) {
            return;
        }
        for context in &wall.board.contexts {
            let Some(noun) = entity(wall, context) else {
                continue;
            };
            let name = wall.context_name(&context.id);
            let advice = match wall.steps(&context.id).nearest() {
                Some(nearest) => format!(
                    "Ask what the business does with it. The capability around it may be {}, with which it shares the most steps: move the data there, or name what only {name} may decide.",
                    wall.context_name(nearest)
                ),
                None => format!(
                    "Ask what the business does with it and for whom: move the data into the capability that decides about it, or name what only {name} may decide."
                ),
            };
            report.findings.push(finding(
                self,
                Severity::Warning,
                vec![context.id.clone()],
                format!(
                    "The context {name} is one noun, “{noun}”, with only create, read, update and delete: no policy and no invariant."
                ),
                advice,
            ));
        }
    }
}

/// The one noun that a context only keeps.
fn entity(wall: &Wall, context: &Context) -> Option<String> {
    use NoteKind::*;
    let members: Vec<&Arc<Note>> = context
        .members
        .iter()
        .filter_map(|id| wall.board.note(id))
        .collect();
    let of = |kind: NoteKind| members.iter().filter(move |n| n.kind == kind);
    let has_invariant = members
        .iter()
        .any(|n| n.facts.invariants.as_ref().is_some_and(|i| !i.is_empty()));
    if of(Policy).next().is_some() || has_invariant || of(Command).next().is_none() {
        return None;
    }
    let nouns: BTreeSet<String> = of(Aggregate).map(|n| key(&n.text)).collect();
    let noun = match of(Aggregate).next() {
        Some(aggregate) if nouns.len() == 1 => aggregate.line(),
        Some(_) => return None,
        None => object(&of(Command).next()?.text),
    };
    let meant = stems(&noun);
    let mut operations = BTreeSet::new();
    for command in of(Command) {
        operations.insert(operation(&command.text)?);
        let object = tokens(&object(&command.text));
        if !object
            .first()
            .is_none_or(|first| meant.contains(&stem(first)))
        {
            return None;
        }
    }
    for query in of(Query) {
        if !stems(&query.text).iter().any(|s| meant.contains(s)) {
            return None;
        }
        operations.insert("read");
    }
    let kept = |event: &Note| {
        stems(&event.text).iter().any(|s| {
            [CREATE, UPDATE, DELETE]
                .iter()
                .any(|verbs| verbs.iter().any(|v| stem(v) == *s))
        })
    };
    if operations.len() < 2 || !of(DomainEvent).all(|e| kept(e)) {
        return None;
    }
    Some(noun)
}

/// What a command does to data, where it does no more.
fn operation(text: &str) -> Option<&'static str> {
    let verb = tokens(text).into_iter().next()?;
    let verb = verb.as_str();
    [
        (CREATE, "create"),
        (READ, "read"),
        (UPDATE, "update"),
        (DELETE, "delete"),
    ]
    .into_iter()
    .find(|(verbs, _)| verbs.contains(&verb))
    .map(|(_, name)| name)
}

/// What follows the verb, without articles.
fn object(text: &str) -> String {
    let words = tokens(text).into_iter().skip(1);
    words
        .filter(|w| !matches!(w.as_str(), "a" | "an" | "the" | "new" | "all" | "our"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use crate::fixture::{board, check, check_in};
    use crate::report::Severity;
    use model::Stage;

    const RULE: &str = "F-ENTITY-SERVICE";
    const CUSTOMERS: &str = "# Customers\nactor Clerk > command Create customer > aggregate Customer > event Customer created\nactor Clerk > command Update customer address > aggregate Customer > event Customer updated\nactor Clerk > command Delete the customer > aggregate Customer > event Customer deleted\nactor Clerk > query Find customers\n";

    #[test]
    fn one_noun_that_is_only_kept() {
        let report = check(CUSTOMERS);
        assert_eq!(report.of(RULE), [["Customers"]]);
        assert_eq!(report.severity(RULE), Some(Severity::Warning));
        assert!(report.message(RULE).contains("“Customer”"));
    }

    #[test]
    fn the_neighbour_is_proposed() {
        let report = check(&format!(
            "{CUSTOMERS}# Loyalty\n^event Customer created > policy Whenever created, enrol > command Enrol"
        ));
        assert!(report.advice(RULE).contains("“Loyalty”"));
    }

    #[test]
    fn without_an_aggregate_the_commands_name_the_noun() {
        let report =
            check("# Products\ncommand Add product\ncommand Remove product\ncommand Edit product");
        assert_eq!(report.of(RULE), [["Products"]]);
    }

    #[test]
    fn what_decides_is_no_entity_service() {
        for more in [
            "command Block customer > aggregate Customer > event Customer blocked",
            "event Customer created > policy Whenever created, welcome > system Mailer",
            "command Create voucher > aggregate Voucher > event Voucher created",
            "aggregate Customer > event Customer went bankrupt",
            "command Add item to customer",
            "query Which rates apply",
        ] {
            assert!(
                check(&format!("{CUSTOMERS}{more}")).of(RULE).is_empty(),
                "{more}"
            );
        }
    }

    #[test]
    fn an_invariant_is_business() {
        let mut board = board(CUSTOMERS);
        board.notes = model::Table::from_rows(board.notes.iter().map(|n| {
            let mut note = model::Note::clone(n);
            if note.kind == model::NoteKind::Aggregate {
                note.facts.invariants = Some(vec!["One account a person".into()]);
            }
            note.into()
        }));
        assert!(check_in(&board, Stage::Design).of(RULE).is_empty());
    }

    #[test]
    fn unknown_without_contexts_or_english() {
        assert_eq!(check("command Create customer").missing(RULE), ["contexts"]);
        let mut german = board(CUSTOMERS);
        std::sync::Arc::make_mut(&mut german.meta).language = Some("de".into());
        assert_eq!(
            check_in(&german, Stage::Design).missing(RULE),
            ["language not supported: de"]
        );
    }
}
