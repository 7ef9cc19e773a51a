//! The file as it is written: members on contexts, ids of links only where they are not derived.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoardFile {
    pub format: String,
    pub version: u32,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    pub notes: Vec<Note>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<FileLink>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frames: Vec<Frame>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contexts: Vec<Context>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<Relation>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<Team>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub settings: Map<String, Value>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
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

impl BoardFile {
    pub fn of(board: &BoardSnapshot) -> BoardFile {
        let meta = &board.meta;
        BoardFile {
            format: FORMAT.to_owned(),
            version: VERSION,
            title: meta.title.clone(),
            description: meta.description.clone(),
            stage: meta.stage,
            language: meta.language.clone(),
            notes: rows(&board.notes),
            links: without_derived_ids(&board.links),
            frames: rows(&board.frames),
            contexts: rows(&board.contexts),
            relations: board.relations.to_vec(),
            teams: rows(&board.teams),
            terms: board.terms.to_vec(),
            decisions: board.decisions.to_vec(),
            answers: board.answers.to_vec(),
            settings: meta.settings.clone(),
            extensions: meta.extensions.clone(),
        }
    }

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

fn rows<T: Clone + Keyed>(table: &Table<T>) -> Vec<T> {
    table.iter().map(|row| T::clone(row)).collect()
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
