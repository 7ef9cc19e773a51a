//! Sticky notes and the table of their kinds.

mod kinds;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::facts::{Facts, Field};
use crate::geometry::{Point, Rect, Size};
use crate::ids::Id;
use crate::stage::Stage;

pub use kinds::NOTE_KINDS;

/// Longest text of a note, in characters.
pub const MAX_TEXT: usize = 2000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    DomainEvent,
    Command,
    Query,
    Aggregate,
    Policy,
    ReadModel,
    ExternalSystem,
    Actor,
    Hotspot,
    Opportunity,
    Screen,
    Definition,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Square,
    Wide,
    /// A small square.
    Small,
    /// A square, tilted by a few degrees.
    Tilted,
    /// No paper: plain text on the wall.
    Free,
}

/// One row of [`NOTE_KINDS`]: everything that toolbar, painter, grammar, legend and notation know of a kind.
#[derive(Debug)]
pub struct KindRow {
    pub kind: NoteKind,
    /// Name in the interchange file.
    pub name: &'static str,
    /// Word in the storm notation.
    pub word: &'static str,
    /// Name on screen.
    pub label: &'static str,
    /// Paper colour, `#RRGGBB`.
    pub colour: &'static str,
    /// Name of the colour token in the styles.
    pub token: &'static str,
    pub shape: Shape,
    /// The key that arms the tool, as `KeyboardEvent.key`, lower case.
    pub shortcut: &'static str,
    /// The stage in which the kind enters; text enters at any.
    pub stage: Stage,
    /// How to word it, with an example.
    pub wording: &'static str,
    /// Kinds that may follow by an arrow (vocabulary.md, "Grammar").
    pub may_follow: &'static [NoteKind],
    /// Whether notes of this kind live in a context (vocabulary.md, "What lives in a context").
    pub placed: bool,
}

impl NoteKind {
    pub fn row(self) -> &'static KindRow {
        &NOTE_KINDS[NOTE_KINDS
            .iter()
            .position(|row| row.kind == self)
            .unwrap_or_default()]
    }

    pub fn name(self) -> &'static str {
        self.row().name
    }

    pub fn label(self) -> &'static str {
        self.row().label
    }

    pub fn from_name(name: &str) -> Option<NoteKind> {
        NOTE_KINDS.iter().find(|r| r.name == name).map(|r| r.kind)
    }

    pub fn from_word(word: &str) -> Option<NoteKind> {
        NOTE_KINDS.iter().find(|r| r.word == word).map(|r| r.kind)
    }

    /// Whether notes of this kind live in a context.
    pub fn is_placed(self) -> bool {
        self.row().placed
    }

    /// The size of a fresh note, canvas units.
    pub fn default_size(self) -> Size {
        match self.row().shape {
            Shape::Square | Shape::Tilted => Size::new(120.0, 120.0),
            Shape::Wide => Size::new(180.0, 120.0),
            Shape::Small => Size::new(84.0, 72.0),
            Shape::Free => Size::new(200.0, 40.0),
        }
    }
}

fn is_false(b: &bool) -> bool {
    !*b
}

fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// A note, as in the interchange file; `context` is kept on the note and written as the context's `members`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Note {
    pub id: Id,
    pub kind: NoteKind,
    /// At most [`MAX_TEXT`] characters.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub y: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// A domain event that divides the timeline.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pivotal: bool,
    /// A hotspot that has been settled.
    #[serde(default, skip_serializing_if = "is_false")]
    pub resolved: bool,
    /// The sum of everyone's dots.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub votes: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    #[serde(default, skip_serializing_if = "Facts::is_empty")]
    pub facts: Facts,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Id>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub locked: bool,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub extensions: Map<String, Value>,
    /// The context the note lives in.
    #[serde(skip)]
    pub context: Option<Id>,
    /// Who gave it how many of the votes; the file has the sum.
    #[serde(skip)]
    pub voters: BTreeMap<String, u32>,
}

impl Note {
    /// A note with nothing but a kind and a text, nowhere yet.
    pub fn new(id: Id, kind: NoteKind, text: impl Into<String>) -> Note {
        Note {
            id,
            kind,
            text: text.into(),
            x: None,
            y: None,
            width: None,
            height: None,
            pivotal: false,
            resolved: false,
            votes: 0,
            voters: BTreeMap::new(),
            tags: Vec::new(),
            fields: Vec::new(),
            facts: Facts::default(),
            description: String::new(),
            group: None,
            locked: false,
            extensions: Map::new(),
            context: None,
        }
    }

    pub fn at(mut self, p: Point) -> Note {
        (self.x, self.y) = (Some(p.x), Some(p.y));
        self
    }

    /// The top left corner, where both coordinates are known.
    pub fn position(&self) -> Option<Point> {
        Some(Point::new(self.x?, self.y?))
    }

    /// Its own size, or its kind's.
    pub fn size(&self) -> Size {
        let default = self.kind.default_size();
        Size::new(
            self.width.unwrap_or(default.width),
            self.height.unwrap_or(default.height),
        )
    }

    /// Where it lies; a note without a position lies at the origin.
    pub fn rect(&self) -> Rect {
        let (p, s) = (self.position().unwrap_or_default(), self.size());
        Rect::new(p.x, p.y, s.width, s.height)
    }

    /// The text on one line, white space collapsed.
    pub fn line(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
