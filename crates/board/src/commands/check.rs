//! What a command must fulfil; nothing is written before this has passed.

use std::collections::HashSet;

use model::note::MAX_TEXT;
use model::{Command, Context, Frame, Id, Link, Note, Rect};

use crate::error::BoardError;
use crate::view::View;

const MAX_TITLE: usize = 200;
const MAX_CONTEXT_NAME: usize = 100;

/// Whether a command can be carried out on this board.
pub fn check(command: &Command, view: &View) -> Result<(), BoardError> {
    match command {
        Command::Place {
            notes,
            links,
            frames,
        } => place(view, notes, links, frames),
        Command::Move { to } => {
            for (id, p) in to {
                finite(id, &[p.x, p.y])?;
            }
            any_there(view, to.iter().map(|(id, _)| id))
        }
        Command::Resize { to } => {
            for (id, r) in to {
                area(id, r)?;
            }
            any_there(view, to.iter().map(|(id, _)| id))
        }
        Command::EditText { note, text } => {
            length(note.as_str(), "text", text, MAX_TEXT)?;
            any_there(view, [note])
        }
        Command::ChangeKind { notes, .. }
        | Command::SetNote { notes, .. }
        | Command::Restack { notes, .. } => any_there(view, notes),
        Command::DrawLink { link } => {
            ends(view, link, &HashSet::new())?;
            match view.links.get(link.id.as_str()) {
                Some(there) if (&there.from, &there.to) != (&link.from, &link.to) => {
                    Err(BoardError::Taken(link.id.clone()))
                }
                _ => Ok(()),
            }
        }
        Command::SettleLink { from, to, .. } => {
            ends(view, &Link::new(from.clone(), to.clone()), &HashSet::new())
        }
        Command::LabelLink { link, .. } => match view.links.get(link.as_str()) {
            Some(_) => Ok(()),
            None => Err(BoardError::Unknown(link.clone())),
        },
        Command::SetFrame { frame, .. } => match view.frames.get(frame.as_str()) {
            Some(_) => Ok(()),
            None => Err(BoardError::Unknown(frame.clone())),
        },
        Command::Delete { ids } => any_there(view, ids),
        Command::AddContexts { contexts } => added(view, contexts, &[]),
        Command::AcceptProposal { replaced, contexts } => added(view, contexts, replaced),
        Command::SetContext { context } => {
            context_name(context)?;
            context_there(view, &context.id)
        }
        Command::DeleteContexts { contexts } => match contexts.first() {
            Some(first) if contexts.iter().all(|c| context_there(view, c).is_err()) => {
                Err(BoardError::Unknown(first.clone()))
            }
            _ => Ok(()),
        },
        Command::Assign { notes, context } => {
            if let Some(context) = context {
                context_there(view, context)?;
            }
            any_there(view, notes)
        }
        Command::SetTitle { title } => length("meta", "title", title, MAX_TITLE),
        Command::Compound { commands } => commands.iter().try_for_each(|c| check(c, view)),
        Command::SetRelations { .. }
        | Command::SetTeam { .. }
        | Command::SetTerm { .. }
        | Command::Decide { .. }
        | Command::Answer { .. }
        | Command::SetDescription { .. }
        | Command::SetStage { .. }
        | Command::SetLanguage { .. }
        | Command::SetSetting { .. } => Ok(()),
    }
}

