//! Resources: aggregates and read models with their names, identities and fields.

use std::collections::HashMap;

use model::reading::Reading;
use model::words::key;
use model::{BoardSnapshot, Note, NoteKind};

use super::field_type::FieldType;
use super::homes::Members;
use super::known::Known;
use super::phrase::{self, Phrase};
use super::{Field, Resource, ResourceKind, Service, schemas};
use crate::english;
use crate::naming::{Name, Names, plain, words};

/// Collections that every contract keeps for itself.
const KEPT_COLLECTIONS: &[&str] = &["operation", "operations"];

/// Adds a service's aggregates (copies of one name are one) and read models.
pub(super) fn aggregates_and_read_models(
    board: &BoardSnapshot,
    reading: &Reading,
    members: &Members<'_>,
    service: &mut Service,
    known: &Known,
) {
    for (kind, note_kind) in [
        (ResourceKind::Aggregate, NoteKind::Aggregate),
        (ResourceKind::ReadModel, NoteKind::ReadModel),
    ] {
        let mut groups: Vec<Vec<&Note>> = Vec::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for note in members.of_service(service, note_kind) {
            let group = *by_name.entry(key(&note.text)).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(note);
        }
        for group in groups {
            let fields = match kind {
                ResourceKind::Aggregate => aggregate_fields(board, reading, &group, known),
                _ => read_model_fields(board, reading, &group),
            };
            let title = plain(&group[0].text);
            let title = if title.is_empty() {
                group[0].kind.label().to_owned()
            } else {
                title
            };
            let words = words(&title);
            let english = schemas::speaks_english(board, &title);
            add(
                service,
                Draft {
                    kind,
                    title,
                    words,
                    notes: &group,
                    fields,
                    parent: None,
                    english,
                },
            );
        }
    }
}

/// A resource before it has its names.
pub(super) struct Draft<'a> {
    pub kind: ResourceKind,
    pub title: String,
    /// The words that name it, lower case ASCII.
    pub words: Vec<String>,
    /// The note it comes from, then its copies.
    pub notes: &'a [&'a Note],
    pub fields: Vec<Field>,
    /// An index into `Service::resources`.
    pub parent: Option<usize>,
    /// Whether the words are English, with a singular and a plural.
    pub english: bool,
}

impl Draft<'_> {
    /// A title for a resource that only some words of a note name.
    pub(super) fn title_of(words: &[String]) -> String {
        let text = words.join(" ");
        let mut chars = text.chars();
        match chars.next() {
            Some(first) => first.to_uppercase().chain(chars).collect(),
            None => "Resource".into(),
        }
    }
}

/// Adds a resource; the index of it.
pub(super) fn add(service: &mut Service, draft: Draft<'_>) -> usize {
    let Draft {
        kind,
        title,
        words,
        notes,
        mut fields,
        parent,
        english,
    } = draft;
    let note = notes[0];
    let (name, collection) = names(service, &words, kind, english);
    let identity = schemas::identity(&fields, &name, &note.id);
    if kind != ResourceKind::ReadModel || fields.iter().any(|f| f.identity) {
        fields.retain(|f| f.name != identity.name);
        fields.insert(0, identity.clone());
    }
    service.resources.push(Resource {
        kind,
        note: note.id.clone(),
        copies: notes[1..].iter().map(|n| n.id.clone()).collect(),
        title,
        description: plain(&note.description),
        name,
        collection,
        parent,
        identity,
        fields,
        facts: note.facts.clone(),
    });
    service.resources.len() - 1
}

/// A name in the singular and one in the plural, neither taken by another resource of the service.
fn names(service: &Service, words: &[String], kind: ResourceKind, english: bool) -> (Name, Name) {
    let inflected = |words: &[String], change: fn(&[String]) -> Vec<String>| match english {
        true => change(words),
        false => words.to_vec(),
    };
    let kind = match kind {
        ResourceKind::Aggregate => "aggregate",
        ResourceKind::ReadModel => "view",
        ResourceKind::Part | ResourceKind::Noun => "resource",
    };
    let taken: Vec<String> = service
        .resources
        .iter()
        .map(|r| r.name.squashed())
        .collect();
    let mut names = Names::default();
    names.reserve(taken.iter().map(String::as_str));
    let base = Name::from_words(inflected(words, english::singular_phrase), kind);
    let name = names.claim(&[base.clone(), base.and(kind)]);

    let taken: Vec<String> = service
        .resources
        .iter()
        .map(|r| r.collection.squashed())
        .collect();
    let mut collections = Names::default();
    collections.reserve(
        KEPT_COLLECTIONS
            .iter()
            .copied()
            .chain(taken.iter().map(String::as_str)),
    );
    let many = inflected(name.words(), english::plural_phrase);
    (name, collections.claim(&[Name::from_words(many, kind)]))
}

