//! What the rules read: the board, its flow and its stage, with the questions that several rules ask.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use decompose::sizing::{ContextSize, sizes};
use model::aggregates::{AggregateGroup, groups};
use model::grammar::is_remark;
use model::reading::{ReadLink, Reading, read};
use model::{BoardSnapshot, Id, Note, NoteKind, Stage};
use serde_json::Value;

use crate::english::looks_english;
use crate::report::{Report, Severity, Unknown};

/// A board as the rules see it.
pub struct Wall<'a> {
    pub board: &'a BoardSnapshot,
    pub reading: Reading,
    pub stage: Stage,
    groups: Vec<AggregateGroup>,
    group_of: HashMap<Id, usize>,
    sizes: OnceCell<Vec<ContextSize>>,
    steps: OnceCell<HashMap<Id, Steps>>,
    english: OnceCell<bool>,
}

impl<'a> Wall<'a> {
    pub fn new(board: &'a BoardSnapshot, stage: Stage) -> Wall<'a> {
        let groups = groups(board);
        let mut group_of = HashMap::new();
        for (i, group) in groups.iter().enumerate() {
            group_of.extend(group.notes.iter().map(|id| (id.clone(), i)));
        }
        Wall {
            board,
            reading: read(board),
            stage,
            groups,
            group_of,
            sizes: OnceCell::new(),
            steps: OnceCell::new(),
            english: OnceCell::new(),
        }
    }

    /// How grave the rules marked "stage" are: silent in the big picture, a hint in process, a warning from design on.
    pub fn stage_severity(&self) -> Option<Severity> {
        match self.stage {
            Stage::BigPicture => None,
            Stage::Process => Some(Severity::Hint),
            Stage::Design | Stage::Boundaries | Stage::Review => Some(Severity::Warning),
        }
    }

    /// Whether people may still skip kinds (event to event in time, command to event with no aggregate).
    pub fn skipping_is_normal(&self) -> bool {
        self.stage < Stage::Design
    }

    /// A threshold of a rule: the workspace's where the settings of the board hold one, else the default. Settings say it
    /// as `{"F-SIZE-LARGE": {"endpoints": 20}}`, or as `{"F-CTX-CROSS-WORKFLOW": 4}` where the rule has only one.
    pub fn threshold(&self, rule: &str, name: &str, default: f64) -> f64 {
        let set = match self.board.meta.settings.get(rule) {
            Some(Value::Object(names)) => names.get(name).and_then(Value::as_f64),
            Some(only) => only.as_f64(),
            None => None,
        };
        set.filter(|n| *n >= 0.0).unwrap_or(default)
    }

    /// A threshold that counts whole things.
    pub fn limit(&self, rule: &str, name: &str, default: usize) -> usize {
        self.threshold(rule, name, default as f64) as usize
    }

    /// Whether the settings of the board say `{"F-…": false}`.
    pub fn is_switched_off(&self, rule: &str) -> bool {
        self.board.meta.settings.get(rule) == Some(&Value::Bool(false))
    }

    /// Notes of a kind, in stacking order.
    pub fn notes(&self, kind: NoteKind) -> impl Iterator<Item = &'a Arc<Note>> {
        self.board.notes.iter().filter(move |n| n.kind == kind)
    }

    pub fn has(&self, kind: NoteKind) -> bool {
        self.notes(kind).next().is_some()
    }

    /// Aggregates: copies of one name inside one context are one.
    pub fn aggregates(&self) -> &[AggregateGroup] {
        &self.groups
    }

    /// The note and, for an aggregate, its copies.
    pub fn copies<'w>(&'w self, note: &'w Id) -> &'w [Id] {
        match self.group_of.get(note) {
            Some(&i) => &self.groups[i].notes,
            None => std::slice::from_ref(note),
        }
    }

    /// The steps that reach a note or one of its copies, each with the note before.
    pub fn before(&self, note: &Id) -> Vec<(&ReadLink, &'a Arc<Note>)> {
        let steps = self
            .copies(note)
            .iter()
            .flat_map(|id| self.reading.reaching(id));
        steps
            .filter_map(|l| Some((l, self.board.note(&l.from)?)))
            .collect()
    }

    /// The steps that leave a note or one of its copies, each with the note after.
    pub fn after(&self, note: &Id) -> Vec<(&ReadLink, &'a Arc<Note>)> {
        let steps = self
            .copies(note)
            .iter()
            .flat_map(|id| self.reading.leaving(id));
        steps
            .filter_map(|l| Some((l, self.board.note(&l.to)?)))
            .collect()
    }

    /// One size per context, in the board's order.
    pub fn sizes(&self) -> &[ContextSize] {
        self.sizes.get_or_init(|| sizes(self.board, &self.reading))
    }

