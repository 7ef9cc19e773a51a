//! The editor itself: events go in, effects come out, and the painter reads what to draw.

use std::rc::Rc;

use model::reading::Reading;
use model::{BoardSnapshot, Id, Point, Rect};

use crate::actions::{Does, action, action_for};
use crate::camera::Camera;
use crate::effect::{CursorStyle, Effect};
use crate::gestures::{Owner, Pointers};
use crate::hit_test::Hit;
use crate::input::{Button, InputEvent, Key, Pointer};
use crate::overview::{LegendRow, Minimap};
use crate::presence::{Peer, ProposedContext};
use crate::scene::face::MeasureText;
use crate::scene::held::Holder;
use crate::scene::item::Item;
use crate::selection::Selection;
use crate::tools::{Gesture, Tool, ToolId, tool};
use crate::wall::{Touch, Wall};

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

pub struct Editor {
    pub(crate) wall: Wall,
    tool: Box<dyn Tool>,
    tool_id: ToolId,
    pointers: Pointers,
    /// Where the pointer was last, for when only a modifier changes.
    last: Option<Touch>,
    /// Ctrl+Shift+V was pressed: what is pasted next becomes one note.
    paste_as_one: bool,
}

impl Editor {
    pub fn new(ids: Ids, measure: Box<dyn MeasureText>) -> Editor {
        Editor {
            wall: Wall::new(ids, measure),
            tool: tool(ToolId::Select),
            tool_id: ToolId::Select,
            pointers: Pointers::default(),
            last: None,
            paste_as_one: false,
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
        let board = self.wall.scene.board();
        let gone = |id: &Id| {
            touched.contains(id)
                && !board.notes.contains(id.as_str())
                && !board.frames.contains(id.as_str())
                && !board.links.contains(id.as_str())
                && !board.contexts.contains(id.as_str())
        };
        let mut selection = self.wall.selection.clone();
        selection.notes.retain(|id| !gone(id));
        selection.frames.retain(|id| !gone(id));
        selection.links.retain(|id| !gone(id));
        selection.context.take_if(|id| gone(id));
        selection
            .inferred
            .take_if(|(from, to)| gone(from) || gone(to));
        self.wall.hovered_note.take_if(|id| gone(id));
        self.wall.last_placed.take_if(|id| gone(id));
        self.wall.select(selection);
        self.wall.board_changed_under_typing(touched);
        self.finish()
    }

    pub fn handle(&mut self, event: InputEvent) -> Vec<Effect> {
        match event {
            InputEvent::PointerDown(p) => self.pointer_down(&p),
            InputEvent::PointerMove(p) => self.pointer_moved(&p),
            InputEvent::PointerUp(p) => {
                let touch = self.wall.touch(&p);
                if self.pointers.up(&p) == Owner::Tool {
                    self.tool.on(Gesture::Up(touch), &mut self.wall);
                }
            }
            InputEvent::PointerCancel(p) => {
                if self.pointers.up(&p) == Owner::Tool {
                    self.tool.on(Gesture::Cancel, &mut self.wall);
                }
            }
            InputEvent::PointerLeave => {
                self.wall.pointer = None;
                self.last = None;
                if !self.tool.is_busy() {
                    self.wall.hovered_note = None;
                    self.wall.set_hover(Hit::Paper);
                    self.wall.show(|p| {
                        p.ghosts.clear();
                        p.guides.clear();
                    });
                }
            }
            InputEvent::DoubleClick(p) => {
                let touch = self.wall.touch(&p);
                if p.button == Button::Primary && self.wall.typing.is_none() {
                    self.tool.on(Gesture::DoubleClick(touch), &mut self.wall);
                }
            }
            InputEvent::LongPress(p) => {
                let touch = self.wall.touch(&p);
                if !self.pointers.is_panning() {
                    self.tool.on(Gesture::LongPress(touch), &mut self.wall);
                }
            }
            InputEvent::Wheel {
                at,
                delta,
                modifiers,
            } => {
                if modifiers.ctrl {
                    self.wall.zoom_about(at, (-delta.y / 100.0).exp());
                } else {
                    // A wheel that only turns goes sideways with Shift.
                    let sideways = modifiers.shift && delta.x == 0.0;
                    let (dx, dy) = if sideways {
                        (delta.y, 0.0)
                    } else {
                        (delta.x, delta.y)
                    };
                    self.wall.camera.pan(-dx, -dy);
                    self.wall.camera_moved();
                }
                self.follow_pointer();
            }
            InputEvent::Pinch { at, scale } => {
                if scale.is_finite() && scale > 0.0 {
                    self.wall.zoom_about(at, scale);
                }
                self.follow_pointer();
            }
            InputEvent::Key(key) => self.key(&key),
            InputEvent::KeyUp(key) => {
                if key.key == " " {
                    self.pointers.space = false;
                }
                self.modifiers_changed(&key);
            }
            InputEvent::TextChanged { text } => self.wall.text_changed(text),
            InputEvent::EditDone { text, how } => self.wall.edit_done(text, how),
            InputEvent::Paste { text, one_note } => {
                let as_one = std::mem::take(&mut self.paste_as_one) || one_note;
                self.wall.paste(&text, as_one);
            }
            InputEvent::Action(id) => self.run(&id),
            InputEvent::Resize(size) => {
                self.wall.camera.view = size;
                self.wall.camera_moved();
            }
            InputEvent::Blur => {
                self.pointers.reset();
                self.tool.on(Gesture::Cancel, &mut self.wall);
            }
        }
        self.finish()
    }

    fn pointer_down(&mut self, p: &Pointer) {
        self.wall.pointer = Some(p.at);
        self.wall.stop_typing();
        let touch = self.wall.touch(p);
        self.last = Some(touch);
        match self.pointers.down(p) {
            Owner::Tool => self.tool.on(Gesture::Down(touch), &mut self.wall),
            Owner::Cancels => self.tool.on(Gesture::Cancel, &mut self.wall),
            Owner::Pan | Owner::Nobody => {}
        }
        if p.button == Button::Secondary && !self.tool.is_busy() {
            self.select_under(&touch);
        }
    }

    /// What a context menu is about: the selection when it was opened on it, else what lies there.
    fn select_under(&mut self, t: &Touch) {
        match self.wall.hit(t.world) {
            Hit::Note(id) if !self.wall.selection.notes.contains(&id) => {
                self.wall.select_notes([id])
            }
            _ => {}
        }
    }

    fn pointer_moved(&mut self, p: &Pointer) {
        self.wall.pointer = Some(p.at);
        let owner = self.pointers.moved(p, &mut self.wall);
        let touch = self.wall.touch(p);
        self.last = Some(touch);
        if owner == Owner::Tool {
            self.tool.on(Gesture::Move(touch), &mut self.wall);
        }
    }

    /// The wall moved under a pointer that is still.
    fn follow_pointer(&mut self) {
        if let Some(last) = self.last.filter(|_| self.tool.is_busy()) {
            let world = self.wall.camera.to_world(last.at);
            let touch = Touch { world, ..last };
            self.last = Some(touch);
            self.tool.on(Gesture::Move(touch), &mut self.wall);
        }
    }

    fn modifiers_changed(&mut self, key: &Key) {
        let is_modifier = matches!(key.key.as_str(), "Alt" | "Control" | "Meta" | "Shift");
        if let Some(mut touch) = self.last.filter(|_| is_modifier && self.tool.is_busy()) {
            touch.modifiers = key.modifiers;
            self.last = Some(touch);
            self.tool.on(Gesture::Move(touch), &mut self.wall);
        }
    }

    fn key(&mut self, key: &Key) {
        if self.wall.typing.is_some() {
            return;
        }
        self.modifiers_changed(key);
        let plain = !key.modifiers.ctrl && !key.modifiers.alt && !key.modifiers.shift;
        match key.key.as_str() {
            "Escape" => self.tool.on(Gesture::Escape, &mut self.wall),
            " " if plain => self.pointers.space = true,
            "Enter" if plain && self.tool_id != ToolId::Select => {
                self.tool.on(Gesture::Enter, &mut self.wall);
            }
            _ if self.tool.is_busy() => {}
            _ => {
                let Some(action) = action_for(key).filter(|a| a.is_enabled(self)) else {
                    return;
                };
                if action.is_by_browser() {
                    self.paste_as_one = key.modifiers.shift;
                } else {
                    self.run(&action.id);
                }
            }
        }
    }

    /// Whether the editor acts on this key: then the browser must not.
    pub fn wants(&self, key: &Key) -> bool {
        if self.wall.typing.is_some() {
            return false;
        }
        matches!(key.key.as_str(), "Escape" | " ")
            || (key.key == "Enter" && self.tool_id != ToolId::Select)
            || action_for(key).is_some_and(|a| a.is_enabled(self) && !a.is_by_browser())
    }

    fn run(&mut self, id: &str) {
        let Some(action) = action(id).filter(|a| a.is_enabled(self)) else {
            return;
        };
        match action.does {
            Does::Arm(tool) => {
                self.wall.stop_typing();
                self.arm(tool);
            }
            Does::Run(run) | Does::ByBrowser(run) => run(self),
        }
    }

    fn arm(&mut self, id: ToolId) {
        if self.tool.is_busy() {
            self.tool.on(Gesture::Cancel, &mut self.wall);
        }
        self.wall.let_go();
        self.tool = tool(id);
        if id != self.tool_id {
            self.tool_id = id;
            self.wall.effect(Effect::ToolChanged);
        }
        // The note to be placed shows at once where the pointer is.
        if let Some(last) = self.last.filter(|_| self.wall.pointer.is_some()) {
            self.tool.on(Gesture::Move(last), &mut self.wall);
        }
    }

    fn finish(&mut self) -> Vec<Effect> {
        if let Some(id) = self.wall.take_armed() {
            self.arm(id);
        }
        let cursor = match (self.pointers.is_panning(), self.pointers.space) {
            (true, _) => CursorStyle::Grabbing,
            (false, true) => CursorStyle::Grab,
            (false, false) => self.tool.cursor(&self.wall),
        };
        self.wall.set_cursor(cursor);
        self.wall.finish()
    }

    /// Work that may wait: reads the wall again after changes. Call when idle, some 200 ms after the last change.
    pub fn settle(&mut self) -> Vec<Effect> {
        if self.wall.scene.settle() {
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
            self.wall.scene.dirty.dynamic();
        }
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

    /// The inferred link under the pointer, or selected.
    pub fn link_tip(&self) -> Option<LinkTip> {
        let hovered = match &self.wall.hover {
            Hit::Inferred(from, to) => Some((from.clone(), to.clone())),
            _ => None,
        };
        let (from, to) = hovered.or_else(|| self.wall.selection.inferred.clone())?;
        let read = self.wall.scene.reason(&from, &to)?;
        let key = crate::scene::links::LinkKey::Inferred(from.clone(), to.clone());
        let middle = self.wall.scene.links.get(&key)?.route?.at(0.5);
        Some(LinkTip {
            reason: read.reason.clone(),
            confidence: read.confidence,
            at: self.wall.camera.to_screen(middle),
            from,
            to,
        })
    }

    /// Where a note is drawn now: taller than its size when the text needs it, elsewhere when held.
    pub fn note_rect(&self, note: &Id) -> Option<Rect> {
        self.wall.scene.rect(note)
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
