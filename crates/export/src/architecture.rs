//! The neutral description of all services that exporters render.
//!
//! A service is what a context becomes. It owns resources (its aggregates, their parts, its read models), offers operations
//! (commands and queries) and publishes messages (domain events). Everything keeps the id of the note it came from, and
//! whatever nobody entered is marked as derived.

pub mod field_type;
mod homes;
mod known;
mod messages;
mod operations;
mod phrase;
mod resources;
mod schemas;
mod services;

use model::facts::Facts;
use model::reading::{self, Reading};
use model::{BoardSnapshot, Id, Subdomain};

use crate::naming::{Name, Names};
use crate::print::Print;
pub use field_type::FieldType;

/// Everything that an exporter may know.
#[derive(Clone, Debug)]
pub struct Architecture {
    pub board: BoardSnapshot,
    pub reading: Reading,
    /// The board's title, or a word for a board without one; one line.
    pub title: String,
    /// The same for two boards that would be written as the same file.
    pub fingerprint: String,
    /// One a context, in the order of the board; one for the whole board where nothing lies in a context.
    pub services: Vec<Service>,
    /// What crosses from one service to another, in the order of the reading.
    pub links: Vec<ServiceLink>,
    /// How pictures of the wall are made; set it before the export.
    pub print: Print,
    pub(crate) homes: homes::Homes,
}

/// What a context becomes.
#[derive(Clone, Debug)]
pub struct Service {
    /// None: the service stands for the whole board.
    pub context: Option<Id>,
    /// As people wrote it, on one line.
    pub title: String,
    /// Unique among the services.
    pub name: Name,
    pub purpose: String,
    pub subdomain: Option<Subdomain>,
    /// The name of the owner team.
    pub team: Option<String>,
    pub resources: Vec<Resource>,
    pub operations: Vec<Operation>,
    /// Its domain events.
    pub publishes: Vec<Message>,
    /// Events of others that its notes react to.
    pub consumes: Vec<Subscription>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    Aggregate,
    /// A noun that a command names where no aggregate lies on the wall.
    Noun,
    /// Something that a command adds to another resource.
    Part,
    ReadModel,
}

/// Something with a name and fields that operations act on or answer with.
#[derive(Clone, Debug)]
pub struct Resource {
    pub kind: ResourceKind,
    /// The note it came from: the aggregate, the read model, or the command that names it.
    pub note: Id,
    /// Other notes on the wall that mean the same.
    pub copies: Vec<Id>,
    pub title: String,
    pub description: String,
    /// In the singular, unique in the service.
    pub name: Name,
    /// In the plural, unique in the service.
    pub collection: Name,
    /// The resource it is a part of: an index into `Service::resources`.
    pub parent: Option<usize>,
    /// The field that tells its instances apart; the last parameter of its path.
    pub identity: Field,
    pub fields: Vec<Field>,
    pub facts: Facts,
}

/// A field of a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// As entered, or lower camel case; unique in its schema in any case convention.
    pub name: String,
    pub type_: FieldType,
    pub required: bool,
    pub identity: bool,
    pub personal: bool,
    pub example: Option<serde_json::Value>,
    pub description: String,
    /// The note it came from.
    pub note: Id,
    /// Why it is here, where nobody entered it.
    pub derived: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Word(Name),
    /// The identity of a resource: an index into `Service::resources`.
    Identity(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A new resource, or a new part of one.
    Create,
    /// One value of a resource is replaced by another.
    Replace,
    /// Some fields of a resource change.
    Update,
    Delete,
    /// A business act on a resource that is none of these.
    Act,
    ReadOne,
    ReadPage,
}

/// What is answered: indexes into `Service::resources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    Nothing,
    One(usize),
    Page(usize),
}

