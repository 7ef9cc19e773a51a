//! The editor itself: events go in, effects come out, and the painter reads what to draw.

mod events;
mod tip;

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use model::reading::Reading;
use model::{BoardSnapshot, Id, Point, Rect};

use crate::camera::Camera;
use crate::effect::Effect;
use crate::gestures::Pointers;
use crate::hit_test::Hit;
use crate::overview::{LegendRow, Minimap};
use crate::presence::{Mark, Peer, ProposedContext};
use crate::scene::bubbles::Bubble;
use crate::scene::face::MeasureText;
use crate::scene::held::Holder;
use crate::scene::item::Item;
use crate::selection::Selection;
use crate::tools::{Gesture, Tool, ToolId, tool};
use crate::wall::{Touch, Wall};

pub use tip::LinkTip;

/// Notes and links that are read between two frames.
const SLICE: usize = 250;

/// Makes fresh ids.
pub type Ids = Box<dyn FnMut() -> Id>;

pub struct Editor {
    pub(crate) wall: Wall,
    tool: Box<dyn Tool>,
    tool_id: ToolId,
    pointers: Pointers,
    /// Where the pointer was last, for when only a modifier changes.
    last: Option<Touch>,
    /// The link whose tip is out, and where it was last said to be.
    tip: Option<(Id, Id)>,
    tip_at: Option<Point>,
}

impl Editor {
    pub fn new(ids: Ids, measure: Box<dyn MeasureText>) -> Editor {
        Editor {
            wall: Wall::new(ids, measure),
            tool: tool(ToolId::Select),
            tool_id: ToolId::Select,
            pointers: Pointers::default(),
            last: None,
            tip: None,
            tip_at: None,
        }
    }

    /// Takes a whole board: the first, or another one. Follow with [`Editor::settle`] once it is drawn.
    pub fn load(&mut self, board: BoardSnapshot) -> Vec<Effect> {
        self.tool.on(Gesture::Cancel, &mut self.wall);
        self.wall.let_go();
        if self.wall.typing.take().is_some() {
            self.wall.effect(Effect::EndEdit);
        }
        self.wall.select(Selection::default());
        self.wall.last_placed = None;
        self.wall.hovered_note = None;
        self.wall.set_hover(Hit::Paper);
        self.wall.scene.load(board);
        self.wall.hold_peers();
        self.finish()
    }

    /// Takes the board after a change; `touched` are the ids of notes, links, frames and contexts that changed, came or went.
    /// Costs by what was touched, not by the board.
    pub fn set_snapshot(&mut self, board: BoardSnapshot, touched: &[Id]) -> Vec<Effect> {
        self.wall.scene.update(board, touched);
        // What was placed a moment ago may not have come yet.
        let gone: HashSet<&Id> = touched.iter().filter(|id| !self.wall.has(id)).collect();
        let mut selection = self.wall.selection.clone();
        selection.retain(|id| !gone.contains(id));
        self.wall.hovered_note.take_if(|id| gone.contains(id));
        self.wall.last_placed.take_if(|id| gone.contains(id));
        self.wall.select(selection);
        self.wall.board_changed_under_typing(touched);
        if !self.wall.is_there(&self.wall.hover) {
            self.wall.set_hover(Hit::Paper);
        }
        if self.tool.is_busy() {
            self.tool.on(Gesture::Changed, &mut self.wall);
        }
        self.finish()
    }

    /// Work that may wait: reads the wall again after changes. Call when idle, some 200 ms after the last change.
    pub fn settle(&mut self) -> Vec<Effect> {
        let read = self.wall.scene.settle();
        self.settled(read)
    }

    /// A slice of [`Editor::settle`] that fits between two frames; go on until [`Editor::is_settled`].
    pub fn settle_some(&mut self) -> Vec<Effect> {
        let read = self.wall.scene.settle_some(SLICE);
        // Painted once for all: what one slice reads lies scattered over the wall.
        match self.is_settled() {
            true => self.settled(read),
            false => Vec::new(),
        }
    }

    /// Whether nothing waits to be read.
    pub fn is_settled(&self) -> bool {
        self.wall.scene.is_settled()
    }

    fn settled(&mut self, read: bool) -> Vec<Effect> {
        if read {
            let scene = &self.wall.scene;
            let kept = |(a, b): &(Id, Id)| scene.reason(a, b).is_some();
            let mut selection = self.wall.selection.clone();
            selection.inferred.take_if(|ends| !kept(ends));
            self.wall.select(selection);
        }
        self.finish()
    }

    /// Other people now.
    pub fn set_peers(&mut self, peers: Vec<Peer>) -> Vec<Effect> {
        if peers != self.wall.peers {
            self.wall.peers = peers;
            self.wall.hold_peers();
            self.wall.keep_following();
            self.wall.scene.dirty.dynamic();
        }
        self.finish()
    }

    /// Marks notes as different from what they were; none ends it.
    pub fn set_marks(&mut self, marks: Vec<Mark>) -> Vec<Effect> {
        self.wall.marks = marks;
        self.wall.scene.dirty.dynamic();
        self.finish()
    }

    /// By which this person's dots are known; before the board is loaded.
    pub fn set_voter(&mut self, voter: &str) {
        voter.clone_into(&mut self.wall.voter);
        voter.clone_into(&mut self.wall.scene.voter);
    }

    /// Notes with comments.
    pub fn set_bubbles(&mut self, bubbles: BTreeMap<Id, Bubble>) -> Vec<Effect> {
        self.wall.scene.set_bubbles(bubbles);
        self.finish()
    }

