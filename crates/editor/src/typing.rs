//! Typing on the wall: the overlay of the app writes, the board gets one command when it is done.

mod drafts;
mod merge;

use std::collections::HashMap;

use model::note::MAX_TEXT;
use model::{Command, Context, Frame, Id, Note, NoteKind, Rect};

use crate::effect::{Edit, EditTarget, Effect};
use crate::input::EditEnd;
use crate::scene::held::Holder;
use crate::scene::links::Run;
use crate::scene::notes::paper;
use crate::scene::statics::title_box;
use crate::wall::Wall;

/// Longest name of a context, in characters.
const MAX_NAME: usize = 100;

#[derive(Debug)]
pub(crate) struct Typing {
    pub target: EditTarget,
    /// What the board says; what somebody else makes of it meanwhile is merged.
    base: String,
    /// What the overlay says.
    text: String,
    /// Placed a moment ago: goes again when nobody writes on it.
    fresh: bool,
    /// Something of it was kept already: what follows goes on with that.
    kept: bool,
    /// The note when writing began, should somebody delete it.
    note: Option<Note>,
    /// Other kinds that it may be: Tab goes on to the next as long as nothing is written.
    pub kinds: Vec<NoteKind>,
}

impl Typing {
    /// On a note that was placed a moment ago, and nothing stands on it.
    pub fn is_unwritten(&self) -> bool {
        self.fresh && self.note().is_some() && self.text.trim().is_empty()
    }

    pub fn note(&self) -> Option<&Id> {
        match &self.target {
            EditTarget::Note(id) => Some(id),
            _ => None,
        }
    }
}

impl Wall {
    pub fn type_on_note(&mut self, id: &Id) {
        let Some(note) = self.board().note(id).cloned() else {
            return;
        };
        if note.locked {
            self.tell("This note is locked.");
            return;
        }
        self.type_on(&note, false);
    }

    /// `fresh`: the note was placed a moment ago.
    pub fn type_on(&mut self, note: &Note, fresh: bool) {
        let rect = self.paper(note);
        let things = HashMap::from([(note.id.clone(), rect)]);
        if self.begin(EditTarget::Note(note.id.clone()), rect, &note.text, fresh) {
            if let Some(typing) = &mut self.typing {
                typing.note = Some(note.clone());
            }
            self.scene.hold(Holder::Typing, things);
            self.reveal(rect);
        }
    }

    pub fn type_frame_title(&mut self, id: &Id) {
        if let Some(frame) = self.board().frames.get(id.as_str()).cloned() {
            self.type_title_of(&frame, false);
        }
    }

    /// `fresh`: the frame was drawn a moment ago.
    pub fn type_title_of(&mut self, frame: &Frame, fresh: bool) {
        let rect = title_box(frame.rect(), self.camera.zoom).0;
        self.begin(
            EditTarget::FrameTitle(frame.id.clone()),
            rect,
            &frame.title,
            fresh,
        );
    }

    pub fn type_context_name(&mut self, id: &Id) {
        let plate = self.scene.name_box(id, self.camera.zoom);
        if let Some((context, rect)) = self.board().context(id).cloned().zip(plate) {
            self.begin(
                EditTarget::ContextName(id.clone()),
                rect,
                &context.name,
                false,
            );
        }
    }

    pub fn type_link_label(&mut self, id: &Id) {
        let run = self
            .scene
            .links
            .get(&crate::scene::links::LinkKey::Said(id.clone()));
        if let Some(middle) = run.and_then(Run::middle) {
            let (w, h) = (self.camera.px(160.0), self.camera.px(28.0));
            let rect = Rect::new(middle.x - w / 2.0, middle.y - h / 2.0, w, h);
            let label = self.board().links.get(id.as_str()).map(|l| l.label.clone());
            self.begin(
                EditTarget::LinkLabel(id.clone()),
                rect,
                &label.unwrap_or_default(),
                false,
            );
        }
    }

    /// Asks for the name of a context to be made around these notes.
    pub fn name_new_context(&mut self, members: Vec<Id>) {
        let rects = members.iter().filter_map(|id| self.scene.rect(id));
        if let Some(around) = Rect::around(rects) {
            let (w, h) = (self.camera.px(200.0), self.camera.px(30.0));
            let rect = Rect::new(around.center().x - w / 2.0, around.y - h * 1.6, w, h);
            self.begin(EditTarget::NewContext(members), rect, "", false);
        }
    }

    fn begin(&mut self, target: EditTarget, rect: Rect, text: &str, fresh: bool) -> bool {
        if !self.may_edit() {
            return false;
        }
        self.stop_typing();
        self.effect(Effect::BeginEdit(Edit {
            target: target.clone(),
            rect,
            text: text.to_owned(),
            select_all: !text.is_empty() && !fresh,
        }));
        self.typing = Some(Typing {
            target,
            base: text.to_owned(),
            text: text.to_owned(),
            fresh,
            kept: false,
            note: None,
            kinds: Vec::new(),
        });
        true
    }

