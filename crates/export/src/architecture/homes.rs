//! Which notes live in which service.

use std::collections::HashMap;

use model::{BoardSnapshot, Id, Note, NoteKind};

use super::Service;

/// Services by their contexts.
#[derive(Clone, Debug)]
pub(crate) struct Homes {
    /// None: one service for the whole board.
    by_context: Option<HashMap<Id, usize>>,
}

impl Homes {
    pub fn of(services: &[Service]) -> Homes {
        let context = |(at, service): (usize, &Service)| Some((service.context.clone()?, at));
        Homes {
            by_context: services.iter().enumerate().map(context).collect(),
        }
    }

    /// The service in which a note lives.
    pub fn home(&self, board: &BoardSnapshot, note: &Id) -> Option<usize> {
        let note = board.note(note)?;
        match &self.by_context {
            _ if !note.kind.is_placed() => None,
            None => Some(0),
            Some(by_context) => by_context.get(note.context.as_ref()?).copied(),
        }
    }
}

/// The notes of each service by kind, in the order of the board.
pub(super) struct Members<'a> {
    /// By kind and context; no context where one service stands for the whole board.
    of: HashMap<(NoteKind, Option<Id>), Vec<&'a Note>>,
}

impl<'a> Members<'a> {
    pub fn of(board: &'a BoardSnapshot, whole: bool) -> Members<'a> {
        let mut of: HashMap<_, Vec<&Note>> = HashMap::new();
        for note in board.notes.iter().filter(|n| whole || n.context.is_some()) {
            let context = note.context.clone().filter(|_| !whole);
            of.entry((note.kind, context)).or_default().push(note);
        }
        Members { of }
    }

    pub fn of_service(&self, service: &Service, kind: NoteKind) -> &[&'a Note] {
        let notes = self.of.get(&(kind, service.context.clone()));
        notes.map_or(&[], Vec::as_slice)
    }
}