/// What was entered on any copy; else what its commands and events carry, and the nouns they name.
fn aggregate_fields(
    board: &BoardSnapshot,
    reading: &Reading,
    group: &[&Note],
    known: &Known,
) -> Vec<Field> {
    let mut fields = Vec::new();
    for note in group {
        schemas::merge(&mut fields, schemas::entered(note));
    }
    if !fields.is_empty() {
        return fields;
    }
    let name = words(&group[0].text);
    for note in group {
        let commands = reading.reaching(&note.id).map(|l| &l.from);
        let events = reading.leaving(&note.id).map(|l| &l.to);
        for neighbour in commands.chain(events).filter_map(|id| board.note(id)) {
            if !matches!(neighbour.kind, NoteKind::Command | NoteKind::DomainEvent) {
                continue;
            }
            let carried = schemas::entered(neighbour).into_iter().map(|f| Field {
                required: false,
                derived: Some(format!(
                    "carried by “{}”",
                    crate::naming::brief(&neighbour.text, 80)
                )),
                ..f
            });
            schemas::merge(&mut fields, carried);
            if neighbour.fields.is_empty()
                && neighbour.kind == NoteKind::Command
                && schemas::speaks_english(board, &neighbour.text)
            {
                let phrase = Phrase::of(&neighbour.text, true);
                let creates_part = phrase.act() == english::Verb::Create;
                let noun = phrase::without(phrase.direct_object(), &name);
                if !creates_part && noun.iter().all(|w| !english::is_participle(w)) {
                    schemas::merge(&mut fields, schemas::of_noun(&noun, neighbour, known));
                }
            }
        }
    }
    fields
}

/// What was entered on any copy; else what the events that feed it carry.
fn read_model_fields(board: &BoardSnapshot, reading: &Reading, group: &[&Note]) -> Vec<Field> {
    let mut fields = Vec::new();
    for note in group {
        schemas::merge(&mut fields, schemas::entered(note));
    }
    if !fields.is_empty() {
        return fields;
    }
    for feeder in group
        .iter()
        .flat_map(|n| reading.reaching(&n.id))
        .filter_map(|l| board.note(&l.from))
        .filter(|n| n.kind == NoteKind::DomainEvent)
    {
        let why = format!(
            "carried by “{}”, which feeds it",
            crate::naming::brief(&feeder.text, 80)
        );
        for aggregate in reading
            .reaching(&feeder.id)
            .filter_map(|l| board.note(&l.from))
            .filter(|n| n.kind == NoteKind::Aggregate)
        {
            let name = name_of_aggregate(board, &aggregate.text);
            let of = schemas::identity(&schemas::entered(aggregate), &name, &feeder.id);
            schemas::merge(
                &mut fields,
                [Field {
                    identity: false,
                    required: true,
                    derived: Some(why.clone()),
                    ..of
                }],
            );
        }
        schemas::merge(
            &mut fields,
            schemas::entered(feeder).into_iter().map(|f| Field {
                required: false,
                identity: false,
                derived: Some(why.clone()),
                ..f
            }),
        );
    }
    if fields.is_empty() {
        let why = "nothing on the wall says what it holds".to_owned();
        fields.push(schemas::derived(
            &Name::of("title", "field"),
            FieldType::String,
            false,
            &group[0].id,
            why,
        ));
    }
    fields
}

/// The name that an aggregate's text gives it.
fn name_of_aggregate(board: &BoardSnapshot, text: &str) -> Name {
    let words = words(text);
    match schemas::speaks_english(board, text) {
        true => Name::from_words(english::singular_phrase(&words), "aggregate"),
        false => Name::from_words(words, "aggregate"),
    }
}

/// References in the fields of resources become the identities of what they name.
pub(super) fn resolve_references(resources: &mut [Resource], known: &Known) {
    let known = [&Known::of(&*resources), known];
    for resource in resources {
        schemas::resolve(&mut resource.fields, known);
        schemas::resolve(std::slice::from_mut(&mut resource.identity), known);
    }
}
