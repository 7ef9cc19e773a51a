//! Contexts become services; what crosses between them becomes links.

use std::collections::HashSet;

use model::reading::Reading;
use model::{BoardSnapshot, NoteKind};

use super::homes::{Homes, Members};
use super::known::Known;
use super::{LinkKind, Service, ServiceLink, messages, operations, resources};
use crate::naming::{Name, Names, plain};

/// One service a context; one for the whole board where nothing lies in a context.
pub(super) fn build(board: &BoardSnapshot, reading: &Reading) -> Vec<Service> {
    let mut services = empty(board);
    let members = Members::of(board, services.iter().any(|s| s.context.is_none()));
    let mut known = Known::default();
    // twice: derived fields refer to aggregates by their names, which the first round gives
    for _ in 0..2 {
        for service in &mut services {
            service.resources.clear();
            resources::aggregates_and_read_models(board, reading, &members, service, &known);
        }
        known = Known::of(services.iter().flat_map(|s| &s.resources));
    }
    for service in &mut services {
        resources::resolve_references(&mut service.resources, &known);
        operations::build(board, reading, &members, service, &known);
    }
    messages::build(board, reading, &members, &mut services, &known);
    services
}

fn empty(board: &BoardSnapshot) -> Vec<Service> {
    let mut names = Names::default();
    let mut service = |context: Option<&model::Context>, title: String| Service {
        context: context.map(|c| c.id.clone()),
        name: names.claim(&[Name::of(
            &title,
            if context.is_some() {
                "context"
            } else {
                "board"
            },
        )]),
        title,
        purpose: context.map(|c| plain(&c.purpose)).unwrap_or_default(),
        subdomain: context.and_then(|c| c.subdomain),
        team: context
            .and_then(|c| board.teams.get(c.team.as_ref()?.as_str()))
            .map(|t| plain(&t.name)),
        resources: Vec::new(),
        operations: Vec::new(),
        publishes: Vec::new(),
        consumes: Vec::new(),
    };
    if board.notes.iter().any(|n| n.context.is_some()) {
        return board
            .contexts
            .iter()
            .map(|c| {
                let title = plain(&c.name);
                service(
                    Some(c),
                    if title.is_empty() {
                        "Unnamed context".into()
                    } else {
                        title
                    },
                )
            })
            .collect();
    }
    let title = plain(&board.meta.title);
    vec![service(
        None,
        if title.is_empty() {
            "Whole board".into()
        } else {
            title
        },
    )]
}

/// Steps of the flow between notes of two services.
pub(super) fn links(board: &BoardSnapshot, reading: &Reading, homes: &Homes) -> Vec<ServiceLink> {
    let mut seen = HashSet::new();
    let mut links = Vec::new();
    for step in reading.links() {
        let (Some(from), Some(to)) = (homes.home(board, &step.from), homes.home(board, &step.to))
        else {
            continue;
        };
        let (Some(source), Some(target)) = (board.note(&step.from), board.note(&step.to)) else {
            continue;
        };
        if from == to || !seen.insert((step.from.clone(), step.to.clone())) {
            continue;
        }
        let (kind, what) = match (source.kind, target.kind) {
            (NoteKind::DomainEvent, _) => (LinkKind::Event, source),
            (NoteKind::ReadModel, _) => (LinkKind::Read, source),
            (_, NoteKind::ReadModel | NoteKind::Query) => (LinkKind::Read, target),
            (NoteKind::Aggregate, NoteKind::DomainEvent) => (LinkKind::Event, target),
            _ => (LinkKind::Call, target),
        };
        links.push(ServiceLink {
            from,
            to,
            kind,
            what: plain(&what.text),
            notes: (step.from.clone(), step.to.clone()),
        });
    }
    links
}
