//! Service Cutter's input (Gysel, Kölbener, Giersche, Zimmermann 2016): the entity-relation model and the user
//! representations.
//!
//! An entity becomes an aggregate with its nanoentities as fields; entities of one `COMPOSITION`, `INHERITANCE`
//! or declared aggregate become one. A use case that writes becomes a command of what it writes, informed by read models of what it
//! reads; one that only reads becomes a query of these read models. Shared owner groups become contexts (they are the
//! known answer where there are any), and so do predefined services, which are locked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::draft::Draft;
use super::{ImportError, readable};
use crate::facts::Field;
use crate::note::NoteKind;
use crate::snapshot::BoardSnapshot;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Input {
    name: String,
    entities: Vec<Entity>,
    relations: Vec<Relation>,
    use_cases: Vec<UseCase>,
    compatibilities: BTreeMap<String, Vec<Characteristic>>,
    aggregates: Vec<Group>,
    shared_owner_groups: Vec<Group>,
    predefined_services: Vec<Group>,
    security_access_groups: Vec<Group>,
    separated_security_zones: Vec<Group>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entity {
    name: String,
    nanoentities: Vec<String>,
}

#[derive(Deserialize)]
struct Relation {
    origin: String,
    destination: String,
    #[serde(rename = "type")]
    type_: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct UseCase {
    name: String,
    nanoentities_read: Vec<String>,
    nanoentities_written: Vec<String>,
    is_latency_critical: Flag,
}

/// `true` or `"true"`.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Flag {
    Is(bool),
    Said(String),
    #[default]
    Unsaid,
}

impl Flag {
    fn is_set(&self) -> bool {
        match self {
            Flag::Is(set) => *set,
            Flag::Said(text) => text.eq_ignore_ascii_case("true"),
            Flag::Unsaid => false,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Characteristic {
    characteristic: String,
    nanoentities: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Group {
    name: String,
    nanoentities: Vec<String>,
}

/// Reads the model and, if there are any, the user representations; one file may hold both.
pub fn read(model: &[u8], users: Option<&[u8]>) -> Result<BoardSnapshot, ImportError> {
    let mut input = parse(model)?;
    if let Some(users) = users {
        let users = parse(users)?;
        input.use_cases.extend(users.use_cases);
        input.compatibilities.extend(users.compatibilities);
        input.aggregates.extend(users.aggregates);
        input.shared_owner_groups.extend(users.shared_owner_groups);
        input.predefined_services.extend(users.predefined_services);
        input
            .security_access_groups
            .extend(users.security_access_groups);
        input
            .separated_security_zones
            .extend(users.separated_security_zones);
    }
    if input.entities.is_empty() {
        let message = "there are no entities: is this a Service Cutter model?";
        return Err(ImportError::at_line(1, message));
    }
    Ok(board(&input))
}

fn parse(bytes: &[u8]) -> Result<Input, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|e| ImportError::at_line(e.line(), e.to_string()))
}

/// `Customer.name` belongs to `Customer`.
fn entity_of(nanoentity: &str) -> &str {
    nanoentity.split('.').next().unwrap_or(nanoentity).trim()
}

fn board(input: &Input) -> BoardSnapshot {
    let homes = homes(input);
    let home = |entity: &str| homes.get(entity).map(String::as_str);
    let mut draft = Draft::default();
    let mut aggregates = BTreeMap::new();
    for entity in &input.entities {
        let whole = whole(input, &entity.name);
        let note = draft.note(home(whole), NoteKind::Aggregate, &readable(whole));
        for name in &entity.nanoentities {
            let name: String = name
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
                .collect();
            draft.field(&note, Field::new(name, "string"));
        }
        aggregates.insert(entity.name.as_str(), note);
    }
    let touched = |nanoentities: &[String]| -> BTreeSet<&str> {
        let known = nanoentities.iter().map(|n| entity_of(n));
        let known = known.filter_map(|e| input.entities.iter().find(|x| x.name == e));
        known.map(|e| whole(input, &e.name)).collect()
    };
    for case in &input.use_cases {
        let written = touched(&case.nanoentities_written);
        let read: Vec<&str> = touched(&case.nanoentities_read)
            .into_iter()
            .filter(|e| !written.contains(e))
            .collect();
        let place = written.iter().chain(&read).find_map(|e| home(e));
        let kind = match written.is_empty() {
            true => NoteKind::Query,
            false => NoteKind::Command,
        };
        let note = draft.note(place, kind, &readable(&case.name));
        if let Some(note) = draft.get(&note)
            && case.is_latency_critical.is_set()
        {
            note.facts.waits = Some(true);
        }
        for entity in written {
            draft.link(&note, &aggregates[entity]);
        }
        for entity in read {
            let text = format!("{} data", readable(entity));
            let data = draft.note(home(entity), NoteKind::ReadModel, &text);
            draft.link(&aggregates[entity], &data);
            match kind {
                NoteKind::Query => draft.link(&note, &data),
                _ => draft.link(&data, &note),
            }
        }
    }
    let mut tag = |tag: String, nanoentities: &[String]| {
        for entity in touched(nanoentities) {
            if let Some(note) = draft.get(&aggregates[entity])
                && !note.tags.contains(&tag)
            {
                note.tags.push(tag.clone());
            }
        }
    };
    for (criterion, characteristics) in &input.compatibilities {
        for c in characteristics {
            let text = format!("{}: {}", readable(criterion), c.characteristic);
            tag(text, &c.nanoentities);
        }
    }
    for group in &input.security_access_groups {
        tag(
            format!("Security access: {}", group.name),
            &group.nanoentities,
        );
    }
    for group in &input.separated_security_zones {
        tag(
            format!("Security zone: {}", group.name),
            &group.nanoentities,
        );
    }
    for group in &input.predefined_services {
        draft.context(&readable(&group.name)).locked = true;
    }
    draft.board(&input.name)
}

/// The entity into whose aggregate an entity goes: the whole it is composed in, or the first of a declared aggregate.
fn whole<'a>(input: &'a Input, entity: &'a str) -> &'a str {
    let declared = input.aggregates.iter().find_map(|group| {
        let mut members = group.nanoentities.iter().map(|n| entity_of(n));
        let first = members.clone().next()?;
        members.any(|m| m == entity).then_some(first)
    });
    let mut whole = declared.unwrap_or(entity);
    // A chain of parts ends at its whole; a circle ends where it began.
    for _ in 0..input.relations.len() {
        let up = input.relations.iter().find_map(|r| match r.type_.as_str() {
            "COMPOSITION" if r.destination == whole => Some(r.origin.as_str()),
            "INHERITANCE" if r.origin == whole => Some(r.destination.as_str()),
            _ => None,
        });
        match up.filter(|up| *up != entity && input.entities.iter().any(|e| e.name == *up)) {
            Some(up) => whole = up,
            None => break,
        }
    }
    whole
}

/// Per whole entity: its context, the group that has most of its nanoentities; predefined services come first.
fn homes(input: &Input) -> BTreeMap<&str, String> {
    let mut homes = BTreeMap::new();
    for groups in [&input.predefined_services, &input.shared_owner_groups] {
        let mut votes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, group) in groups.iter().enumerate() {
            for nanoentity in &group.nanoentities {
                let of = votes
                    .entry(whole(input, entity_of(nanoentity)))
                    .or_default();
                of.resize(groups.len(), 0);
                of[i] += 1;
            }
        }
        for (entity, votes) in votes {
            let most = votes.iter().copied().max().unwrap_or_default();
            let best = votes.iter().position(|&v| v == most);
            if let Some(group) = best.and_then(|i| groups.get(i)) {
                let name = readable(&group.name);
                homes.entry(entity).or_insert(name);
            }
        }
    }
    homes
}
