//! What tools see and change: the board as it is drawn, what is selected and held, and the effects that gather.

use std::collections::HashMap;

use model::{BoardSnapshot, Command, Id, Note, Point, Rect};

use crate::camera::Camera;
use crate::editor::Ids;
use crate::effect::{CursorStyle, Effect, LocalPresence};
use crate::following::Following;
use crate::hit_test::Hit;
use crate::input::{Modifiers, Pointer, PointerKind};
use crate::presence::{Mark, Peer};
use crate::scene::Scene;
use crate::scene::face::MeasureText;
use crate::scene::held::Holder;
use crate::scene::notes::paper;
use crate::selection::Selection;
use crate::snapping::Guide;
use crate::tools::ToolId;
use crate::tools::laser::Laser;
use crate::typing::Typing;

/// Presence is sent often: others see no more selected things than these, and a larger handful when it is put down.
const MOST_SHARED: usize = 200;

/// A pointer event with its place on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Touch {
    /// CSS pixels.
    pub at: Point,
    /// Canvas units.
    pub world: Point,
    pub kind: PointerKind,
    pub modifiers: Modifiers,
    /// Milliseconds of the pointer's clock.
    pub time: f64,
}

/// What a gesture shows before it is done.
#[derive(Debug, Default)]
pub(crate) struct Preview {
    pub marquee: Option<Rect>,
    pub lasso: Vec<Point>,
    /// The link being drawn, from its first note to a note or the pointer.
    pub link: Option<(Rect, Rect)>,
    /// The note that would be linked.
    pub target: Option<Id>,
    pub frame: Option<Rect>,
    /// Notes that are not there yet, with where they would be.
    pub ghosts: Vec<(Note, Rect)>,
    pub guides: Vec<Guide>,
}

pub(crate) struct Wall {
    pub scene: Scene,
    pub camera: Camera,
    pub selection: Selection,
    pub peers: Vec<Peer>,
    pub preview: Preview,
    pub typing: Option<Typing>,
    pub laser: Laser,
    pub marks: Vec<Mark>,
    /// The person whose view is followed.
    pub following: Option<Following>,
    /// This person may ask everyone to come.
    pub may_summon: bool,
    /// By which this person's dots are known.
    pub voter: String,
    pub read_only: bool,
    /// Last place of the pointer over the wall, CSS pixels.
    pub pointer: Option<Point>,
    /// It is a finger, which reaches further around it.
    pub finger: bool,
    pub hover: Hit,
    /// The note whose edge handles are out because the pointer is on or near it.
    pub hovered_note: Option<Id>,
    /// The note placed last, after which the next goes.
    pub last_placed: Option<Id>,
    /// The note that was gone to last.
    pub reached: Option<Id>,
    /// A key is held and comes again …
    pub repeating: bool,
    /// … and has moved something since it went down: what it does goes on with that.
    pub nudged: bool,
    pub(crate) ids: Ids,
    effects: Vec<Effect>,
    armed: Option<ToolId>,
    told: LocalPresence,
    /// What was said of the homes of notes in hand.
    told_homes: Vec<(Id, Option<Id>)>,
    cursor: CursorStyle,
}

impl Wall {
    pub fn new(ids: Ids, measure: Box<dyn MeasureText>) -> Wall {
        Wall {
            scene: Scene::new(measure),
            camera: Camera::default(),
            selection: Selection::default(),
            peers: Vec::new(),
            preview: Preview::default(),
            typing: None,
            laser: Laser::default(),
            marks: Vec::new(),
            following: None,
            may_summon: false,
            voter: String::new(),
            read_only: false,
            pointer: None,
            finger: false,
            hover: Hit::Paper,
            hovered_note: None,
            last_placed: None,
            reached: None,
            repeating: false,
            nudged: false,
            ids,
            effects: Vec::new(),
            armed: None,
            told: LocalPresence::default(),
            told_homes: Vec::new(),
            cursor: CursorStyle::default(),
        }
    }

    pub fn board(&self) -> &BoardSnapshot {
        self.scene.board()
    }

    /// Whether there is a note, frame, link or context of this id.
    pub fn has(&self, id: &Id) -> bool {
        let (board, id) = (self.board(), id.as_str());
        board.notes.contains(id)
            || board.frames.contains(id)
            || board.links.contains(id)
            || board.contexts.contains(id)
    }

    pub fn fresh_id(&mut self) -> Id {
        (self.ids)()
    }

    pub fn touch(&self, p: &Pointer) -> Touch {
        Touch {
            at: p.at,
            world: self.camera.to_world(p.at),
            kind: p.kind,
            modifiers: p.modifiers,
            time: p.time,
        }
    }

    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Asks for a change of the board; a viewer is told that it cannot be.
    pub fn execute(&mut self, command: Command) {
        if self.may_edit() {
            self.effects.push(Effect::Execute(command));
        }
    }

