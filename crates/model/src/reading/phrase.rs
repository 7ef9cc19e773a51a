//! Why one kind follows another, in plain words.

use crate::note::NoteKind::{self, *};

/// Ends the sentence “They touch, and …”.
pub(super) fn because(from: NoteKind, to: NoteKind) -> &'static str {
    match (from, to) {
        (Actor, Command) => "an actor gives a command",
        (Actor, Query) => "an actor asks a query",
        (Actor, ReadModel) => "an actor looks at a read model",
        (Screen, Command) => "a screen sends a command",
        (Command, Aggregate) => "an aggregate handles a command",
        (Command, ExternalSystem) => "a command may go to an external system",
        (Aggregate, DomainEvent) => "an aggregate emits an event",
        (ExternalSystem, DomainEvent) => "an external system may cause an event",
        (DomainEvent, Policy) => "a policy reacts to an event",
        (DomainEvent, ReadModel) => "an event may feed a read model",
        (Policy, Command) => "a policy issues a command",
        (Policy, ExternalSystem) => "a policy may call an external system",
        (Policy, Query) => "a policy may ask a query",
        (Query, ReadModel) => "a read model answers a query",
        (ReadModel, Actor) => "an actor looks at a read model",
        (ReadModel, Screen) => "a screen shows a read model",
        (ReadModel, Policy) => "a read model may inform a policy",
        (ReadModel, Command) => "a read model may inform a command",
        (ReadModel, Query) => "a read model may inform a query",
        _ => "the grammar allows it",
    }
}
