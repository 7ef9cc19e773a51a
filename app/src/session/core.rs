//! What lies behind the signals, and how effects are carried out.

use std::cell::{Cell, RefCell};

use board::{Board, BoardError, Change, Done};
use editor::{Editor, Effect, InputEvent};
use leptos::prelude::*;
use model::{BoardSnapshot, Id};

use super::{Invalidate, Session, Typing};
use crate::browser;

/// The board and the editor, and what the page has hung on them.
pub struct Core {
    pub board: Board,
    /// Writes the rest of the document of a board that is shown already.
    pub unwritten: Option<Unwritten>,
    pub editor: Editor,
    /// The painter's ear.
    pub invalidate: Option<Invalidate>,
    /// What the last frame showed was all there is to show.
    pub drawn: bool,
    /// The board as it was, while an earlier moment is shown in place of the present.
    pub past: Option<Board>,
    /// Where updates go; none for a board of this browser only.
    pub connection: Option<super::Connection>,
    /// A copy or cut that a clipboard event waits for: (for boards, for elsewhere).
    pub copied: Option<(String, String)>,
}

/// Gives the board with all of its document.
pub type Unwritten = Box<dyn FnOnce() -> Board>;

impl Core {
    /// The board with all of its document, as every change needs it.
    fn written(&mut self) -> &mut Board {
        if let Some(write) = self.unwritten.take() {
            self.board = write();
        }
        &mut self.board
    }
}

pub fn new_id() -> Id {
    let text = browser::new_id();
    Id::new(&text).unwrap_or_else(|_| Id::derived("n", &[&text]))
}

/// Carries out effects in their order, and those that follow from them.
pub fn carry_out(session: Session, effects: Vec<Effect>) {
    for effect in effects {
        carry_out_one(session, effect);
    }
}

fn carry_out_one(session: Session, effect: Effect) {
    match effect {
        Effect::Execute(command) => execute(session, |board| board.execute(&command)),
        Effect::Amend(command) => execute(session, |board| board.amend(&command)),
        Effect::Undo => step(session, Board::undo, "undo"),
        Effect::Redo => step(session, Board::redo, "redo"),
        Effect::BeginEdit(edit) => {
            thread_local!(static OPENED: RefCell<u64> = const { RefCell::new(0) });
            let opened = OPENED.with_borrow_mut(|n| {
                *n += 1;
                *n
            });
            session.typing.set(Some(Typing { edit, opened }));
        }
        Effect::RetypeEdit { text } => session.typing.update(|typing| {
            if let Some(typing) = typing {
                typing.edit.text = text;
            }
        }),
        Effect::ResizeEdit { rect } => session.typing.update(|typing| {
            if let Some(typing) = typing {
                typing.edit.rect = rect;
            }
        }),
        Effect::EndEdit => session.typing.set(None),
        Effect::Copy { json, text } => {
            session.with_core(|core| core.copied = Some((json, text)));
            super::clipboard::offer(session);
        }
        Effect::RequestPaste { one_note } => super::clipboard::request(session, one_note),
        Effect::Presence(presence) => {
            session.with_core(|core| {
                if let Some(connection) = &mut core.connection {
                    connection.show(presence);
                }
            });
        }
        Effect::Cursor(style) => {
            if session.cursor.get_untracked() != style {
                session.cursor.set(style);
            }
        }
        Effect::Announce(text) => announce(session, text),
        Effect::Tell(text) => session.toasts.say(text),
        Effect::Open(panel) => {
            let count = session.asked.get_untracked().map_or(0, |(_, n)| n + 1);
            session.asked.set(Some((panel, count)));
        }
        Effect::HomesChanged(homes) => session.homes.set(homes),
        Effect::Reproposed(moves) => session.reproposed.set(moves),
        Effect::SelectionChanged => {
            if let Some(selection) = session.with_core(|core| core.editor.selection().clone()) {
                session.selection.set(selection);
            }
        }
        Effect::ToolChanged => {
            if let Some(tool) = session.with_core(|core| core.editor.tool()) {
                session.tool.set(tool);
            }
        }
        Effect::CameraChanged => {
            if let Some(camera) = session.with_core(|core| *core.editor.camera()) {
                session.camera.set(camera);
            }
        }
        Effect::FollowingChanged => {
            if let Some(following) = session.with_core(|core| core.editor.following()) {
                session.following.set(following);
            }
        }
        Effect::Summon => super::connection::summon(session),
        Effect::Animate => animate(session),
        Effect::HoverChanged => {
            if let Some(tip) = session.with_core(|core| core.editor.link_tip()) {
                session.link_tip.set(tip);
            }
        }
        Effect::Invalidate { statics, dynamic } => {
            let ear = session.with_core(|core| core.invalidate.clone()).flatten();
            if let Some(ear) = ear {
                ear(statics, dynamic);
            }
        }
    }
}