/// A command or query that a service offers.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The command, query, read model or aggregate it came from.
    pub note: Id,
    /// Other notes on the wall that mean the same.
    pub copies: Vec<Id>,
    /// Why it is offered, where no command or query on the wall asks for it.
    pub derived: Option<String>,
    pub title: String,
    pub description: String,
    /// Unique in the service.
    pub name: Name,
    pub method: Method,
    pub path: Vec<Segment>,
    pub effect: Effect,
    /// The resource it is about: an index into `Service::resources`.
    pub resource: usize,
    /// Body fields of a write, filter fields of a read; the identities in the path are not among them.
    pub input: Vec<Field>,
    pub output: Output,
    /// The answer comes later: 202 and a status resource.
    pub asynchronous: bool,
    /// Answers in many messages where the protocol can.
    pub streams: bool,
    /// Actors, screens, policies that issue it.
    pub issuers: Vec<Id>,
    /// Domain events it leads to.
    pub leads_to: Vec<Id>,
    pub facts: Facts,
}

impl Operation {
    pub fn is_write(&self) -> bool {
        self.method != Method::Get
    }

    /// The identities in its path with names of their own, outermost first.
    pub fn path_parameters(&self, service: &Service) -> Vec<(usize, String)> {
        const GENERIC: &[&str] = &[
            "id",
            "uuid",
            "key",
            "code",
            "no",
            "number",
            "name",
            "ref",
            "reference",
        ];
        let mut names = Names::default();
        self.path_resources()
            .map(|at| {
                let resource = &service.resources[at];
                let own = Name::of(&resource.identity.name, "id");
                let qualified = resource.name.and(&own.words().join(" "));
                let wishes = match GENERIC.contains(&own.squashed().as_str()) {
                    true => vec![qualified],
                    false => vec![own, qualified],
                };
                (at, names.claim(&wishes).camel())
            })
            .collect()
    }

    /// The resources named in its path, outermost first.
    pub fn path_resources(&self) -> impl Iterator<Item = usize> + '_ {
        self.path.iter().filter_map(|segment| match segment {
            Segment::Identity(resource) => Some(*resource),
            Segment::Word(_) => None,
        })
    }
}

/// A domain event as others see it.
#[derive(Clone, Debug)]
pub struct Message {
    pub note: Id,
    /// Other notes of the same name in the context.
    pub copies: Vec<Id>,
    pub title: String,
    pub description: String,
    /// Unique in the service that publishes it.
    pub name: Name,
    /// Where it is published: `voyage-planning.voyage.rescheduled`, unique on the board.
    pub address: String,
    /// Major version of its schema, from 1.
    pub version: u32,
    /// The aggregate it is about: its name.
    pub aggregate: Option<Name>,
    /// The field that orders and partitions it.
    pub key: Option<String>,
    pub fields: Vec<Field>,
    /// The name of the service that owns it; none for an event that lives in no context.
    pub owner: Option<String>,
    /// External systems that cause it.
    pub reported_by: Vec<Id>,
    /// Indexes of the services that consume it.
    pub consumers: Vec<usize>,
    pub facts: Facts,
}

/// An event of another that a service reacts to.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub message: Message,
    /// Index of the service that publishes it; none for an event that lives in no context.
    pub from: Option<usize>,
    /// The policies, read models and commands that react.
    pub reactions: Vec<Id>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// An event is consumed.
    Event,
    /// A command is issued.
    Call,
    /// Information is read.
    Read,
}

/// A step of the flow that crosses from one service to another.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceLink {
    /// Indexes into `Architecture::services`.
    pub from: usize,
    pub to: usize,
    pub kind: LinkKind,
    /// The notes at its ends.
    pub notes: (Id, Id),
    /// What crosses: the event, command or read model.
    pub what: String,
}

impl Architecture {
    pub fn of(board: &BoardSnapshot) -> Architecture {
        let reading = reading::read(board);
        let services = services::build(board, &reading);
        let homes = homes::Homes::of(&services);
        let links = services::links(board, &reading, &homes);
        let title = crate::naming::plain(&board.meta.title);
        Architecture {
            title: if title.is_empty() {
                "Untitled board".into()
            } else {
                title
            },
            fingerprint: crate::origin::fingerprint(board),
            board: board.clone(),
            reading,
            services,
            links,
            print: Print::default(),
            homes,
        }
    }

    /// The service in which a note lives.
    pub fn service_of(&self, note: &Id) -> Option<usize> {
        self.homes.home(&self.board, note)
    }

    /// The words of a note, on one line.
    pub fn text_of(&self, note: &Id) -> String {
        self.board
            .note(note)
            .map(|n| crate::naming::plain(&n.text))
            .unwrap_or_default()
    }
}
