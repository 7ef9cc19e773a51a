//! What decomposition sees of a board: its notes in canonical order, the flow between them and their words.
//!
//! Must not know: contexts and headings. What people decided about contexts comes in through [`crate::Options`] only.

use std::sync::Arc;

use model::reading::read;
use model::{BoardSnapshot, Frame, Id, Note, NoteKind, Table};

use crate::canonical;
use crate::terms::Terms;

/// One step of the flow, between places in [`Wall::notes`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub from: usize,
    pub to: usize,
    /// 0 to 1.
    pub confidence: f64,
}

#[derive(Clone, Debug)]
pub struct Wall {
    /// All notes, in canonical order.
    pub notes: Vec<Arc<Note>>,
    /// Sorted by from and to, each pair once.
    pub steps: Vec<Step>,
    /// Per note: places in `steps` that leave it, and that reach it.
    pub leaving: Vec<Vec<usize>>,
    pub reaching: Vec<Vec<usize>>,
    pub terms: Terms,
    /// Per note: its text on one line.
    lines: Vec<String>,
    pub frames: Vec<Arc<Frame>>,
}

impl Wall {
    pub fn of(board: &BoardSnapshot) -> Wall {
        let mut bare = board.clone();
        let mut notes: Vec<Arc<Note>> = board
            .notes
            .iter()
            .map(|n| match n.context {
                None => n.clone(),
                Some(_) => Arc::new(Note {
                    context: None,
                    ..Note::clone(n)
                }),
            })
            .collect();
        notes.sort_by(|a, b| (a.kind, &a.text, &a.id).cmp(&(b.kind, &b.text, &b.id)));
        bare.notes = Table::from_rows(notes.iter().cloned());
        bare.contexts = Table::default();
        let place = |id: &Id| bare.notes.position(id.as_str());
        let steps: Vec<(usize, usize, f64)> = read(&bare)
            .links()
            .iter()
            .filter_map(|l| Some((place(&l.from)?, place(&l.to)?, l.confidence)))
            .filter(|s| s.0 != s.1)
            .collect();
        let (notes, steps) = canonical::order(notes, &steps);
        let steps: Vec<Step> = steps
            .into_iter()
            .map(|(from, to, confidence)| Step {
                from,
                to,
                confidence,
            })
            .collect();
        let mut leaving = vec![Vec::new(); notes.len()];
        let mut reaching = vec![Vec::new(); notes.len()];
        for (i, step) in steps.iter().enumerate() {
            leaving[step.from].push(i);
            reaching[step.to].push(i);
        }
        let mut frames: Vec<Arc<Frame>> = board.frames.iter().cloned().collect();
        frames.sort_by(|a, b| {
            let key = |f: &Frame| [f.y, f.x, f.height, f.width].map(f64::to_bits);
            key(a).cmp(&key(b)).then(a.title.cmp(&b.title))
        });
        let terms = Terms::read(&notes);
        let lines = notes.iter().map(|n| n.line()).collect();
        Wall {
            notes,
            steps,
            leaving,
            reaching,
            terms,
            lines,
            frames,
        }
    }

    pub fn kind(&self, note: usize) -> NoteKind {
        self.notes[note].kind
    }

    pub fn is_placed(&self, note: usize) -> bool {
        self.kind(note).is_placed()
    }

    /// Places of the notes that live in a context.
    pub fn placed(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.notes.len()).filter(|&n| self.is_placed(n))
    }

    /// What a note leads to, with the confidence.
    pub fn next(&self, note: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.leaving[note]
            .iter()
            .map(|&s| (self.steps[s].to, self.steps[s].confidence))
    }

    /// What leads to a note, with the confidence.
    pub fn previous(&self, note: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.reaching[note]
            .iter()
            .map(|&s| (self.steps[s].from, self.steps[s].confidence))
    }

    /// The text of a note on one line, as in a sentence.
    pub fn text(&self, note: usize) -> &str {
        &self.lines[note]
    }
}
