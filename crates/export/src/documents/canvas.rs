//! The Bounded Context Canvas (ddd-crew, version 5) and the Aggregate Canvas (ddd-crew, version 1): what the wall knows of
//! a context or of an aggregate, and what people write beside it.
//!
//! What people write is kept in the extensions of the context or of the note, under [`KEY`], by the key of its section.

mod aggregate;
mod context;
mod markdown;
mod messages;

use model::note::NoteKind;
use model::reading::{self, Reading};
use model::{BoardSnapshot, Id, aggregates};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::architecture::Architecture;
use crate::exporter::{ExportError, ExportFile, Exporter, Scope};
use crate::naming::{Name, Names, plain};

/// The member of `extensions` that holds what people wrote.
pub const KEY: &str = "isobar.canvas";

/// A canvas, to be shown as a form or as a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Canvas {
    /// Of which version: “Bounded Context Canvas v5”.
    pub title: String,
    /// Of what.
    pub name: String,
    pub sections: Vec<Section>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub title: String,
    pub help: String,
    /// What the wall says, a line each.
    pub known: Vec<String>,
    /// What people write or choose, in this order.
    pub entries: Vec<Entry>,
}

/// Something that people write or choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Under which it is kept.
    pub key: String,
    /// Empty where the section's title says it.
    pub label: String,
    pub input: Input,
    /// As it was when the canvas was made: a text, or one choice a line.
    pub value: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "as", content = "of")]
pub enum Input {
    Line,
    Lines,
    /// One of these: (value, words).
    One(Vec<(String, String)>),
    /// Any of these.
    Some(Vec<(String, String)>),
}

/// The canvas of a context or of an aggregate; None for anything else.
pub fn of(board: &BoardSnapshot, subject: &Id) -> Option<Canvas> {
    let reading = reading::read(board);
    if let Some(context) = board.context(subject) {
        return Some(context::canvas(board, &reading, context));
    }
    let of_subject = |group: &&aggregates::AggregateGroup| group.notes.contains(subject);
    let groups = aggregates::groups(board);
    let group = groups.iter().find(of_subject)?;
    Some(aggregate::canvas(board, &reading, group))
}

/// The canvases as pages.
pub struct Canvases;

impl Exporter for Canvases {
    fn name(&self) -> &'static str {
        "canvas"
    }

    fn title(&self) -> &'static str {
        "Canvases (Markdown)"
    }

    fn about(&self) -> &'static str {
        "A Bounded Context Canvas for each context and an Aggregate Canvas for each aggregate, as far as they are known."
    }

    fn scope(&self) -> Scope {
        Scope::Context
    }

    fn export(&self, architecture: &Architecture) -> Result<Vec<ExportFile>, ExportError> {
        let (board, reading): (&BoardSnapshot, &Reading) =
            (&architecture.board, &architecture.reading);
        let mut files = Vec::new();
        let mut add = |folder: &str, name: Name, canvas: &Canvas| {
            files.push(ExportFile {
                path: format!("{folder}/{}.md", name.kebab()),
                media_type: "text/markdown; charset=utf-8".into(),
                bytes: markdown::page(architecture, canvas).into_bytes(),
            });
        };
        let mut names = Names::default();
        for context in &board.contexts {
            let name = names.claim(&[Name::of(&context.name, "context")]);
            add("contexts", name, &context::canvas(board, reading, context));
        }
        let mut names = Names::default();
        for group in aggregates::groups(board) {
            let name = names.claim(&[Name::of(&group.name, "aggregate")]);
            add(
                "aggregates",
                name,
                &aggregate::canvas(board, reading, &group),
            );
        }
        Ok(files)
    }
}

/// What people wrote under a key: a text, or the choices, one a line.
fn written(extensions: &Map<String, Value>, key: &str) -> String {
    match extensions.get(KEY).and_then(|canvas| canvas.get(key)) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Array(choices)) => {
            let choices: Vec<&str> = choices.iter().filter_map(Value::as_str).collect();
            choices.join("\n")
        }
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A section of a title and a help text, with nothing in it.
fn section(title: &str, help: &str) -> Section {
    Section {
        title: title.into(),
        help: help.into(),
        known: Vec::new(),
        entries: Vec::new(),
    }
}

impl Section {
    fn known(mut self, lines: impl IntoIterator<Item = String>) -> Section {
        for line in lines {
            if !line.is_empty() && !self.known.contains(&line) {
                self.known.push(line);
            }
        }
        self
    }

    fn entry(
        mut self,
        extensions: &Map<String, Value>,
        key: &str,
        label: &str,
        input: Input,
    ) -> Section {
        self.entries.push(Entry {
            key: key.into(),
            label: label.into(),
            value: written(extensions, key),
            input,
        });
        self
    }
}

fn choices(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter()
        .map(|(value, words)| ((*value).into(), (*words).into()))
        .collect()
}

/// Questions at hotspots that touch these notes, or are linked with them, and are not settled.
fn hotspots(board: &BoardSnapshot, reading: &Reading, notes: &[Id]) -> Vec<String> {
    let about = |hotspot: &model::Note| {
        let linked = reading
            .leaving(&hotspot.id)
            .map(|l| &l.to)
            .chain(reading.reaching(&hotspot.id).map(|l| &l.from));
        let near = hotspot.rect().inflate(reading::NEAR);
        let touches = |id: &Id| board.note(id).is_some_and(|n| n.rect().intersects(&near));
        linked.into_iter().any(|id| notes.contains(id)) || notes.iter().any(touches)
    };
    let hotspots = board.notes.iter();
    hotspots
        .filter(|n| n.kind == NoteKind::Hotspot && !n.resolved && about(n))
        .map(|n| plain(&n.text))
        .collect()
}
