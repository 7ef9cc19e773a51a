//! Everything a person may do to a board. One command is one transaction, one update and one undo step.

use serde_json::{Map, Value};

use crate::context::{Context, Relation};
use crate::decision::{Answer, Decision};
use crate::facts::{Facts, Field};
use crate::geometry::{Point, Rect};
use crate::ids::Id;
use crate::link::{Frame, Link, LinkStatus};
use crate::note::{Note, NoteKind};
use crate::stage::Stage;
use crate::team::{Team, Term};

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Puts notes (with their positions and contexts), links and frames on the wall: place, paste, duplicate, import.
    /// Notes are stacked above all others, in the order given.
    Place {
        notes: Vec<Note>,
        links: Vec<Link>,
        frames: Vec<Frame>,
    },
    /// New top left corners of notes and frames.
    Move {
        to: Vec<(Id, Point)>,
    },
    /// New rectangles of notes and frames.
    Resize {
        to: Vec<(Id, Rect)>,
    },
    EditText {
        note: Id,
        text: String,
    },
    ChangeKind {
        notes: Vec<Id>,
        kind: NoteKind,
    },
    /// Changes what the inspector shows of notes; each change goes to each note.
    SetNote {
        notes: Vec<Id>,
        change: NoteChange,
    },
    /// Brings notes to the top of the stack, or to the bottom.
    Restack {
        notes: Vec<Id>,
        to_top: bool,
    },
    DrawLink {
        link: Link,
    },
    /// Confirms or refuses a link that was read from the wall (drawn if it has no row yet), or sets its label.
    SettleLink {
        from: Id,
        to: Id,
        status: LinkStatus,
    },
    LabelLink {
        link: Id,
        label: String,
    },
    SetFrame {
        frame: Id,
        title: String,
    },
    /// Deletes notes, links and frames; a note takes its links along.
    Delete {
        ids: Vec<Id>,
    },
    /// Adds contexts, with the notes that move into each.
    AddContexts {
        contexts: Vec<(Context, Vec<Id>)>,
    },
    /// Changes the facts of a context; `members` is ignored.
    SetContext {
        context: Context,
    },
    /// Deletes contexts and frees their notes.
    DeleteContexts {
        contexts: Vec<Id>,
    },
    /// Moves notes into a context, or out of all (None).
    Assign {
        notes: Vec<Id>,
        context: Option<Id>,
    },
    /// Takes over a proposal: deletes `replaced`, adds `contexts` with their notes; all in one step.
    AcceptProposal {
        replaced: Vec<Id>,
        contexts: Vec<(Context, Vec<Id>)>,
    },
    SetRelations {
        relations: Vec<Relation>,
    },
    SetTeam {
        team: Team,
    },
    SetTerm {
        term: Term,
    },
    Decide {
        decision: Decision,
    },
    Answer {
        answer: Answer,
    },
    SetTitle {
        title: String,
    },
    SetDescription {
        description: String,
    },
    SetStage {
        stage: Stage,
    },
    SetLanguage {
        language: String,
    },
    /// Sets one key of the settings; null removes it.
    SetSetting {
        key: String,
        value: Value,
    },
    /// Commands that are one gesture, carried out in their order: notes dragged into a context move and change their home.
    /// Each is checked against the board as it was before all of them; where one is refused, none is carried out.
    Compound {
        commands: Vec<Command>,
    },
}

/// One change of the inspector to one note.
#[allow(
    clippy::large_enum_variant,
    reason = "one lives at a time, while a person edits"
)]
#[derive(Clone, Debug, PartialEq)]
pub enum NoteChange {
    Pivotal(bool),
    Resolved(bool),
    Locked(bool),
    Description(String),
    Tags(Vec<String>),
    Fields(Vec<Field>),
    /// All facts of the note; only those that differ are written.
    Facts(Facts),
    Group(Option<Id>),
    /// How many dots a voter gives it; 0 takes them away.
    Votes {
        voter: String,
        count: u32,
    },
    /// Takes everybody's dots away.
    NoVotes,
    Extensions(Map<String, Value>),
}
