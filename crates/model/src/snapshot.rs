//! The immutable picture of a board that everyone reads.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::context::{Context, Relation};
use crate::decision::{Answer, Decision};
use crate::geometry::Rect;
use crate::ids::Id;
use crate::link::{Frame, Link};
use crate::note::Note;
use crate::stage::Stage;
use crate::table::Table;
use crate::team::{Team, Term};

/// What is said of the board as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// At most 200 characters.
    pub title: String,
    pub description: String,
    /// None: a file that names no stage; judged as design.
    pub stage: Option<Stage>,
    /// BCP 47; None is English.
    pub language: Option<String>,
    /// Thresholds, criterion weights, legend names, export options: rule or option id to value.
    pub settings: Map<String, Value>,
    pub extensions: Map<String, Value>,
}

/// A board at one moment. Cheap to clone.
///
/// Invariants, kept by [`BoardSnapshot::normalised`]: links end at notes that exist; a note's context exists; a context's
/// `members` are exactly the notes that name it, in stacking order; relations and terms name contexts that exist, facts
/// notes and teams that exist.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardSnapshot {
    pub meta: Arc<Meta>,
    /// In stacking order, lowest first.
    pub notes: Table<Note>,
    pub links: Table<Link>,
    pub frames: Table<Frame>,
    pub contexts: Table<Context>,
    pub relations: Arc<Vec<Relation>>,
    pub teams: Table<Team>,
    pub terms: Arc<Vec<Term>>,
    pub decisions: Arc<Vec<Decision>>,
    pub answers: Arc<Vec<Answer>>,
}

impl BoardSnapshot {
    pub fn note(&self, id: &Id) -> Option<&Arc<Note>> {
        self.notes.get(id.as_str())
    }

    pub fn context(&self, id: &Id) -> Option<&Arc<Context>> {
        self.contexts.get(id.as_str())
    }

    /// The context in which a note lives.
    pub fn context_of(&self, note: &Id) -> Option<&Arc<Context>> {
        self.context(self.note(note)?.context.as_ref()?)
    }

    /// The stage that the rules go by: a board that names none is judged as design.
    pub fn stage(&self) -> Stage {
        self.meta.stage.unwrap_or(Stage::Design)
    }

    /// The smallest rectangle around all notes and frames.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::around(
            self.notes
                .iter()
                .map(|n| n.rect())
                .chain(self.frames.iter().map(|f| f.rect())),
        )
    }

    /// Drops what dangles and derives the members of contexts, in the same way everywhere.
    pub fn normalised(mut self) -> BoardSnapshot {
        let dangling = |n: &Note| {
            n.context
                .as_ref()
                .is_some_and(|c| !self.contexts.contains(c.as_str()) || !n.kind.is_placed())
        };
        if self.notes.iter().any(|n| dangling(n)) {
            self.notes = Table::from_rows(self.notes.iter().map(|n| {
                if dangling(n) {
                    let mut freed = Note::clone(n);
                    freed.context = None;
                    Arc::new(freed)
                } else {
                    n.clone()
                }
            }));
        }
        let ends = |l: &Link| {
            l.from != l.to
                && self.notes.contains(l.from.as_str())
                && self.notes.contains(l.to.as_str())
        };
        if !self.links.iter().all(|l| ends(l)) {
            self.links = Table::from_rows(self.links.iter().filter(|l| ends(l)).cloned());
        }
        self.derive_members();
        let known = |id: &Id| self.contexts.contains(id.as_str());
        if !self
            .relations
            .iter()
            .all(|r| known(&r.upstream) && known(&r.downstream))
        {
            let kept = self
                .relations
                .iter()
                .filter(|r| known(&r.upstream) && known(&r.downstream));
            self.relations = Arc::new(kept.cloned().collect());
        }
        self.forget_unknown();
        self
    }

    /// Clears references from facts, teams and terms to what does not exist.
    fn forget_unknown(&mut self) {
        let gone = |team: &Option<Id>| {
            team.as_ref()
                .is_some_and(|t| !self.teams.contains(t.as_str()))
        };
        let undone = |n: &Note| {
            let by = n.facts.undone_by.as_ref();
            by.is_some_and(|id| !self.notes.contains(id.as_str()))
        };
        let mut notes = self.notes.clone();
        for note in self.notes.iter() {
            if gone(&note.facts.team) || undone(note) {
                let mut cleared = Note::clone(note);
                cleared.facts.team.take_if(|_| gone(&note.facts.team));
                cleared.facts.undone_by.take_if(|_| undone(note));
                notes.upsert(Arc::new(cleared));
            }
        }
        let mut contexts = self.contexts.clone();
        for context in self.contexts.iter().filter(|c| gone(&c.team)) {
            let mut cleared = Context::clone(context);
            cleared.team = None;
            contexts.upsert(Arc::new(cleared));
        }
        let mut teams = self.teams.clone();
        let lonely = |t: &Team| {
            t.interactions
                .iter()
                .any(|i| !self.teams.contains(i.team.as_str()))
        };
        for team in self.teams.iter().filter(|t| lonely(t)) {
            let mut cleared = Team::clone(team);
            cleared
                .interactions
                .retain(|i| self.teams.contains(i.team.as_str()));
            teams.upsert(Arc::new(cleared));
        }
        let unknown = |t: &Term| {
            t.context
                .as_ref()
                .is_some_and(|c| !self.contexts.contains(c.as_str()))
        };
        if self.terms.iter().any(unknown) {
            let kept = self.terms.iter().cloned().map(|mut t| {
                if unknown(&t) {
                    t.context = None;
                }
                t
            });
            self.terms = Arc::new(kept.collect());
        }
        (self.notes, self.contexts, self.teams) = (notes, contexts, teams);
    }

    fn derive_members(&mut self) {
        let mut members: HashMap<Id, Vec<Id>> = HashMap::new();
        for note in &self.notes {
            if let Some(context) = &note.context {
                members
                    .entry(context.clone())
                    .or_default()
                    .push(note.id.clone());
            }
        }
        let stale: Vec<Arc<Context>> = self
            .contexts
            .iter()
            .filter_map(|c| {
                let now = members.remove(&c.id).unwrap_or_default();
                (c.members != now).then(|| {
                    let mut context = Context::clone(c);
                    context.members = now;
                    Arc::new(context)
                })
            })
            .collect();
        for context in stale {
            self.contexts.upsert(context);
        }
    }
}
