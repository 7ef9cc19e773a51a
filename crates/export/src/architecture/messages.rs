//! Messages: the domain events that a service publishes, and those of others that it reacts to.

use std::collections::{HashMap, HashSet};

use model::reading::Reading;
use model::{BoardSnapshot, Id, Note, NoteKind};

use super::homes::{Homes, Members};
use super::known::Known;
use super::phrase;
use super::{Field, Message, Resource, ResourceKind, Service, Subscription, schemas};
use crate::english;
use crate::naming::{Name, Names, plain, words};

/// Fills what services publish and consume.
pub(super) fn build(
    board: &BoardSnapshot,
    reading: &Reading,
    members: &Members<'_>,
    services: &mut [Service],
    known: &Known,
) {
    let homes = Homes::of(services);
    let mut addresses = HashSet::new();
    // event note → where it is published
    let mut published: HashMap<Id, (Option<usize>, usize)> = HashMap::new();
    for (at, service) in services.iter_mut().enumerate() {
        let notes = members.of_service(service, NoteKind::DomainEvent);
        let messages = of_notes(
            board,
            reading,
            Some(&*service),
            notes,
            known,
            &mut addresses,
        );
        for (i, message) in messages.iter().enumerate() {
            for id in std::iter::once(&message.note).chain(&message.copies) {
                published.insert(id.clone(), (Some(at), i));
            }
        }
        service.publishes = messages;
    }
    let homeless: Vec<&Note> = board
        .notes
        .iter()
        .map(|n| &**n)
        .filter(|n| n.kind == NoteKind::DomainEvent && homes.home(board, &n.id).is_none())
        .collect();
    let outside = of_notes(board, reading, None, &homeless, known, &mut addresses);
    for (i, message) in outside.iter().enumerate() {
        for id in std::iter::once(&message.note).chain(&message.copies) {
            published.insert(id.clone(), (None, i));
        }
    }
    for step in reading.links() {
        let (Some(&(from, message)), Some(consumer)) =
            (published.get(&step.from), homes.home(board, &step.to))
        else {
            continue;
        };
        let reacts = board.note(&step.to).is_some_and(|n| {
            matches!(
                n.kind,
                NoteKind::Policy | NoteKind::ReadModel | NoteKind::Command | NoteKind::Aggregate
            )
        });
        if from == Some(consumer) || !reacts {
            continue;
        }
        let message = match from {
            Some(at) => {
                let message = &mut services[at].publishes[message];
                if !message.consumers.contains(&consumer) {
                    message.consumers.push(consumer);
                }
                message.clone()
            }
            None => outside[message].clone(),
        };
        let consumes = &mut services[consumer].consumes;
        match consumes.iter_mut().find(|s| s.message.note == message.note) {
            Some(known) if known.reactions.contains(&step.to) => {}
            Some(known) => known.reactions.push(step.to.clone()),
            None => consumes.push(Subscription {
                message,
                from,
                reactions: vec![step.to.clone()],
            }),
        }
    }
}

fn of_notes(
    board: &BoardSnapshot,
    reading: &Reading,
    service: Option<&Service>,
    notes: &[&Note],
    known: &Known,
    addresses: &mut HashSet<String>,
) -> Vec<Message> {
    let mut names = Names::default();
    let mut messages: Vec<Message> = Vec::new();
    let mut by_title: HashMap<(String, &Option<String>), usize> = HashMap::new();
    for note in notes {
        let title = match plain(&note.text) {
            text if text.is_empty() => note.kind.label().to_owned(),
            text => text,
        };
        let same = (title.to_lowercase(), &note.facts.event_version);
        let at = *by_title.entry(same).or_insert(messages.len());
        if let Some(message) = messages.get_mut(at) {
            message.copies.push(note.id.clone());
            schemas::merge(&mut message.fields, schemas::entered(note));
            continue;
        }
        let own = service.map(|s| s.resources.as_slice()).unwrap_or_default();
        let aggregate = aggregate_of(board, reading, note, own);
        let spoken = words(&note.text);
        let base = Name::of(&note.text, "event");
        let address = address(service, aggregate, &base, addresses);
        let fields = fields_of(board, note, aggregate, &spoken, known);
        let key = fields
            .iter()
            .find(|f| f.identity || aggregate.is_some_and(|a| a.identity.name == f.name))
            .map(|f| f.name.clone());
        let sources = reading
            .reaching(&note.id)
            .filter_map(|l| board.note(&l.from));
        messages.push(Message {
            note: note.id.clone(),
            copies: Vec::new(),
            description: plain(&note.description),
            name: names.claim(&[base]),
            address,
            version: version(note),
            aggregate: aggregate.map(|a| a.name.clone()),
            key,
            fields,
            owner: service.map(|s| s.title.clone()),
            reported_by: sources
                .filter(|n| n.kind == NoteKind::ExternalSystem)
                .map(|n| n.id.clone())
                .collect(),
            consumers: Vec::new(),
            facts: note.facts.clone(),
            title,
        });
    }
    let known = [
        &Known::of(service.into_iter().flat_map(|s| &s.resources)),
        known,
    ];
    for message in &mut messages {
        schemas::resolve(&mut message.fields, known);
    }
    messages
}

