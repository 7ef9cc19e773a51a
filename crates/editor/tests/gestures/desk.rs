//! A person at a wall: events go to the editor, its commands are carried out on a plain snapshot.

use editor::{
    Button, EditEnd, EditTarget, Editor, Effect, InputEvent, Key, MeasureText, Modifiers, Pointer,
    PointerKind,
};
use model::{BoardSnapshot, Command, Id, Note, NoteKind, Point, Size, Table};

use crate::executed::executed;

pub struct Even;

impl MeasureText for Even {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().count() as f64 * size * 0.5
    }
}

pub struct Desk {
    pub editor: Editor,
    /// All effects since the last [`Desk::forget`].
    pub effects: Vec<Effect>,
    pub modifiers: Modifiers,
    pub touch: bool,
}

pub fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

pub fn note(name: &str, kind: NoteKind, x: f64, y: f64) -> Note {
    Note::new(id(name), kind, name).at(Point::new(x, y))
}

pub fn event(name: &str, x: f64, y: f64) -> Note {
    note(name, NoteKind::DomainEvent, x, y)
}

pub fn board(notes: impl IntoIterator<Item = Note>) -> BoardSnapshot {
    BoardSnapshot {
        notes: Table::from_rows(notes.into_iter().map(Into::into)),
        ..BoardSnapshot::default()
    }
}

pub const CTRL: Modifiers = Modifiers {
    ctrl: true,
    shift: false,
    alt: false,
};
pub const SHIFT: Modifiers = Modifiers {
    ctrl: false,
    shift: true,
    alt: false,
};
pub const ALT: Modifiers = Modifiers {
    ctrl: false,
    shift: false,
    alt: true,
};

impl Desk {
    pub fn new(board: BoardSnapshot) -> Desk {
        let mut n = 0;
        let ids = move || {
            n += 1;
            id(&format!("new{n}"))
        };
        let mut editor = Editor::new(Box::new(ids), Box::new(Even));
        editor.load(board.normalised());
        editor.handle(InputEvent::Resize(Size::new(1200.0, 800.0)));
        Desk {
            editor,
            effects: Vec::new(),
            modifiers: Modifiers::default(),
            touch: false,
        }
    }

    pub fn send(&mut self, event: InputEvent) {
        let effects = self.editor.handle(event);
        self.carry_out(effects);
    }

    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Execute(command) | Effect::Amend(command) = &effect {
                let (board, touched) = executed(self.editor.board(), command);
                let more = self.editor.set_snapshot(board, &touched);
                self.effects.push(effect);
                self.carry_out(more);
            } else {
                self.effects.push(effect);
            }
        }
    }

    fn pointer(&self, x: f64, y: f64) -> Pointer {
        Pointer {
            id: 1,
            kind: if self.touch {
                PointerKind::Touch
            } else {
                PointerKind::Mouse
            },
            button: Button::Primary,
            at: Point::new(x, y),
            modifiers: self.modifiers,
            time: 0.0,
        }
    }

    pub fn down(&mut self, x: f64, y: f64) {
        self.send(InputEvent::PointerDown(self.pointer(x, y)));
    }

    pub fn go(&mut self, x: f64, y: f64) {
        self.send(InputEvent::PointerMove(self.pointer(x, y)));
    }

    pub fn up(&mut self, x: f64, y: f64) {
        self.send(InputEvent::PointerUp(self.pointer(x, y)));
    }

    pub fn click(&mut self, x: f64, y: f64) {
        self.go(x, y);
        self.down(x, y);
        self.up(x, y);
    }

    pub fn double_click(&mut self, x: f64, y: f64) {
        self.click(x, y);
        self.click(x, y);
        self.send(InputEvent::DoubleClick(self.pointer(x, y)));
    }

    pub fn long_press(&mut self, x: f64, y: f64) {
        self.send(InputEvent::LongPress(self.pointer(x, y)));
    }

    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.go(from.0, from.1);
        self.down(from.0, from.1);
        self.go((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        self.go(to.0, to.1);
        self.up(to.0, to.1);
    }

    pub fn with(&mut self, modifiers: Modifiers, act: impl FnOnce(&mut Desk)) {
        self.modifiers = modifiers;
        act(self);
        self.modifiers = Modifiers::default();
    }

    pub fn key(&mut self, key: &str) {
        self.send(InputEvent::Key(keyed(key, self.modifiers)));
    }

    pub fn key_up(&mut self, key: &str) {
        self.send(InputEvent::KeyUp(keyed(key, self.modifiers)));
    }

    pub fn type_text(&mut self, text: &str, how: EditEnd) {
        assert!(self.editing().is_some(), "nothing is being edited");
        self.send(InputEvent::TextChanged { text: text.into() });
        self.send(InputEvent::EditDone {
            text: text.into(),
            how,
        });
    }

    /// What the overlay is open on.
    pub fn editing(&self) -> Option<EditTarget> {
        self.effects.iter().fold(None, |open, e| match e {
            Effect::BeginEdit(edit) => Some(edit.target.clone()),
            Effect::EndEdit => None,
            _ => open,
        })
    }

    /// All commands; those that go on with the one before, too.
    pub fn commands(&self) -> Vec<&Command> {
        self.effects
            .iter()
            .filter_map(|e| match e {
                Effect::Execute(c) | Effect::Amend(c) => Some(c),
                _ => None,
            })
            .collect()
    }

    /// How many undo steps there were.
    pub fn steps(&self) -> usize {
        let step = |e: &&Effect| matches!(e, Effect::Execute(_));
        self.effects.iter().filter(step).count()
    }

    /// Forgets all but what says whether something is being edited.
    pub fn forget_commands(&mut self) {
        self.effects
            .retain(|e| matches!(e, Effect::BeginEdit(_) | Effect::EndEdit));
    }

    pub fn forget(&mut self) {
        self.effects.clear();
    }

    pub fn place(&self, name: &str) -> (f64, f64) {
        let p = self
            .editor
            .board()
            .note(&id(name))
            .unwrap()
            .position()
            .unwrap();
        (p.x, p.y)
    }

    /// Somebody else deletes a note, with its links.
    pub fn delete_remotely(&mut self, name: &str) {
        let ids = vec![id(name)];
        let (board, touched) = executed(self.editor.board(), &Command::Delete { ids });
        let effects = self.editor.set_snapshot(board, &touched);
        self.carry_out(effects);
    }

    pub fn said(&self, words: &str) -> bool {
        let says =
            |e: &Effect| matches!(e, Effect::Announce(w) | Effect::Tell(w) if w.contains(words));
        self.effects.iter().any(says)
    }

    /// What everyone can read.
    pub fn told(&self) -> Vec<&str> {
        let told = self.effects.iter().filter_map(|e| match e {
            Effect::Tell(words) => Some(words.as_str()),
            _ => None,
        });
        told.collect()
    }

    pub fn selected(&self) -> Vec<&str> {
        self.editor
            .selection()
            .movable()
            .map(|id| id.as_str())
            .collect()
    }

    pub fn texts(&self) -> Vec<String> {
        self.editor
            .board()
            .notes
            .iter()
            .map(|n| n.text.clone())
            .collect()
    }
}

pub fn keyed(key: &str, modifiers: Modifiers) -> Key {
    let code = match key.chars().next() {
        Some(c) if key.len() == 1 && c.is_ascii_alphabetic() => {
            format!("Key{}", c.to_ascii_uppercase())
        }
        Some(c) if key.len() == 1 && c.is_ascii_digit() => format!("Digit{c}"),
        _ => key.to_owned(),
    };
    Key {
        key: key.into(),
        code,
        modifiers,
        repeat: false,
    }
}
