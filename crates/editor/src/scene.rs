//! The wall as a list of things to draw, built from the snapshot, what is held, and an index of where everything lies.
//!
//! Nothing here is linear in the board but loading: a change costs by what it touched, a frame by what is in view.

pub mod contours;
pub(crate) mod dirty;
mod dynamics;
pub mod face;
pub(crate) mod held;
pub(crate) mod index;
pub mod item;
pub(crate) mod legend;
pub(crate) mod links;
pub(crate) mod notes;
pub(crate) mod polygon;
pub(crate) mod route;
pub(crate) mod statics;

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use model::reading::{self, LinkSource, ReadLink, Reading};
use model::{BoardSnapshot, Context, Id, Link, LinkStatus, Rect};

use crate::presence::ProposedContext;
use contours::{Contours, Shape};
use dirty::Dirty;
use face::MeasureText;
use held::{Held, Holder};
use item::Ink;
use legend::Names;
use links::{LinkKey, Links, Run};
use notes::Notes;

/// A shadow, an outline and a tilt reach this far beyond a note, canvas units.
const SPILL: f64 = 24.0;

pub(crate) struct Scene {
    board: BoardSnapshot,
    measure: Box<dyn MeasureText>,
    pub names: Names,
    pub notes: Notes,
    pub links: Links,
    pub contours: Contours,
    /// The contexts that a proposal shows instead.
    proposal: Option<Vec<(ProposedContext, Option<Shape>)>>,
    pub held: Held,
    /// Contexts that have a note in somebody's hands: their lines are drawn on the dynamic layer.
    held_contexts: BTreeSet<Id>,
    /// Where held notes would live if they were put down now.
    pub homes: HashMap<Id, Option<Id>>,
    reading: Rc<Reading>,
    reasons: HashMap<(Id, Id), ReadLink>,
    reading_is_stale: bool,
    /// CSS pixels per canvas unit of what was painted last: names keep their size on screen.
    scale: f64,
    pub dirty: Dirty,
}

impl Scene {
    pub fn new(measure: Box<dyn MeasureText>) -> Scene {
        Scene {
            board: BoardSnapshot::default(),
            measure,
            names: Names::default(),
            notes: Notes::default(),
            links: Links::default(),
            contours: Contours::default(),
            proposal: None,
            held: Held::default(),
            held_contexts: BTreeSet::new(),
            homes: HashMap::new(),
            reading: Rc::default(),
            reasons: HashMap::new(),
            reading_is_stale: false,
            scale: 1.0,
            dirty: Dirty::default(),
        }
    }

    pub fn board(&self) -> &BoardSnapshot {
        &self.board
    }

    pub fn measure(&self) -> &dyn MeasureText {
        &*self.measure
    }

    /// Takes a whole board; linear in it. What is read from it appears with [`Scene::settle`].
    pub fn load(&mut self, board: BoardSnapshot) {
        self.board = board;
        self.held = Held::default();
        self.held_contexts.clear();
        self.homes.clear();
        self.reasons.clear();
        self.reading = Rc::default();
        self.rebuild();
        self.reading_is_stale = true;
    }

    /// Lays everything out anew: fonts or names of kinds changed.
    pub fn rebuild(&mut self) {
        self.names = Names::of(&self.board.meta);
        self.notes = Notes::load(self.board.notes.iter(), &*self.measure);
        let said = self.board.links.iter().filter_map(|l| said(l));
        let read = self.reasons.keys().map(|(a, b)| inferred(a, b));
        self.links = Links::load(said.chain(read), |id| self.notes.rect(id));
        self.contours = Contours::default();
        self.contours
            .choose_hues(self.board.contexts.iter().map(|c| &c.id));
        for context in &self.board.contexts {
            self.contours
                .update(&context.id, Some(context), &self.notes);
        }
        self.shape_proposal();
        self.dirty.everything();
    }

    /// Takes the board after a change of these ids.
    pub fn update(&mut self, board: BoardSnapshot, touched: &[Id]) {
        let before = std::mem::replace(&mut self.board, board);
        if !Arc::ptr_eq(&before.meta, &self.board.meta)
            && before.meta.settings != self.board.meta.settings
        {
            self.rebuild();
        }
        let mut contexts: BTreeSet<Id> = BTreeSet::new();
        for id in touched {
            self.update_note(id, &before, &mut contexts);
            if before.frames.get(id.as_str()) != self.board.frames.get(id.as_str()) {
                let both = before.frames.get(id.as_str()).into_iter();
                for frame in both.chain(self.board.frames.get(id.as_str())) {
                    self.dirty
                        .rect(statics::with_title(frame.rect(), self.scale));
                }
            }
            if before.contexts.get(id.as_str()) != self.board.contexts.get(id.as_str()) {
                contexts.insert(id.clone());
            }
        }
        for id in touched {
            let (old, new) = (
                before.links.get(id.as_str()),
                self.board.links.get(id.as_str()),
            );
            if old != new {
                self.update_link(id, old, new.cloned().as_ref());
            }
        }
        if !before.contexts.same(&self.board.contexts) {
            self.contours
                .choose_hues(self.board.contexts.iter().map(|c| &c.id));
        }
        for id in contexts {
            // The name may have changed where the lines did not.
            self.repaint_context(&id, before.context(&id));
            let now = self.board.context(&id).cloned();
            self.contours.update(&id, now.as_deref(), &self.notes);
            self.repaint_context(&id, now.as_ref());
        }
        if self.proposal.is_some() && !before.notes.same(&self.board.notes) {
            self.shape_proposal();
            self.dirty.everything();
        }
    }

