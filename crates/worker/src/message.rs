//! What the page and the worker say to each other: one JSON text a message, each answer with its request's id.
//!
//! The module exports `handle(request: string): string`; `app/web/analysis.js` wires it to the worker's messages: a request
//! and, where it is about a board, its text.

use std::collections::BTreeMap;

use advise::Report;
use advise::checklist::Split;
use decompose::capacity::{Assumptions, Capacity};
use decompose::demand::Demand;
use decompose::judge::Judgement;
use decompose::ownership::Ownership;
use decompose::proposal::Named;
use decompose::sizing::ContextSize;
use decompose::{Alternative, Decomposition, Options};
use export::Scope;
use export::documents::canvas::Canvas;
use model::{Id, Stage};
use serde::{Deserialize, Serialize};

/// A question to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    pub id: u64,
    pub ask: Ask,
}

/// `board` is the text of a board file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case")]
pub enum Ask {
    Decompose {
        board: String,
        options: Options,
    },
    /// Findings, sizes and the context map.
    Check {
        board: String,
        stage: Option<Stage>,
    },
    /// The contexts that the board has: figures, patterns of borders, types of subdomains, improvements.
    Judge {
        board: String,
    },
    /// What if these were the contexts? Answered as an alternative is, with `options` as it was found with; where no context
    /// has a name they get names. `otherwise`: what it differs from on a board without contexts.
    Weigh {
        board: String,
        contexts: Vec<Named>,
        #[serde(default)]
        options: Options,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        otherwise: Vec<Named>,
    },
    /// Whether to split at all, what each context has to carry, and who should own it.
    Services {
        board: String,
    },
    /// What speaks for keeping notes together, with the weights on this board.
    Criteria {
        board: String,
    },
    /// How much machine a service needs; what is not said is assumed.
    Capacity {
        assumptions: Assumptions,
    },
    /// The canvas of a context or of an aggregate.
    Canvas {
        board: String,
        subject: Id,
    },
    Formats,
    Export {
        board: String,
        format: String,
    },
    /// Every format that the worker can make, each under its folder, as one zip archive.
    ExportAll {
        board: String,
    },
}

impl Ask {
    /// Takes out the text of the board, where the question is about one: it travels beside the question, so that it is neither
    /// escaped nor there twice.
    pub fn take_board(&mut self) -> Option<String> {
        match self {
            Ask::Decompose { board, .. }
            | Ask::Check { board, .. }
            | Ask::Judge { board }
            | Ask::Weigh { board, .. }
            | Ask::Services { board }
            | Ask::Criteria { board }
            | Ask::Canvas { board, .. }
            | Ask::Export { board, .. }
            | Ask::ExportAll { board } => Some(std::mem::take(board)),
            Ask::Capacity { .. } | Ask::Formats => None,
        }
    }
}

/// What the worker says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    pub id: u64,
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Answer {
    Decomposition {
        decomposition: Decomposition,
    },
    Check(Box<Check>),
    Judgement {
        judgement: Box<Judgement>,
    },
    Weighed {
        alternative: Box<Alternative>,
    },
    Services(Box<Services>),
    Criteria {
        criteria: Vec<Criterion>,
    },
    Capacity {
        capacity: Capacity,
    },
    /// None: there is no canvas of that.
    Canvas {
        canvas: Option<Canvas>,
    },
    Formats {
        formats: Vec<Format>,
    },
    Files {
        files: Vec<File>,
    },
    /// What went wrong, in plain words.
    Failed {
        message: String,
    },
}

/// What is to be said of a board as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Check {
    pub report: Report,
    /// What each rule that the report names looks for.
    pub rules: BTreeMap<String, String>,
    pub sizes: Vec<ContextSize>,
    pub map: Vec<MapEdge>,
}

/// What is to be said of the contexts as services.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Services {
    pub split: Split,
    pub demand: Vec<Demand>,
    pub ownership: Ownership,
}

/// An edge of the context map: who depends on whom, and the flows that cross.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MapEdge {
    pub upstream: Id,
    pub downstream: Id,
    /// (from note, to note)
    pub crossings: Vec<(Id, Id)>,
    /// As in the board file; none until people say it.
    pub pattern: Option<String>,
}

/// One criterion of boundaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// The board's setting `criterion.<id>` changes its weight.
    pub id: String,
    pub label: String,
    pub about: String,
    pub weight: f64,
}

/// One export format.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Format {
    pub name: String,
    pub title: String,
    pub about: String,
    pub scope: Scope,
    /// False where only the server can make it (PNG).
    pub here: bool,
}

/// One exported file; `text` for texts, otherwise `base64`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub path: String,
    pub media_type: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}
