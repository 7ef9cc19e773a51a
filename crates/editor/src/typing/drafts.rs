//! What is written and not done yet: kept while the hand rests, saved when its note is deleted, turned while it is blank.

use model::note::MAX_TEXT;
use model::{Command, Note};

use super::{Typing, cut};
use crate::effect::EditTarget;
use crate::wall::Wall;

impl Wall {
    /// Keeps what is written on a note so far.
    pub fn keep_draft(&mut self) {
        let Some(typing) = &mut self.typing else {
            return;
        };
        let EditTarget::Note(note) = typing.target.clone() else {
            return;
        };
        let text = cut(typing.text.trim_end(), MAX_TEXT);
        if text == typing.base || text.is_empty() {
            return;
        }
        let goes_on = typing.fresh || std::mem::replace(&mut typing.kept, true);
        typing.base.clone_from(&text);
        self.write(goes_on, Command::EditText { note, text });
    }

    /// A note on which nothing is written yet becomes the next kind that may stand there; says whether there is one.
    pub(super) fn turn_fresh(&mut self, typing: &Typing) -> bool {
        let Some((kind, note)) = typing.kinds.first().copied().zip(typing.note.clone()) else {
            return false;
        };
        let mut kinds = typing.kinds.clone();
        kinds.rotate_left(1);
        if let Some(last) = kinds.last_mut() {
            *last = note.kind;
        }
        self.amend(Command::ChangeKind {
            notes: vec![note.id.clone()],
            kind,
        });
        self.announce(self.scene.names.name(kind).to_owned());
        self.type_on(&Note { kind, ..note }, true);
        if let Some(typing) = &mut self.typing {
            typing.kinds = kinds;
        }
        true
    }

    /// What was written on a note that somebody deleted meanwhile goes on a new one, and writing goes on there.
    /// False where there is nothing to save.
    pub(super) fn save_words(&mut self, typing: Typing) -> bool {
        let written = typing.kept || typing.text.trim_end() != typing.base || typing.fresh;
        let Some(mut note) = typing
            .note
            .filter(|_| written && !typing.text.trim().is_empty())
        else {
            return false;
        };
        note.id = self.fresh_id();
        note.text = cut(typing.text.trim_end(), MAX_TEXT);
        let context = note.context.clone();
        note.context = context.filter(|c| self.board().context(c).is_some());
        note.facts.undone_by = None;
        self.execute(Command::Place {
            notes: vec![note.clone()],
            links: Vec::new(),
            frames: Vec::new(),
        });
        self.select_notes([note.id.clone()]);
        self.type_on(&note, true);
        self.tell("Somebody deleted this note; your words are on a new one.");
        true
    }
}
