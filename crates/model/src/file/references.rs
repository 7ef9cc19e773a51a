//! What the schema cannot say: ids are unique, and whatever refers to one means something that exists.

use std::collections::{HashMap, HashSet};

use super::FileError;
use super::form::BoardFile;
use crate::ids::Id;

/// Checks all ids of a file.
pub(super) fn check(file: &BoardFile) -> Result<(), FileError> {
    let notes = unique("notes", file.notes.iter().map(|n| Some(&n.id)))?;
    let contexts = unique("contexts", file.contexts.iter().map(|c| Some(&c.id)))?;
    let teams = unique("teams", file.teams.iter().map(|t| Some(&t.id)))?;
    unique("frames", file.frames.iter().map(|f| Some(&f.id)))?;
    unique("links", file.links.iter().map(|l| l.id.as_ref()))?;

    let known = |ids: &HashSet<&Id>, what: &str, id: &Id, pointer: &dyn Fn() -> String| match ids
        .contains(id)
    {
        true => Ok(()),
        false => Err(FileError::new(
            pointer(),
            format!("there is no {what} `{id}`"),
        )),
    };
    for (i, note) in file.notes.iter().enumerate() {
        if let Some(team) = &note.facts.team {
            known(&teams, "team", team, &|| format!("/notes/{i}/facts/team"))?;
        }
        if let Some(command) = &note.facts.undone_by {
            known(&notes, "note", command, &|| {
                format!("/notes/{i}/facts/undoneBy")
            })?;
        }
    }
    for (i, link) in file.links.iter().enumerate() {
        known(&notes, "note", &link.from, &|| format!("/links/{i}/from"))?;
        known(&notes, "note", &link.to, &|| format!("/links/{i}/to"))?;
    }
    let mut homes: HashMap<&Id, usize> = HashMap::new();
    for (i, context) in file.contexts.iter().enumerate() {
        if let Some(team) = &context.team {
            known(&teams, "team", team, &|| format!("/contexts/{i}/team"))?;
        }
        for (j, member) in context.members.iter().enumerate() {
            let pointer = || format!("/contexts/{i}/members/{j}");
            known(&notes, "note", member, &pointer)?;
            if let Some(first) = homes.insert(member, i) {
                let message = match first == i {
                    true => format!("`{member}` is listed twice"),
                    false => format!(
                        "`{member}` is a member of `{}` already",
                        file.contexts[first].id
                    ),
                };
                return Err(FileError::new(pointer(), message));
            }
        }
    }
    for (i, relation) in file.relations.iter().enumerate() {
        known(&contexts, "context", &relation.upstream, &|| {
            format!("/relations/{i}/upstream")
        })?;
        known(&contexts, "context", &relation.downstream, &|| {
            format!("/relations/{i}/downstream")
        })?;
    }
    for (i, team) in file.teams.iter().enumerate() {
        for (j, interaction) in team.interactions.iter().enumerate() {
            known(&teams, "team", &interaction.team, &|| {
                format!("/teams/{i}/interactions/{j}/team")
            })?;
        }
    }
    for (i, term) in file.terms.iter().enumerate() {
        if let Some(context) = &term.context {
            known(&contexts, "context", context, &|| {
                format!("/terms/{i}/context")
            })?;
        }
    }
    // The subjects of a decision may be gone by now: what was decided stays on record.
    Ok(())
}

fn unique<'a>(
    rows: &str,
    ids: impl Iterator<Item = Option<&'a Id>>,
) -> Result<HashSet<&'a Id>, FileError> {
    let mut seen: HashMap<&Id, usize> = HashMap::new();
    for (i, id) in ids.enumerate() {
        if let Some(id) = id
            && let Some(first) = seen.insert(id, i)
        {
            return Err(FileError::new(
                format!("/{rows}/{i}/id"),
                format!("`{id}` is the id of /{rows}/{first} already"),
            ));
        }
    }
    Ok(seen.into_keys().collect())
}