fn place(view: &View, notes: &[Note], links: &[Link], frames: &[Frame]) -> Result<(), BoardError> {
    let mut fresh: HashSet<&str> = HashSet::new();
    for note in notes {
        if view.notes.get(note.id.as_str()).is_some() || !fresh.insert(note.id.as_str()) {
            return Err(BoardError::Taken(note.id.clone()));
        }
        length(note.id.as_str(), "text", &note.text, MAX_TEXT)?;
        let given = [note.x, note.y, note.width, note.height];
        finite(&note.id, &given.map(Option::unwrap_or_default))?;
        for size in [note.width, note.height].into_iter().flatten() {
            positive(&note.id, size)?;
        }
    }
    let mut seen: HashSet<&str> = HashSet::new();
    for frame in frames {
        if view.frames.get(frame.id.as_str()).is_some() || !seen.insert(frame.id.as_str()) {
            return Err(BoardError::Taken(frame.id.clone()));
        }
        area(&frame.id, &frame.rect())?;
    }
    seen.clear();
    for link in links {
        if view.links.get(link.id.as_str()).is_some() || !seen.insert(link.id.as_str()) {
            return Err(BoardError::Taken(link.id.clone()));
        }
        ends(view, link, &fresh)?;
    }
    Ok(())
}

/// The contexts can be added once `replaced` are gone.
fn added(view: &View, contexts: &[(Context, Vec<Id>)], replaced: &[Id]) -> Result<(), BoardError> {
    let mut fresh = HashSet::new();
    for (context, _) in contexts {
        context_name(context)?;
        let taken = context_there(view, &context.id).is_ok() && !replaced.contains(&context.id);
        if taken || !fresh.insert(&context.id) {
            return Err(BoardError::Taken(context.id.clone()));
        }
    }
    Ok(())
}

/// At least one of them is there; an empty list changes nothing and is no error.
fn any_there<'a>(
    view: &View,
    ids: impl IntoIterator<Item = &'a Id> + Clone,
) -> Result<(), BoardError> {
    let there = |id: &Id| {
        let id = id.as_str();
        view.notes.get(id).is_some()
            || view.frames.get(id).is_some()
            || view.links.get(id).is_some()
    };
    match ids.clone().into_iter().next() {
        Some(first) if !ids.into_iter().any(there) => Err(BoardError::Unknown(first.clone())),
        _ => Ok(()),
    }
}

fn context_there(view: &View, id: &Id) -> Result<(), BoardError> {
    match view.contexts.get(id.as_str()) {
        Some(_) => Ok(()),
        None => Err(BoardError::Unknown(id.clone())),
    }
}

fn context_name(context: &Context) -> Result<(), BoardError> {
    if context.name.is_empty() {
        return invalid(context.id.as_str(), "name", "is empty");
    }
    length(context.id.as_str(), "name", &context.name, MAX_CONTEXT_NAME)
}

fn ends(view: &View, link: &Link, fresh: &HashSet<&str>) -> Result<(), BoardError> {
    if link.from == link.to {
        return invalid(link.id.as_str(), "to", "is where the link starts");
    }
    for end in [&link.from, &link.to] {
        if view.notes.get(end.as_str()).is_none() && !fresh.contains(end.as_str()) {
            return Err(BoardError::Unknown(end.clone()));
        }
    }
    Ok(())
}

fn area(id: &Id, rect: &Rect) -> Result<(), BoardError> {
    finite(id, &[rect.x, rect.y, rect.width, rect.height])?;
    positive(id, rect.width)?;
    positive(id, rect.height)
}

fn positive(id: &Id, size: f64) -> Result<(), BoardError> {
    if size > 0.0 {
        Ok(())
    } else {
        invalid(id.as_str(), "size", "is not above 0")
    }
}

fn finite(id: &Id, numbers: &[f64]) -> Result<(), BoardError> {
    if numbers.iter().all(|n| n.is_finite()) {
        Ok(())
    } else {
        invalid(id.as_str(), "position", "is not finite")
    }
}

fn length(id: &str, member: &str, text: &str, limit: usize) -> Result<(), BoardError> {
    if text.chars().nth(limit).is_none() {
        Ok(())
    } else {
        invalid(id, member, &format!("is longer than {limit} characters"))
    }
}

fn invalid(id: &str, member: &str, why: &str) -> Result<(), BoardError> {
    Err(BoardError::Invalid {
        place: format!("/{id}/{member}"),
        why: why.to_owned(),
    })
}
