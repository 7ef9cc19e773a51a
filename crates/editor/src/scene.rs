//! The wall as a list of things to draw, built from the snapshot, what is held, and an index of where everything lies.
//!
//! Nothing here is linear in the board but loading: a change costs by what it touched, a frame by what is in view.

pub mod bubbles;
pub mod contours;
pub(crate) mod dirty;
mod dynamics;
pub mod face;
mod following;
pub(crate) mod held;
pub(crate) mod index;
pub mod item;
pub(crate) mod legend;
pub(crate) mod links;
pub(crate) mod notes;
pub(crate) mod polygon;
pub(crate) mod route;
pub(crate) mod statics;
mod unread;
mod update;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use model::reading::{ReadLink, Reader, Reading};
use model::{BoardSnapshot, Context, Id, Point, Rect};

use crate::presence::ProposedContext;
use bubbles::Bubble;
use contours::{Contours, Shape};
use dirty::Dirty;
use face::MeasureText;
use following::Resting;
use held::{Held, Holder};
use item::Ink;
use legend::Names;
use links::{LinkKey, Links};
use notes::Notes;
use unread::Unread;

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
    bubbles: BTreeMap<Id, Bubble>,
    /// Whose dots are seen while a round hides those of others.
    pub voter: String,
    pub held: Held,
    /// Contexts that have a note in my hands: their lines follow, on the dynamic layer. Those of notes in other hands wait
    /// until they are put down.
    held_contexts: BTreeSet<Id>,
    /// Their lines, made since anything last moved.
    followed: HashMap<Id, Option<Shape>>,
    /// What of them rests while I move the others.
    resting: HashMap<Id, Resting>,
    /// Where held notes would live if they were put down now.
    pub homes: HashMap<Id, Option<Id>>,
    reader: Reader,
    /// The flow as last read, once somebody has asked for it.
    reading: OnceCell<Rc<Reading>>,
    unread: Unread,
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
            bubbles: BTreeMap::new(),
            voter: String::new(),
            held: Held::default(),
            held_contexts: BTreeSet::new(),
            followed: HashMap::new(),
            resting: HashMap::new(),
            homes: HashMap::new(),
            reader: Reader::default(),
            reading: OnceCell::new(),
            unread: Unread::default(),
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
        self.reader = Reader::default();
        self.reading = OnceCell::new();
        self.unread = Unread::all_of(&self.board);
        self.rebuild();
        self.dirty.anew();
    }

    /// Lays everything out anew: fonts or names of kinds changed.
    pub fn rebuild(&mut self) {
        self.names = Names::of(&self.board.meta, &self.voter);
        self.notes = Notes::load(self.board.notes.iter(), &*self.measure);
        let said = self.board.links.iter().filter_map(|l| update::said(l));
        let read = self.reader.pairs().map(|(a, b)| update::inferred(a, b));
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

    pub fn reading(&self) -> Rc<Reading> {
        let read = || Rc::new(self.reader.reading(&self.board));
        self.reading.get_or_init(read).clone()
    }

    /// Why a link was read from the wall.
    pub fn reason(&self, from: &Id, to: &Id) -> Option<ReadLink> {
        let key = LinkKey::Inferred(from.clone(), to.clone());
        self.links.get(&key)?;
        self.reader.link(from, to)
    }

    /// The middle of a link that was read from the wall.
    pub fn middle_of(&self, from: &Id, to: &Id) -> Option<Point> {
        let key = LinkKey::Inferred(from.clone(), to.clone());
        self.links.get(&key)?.middle()
    }

    /// What `holder` has in their hands from now on, and where.
    pub fn hold(&mut self, holder: Holder, things: HashMap<Id, Rect>) {
        if things.is_empty() && self.held.of(holder).is_none() {
            return;
        }
        self.dirty.dynamic();
        let changed = self.held.hold(holder, things);
        if !changed.is_empty() {
            self.resting.clear();
        }
        for id in changed {
            self.repaint(&id);
        }
        if holder == Holder::Me {
            self.hold_contexts();
        }
    }

    /// Where held notes would live if they were put down now.
    pub fn set_homes(&mut self, homes: HashMap<Id, Option<Id>>) {
        if self.homes != homes {
            self.homes = homes;
            self.resting.clear();
            self.hold_contexts();
            self.dirty.dynamic();
        }
    }

    /// [`Scene::set_homes`], by note.
    pub fn homes_in_order(&self) -> Vec<(Id, Option<Id>)> {
        let homes = self.homes.iter();
        let mut homes: Vec<_> = homes.map(|(n, c)| (n.clone(), c.clone())).collect();
        homes.sort();
        homes
    }

    fn hold_contexts(&mut self) {
        self.followed.clear();
        let of = |id: &Id| self.board.note(id)?.context.clone();
        let mine = self.held.of(Holder::Me).into_iter().flatten();
        let left = mine.filter_map(|(id, _)| of(id));
        let joined = self.homes.values().flatten().cloned();
        let contexts: BTreeSet<Id> = left.chain(joined).collect();
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

    /// The contexts of the proposal that is shown, with their lines.
    pub fn proposal(&self) -> Option<&[(ProposedContext, Option<Shape>)]> {
        self.proposal.as_deref()
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

    /// The name of a context alone, on its plate: what is drawn over its line leaves the name to be read.
    pub fn context_name(&self, id: &Id, shape: &Shape, scale: f64) -> Option<item::ContextItem> {
        let whole = self.context_item(id, shape, scale)?;
        Some(item::ContextItem {
            rings: Rc::new([]),
            ink: Ink::Accent,
            ..whole
        })
    }

    fn context_item(&self, id: &Id, shape: &Shape, scale: f64) -> Option<item::ContextItem> {
        let context = self.board.context(id)?;
        let ink = self.contours.ink(id);
        let width = self.name_width(&context.name);
        Some(shape.item(Some(id.clone()), &context.name, ink, width, scale))
    }

    fn proposal_items(&self, scale: f64) -> impl Iterator<Item = item::ContextItem> {
        let proposed = self.proposal.iter().flatten();
        proposed.filter_map(move |(context, shape)| {
            let ink = Ink::Context(context.hue % contours::HUES);
            let width = self.name_width(&context.name);
            Some(shape.as_ref()?.item(None, &context.name, ink, width, scale))
        })
    }
}
