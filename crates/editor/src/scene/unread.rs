//! What of the wall is still to be read, and reading it: at once, or in slices that fit between two frames.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use model::reading::Reader;
use model::{BoardSnapshot, Id};

use super::Scene;
use super::links::{LinkKey, Links, Run};
use super::update::{inferred, said};

/// Notes, links and frames that changed since the wall was read. Links come after the notes at their ends.
#[derive(Debug, Default)]
pub(crate) struct Unread {
    notes: BTreeSet<Id>,
    others: BTreeSet<Id>,
    /// Inferred links that went already, as somebody drew one there or a note went.
    hidden: Vec<(Id, Id)>,
    /// Nothing was read yet.
    all: bool,
}

impl Unread {
    pub fn all_of(board: &BoardSnapshot) -> Unread {
        Unread {
            notes: board.notes.iter().map(|n| n.id.clone()).collect(),
            all: true,
            ..Unread::default()
        }
    }

    pub fn note(&mut self, id: &Id) {
        self.notes.insert(id.clone());
    }

    /// A link or a frame.
    pub fn thing(&mut self, id: &Id) {
        self.others.insert(id.clone());
    }

    pub fn hidden(&mut self, from: &Id, to: &Id) {
        self.hidden.push((from.clone(), to.clone()));
    }

    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.others.is_empty()
    }

    /// The next to be read, at most so many.
    fn take(&mut self, most: usize) -> Vec<Id> {
        let next = || self.notes.pop_first().or_else(|| self.others.pop_first());
        std::iter::from_fn(next).take(most).collect()
    }
}

impl Scene {
    pub fn is_settled(&self) -> bool {
        self.unread.is_empty()
    }

    /// Reads the wall again where it changed since; says whether there was anything to read.
    pub fn settle(&mut self) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        match self.unread.all {
            true => self.read_whole(),
            false => self.read_on(usize::MAX),
        }
        true
    }

    /// Reads at most so many of the notes and links that changed; says whether there was anything to read.
    pub fn settle_some(&mut self, most: usize) -> bool {
        if self.unread.is_empty() {
            return false;
        }
        if std::mem::take(&mut self.unread.all) {
            self.reader = Reader::unread(&self.board);
        }
        self.read_on(most);
        true
    }

    fn read_whole(&mut self) {
        self.unread = Unread::default();
        self.reading = OnceCell::new();
        self.reader = Reader::new(&self.board);
        let said = self.board.links.iter().filter_map(|l| said(l));
        let read = self.reader.pairs().map(|(a, b)| inferred(a, b));
        self.links = Links::load(said.chain(read), |id| self.notes.rect(id));
        for bounds in self.links.inferred().filter_map(Run::bounds) {
            self.dirty.rect(bounds);
        }
    }

    fn read_on(&mut self, most: usize) {
        let touched = self.unread.take(most);
        self.reading = OnceCell::new();
        let reread = self.reader.update(&self.board, &touched);
        let mut come: BTreeSet<(Id, Id)> = reread.come.into_iter().collect();
        if self.unread.is_empty() {
            let hidden = std::mem::take(&mut self.unread.hidden);
            let back = |(from, to): &(Id, Id)| self.reader.link(from, to).is_some();
            come.extend(hidden.into_iter().filter(back));
        }
        let (notes, dirty) = (&self.notes, &mut self.dirty);
        let rect_of = |n: &Id| notes.rect(n);
        for (from, to) in reread.gone {
            let key = LinkKey::Inferred(from, to);
            self.links.update(&key, None, rect_of, |r| dirty.rect(r));
        }
        for (from, to) in come {
            let run = inferred(&from, &to);
            self.links
                .update(&run.key.clone(), Some(run), rect_of, |r| dirty.rect(r));
        }
    }
}
