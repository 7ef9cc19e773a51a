//! The interchange file, version 1 (board.schema.json).

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
use crate::table::Table;
use crate::team::{Team, Term};

/// Why a file is no board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", if pointer.is_empty() { "the file" } else { pointer })]
pub struct FileError {
    /// RFC 6901; empty for the whole file.
    pub pointer: String,
    pub message: String,
}

/// Reads a board file.
pub fn read(bytes: &[u8]) -> Result<BoardSnapshot, FileError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let file: BoardFile = serde_path_to_error::deserialize(&mut json).map_err(|e| FileError {
        pointer: String::new(),
        message: e.to_string(),
    })?;
    let mut board = BoardSnapshot {
        meta: Arc::new(Meta {
            title: file.title,
            description: file.description,
            stage: file.stage,
            language: file.language,
            settings: file.settings,
            extensions: file.extensions,
        }),
        ..BoardSnapshot::default()
    };
    let mut notes = file.notes;
    for context in &file.contexts {
        for note in &mut notes {
            if context.members.contains(&note.id) {
                note.context = Some(context.id.clone());
            }
        }
    }
    board.notes = Table::from_rows(notes.into_iter().map(Arc::new));
    board.links = Table::from_rows(file.links.into_iter().map(|l| {
        Arc::new(Link {
            id: l.id.unwrap_or_else(|| Link::derived_id(&l.from, &l.to, 0)),
            from: l.from,
            to: l.to,
            label: l.label,
            status: l.status,
        })
    }));
    board.frames = Table::from_rows(file.frames.into_iter().map(Arc::new));
    board.contexts = Table::from_rows(file.contexts.into_iter().map(Arc::new));
    board.teams = Table::from_rows(file.teams.into_iter().map(Arc::new));
    board.relations = Arc::new(file.relations);
    board.terms = Arc::new(file.terms);
    board.decisions = Arc::new(file.decisions);
    board.answers = Arc::new(file.answers);
    Ok(board.normalised())
}

/// Writes a board file: indented JSON, the same bytes for the same board.
pub fn write(board: &BoardSnapshot) -> String {
    let rows = |v: Vec<Value>| Value::Array(v);
    let mut file = Map::new();
    file.insert("format".into(), "isobar/board".into());
    file.insert("version".into(), 1.into());
    file.insert("title".into(), board.meta.title.clone().into());
    let json = |v: serde_json::Result<Value>| v.unwrap_or_default();
    file.insert(
        "notes".into(),
        rows(
            board
                .notes
                .iter()
                .map(|n| json(serde_json::to_value(n)))
                .collect(),
        ),
    );
    file.insert(
        "links".into(),
        rows(
            board
                .links
                .iter()
                .map(|l| json(serde_json::to_value(l)))
                .collect(),
        ),
    );
    file.insert(
        "contexts".into(),
        rows(
            board
                .contexts
                .iter()
                .map(|c| json(serde_json::to_value(c)))
                .collect(),
        ),
    );
    format!("{:#}\n", Value::Object(file))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoardFile {
    format: String,
    version: u32,
    title: String,
    #[serde(default)]
    description: String,
    notes: Vec<Note>,
    #[serde(default)]
    links: Vec<FileLink>,
    #[serde(default)]
    frames: Vec<Frame>,
    #[serde(default)]
    contexts: Vec<Context>,
    #[serde(default)]
    relations: Vec<Relation>,
    #[serde(default)]
    teams: Vec<Team>,
    #[serde(default)]
    terms: Vec<Term>,
    #[serde(default)]
    decisions: Vec<Decision>,
    #[serde(default)]
    answers: Vec<Answer>,
    stage: Option<Stage>,
    language: Option<String>,
    #[serde(default)]
    settings: Map<String, Value>,
    #[serde(default)]
    extensions: Map<String, Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLink {
    id: Option<Id>,
    from: Id,
    to: Id,
    #[serde(default)]
    label: String,
    #[serde(default)]
    status: LinkStatus,
}
