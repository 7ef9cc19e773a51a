//! Commands about contexts and what lives in them.

use model::{Context, Id};
use serde_json::json;

use super::notes;
use crate::content;
use crate::recorder::Recorder;
use crate::schema::{self, Root};
use crate::stacking;

/// Adds contexts whose ids are free, with the notes that move into each.
pub fn add(to: &mut Recorder, contexts: &[(Context, Vec<Id>)]) {
    let mut z = to.view.contexts.highest().map(str::to_owned);
    for (context, members) in contexts {
        let next = stacking::above(z.as_deref());
        let content = content::with_z(content::of_context(context), &next);
        to.create(Root::Contexts, context.id.as_str(), content);
        z = Some(next);
        // Notes may still name a deleted context of this id: they were freed with it.
        free(to, &context.id, members);
        assign(to, members, Some(&context.id));
    }
}

/// Changes the facts of a context, member by member.
pub fn set(to: &mut Recorder, context: &Context) {
    let content = content::of_context(context);
    for name in Root::Contexts.plain().all() {
        to.member(
            Root::Contexts,
            context.id.as_str(),
            name,
            content.get(name).cloned(),
        );
    }
}

/// Deletes contexts and frees their notes.
pub fn delete(to: &mut Recorder, contexts: &[Id]) {
    for context in contexts {
        if to.view.contexts.get(context.as_str()).is_some() {
            free(to, context, &[]);
            to.delete(Root::Contexts, context.as_str());
        }
    }
}

/// Moves notes into a context, or out of all. Kinds that live in none stay out.
pub fn assign(to: &mut Recorder, ids: &[Id], context: Option<&Id>) {
    for id in notes::there(to, ids) {
        let lives_in_one = to
            .view
            .notes
            .get(id.as_str())
            .is_some_and(|note| note.kind.is_placed());
        if lives_in_one || context.is_none() {
            to.member(
                Root::Notes,
                id.as_str(),
                schema::CONTEXT,
                context.map(|c| json!(c)),
            );
        }
    }
}

/// Takes over a proposal: `replaced` go, `contexts` come.
pub fn accept(to: &mut Recorder, replaced: &[Id], contexts: &[(Context, Vec<Id>)]) {
    delete(to, replaced);
    add(to, contexts);
}

/// Takes the notes that name a context out of it, but for those that stay.
fn free(to: &mut Recorder, context: &Id, staying: &[Id]) {
    let leaving: Vec<Id> = to
        .view
        .members_of(context.as_str())
        .filter(|id| !staying.contains(id))
        .cloned()
        .collect();
    for note in leaving {
        // A note that has moved on in this very command stays where it is.
        let place = crate::place::Place::new(Root::Notes, &[note.as_str(), schema::CONTEXT]);
        if to.read(&place) == Some(json!(context)) {
            to.set(place, None);
        }
    }
}
