//! Aggregates with their commands, events, operations and fields.

use std::collections::HashMap;

use super::map;
use super::tokens::{Kind, Token};
use super::tree::Statement;
use crate::facts::Field;
use crate::ids::Id;
use crate::import::draft::Draft;
use crate::import::readable;
use crate::note::NoteKind;

/// What names mean, over all contexts; the first of a name keeps it.
#[derive(Default)]
pub(super) struct Known {
    /// Aggregates, and by their own names the objects inside them.
    pub aggregates: HashMap<String, Id>,
    pub commands: HashMap<String, Id>,
    pub events: HashMap<String, Id>,
    /// Per event: the aggregate that declares it.
    pub emitted: HashMap<Id, Id>,
    /// Per aggregate: its context's name on the board.
    pub homes: HashMap<Id, String>,
}

/// Words that may stand before the keyword of a domain object.
const MODIFIERS: [&str; 3] = ["abstract", "persistent", "gap"];
const QUERY_VERBS: [&str; 12] = [
    "find", "get", "list", "search", "view", "read", "fetch", "lookup", "show", "query", "count",
    "load",
];

impl Known {
    pub fn context(&mut self, draft: &mut Draft, statement: &Statement) {
        let home = map::name(statement);
        for inner in statement.statements() {
            match inner.word(0) {
                "Aggregate" => self.aggregate(draft, &home, inner),
                "Module" => {
                    for aggregate in inner
                        .statements()
                        .iter()
                        .filter(|s| s.word(0) == "Aggregate")
                    {
                        self.aggregate(draft, &home, aggregate);
                    }
                }
                _ => {}
            }
        }
    }

    fn aggregate(&mut self, draft: &mut Draft, home: &str, statement: &Statement) {
        let name = statement.word(1);
        let aggregate = draft.note(Some(home), NoteKind::Aggregate, &readable(name));
        self.homes.insert(aggregate.clone(), home.to_owned());
        self.aggregates
            .entry(name.to_owned())
            .or_insert_with(|| aggregate.clone());
        for inner in statement.statements() {
            let mut words = inner.head.iter().filter(|t| t.kind == Kind::Word);
            let mut words = words
                .by_ref()
                .skip_while(|t| MODIFIERS.contains(&t.text.as_str()));
            let keyword = words.next().map_or("", |t| t.text.as_str());
            let object = words.next().map_or("", |t| t.text.as_str());
            let is_abstract = inner.find("abstract").is_some();
            match keyword {
                "owner" => {
                    map::team(draft, object);
                    if let Some(note) = draft.get(&aggregate) {
                        note.facts.team = Some(map::team_id(object));
                    }
                }
                "CommandEvent" | "Command" if !is_abstract => {
                    let note = self.command(draft, home, object);
                    draft.link(&note, &aggregate);
                }
                "DomainEvent" | "Event" if !is_abstract => {
                    let event = draft.note(Some(home), NoteKind::DomainEvent, &readable(object));
                    draft.link(&aggregate, &event);
                    self.events
                        .entry(object.to_owned())
                        .or_insert_with(|| event.clone());
                    self.emitted.insert(event, aggregate.clone());
                }
                "Entity" | "ValueObject" => {
                    self.aggregates
                        .entry(object.to_owned())
                        .or_insert_with(|| aggregate.clone());
                    if inner
                        .statements()
                        .iter()
                        .any(|s| s.word(0) == "aggregateRoot")
                    {
                        inner
                            .statements()
                            .iter()
                            .filter_map(field)
                            .for_each(|f| draft.field(&aggregate, f));
                    }
                }
                _ => {}
            }
        }
        // Operations name commands and events that stand anywhere in the aggregate.
        for service in statement
            .statements()
            .iter()
            .filter(|s| s.word(0) == "Service")
        {
            for operation in service.statements() {
                self.operation(draft, home, &aggregate, operation);
            }
        }
    }

    pub fn command(&mut self, draft: &mut Draft, home: &str, name: &str) -> Id {
        if let Some(known) = self.commands.get(name) {
            return known.clone();
        }
        let note = draft.note(Some(home), NoteKind::Command, &readable(name));
        self.commands.insert(name.to_owned(), note.clone());
        note
    }

    /// `@Event name(@Command c)` says what comes of a command; any other operation is a command, or a query by its name.
    fn operation(&mut self, draft: &mut Draft, home: &str, aggregate: &Id, operation: &Statement) {
        let open = operation
            .head
            .iter()
            .position(|t| t.kind == Kind::Sign && t.text == "(");
        let Some(name) = open.and_then(|i| operation.head[..i].last()) else {
            return;
        };
        let has = |known: &HashMap<String, Id>| {
            operation.head.iter().any(|t| known.contains_key(&t.text))
        };
        if has(&self.commands) {
            return;
        }
        let verb = crate::words::tokens(&name.text)
            .into_iter()
            .next()
            .unwrap_or_default();
        if QUERY_VERBS.contains(&verb.as_str()) {
            let query = draft.note(Some(home), NoteKind::Query, &readable(&name.text));
            draft.link(aggregate, &query);
        } else {
            let command = self.command(draft, home, &name.text);
            draft.link(&command, aggregate);
        }
    }
}

/// `- Type name`, `Type name`, `- List<Type> name key`
fn field(statement: &Statement) -> Option<Field> {
    let words: Vec<&Token> = statement
        .head
        .iter()
        .filter(|t| t.kind == Kind::Word)
        .collect();
    let is_call = statement
        .head
        .iter()
        .any(|t| t.text == "(" || t.text == "*");
    let words: Vec<&Token> = words.into_iter().filter(|t| t.text != "key").collect();
    let [.., type_, name] = words[..] else {
        return None;
    };
    if is_call || statement.block.is_some() || statement.word(0) == "def" {
        return None;
    }
    let is_list = statement
        .head
        .iter()
        .any(|t| ["List", "Set", "Collection"].contains(&t.text.as_str()));
    let type_ = match type_.text.as_str() {
        "int" | "Integer" | "long" | "Long" => "integer",
        "double" | "float" | "BigDecimal" | "Double" => "decimal",
        "boolean" | "Boolean" => "boolean",
        "Date" => "date",
        "DateTime" | "Timestamp" => "datetime",
        "UUID" => "uuid",
        "Blob" => "bytes",
        _ => "string",
    };
    let type_ = match is_list {
        true => format!("{type_}[]"),
        false => type_.to_owned(),
    };
    Some(Field::new(name.text.clone(), type_))
}