    /// Asks for a change that is one gesture of several commands.
    pub fn execute_all(&mut self, mut commands: Vec<Command>) {
        match commands.len() {
            0 => {}
            1 => commands.drain(..).for_each(|command| self.execute(command)),
            _ => self.execute(Command::Compound { commands }),
        }
    }

    /// Asks for a change that goes on with the last one.
    pub fn amend(&mut self, command: Command) {
        if self.may_edit() {
            self.effects.push(Effect::Amend(command));
        }
    }

    /// Whether this person may change the board; says so where not.
    pub fn may_edit(&mut self) -> bool {
        if self.read_only {
            self.tell("You can look at this board, but not change it.");
        }
        !self.read_only
    }

    pub fn announce(&mut self, words: impl Into<String>) {
        self.effects.push(Effect::Announce(words.into()));
    }

    /// Says, for everyone to see, why nothing comes of something, or something else.
    pub fn tell(&mut self, words: impl Into<String>) {
        self.effects.push(Effect::Tell(words.into()));
    }

    pub fn arm(&mut self, tool: ToolId) {
        self.armed = Some(tool);
    }

    pub fn take_armed(&mut self) -> Option<ToolId> {
        self.armed.take()
    }

    pub fn select(&mut self, selection: Selection) {
        if selection != self.selection {
            self.selection = selection;
            self.scene.dirty.dynamic();
            self.effects.push(Effect::SelectionChanged);
        }
    }

    pub fn select_notes(&mut self, ids: impl IntoIterator<Item = Id>) {
        self.select(Selection::notes(ids));
    }

    /// Changes the preview and has it drawn.
    pub fn show(&mut self, change: impl FnOnce(&mut Preview)) {
        change(&mut self.preview);
        self.scene.dirty.dynamic();
    }

    /// Ends all previews and puts down what is held.
    pub fn let_go(&mut self) {
        self.preview = Preview::default();
        self.scene.set_homes(HashMap::new());
        self.scene.hold(Holder::Me, HashMap::new());
        self.scene.dirty.dynamic();
    }

    pub fn camera_moved(&mut self) {
        self.scene.dirty.dynamic();
        self.effects.push(Effect::CameraChanged);
    }

    pub fn reveal(&mut self, rect: Rect) {
        let before = self.camera;
        self.camera.reveal(rect);
        if before != self.camera {
            self.camera_moved();
        }
    }

    /// Around the selected notes and frames.
    pub fn selected_rect(&self) -> Option<Rect> {
        let chosen = self.selection.movable();
        Rect::around(chosen.filter_map(|id| self.scene.rect(id)))
    }

    /// Pans where a view that became smaller, as beside a panel, would hide what is selected; it saw `before`.
    pub fn keep_chosen_in_view(&mut self, before: Rect) {
        let around = self.selected_rect();
        let around = around.filter(|r| before.contains(r.center()));
        if let Some(around) = around.filter(|_| self.following.is_none()) {
            self.reveal(around);
        }
    }

    /// Brings all of `rect` into view; from further away where it is larger than the view.
    pub fn show_whole(&mut self, rect: Rect) {
        let seen = self.camera.visible();
        if rect.width > seen.width || rect.height > seen.height {
            let zoom = self.camera.zoom;
            self.camera.fit(rect, zoom);
            self.camera_moved();
        } else {
            self.reveal(rect);
        }
    }

    pub fn set_cursor(&mut self, cursor: CursorStyle) {
        if cursor != self.cursor {
            self.cursor = cursor;
            self.effects.push(Effect::Cursor(cursor));
        }
    }

    /// The paper of a note that is not on the wall yet.
    pub fn paper(&self, note: &Note) -> Rect {
        paper(note, &note.text, self.scene.measure())
    }

    /// All effects since the last call, with what has to be painted and what others should see.
    pub fn finish(&mut self) -> Vec<Effect> {
        let now = self.local_presence();
        if now != self.told {
            self.told = now.clone();
            self.effects.push(Effect::Presence(now));
        }
        let homes = self.scene.homes_in_order();
        if homes != self.told_homes {
            self.told_homes.clone_from(&homes);
            self.effects.push(Effect::HomesChanged(homes));
        }
        self.effects.extend(self.scene.dirty.take());
        std::mem::take(&mut self.effects)
    }

    fn local_presence(&self) -> LocalPresence {
        LocalPresence {
            cursor: self.pointer.map(|p| self.camera.to_world(p)),
            selection: self.selection.ids().take(MOST_SHARED).cloned().collect(),
            dragging: self.scene.in_my_hands(MOST_SHARED),
            editing: self.typing.as_ref().and_then(|t| t.note().cloned()),
            view: self.camera.visible(),
            laser: self.laser.points().collect(),
        }
    }
}
