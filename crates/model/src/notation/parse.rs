//! Storm notation into a board.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::line::{Line, Part, read};
use super::{NotationError, context_id, is_everywhere, note_id};
use crate::context::Context;
use crate::ids::Id;
use crate::link::Link;
use crate::note::{Note, NoteKind};
use crate::snapshot::{BoardSnapshot, Meta};
use crate::table::Table;

/// Reads storm notation. Notes have no positions; contexts, notes and links come in the order of the text.
pub fn parse(text: &str) -> Result<BoardSnapshot, NotationError> {
    let mut storm = Storm::default();
    let mut flows = Vec::new();
    let mut heading = String::new();
    for (i, raw) in text.lines().enumerate() {
        let line = i + 1;
        match read(raw).map_err(|message| NotationError { line, message })? {
            Line::Nothing => {}
            Line::Title(title) => storm.name(title, line)?,
            Line::Heading(name) => {
                storm.open(&name);
                heading = name;
            }
            Line::Flow(parts) => {
                for part in &parts {
                    storm.declare(part, &heading, line);
                }
                flows.push((line, heading.clone(), parts));
            }
        }
    }
    for (line, heading, parts) in flows {
        storm.connect(&parts, &heading, line)?;
    }
    Ok(storm.board())
}

/// Where a note lives, and where that was said first.
struct Home {
    heading: String,
    line: usize,
    id: Id,
}

#[derive(Default)]
struct Storm {
    title: Option<(String, usize)>,
    contexts: Vec<Context>,
    notes: Vec<Note>,
    places: HashMap<Id, usize>,
    homes: HashMap<(NoteKind, String, u32), Vec<Home>>,
    links: Vec<Link>,
    linked: HashSet<(Id, Id)>,
}

impl Storm {
    fn name(&mut self, title: String, line: usize) -> Result<(), NotationError> {
        if let Some((_, first)) = self.title {
            let message = format!("the board has a title already, in line {first}");
            return Err(NotationError { line, message });
        }
        self.title = Some((title, line));
        Ok(())
    }

    fn open(&mut self, name: &str) {
        let id = context_id(name);
        if self.contexts.iter().all(|c| c.id != id) {
            self.contexts.push(Context::new(id, name));
        }
    }

    /// Adds the note of a part that stands under its own heading.
    fn declare(&mut self, part: &Part, heading: &str, line: usize) {
        if part.elsewhere && !is_everywhere(part.kind) {
            return;
        }
        let id = note_id(heading, part.kind, &part.text, part.ordinal);
        if self.places.contains_key(&id) {
            return;
        }
        let mut note = Note::new(id.clone(), part.kind, part.text.clone());
        if part.kind.is_placed() && !heading.is_empty() {
            note.context = Some(context_id(heading));
        }
        self.places.insert(id.clone(), self.notes.len());
        self.notes.push(note);
        self.homes
            .entry((part.kind, part.text.clone(), part.ordinal))
            .or_default()
            .push(Home {
                heading: heading.to_owned(),
                line,
                id,
            });
    }

    /// Links the parts of one flow.
    fn connect(&mut self, parts: &[Part], heading: &str, line: usize) -> Result<(), NotationError> {
        let mut before: Option<Id> = None;
        for part in parts {
            let id = self
                .find(part, heading)
                .map_err(|message| NotationError { line, message })?;
            if part.pivotal
                && let Some(&place) = self.places.get(&id)
            {
                self.notes[place].pivotal = true;
            }
            if let Some(from) = before {
                if from == id {
                    let message = format!(
                        "`{}` cannot follow itself: tell two notes apart with ~2",
                        part.text
                    );
                    return Err(NotationError { line, message });
                }
                if self.linked.insert((from.clone(), id.clone())) {
                    self.links.push(Link::new(from, id.clone()));
                }
            }
            before = Some(id);
        }
        Ok(())
    }

    /// The note that a part means.
    fn find(&self, part: &Part, heading: &str) -> Result<Id, String> {
        if !part.elsewhere || is_everywhere(part.kind) {
            return Ok(note_id(heading, part.kind, &part.text, part.ordinal));
        }
        let said = format!("`^{} {}`", part.kind.row().word, part.text);
        let homes = self
            .homes
            .get(&(part.kind, part.text.clone(), part.ordinal));
        let (here, others): (Vec<&Home>, Vec<&Home>) = homes
            .into_iter()
            .flatten()
            .partition(|h| h.heading == heading);
        match (others.as_slice(), here.as_slice()) {
            ([one], _) => Ok(one.id.clone()),
            ([], []) => Err(format!("{said} refers to nothing: no other heading has it")),
            ([], [here, ..]) => Err(format!(
                "{said} lives under this heading (line {}): write it without ^",
                here.line
            )),
            (several, _) => {
                let places: Vec<String> = several
                    .iter()
                    .map(|h| match h.heading.as_str() {
                        "" => format!("line {} (before any heading)", h.line),
                        name => format!("line {} (# {name})", h.line),
                    })
                    .collect();
                Err(format!("{said} may be any of {}", places.join(" and ")))
            }
        }
    }

    fn board(self) -> BoardSnapshot {
        let title = self.title.map(|(title, _)| title).unwrap_or_default();
        BoardSnapshot {
            meta: Arc::new(Meta {
                title,
                ..Meta::default()
            }),
            notes: Table::from_rows(self.notes.into_iter().map(Arc::new)),
            links: Table::from_rows(self.links.into_iter().map(Arc::new)),
            contexts: Table::from_rows(self.contexts.into_iter().map(Arc::new)),
            ..BoardSnapshot::default()
        }
        .normalised()
    }
}
