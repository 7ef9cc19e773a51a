//! Operations: each command becomes a write, each query a read, on the resource that it is about.

mod reads;
mod writes;

use std::collections::HashSet;

use model::reading::Reading;
use model::{BoardSnapshot, Id, Note, NoteKind};

use super::homes::Members;
use super::known::Known;
use super::{Effect, Field, Method, Operation, Output, ResourceKind, Segment, Service, schemas};
use crate::english;
use crate::naming::{Name, Names, plain};

/// Fills a service's operations, and adds the resources that only its commands and queries name.
pub(super) fn build(
    board: &BoardSnapshot,
    reading: &Reading,
    members: &Members<'_>,
    service: &mut Service,
    known: &Known,
) {
    let commands = members.of_service(service, NoteKind::Command);
    let queries = members.of_service(service, NoteKind::Query);
    if commands.is_empty() && queries.is_empty() {
        return;
    }
    let mut names = Names::default();
    // every contract may offer this one itself
    names.reserve(["getOperation"]);
    let mut desk = Desk {
        board,
        reading,
        known,
        service,
        names,
        routes: HashSet::new(),
    };
    for note in commands {
        desk.write(note);
    }
    for note in queries {
        desk.read(note);
    }
    desk.observed_read_models();
    desk.resources_that_writes_point_to();
    super::resources::resolve_references(&mut service.resources, known);
    let known = [&Known::of(&service.resources), known];
    for operation in &mut service.operations {
        schemas::resolve(&mut operation.input, known);
    }
}

/// The work on one service.
struct Desk<'a> {
    board: &'a BoardSnapshot,
    reading: &'a Reading,
    /// The aggregates and read models of all services.
    known: &'a Known,
    service: &'a mut Service,
    names: Names,
    /// Method and path of every operation so far.
    routes: HashSet<(String, String)>,
}

/// An operation before it has its names.
struct Plan<'a> {
    note: &'a Note,
    derived: Option<String>,
    name: Name,
    /// What tells it from another of the same name.
    apart: Name,
    title: String,
    method: Method,
    effect: Effect,
    resource: usize,
    path: Vec<Segment>,
    input: Vec<Field>,
    output: Output,
}

