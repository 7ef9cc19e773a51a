//! What comes into a set of notes and what goes out of it, as messages with collaborators.

use std::collections::BTreeSet;

use model::reading::Reading;
use model::{BoardSnapshot, Id, Note, NoteKind};

use crate::naming::plain;

/// Who asks for what, and who is told what: lines like “Command Place order, from the actor Customer”.
pub(super) struct Messages {
    pub inbound: Vec<String>,
    pub outbound: Vec<String>,
}

pub(super) fn across(board: &BoardSnapshot, reading: &Reading, members: &[Id]) -> Messages {
    let members: BTreeSet<&Id> = members.iter().collect();
    let mut messages = Messages {
        inbound: Vec::new(),
        outbound: Vec::new(),
    };
    for link in reading.links() {
        let (inside_from, inside_to) = (members.contains(&link.from), members.contains(&link.to));
        if inside_from == inside_to {
            continue;
        }
        let (Some(from), Some(to)) = (board.note(&link.from), board.note(&link.to)) else {
            continue;
        };
        let other = if inside_from { to } else { from };
        let Some(message) = message(from, to) else {
            continue;
        };
        let who = collaborator(board, other);
        // Whoever looks at our information asks us for it.
        let asked = inside_from && from.kind == NoteKind::ReadModel;
        if inside_to || asked {
            messages.inbound.push(format!("{message}, from {who}"));
        } else {
            messages.outbound.push(format!("{message}, to {who}"));
        }
    }
    messages
}

/// The message of a step; a remark carries none.
fn message(from: &Note, to: &Note) -> Option<String> {
    use NoteKind::*;
    let said = |word: &str, note: &Note| Some(format!("{word} {}", quoted(note)));
    match (from.kind, to.kind) {
        (Hotspot | Opportunity | Definition | Text, _)
        | (_, Hotspot | Opportunity | Definition | Text) => None,
        (DomainEvent, _) => said("Event", from),
        (_, Command) => said("Command", to),
        (_, Query) => said("Query", to),
        (ReadModel, _) => said("Query", from),
        (_, ReadModel) => said("Query", to),
        (Command, _) => said("Command", from),
        (Query, _) => said("Query", from),
        (ExternalSystem, DomainEvent) => said("Event", to),
        (Policy, _) => said("Command of the policy", from),
        _ => None,
    }
}

fn collaborator(board: &BoardSnapshot, note: &Note) -> String {
    if let Some(context) = board.context_of(&note.id) {
        return format!("the context {}", plain(&context.name));
    }
    format!("the {} {}", note.kind.label().to_lowercase(), quoted(note))
}

pub(super) fn quoted(note: &Note) -> String {
    match plain(&note.text) {
        text if text.is_empty() => "without a text".into(),
        text => text,
    }
}
