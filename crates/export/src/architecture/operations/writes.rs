//! Commands as writes: what is no plain create, update or delete becomes a resource under the one it changes
//! (`POST /orders/{orderId}/cancellation`), so that no verb stands in a path.

use model::words::key;
use model::{Note, NoteKind};

use super::{Desk, Plan, many};
use crate::architecture::phrase::{self, Phrase};
use crate::architecture::resources::{self, Draft};
use crate::architecture::{
    Effect, Field, FieldType, Method, Output, ResourceKind, Segment, schemas,
};
use crate::english::{self, Verb};
use crate::naming::{Name, plain, words};

impl Desk<'_> {
    pub(super) fn write(&mut self, note: &Note) {
        let english = self.english(note);
        let phrase = Phrase::of(&note.text, english);
        let resource = self.subject(note, &phrase);
        if self.is_copy(note, resource) {
            return;
        }
        let about = self.service.resources[resource].name.clone();
        let entered = schemas::entered(note);
        let name = Name::of(&note.text, "command");
        let beside = phrase.beside(about.words());
        // "register new user" begins a "user registration"
        let begins: Vec<String> = phrase
            .direct_object()
            .iter()
            .cloned()
            .chain(phrase.noun())
            .collect();
        // "book room" begins a "booking", "pay out" a "payout"; a "schedule" is there before what is put into it
        let act = phrase.noun().concat();
        let begun = (phrase::same(&begins, about.words()) || act == about.squashed())
            && !english::is_container(&act);
        let whole = begun
            || (beside.is_empty()
                && phrase::position(phrase.direct_object(), about.words()).is_some());
        let all =
            english && beside.is_empty() && self.plural_subject(resource, phrase.direct_object());
        let noun = self.service.resources[resource].kind == ResourceKind::Noun;
        let mut plan = Plan {
            note,
            derived: None,
            apart: about.clone(),
            title: title(note),
            name,
            method: Method::Post,
            effect: Effect::Act,
            resource,
            path: self.path_to(resource),
            input: entered.clone(),
            output: Output::One(resource),
        };
        match phrase.act() {
            _ if begun => self.create(note, &phrase, resource, &mut plan),
            Verb::Create if whole || noun => self.create(note, &phrase, resource, &mut plan),
            // what is reported finished is no part: the report is an act
            Verb::Create if beside.last().is_some_and(|w| !english::is_participle(w)) => {
                let part = self.part(note, resource, &beside, &entered);
                plan.effect = Effect::Create;
                plan.resource = part;
                plan.path = self.path_to_all(part);
                plan.output = Output::One(part);
                if entered.is_empty() {
                    plan.input = details(&beside, note);
                }
            }
            Verb::Act | Verb::Delete if all => {
                // an act on all of them has no identity in its path: `POST /subscription-expiries`
                let act: Vec<String> = about.words().iter().cloned().chain(phrase.noun()).collect();
                plan.path = vec![Segment::Word(many(&act))];
                plan.output = Output::Nothing;
            }
            Verb::Replace if whole => {
                plan.effect = Effect::Update;
                plan.method = Method::Patch;
                if entered.is_empty() {
                    plan.input = self.fields_of_creation(note, resource);
                    plan.input.retain(|f| !f.identity);
                }
            }
            Verb::Replace if !beside.is_empty() => {
                plan.path.push(Segment::Word(Name::of_path(
                    beside.iter().take(5).cloned(),
                    "value",
                )));
                if self.is_free(Method::Put, &plan.path) {
                    plan.effect = Effect::Replace;
                    plan.method = Method::Put;
                } else {
                    plan.path.pop();
                    plan.path.push(self.act(&phrase, &beside));
                }
                if entered.is_empty() {
                    plan.input = self.derived_input(&beside, note);
                }
            }
            Verb::Delete
                if whole && self.is_free(Method::Delete, &plan.path) && entered.is_empty() =>
            {
                plan.effect = Effect::Delete;
                plan.method = Method::Delete;
                plan.output = Output::Nothing;
            }
            _ => {
                plan.path.push(self.act(&phrase, &beside));
                if entered.is_empty() {
                    plan.input = self.derived_input(&beside, note);
                }
            }
        }
        let in_path: Vec<String> = plan
            .path
            .iter()
            .filter_map(|s| match s {
                Segment::Identity(r) => Some(self.service.resources[*r].identity.name.clone()),
                Segment::Word(_) => None,
            })
            .collect();
        plan.input
            .retain(|f| !in_path.iter().any(|p| p.eq_ignore_ascii_case(&f.name)));
        self.offer(plan);
    }

    /// A new resource, in the collection of its kind.
    fn create(&self, note: &Note, phrase: &Phrase, resource: usize, plan: &mut Plan<'_>) {
        plan.effect = Effect::Create;
        plan.path = self.path_to_all(resource);
        if !self.is_free(Method::Post, &plan.path) {
            // a second way in is a resource of its own: `POST /member-registrations`
            let about = self.service.resources[resource].name.words();
            let way: Vec<String> = about.iter().cloned().chain(phrase.noun()).collect();
            plan.path = vec![Segment::Word(many(&way))];
        }
        if note.fields.is_empty() {
            plan.input = self.fields_of_creation(note, resource);
        }
    }

    /// The resource that a command changes: the aggregate it leads to, the one it names, the only one, or a noun of its own.
    fn subject(&mut self, note: &Note, phrase: &Phrase) -> usize {
        let linked: Vec<usize> = self
            .reading
            .leaving(&note.id)
            .filter_map(|l| self.board.note(&l.to))
            .filter(|n| n.kind == NoteKind::Aggregate)
            .filter_map(|n| {
                self.service
                    .resources
                    .iter()
                    .position(|r| r.note == n.id || r.copies.contains(&n.id))
            })
            .collect();
        if let Some(named) = linked.iter().copied().find(|&r| {
            phrase::position(&phrase.rest, self.service.resources[r].name.words()).is_some()
        }) {
            return named;
        }
        if let Some(&first) = linked.first() {
            return first;
        }
        if let Some(named) = self.named_in(&phrase.rest) {
            return named;
        }
        let aggregates: Vec<usize> = (0..self.service.resources.len())
            .filter(|&r| self.service.resources[r].kind == ResourceKind::Aggregate)
            .collect();
        let object: Vec<String> = phrase.direct_object().iter().take(5).cloned().collect();
        if let ([only], true) = (aggregates.as_slice(), object.is_empty()) {
            return *only;
        }
        let spoken = match (object.is_empty(), &phrase.verb) {
            (false, _) => object,
            (true, Some(_)) => phrase.noun(),
            (true, None) => words(&self.service.title),
        };
        if let Some(known) = self.called(&spoken) {
            return known;
        }
        let title = if words(&note.text).is_empty() {
            plain(&note.text)
        } else {
            Draft::title_of(&spoken)
        };
        resources::add(
            self.service,
            Draft {
                kind: ResourceKind::Noun,
                title: if title.is_empty() {
                    "Resource".into()
                } else {
                    title
                },
                words: spoken,
                notes: &[note],
                fields: schemas::entered(note),
                parent: None,
                english: self.english(note),
            },
        )
    }

    /// Whether another note of the same words, resource and fields is offered already; then this one is its copy.
    fn is_copy(&mut self, note: &Note, resource: usize) -> bool {
        let text = key(&note.text);
        let board = self.board;
        let parents: Vec<Option<usize>> = self.service.resources.iter().map(|r| r.parent).collect();
        let twin = self.service.operations.iter_mut().find(|o| {
            board.note(&o.note).is_some_and(|n| {
                n.kind == note.kind && key(&n.text) == text && n.fields == note.fields
            }) && (o.resource == resource || parents[o.resource] == Some(resource))
        });
        match twin {
            Some(operation) => {
                operation.copies.push(note.id.clone());
                true
            }
            None => false,
        }
    }

    /// The act itself as a resource: `customs-clearance`.
    fn act(&self, phrase: &Phrase, beside: &[String]) -> Segment {
        let mut words: Vec<String> = beside.iter().take(5).cloned().collect();
        words.extend(phrase.noun());
        if words.is_empty() {
            words.extend(phrase.rest.iter().take(6).cloned());
        }
        Segment::Word(Name::of_path(words, "act"))
    }

    /// What a command adds to a resource: `carrier movement` to `voyage`.
    fn part(
        &mut self,
        note: &Note,
        resource: usize,
        beside: &[String],
        entered: &[Field],
    ) -> usize {
        let spoken: Vec<String> = beside.iter().take(5).cloned().collect();
        let same = (0..self.service.resources.len()).find(|&i| {
            let r = &self.service.resources[i];
            r.kind == ResourceKind::Part
                && r.parent == Some(resource)
                && phrase::same(r.name.words(), &spoken)
        });
        if let Some(part) = same {
            return part;
        }
        let fields = if entered.is_empty() {
            details(beside, note)
        } else {
            entered.to_vec()
        };
        let parent = &self.service.resources[resource].identity.name;
        let fields = fields.into_iter().filter(|f| &f.name != parent).collect();
        resources::add(
            self.service,
            Draft {
                kind: ResourceKind::Part,
                title: Draft::title_of(&spoken),
                words: spoken,
                notes: &[note],
                fields,
                parent: Some(resource),
                english: self.english(note),
            },
        )
    }

    fn derived_input(&self, beside: &[String], note: &Note) -> Vec<Field> {
        let nouns: Vec<String> = beside
            .iter()
            .filter(|w| !english::is_participle(w))
            .cloned()
            .collect();
        let field = if self.english(note) {
            schemas::of_noun(&nouns, note, self.known)
        } else {
            None
        };
        field
            .into_iter()
            .map(|f| Field {
                required: true,
                ..f
            })
            .collect()
    }

    /// What is known of a resource when it begins; its identity may be chosen by the caller.
    fn fields_of_creation(&self, note: &Note, resource: usize) -> Vec<Field> {
        let resource = &self.service.resources[resource];
        let why = format!("a field of {}", resource.title);
        let field = |f: &Field| Field {
            required: f.required && f.derived.is_none() && !f.identity,
            description: match f.identity {
                true => "Chosen by the service when absent.".into(),
                false => f.description.clone(),
            },
            derived: Some(why.clone()),
            note: note.id.clone(),
            ..f.clone()
        };
        resource.fields.iter().map(field).collect()
    }
}

/// What a part holds, where nobody entered it.
fn details(beside: &[String], note: &Note) -> Vec<Field> {
    let why = format!("nothing on the wall says what a {} holds", beside.join(" "));
    vec![schemas::derived(
        &Name::of("details", "field"),
        FieldType::Text,
        false,
        &note.id,
        why,
    )]
}

fn title(note: &Note) -> String {
    let text = plain(&note.text);
    if text.is_empty() {
        note.kind.label().to_owned()
    } else {
        text
    }
}