impl Desk<'_> {
    fn offer(&mut self, plan: Plan<'_>) {
        let Plan {
            note,
            derived,
            name,
            apart,
            title,
            method,
            effect,
            resource,
            mut path,
            input,
            output,
        } = plan;
        self.settle(method, &mut path);
        let (issuers, leads_to) = match (note.kind, &derived) {
            (NoteKind::Command, None) => (self.issuers(note), self.leads_to(note)),
            (NoteKind::Query, None) => (self.issuers(note), Vec::new()),
            _ => (Vec::new(), Vec::new()),
        };
        let described = plain(&note.description);
        self.service.operations.push(Operation {
            note: note.id.clone(),
            copies: Vec::new(),
            derived,
            title,
            description: described,
            name: self.names.claim(&[name.clone(), joined(&name, &apart)]),
            method,
            path,
            effect,
            resource,
            input,
            output,
            asynchronous: method != Method::Get
                && (note.facts.long_running == Some(true) || note.facts.waits == Some(false)),
            streams: note.facts.shape == Some(model::facts::AnswerShape::Stream),
            issuers,
            leads_to,
            facts: note.facts.clone(),
        });
    }

    /// Makes the path one of its own for this method: the last word gets a number where another has it.
    fn settle(&mut self, method: Method, path: &mut [Segment]) {
        let method = format!("{method:?}");
        let wished = self.route(path);
        if self.routes.insert((method.clone(), wished)) {
            return;
        }
        let Some(last) = path.iter().rposition(|s| matches!(s, Segment::Word(_))) else {
            return;
        };
        let Segment::Word(word) = path[last].clone() else {
            return;
        };
        for n in 2.. {
            path[last] = Segment::Word(word.and(&n.to_string()));
            if self.routes.insert((method.clone(), self.route(path))) {
                return;
            }
        }
    }

    fn is_free(&self, method: Method, path: &[Segment]) -> bool {
        !self
            .routes
            .contains(&(format!("{method:?}"), self.route(path)))
    }

    /// The path with every identity written alike: two of these are the same for a router.
    fn route(&self, path: &[Segment]) -> String {
        path.iter()
            .map(|s| match s {
                Segment::Word(name) => format!("/{}", name.kebab()),
                Segment::Identity(_) => "/{}".into(),
            })
            .collect()
    }

    /// The path of one instance of a resource.
    fn path_to(&self, resource: usize) -> Vec<Segment> {
        let mut path = self.path_to_all(resource);
        path.push(Segment::Identity(resource));
        path
    }

    /// The path of a resource's collection.
    fn path_to_all(&self, resource: usize) -> Vec<Segment> {
        let mut path = match self.service.resources[resource].parent {
            Some(parent) => self.path_to(parent),
            None => Vec::new(),
        };
        path.push(Segment::Word(
            self.service.resources[resource].collection.clone(),
        ));
        path
    }

    fn english(&self, note: &Note) -> bool {
        schemas::speaks_english(self.board, &note.text)
    }

    fn issuers(&self, note: &Note) -> Vec<Id> {
        let before = self.reading.reaching(&note.id).map(|l| &l.from);
        let wanted = |k| matches!(k, NoteKind::Actor | NoteKind::Screen | NoteKind::Policy);
        distinct(before.filter(|id| self.board.note(id).is_some_and(|n| wanted(n.kind))))
    }

    /// The events of a command: those it is linked to, and those of the aggregates and systems it is linked to. Where such
    /// an aggregate has other commands too, those that speak of the same act.
    fn leads_to(&self, note: &Note) -> Vec<Id> {
        let spoken = model::words::tokens(&note.text);
        let act = spoken.first().map(|w| model::words::stem(w));
        let speaks_of_it = |event: &Note| {
            model::words::tokens(&event.text)
                .iter()
                .any(|w| Some(model::words::stem(w)) == act)
        };
        let mut events: Vec<&Id> = self.after(&note.id, &[NoteKind::DomainEvent]).collect();
        for through in self.after(&note.id, &[NoteKind::Aggregate, NoteKind::ExternalSystem]) {
            let commands = self
                .reading
                .reaching(through)
                .filter_map(|l| self.board.note(&l.from));
            let alone = commands.filter(|n| n.kind == NoteKind::Command).count() < 2;
            let caused = self.after(through, &[NoteKind::DomainEvent]);
            events.extend(
                caused.filter(|id| alone || self.board.note(id).is_some_and(|n| speaks_of_it(n))),
            );
        }
        distinct(events.into_iter())
    }

    /// Notes of some kinds to which a note leads.
    fn after<'s>(&'s self, note: &Id, kinds: &'s [NoteKind]) -> impl Iterator<Item = &'s Id> {
        self.reading
            .leaving(note)
            .map(|l| &l.to)
            .filter(|id| self.board.note(id).is_some_and(|n| kinds.contains(&n.kind)))
    }

    /// The aggregate of this service whose name stands in these words; the longest name wins.
    fn named_in(&self, words: &[String]) -> Option<usize> {
        (0..self.service.resources.len())
            .filter(|&i| self.service.resources[i].kind == ResourceKind::Aggregate)
            .filter(|&i| {
                super::phrase::position(words, self.service.resources[i].name.words()).is_some()
            })
            .max_by_key(|&i| (self.service.resources[i].name.words().len(), usize::MAX - i))
    }

    /// The aggregate or noun of this service with exactly this name.
    fn called(&self, words: &[String]) -> Option<usize> {
        (0..self.service.resources.len()).find(|&i| {
            let r = &self.service.resources[i];
            matches!(r.kind, ResourceKind::Aggregate | ResourceKind::Noun)
                && super::phrase::same(r.name.words(), words)
        })
    }
}

fn distinct<'a>(ids: impl Iterator<Item = &'a Id>) -> Vec<Id> {
    let mut kept: Vec<Id> = Vec::new();
    for id in ids {
        if !kept.contains(id) {
            kept.push(id.clone());
        }
    }
    kept
}

/// `cancel` apart by `order` is `cancelOrder`.
fn joined(name: &Name, apart: &Name) -> Name {
    name.and(&apart.words().join(" "))
}

/// The phrase in the plural.
fn many(words: &[String]) -> Name {
    Name::of_path(english::plural_phrase(words), "resource")
}
