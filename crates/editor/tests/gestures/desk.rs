//! A person at a wall: events go to the editor, its commands are carried out on a plain snapshot.

use editor::{
    Button, EditEnd, EditTarget, Editor, Effect, InputEvent, Key, MeasureText, Modifiers, Pointer,
    PointerKind,
};
use model::command::NoteChange;
use model::{BoardSnapshot, Command, Id, Note, NoteKind, Point, Size, Table};

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
        let says = |e: &Effect| matches!(e, Effect::Announce(w) if w.contains(words));
        self.effects.iter().any(says)
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

fn change(now: &mut BoardSnapshot, touched: &mut Vec<Id>, id: &Id, with: impl Fn(&mut Note)) {
    let mut note = Note::clone(now.note(id).unwrap());
    with(&mut note);
    now.notes.upsert(note.into());
    touched.push(id.clone());
}

/// What a board does with a command, as far as gestures give it.
fn executed(board: &BoardSnapshot, command: &Command) -> (BoardSnapshot, Vec<Id>) {
    let mut now = board.clone();
    let mut touched: Vec<Id> = Vec::new();
    match command.clone() {
        Command::Place {
            notes,
            links,
            frames,
        } => {
            for n in notes {
                touched.push(n.id.clone());
                now.notes.upsert(n.into());
            }
            for l in links {
                touched.push(l.id.clone());
                now.links.upsert(l.into());
            }
            for f in frames {
                touched.push(f.id.clone());
                now.frames.upsert(f.into());
            }
        }
        Command::Move { to } => {
            for (id, p) in to {
                if let Some(frame) = now.frames.get(id.as_str()) {
                    let mut frame = (**frame).clone();
                    (frame.x, frame.y) = (p.x, p.y);
                    now.frames.upsert(frame.into());
                    touched.push(id);
                } else {
                    change(&mut now, &mut touched, &id, |n| {
                        (n.x, n.y) = (Some(p.x), Some(p.y))
                    });
                }
            }
        }
        Command::Resize { to } => {
            for (id, r) in to {
                if let Some(frame) = now.frames.get(id.as_str()) {
                    let mut frame = (**frame).clone();
                    (frame.x, frame.y) = (r.x, r.y);
                    (frame.width, frame.height) = (r.width, r.height);
                    now.frames.upsert(frame.into());
                    touched.push(id);
                    continue;
                }
                change(&mut now, &mut touched, &id, |n| {
                    (n.x, n.y) = (Some(r.x), Some(r.y));
                    (n.width, n.height) = (Some(r.width), Some(r.height));
                });
            }
        }
        Command::EditText { note, text } => {
            change(&mut now, &mut touched, &note, |n| n.text.clone_from(&text))
        }
        Command::Delete { ids } => {
            let gone = |id: &Id| ids.contains(id);
            let notes = now.notes.iter().filter(|n| !gone(&n.id)).cloned();
            now.notes = Table::from_rows(notes.collect::<Vec<_>>());
            now.frames = Table::from_rows(
                now.frames
                    .iter()
                    .filter(|f| !gone(&f.id))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            let cut = |l: &model::Link| gone(&l.id) || gone(&l.from) || gone(&l.to);
            touched.extend(now.links.iter().filter(|l| cut(l)).map(|l| l.id.clone()));
            now.links = Table::from_rows(
                now.links
                    .iter()
                    .filter(|l| !cut(l))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
            touched.extend(ids);
        }
        Command::DrawLink { link } => {
            touched.push(link.id.clone());
            now.links.upsert(link.into());
        }
        Command::AddContexts { contexts } => {
            for (context, members) in contexts {
                for m in &members {
                    change(&mut now, &mut touched, m, |n| {
                        n.context = Some(context.id.clone())
                    });
                }
                touched.push(context.id.clone());
                now.contexts.upsert(context.into());
            }
        }
        Command::Assign { notes, context } => {
            for n in &notes {
                let left = now.note(n).unwrap().context.clone();
                change(&mut now, &mut touched, n, |n| {
                    n.context.clone_from(&context)
                });
                touched.extend(left);
            }
            touched.extend(context);
        }
        Command::SetContext { context } => {
            touched.push(context.id.clone());
            now.contexts.upsert(context.into());
        }
        Command::SetFrame { frame, title } => {
            let mut f = (**now.frames.get(frame.as_str()).unwrap()).clone();
            f.title = title;
            now.frames.upsert(f.into());
            touched.push(frame);
        }
        Command::SettleLink { from, to, status } => {
            let mut link = model::Link::new(from, to);
            link.status = status;
            touched.push(link.id.clone());
            now.links.upsert(link.into());
        }
        Command::DeleteContexts { contexts } => {
            let rest: Vec<_> = now
                .contexts
                .iter()
                .filter(|c| !contexts.contains(&c.id))
                .cloned()
                .collect();
            now.contexts = Table::from_rows(rest);
            touched.extend(contexts);
        }
        Command::LabelLink { link, label } => {
            let mut l = (**now.links.get(link.as_str()).unwrap()).clone();
            l.label = label;
            now.links.upsert(l.into());
            touched.push(link);
        }
        Command::SetNote {
            notes,
            change: said,
        } => {
            for n in &notes {
                change(&mut now, &mut touched, n, |n| match &said {
                    NoteChange::Group(group) => n.group.clone_from(group),
                    NoteChange::Locked(on) => n.locked = *on,
                    NoteChange::Pivotal(on) => n.pivotal = *on,
                    NoteChange::Resolved(on) => n.resolved = *on,
                    NoteChange::Tags(tags) => n.tags.clone_from(tags),
                    NoteChange::Fields(fields) => n.fields.clone_from(fields),
                    NoteChange::Description(text) => n.description.clone_from(text),
                    other => panic!("gestures do not give {other:?}"),
                });
            }
        }
        Command::ChangeKind { notes, kind } => {
            for n in &notes {
                change(&mut now, &mut touched, n, |n| n.kind = kind);
            }
        }
        Command::Restack { .. } => {}
        Command::Compound { commands } => {
            for command in &commands {
                let (next, more) = executed(&now, command);
                now = next;
                touched.extend(more);
            }
        }
        other => panic!("gestures do not give {other:?}"),
    }
    (now.normalised(), touched)
}
