//! The editor itself: events go in, effects come out, and the painter reads what to draw.

use std::rc::Rc;

use model::reading::Reading;
use model::{BoardSnapshot, Id, NoteKind, Point, Rect};

use crate::camera::Camera;
use crate::effect::Effect;
use crate::input::{InputEvent, Key};
use crate::presence::{Peer, ProposedContext};
use crate::scene::face::MeasureText;
use crate::scene::item::Item;
use crate::selection::Selection;
use crate::tools::ToolId;

/// Makes fresh ids.
pub type Ids = Box<dyn FnMut() -> Id>;

/// What a hover over a link read from the wall shows.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkTip {
    pub from: Id,
    pub to: Id,
    /// Why, in plain words.
    pub reason: String,
    pub confidence: f64,
    /// Where to show it, CSS pixels.
    pub at: Point,
}

/// One row of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct LegendRow {
    pub kind: NoteKind,
    pub name: String,
    /// Where the board recolours the kind.
    pub colour: Option<String>,
    pub count: usize,
}

/// The wall in small.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimap {
    /// All that is shown, canvas units.
    pub bounds: Rect,
    /// Notes, or for large boards cells of the commonest kind in them, canvas units.
    pub marks: Vec<(Rect, NoteKind)>,
}

pub struct Editor {
    board: BoardSnapshot,
    camera: Camera,
    selection: Selection,
    tool: ToolId,
    _ids: Ids,
    _measure: Box<dyn MeasureText>,
}

impl Editor {
    pub fn new(ids: Ids, measure: Box<dyn MeasureText>) -> Editor {
        Editor {
            board: BoardSnapshot::default(),
            camera: Camera::default(),
            selection: Selection::default(),
            tool: ToolId::default(),
            _ids: ids,
            _measure: measure,
        }
    }

    /// Takes a whole board: another one, or the first.
    pub fn load(&mut self, board: BoardSnapshot) -> Vec<Effect> {
        self.board = board;
        Vec::new()
    }

    /// Takes the board after a change; `touched` are the ids of notes, links, frames and contexts that changed, came or went.
    /// Costs by what was touched, not by the board.
    pub fn set_snapshot(&mut self, board: BoardSnapshot, _touched: &[Id]) -> Vec<Effect> {
        self.board = board;
        Vec::new()
    }

    pub fn handle(&mut self, event: InputEvent) -> Vec<Effect> {
        if let InputEvent::Resize(size) = event {
            self.camera.view = size;
        }
        Vec::new()
    }

    /// Whether the editor acts on this key: then the browser must not.
    pub fn wants(&self, _key: &Key) -> bool {
        false
    }

    /// Work that may wait: reads the wall again after changes. Call when idle, some 200 ms after the last change.
    pub fn settle(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Other people now.
    pub fn set_peers(&mut self, _peers: Vec<Peer>) -> Vec<Effect> {
        Vec::new()
    }

    /// Shows a proposal in place of the contexts; None ends it.
    pub fn set_proposal(&mut self, _proposal: Option<Vec<ProposedContext>>) -> Vec<Effect> {
        Vec::new()
    }

    /// A viewer looks, selects and copies, and changes nothing.
    pub fn set_read_only(&mut self, _read_only: bool) -> Vec<Effect> {
        Vec::new()
    }

    /// Measures all texts anew: fonts have arrived.
    pub fn fonts_changed(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Selects these notes, frames, links or contexts, and brings them into view when asked to.
    pub fn select(&mut self, _ids: &[Id], _reveal: bool) -> Vec<Effect> {
        Vec::new()
    }

    pub fn set_camera(&mut self, camera: Camera) -> Vec<Effect> {
        self.camera = camera;
        Vec::new()
    }

    pub fn board(&self) -> &BoardSnapshot {
        &self.board
    }

    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    pub fn tool(&self) -> ToolId {
        self.tool
    }

    /// The flow as last read (see [`Editor::settle`]).
    pub fn reading(&self) -> Rc<Reading> {
        Rc::default()
    }

    /// The inferred link under the pointer, or selected.
    pub fn link_tip(&self) -> Option<LinkTip> {
        None
    }

    /// Where a note is drawn now: taller than its size when the text needs it, elsewhere when held.
    pub fn note_rect(&self, note: &Id) -> Option<Rect> {
        self.board.note(note).map(|n| n.rect())
    }

    /// Around everything on the wall.
    pub fn bounds(&self) -> Option<Rect> {
        self.board.bounds()
    }

    /// What to draw on the static layer in this part of the wall at `scale` (CSS pixels per canvas unit), lowest first.
    /// Leaves out what is on the dynamic layer.
    pub fn static_items(&mut self, _world: Rect, _scale: f64) -> Vec<Item> {
        Vec::new()
    }

    /// What to draw above it in every frame in which something moves, lowest first.
    pub fn dynamic_items(&mut self) -> Vec<Item> {
        Vec::new()
    }

    /// Notes whose text, description or tags have all words of `query`, by position: left to right, top to bottom.
    pub fn find(&self, _query: &str) -> Vec<Id> {
        Vec::new()
    }

    /// The kinds on the wall, in the order of the toolbar.
    pub fn legend(&self) -> Vec<LegendRow> {
        Vec::new()
    }

    /// The wall in at most `most` marks.
    pub fn minimap(&self, _most: usize) -> Option<Minimap> {
        None
    }
}