    fn update_note(&mut self, id: &Id, before: &BoardSnapshot, contexts: &mut BTreeSet<Id>) {
        let old = before.note(id);
        let now = self.board.note(id);
        let unchanged = match (old, now) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let z = |b: &BoardSnapshot| b.notes.position(id.as_str());
        if unchanged && z(before) == z(&self.board) {
            return;
        }
        let (was, is) = self.notes.update(id, now, &*self.measure);
        for rect in was.into_iter().chain(is) {
            self.dirty.rect(rect.inflate(SPILL));
        }
        let home = |n: Option<&Arc<model::Note>>| n.and_then(|n| n.context.clone());
        let (from, to) = (home(old), home(now));
        let kind = |n: Option<&Arc<model::Note>>| n.map(|n| n.kind);
        if was != is || kind(old) != kind(now) {
            self.reading_is_stale = true;
            for rect in was.into_iter().chain(is) {
                contexts.extend(self.contours.near(rect));
            }
            contexts.extend(from.iter().chain(&to).cloned());
            let (notes, dirty) = (&self.notes, &mut self.dirty);
            self.links
                .note_moved(id, |n| notes.rect(n), |r| dirty.rect(r));
        } else if from != to {
            contexts.extend(from.into_iter().chain(to));
        }
        if now.is_none() {
            self.forget_inferred_of(id);
        }
    }

    fn update_link(&mut self, id: &Id, old: Option<&Arc<Link>>, new: Option<&Arc<Link>>) {
        self.reading_is_stale = true;
        let (notes, dirty) = (&self.notes, &mut self.dirty);
        let rect_of = |n: &Id| notes.rect(n);
        let key = LinkKey::Said(id.clone());
        self.links
            .update(&key, new.and_then(|l| said(l)), rect_of, |r| dirty.rect(r));
        // What people said replaces what was read, at once.
        for link in old.into_iter().chain(new) {
            let key = LinkKey::Inferred(link.from.clone(), link.to.clone());
            self.reasons.remove(&(link.from.clone(), link.to.clone()));
            self.links.update(&key, None, rect_of, |r| dirty.rect(r));
        }
    }

    fn forget_inferred_of(&mut self, note: &Id) {
        let gone: Vec<LinkKey> = self
            .links
            .of_note(note)
            .map(|(_, run)| run.key.clone())
            .filter(|k| matches!(k, LinkKey::Inferred(..)))
            .collect();
        for key in gone {
            let dirty = &mut self.dirty;
            self.links.update(&key, None, |_| None, |r| dirty.rect(r));
            if let LinkKey::Inferred(from, to) = key {
                self.reasons.remove(&(from, to));
            }
        }
    }

    /// Reads the wall again when it changed since; says whether it did.
    pub fn settle(&mut self) -> bool {
        if !std::mem::take(&mut self.reading_is_stale) {
            return false;
        }
        self.reading = Rc::new(reading::read(&self.board));
        let mut now: HashMap<(Id, Id), ReadLink> = HashMap::new();
        for link in self.reading.links() {
            if link.source == LinkSource::Inferred {
                now.insert((link.from.clone(), link.to.clone()), link.clone());
            }
        }
        let before = std::mem::replace(&mut self.reasons, now);
        let (notes, dirty) = (&self.notes, &mut self.dirty);
        let rect_of = |n: &Id| notes.rect(n);
        let mut gone: Vec<_> = before
            .keys()
            .filter(|k| !self.reasons.contains_key(*k))
            .collect();
        gone.sort();
        for (from, to) in gone {
            let key = LinkKey::Inferred(from.clone(), to.clone());
            self.links.update(&key, None, rect_of, |r| dirty.rect(r));
        }
        let mut come: Vec<_> = self
            .reasons
            .keys()
            .filter(|k| !before.contains_key(*k))
            .collect();
        come.sort();
        for (from, to) in come {
            let run = inferred(from, to);
            self.links
                .update(&run.key.clone(), Some(run), rect_of, |r| dirty.rect(r));
        }
        true
    }

    pub fn reading(&self) -> Rc<Reading> {
        self.reading.clone()
    }

    /// Why a link was read from the wall.
    pub fn reason(&self, from: &Id, to: &Id) -> Option<&ReadLink> {
        self.reasons.get(&(from.clone(), to.clone()))
    }

