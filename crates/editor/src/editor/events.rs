//! Events on their way to the tool.

use crate::actions::{Does, Group, action, action_of};
use crate::editor::Editor;
use crate::effect::{CursorStyle, Effect};
use crate::gestures::Owner;
use crate::hit_test::Hit;
use crate::input::{Button, InputEvent, Key, Pointer, PointerKind};
use crate::selection::Selection;
use crate::tools::{Gesture, ToolId, tool};
use crate::typing::Typing;
use crate::wall::Touch;

/// A pinch on a touchpad comes in small steps, a wheel's notch in one large one: it counts as this, a quarter more or less.
const WHEEL_STEP: f64 = 23.0;

impl Editor {
    pub fn handle(&mut self, event: InputEvent) -> Vec<Effect> {
        let before = self.wall.camera;
        // What the window does is nobody's own move.
        let by_hand = !matches!(event, InputEvent::Resize(_) | InputEvent::Tick { .. });
        self.hear(event);
        if by_hand && before != self.wall.camera {
            self.wall.set_following(None);
        }
        self.finish()
    }

    fn hear(&mut self, event: InputEvent) {
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
                    let step = delta.y.clamp(-WHEEL_STEP, WHEEL_STEP);
                    self.wall.zoom_about(at, (-step / 100.0).exp());
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
                self.wall.nudged = false;
                self.modifiers_changed(&key);
            }
            InputEvent::TextChanged { text } => self.wall.text_changed(text),
            InputEvent::TypingRest => self.wall.keep_draft(),
            InputEvent::EditDone { text, how } => self.wall.edit_done(text, how),
            InputEvent::Paste(pasted) => self.wall.paste(pasted),
            InputEvent::Action(id) => self.run(&id),
            InputEvent::Resize(size) => {
                let seen = self.wall.camera.visible();
                self.wall.camera.view = size;
                self.wall.keep_chosen_in_view(seen);
                self.wall.camera_moved();
                self.wall.keep_following();
            }
            InputEvent::Tick { now, still } => {
                if !self.wall.laser.is_out() {
                    self.wall.laser.fade(now);
                    self.wall.scene.dirty.dynamic();
                    self.wall.effect(Effect::Animate);
                }
                self.wall.step_after(now, still);
            }
            InputEvent::Blur => {
                self.pointers.reset();
                self.tool.on(Gesture::Cancel, &mut self.wall);
            }
        }
    }

    fn pointer_down(&mut self, p: &Pointer) {
        self.wall.pointer = Some(p.at);
        self.wall.finger = p.kind == PointerKind::Touch;
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
        let s = &self.wall.selection;
        let mut under = Selection::default();
        match self.wall.hit(t.world) {
            Hit::Note(id) if s.notes.contains(&id) => return,
            Hit::FrameTitle(id) | Hit::FrameBorder(id) if s.frames.contains(&id) => return,
            Hit::Link(id) if s.links.contains(&id) => return,
            Hit::Bubble(..) | Hit::LinkHandle(..) | Hit::Corner(..) => return,
            Hit::Note(id) => under.notes = self.wall.with_groups([id]),
            Hit::FrameTitle(id) | Hit::FrameBorder(id) => under.frames = [id].into(),
            Hit::Link(id) => under.links = [id].into(),
            Hit::Inferred(from, to) => under.inferred = Some((from, to)),
            Hit::ContextName(id) | Hit::ContextLine(id) => under.context = Some(id),
            Hit::Paper => {}
        }
        self.wall.select(under);
    }

    fn pointer_moved(&mut self, p: &Pointer) {
        let owner = self.pointers.moved(p, &mut self.wall);
        if owner == Owner::Nobody {
            return;
        }
        self.wall.pointer = Some(p.at);
        self.wall.finger = p.kind == PointerKind::Touch;
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
        let busy = self.tool.is_busy() && is_modifier(key);
        if let Some(mut touch) = self.last.filter(|_| busy) {
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
            "Escape" if self.wall.following.is_some() && !self.tool.is_busy() => {
                self.wall.set_following(None);
            }
            "Escape" => self.tool.on(Gesture::Escape, &mut self.wall),
            " " if plain => self.pointers.space = true,
            "Enter" if plain && self.tool_id != ToolId::Select => {
                self.tool.on(Gesture::Enter, &mut self.wall);
            }
            _ if self.tool.is_busy() => {}
            _ => {
                let Some(action) = action_of(key).filter(|a| a.is_enabled(self)) else {
                    return;
                };
                if !action.is_by_browser() {
                    self.wall.repeating = key.repeat;
                    self.run(&action.id);
                    self.wall.repeating = false;
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
            || (self.tool.is_busy() && is_modifier(key))
            || (key.key == "Enter" && self.tool_id != ToolId::Select)
            || action_of(key).is_some_and(|a| a.is_enabled(self) && !a.is_by_browser())
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
            Does::Run(run) | Does::ByBrowser(run) => {
                // What changes the board under a gesture or under the words ends them; looking about does not.
                if action.group != Group::View {
                    let unwritten = self.wall.typing.as_ref().is_some_and(Typing::is_unwritten);
                    self.wall.stop_typing();
                    // The note on which nothing was written goes, and nothing can be done with it.
                    if unwritten {
                        return;
                    }
                    if self.tool.is_busy() {
                        self.tool.on(Gesture::Cancel, &mut self.wall);
                    }
                }
                run(self);
            }
        }
    }

    pub(super) fn arm(&mut self, id: ToolId) {
        if self.tool.is_busy() {
            self.tool.on(Gesture::Cancel, &mut self.wall);
        }
        self.wall.let_go();
        self.tool = tool(id);
        if id != self.tool_id {
            self.tool_id = id;
            // Its handles are not for every tool; one that has them brings them out again.
            self.wall.hovered_note = None;
            self.wall.effect(Effect::ToolChanged);
        }
        // The note to be placed shows at once where the pointer is.
        if let Some(last) = self.last.filter(|_| self.wall.pointer.is_some()) {
            self.tool.on(Gesture::Move(last), &mut self.wall);
        }
    }

    pub(crate) fn finish(&mut self) -> Vec<Effect> {
        if let Some(id) = self.wall.take_armed() {
            self.arm(id);
        }
        let cursor = match (self.pointers.is_panning(), self.pointers.space) {
            (true, _) => CursorStyle::Grabbing,
            (false, true) => CursorStyle::Grab,
            (false, false) => self.tool.cursor(&self.wall),
        };
        self.wall.set_cursor(cursor);
        self.follow_tip();
        self.wall.finish()
    }
}

fn is_modifier(key: &Key) -> bool {
    matches!(key.key.as_str(), "Alt" | "Control" | "Meta" | "Shift")
}