/// The aggregate from which an event comes, or that it names.
fn aggregate_of<'a>(
    board: &BoardSnapshot,
    reading: &Reading,
    note: &Note,
    own: &'a [Resource],
) -> Option<&'a Resource> {
    let mut aggregates = own.iter().filter(|r| r.kind == ResourceKind::Aggregate);
    let linked = reading
        .reaching(&note.id)
        .filter(|l| {
            board
                .note(&l.from)
                .is_some_and(|n| n.kind == NoteKind::Aggregate)
        })
        .find_map(|l| {
            own.iter()
                .find(|r| r.note == l.from || r.copies.contains(&l.from))
        });
    linked.or_else(|| {
        let spoken = words(&note.text);
        aggregates
            .clone()
            .filter(|r| phrase::position(&spoken, r.name.words()).is_some())
            .max_by_key(|r| r.name.words().len())
            .or_else(|| {
                aggregates.next().filter(|_| {
                    own.iter()
                        .filter(|r| r.kind == ResourceKind::Aggregate)
                        .count()
                        == 1
                        && spoken.is_empty()
                })
            })
    })
}

/// Service, aggregate and what happened: `booking.cargo.routed`.
fn address(
    service: Option<&Service>,
    aggregate: Option<&Resource>,
    name: &Name,
    taken: &mut HashSet<String>,
) -> String {
    let service = service.map_or_else(|| "outside".to_owned(), |s| s.name.kebab());
    let (middle, last) = match aggregate {
        Some(a) => {
            let rest = phrase::without(name.words(), a.name.words());
            let rest = if rest.is_empty() {
                name.clone()
            } else {
                Name::from_words(rest, "event")
            };
            (format!(".{}", a.name.kebab()), rest)
        }
        None => (String::new(), name.clone()),
    };
    let mut n = 1;
    loop {
        let number = if n == 1 {
            String::new()
        } else {
            format!("-{n}")
        };
        let address = format!("{service}{middle}.{}{number}", last.kebab());
        if taken.insert(address.clone()) {
            return address;
        }
        n += 1;
    }
}

fn fields_of(
    board: &BoardSnapshot,
    note: &Note,
    aggregate: Option<&Resource>,
    spoken: &[String],
    known: &Known,
) -> Vec<Field> {
    let mut fields = schemas::entered(note);
    let text = crate::naming::brief(&note.text, 80);
    if let Some(a) = aggregate
        && !schemas::has(&fields, &a.identity.name)
    {
        let why = format!("the identity of {}, which “{text}” is about", a.title);
        fields.insert(
            0,
            Field {
                derived: Some(why),
                note: note.id.clone(),
                required: true,
                ..a.identity.clone()
            },
        );
    }
    if note.fields.is_empty() && schemas::speaks_english(board, &note.text) {
        let beside = match aggregate {
            Some(a) => phrase::without(spoken, a.name.words()),
            None => spoken.to_vec(),
        };
        let nouns: Vec<String> = beside
            .into_iter()
            .filter(|w| !english::is_participle(w) && !english::is_small(w))
            .take(5)
            .collect();
        if nouns
            .first()
            .is_some_and(|w| w.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            schemas::merge(&mut fields, schemas::of_noun(&nouns, note, known));
        }
    }
    fields
}

/// The major version that was entered, else 1.
fn version(note: &Note) -> u32 {
    let text = note.facts.event_version.as_deref().unwrap_or_default();
    let digits: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .take(4)
        .collect();
    digits.parse().unwrap_or(1).max(1)
}
