//! A board that is being put together.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::context::{Context, Relation};
use crate::facts::Field;
use crate::ids::Id;
use crate::link::Link;
use crate::notation::{context_id, note_id};
use crate::note::{MAX_TEXT, Note, NoteKind};
use crate::snapshot::{BoardSnapshot, Meta};
use crate::table::Table;
use crate::team::Team;

/// Longest name of a context, in characters.
const MAX_NAME: usize = 100;

/// Rows in the order in which they were said; ids are those that storm notation would give.
#[derive(Default)]
pub(super) struct Draft {
    notes: Vec<Note>,
    places: HashMap<Id, usize>,
    links: Vec<Link>,
    linked: HashSet<(Id, Id)>,
    pub contexts: Vec<Context>,
    pub relations: Vec<Relation>,
    pub teams: Vec<Team>,
}

impl Draft {
    /// The context of a name, made where it is new.
    pub fn context(&mut self, name: &str) -> &mut Context {
        let name: String = name.chars().take(MAX_NAME).collect();
        let id = context_id(&name);
        let place = self.contexts.iter().position(|c| c.id == id);
        let place = place.unwrap_or_else(|| {
            self.contexts.push(Context::new(id, name));
            self.contexts.len() - 1
        });
        &mut self.contexts[place]
    }

    /// The note of this kind and text in a context (none: in no context), made where it is new.
    pub fn note(&mut self, context: Option<&str>, kind: NoteKind, text: &str) -> Id {
        let text: String = text.chars().take(MAX_TEXT).collect();
        let id = note_id(context.unwrap_or_default(), kind, &text, 1);
        if !self.places.contains_key(&id) {
            let mut note = Note::new(id.clone(), kind, text);
            if kind.is_placed() {
                note.context = context.map(|name| self.context(name).id.clone());
            }
            self.places.insert(id.clone(), self.notes.len());
            self.notes.push(note);
        }
        id
    }

    pub fn get(&mut self, id: &Id) -> Option<&mut Note> {
        self.notes.get_mut(*self.places.get(id)?)
    }

    /// Adds a field; the first of a name stays.
    pub fn field(&mut self, note: &Id, field: Field) {
        if let Some(note) = self.get(note)
            && Field::is_name(&field.name)
            && note.fields.iter().all(|f| f.name != field.name)
        {
            note.fields.push(field);
        }
    }

    pub fn link(&mut self, from: &Id, to: &Id) {
        if from != to && self.linked.insert((from.clone(), to.clone())) {
            self.links.push(Link::new(from.clone(), to.clone()));
        }
    }

    pub fn relate(&mut self, relation: Relation) {
        if relation.upstream != relation.downstream && !self.relations.contains(&relation) {
            self.relations.push(relation);
        }
    }

    pub fn board(self, title: &str) -> BoardSnapshot {
        const MAX_TITLE: usize = 200;
        BoardSnapshot {
            meta: Arc::new(Meta {
                title: title.chars().take(MAX_TITLE).collect(),
                ..Meta::default()
            }),
            notes: Table::from_rows(self.notes.into_iter().map(Arc::new)),
            links: Table::from_rows(self.links.into_iter().map(Arc::new)),
            contexts: Table::from_rows(self.contexts.into_iter().map(Arc::new)),
            relations: Arc::new(self.relations),
            teams: Table::from_rows(self.teams.into_iter().map(Arc::new)),
            ..BoardSnapshot::default()
        }
        .normalised()
    }
}
