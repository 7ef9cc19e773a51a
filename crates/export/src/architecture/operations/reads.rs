//! Queries as reads, and the reads without which an interface could not be used: read models that people observe, and the
//! resources to which writes point.

use model::facts::AnswerShape;
use model::words::key;
use model::{Note, NoteKind};

use super::{Desk, Plan, many};
use crate::architecture::phrase::{self, Phrase};
use crate::architecture::resources::{self, Draft};
use crate::architecture::{Effect, Method, Output, ResourceKind, Segment, schemas};
use crate::naming::{Name, plain, words};

impl Desk<'_> {
    pub(super) fn read(&mut self, note: &Note) {
        let phrase = Phrase::of_question(&note.text, self.english(note));
        let name = Name::of(&note.text, "query");
        let title = match plain(&note.text) {
            text if text.is_empty() => note.kind.label().to_owned(),
            text => text,
        };
        let (resource, path, one) = self.answer(note, &phrase);
        if self.is_copy_of_read(note, resource) {
            return;
        }
        self.offer_read(note, None, name, title, resource, path, one);
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one read")]
    fn offer_read(
        &mut self,
        note: &Note,
        derived: Option<String>,
        name: Name,
        title: String,
        resource: usize,
        path: Vec<Segment>,
        one: bool,
    ) {
        let in_path: Vec<String> = path
            .iter()
            .filter_map(|s| match s {
                Segment::Identity(r) => Some(self.service.resources[*r].identity.name.clone()),
                Segment::Word(_) => None,
            })
            .collect();
        let mut input = if note.kind == NoteKind::Query {
            schemas::entered(note)
        } else {
            Vec::new()
        };
        input.retain(|f| !in_path.iter().any(|p| p.eq_ignore_ascii_case(&f.name)));
        self.offer(Plan {
            note,
            derived,
            apart: self.service.resources[resource].name.clone(),
            name,
            title,
            method: Method::Get,
            effect: if one {
                Effect::ReadOne
            } else {
                Effect::ReadPage
            },
            resource,
            path,
            input,
            output: if one {
                Output::One(resource)
            } else {
                Output::Page(resource)
            },
        });
    }

    /// What a query is answered with, where, and whether it is one.
    fn answer(&mut self, note: &Note, phrase: &Phrase) -> (usize, Vec<Segment>, bool) {
        let subject = self.named_in(&phrase.rest);
        if let Some(view) = self.view_of(note) {
            let shape = note
                .facts
                .shape
                .or(self.service.resources[view].facts.shape);
            return self.place(view, subject, shape, &phrase.rest, self.english(note));
        }
        let whole = self.called(&phrase.rest);
        let shape = note.facts.shape;
        match (whole, subject) {
            (Some(r), _) => {
                let one = shape.map_or(!phrase::is_many(&phrase.rest), |s| s == AnswerShape::One);
                let path = if one {
                    self.path_to(r)
                } else {
                    self.path_to_all(r)
                };
                (r, path, one)
            }
            (None, Some(r)) if self.english(note) && !self.plural_subject(r, &phrase.rest) => {
                // "meeting details": one view of one meeting; "meeting attendees": a page under it
                let beside = phrase::without(&phrase.rest, self.service.resources[r].name.words());
                let one = shape.map_or(!phrase::is_many(&beside), |s| s == AnswerShape::One);
                let view = self.view(note, &phrase.rest, Some(r));
                let mut path = self.path_to(r);
                let word = if one {
                    Name::from_words(beside, "view")
                } else {
                    many(&beside)
                };
                path.push(Segment::Word(word));
                (view, path, one)
            }
            _ => {
                let spoken = if phrase.rest.is_empty() {
                    words(&self.service.title)
                } else {
                    phrase.rest.clone()
                };
                let view = self.view(note, &spoken, None);
                let one = shape == Some(AnswerShape::One);
                let path = if one {
                    self.path_to(view)
                } else {
                    self.path_to_all(view)
                };
                (view, path, one)
            }
        }
    }

    /// Whether these words name many of a resource.
    pub(super) fn plural_subject(&self, resource: usize, words: &[String]) -> bool {
        let name = self.service.resources[resource].name.words();
        phrase::position(words, name).is_some_and(|at| phrase::is_many(&words[at..at + name.len()]))
    }

    /// The read model that a query is linked to.
    fn view_of(&self, note: &Note) -> Option<usize> {
        let after = self.reading.leaving(&note.id).map(|l| &l.to);
        let before = self.reading.reaching(&note.id).map(|l| &l.from);
        after.chain(before).find_map(|id| {
            self.service.resources.iter().position(|r| {
                r.kind == ResourceKind::ReadModel && (r.note == *id || r.copies.contains(id))
            })
        })
    }

    /// Where a read model is found: under the aggregate it shows one of, or as a collection.
    fn place(
        &self,
        view: usize,
        subject: Option<usize>,
        shape: Option<AnswerShape>,
        asked: &[String],
        english: bool,
    ) -> (usize, Vec<Segment>, bool) {
        let name = self.service.resources[view].name.words();
        let single = subject.is_some_and(|s| english && !self.plural_subject(s, asked))
            && !phrase::is_many(&words(&self.service.resources[view].title));
        let one = shape.map_or(single, |s| s == AnswerShape::One);
        match (one, subject) {
            (true, Some(subject)) => {
                let mut path = self.path_to(subject);
                let beside = phrase::without(name, self.service.resources[subject].name.words());
                path.push(Segment::Word(Name::from_words(
                    if beside.is_empty() {
                        name.to_vec()
                    } else {
                        beside
                    },
                    "view",
                )));
                (view, path, true)
            }
            (true, None) => (view, self.path_to(view), true),
            (false, _) => (view, self.path_to_view(view, asked), false),
        }
    }

    /// The collection of a read model; a second question to it has a collection of its own: `/open-tickets` beside
    /// `/tickets`.
    fn path_to_view(&self, view: usize, asked: &[String]) -> Vec<Segment> {
        let path = self.path_to_all(view);
        let resource = &self.service.resources[view];
        let title = words(&resource.title);
        let mut own = phrase::without(asked, &title);
        if own.is_empty() || own.len() > 5 || self.is_free(Method::Get, &path) {
            return path;
        }
        own.extend(title);
        vec![Segment::Word(many(&own))]
    }

    /// A read model that only a query names.
    fn view(&mut self, note: &Note, spoken: &[String], subject: Option<usize>) -> usize {
        let spoken: Vec<String> = spoken.iter().take(6).cloned().collect();
        let known = self.service.resources.iter().position(|r| {
            r.kind == ResourceKind::ReadModel && phrase::same(&words(&r.title), &spoken)
        });
        if let Some(known) = known {
            return known;
        }
        let why = "nothing on the wall says what the answer holds".to_owned();
        let fields = match subject {
            Some(s) => {
                let why = format!("the answer is about {}", self.service.resources[s].title);
                let mut fields = self.service.resources[s].fields.clone();
                for field in &mut fields {
                    field.derived = Some(why.clone());
                    field.note = note.id.clone();
                    field.required = field.identity;
                    field.identity = false;
                }
                fields
            }
            None => vec![schemas::derived(
                &Name::of("title", "field"),
                crate::architecture::FieldType::String,
                false,
                &note.id,
                why,
            )],
        };
        resources::add(
            self.service,
            Draft {
                kind: ResourceKind::ReadModel,
                title: Draft::title_of(&spoken),
                words: spoken,
                notes: &[note],
                fields,
                parent: None,
                english: self.english(note),
            },
        )
    }

    fn is_copy_of_read(&mut self, note: &Note, resource: usize) -> bool {
        let text = key(&note.text);
        let board = self.board;
        let twin = self.service.operations.iter_mut().find(|o| {
            o.resource == resource
                && board.note(&o.note).is_some_and(|n| {
                    n.kind == NoteKind::Query && key(&n.text) == text && n.fields == note.fields
                })
        });
        twin.map(|o| o.copies.push(note.id.clone())).is_some()
    }

    /// Read models that an actor, a screen or another service reads, where no query does.
    pub(super) fn observed_read_models(&mut self) {
        let views: Vec<usize> = (0..self.service.resources.len())
            .filter(|&r| self.service.resources[r].kind == ResourceKind::ReadModel)
            .collect();
        for view in views {
            if self
                .service
                .operations
                .iter()
                .any(|o| matches!(o.output, Output::One(r) | Output::Page(r) if r == view))
            {
                continue;
            }
            let resource = self.service.resources[view].clone();
            let ids = std::iter::once(&resource.note).chain(&resource.copies);
            let near = ids.flat_map(|id| {
                let after = self.reading.leaving(id).map(|l| &l.to);
                after.chain(self.reading.reaching(id).map(|l| &l.from))
            });
            let observed = near.filter_map(|id| self.board.note(id)).any(|n| {
                matches!(n.kind, NoteKind::Actor | NoteKind::Screen)
                    || (self.service.context.is_some()
                        && n.context != self.service.context
                        && matches!(
                            n.kind,
                            NoteKind::Policy | NoteKind::Query | NoteKind::Command
                        ))
            });
            let Some(note) = self.board.note(&resource.note).filter(|_| observed) else {
                continue;
            };
            let why = "somebody reads this read model, and no query asks for it".to_owned();
            let (_, path, one) = self.place(view, None, resource.facts.shape, &[], false);
            let shown = if one {
                &resource.name
            } else {
                &resource.collection
            };
            let name = Name::from_words(
                ["get".to_owned()]
                    .into_iter()
                    .chain(shown.words().iter().cloned()),
                "query",
            );
            self.offer_read(
                note,
                Some(why),
                name,
                format!("Read {}", resource.title),
                view,
                path,
                one,
            );
        }
    }

    /// Every identity in a path, and every `Location`, can be read.
    pub(super) fn resources_that_writes_point_to(&mut self) {
        let mut wanted: Vec<usize> = Vec::new();
        for operation in &self.service.operations {
            let created = (operation.effect == Effect::Create).then_some(operation.resource);
            for resource in operation.path_resources().chain(created) {
                if !wanted.contains(&resource)
                    && self.service.resources[resource].kind != ResourceKind::ReadModel
                {
                    wanted.push(resource);
                }
            }
        }
        wanted.sort_unstable();
        for at in wanted {
            let path = self.path_to(at);
            if !self.is_free(Method::Get, &path) {
                continue;
            }
            let resource = self.service.resources[at].clone();
            let Some(note) = self.board.note(&resource.note) else {
                continue;
            };
            let why = "writes point to it, and no query asks for it".to_owned();
            let name = Name::from_words(
                ["get".to_owned()]
                    .into_iter()
                    .chain(resource.name.words().iter().cloned()),
                "query",
            );
            self.offer_read(
                note,
                Some(why),
                name,
                format!("Read one {}", resource.title),
                at,
                path,
                true,
            );
        }
    }
}
