//! Flows of an `Application`, and use cases.

use std::collections::BTreeSet;

use super::map;
use super::model::Known;
use super::tokens::Kind;
use super::tree::Statement;
use crate::ids::Id;
use crate::import::draft::Draft;
use crate::import::readable;
use crate::note::NoteKind;

pub(super) fn application(draft: &mut Draft, known: &mut Known, context: &Statement) {
    let home = map::name(context);
    for application in context
        .statements()
        .iter()
        .filter(|s| s.word(0) == "Application")
    {
        for statement in application.statements() {
            match statement.word(0) {
                "Command" | "CommandEvent" => {
                    known.command(draft, &home, statement.word(1));
                }
                "Flow" => {
                    for step in statement.statements() {
                        flow_step(draft, known, &home, step);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Names after a keyword, joined by `+`, `X` or `O`.
fn names<'a>(step: &'a Statement, keyword: &str) -> Vec<&'a str> {
    let Some(from) = step.find(keyword) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    let mut joined = true;
    for token in &step.head[from + 1..] {
        match token.text.as_str() {
            "event" | "command" | "operation" | "to" => {}
            "+" | "X" | "O" => joined = true,
            name if token.kind == Kind::Word && joined => {
                names.push(name);
                joined = false;
            }
            _ => break,
        }
    }
    names
}

/// `command C delegates to A [..] emits event E X F`, `event E + F triggers command C O D`.
fn flow_step(draft: &mut Draft, known: &mut Known, home: &str, step: &Statement) {
    match step.word(0) {
        "command" | "operation" => {
            let command = known.command(draft, home, step.word(1));
            let delegate = names(step, "delegates").into_iter().next();
            let delegate = delegate.and_then(|a| known.aggregates.get(a)).cloned();
            if let Some(aggregate) = &delegate {
                draft.link(&command, aggregate);
            }
            for name in names(step, "emits") {
                let event = event(draft, known, home, name);
                let emitter = delegate.clone().or(known.emitted.get(&event).cloned());
                match emitter {
                    Some(aggregate) => {
                        draft.link(&command, &aggregate);
                        draft.link(&aggregate, &event);
                    }
                    None => draft.link(&command, &event),
                }
            }
        }
        "event" => {
            let causes = names(step, "event");
            for name in names(step, "triggers") {
                let command = known.command(draft, home, name);
                for cause in &causes {
                    let event = event(draft, known, home, cause);
                    let text = format!("Whenever {}, {}", lower(cause), lower(name));
                    let policy = draft.note(Some(home), NoteKind::Policy, &text);
                    draft.link(&event, &policy);
                    draft.link(&policy, &command);
                }
            }
        }
        _ => {}
    }
}

fn lower(name: &str) -> String {
    crate::words::tokens(name).join(" ")
}

fn event(draft: &mut Draft, known: &mut Known, home: &str, name: &str) -> Id {
    if let Some(event) = known.events.get(name) {
        return event.clone();
    }
    let event = draft.note(Some(home), NoteKind::DomainEvent, &readable(name));
    known.events.insert(name.to_owned(), event.clone());
    event
}

/// `interactions read "Cargo" with its "id", update "Location" with its "name"`
pub(super) fn use_case(draft: &mut Draft, known: &Known, case: &Statement) {
    let (mut read, mut written) = (BTreeSet::new(), BTreeSet::new());
    let mut actor = None;
    for statement in case.statements() {
        if statement.word(0) == "actor" {
            actor = statement
                .head
                .iter()
                .find(|t| t.kind == Kind::Text)
                .cloned();
        }
        for pair in statement.head.windows(2) {
            let Some(aggregate) = known
                .aggregates
                .get(&pair[1].text)
                .filter(|_| pair[1].kind == Kind::Text)
            else {
                continue;
            };
            match pair[0].text.as_str() {
                "read" | "reads" => read.insert(aggregate.clone()),
                "create" | "update" | "delete" | "write" => written.insert(aggregate.clone()),
                _ => false,
            };
        }
    }
    let Some(home) = written.iter().chain(&read).find_map(|a| known.homes.get(a)) else {
        return;
    };
    let kind = if written.is_empty() {
        NoteKind::Query
    } else {
        NoteKind::Command
    };
    let note = draft.note(Some(home), kind, &readable(case.word(1)));
    if let Some(actor) = actor {
        let actor = draft.note(None, NoteKind::Actor, &readable(&actor.text));
        draft.link(&actor, &note);
    }
    for aggregate in &written {
        draft.link(&note, aggregate);
    }
    for aggregate in read.difference(&written) {
        draft.link(aggregate, &note);
    }
}