/// Says something to those who listen, also when the same was said before.
fn announce(session: Session, words: String) {
    let again = session.announcement.with_untracked(|last| *last == words);
    // Another text, that sounds the same: a screen reader reads what has changed.
    let words = if again { words + "\u{a0}" } else { words };
    session.announcement.set(words);
}

/// Has the editor go on with the next frame.
fn animate(session: Session) {
    thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });
    if ASKED.replace(true) {
        return;
    }
    request_animation_frame(move || {
        ASKED.set(false);
        session.handle(InputEvent::Tick {
            now: browser::steady(),
            still: browser::matches_media("(prefers-reduced-motion: reduce)"),
        });
    });
}

/// The past is not changed; says so.
fn is_past(session: Session) -> bool {
    let past = session.with_core(|core| core.past.is_some()) == Some(true);
    if past {
        session
            .toasts
            .say("You look at an earlier moment. Go back to now to change the wall.");
    }
    past
}

fn execute(session: Session, run: impl FnOnce(&mut Board) -> Result<Done, BoardError>) {
    if is_past(session) {
        return;
    }
    match session.with_core(|core| run(core.written())) {
        Some(Ok(done)) => changed(session, &done.change, Some(done.update)),
        Some(Err(error)) => session.toasts.fail(error.to_string()),
        None => {}
    }
}

fn step(session: Session, run: fn(&mut Board) -> Option<board::Undone>, name: &str) {
    if is_past(session) {
        return;
    }
    match session.with_core(|core| run(core.written())).flatten() {
        Some(undone) => {
            if undone.passed_over > 0 {
                session.toasts.say(format!(
                    "Others have changed some of this since; that part stays ({}).",
                    undone.passed_over
                ));
            }
            changed(session, &undone.change, Some(undone.update));
            let done = if name == "undo" { "Undone." } else { "Redone." };
            announce(session, done.to_owned());
        }
        None => announce(session, format!("Nothing to {name}")),
    }
}

/// Another board takes the place of this one: `shown` at once, its document when `unwritten` is asked for it.
pub fn replace(session: Session, shown: BoardSnapshot, unwritten: Unwritten) {
    let effects = session.with_core(|core| {
        core.unwritten = Some(unwritten);
        core.drawn = false;
        core.editor.load(shown.clone())
    });
    carry_out(session, effects.unwrap_or_default());
    session.board.set(shown);
    super::settle::soon(session);
}

/// After every change of the board, own or remote: the editor and the signals follow, an own update is sent.
pub fn changed(session: Session, change: &Change, update: Option<Vec<u8>>) {
    let touched = super::past::ids(change);
    let follow = session.with_core(|core| {
        // Who looks at the past sees the present when they come back.
        let shown = core.past.is_none().then(|| {
            let snapshot = core.board.snapshot();
            let effects = core.editor.set_snapshot(snapshot.clone(), &touched);
            (snapshot, effects)
        });
        let undoable = (core.board.can_undo(), core.board.can_redo());
        if let (Some(update), Some(connection)) = (update, &mut core.connection)
            && !update.is_empty()
        {
            connection.send(update);
        }
        (shown, undoable)
    });
    let Some((shown, (can_undo, can_redo))) = follow else {
        return;
    };
    if let Some((snapshot, effects)) = shown {
        carry_out(session, effects);
        session.board.set(snapshot);
        super::settle::soon(session);
    }
    if session.can_undo.get_untracked() != can_undo {
        session.can_undo.set(can_undo);
    }
    if session.can_redo.get_untracked() != can_redo {
        session.can_redo.set(can_redo);
    }
}
