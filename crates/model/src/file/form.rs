//! The file as it is written and read: members on contexts, ids of links only where they are not derived.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::json::tidy;
use crate::context::{Context, Relation};
use crate::decision::{Answer, Decision};
use crate::ids::Id;
use crate::link::{Frame, Link, LinkStatus};
use crate::note::Note;
use crate::snapshot::{BoardSnapshot, Meta};
use crate::stage::Stage;
use crate::table::{Keyed, Table};
use crate::team::{Team, Term};

pub(super) const FORMAT: &str = "isobar/board";
pub(super) const VERSION: u32 = 1;

/// A file as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoardFile {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub stage: Option<Stage>,
    #[serde(default)]
    pub language: Option<String>,
    pub notes: Vec<Note>,
    #[serde(default)]
    pub links: Vec<FileLink>,
    #[serde(default)]
    pub frames: Vec<Frame>,
    #[serde(default)]
    pub contexts: Vec<Context>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub teams: Vec<Team>,
    #[serde(default)]
    pub terms: Vec<Term>,
    #[serde(default)]
    pub decisions: Vec<Decision>,
    #[serde(default)]
    pub answers: Vec<Answer>,
    #[serde(default)]
    pub settings: Map<String, Value>,
    #[serde(default)]
    pub extensions: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLink {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    pub from: Id,
    pub to: Id,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    #[serde(default, skip_serializing_if = "LinkStatus::is_drawn")]
    pub status: LinkStatus,
}

/// A board as it is written: row by row, so that no more than one row at a time is a tree of values.
pub(super) struct Written<'a>(pub &'a BoardSnapshot);

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (board, meta) = (self.0, &self.0.meta);
        let mut file = serializer.serialize_map(None)?;
        file.serialize_entry("format", FORMAT)?;
        file.serialize_entry("version", &VERSION)?;
        file.serialize_entry("title", &meta.title)?;
        if !meta.description.is_empty() {
            file.serialize_entry("description", &meta.description)?;
        }
        if let Some(stage) = meta.stage {
            file.serialize_entry("stage", &stage)?;
        }
        if let Some(language) = &meta.language {
            file.serialize_entry("language", language)?;
        }
        let links = without_derived_ids(&board.links);
        let mut put = |name: &str, rows: &mut dyn Iterator<Item = Row>| {
            let mut rows = rows.peekable();
            // Only the notes are there even where there are none.
            match rows.peek().is_some() || name == "notes" {
                true => file.serialize_entry(name, &Rows(RefCell::new(&mut rows))),
                false => Ok(()),
            }
        };
        put("notes", &mut board.notes.iter().map(|r| row(&**r)))?;
        put("links", &mut links.iter().map(row))?;
        put("frames", &mut board.frames.iter().map(|r| row(&**r)))?;
        put("contexts", &mut board.contexts.iter().map(|r| row(&**r)))?;
        put("relations", &mut board.relations.iter().map(row))?;
        put("teams", &mut board.teams.iter().map(|r| row(&**r)))?;
        put("terms", &mut board.terms.iter().map(row))?;
        put("decisions", &mut board.decisions.iter().map(row))?;
        put("answers", &mut board.answers.iter().map(row))?;
        for (name, free) in [
            ("settings", &meta.settings),
            ("extensions", &meta.extensions),
        ] {
            if !free.is_empty() {
                file.serialize_entry(name, free)?;
            }
        }
        file.end()
    }
}

/// A row as it is written: tidy numbers, no nulls.
type Row = serde_json::Result<Value>;

fn row<T: Serialize>(row: &T) -> Row {
    serde_json::to_value(row).map(tidy)
}

/// Rows as they come, written once.
struct Rows<'a>(RefCell<&'a mut dyn Iterator<Item = Row>>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        for row in &mut **self.0.borrow_mut() {
            rows.serialize_element(&row.map_err(S::Error::custom)?)?;
        }
        rows.end()
    }
}

impl BoardFile {
    pub fn into_board(mut self) -> BoardSnapshot {
        let mut homes: HashMap<Id, Id> = HashMap::new();
        for context in &self.contexts {
            homes.extend(
                context
                    .members
                    .iter()
                    .map(|note| (note.clone(), context.id.clone())),
            );
        }
        for note in &mut self.notes {
            note.context = homes.remove(&note.id);
        }
        BoardSnapshot {
            meta: Arc::new(Meta {
                title: self.title,
                description: self.description,
                stage: self.stage,
                language: self.language,
                settings: self.settings,
                extensions: self.extensions,
            }),
            notes: table(self.notes),
            links: table(with_ids(self.links)),
            frames: table(self.frames),
            contexts: table(self.contexts),
            relations: Arc::new(self.relations),
            teams: table(self.teams),
            terms: Arc::new(self.terms),
            decisions: Arc::new(self.decisions),
            answers: Arc::new(self.answers),
        }
        .normalised()
    }
}

fn table<T: Keyed>(rows: Vec<T>) -> Table<T> {
    Table::from_rows(rows.into_iter().map(Arc::new))
}

/// Leaves out the ids that [`with_ids`] will give again.
fn without_derived_ids(links: &Table<Link>) -> Vec<FileLink> {
    let mut counts: HashMap<(&Id, &Id), usize> = HashMap::new();
    links
        .iter()
        .map(|link| {
            let count = counts.entry((&link.from, &link.to)).or_default();
            let derived = link.id == Link::derived_id(&link.from, &link.to, *count);
            *count += usize::from(derived);
            FileLink {
                id: (!derived).then(|| link.id.clone()),
                from: link.from.clone(),
                to: link.to.clone(),
                label: link.label.clone(),
                status: link.status,
            }
        })
        .collect()
}

/// Gives ids to links that have none: the ends and how many between the same ends came before, passing over taken ids.
fn with_ids(links: Vec<FileLink>) -> Vec<Link> {
    let own: HashSet<Id> = links.iter().filter_map(|l| l.id.clone()).collect();
    let mut counts: HashMap<(Id, Id), usize> = HashMap::new();
    links
        .into_iter()
        .map(|l| {
            let id = l.id.unwrap_or_else(|| {
                let count = counts.entry((l.from.clone(), l.to.clone())).or_default();
                loop {
                    let id = Link::derived_id(&l.from, &l.to, *count);
                    *count += 1;
                    if !own.contains(&id) {
                        return id;
                    }
                }
            });
            Link {
                id,
                from: l.from,
                to: l.to,
                label: l.label,
                status: l.status,
            }
        })
        .collect()
}