    /// Shows a proposal in place of the contexts; None ends it.
    pub fn set_proposal(&mut self, proposal: Option<Vec<ProposedContext>>) -> Vec<Effect> {
        self.wall.scene.set_proposal(proposal);
        self.finish()
    }

    /// A viewer looks, selects and copies, and changes nothing.
    pub fn set_read_only(&mut self, read_only: bool) -> Vec<Effect> {
        self.wall.read_only = read_only;
        if read_only {
            self.tool.on(Gesture::Cancel, &mut self.wall);
            self.wall.stop_typing();
            self.arm(ToolId::Select);
        }
        self.wall.scene.dirty.dynamic();
        self.finish()
    }

    /// Measures all texts anew: fonts have arrived.
    pub fn fonts_changed(&mut self) -> Vec<Effect> {
        self.wall.scene.rebuild();
        self.finish()
    }

    /// Selects these notes, frames, links or contexts, and brings them into view when asked to.
    pub fn select(&mut self, ids: &[Id], reveal: bool) -> Vec<Effect> {
        let board = self.wall.scene.board();
        let mut selection = Selection::default();
        for id in ids {
            if board.notes.contains(id.as_str()) {
                selection.notes.insert(id.clone());
            } else if board.frames.contains(id.as_str()) {
                selection.frames.insert(id.clone());
            } else if board.links.contains(id.as_str()) {
                selection.links.insert(id.clone());
            } else if board.contexts.contains(id.as_str()) {
                selection.context = Some(id.clone());
            }
        }
        let things = selection
            .movable()
            .filter_map(|id| self.wall.scene.rect(id));
        let context = selection
            .context
            .as_ref()
            .and_then(|id| self.wall.scene.contours.get(id));
        let around = Rect::around(things.chain(context.map(|s| s.bounds)));
        self.wall.select(selection);
        if let Some(rect) = around.filter(|_| reveal) {
            self.wall.reveal(rect);
        }
        self.finish()
    }

    pub fn set_camera(&mut self, camera: Camera) -> Vec<Effect> {
        if camera != self.wall.camera {
            self.wall.set_following(None);
            self.wall.camera = camera;
            self.wall.camera_moved();
        }
        self.finish()
    }

    pub fn board(&self) -> &BoardSnapshot {
        self.wall.board()
    }

    pub fn camera(&self) -> &Camera {
        &self.wall.camera
    }

    pub fn selection(&self) -> &Selection {
        &self.wall.selection
    }

    pub fn tool(&self) -> ToolId {
        self.tool_id
    }

    /// In the middle of a gesture or of typing.
    pub fn is_busy(&self) -> bool {
        self.tool.is_busy() || self.pointers.is_panning() || self.wall.typing.is_some()
    }

    /// The flow as last read (see [`Editor::settle`]).
    pub fn reading(&self) -> Rc<Reading> {
        self.wall.scene.reading()
    }

    /// What lies under a point of the view, CSS pixels.
    pub fn hit(&self, at: Point) -> Hit {
        self.wall.hit(self.wall.camera.to_world(at))
    }

    /// Where a note is drawn now: taller than its size when the text needs it, elsewhere when held.
    pub fn note_rect(&self, note: &Id) -> Option<Rect> {
        self.wall.scene.rect(note)
    }

    /// Around the selected notes and frames, canvas units.
    pub fn selected_rect(&self) -> Option<Rect> {
        self.wall.selected_rect()
    }

    /// The hue in which a context is drawn: one of [`crate::scene::contours::HUES`].
    pub fn context_hue(&self, context: &Id) -> u8 {
        self.wall.scene.contours.hue(context)
    }

    /// Around everything on the wall.
    pub fn bounds(&self) -> Option<Rect> {
        self.wall.scene.bounds()
    }

    /// What to draw on the static layer in this part of the wall at `scale` (CSS pixels per canvas unit), lowest first.
    /// Leaves out what is on the dynamic layer.
    pub fn static_items(&mut self, world: Rect, scale: f64) -> Vec<Item> {
        self.wall.scene.static_items(world, scale)
    }

    /// What to draw above it in every frame in which something moves, lowest first.
    pub fn dynamic_items(&mut self) -> Vec<Item> {
        self.wall.dynamic_items()
    }

    /// Notes that have all words of `query` in text, description or tags, from the top left on.
    pub fn find(&self, query: &str) -> Vec<Id> {
        self.wall.find(query)
    }

    /// The kinds on the wall, in the order of the toolbar.
    pub fn legend(&self) -> Vec<LegendRow> {
        self.wall.legend()
    }

    /// The wall in at most `most` marks.
    pub fn minimap(&self, most: usize) -> Option<Minimap> {
        self.wall.minimap(most)
    }
}

impl Wall {
    /// What others drag leaves the static layer.
    fn hold_peers(&mut self) {
        let now: Vec<u64> = self.peers.iter().map(|p| p.client).collect();
        let gone: Vec<u64> = self
            .scene
            .held
            .peers()
            .filter(|c| !now.contains(c))
            .collect();
        for client in gone {
            self.scene.hold(Holder::Peer(client), Default::default());
        }
        for peer in self.peers.clone() {
            let dragged = peer.dragging.iter().filter_map(|(id, at)| {
                let r = self.scene.notes.rect(id);
                let frame = || Some(self.scene.board().frames.get(id.as_str())?.rect());
                let r = r.or_else(frame)?;
                Some((id.clone(), Rect::new(at.x, at.y, r.width, r.height)))
            });
            let things = dragged.collect();
            self.scene.hold(Holder::Peer(peer.client), things);
        }
    }
}