    /// The steps of the flow at a context.
    pub fn steps(&self, context: &Id) -> &Steps {
        static NONE: Steps = Steps {
            inside: 0,
            with: BTreeMap::new(),
            external: 0,
        };
        let steps = self.steps.get_or_init(|| self.all_steps());
        steps.get(context).unwrap_or(&NONE)
    }

    fn all_steps(&self) -> HashMap<Id, Steps> {
        let mut steps: HashMap<Id, Steps> = HashMap::new();
        for link in self.reading.links() {
            let (Some(from), Some(to)) = (self.board.note(&link.from), self.board.note(&link.to))
            else {
                continue;
            };
            match (&from.context, &to.context) {
                (Some(a), Some(b)) if a == b => steps.entry(a.clone()).or_default().inside += 1,
                (Some(a), Some(b)) => {
                    for (here, there) in [(a, b), (b, a)] {
                        let with = &mut steps.entry(here.clone()).or_default().with;
                        *with.entry(there.clone()).or_default() += 1;
                    }
                }
                (Some(only), None) | (None, Some(only))
                    if !is_remark(from.kind) && !is_remark(to.kind) =>
                {
                    let steps = steps.entry(only.clone()).or_default();
                    match [from.kind, to.kind].contains(&NoteKind::ExternalSystem) {
                        true => steps.external += 1,
                        false => steps.inside += 1,
                    }
                }
                _ => {}
            }
        }
        steps
    }

    /// False, and the rule is listed as unknown, where the board has no contexts to judge.
    pub fn has_contexts(&self, rule: &str, report: &mut Report) -> bool {
        let some = !self.board.contexts.is_empty();
        if !some {
            report.unknown.push(unknown(rule, Vec::new(), ["contexts"]));
        }
        some
    }

    /// False, and the rule is listed as unknown, where the board is not in English.
    pub fn speaks_english(&self, rule: &str, report: &mut Report) -> bool {
        let english = self.is_english();
        if !english {
            let missing = match self.language() {
                Some(language) => format!("language not supported: {language}"),
                None => "language: the notes do not look English, and the board names none".into(),
            };
            report.unknown.push(unknown(rule, Vec::new(), [missing]));
        }
        english
    }

    /// Whether the notes are in English: as somebody has said, else as they look.
    pub fn is_english(&self) -> bool {
        *self.english.get_or_init(|| match self.language() {
            Some(language) => {
                let primary = language.split(['-', '_']).next().unwrap_or_default();
                primary.eq_ignore_ascii_case("en")
            }
            None => looks_english(self.board.notes.iter().map(|n| n.text.as_str())),
        })
    }

    fn language(&self) -> Option<&str> {
        let language = self.board.meta.language.as_deref();
        language.filter(|said| !said.is_empty())
    }

    /// The name of a team.
    pub fn team_name(&self, id: &Id) -> String {
        let team = self.board.teams.get(id.as_str());
        team.map_or(id.as_str(), |t| t.name.as_str()).to_owned()
    }

    /// The name of a context, in quotation marks.
    pub fn context_name(&self, id: &Id) -> String {
        quoted(
            self.board
                .context(id)
                .map_or(id.as_str(), |c| c.name.as_str()),
        )
    }
}

/// How much of the flow at a context stays inside.
#[derive(Debug, Default)]
pub struct Steps {
    pub inside: usize,
    /// Steps between it and each other context.
    pub with: BTreeMap<Id, usize>,
    /// Steps to and from external systems.
    pub external: usize,
}

impl Steps {
    /// Steps that cross its border.
    pub fn crossing(&self) -> usize {
        self.external + self.with.values().sum::<usize>()
    }

    /// The context with which it shares the most steps.
    pub fn nearest(&self) -> Option<&Id> {
        let most = self.with.values().max()?;
        self.with.iter().find(|(_, n)| *n == most).map(|(id, _)| id)
    }
}

/// An entry of the unknown list.
pub fn unknown<S: Into<String>>(
    rule: &str,
    subjects: Vec<Id>,
    missing: impl IntoIterator<Item = S>,
) -> Unknown {
    Unknown {
        rule: rule.into(),
        subjects,
        missing: missing.into_iter().map(Into::into).collect(),
    }
}

/// A note's text on one line in quotation marks, cut at 80 characters.
pub fn quote(note: &Note) -> String {
    quoted(&note.line())
}

fn quoted(text: &str) -> String {
    const LONGEST: usize = 80;
    if text.chars().count() > LONGEST {
        let start: String = text.chars().take(LONGEST - 1).collect();
        format!("“{}…”", start.trim_end())
    } else {
        format!("“{text}”")
    }
}

/// A kind with its article: "an aggregate".
pub fn a(kind: NoteKind) -> String {
    let label = kind.label().to_lowercase();
    let article = if label.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {label}")
}

/// "a", "a and b", "a, b and c".
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}