    /// What `holder` has in their hands from now on, and where.
    pub fn hold(&mut self, holder: Holder, things: HashMap<Id, Rect>) {
        if things.is_empty() && self.held.of(holder).is_none() {
            return;
        }
        self.dirty.dynamic();
        for id in self.held.hold(holder, things) {
            self.repaint(&id);
        }
        let of = |id: &Id| self.board.note(id)?.context.clone();
        let contexts: BTreeSet<Id> = self.held.iter().filter_map(|(id, _)| of(id)).collect();
        self.hold_contexts(contexts);
    }

    /// Where held notes would live if they were put down now.
    pub fn set_homes(&mut self, homes: HashMap<Id, Option<Id>>) {
        if self.homes == homes {
            return;
        }
        self.homes = homes;
        let of = |id: &Id| self.board.note(id)?.context.clone();
        let left = self.held.iter().filter_map(|(id, _)| of(id));
        let joined = self.homes.values().flatten().cloned();
        self.hold_contexts(left.chain(joined).collect());
        self.dirty.dynamic();
    }

    fn hold_contexts(&mut self, contexts: BTreeSet<Id>) {
        let before = std::mem::replace(&mut self.held_contexts, contexts);
        let changed: Vec<Id> = before
            .symmetric_difference(&self.held_contexts)
            .cloned()
            .collect();
        for id in changed {
            let context = self.board.context(&id).cloned();
            self.repaint_context(&id, context.as_ref());
        }
    }

    fn repaint_context(&mut self, id: &Id, context: Option<&Arc<Context>>) {
        if let Some((context, shape)) = context.zip(self.contours.get(id)) {
            let name = shape.name_box(self.name_width(&context.name), self.scale).0;
            self.dirty.rect(shape.bounds.union(&name));
        }
    }

    /// A note, with its links, or a frame, is to be painted again on the static layer.
    fn repaint(&mut self, id: &Id) {
        if let Some(rect) = self.notes.rect(id) {
            self.dirty.rect(rect.inflate(SPILL));
            for bounds in self.links.of_note(id).filter_map(|(_, run)| run.bounds()) {
                self.dirty.rect(bounds);
            }
        }
        if let Some(frame) = self.board.frames.get(id.as_str()) {
            self.dirty
                .rect(statics::with_title(frame.rect(), self.scale));
        }
    }

    pub fn set_proposal(&mut self, proposal: Option<Vec<ProposedContext>>) {
        self.proposal = proposal.map(|p| p.into_iter().map(|c| (c, None)).collect());
        self.shape_proposal();
        self.dirty.everything();
    }

    fn shape_proposal(&mut self) {
        for (context, shape) in self.proposal.iter_mut().flatten() {
            *shape = contours::shape_of(&context.members, &self.notes);
        }
    }

    /// Where a note or frame is drawn now.
    pub fn rect(&self, id: &Id) -> Option<Rect> {
        let still = || Some(self.board.frames.get(id.as_str())?.rect());
        self.held
            .rect(id)
            .or_else(|| self.notes.rect(id))
            .or_else(still)
    }

    /// Around all notes and frames.
    pub fn bounds(&self) -> Option<Rect> {
        let frames = self.board.frames.iter().map(|f| f.rect());
        Rect::around(frames.chain(self.notes.bounds()))
    }

    /// The width of a context's name set at a size of 1.
    fn name_width(&self, name: &str) -> f64 {
        self.measure.width(name, 16.0) / 16.0
    }

    /// The plate of a context's name at this scale.
    pub fn name_box(&self, context: &Id, scale: f64) -> Option<Rect> {
        let name = &self.board.context(context)?.name;
        let shape = self.contours.get(context)?;
        Some(shape.name_box(self.name_width(name), scale).0)
    }

    fn context_item(&self, id: &Id, shape: &Shape, scale: f64) -> Option<item::ContextItem> {
        let context = self.board.context(id)?;
        let ink = self.contours.ink(id);
        let width = self.name_width(&context.name);
        Some(shape.item(Some(id.clone()), &context.name, ink, width, scale))
    }

    fn proposal_items(&self, scale: f64) -> impl Iterator<Item = item::ContextItem> {
        let proposed = self.proposal.iter().flatten().enumerate();
        proposed.filter_map(move |(i, (context, shape))| {
            let ink = Ink::Context((i % contours::HUES as usize) as u8);
            let width = self.name_width(&context.name);
            Some(shape.as_ref()?.item(None, &context.name, ink, width, scale))
        })
    }
}

fn said(link: &Link) -> Option<Run> {
    (link.status != LinkStatus::Refused).then(|| Run {
        key: LinkKey::Said(link.id.clone()),
        from: link.from.clone(),
        to: link.to.clone(),
        label: link.label.clone(),
        route: None,
    })
}

fn inferred(from: &Id, to: &Id) -> Run {
    Run {
        key: LinkKey::Inferred(from.clone(), to.clone()),
        from: from.clone(),
        to: to.clone(),
        label: String::new(),
        route: None,
    }
}