    pub fn text_changed(&mut self, text: String) {
        let Some(typing) = &mut self.typing else {
            return;
        };
        typing.text = text;
        let (target, text) = (typing.target.clone(), typing.text.clone());
        let EditTarget::Note(id) = target else { return };
        let Some(note) = self.board().note(&id).cloned() else {
            return;
        };
        let rect = paper(&note, &text, self.scene.measure());
        if self.scene.held.rect(&id) != Some(rect) {
            self.scene.hold(Holder::Typing, HashMap::from([(id, rect)]));
            self.effect(Effect::ResizeEdit { rect });
        }
    }

    /// Ends typing as a click outside does, and has the overlay closed.
    pub fn stop_typing(&mut self) {
        if let Some(typing) = &self.typing {
            let text = typing.text.clone();
            self.edit_done(text, EditEnd::Outside);
        }
    }

    pub fn edit_done(&mut self, text: String, how: EditEnd) {
        let Some(typing) = self.typing.take() else {
            return;
        };
        self.effect(Effect::EndEdit);
        let text = text.trim_end();
        match typing.target {
            EditTarget::Note(ref id) => self.note_done(id, &typing, text, how),
            EditTarget::FrameTitle(frame) => {
                if text != typing.base {
                    let title = text.trim().to_owned();
                    self.write(typing.fresh, Command::SetFrame { frame, title });
                }
            }
            EditTarget::ContextName(id) => {
                let name = cut(text.trim(), MAX_NAME);
                let context = self.board().context(&id).cloned();
                if let Some(context) = context.filter(|c| !name.is_empty() && c.name != name) {
                    let mut context = Context::clone(&context);
                    context.name = name;
                    self.execute(Command::SetContext { context });
                }
            }
            EditTarget::NewContext(notes) => {
                let name = cut(text.trim(), MAX_NAME);
                let mut notes = notes;
                notes.retain(|id| self.board().note(id).is_some());
                if name.is_empty() || how == EditEnd::Escape {
                    self.announce("No context was made.");
                } else if notes.is_empty() {
                    self.tell("Somebody deleted these notes; no context was made.");
                } else {
                    let context = Context::new(self.fresh_id(), name);
                    self.announce(format!("{} holds {} notes now.", context.name, notes.len()));
                    self.execute(Command::AddContexts {
                        contexts: vec![(context, notes)],
                    });
                }
            }
            EditTarget::LinkLabel(link) => {
                if text != typing.base {
                    let label = text.trim().to_owned();
                    self.execute(Command::LabelLink { link, label });
                }
            }
        }
    }

    /// What is written on something fresh belongs to its placing, and all that is written in one go together.
    fn write(&mut self, goes_on: bool, command: Command) {
        match goes_on {
            true => self.amend(command),
            false => self.execute(command),
        }
    }

    fn note_done(&mut self, id: &Id, typing: &Typing, text: &str, how: EditEnd) {
        let paper = self.scene.held.rect(id);
        self.scene.hold(Holder::Typing, HashMap::new());
        if typing.fresh && text.trim().is_empty() {
            if how == EditEnd::Tab && self.turn_fresh(typing) {
                return;
            }
            self.amend(Command::Delete {
                ids: vec![id.clone()],
            });
            self.select_notes([]);
            return;
        }
        if text.chars().count() > MAX_TEXT {
            self.tell(format!(
                "A note holds {MAX_TEXT} characters; the rest was cut off."
            ));
        }
        let text = cut(text, MAX_TEXT);
        if text != typing.base {
            let note = id.clone();
            self.write(
                typing.fresh || typing.kept,
                Command::EditText { note, text },
            );
        }
        match how {
            EditEnd::Outside => {}
            EditEnd::Escape => self.select_notes([id.clone()]),
            EditEnd::Next => self.place_next(id, paper, false),
            EditEnd::Tab => self.place_next(id, paper, true),
        }
    }

    /// The board changed under the overlay: its note may be gone, or say something else by now.
    pub fn board_changed_under_typing(&mut self, touched: &[Id]) {
        let Some(typing) = &mut self.typing else {
            return;
        };
        let id = match &typing.target {
            EditTarget::NewContext(_) => return,
            EditTarget::Note(id)
            | EditTarget::FrameTitle(id)
            | EditTarget::ContextName(id)
            | EditTarget::LinkLabel(id) => id.clone(),
        };
        if !touched.contains(&id) {
            return;
        }
        let board = self.scene.board();
        let now = match &typing.target {
            EditTarget::Note(id) => board.note(id).map(|n| n.text.clone()),
            EditTarget::FrameTitle(id) => board.frames.get(id.as_str()).map(|f| f.title.clone()),
            EditTarget::ContextName(id) => board.context(id).map(|c| c.name.clone()),
            EditTarget::LinkLabel(id) => board.links.get(id.as_str()).map(|l| l.label.clone()),
            EditTarget::NewContext(_) => None,
        };
        match now {
            None => {
                let typing = self.typing.take();
                self.scene.hold(Holder::Typing, HashMap::new());
                self.effect(Effect::EndEdit);
                if !typing.is_some_and(|typing| self.save_words(typing)) {
                    self.tell("Somebody deleted what you were writing on.");
                }
            }
            Some(theirs) if theirs != typing.base => {
                let text = merge::merged(&typing.base, &typing.text, &theirs);
                typing.base = theirs;
                self.effect(Effect::RetypeEdit { text: text.clone() });
                self.text_changed(text);
            }
            Some(_) => {}
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
